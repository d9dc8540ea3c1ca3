"""What the screen says in each stage of a guided session, and the pacer of the breath."""

from __future__ import annotations

import numpy as np
import pytest

from posecoach.drawing.colours import BLACK, GREEN, PURPLE, SKY_BLUE, TEXT, TRACK
from posecoach.drawing.cue_band import Message, message_for
from posecoach.drawing.layout import GAUGE, READABLE, Layout
from posecoach.drawing.overlay import Overlay
from posecoach.drawing.panel import Numbers, hint_line, teaches
from posecoach.drawing.round_gauges import BREATH_STEPS, WORD_WIDTH, BreathGauge, HoldGauge, draw_pacer
from posecoach.drawing.snapshot import Snapshot
from posecoach.drawing.texts import BREATH_SHORT
from posecoach.drawing.type import line
from posecoach.events import Stage
from posecoach.pose.pose import Pose
from posecoach.postures.table import POSTURES
from posecoach.words.catalogue import Words
from posecoach.words.languages import languages, load_words
from tests.drawing.scenes import CANVAS_WH, SIZE_WH, fault, picture, snapshot, state

LAYOUT = Layout.of(CANVAS_WH, SIZE_WH)
GERMAN = Words(
    "de", {"Next: {title}": "Als Nächstes: {title}", "Cat-cow": "Katze-Kuh", "of {aim}": "von {aim}"}
)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (
            {"stage": Stage.SETUP, "posture": "standing", "view": "front", "in_position": False},
            "Stand facing the camera",
        ),
        (
            {"stage": Stage.SETUP, "posture": "standing", "view": "side", "in_position": False},
            "Stand with your side to the camera",
        ),
        (
            {"stage": Stage.SETUP, "posture": "hook_lying", "view": "side", "in_position": False},
            "Lie on your back, knees bent",
        ),
        (
            {"stage": Stage.SETUP, "posture": "hands_and_knees", "view": "side", "in_position": False},
            "Come onto hands and knees",
        ),
        ({"stage": Stage.SETUP, "in_position": False}, "Take the starting position"),
        ({"stage": Stage.SETUP, "posture": "standing", "view": "front"}, "Hold still"),
        ({"stage": Stage.STILL}, "Hold still"),
        ({"stage": Stage.REST, "next_title": "Cat-cow"}, "Next: Cat-cow"),
        ({"stage": Stage.REST}, "Rest a moment"),
        ({"stage": Stage.DONE}, "All done"),
        ({"stage": Stage.STOPPED}, "Stopped. Rest."),
        ({"stage": Stage.REST, "cue": "Well done", "cue_until_s": 11.0}, "Well done"),
        ({"stage": Stage.STOPPED, "cue": "Slower", "cue_until_s": 11.0}, "Stopped. Rest."),
    ],
)
def test_the_band_says_what_the_stage_asks_for(values: dict[str, object], text: str) -> None:
    assert message_for(snapshot(state(**values))).text == text


def test_advice_comes_before_the_posture() -> None:
    of = Snapshot(
        state(stage=Stage.SETUP, posture="hook_lying", view="side"), Pose.nobody(10.0), "More light"
    )
    assert message_for(of).text == "More light"


def test_advice_on_the_posture_is_shorter_on_the_screen_than_in_the_ear() -> None:
    said = POSTURES["hook_lying"].get_into["side"]
    waiting = state(stage=Stage.SETUP, posture="hook_lying", view="side", in_position=False)
    of = Snapshot(waiting, Pose.nobody(10.0), said)
    assert message_for(of).text == "Lie on your back, knees bent"


def test_pain_is_said_before_the_judge_knows_of_it() -> None:
    assert message_for(snapshot(fault()), hurts=True) == Message("Stopped. Rest.", severity="stop")
    assert message_for(None, hurts=True).severity == "stop"


def test_the_texts_are_in_the_persons_language() -> None:
    assert (
        message_for(snapshot(state(stage=Stage.REST, next_title="Cat-cow")), GERMAN).text
        == "Als Nächstes: Katze-Kuh"
    )
    numbers = Numbers.of(snapshot(), GERMAN)
    assert (numbers.title, numbers.aim) == ("Katze-Kuh", "von 8")


