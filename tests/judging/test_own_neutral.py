"""The neutral in use after another exercise was done in the same place."""

from __future__ import annotations

import math
from dataclasses import dataclass

import msgspec
import pytest

from posecoach.exercises.declaration import Neutral
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.neutral import Stay
from posecoach.judging.own_neutral import FOLLOWS_S, OwnNeutral
from posecoach.judging.signals import Signals

FRAME_S = 1 / 16
HEAD = Neutral(feature="head_pitch_deg", least=-130.0, most=-50.0, still_range=8.0, source="test")
BOW = Neutral(feature="back_bow", least=-0.5, most=0.5, still_range=0.0625, moves=0.25, source="test")


@dataclass
class Person:
    """Somebody whose head and back are still, in frames of 1/16 s."""

    hindsight: tuple[Stay, ...] = ()
    t_s: float = 0.0

    def __post_init__(self) -> None:
        one = msgspec.structs.replace(builtin_exercises()["cat_cow"], neutral=(HEAD, BOW), still_s=1.0)
        self.signals = Signals(one)
        self.own = OwnNeutral(one, self.signals, self.hindsight)

    def still(self, seconds: float, head_deg: float, bow: float = 0.0) -> None:
        known = {"head_pitch_deg": head_deg, "back_bow": bow}
        for _ in range(round(seconds / FRAME_S)):
            values = [known.get(name, math.nan) for name in self.signals.names]
            self.signals.update(self.t_s, values)
            self.own.step(self.t_s, values, free=True)
            self.t_s += FRAME_S

    def neutral(self, name: str) -> float:
        return self.signals.neutral[self.signals.index[name]]


def test_after_another_exercise_what_does_not_move_is_taken_anew() -> None:
    person = Person()
    person.still(2.0, -80.0)
    person.own.renew(person.t_s - FRAME_S)
    assert person.neutral("head_pitch_deg") == -80.0, "until then the one before is used"

    person.still(2.0, -110.0)

    assert person.neutral("head_pitch_deg") == -110.0


def test_what_moves_keeps_the_neutral_that_it_is_held_away_from() -> None:
    """Who goes on with the next exercise at once, and holds it, holds it away from neutral."""
    person = Person()
    person.still(2.0, -80.0)
    person.own.renew(person.t_s - FRAME_S)

    person.still(2.0, -80.0, bow=0.125)

    assert person.neutral("back_bow") == 0.0


@pytest.mark.parametrize(("after_s", "neutral_deg"), [(FRAME_S, -110.0), (FOLLOWS_S + FRAME_S, -80.0)])
def test_a_second_reading_goes_on_with_what_the_first_one_found_next(
    after_s: float, neutral_deg: float
) -> None:
    first = Stay(0.0, 2.0, {"head_pitch_deg": -80.0}, early=True, rough=frozenset())
    then = Stay(2.0 + after_s, 9.0, {"head_pitch_deg": -110.0}, early=False, rough=frozenset())
    person = Person((first, then))
    person.still(2.0 + FRAME_S, -80.0)

    person.own.renew(2.0)

    assert person.neutral("head_pitch_deg") == neutral_deg
