"""An exercise demonstrated: a stick figure that does it at the right tempo, with phase, side and breath.

It is drawn from the exercise's own first good example, so that every exercise file has one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from posecoach.coaching.breath import Pacer
from posecoach.events import Side
from posecoach.exercises.declaration import Breath, Example, Exercise
from posecoach.judging.examples import example_values
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.postures.figure import Figure
from posecoach.postures.posture import ViewName
from posecoach.postures.table import stick_figure

RATE: Final = 30.0
"""Frames/s at which the example is judged, so that its phases begin where a coach would see them."""
EVERY: Final = 3
"""Every third frame is drawn: ten a second look smooth in slow movements."""
PAUSE_S: Final = 1.0
"""It rests this long before it starts again."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """One moment. side: None where the movement has none. breath_share: 0 = empty to 1 = full, None = free."""

    t_s: float
    figure: Figure
    label: str
    side: Side | None
    breath: Breath
    breath_share: float | None


@dataclass(frozen=True)
class Demonstration:
    """All moments in order, from 0 s on; `bounds` contain them all: left, right, top in trunk lengths, 0 = floor."""

    view: ViewName
    sketches: tuple[Sketch, ...]
    bounds: tuple[float, float, float]

    @property
    def duration_s(self) -> float:
        """How long one round lasts."""
        return self.sketches[-1].t_s + PAUSE_S

    def number_at(self, t_s: float) -> int:
        """Return the sketch shown at a time; the rounds repeat."""
        return min(int((t_s % self.duration_s) * RATE / EVERY), len(self.sketches) - 1)


def demonstrated(exercise: Exercise) -> Example | None:
    """Return the example that shows how to do it: the first good one with a repetition."""
    return next((one for one in exercise.examples if not one.breaks and one.repetitions), None)


def demonstration(exercise: Exercise) -> Demonstration | None:
    """Return how an exercise is done; None if its file has no good example."""
    example = demonstrated(exercise)
    if example is None:
        return None
    judge, pacer = ExerciseJudge(exercise), Pacer(exercise)
    start_s = example.path[0][0]
    drawn = _drawn_names(example)
    sketches: list[Sketch] = []
    names = judge.signals.names
    shown = tuple(dict.fromkeys((*names, *drawn)))
    places = [shown.index(name) for name in names]
    for number, (t_s, values) in enumerate(example_values(example, shown, RATE)):
        judge.step(t_s, [values[place] for place in places], judgeable=True)
        span = judge.span
        share = pacer.step(t_s, span)
        if number % EVERY:
            continue
        known: Mapping[str, float] = {
            name: value for name, value in zip(shown, values, strict=True) if not math.isnan(value)
        }
        visible = span is not None and not span.phase.hidden
        sketches.append(
            Sketch(
                t_s - start_s,
                stick_figure(exercise.posture, exercise.view, known),
                span.phase.label if span is not None and visible else "",
                judge.side,
                span.phase.breath if span is not None and visible else "free",
                share,
            )
        )
    bounds = [sketch.figure.bounds() for sketch in sketches]
    left, right, top = min(b[0] for b in bounds), max(b[1] for b in bounds), max(b[3] for b in bounds)
    return Demonstration(exercise.view, tuple(sketches), (left, right, top))


def _drawn_names(example: Example) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, given in example.path for name in given))


class Demonstrations:
    """The demonstrations of known exercises, by key, each made when it is first asked for."""

    def __init__(self, exercises: Mapping[str, Exercise]) -> None:
        """Take the exercises; nothing is made yet."""
        self.exercises = exercises
        self._made: dict[str, Demonstration | None] = {}

    def of(self, key: str) -> Demonstration | None:
        """Return how an exercise is done; None if it is unknown or has no good example."""
        if key not in self._made:
            exercise = self.exercises.get(key)
            self._made[key] = None if exercise is None else demonstration(exercise)
        return self._made[key]
