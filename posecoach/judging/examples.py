"""The examples of an exercise file, run: each is a movement made of feature values that the judge must read rightly.

Between two entries of a path every value moves with minimum jerk, as human limbs do (Flash and Hogan, "The
coordination of arm movements", J Neurosci 1985). A value not given yet, or given as nan, is not seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from posecoach.events import Event, FaultRaised, RepetitionDone, Side
from posecoach.exercises.declaration import Example, Exercise
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.words.phrase import N_, Phrase, counted, filled

CHECKED_RATES: Final = (15.0, 30.0, 60.0)
"""Frames/s at which every example is tried: the result must not depend on the camera."""

_PathPoint = tuple[float, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What the judge made of an example.

    sides: of the repetitions that have one, in order. broken: the rules that were broken, each once, in the order
    they became known.
    """

    repetitions: int
    sides: tuple[Side, ...]
    broken: tuple[str, ...]


def run_example(exercise: Exercise, example: Example, fps: float = 30.0) -> ExampleResult:
    """Let a fresh judge follow an example filmed at `fps` frames/s."""
    judge = ExerciseJudge(exercise)
    events: list[Event] = []
    for t_s, values in example_values(example, judge.signals.names, fps):
        events += judge.step(t_s, values, judgeable=True)
    events += judge.finish()
    done = [event for event in events if isinstance(event, RepetitionDone)]
    broken = dict.fromkeys(event.rule for event in events if isinstance(event, FaultRaised))
    sides = tuple(event.side for event in done if event.side is not None)
    return ExampleResult(len(done), sides, tuple(broken))


def check_examples(exercise: Exercise) -> list[Phrase]:
    """Run all examples at 15, 30 and 60 frames/s; return what is wrong with each as a sentence."""
    problems: list[Phrase] = []
    for example in exercise.examples:
        for fps in CHECKED_RATES:
            difference = _difference(example, run_example(exercise, example, fps))
            if difference is not None:
                problems.append(
                    filled(
                        "example {name!r}: at {rate:g} frames/s it {difference}",
                        name=example.name,
                        rate=fps,
                        difference=difference,
                    )
                )
                break
    return problems


def rules_without_example(exercise: Exercise) -> tuple[str, ...]:
    """Return the names of the rules that no example breaks: nothing shows that they work."""
    shown = {name for example in exercise.examples for name in example.breaks}
    return tuple(dict.fromkeys(rule.name for rule in exercise.rules if rule.name not in shown))


def example_values(example: Example, names: Sequence[str], fps: float) -> Iterator[tuple[float, list[float]]]:
    """Yield (t_s, values in the order of `names`; NaN = not seen) for every frame of an example, and its end."""
    known = dict.fromkeys(names, math.nan)
    path: list[_PathPoint] = []
    for t_s, given in example.path:
        known = {name: given.get(name, value) for name, value in known.items()}
        path.append((t_s, known))
    frame = 0
    for before, after in pairwise(path):
        while (t_s := path[0][0] + frame / fps) < after[0]:
            yield t_s, [_between(before, after, name, t_s) for name in names]
            frame += 1
    yield path[-1][0], [path[-1][1][name] for name in names]


def _between(before: _PathPoint, after: _PathPoint, name: str, t_s: float) -> float:
    share = (t_s - before[0]) / (after[0] - before[0])
    eased = share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
    start = before[1][name]
    return start + eased * (after[1][name] - start)


def _difference(example: Example, result: ExampleResult) -> Phrase | None:
    """Return how the outcome differs from what an example promises, or None."""
    if result.repetitions != example.repetitions:
        return counted(
            "counts {count} repetition instead of {wanted}",
            "counts {count} repetitions instead of {wanted}",
            result.repetitions,
            wanted=example.repetitions,
        )
    if example.sides and result.sides != example.sides:
        sides = result.sides or N_("no side")
        return filled("turns to {sides} instead of {wanted}", sides=sides, wanted=example.sides)
    if set(result.broken) != set(example.breaks):
        broken, wanted = (", ".join(names) or N_("nothing") for names in (result.broken, example.breaks))
        return filled("breaks {rules} instead of {wanted}", rules=broken, wanted=wanted)
    return None
