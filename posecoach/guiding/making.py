"""The choice of a coach, made only here, for commands, reviews and the public functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import PlannedStep
from posecoach.guiding.guide import Guide
from posecoach.guiding.steps import Telling, in_no_time
from posecoach.pipeline import CoachLike


def make_coach(
    steps: Sequence[PlannedStep],
    candidates: Iterable[Exercise],
    *,
    guided: bool = False,
    first: int = 0,
    done_today: Mapping[str, int] | None = None,
    waves: bool = False,
    telling_s: Telling = in_no_time,
) -> CoachLike:
    """Return the coach for what is to be done.

    steps: those of a routine, or the only one of an exercise; none: find out which of the candidates is done.
    guided: whether to lead through a single exercise as well. For a guided session, first: index of the step to start
    with; done_today: repetitions done earlier, by exercise; waves: whether a wave pauses it, which the person is
    then told; telling_s: how long it takes to tell what is announced.
    """
    if not steps:
        return Recogniser(tuple(candidates))
    if len(steps) == 1 and not guided:
        return Coach(steps[0].exercise)
    return Guide(steps, first=first, limits=done_today, waves=waves, telling_s=telling_s)