@pytest.mark.parametrize("stage", [Stage.SETUP, Stage.STILL, Stage.REST])
def test_before_the_exercise_the_panel_tells_what_comes_and_counts_nothing(stage: str) -> None:
    numbers = Numbers.of(snapshot(state(stage=stage, step=2, steps=4, next_title="Cat-cow", score=80.0)))
    assert (numbers.title, numbers.place) == ("Cat-cow", "Exercise 2 of 4")
    assert (numbers.repetitions, numbers.score) == (None, "")


@pytest.mark.parametrize(
    ("left_s", "shown"), [(12.3, 13), (12.0, 12), (0.2, 1), (0.0, 0), (-1.0, 0), (None, None)]
)
def test_a_rest_counts_down_in_whole_seconds(left_s: float | None, shown: int | None) -> None:
    assert Numbers.of(snapshot(state(stage=Stage.REST, left_s=left_s))).left_s == shown


def test_one_exercise_alone_is_not_numbered() -> None:
    assert Numbers.of(snapshot(state(stage=Stage.SETUP, step=1, steps=1))).place == ""


def test_every_step_has_a_dot_and_those_reached_are_bright() -> None:
    def dots(step: int) -> tuple[int, int]:
        overlay = Overlay(CANVAS_WH)
        row = LAYOUT.panel.of(overlay.draw(picture(), snapshot(state(step=step, steps=4))))[:20]
        return tuple(
            np.count_nonzero(np.diff((row == colour).all(axis=-1).any(axis=0).astype(int)) == 1)
            for colour in (SKY_BLUE, TRACK)
        )

    assert [dots(step) for step in (1, 2, 3, 4)] == [(1, 3), (2, 2), (3, 1), (4, 0)]


def still(t_s: float) -> Snapshot:
    return snapshot(state(stage=Stage.STILL, t_s=t_s))


def ring_px(canvas: np.ndarray, colour: tuple[int, int, int]) -> int:
    return int((LAYOUT.ring.of(canvas) == colour).all(axis=-1).sum())


def test_holding_still_fills_the_ring_in_a_second() -> None:
    """It stays blue: whether the second was still is known to the coach alone."""
    overlay = Overlay(CANVAS_WH)
    filled = [ring_px(overlay.draw(picture(), still(t_s)), SKY_BLUE) for t_s in (7.0, 7.25, 7.5, 8.0, 9.0)]
    assert filled[0] == 0
    assert filled[1] > 300
    assert filled[2] == pytest.approx(2 * filled[1], rel=0.1)
    assert filled[3] == pytest.approx(4 * filled[1], rel=0.1)
    assert filled[4] == filled[3]
    assert ring_px(overlay.draw(picture(), still(10.0)), GREEN) == 0


def test_the_ring_of_holding_still_begins_anew_each_time() -> None:
    overlay = Overlay(CANVAS_WH)
    for of in (still(3.0), still(4.0), snapshot(), still(7.0)):
        canvas = overlay.draw(picture(), of)
    assert ring_px(canvas, SKY_BLUE) == 0
    assert ring_px(canvas, TRACK) > 0


@pytest.mark.parametrize("stage", [Stage.SETUP, Stage.REST, Stage.DONE, Stage.STOPPED])
def test_ring_and_pacer_are_for_the_exercise_only(stage: str) -> None:
    of = snapshot(state(stage=stage, hold_s=1.0, hold_aim_s=3.0, breath_share=0.5))
    assert HoldGauge.of(of) is None
    assert BreathGauge.of(of) is None


def disc_px(share: float) -> int:
    canvas = Overlay(CANVAS_WH).draw(picture(), snapshot(state(breath_share=share)))
    assert not (LAYOUT.ring.of(canvas) == PURPLE).all(axis=-1).any()
    rows = (LAYOUT.pacer.of(canvas) == PURPLE).all(axis=-1).any(axis=1)
    return int(rows.sum())


