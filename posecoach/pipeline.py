"""THE LOOP, and the contract of a coach. Read this first: everything that posecoach does passes through `run`.

    frames -> landmarks -> | -> smoothing -> features -> phases -> rules -> coach -> events -> sinks
                          seam (recorded and replayed as .npz)

Live and review differ only in the iterator that feeds the loop and in the sinks that listen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from posecoach.capture.frame import Frame, FrameSource, frames
from posecoach.capture.grey import grey_cells
from posecoach.coaching.coach import Coach
from posecoach.coaching.placement import Setup
from posecoach.events import Command, Event
from posecoach.pose.estimator import PoseEstimator
from posecoach.pose.inference_policy import Inference, InferencePolicy
from posecoach.pose.picture import PictureWatch
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene
from posecoach.state import CoachState


@dataclass(frozen=True, slots=True)
class Moment:
    """What enters the loop: a pose, and the frame it was seen in (None in a replay)."""

    pose: Pose
    frame: Frame | None = None


class CoachLike(Protocol):
    """Everything that the loop, a live session and a review need of a coach.

    `Coach` judges one exercise, `Recogniser` whichever of several is done, `Guide` leads through a session;
    `make_coach` chooses. For all of them (tests/test_contract.py):

    - Poses come in the order of their media time, which is the only time there is: the same poses bring the same events
      at any speed of the machine. Events come in the order in which they become known, each with its exercise's key.
    - Asking (all but `step`, `finish`, `reset`, `command`, `scene`) changes nothing, as often as it is done.
    - `finish` closes what is in progress; after it only `reset` may follow, which makes the coach as new.
    - All is called on one thread, except for `command`.
    - After the command "pain" the next step, or `finish`, tells PainStopped, the stage STOPPED and what to do, and from
      then on there is nothing to tell and nothing to judge.
    - After the command "pause" the next step tells the stage PAUSED; until the next "pause" nothing is judged, and what
      was in progress is dropped without a verdict.
    """

    @property
    def state(self) -> CoachState:
        """What a screen needs to know right now: a value, made anew with every step."""

    @property
    def needs_outline(self) -> bool:
        """Whether poses must carry the outline of the back."""

    @property
    def wants_scene(self) -> bool:
        """Whether `scene` would be of use now: light and number of people matter until the exercise has begun."""

    @property
    def recognised(self) -> str | None:
        """The key of the exercise that was done, of several the one with most repetitions; None if none was."""

    @property
    def coaches(self) -> Sequence[Coach]:
        """The coaches of single exercises that it consists of."""

    def step(self, pose: Pose) -> Sequence[Event]:
        """Take in one pose and return what became known with it."""

    def finish(self) -> Sequence[Event]:
        """Close what is in progress at the end of the media; return what became known."""

    def reset(self) -> None:
        """Forget everything, as if new."""

    def command(self, command: Command) -> None:
        """Take what the person asks for, from any thread; it is carried out with the next pose, or at the end.

        "skip" and "back" mean something to a guide only, "pause" and "pain" to all, anything else to none.
        """

    def scene(self, scene: Scene) -> None:
        """Take in what was seen of the place; only the newest counts."""

    def with_hindsight(self) -> CoachLike | None:
        """Return a coach for a second reading of the recording that is over; None if that would tell nothing new."""

    def measured(self) -> Mapping[str, float]:
        """Return the features of the last pose by name; NaN = not seen."""

    def setup(self) -> Setup:
        """Return what was seen of the camera's place, with advice for next time."""

    def candidates(self) -> Sequence[tuple[str, float]]:
        """Return (exercise, confidence 0..1) of what it may have been."""


class Sink(Protocol):
    """A listener: window, terminal, review, recording."""

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step; `moment` is None once, at the end."""


def observe(source: FrameSource, estimator: PoseEstimator, inference: Inference = "full") -> Iterator[Moment]:
    """Yield a moment for every frame that the network looks at; an image that is black or frozen shows nobody.

    inference: in which frames it looks; there is no moment of any other.
    """
    watch, policy = PictureWatch(), InferencePolicy(inference)
    for frame in watch.watched(frames(source)):
        small = grey_cells(frame) if policy.looks_at_pixels else None
        if policy.wanted(frame.t_s, small):
            watch.look_at(frame)
            pose = estimator.estimate(frame)
            policy.seen(pose)
            yield Moment(watch.emptied(pose), frame)


def run(moments: Iterable[Moment], coach: CoachLike, sinks: Sequence[Sink]) -> bool:
    """Judge all moments in order and tell the sinks; return False if Ctrl-C ended it early.

    What was judged until an interruption is kept: the coach finishes and the sinks hear of it in any case.
    """
    complete = True
    try:
        for moment in moments:
            events = coach.step(moment.pose)
            for sink in sinks:
                sink(moment, events, coach.state)
    except KeyboardInterrupt:
        complete = False
    events = coach.finish()
    for sink in sinks:
        sink(None, events, coach.state)
    return complete
