"""From one exercise to the next: what the coaches of two exercises say, scripted, and what is told of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import LEAD_S, SET_APART_S, Recogniser
from posecoach.coaching.spell import LAPSE_S
from posecoach.events import Event, ExerciseRecognised, FaultRaised, RepetitionDone, SetupAdvice
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.pose import Pose
from posecoach.state import CoachState, ShownCue
from tests import told


class Scripted:
    """A coach that says what it is told to say with the next pose."""

    def __init__(self, key: str) -> None:
        self.exercise = builtin_exercises()[key]
        self.state = CoachState(exercise=key, in_position=True, cue=ShownCue("Slower.", until_s=1e9))
        self.rests = True
        self.anew_s: list[float] = []
        evidence = SimpleNamespace(is_enough=False, typical=0, typical_s=0.0, another_s=0.0, holds=False)
        self.judge = SimpleNamespace(
            evidence=evidence,
            proven=True,
            proven_s=-math.inf,
            moved=True,
            back_s=-math.inf,
            resting_since=lambda _: self.rests,
            idle_since=lambda _: True,
            begin_anew=self.anew_s.append,
        )
        self.placement = SimpleNamespace(before=lambda *_: SetupAdvice(0.0, "", "closer", "of any exercise"))
        self.ever_in_position = True
        self._next: list[Event] = []

    def does(self, start_s: float, end_s: float, *, shows_all: bool = True) -> None:
        """Let a repetition end."""
        self._next.append(told.repetition_done(end_s, self.exercise.key, start_s=start_s, end_s=end_s))
        if shows_all:
            evidence = self.judge.evidence
            evidence.typical, evidence.is_enough = evidence.typical + 1, True
            evidence.typical_s += end_s - start_s
            self.judge.proven_s = end_s

    def errs(self, start_s: float) -> None:
        """Let a fault be raised."""
        about = told.fault(start_s=start_s, end_s=start_s + 0.5)
        self._next.append(told.raised(start_s, about, self.exercise.key))

    def look(self) -> Sequence[Event]:
        said, self._next = self._next, []
        return said

    def set_up(self) -> list[Event]:
        return [SetupAdvice(0.0, self.exercise.key, "side", "of this exercise")]


class Two:
    """A recogniser of two scripted exercises, and what it has told."""

    def __init__(self) -> None:
        self.old, self.new = Scripted("cat_cow"), Scripted("hip_lift_twist")
        self.auto = Recogniser([self.old.exercise, self.new.exercise])
        self.auto._coaches = [cast("Coach", self.old), cast("Coach", self.new)]
        self.told: list[Event] = []

    def at(self, t_s: float) -> None:
        for coach in (self.old, self.new):
            coach.state = CoachState(
                exercise=coach.exercise.key, t_s=t_s, in_position=True, cue=coach.state.cue
            )
        self.told += self.auto.step(Pose.nobody(t_s))

    def old_one_done(self) -> None:
        """Recognise the old exercise, by one repetition from 2 to 9 s."""
        self.old.does(2.0, 9.0)
        self.at(9.0)

    @property
    def recognised(self) -> list[tuple[str, float]]:
        return [(one.exercise, one.start_s) for one in self.told if isinstance(one, ExerciseRecognised)]

    def starts_s(self, kind: type[FaultRaised | RepetitionDone]) -> list[float]:
        return [
            one.start_s
            for one in self.told
            if isinstance(one, kind) and one.exercise == self.new.exercise.key
        ]


def test_what_showed_an_exercise_says_nothing_about_any_other() -> None:
    two = Two()
    two.old_one_done()
    assert (two.old.anew_s, two.new.anew_s) == ([], [9.0])

    two.old.does(10.0, 15.0)
    two.at(15.0)

    assert two.new.anew_s == [9.0, 15.0]


def test_what_does_not_show_all_of_it_may_be_another() -> None:
    two = Two()
    two.old_one_done()

    two.old.does(10.0, 15.0, shows_all=False)
    two.at(15.0)

    assert two.new.anew_s == [9.0]


def test_another_exercise_takes_over_with_a_repetition_that_shows_it() -> None:
    two = Two()
    two.old_one_done()

    two.new.does(12.0, 16.0)
    two.at(16.0)

    assert two.recognised == [("cat_cow", 2.0), ("hip_lift_twist", 12.0)]
    assert two.starts_s(RepetitionDone) == [12.0]


def test_it_has_to_be_as_certain_as_the_first_one() -> None:
    two = Two()
    two.old_one_done()

    two.new.judge.evidence.another_s = 4.0
    two.new.does(12.0, 16.0)
    two.at(16.0)

    assert two.recognised == [("cat_cow", 2.0)]


@pytest.mark.parametrize(("t_s", "hands_over"), [(9.0 + LAPSE_S, False), (9.1 + LAPSE_S, True)])
def test_from_an_exercise_in_progress_only_once_it_has_lapsed(t_s: float, hands_over: bool) -> None:
    """Somebody who goes on to circle the arms still turns a little: the twists never end by themselves."""
    two = Two()
    two.old_one_done()
    two.old.rests = False
    two.at(t_s)

    two.new.does(t_s, t_s + 4.0)
    two.old.judge.idle_since = lambda _: hands_over
    two.at(t_s)

    assert (len(two.recognised) == 2) is hands_over


def test_what_its_coach_said_just_before_is_told_and_what_it_said_long_before_is_not() -> None:
    two = Two()
    two.old_one_done()
    for start_s in (39.0 - LEAD_S, 41.0 - LEAD_S):
        two.new.errs(start_s)
        two.at(start_s)

    two.new.does(40.0, 44.0)
    two.at(44.0)

    assert two.starts_s(FaultRaised) == [41.0 - LEAD_S]


@pytest.mark.parametrize(("apart_s", "told_s"), [(SET_APART_S, [30.0, 34.0 + SET_APART_S]), (SET_APART_S + 0.5, [34.5 + SET_APART_S])])  # fmt: skip  # noqa: E501
def test_what_was_done_long_before_is_no_part_of_the_set(apart_s: float, told_s: list[float]) -> None:
    two = Two()
    two.old_one_done()
    two.new.does(30.0, 34.0, shows_all=False)
    two.at(34.0)

    two.new.does(34.0 + apart_s, 60.0)
    two.at(60.0)

    assert two.starts_s(RepetitionDone) == told_s


def test_what_was_said_during_such_a_movement_is_not_told_either() -> None:
    two = Two()
    two.old_one_done()
    two.new.errs(33.0)
    two.new.does(30.0, 34.0, shows_all=False)
    two.at(34.0)

    two.new.does(34.5 + SET_APART_S, 60.0)
    two.at(60.0)

    assert two.starts_s(FaultRaised) == []


def test_what_was_said_before_the_person_went_away_is_not_told() -> None:
    two = Two()
    two.old_one_done()
    two.new.errs(33.0)
    two.at(33.0)
    two.new.judge.back_s = 36.0

    two.new.does(38.0, 44.0)
    two.at(44.0)

    assert two.starts_s(FaultRaised) == []


def test_what_was_told_of_the_old_exercise_since_belongs_to_the_new_one() -> None:
    """The old one made a repetition of what turned out to be the new one's first."""
    two = Two()
    two.old_one_done()
    two.old.does(12.0, 15.0, shows_all=False)
    two.at(15.0)

    two.new.does(11.5, 16.0)
    two.at(16.0)

    assert two.recognised[-1] == ("hip_lift_twist", 11.5)


