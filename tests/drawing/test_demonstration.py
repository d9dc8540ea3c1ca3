"""The moving figure on the screen: large with its steps before an exercise, small during it."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest

from posecoach.coaching.demonstration import Demonstrations
from posecoach.drawing import demonstration
from posecoach.drawing.colours import TEXT
from posecoach.drawing.demonstration import ShownFigure, draw_steps
from posecoach.drawing.layout import Layout
from posecoach.drawing.overlay import Overlay
from posecoach.drawing.type import line
from posecoach.events import Stage
from posecoach.exercises.loader import builtin_exercises
from posecoach.words.languages import languages, load_words
from tests.drawing.scenes import CANVAS_WH, SIZE_WH, picture, snapshot, state

SHOWN = Demonstrations(builtin_exercises())


def ink(part: np.ndarray) -> int:
    return int((part == TEXT).all(axis=-1).sum())


@pytest.mark.parametrize("stage", [Stage.SETUP, Stage.STILL, Stage.REST])
def test_before_an_exercise_the_figure_is_large_and_its_steps_are_written(stage: Stage) -> None:
    layout = Layout.of(CANVAS_WH, SIZE_WH, teaching=True)
    canvas = Overlay(CANVAS_WH, demonstrations=SHOWN).draw(
        picture(), snapshot(state(stage=stage, next_exercise="cat_cow"))
    )
    assert ink(layout.figure.of(canvas)) > 3000
    assert ink(layout.steps.of(canvas)) > 3000


def test_during_the_exercise_the_figure_is_small_and_moves() -> None:
    layout, overlay = Layout.of(CANVAS_WH, SIZE_WH), Overlay(CANVAS_WH, demonstrations=SHOWN)
    first = layout.figure.of(overlay.draw(picture(), snapshot(state(t_s=4.6)))).copy()
    later = layout.figure.of(overlay.draw(picture(), snapshot(state(t_s=9.3))))
    assert ink(first) > 500
    assert (first != later).any()


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({}, "cat_cow"),
        ({"stage": Stage.REST, "next_exercise": "toe_touch"}, "toe_touch"),
        ({"stage": Stage.REST}, None),
        ({"stage": Stage.DONE}, None),
        ({"stage": Stage.STOPPED}, None),
        ({"exercise": "unknown"}, None),
    ],
)
def test_in_a_rest_the_next_exercise_is_shown_and_after_the_end_none(
    values: dict[str, object], key: str | None
) -> None:
    shown = ShownFigure.of(snapshot(state(**values)), SHOWN, to_right=True)
    assert (None if shown is None else shown.exercise) == key


@pytest.mark.parametrize("size_wh", [(1280, 720), (1920, 1080), (1400, 900)])
def test_with_large_text_the_steps_before_an_exercise_are_larger(
    size_wh: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the longest of any language, and most by a twelfth at least."""
    shares: list[float] = []
    for language in languages():
        words = load_words(language)
        for exercise in SHOWN.exercises.values():
            steps = [words(step) for step in exercise.steps]
            usual, large = (steps_cap(steps, size_wh, monkeypatch, large=one) for one in (False, True))
            assert large > usual, (language, exercise.key)
            shares.append(large / usual)
    assert median(shares) >= 1.08


def steps_cap(
    steps: list[str], size_wh: tuple[int, int], monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> float:
    """Return how high the capitals of the steps before an exercise are [px]."""
    caps: list[float] = []
    monkeypatch.setattr(
        demonstration, "line", lambda text, cap, width: (caps.append(cap), line(text, cap, width))[1]
    )
    layout = Layout.of(size_wh, (1280, 720), teaching=True, large=large)
    draw_steps(np.zeros((layout.steps.height, layout.steps.width, 3), np.uint8), steps, layout.unit)
    return caps[0]


def test_many_long_steps_still_fit() -> None:
    canvas = np.zeros((300, 500, 3), np.uint8)
    draw_steps(canvas, ["Come onto hands and knees, " * 6] * 8, 7.2)
    assert ink(canvas[-4:]) == 0
    assert ink(canvas) > 1000
