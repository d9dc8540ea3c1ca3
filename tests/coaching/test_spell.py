"""What is told of an exercise that was recognised, until another one is."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.spell import LAPSE_S, OVERLAP_S, Spell
from posecoach.events import Event, FaultCleared, FaultRaised
from posecoach.judging.exercise_judge import AWAY_S
from tests import told


@dataclass
class Said:
    """A coach as a spell sees it: the time, whether somebody is in position, and how much showed all of it."""

    t_s: float = 10.0
    in_position: bool = True
    typical: int = 1
    idle: bool = True
    proven_s: float = 100.0
    spell: Spell = field(init=False)

    def __post_init__(self) -> None:
        self.spell = Spell(self._coach, [told.repetition_done(start_s=2.0, end_s=9.0)])

    @property
    def _coach(self) -> Coach:
        judge = SimpleNamespace(
            evidence=SimpleNamespace(typical=self.typical),
            idle_since=lambda _: self.idle,
            proven_s=self.proven_s,
        )
        return cast("Coach", SimpleNamespace(judge=judge, state=self))

    def follow(self, t_s: float, *events: Event) -> list[Event]:
        self.t_s = t_s
        self.spell.coach = self._coach
        return self.spell.follow(events)


def fault(start_s: float, end_s: float) -> tuple[FaultRaised, FaultCleared]:
    about = told.fault(start_s=start_s, end_s=end_s)
    return told.raised(start_s, about), told.cleared(about)


def test_what_the_coach_says_is_told() -> None:
    raised, cleared = fault(12.0, 13.0)

    assert Said().follow(13.0, raised, cleared) == [raised, cleared]


@pytest.mark.parametrize(("after_s", "lapsed"), [(LAPSE_S, False), (LAPSE_S + 0.1, True)])
def test_ten_seconds_after_the_last_repetition_it_may_be_over(after_s: float, lapsed: bool) -> None:
    said = Said()
    said.follow(9.0 + after_s)

    assert said.spell.lapsed is lapsed


def test_while_one_is_in_progress_it_is_not_over() -> None:
    said = Said(idle=False)
    said.follow(60.0)

    assert not said.spell.lapsed


@pytest.mark.parametrize(("away_s", "lapsed"), [(AWAY_S, False), (AWAY_S + 0.1, True)])
def test_who_was_out_of_the_position_may_do_something_else(away_s: float, lapsed: bool) -> None:
    said = Said(idle=False)
    said.follow(11.0)
    said.in_position = False
    said.follow(11.0 + away_s)

    assert said.spell.lapsed is lapsed


def test_then_only_what_ends_what_was_told_is_told() -> None:
    said = Said()
    raised, cleared = fault(18.0, 30.0)
    said.follow(18.5, raised)
    said.follow(20.0)

    assert said.follow(30.0, cleared, *fault(25.0, 26.0)) == [cleared]


def test_the_end_of_what_began_before_it_is_not_told() -> None:
    """That it had begun was not told either: it was while the exercise before was done."""
    said = Said()
    said.spell = Spell(said._coach, [], 8.0)
    early, late = fault(7.9, 11.0), fault(8.0, 11.0)

    assert said.follow(11.0, early[1], late[1]) == [late[1]]


def test_a_repetition_that_does_not_show_all_of_it_is_not_told() -> None:
    said = Said()
    said.follow(20.0)

    assert said.follow(30.0, told.repetition_done(start_s=25.0, end_s=30.0)) == []
    assert said.spell.lapsed_s == 20.0
    assert said.spell.shown_s == 9.0


def test_one_that_does_shows_the_exercise_again() -> None:
    said = Said()
    said.follow(20.0)
    said.typical += 1

    said.follow(30.0, told.repetition_done(start_s=25.0, end_s=30.0))

    assert said.spell.shown_s == 30.0


def test_then_it_goes_on_with_what_is_told_of_the_set() -> None:
    said = Said()
    said.follow(20.0)
    said.spell.resume(24.0, [told.repetition_done(start_s=25.0, end_s=30.0)])
    early, late = fault(23.9, 31.0), fault(24.0, 31.0)

    assert said.follow(31.0, early[1], late[1]) == [late[1]]
    assert not said.spell.lapsed
    assert said.spell.ended_by(40.0) == 30.0


@pytest.mark.parametrize(("start_s", "count"), [(9.0 - OVERLAP_S, 0), (8.9 - OVERLAP_S, 1)])
def test_what_was_told_after_another_exercise_began_was_that(start_s: float, count: int) -> None:
    assert Said().spell.told_after(start_s) == count


def test_one_without_the_proof_of_the_exercise_does_not_show_all_of_it() -> None:
    said = Said(proven_s=24.9)
    said.typical += 1

    said.follow(18.0, told.repetition_done(start_s=25.0, end_s=30.0))

    assert said.spell.shown_s == 9.0


@pytest.mark.parametrize(
    ("start_s", "ended_s"),
    [
        (
            9.0 - OVERLAP_S,
            9.0 - OVERLAP_S,
        ),  # the last repetition may end that much later, and the spell does not
        (20.0, 9.0),
        (5.0, 5.0),  # before any that was told had ended
    ],
)
def test_it_ended_with_its_last_repetition_before_another_exercise(start_s: float, ended_s: float) -> None:
    assert Said().spell.ended_by(start_s) == ended_s


def test_without_a_repetition_nothing_shows_when_it_was_last_done() -> None:
    spell = Said().spell
    assert Spell(spell.coach, []).shown_s == -math.inf
