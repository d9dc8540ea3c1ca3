"""What the judging thread hands to the screen."""

from __future__ import annotations

from posecoach.drawing.cue_band import message_for
from posecoach.drawing.snapshot import Latest
from posecoach.events import SetupAdvice, Stage
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from tests.drawing.scenes import state

MOMENT = Moment(Pose.nobody(1.0))
ADVICE = SetupAdvice(1.0, "cat_cow", "posture", "To begin, come onto hands and knees")


def test_a_snapshot_holds_the_state_and_the_pose_of_a_moment() -> None:
    latest = Latest()
    latest(MOMENT, (), state(repetitions=1))
    assert latest.snapshot is not None
    assert latest.snapshot.state.repetitions == 1
    assert latest.snapshot.pose is MOMENT.pose


def test_the_end_changes_nothing_on_the_screen() -> None:
    latest = Latest()
    latest(MOMENT, (), state(repetitions=1))
    shown = latest.snapshot
    latest(None, (), state(repetitions=2))
    assert latest.snapshot is shown


def test_advice_stays_until_the_person_is_in_position() -> None:
    latest = Latest()
    waiting = state(in_position=False)
    latest(MOMENT, (), waiting)
    latest(MOMENT, (ADVICE,), waiting)
    latest(MOMENT, (), waiting)
    assert message_for(latest.snapshot).text == "To begin, come onto hands and knees"
    latest(MOMENT, (), state())
    assert message_for(latest.snapshot).text == "Cow"
    latest(MOMENT, (), waiting)
    assert message_for(latest.snapshot).text == "Take the starting position"


def test_advice_is_over_when_the_person_has_gone() -> None:
    latest = Latest()
    latest(MOMENT, (), state(in_position=False))
    latest(MOMENT, (ADVICE,), state(in_position=False))
    latest(MOMENT, (), state(in_position=False, person=False))
    assert message_for(latest.snapshot).text == "I can't see you"


def test_advice_to_somebody_who_is_in_position_stays_while_the_place_is_set_up() -> None:
    latest, setting_up = Latest(), state(stage=Stage.SETUP)
    latest(MOMENT, (), setting_up)
    latest(MOMENT, (SetupAdvice(1.0, "cat_cow", "dark", "More light"),), setting_up)
    latest(MOMENT, (), setting_up)
    assert message_for(latest.snapshot).text == "More light"
    latest(MOMENT, (), state(stage=Stage.STILL))
    assert message_for(latest.snapshot).text == "Hold still"
    latest(MOMENT, (), state())
    assert message_for(latest.snapshot).text == "Cow"


def test_advice_in_the_exercise_is_a_notice_for_a_while() -> None:
    latest = Latest()
    latest(MOMENT, (SetupAdvice(10.0, "cat_cow", "side", "Turn your side to the camera"),), state(t_s=10.0))
    latest(MOMENT, (), state(t_s=17.0))
    assert message_for(latest.snapshot).text == "Turn your side to the camera"
    latest(MOMENT, (), state(t_s=18.5))
    assert message_for(latest.snapshot).text == "Cow"


def test_advice_in_the_exercise_is_over_with_it() -> None:
    latest = Latest()
    latest(MOMENT, (SetupAdvice(10.0, "toe_touch", "side", "Turn your side to the camera"),), state(step=1))
    latest(MOMENT, (), state(stage=Stage.REST, step=2, next_title="Arm circles"))
    assert message_for(latest.snapshot).text == "Next: Arm circles"


def test_advice_goes_when_the_image_was_turned() -> None:
    latest = Latest()
    waiting = state(in_position=False)
    latest(MOMENT, (), waiting)
    latest(MOMENT, (ADVICE,), waiting)
    latest.forget_advice()
    latest(MOMENT, (), waiting)
    assert latest.snapshot is not None
    assert latest.snapshot.advice == ""
