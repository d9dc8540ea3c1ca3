"""Repetitions that follow each other without a pause, for every exercise that has them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from posecoach.exercises.declaration import Example, Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.examples import run_example

HELD = frozenset({"childs_pose", "hook_lying", "side_plank"})
"""Holds that are repetitions by themselves: nothing is done in turn."""

EXERCISES = [one for one in builtin_exercises().values() if one.key not in HELD]
TIMES = 3
Entry = tuple[float, dict[str, float]]


def again_and_again(example: Example, *, quicker: float, hold_s: float) -> Example:
    """Return an example done several times over, with no time at rest, held for so long, each way so much quicker."""
    start = example.path[0][1]
    known, t_s = dict(start), 1.5
    path: list[Entry] = [(0.0, start), (t_s, {})]
    for _ in range(TIMES):
        for (before_s, _), (after_s, given) in zip(example.path, example.path[1:], strict=False):
            moved = any(known[name] != value for name, value in given.items())
            at_rest = known == start and not moved
            if at_rest:
                continue
            t_s += (after_s - before_s) / quicker if moved else min(hold_s, after_s - before_s)
            path.append((t_s, given))
            known |= given
        path[-1] = (t_s, start)
        known = dict(start)
    return replace(example, path=(*path, (t_s + 1.0, {})), repetitions=TIMES * example.repetitions)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: str(one.key))
@pytest.mark.parametrize("fps", [12.0, 30.0])
def test_each_repetition_counts_that_follows_at_once(exercise: Exercise, fps: float) -> None:
    example = again_and_again(exercise.examples[0], quicker=1.0, hold_s=2.0)

    assert run_example(exercise, example, fps).repetitions == example.repetitions


@pytest.mark.parametrize(
    "exercise", [one for one in EXERCISES if one.key != "hamstring_stretch"], ids=lambda one: str(one.key)
)
@pytest.mark.parametrize("fps", [12.0, 30.0])
def test_also_one_that_is_done_in_a_hurry(exercise: Exercise, fps: float) -> None:
    """Not of hamstring stretches: a leg that goes up and down in less than three seconds is none."""
    example = again_and_again(exercise.examples[0], quicker=3.0, hold_s=0.5)

    assert run_example(exercise, example, fps).repetitions == example.repetitions