def again_after(seconds: float, two: Two) -> list[RepetitionDone | FaultRaised]:
    """Let the old exercise lapse, and be done once more; return what is told of it then."""
    two.old_one_done()
    two.at(9.1 + LAPSE_S)
    begun = len(two.told)
    two.old.errs(30.0)
    two.old.does(30.0, 34.0, shows_all=False)
    two.at(34.0)
    two.old.errs(34.0 + seconds + 1.0)
    two.old.does(34.0 + seconds, 60.0)
    two.at(60.0)
    return [event for event in two.told[begun:] if isinstance(event, RepetitionDone | FaultRaised)]


def test_what_was_done_just_before_an_exercise_is_clearly_done_again_counts_with_it() -> None:
    told_again = again_after(SET_APART_S, Two())

    assert [event.start_s for event in told_again] == [30.0, 30.0, 41.0, 40.0]


def test_what_was_held_back_long_before_is_never_told() -> None:
    two = Two()

    assert [event.start_s for event in again_after(SET_APART_S + 1.0, two)] == [42.0, 41.0]
    assert two.recognised == [("cat_cow", 2.0)]
    assert two.auto.state.cue.text == "Slower."


def test_what_was_told_before_it_lapsed_is_not_told_again() -> None:
    two = Two()
    two.old_one_done()
    two.old.errs(18.0)
    two.at(18.5)
    two.at(9.1 + LAPSE_S)

    two.old.does(20.0, 24.0)
    two.at(24.0)

    assert [event.start_s for event in two.told if isinstance(event, FaultRaised)] == [18.0]


def test_the_recording_is_named_by_what_is_left_of_each_exercise() -> None:
    """Two of three repetitions of the old one were the first two of the new one."""
    two = Two()
    two.old_one_done()
    for start_s in (12.0, 16.0):
        two.old.does(start_s, start_s + 4.0, shows_all=False)
        two.at(start_s + 4.0)

    two.new.does(12.0, 16.0, shows_all=False)
    two.new.does(16.0, 20.0)
    two.at(20.0)

    assert two.auto.recognised == "hip_lift_twist"


def test_an_exercise_stays_as_certain_as_it_was_when_another_one_took_over() -> None:
    two = Two()
    two.old_one_done()
    before = dict(two.auto.candidates())["cat_cow"]
    two.new.does(12.0, 16.0)
    two.at(16.0)

    two.old.judge.evidence.typical, two.old.judge.evidence.is_enough = 0, False  # it was begun anew

    assert dict(two.auto.candidates())["cat_cow"] == before


def test_once_it_has_lapsed_no_words_and_no_advice_of_the_exercise_are_given() -> None:
    two = Two()
    two.old_one_done()
    assert two.auto.state.cue.text == "Slower."
    assert two.told[-1] == SetupAdvice(0.0, "cat_cow", "side", "of this exercise")

    two.at(9.1 + LAPSE_S)
    two.at(9.2 + LAPSE_S)

    assert two.auto.state.cue.text == ""
    assert two.told[-1] == SetupAdvice(0.0, "", "closer", "of any exercise")
