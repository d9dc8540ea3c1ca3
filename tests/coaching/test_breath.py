"""The breath pacer goes with the phases, in the person's own tempo."""

from __future__ import annotations

import math

import msgspec
import pytest

from posecoach.coaching.breath import TYPICAL_S, Pacer
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.validation import problems_of
from posecoach.judging.phases import Span

CAT_COW = builtin_exercises()["cat_cow"]
NEUTRAL, COW, CAT = CAT_COW.phases
MIDDLE_S = 3.5


@pytest.fixture
def pacer() -> Pacer:
    return Pacer(CAT_COW)


def test_where_breathing_is_free_nothing_is_paced(pacer: Pacer) -> None:
    assert pacer.step(1.0, None) is None
    assert pacer.step(1.0, Span(NEUTRAL, 0.0)) is None


def test_the_lungs_fill_in_the_cow_and_empty_in_the_cat(pacer: Pacer) -> None:
    cow, cat = Span(COW, 10.0), Span(CAT, 20.0)

    assert [pacer.step(10.0 + t_s, cow) for t_s in (0.0, MIDDLE_S / 2, MIDDLE_S)] == pytest.approx(
        [0.0, 0.5, 1.0]
    )
    assert [pacer.step(20.0 + t_s, cat) for t_s in (0.0, MIDDLE_S / 2, MIDDLE_S)] == pytest.approx(
        [1.0, 0.5, 0.0]
    )


def test_a_phase_that_goes_on_keeps_the_lungs_full(pacer: Pacer) -> None:
    assert pacer.step(30.0, Span(COW, 10.0)) == pytest.approx(1.0)


def lasting(pacer: Pacer, *seconds: float) -> None:
    """Let cows of these lengths pass."""
    t_s = 0.0
    for each in seconds:
        pacer.step(t_s, Span(COW, t_s, t_s + each))
        t_s += each
    pacer.step(t_s, Span(NEUTRAL, t_s))


@pytest.mark.parametrize(
    ("lasted_s", "breath_s"),
    [
        ((), MIDDLE_S),
        ((3.2,), 3.2),
        ((3.2, 3.9, 3.8), 3.8),
        ((1.0, 1.2), 3.0),
        ((9.0,), 4.0),
    ],
)  # fmt: skip
def test_the_tempo_is_the_persons_own_within_the_range(
    pacer: Pacer, lasted_s: tuple[float, ...], breath_s: float
) -> None:
    lasting(pacer, *lasted_s)

    assert pacer.breath_s(COW) == pytest.approx(breath_s)
    assert pacer.breath_s(CAT) == MIDDLE_S


def test_reset_forgets_the_tempo(pacer: Pacer) -> None:
    lasting(pacer, 3.2)
    pacer.reset()

    assert pacer.breath_s(COW) == MIDDLE_S


def test_a_phase_whose_end_is_not_known_says_nothing_about_the_tempo(pacer: Pacer) -> None:
    pacer.step(0.0, Span(COW, 0.0, math.nan))
    pacer.step(1.0, Span(NEUTRAL, 1.0))

    assert pacer.breath_s(COW) == MIDDLE_S


def test_a_file_that_does_not_say_is_paced_as_is_typical() -> None:
    phases = tuple(msgspec.structs.replace(phase, seconds=None) for phase in CAT_COW.phases)
    pacer = Pacer(msgspec.structs.replace(CAT_COW, phases=phases))

    assert pacer.breath_s(COW) == sum(TYPICAL_S) / 2.0


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (
            {"seconds": (4.0, 3.0)},
            "seconds are the least and the most: the first must not be more than the second",
        ),
        (
            {"seconds": (3.0, 4.0), "breath": "free"},
            'seconds pace a breath: set breath to "in" or "out", or leave seconds out',
        ),
    ],
)
def test_seconds_that_pace_nothing_are_a_mistake(changed: dict[str, object], problem: str) -> None:
    cow = msgspec.structs.replace(COW, **changed)
    broken = msgspec.structs.replace(CAT_COW, phases=(NEUTRAL, cow, CAT))

    assert list(problems_of(broken)) == [("phases[1]", problem)]


def test_every_phase_with_a_breath_that_comes_with_posecoach_has_its_range() -> None:
    for exercise in builtin_exercises().values():
        assert all(phase.seconds is not None for phase in exercise.phases if phase.breath != "free")
