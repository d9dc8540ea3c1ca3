"""The picture that the person sees: values in, pixels out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.drawing import overlay as overlay_module
from posecoach.drawing.colours import BACKGROUND, BLUE, GREEN, ORANGE, SKY_BLUE, TEXT, VERMILION
from posecoach.drawing.cue_band import message_for
from posecoach.drawing.layout import Layout
from posecoach.drawing.overlay import Overlay
from posecoach.drawing.panel import Numbers
from posecoach.drawing.round_gauges import HoldGauge
from posecoach.pose.landmarks import Landmark
from posecoach.pose.outline import OUTLINE_POINTS
from posecoach.pose.pose import Pose
from tests.drawing.scenes import ARM, CANVAS_WH, SIZE_WH, fault, picture, pose, snapshot, state

LAYOUT = Layout.of(CANVAS_WH, SIZE_WH)
SCREEN = LAYOUT.picture


def drawn(*args: object, **options: bool) -> np.ndarray:
    """Return what a fresh overlay draws."""
    return Overlay(CANVAS_WH).draw(*args, **options).copy()  # type: ignore[arg-type]


def at(canvas: np.ndarray, x_px: float, y_px: float) -> tuple[int, int, int]:
    """Return the colour where the mirrored picture shows this pixel of the source."""
    scale = SCREEN.width / SIZE_WH[0]
    return tuple(canvas[round(y_px * scale) + SCREEN.top, round((SIZE_WH[0] - x_px) * scale) + SCREEN.left])


def has(canvas: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((canvas == colour).all(axis=-1).any())


def test_the_picture_is_mirrored() -> None:
    source = picture()
    source[:, :320] = (0, 0, 255)
    screen = SCREEN.of(drawn(source, None))
    assert tuple(screen[200, 10]) == (90, 90, 90)
    assert tuple(screen[200, -10]) == (0, 0, 255)


def test_the_source_is_not_drawn_on() -> None:
    source = picture()
    drawn(source, snapshot(fault(), pose(ARM)))
    assert np.array_equal(source, picture())


def test_words_and_numbers_are_the_same_whatever_the_picture_shows() -> None:
    """They are not part of what is mirrored."""
    lopsided = picture()
    lopsided[:, :320] = 255
    one, other = (drawn(source, snapshot(fault())) for source in (lopsided, lopsided[:, ::-1].copy()))
    assert np.array_equal(LAYOUT.band.of(one), LAYOUT.band.of(other))
    assert np.array_equal(LAYOUT.panel.of(one), LAYOUT.panel.of(other))


def test_landmarks_lie_on_what_the_mirrored_picture_shows() -> None:
    """A white spot in the source stays under its joint."""
    source = picture(grey=0)
    source[198:203, 198:203] = 255
    spot = SCREEN.of(drawn(source, None))[..., 0].astype(float)
    rows, columns = np.mgrid[0 : SCREEN.height, 0 : SCREEN.width]
    centre = (columns * spot).sum() / spot.sum(), (rows * spot).sum() / spot.sum()
    points = overlay_module.on_screen(pose(ARM).image_px, SIZE_WH, (SCREEN.width, SCREEN.height))
    assert points[Landmark.LEFT_ELBOW] == pytest.approx(centre, abs=0.1)


def test_limbs_are_drawn_between_their_joints() -> None:
    canvas = drawn(picture(), snapshot(seen=pose(ARM)))
    assert at(canvas, 200, 150) == SKY_BLUE
    assert at(canvas, 200, 250) == SKY_BLUE
    assert at(canvas, 300, 150) == (90, 90, 90)


def test_the_neck_goes_from_between_the_shoulders_to_between_the_ears() -> None:
    head = {
        Landmark.LEFT_SHOULDER: (240.0, 300.0),
        Landmark.RIGHT_SHOULDER: (200.0, 300.0),
        Landmark.LEFT_EAR: (230.0, 200.0),
        Landmark.RIGHT_EAR: (210.0, 200.0),
    }
    assert at(drawn(picture(), snapshot(seen=pose(head))), 220, 250) == SKY_BLUE
    head[Landmark.LEFT_EAR] = (np.nan, np.nan)
    assert at(drawn(picture(), snapshot(seen=pose(head))), 220, 250) == (90, 90, 90)


def on_all_fours(shoulder_x: float, hip_x: float, knee_y: float) -> Pose:
    """Return a trunk whose near side is the right one, with an outline 0.2 trunk lengths above it."""
    trunk = {
        Landmark.RIGHT_SHOULDER: (shoulder_x, 300.0),
        Landmark.RIGHT_HIP: (hip_x, 300.0),
        Landmark.RIGHT_KNEE: (hip_x, knee_y),
        Landmark.LEFT_SHOULDER: (shoulder_x, 400.0),
        Landmark.LEFT_HIP: (hip_x, 400.0),
    }
    near = {Landmark.RIGHT_SHOULDER: -0.2, Landmark.RIGHT_HIP: -0.2}
    outline = np.full(OUTLINE_POINTS, 0.2, np.float32)
    outline[:10] = np.nan
    return replace(pose(trunk, near), back_outline=outline)


@pytest.mark.parametrize(("shoulder_x", "hip_x"), [(200.0, 400.0), (400.0, 200.0)])
def test_the_outline_of_the_back_lies_over_the_near_side_of_the_trunk(
    shoulder_x: float, hip_x: float
) -> None:
    canvas = drawn(picture(), snapshot(seen=on_all_fours(shoulder_x, hip_x, knee_y=460.0)))
    assert at(canvas, 300, 260) == TEXT
    assert at(canvas, shoulder_x + (20 if shoulder_x < hip_x else -20), 260) == (90, 90, 90)  # not seen


def test_the_belly_of_somebody_who_lies_on_the_back_is_not_drawn_as_the_back() -> None:
    canvas = drawn(picture(), snapshot(seen=on_all_fours(200.0, 400.0, knee_y=200.0)))
    assert at(canvas, 300, 260) == (90, 90, 90)


def test_landmarks_that_were_not_seen_are_left_out() -> None:
    hidden = ARM | {Landmark.LEFT_ELBOW: (np.nan, np.nan)}
    canvas = drawn(picture(), snapshot(state(faulty=frozenset({Landmark.LEFT_ELBOW})), pose(hidden)))
    assert at(canvas, 200, 150) == (90, 90, 90)
    assert not has(SCREEN.of(canvas), ORANGE)


@pytest.mark.parametrize("far", [1e9, -1e9, 5e4])
def test_landmarks_guessed_far_outside_of_the_picture_are_left_out(far: float) -> None:
    canvas = drawn(
        picture(), snapshot(seen=pose({Landmark.LEFT_HIP: (far, far), Landmark.RIGHT_HIP: (200, 200)}))
    )
    outside = canvas.copy()
    SCREEN.of(outside)[:] = 0
    assert not has(outside, SKY_BLUE)


def test_a_limb_that_leaves_the_picture_is_not_drawn_on_the_numbers() -> None:
    canvas = drawn(picture(), snapshot(seen=pose(ARM | {Landmark.LEFT_WRIST: (-600.0, 900.0)})))
    SCREEN.of(canvas)[:] = 0
    assert not has(canvas, SKY_BLUE)


def test_the_far_limbs_are_darker() -> None:
    both = ARM | {Landmark.RIGHT_SHOULDER: (400.0, 100.0), Landmark.RIGHT_ELBOW: (400.0, 200.0)}
    depths = {Landmark.LEFT_SHOULDER: -0.2, Landmark.LEFT_HIP: -0.2}
    canvas = drawn(picture(), snapshot(seen=pose(both, depths)))
    assert at(canvas, 200, 150) == SKY_BLUE
    assert at(canvas, 400, 150) == BLUE


def test_the_near_side_is_kept_in_doubt() -> None:
    def turned(by_m: float) -> Pose:
        return pose(ARM, {Landmark.LEFT_SHOULDER: by_m, Landmark.LEFT_HIP: by_m})

    near = overlay_module.near_side
    assert near(turned(0.2), "both") == "right"
    assert near(turned(-0.2), "both") == "left"
    assert near(turned(0.07), "right") == "right"
    assert near(turned(0.07), "both") == "both"
    assert near(turned(0.01), "right") == "both"


def test_joints_that_break_a_rule_are_marked_by_colour_and_shape() -> None:
    """The mark is a diamond: as wide as high, narrow at its tips; other joints are round and white."""
    canvas = drawn(picture(), snapshot(fault(faulty=frozenset({Landmark.LEFT_ELBOW})), pose(ARM)))
    mark = (SCREEN.of(canvas) == ORANGE).all(axis=-1)
    rows, columns = np.flatnonzero(mark.any(axis=1)), np.flatnonzero(mark.any(axis=0))
    widths = mark[rows[0] : rows[-1] + 1].sum(axis=1)
    assert abs(len(rows) - len(columns)) <= 2
    assert widths[len(widths) // 2] > 20
    assert widths[0] <= 3
    assert at(canvas, 200, 100) == TEXT


def test_a_rule_that_stops_the_exercise_is_marked_in_its_own_colour() -> None:
    faulty = frozenset({Landmark.LEFT_ELBOW})
    canvas = drawn(picture(), snapshot(fault(cue_severity="stop", faulty=faulty), pose(ARM)))
    assert at(canvas, 200, 200) == VERMILION
    assert has(LAYOUT.band.of(canvas), VERMILION)


@pytest.mark.parametrize("size_wh", [(640, 480), (1920, 1080), (480, 854), (1, 1), (3000, 20)])
def test_words_and_numbers_do_not_depend_on_the_cameras_size(size_wh: tuple[int, int]) -> None:
    usual, other = (drawn(picture(size), snapshot(fault())) for size in (SIZE_WH, size_wh))
    layout = Layout.of(CANVAS_WH, size_wh)
    assert np.array_equal(LAYOUT.band.of(usual), layout.band.of(other))
    assert np.array_equal(LAYOUT.panel.of(usual), layout.panel.of(other))


def test_beside_a_portrait_picture_is_only_background() -> None:
    canvas = drawn(picture((480, 854)), snapshot(seen=pose(ARM)))
    assert (canvas[: LAYOUT.picture.height, :300] == BACKGROUND).all()
    assert tuple(canvas[5, Layout.of(CANVAS_WH, (480, 854)).picture.left]) == (90, 90, 90)


def test_a_change_of_the_sources_size_leaves_nothing_of_the_old_picture() -> None:
    overlay = Overlay(CANVAS_WH)
    overlay.draw(picture((1280, 720)), None)
    changed = overlay.draw(picture((480, 854)), None)
    assert np.array_equal(changed, drawn(picture((480, 854)), None))


@pytest.mark.parametrize(
    "changed",
    [
        {"repetitions": 4},
        {"repetitions_aim": 10},
        {"phase_label": "Cat"},
        {"breath": "out"},
        {"side": "left"},
        {"score": 91.0},
        {"hold_s": 1.0, "hold_aim_s": 3.0},
        {"hold_s": 1.0, "hold_aim_s": 3.0, "side": "right"},
        {"title": "Hip lift"},
        {"cue": "Slower", "cue_until_s": 11.0},
        {"person": False},
        {"in_position": False},
    ],
    ids=" ".join,
)
def test_every_change_is_drawn_at_once_and_leaves_nothing_of_the_old(changed: dict[str, object]) -> None:
    overlay = Overlay(CANVAS_WH)
    before = overlay.draw(picture(), snapshot()).copy()
    after = overlay.draw(picture(), snapshot(state(**changed)))
    assert not np.array_equal(before, after)
    assert np.array_equal(after, drawn(picture(), snapshot(state(**changed))))


def test_the_ring_goes_when_the_hold_is_over() -> None:
    overlay = Overlay(CANVAS_WH)
    overlay.draw(picture(), snapshot(state(hold_s=1.0, hold_aim_s=3.0)))
    overlay.draw(picture(), snapshot(state(hold_s=2.0, hold_aim_s=3.0)))
    after = overlay.draw(picture(), snapshot())
    assert np.array_equal(after, drawn(picture(), snapshot()))


def test_what_has_not_changed_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    for name in ("draw_panel", "draw_band", "draw_ring"):
        monkeypatch.setattr(overlay_module, name, lambda *_, name=name, **__: calls.append(name))
    overlay = Overlay(CANVAS_WH)
    for hold_s in (1.0, 1.0, 1.001, 1.1):
        overlay.draw(picture(), snapshot(state(hold_s=hold_s, hold_aim_s=3.0)))
    assert calls == ["draw_panel", "draw_ring", "draw_band", "draw_ring"]


def test_the_ring_fills_with_the_hold_and_is_green_at_the_time_aimed_at() -> None:
    def ring(hold_s: float, colour: tuple[int, int, int]) -> int:
        canvas = LAYOUT.panel.of(drawn(picture(), snapshot(state(hold_s=hold_s, hold_aim_s=4.0))))
        return int((canvas == colour).all(axis=-1).sum())

    quarter, half = ring(1.0, SKY_BLUE), ring(2.0, SKY_BLUE)
    assert half == pytest.approx(2 * quarter, rel=0.1)
    assert ring(4.0, GREEN) == pytest.approx(4 * quarter, rel=0.1)
    assert ring(3.9, GREEN) == 0
    assert ring(9.0, GREEN) == ring(4.0, GREEN)


def test_whole_seconds_of_the_hold_are_shown() -> None:
    assert HoldGauge.of(snapshot(state(hold_s=2.99, hold_aim_s=4.0))) == HoldGauge(2, 89)


def test_help_replaces_the_picture_and_leaves_nothing_behind() -> None:
    overlay = Overlay(CANVAS_WH)
    without = overlay.draw(picture(), snapshot()).copy()
    helping = overlay.draw(picture(), snapshot(), show_help=True).copy()
    assert not has(helping, (90, 90, 90))
    assert np.array_equal(overlay.draw(picture(), snapshot()), without)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, "Cow"),
        ({"cue": "Slower", "cue_until_s": 11.0}, "Slower"),
        ({"cue": "Slower", "cue_until_s": 10.0}, "Cow"),
        ({"person": False, "in_position": False}, "I can't see you"),
        ({"in_position": False}, "Take the starting position"),
        ({"person": False, "cue": "Step into the picture", "cue_until_s": 11.0}, "Step into the picture"),
    ],
)
def test_words_are_the_cue_else_what_hinders_else_the_phase(values: dict[str, object], text: str) -> None:
    assert message_for(snapshot(state(**values))).text == text


def test_before_the_first_verdict_it_says_that_it_gets_ready() -> None:
    assert message_for(None).text == "Getting ready"


def test_phase_and_breath_stay_visible_beside_a_cue() -> None:
    assert Numbers.of(snapshot(fault())).phase == "Cow, breathe in"
    assert Numbers.of(snapshot()).phase == ""  # the band shows it
