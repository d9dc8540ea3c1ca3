"""A recording is read once as if it were live, and again if the first reading has told where the person's neutral is.

Live, nothing can be judged of somebody who does not hold still until the movement has shown where its middle is. The
second reading knows that from the start. It says all that the first one said; what it says besides is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import Event
from posecoach.pipeline import CoachLike, Moment, Sink, run
from posecoach.pose.pose import Pose
from posecoach.pose.turned import turned
from posecoach.results.collecting import Collector, FeatureLog
from posecoach.results.evidence import Trace
from posecoach.review.turned import LIES, posture_shown, quarters_to_turn
from posecoach.state import CoachState

LONGEST_S: Final = 3600.0
"""The poses of a longer recording are not kept for a second reading: an hour of them takes 100 MB."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a recording: the coach, and what was found. complete: False if Ctrl-C ended it early."""

    coach: CoachLike
    collector: Collector
    trace: Trace
    log: FeatureLog | None
    complete: bool


def read(moments: Iterable[Moment], coach: CoachLike, sinks: Sequence[Sink], *, features: bool) -> Reading:
    """Read a recording; features: whether the measured values of every frame are kept."""
    collector, trace = Collector(), Trace(coach.coaches)
    log = FeatureLog(coach.measured) if features else None
    listeners: list[Sink] = [collector, trace, *sinks]
    if log:
        listeners.append(log)
    complete = run(moments, coach, listeners)
    return Reading(coach, collector, trace, log, complete)


AS_IT_IS_TIMES: Final = 2.0
"""An exercise in the picture turned is believed that is done more than so many times as often as one as it is, though
that was too little to be sure of. A dead bug of one leg, on the back with the legs up, was taken for four bird-dogs of
somebody upside down."""


def read_twice(
    moments: Iterable[Moment], coach: CoachLike, sinks: Sequence[Sink], *, features: bool
) -> Reading:
    """Read a recording, and once more if the first reading has told what the second can use; sinks hear the first."""
    kept = _Kept()
    first = read(moments, coach, [*sinks, kept], features=features)
    if not (kept.too_long or first.collector.repetitions):
        lying = _read_turned(kept.poses, coach, features=features)
        if lying is not None:
            return replace(lying, complete=first.complete and lying.complete)
    second = None if kept.too_long else coach.with_hindsight()
    if second is None:
        return first
    again = read((Moment(pose) for pose in kept.poses), second, (), features=features)
    again.collector.mark_news(first.collector)
    return Reading(again.coach, again.collector, again.trace, again.log, first.complete and again.complete)


def _read_turned(poses: Sequence[Pose], coach: CoachLike, *, features: bool) -> Reading | None:
    """Return a reading of the picture turned, if an exercise is done there. A session that was led is not read so."""
    done = _done_as_it_is(poses, coach)
    for quarters in quarters_to_turn(poses):
        other: CoachLike
        if isinstance(coach, Coach):
            other = Coach(coach.exercise)
        elif isinstance(coach, Recogniser):
            other = Recogniser([one.exercise for one in coach.coaches])
        else:
            return None
        found = read((Moment(turned(pose, quarters)) for pose in poses), other, (), features=features)
        if len(found.collector.repetitions) > AS_IT_IS_TIMES * done:
            found.collector.advice.append(LIES[quarters])
            return found
    return None


def _done_as_it_is(poses: Sequence[Pose], coach: CoachLike) -> int:
    """Return how often an exercise of the posture that the picture as it is shows seems to have been done."""
    if not isinstance(coach, Recogniser):
        return 0
    posture = posture_shown(poses)
    return max((one.state.repetitions for one in coach.coaches if one.exercise.posture == posture), default=0)


class _Kept:
    """A sink that keeps the poses of a recording that is not too long."""

    def __init__(self) -> None:
        self.poses: list[Pose] = []
        self.too_long = False

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if moment is None or self.too_long:
            return
        self.poses.append(moment.pose)
        if moment.pose.t_s - self.poses[0].t_s > LONGEST_S:
            self.too_long = True
            self.poses.clear()
