"""THE LOOP. Read this first: everything that posecoach does passes through `run`.

    frames -> landmarks -> | -> smoothing -> features -> phases -> rules -> coach -> events -> sinks
                          seam (recorded and replayed as .npz)

Live and review differ only in the iterator that feeds the loop and in the sinks that listen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from posecoach.capture.frame import Frame, FrameSource, frames
from posecoach.events import Event
from posecoach.pose.estimator import PoseEstimator
from posecoach.pose.pose import Pose
from posecoach.state import CoachState


@dataclass(frozen=True, slots=True)
class Moment:
    """What enters the loop: a pose, and the frame it was seen in (None in a replay)."""

    pose: Pose
    frame: Frame | None = None


class Judge(Protocol):
    """The coach, seen from the loop."""

    @property
    def state(self) -> CoachState:
        """What a screen needs to know right now."""

    def step(self, pose: Pose) -> Sequence[Event]:
        """Take in one pose and return what became known with it."""

    def finish(self) -> Sequence[Event]:
        """Close what is under way at the end of the media and return what became known."""


class Sink(Protocol):
    """A listener: window, terminal, review, recording."""

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step; `moment` is None once, at the end."""


def observe(source: FrameSource, estimator: PoseEstimator) -> Iterator[Moment]:
    """Yield a moment for every frame of a source."""
    for frame in frames(source):
        yield Moment(estimator.estimate(frame), frame)


def run(moments: Iterable[Moment], judge: Judge, sinks: Sequence[Sink]) -> bool:
    """Judge all moments in order and tell the sinks; return False if Ctrl-C ended it early.

    What was judged until an interruption is kept: the judge finishes and the sinks hear of it in any case.
    """
    complete = True
    try:
        for moment in moments:
            events = judge.step(moment.pose)
            for sink in sinks:
                sink(moment, events, judge.state)
    except KeyboardInterrupt:
        complete = False
    events = judge.finish()
    for sink in sinks:
        sink(None, events, judge.state)
    return complete
