"""What was done of a step, on both sides, against the day's limit."""

from __future__ import annotations

import pytest

from posecoach.events import RepetitionDone, Side
from posecoach.guiding.dosage import Tally
from tests.guiding.sessions import step_of
from tests.told import repetition_done


def repetition(side: Side | None) -> RepetitionDone:
    return repetition_done(side=side)


def tally_of(key: str, repetitions: int, sides: str, already: int = 0) -> tuple[Tally, Side | None]:
    """Count repetitions of the sides l, r or none (-); return the tally and the turn after the last."""
    tally, turn = Tally(step_of(key, repetitions), already), None
    for letter in sides:
        done = repetition({"l": "left", "r": "right", "-": None}[letter])  # type: ignore[arg-type]
        tally.note(done)
        turn = tally.turn(done)
    return tally, turn


@pytest.mark.parametrize(
    ("key", "repetitions", "sides", "done"),
    [
        ("cat_cow", 2, "-", False),
        ("cat_cow", 2, "--", True),
        ("hip_lift_twist", 2, "lrl", False),
        ("hip_lift_twist", 2, "lrlr", True),
        ("hip_lift_twist", 2, "llll", False),
        ("hip_lift_twist", 2, "lllrr", True),
        ("hip_lift_twist", 2, "ll--", True),
        ("hip_lift_twist", 2, "---", False),
    ],
)
def test_it_is_done_when_each_side_is(key: str, repetitions: int, sides: str, done: bool) -> None:
    assert tally_of(key, repetitions, sides)[0].done is done


@pytest.mark.parametrize(
    ("sides", "turn"),
    [
        ("l", None),
        ("ll", "right"),
        ("lrl", None),
        ("lll", "right"),
        ("rrr", "left"),
        ("lrlr", None),
        ("l-", None),
    ],
)
def test_the_other_side_is_asked_for_when_one_is_ahead(sides: str, turn: Side | None) -> None:
    assert tally_of("hip_lift_twist", 2, sides)[1] == turn


def test_an_exercise_without_sides_has_no_turn() -> None:
    assert tally_of("cat_cow", 1, "--")[1] is None


@pytest.mark.parametrize(("already", "aim"), [(0, 4), (8, 4), (10, 2), (12, 0), (99, 0)])
def test_no_more_is_aimed_at_than_the_day_allows(already: int, aim: int) -> None:
    tally = Tally(step_of("hip_lift_twist", 2), already)

    assert (tally.aim, tally.limited) == (aim, aim < 4)


def test_at_the_limit_the_sides_do_not_matter() -> None:
    assert tally_of("hip_lift_twist", 2, "ll", already=10)[0].done
