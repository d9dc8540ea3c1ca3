"""What the voice says beside the cues is written as well, for as long as it takes to say it."""

from __future__ import annotations

from posecoach.coaching.phrases import announced
from posecoach.drawing.cue_band import message_for
from posecoach.drawing.panel import Numbers
from posecoach.drawing.snapshot import Latest, Snapshot
from posecoach.events import CueGiven, Event
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from tests.drawing.scenes import state

SIDE = announced(10.0, "cat_cow", "other_side", side="left")


def shown(*steps: tuple[float, tuple[Event, ...]]) -> Snapshot:
    latest = Latest()
    for t_s, events in steps:
        latest(Moment(Pose.nobody(t_s)), events, state(t_s=t_s, phase_label="Cow"))
    assert latest.snapshot is not None
    return latest.snapshot


def test_it_takes_the_place_of_the_phase_which_moves_beside_the_picture() -> None:
    snapshot = shown((10.0, (SIDE,)))
    assert message_for(snapshot).text == "Now to your left side"
    assert Numbers.of(snapshot).phase == "Cow, breathe in"


def test_it_goes_when_it_has_been_said() -> None:
    assert message_for(shown((10.0, (SIDE,)), (14.0, ()))).text == "Cow"


def test_a_cue_ends_it() -> None:
    cue = CueGiven(10.5, "cat_cow", "Slower", "correct", "slow")
    assert shown((10.0, (SIDE,)), (10.5, (cue,))).announced is None


def test_without_a_phase_it_says_what_to_do() -> None:
    latest = Latest()
    latest(Moment(Pose.nobody(1.0)), (), state(t_s=1.0, phase="", phase_label=""))
    assert latest.snapshot is not None
    assert message_for(latest.snapshot).text == "Begin when you are ready"