def test_the_disc_grows_evenly_with_the_breath() -> None:
    sizes = [disc_px(share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert np.diff(sizes) == pytest.approx([(sizes[-1] - sizes[0]) / 4] * 4, abs=2)
    assert sizes[-1] > 1.8 * sizes[0]


def test_the_disc_is_filled_and_the_ring_is_hollow() -> None:
    """One glance tells the breath from the hold, without colour."""
    of = snapshot(state(breath_share=1.0, hold_s=4.0, hold_aim_s=4.0))
    canvas = Overlay(CANVAS_WH).draw(picture(), of)
    ring, disc = LAYOUT.ring.of(canvas), LAYOUT.pacer.of(canvas)
    height, width = disc.shape[:2]
    off = height // 5
    assert tuple(disc[height // 2 - off, width // 2]) == PURPLE
    assert tuple(ring[height // 2 - off - 12, width // 2]) not in (GREEN, SKY_BLUE)
    assert (ring == GREEN).all(axis=-1).any()


@pytest.mark.parametrize(("breath", "word"), [("in", "in"), ("out", "out"), ("free", ""), ("", "")])
def test_the_word_on_the_disc_is_the_phases(breath: str, word: str) -> None:
    assert BreathGauge.of(snapshot(state(breath=breath, breath_share=0.5))) == BreathGauge(word, 100)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("breath", BREATH_SHORT)
@pytest.mark.parametrize("unit", [3.6, 7.68, 10.8])
def test_the_word_for_the_breath_can_be_read_in_every_language(
    language: str, breath: str, unit: float
) -> None:
    word = load_words(language)(BREATH_SHORT[breath])
    assert line(word, READABLE * unit, WORD_WIDTH * unit).cap_px == READABLE * unit


@pytest.mark.parametrize(("share", "inks"), [(0.0, {TEXT, BLACK}), (1.0, {BLACK})])
def test_a_word_wider_than_the_disc_goes_on_beside_it_in_light_letters(
    share: float, inks: set[tuple[int, int, int]]
) -> None:
    size = round(GAUGE * 10.8)
    disc = np.zeros((size, size, 3), np.uint8)
    draw_pacer(disc, BreathGauge("inspira", round(share * BREATH_STEPS)), 10.8)
    assert {ink for ink in (TEXT, BLACK) if (disc == ink).all(axis=-1).any()} == inks


def test_free_breathing_has_no_pacer() -> None:
    assert BreathGauge.of(snapshot()) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"breath_share": 0.4},
        {"step": 3, "steps": 4},
        {"stage": Stage.REST, "left_s": 4.0},
        {"stage": Stage.STILL},
    ],
    ids=str,
)
def test_what_changes_leaves_nothing_of_the_old(changed: dict[str, object]) -> None:
    overlay = Overlay(CANVAS_WH)
    overlay.draw(picture(), snapshot(state(breath_share=1.0, hold_s=1.0, hold_aim_s=3.0, step=1, steps=9)))
    after = overlay.draw(picture(), snapshot(state(**changed)))
    assert np.array_equal(after, Overlay(CANVAS_WH).draw(picture(), snapshot(state(**changed))))


def test_until_the_first_movement_the_screen_shows_how_the_exercise_is_done() -> None:
    awaited = state(step=1, steps=2, awaited=True, repetitions=0)
    assert teaches(awaited)
    assert Numbers.of(snapshot(awaited)).place == "Exercise 1 of 2"
    assert not teaches(state(step=1, steps=2))
    assert not teaches(state(awaited=True))  # nobody guides: which exercise it will be is not known


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("large", [False, True])
def test_the_hint_before_an_exercise_names_the_key_for_pain_and_is_readable(
    language: str, large: bool
) -> None:
    """Where there is no room for the wave or the help, they are left out rather than all made small."""
    words, layout = load_words(language), Layout.of((1280, 720), (1280, 720), teaching=True, large=large)
    room = layout.panel.width - 5 * layout.unit
    hint = hint_line(words, room, layout.unit, waves=True)
    assert hint.text.split(" · ")[-1].startswith("x")
    assert hint.cap_px >= 0.9 * READABLE * layout.unit
    assert hint_line(words, room / 2, layout.unit, waves=True).text.startswith("x")
    assert "winken" in hint_line(load_words("de"), 10 * room, layout.unit, waves=True).text
