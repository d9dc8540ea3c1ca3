"""The posture to step into: which one, where, facing which way."""

from __future__ import annotations

import numpy as np
import pytest

from posecoach.drawing import overlay as overlay_module
from posecoach.drawing.layout import Layout
from posecoach.drawing.overlay import Overlay
from posecoach.drawing.silhouette import FLOOR, FLOOR_LOW, Wanted, facing_right, make_silhouette
from posecoach.drawing.snapshot import Snapshot
from posecoach.events import Stage
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose
from posecoach.postures.table import POSTURES
from tests.drawing.scenes import CANVAS_WH, SIZE_WH, picture, pose, snapshot, state

SHOWN = [(posture.key, view) for posture in POSTURES.values() for view in posture.silhouettes]
SCREEN = Layout.of(CANVAS_WH, SIZE_WH).picture


def touched(wanted: Wanted, size_wh: tuple[int, int] = SIZE_WH) -> np.ndarray:
    """Return where the silhouette changes a grey picture."""
    screen = picture(size_wh)
    silhouette = make_silhouette(wanted, size_wh, size_wh[1] / 70)
    assert silhouette is not None
    silhouette.lay_over(screen)
    return (screen != 90).any(axis=-1)


@pytest.mark.parametrize(("posture", "view"), SHOWN)
@pytest.mark.parametrize("size_wh", [(640, 480), (1280, 720), (480, 854), (64, 48)])
def test_the_whole_body_is_inside_the_picture_with_a_margin(
    posture: str, view: str, size_wh: tuple[int, int]
) -> None:
    mark = touched(Wanted(posture, view), size_wh)
    rows, columns = np.flatnonzero(mark.any(axis=1)), np.flatnonzero(mark.any(axis=0))
    width, height = size_wh
    assert rows[0] > 0.04 * height
    assert rows[-1] < 0.98 * height
    assert columns[0] > 0.04 * width
    assert columns[-1] < 0.96 * width
    assert max((rows[-1] - rows[0]) / height, (columns[-1] - columns[0]) / width) > 0.5


@pytest.mark.parametrize(
    ("posture", "floor"), [("standing", FLOOR), ("hook_lying", FLOOR_LOW), ("hands_and_knees", FLOOR_LOW)]
)
def test_it_is_on_the_floor_of_its_posture(posture: str, floor: float) -> None:
    rows = np.flatnonzero(touched(Wanted(posture, "side")).any(axis=1))
    assert rows[-1] / SIZE_WH[1] == pytest.approx(floor, abs=0.02)


@pytest.mark.parametrize("posture", ["hook_lying", "hands_and_knees"])
def test_the_head_is_on_the_wanted_side(posture: str) -> None:
    left, right = (touched(Wanted(posture, "side", to_right)) for to_right in (False, True))
    assert np.array_equal(left[:, 1:], right[:, ::-1][:, :-1]) or (left != right[:, ::-1]).mean() < 0.01
    assert (left != right).mean() > 0.02


def test_the_picture_is_still_seen_through_the_body() -> None:
    screen = np.random.default_rng(0).integers(60, 180, (480, 640, 3)).astype(np.uint8)
    before = screen.copy()
    silhouette = make_silhouette(Wanted("standing", "front"), SIZE_WH, 7.0)
    assert silhouette is not None
    silhouette.lay_over(screen)
    chest = (slice(180, 220), slice(310, 330))
    assert np.corrcoef(before[chest][..., 1].ravel(), screen[chest][..., 1].ravel())[0, 1] > 0.95
    assert not np.array_equal(before[chest], screen[chest])


def test_a_posture_without_a_body_has_no_silhouette() -> None:
    assert make_silhouette(Wanted("", "side"), SIZE_WH, 7.0) is None


def lying(head_x: float) -> Pose:
    feet_x = 640 - head_x
    return pose(
        {
            Landmark.NOSE: (head_x, 300),
            Landmark.LEFT_SHOULDER: (0.75 * head_x + 0.25 * feet_x, 310),
            Landmark.RIGHT_SHOULDER: (0.75 * head_x + 0.25 * feet_x, 310),
            Landmark.LEFT_HIP: (0.4 * head_x + 0.6 * feet_x, 310),
            Landmark.RIGHT_HIP: (0.4 * head_x + 0.6 * feet_x, 310),
        }
    )


def standing(nose_x: float) -> Pose:
    return pose(
        {
            Landmark.NOSE: (nose_x, 80),
            Landmark.LEFT_EAR: (320, 80),
            Landmark.RIGHT_EAR: (320, 80),
            Landmark.LEFT_SHOULDER: (320, 130),
            Landmark.RIGHT_SHOULDER: (320, 130),
            Landmark.LEFT_HIP: (320, 250),
            Landmark.RIGHT_HIP: (320, 250),
        }
    )


@pytest.mark.parametrize(
    ("seen", "right"),
    [(lying(100), True), (lying(540), False), (standing(290), True), (standing(350), False)],
    ids=["head left in the source", "head right", "face left in the source", "face right"],
)
@pytest.mark.parametrize("before", [True, False])
def test_it_looks_where_the_person_looks_in_the_mirror(seen: Pose, right: bool, before: bool) -> None:
    assert facing_right(seen, before) is right


@pytest.mark.parametrize("seen", [standing(323), Pose.nobody(0.0)], ids=["from the front", "nobody"])
@pytest.mark.parametrize("before", [True, False])
def test_in_doubt_it_stays_as_it_was(seen: Pose, before: bool) -> None:
    assert facing_right(seen, before) is before


@pytest.mark.parametrize("stage", list(Stage))
def test_it_is_shown_while_one_gets_into_place(stage: str) -> None:
    of = state(stage=stage, posture="hands_and_knees", view="side", in_position=False)
    canvas = Overlay(CANVAS_WH).draw(picture(), snapshot(of))
    assert bool((SCREEN.of(canvas) != 90).any()) is (stage in (Stage.SETUP, Stage.REST))


@pytest.mark.parametrize(("advice", "shown"), [("", False), ("Step back", True)])
def test_it_goes_when_the_posture_is_right_unless_the_place_is_not(advice: str, shown: bool) -> None:
    of = state(stage=Stage.SETUP, posture="hands_and_knees", view="side")
    canvas = Overlay(CANVAS_WH).draw(picture(), Snapshot(of, Pose.nobody(10.0), advice))
    assert bool((SCREEN.of(canvas) != 90).any()) is shown


def test_it_is_made_once_and_again_only_for_another_posture(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Wanted] = []

    def make(wanted: Wanted, *rest: object) -> None:
        made.append(wanted)

    monkeypatch.setattr(overlay_module, "make_silhouette", make)
    overlay = Overlay(CANVAS_WH)
    for posture in ("hook_lying", "hook_lying", "hands_and_knees"):
        overlay.draw(
            picture(), snapshot(state(stage=Stage.SETUP, posture=posture, view="side", in_position=False))
        )
    assert [one.posture for one in made] == ["hook_lying", "hands_and_knees"]
