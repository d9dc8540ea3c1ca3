"""What is right and what is wrong about the reviews of one recording. Pure functions over spans of media time [s].

The program sees the whole recording, as it does for a user, with its titles, cuts and close-ups. What it tells of
them is not counted, since nobody looked: of repetitions, faults and recognised exercises only those count that have at
least half of the shorter one in common with a usable span of the label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, TypeVar

import msgspec

from benchmarks.real.labels import Expected, Label, Seen
from benchmarks.real.program import Found, FoundFault, FoundPhase, Span

AGREEING = {
    "arched": {"cow"},
    "rounded": {"cat"},
    "up": {"lift", "twist", "hold"},
    "up+turn": {"lift", "twist", "hold"},
    "down": {"rest", "return"},
}
"""The program's phases that a phase as somebody saw it stands for. Others, and those with a remark such as "down
(close-up)", are transitions or not clear, and not counted."""

INSIDE = 0.5
"""Share of the shorter one, of a reported span and a usable one, that must be common to both."""

Verdict = Literal["true", "arguable", "false"]
AnySpan = TypeVar("AnySpan", bound=Span)


class JudgedFault(FoundFault, frozen=True):
    """A reported fault and whether it is one."""

    verdict: Verdict


class Judged(msgspec.Struct, frozen=True):
    """One review of a recording: what counts of it.

    exercise: what it was taken for. missed: true faults of which nothing was said. cannot_judge: rules.
    """

    exercise: str | None
    repetitions: tuple[Span, ...]
    faults: tuple[JudgedFault, ...]
    missed: tuple[str, ...]
    cannot_judge: tuple[str, ...]


class Result(msgspec.Struct, frozen=True):
    """One recording: what was expected, and its two reviews; named: None if none of the exercises is done in it.

    clear_s: how long somebody saw a phase clearly. told_s: how long of that the program told any phase.
    agreeing_s: how long it told one that agrees.
    """

    name: str
    expected: Expected
    named: Judged | None
    auto: Judged
    clear_s: float = 0.0
    told_s: float = 0.0
    agreeing_s: float = 0.0

    @property
    def taken_rightly(self) -> bool:
        """Whether the exercise was recognised, or something else left alone."""
        return self.auto.exercise in (self.expected.accepted if self.sought else {None})

    @property
    def sought(self) -> bool:
        """Whether `auto` is to recognise an exercise here."""
        return self.expected.exercise is not None and not self.expected.by_name

    @property
    def invented(self) -> int:
        """Repetitions beyond the highest right answer, the exercise named."""
        return max(self._told - self.expected.repetitions[1], 0)

    @property
    def missed(self) -> int:
        """Repetitions that lack to the lowest right answer, the exercise named."""
        return max(self.expected.repetitions[0] - self._told, 0)

    @property
    def right(self) -> int:
        """Repetitions that were told and are there, the exercise named."""
        return self._told - self.invented

    @property
    def agreement(self) -> float | None:
        """Share of the time in which the program's phase agrees; None if none was seen clearly."""
        return self.agreeing_s / self.clear_s if self.clear_s else None

    @property
    def _told(self) -> int:
        return len(self.named.repetitions) if self.named else 0


def score(name: str, label: Label, expected: Expected, named: Found | None, auto: Found) -> Result:
    """Compare the reviews of a recording, with the exercise named and with `auto`, with what somebody saw."""
    clear_s, told_s, agreeing_s = agreement_s(label, named.phases) if named else (0.0, 0.0, 0.0)
    return Result(
        name=name,
        expected=expected,
        named=_judged(label, expected, named, named.exercise) if named else None,
        auto=_judged(label, expected, auto, recognised(label, auto)),
        clear_s=round(clear_s, 3),
        told_s=round(told_s, 3),
        agreeing_s=round(agreeing_s, 3),
    )


def _judged(label: Label, expected: Expected, found: Found, exercise: str | None) -> Judged:
    faults = tuple(
        _judged_fault(fault, verdict(fault.rule, exercise, expected)) for fault in usable(found.faults, label)
    )
    told = {fault.rule for fault in faults if fault.verdict == "true"}
    return Judged(
        exercise=exercise,
        repetitions=tuple(usable(found.repetitions, label)),
        faults=faults,
        missed=tuple(rule for rule in expected.faults if rule not in told),
        cannot_judge=found.cannot_judge,
    )


def _judged_fault(fault: FoundFault, of: Verdict) -> JudgedFault:
    return JudgedFault(fault.start_s, fault.end_s, fault.rule, fault.value, fault.limit, of)


def recognised(label: Label, found: Found) -> str | None:
    """Return the exercise that was recognised; None also if nothing was told of it in the usable spans."""
    told = (*found.segments, *found.repetitions, *found.faults)
    return found.exercise if usable(told, label) else None


def verdict(rule: str, exercise: str | None, expected: Expected) -> Verdict:
    """Return whether a reported fault is one.

    Rules of a wrong exercise mean nothing even if their names are those of true faults. Where none of the
    exercises is done, faults that are arguable are those of its nearest relative.
    """
    if not expected.faults_seen:
        return "arguable"
    if exercise in expected.accepted and rule in expected.faults:
        return "true"
    if exercise in (expected.accepted or {exercise}) and rule in expected.arguable:
        return "arguable"
    return "false"


def usable(spans: Iterable[AnySpan], label: Label) -> list[AnySpan]:
    """Return the spans of a review that count."""
    return [span for span in spans if any(_inside(span, *of) for of in label.spans_s)]


def _inside(span: Span, start_s: float, end_s: float) -> bool:
    shorter_s = min(span.end_s - span.start_s, end_s - start_s)
    common_s = min(span.end_s, end_s) - max(span.start_s, start_s)
    return common_s >= max(INSIDE * shorter_s, 0.0)


def agreement_s(label: Label, found: Sequence[FoundPhase]) -> tuple[float, float, float]:
    """Return how long phases were clearly seen [s], how long of that any was told, and how long one that agrees."""
    clear_s = told_s = agreeing_s = 0.0
    for seen in label.phases or ():
        agreeing = [phase for phase in found if phase.phase in AGREEING.get(seen.phase, ())]
        for span in _clear(seen, label):
            clear_s += span.end_s - span.start_s
            told_s += covered_s(span, found)
            agreeing_s += covered_s(span, agreeing)
    return clear_s, told_s, agreeing_s


def _clear(seen: Seen, label: Label) -> Iterable[Span]:
    """Yield what remains of a phase that counts, without the error of reading it, in the usable spans."""
    if seen.phase not in AGREEING:
        return
    for start_s, end_s in label.spans_s:
        span = Span(max(seen.start_s + label.tol_s, start_s), min(seen.end_s - label.tol_s, end_s))
        if span.end_s > span.start_s:
            yield span


def covered_s(span: Span, phases: Iterable[FoundPhase]) -> float:
    """Return how long of a span [s] lies in phases, which do not overlap."""
    return sum(max(0.0, min(phase.end_s, span.end_s) - max(phase.start_s, span.start_s)) for phase in phases)


def counted(faults: Iterable[JudgedFault]) -> Counter[Verdict]:
    """Return how many faults are true, arguable and false."""
    return Counter(fault.verdict for fault in faults)
