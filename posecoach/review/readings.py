"""A recording is read once as if it were live, and again if the first reading has told where the person's neutral is.

Live, nothing can be judged of somebody who does not hold still until the movement has shown where its middle is. The
second reading knows that from the start. It says all that the first one said; what it says besides is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from posecoach.events import Event
from posecoach.pipeline import CoachLike, Moment, Sink, run
from posecoach.pose.pose import Pose
from posecoach.results.collecting import Collector, FeatureLog
from posecoach.results.evidence import Trace
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


def read_twice(
    moments: Iterable[Moment], coach: CoachLike, sinks: Sequence[Sink], *, features: bool
) -> Reading:
    """Read a recording, and once more if the first reading has told what the second can use; sinks hear the first."""
    kept = _Kept()
    first = read(moments, coach, [*sinks, kept], features=features)
    second = None if kept.too_long else coach.with_hindsight()
    if second is None:
        return first
    again = read((Moment(pose) for pose in kept.poses), second, (), features=features)
    again.collector.mark_news(first.collector)
    return Reading(again.coach, again.collector, again.trace, again.log, first.complete and again.complete)


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
