"""Events as the coach would give them, with whatever does not matter filled in."""

from __future__ import annotations

from posecoach.events import Deduction, Fault, FaultCleared, FaultRaised, Repetition, RepetitionDone, Side


def repetition_done(
    t_s: float = 1.0,
    exercise: str = "cat_cow",
    *,
    index: int = 1,
    side: Side | None = None,
    start_s: float = 0.0,
    end_s: float = 1.0,
    hold_s: float | None = None,
    score: float | None = 100.0,
    deductions: tuple[Deduction, ...] = (),
    range: dict[str, float | None] | None = None,  # noqa: A002 - the name that the value has
    faults: tuple[str, ...] = (),
) -> RepetitionDone:
    done = Repetition(index, side, start_s, end_s, hold_s, score, range or {}, faults)
    return RepetitionDone(t_s, exercise, done, deductions)


def fault(
    rule: str = "slow",
    phase: str | None = "cow",
    *,
    start_s: float = 0.0,
    end_s: float = 1.0,
    value: float = 0.5,
    limit: float = 1.0,
    unit: str = "s",
    cue: str = "Slower",
) -> Fault:
    return Fault(rule, phase, None, start_s, end_s, "correct", value, limit, unit, cue)


def raised(t_s: float, about: Fault, exercise: str = "cat_cow") -> FaultRaised:
    return FaultRaised(t_s, exercise, about)


def cleared(about: Fault, exercise: str = "cat_cow") -> FaultCleared:
    """The fault is over when it is over."""
    return FaultCleared(about.end_s, exercise, about)
