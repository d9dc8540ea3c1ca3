"""What the voice says beside the cues is written as well, for as long as it takes to say it."""

from __future__ import annotations

from posecoach.coaching.phrases import announced
from posecoach.drawing.cue_band import message_for
from posecoach.drawing.panel import Numbers
from posecoach.drawing.snapshot import Latest, Snapshot
from posecoach.events import Announced, CueGiven, Event, Stage
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
    assert message_for(latest.snapshot).text == "Go on when you are ready"


CAUTION = Announced(0.0, "foam_roll", "caution", "Keep the roller under your upper back.", {})
FETCH = "Fetch the foam roller now."
INTRODUCTION = (
    announced(0.0, "foam_roll", "next_fetch", exercise="Foam roller", fetch=FETCH, posture="Lie down"),
    Announced(0.0, "foam_roll", "how", "Roll slowly up and down.", {}),
    CAUTION,
)


def texts_shown(*steps: tuple[float, Stage, bool, tuple[Event, ...]]) -> list[str]:
    """Return what the band says; steps: media time, stage, whether the first movement is awaited, events."""
    latest, told = Latest(), []
    for t_s, stage, awaited, events in steps:
        latest(
            Moment(Pose.nobody(t_s)), events, state(t_s=t_s, stage=stage, awaited=awaited, phase_label="Roll")
        )
        assert latest.snapshot is not None
        told.append(message_for(latest.snapshot).text)
    return told


def test_in_a_rest_all_that_is_said_is_written_one_after_the_other() -> None:
    rest = [(t_s, Stage.REST, True, ()) for t_s in (3.0, 4.0, 8.0, 9.0)]
    assert texts_shown((0.0, Stage.REST, True, INTRODUCTION), *rest) == [
        FETCH, FETCH, CAUTION.text, CAUTION.text, "Rest a moment",
    ]  # fmt: skip


def test_what_is_to_be_known_before_is_written_before_begin() -> None:
    begin = announced(1.6, "foam_roll", "begin")
    later = [(t_s, Stage.EXERCISE, True, ()) for t_s in (5.0, 7.0)]
    told = texts_shown((0.0, Stage.SETUP, True, (CAUTION,)), (1.6, Stage.EXERCISE, True, (begin,)), *later)
    assert told[1:] == [CAUTION.text, CAUTION.text, "Begin when you are ready"]


def test_whoever_has_begun_reads_what_to_do() -> None:
    told = texts_shown((0.0, Stage.SETUP, True, (CAUTION,)), (1.6, Stage.EXERCISE, False, ()))
    assert told[1] == "Roll"
