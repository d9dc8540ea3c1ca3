"""What is right and what is wrong about one review, given the truth. Pure functions over spans of time [s].

Truth and review have the same shapes (repetitions, phases, faults), so one set of protocols describes both.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

TOLERANCE_S = 0.3
"""How far apart two spans may be and still count as overlapping, and how far a true fault may spill over into the
next repetition: the error allowed for phase boundaries, within which a moment belongs to either side."""

KNOWN_LATE_S = 3.0
"""How long after its end a word about a fault still belongs to it."""

SAME_REPETITION = 0.5
"""Share of the shorter of two repetitions that must be common for them to be the same one."""


class Span(Protocol):
    """Anything that lasts from one media time to another."""

    @property
    def start_s(self) -> float:
        """Start [s]."""

    @property
    def end_s(self) -> float:
        """End [s]."""


class RepetitionLike(Span, Protocol):
    """A repetition, true or found."""

    @property
    def side(self) -> str | None:
        """The person's own side."""

    @property
    def hold_s(self) -> float | None:
        """Length of the hold [s]."""


class PhaseLike(Span, Protocol):
    """A phase, true or found."""

    @property
    def phase(self) -> str:
        """Its name."""


class FaultLike(Span, Protocol):
    """A fault, true or found."""

    @property
    def rule(self) -> str:
        """The rule that is broken."""


S = TypeVar("S", bound=Span)
T = TypeVar("T", bound=Span)


def overlap_s(a: Span, b: Span) -> float:
    """Return how long two spans last together [s]; negative is the gap between them."""
    return min(a.end_s, b.end_s) - max(a.start_s, b.start_s)


def pairs(true: Sequence[S], found: Sequence[T], least_share: float) -> list[tuple[int, int]]:
    """Pair true and found spans one to one, the best overlap first, as (index of true, index of found).

    A pair must have `least_share` of the shorter span in common.
    """
    candidates = []
    for i, a in enumerate(true):
        for j, b in enumerate(found):
            common_s = overlap_s(a, b)
            shorter_s = min(a.end_s - a.start_s, b.end_s - b.start_s)
            union_s = max(a.end_s, b.end_s) - min(a.start_s, b.start_s)
            if common_s > 0 and common_s >= least_share * shorter_s:
                candidates.append((common_s / union_s, i, j))
    chosen: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates, key=lambda candidate: (-candidate[0], *candidate[1:])):
        if all(i != used_i and j != used_j for used_i, used_j in chosen):
            chosen.append((i, j))
    return sorted(chosen)


@dataclass(frozen=True, slots=True)
class RepetitionScore:
    """true: how many there were. A side error is a repetition found with another side than the true one."""

    true: int
    missed: int
    invented: int
    side_errors: int
    hold_errors_s: tuple[float, ...]


def score_repetitions(true: Sequence[RepetitionLike], found: Sequence[RepetitionLike]) -> RepetitionScore:
    """Compare repetitions; hold errors are found less true [s], where both have a hold."""
    matched = [(true[i], found[j]) for i, j in pairs(true, found, SAME_REPETITION)]
    return RepetitionScore(
        true=len(true),
        missed=len(true) - len(matched),
        invented=len(found) - len(matched),
        side_errors=sum(a.side != b.side for a, b in matched),
        hold_errors_s=tuple(
            b.hold_s - a.hold_s for a, b in matched if a.hold_s is not None and b.hold_s is not None
        ),
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, invented and missed faults of one rule; one repetition counts once."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Add up two counts."""
        return Counts(self.right + other.right, self.invented + other.invented, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """Share of the found faults that are true; None if none was found."""
        found = self.right + self.invented
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of the true faults that were found; None if there are none."""
        true = self.right + self.missed
        return self.right / true if true else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None if there was nothing to find and nothing found."""
        total = 2 * self.right + self.invented + self.missed
        return 2 * self.right / total if total else None


Cell = tuple[str, int | None]
"""A rule in a repetition, by its index; None: outside of all."""


def score_faults(
    true: Sequence[FaultLike], found: Sequence[FaultLike], repetitions: Sequence[Span]
) -> dict[str, Counts]:
    """Count the faults of each rule by (true) repetition; what lies outside of all counts as one more.

    A true fault is right when a found one of the same rule overlaps it in the same repetition. A found fault is
    invented where it is not right: in the repetition that has most of it, and in each of which it takes up half,
    so that crying without end is not rewarded.
    """
    parts = _true_parts(true, repetitions)
    right = {cell for cell, spans in parts.items() if any(_meets(fault, cell, spans) for fault in found)}
    invented: set[Cell] = set()
    for fault in found:
        wrong = {(fault.rule, index) for index in _filled(fault, repetitions)}
        if not any(_meets(fault, cell, spans) for cell, spans in parts.items()):
            wrong.add((fault.rule, _home(fault, repetitions)))
        invented |= wrong - right
    counts: dict[str, Counts] = {}
    for cell in sorted({*parts, *invented}, key=str):
        one = Counts(int(cell in right), int(cell in invented), int(cell in parts and cell not in right))
        counts[cell[0]] = counts.get(cell[0], Counts()) + one
    return counts


@dataclass(frozen=True, slots=True)
class _Part:
    start_s: float
    end_s: float


def _true_parts(true: Iterable[FaultLike], repetitions: Sequence[Span]) -> dict[Cell, list[_Part]]:
    """Return the true faults cut at the repetitions' ends; what spills over a little is dropped."""
    parts: dict[Cell, list[_Part]] = {}
    for fault in true:
        home = _home(fault, repetitions)
        for index, repetition in enumerate(repetitions):
            if index == home or overlap_s(fault, repetition) > TOLERANCE_S:
                cut = _Part(max(fault.start_s, repetition.start_s), min(fault.end_s, repetition.end_s))
                parts.setdefault((fault.rule, index), []).append(cut)
        if home is None:
            parts.setdefault((fault.rule, None), []).append(_Part(fault.start_s, fault.end_s))
    return parts


def _meets(fault: FaultLike, cell: Cell, spans: Iterable[Span]) -> bool:
    return fault.rule == cell[0] and any(overlap_s(fault, span) > -TOLERANCE_S for span in spans)


def _home(fault: Span, repetitions: Sequence[Span]) -> int | None:
    """Return the repetition that has most of a fault, None if it is apart from all."""
    common_s = [overlap_s(fault, repetition) for repetition in repetitions]
    best = max(range(len(common_s)), key=common_s.__getitem__, default=None)
    return best if best is not None and common_s[best] > -TOLERANCE_S else None


def _filled(fault: Span, repetitions: Sequence[Span]) -> list[int]:
    """Return the repetitions of which a fault takes up at least half."""
    return [
        index
        for index, repetition in enumerate(repetitions)
        if 2 * overlap_s(fault, repetition) >= repetition.end_s - repetition.start_s
    ]


def boundary_errors_s(true: Sequence[PhaseLike], found: Sequence[PhaseLike]) -> tuple[list[float], int]:
    """Return found less true start [s] of every true phase that was found, and how many were not.

    The first phase is left out: it begins with the video, not with a movement.
    """
    errors, missed = [], 0
    by_name_true, by_name_found = _grouped(true), _grouped(found)
    first = min(true, key=lambda phase: phase.start_s, default=None)
    for name, spans in by_name_true.items():
        others = by_name_found.get(name, [])
        matched = dict(pairs(spans, others, least_share=0.0))
        for i, span in enumerate(spans):
            if span is first:
                continue
            if i in matched:
                errors.append(others[matched[i]].start_s - span.start_s)
            else:
                missed += 1
    return errors, missed


def _grouped(phases: Iterable[PhaseLike]) -> Mapping[Hashable, list[PhaseLike]]:
    groups: dict[Hashable, list[PhaseLike]] = {}
    for phase in phases:
        groups.setdefault(phase.phase, []).append(phase)
    return groups


def cue_delays_s(true: Sequence[FaultLike], said: Sequence[tuple[float, str]]) -> dict[str, list[float]]:
    """Return for each rule the times [s] from a true fault's onset to the first word about it.

    said: (media time [s], rule). A word counts while the fault lasts and a little longer: faults of tempo and of
    short holds are known only when they are over.
    """
    delays: dict[str, list[float]] = {}
    for rule, start_s, end_s in _uninterrupted(true):
        times = [t_s for t_s, about in said if about == rule and start_s <= t_s <= end_s + KNOWN_LATE_S]
        if times:
            delays.setdefault(rule, []).append(min(times) - start_s)
    return delays


def _uninterrupted(true: Sequence[FaultLike]) -> list[tuple[str, float, float]]:
    """Return (rule, start, end) of the faults, those that only a phase's end cuts in two joined again."""
    joined: list[tuple[str, float, float]] = []
    for fault in sorted(true, key=lambda fault: (fault.rule, fault.start_s)):
        if joined and joined[-1][0] == fault.rule and fault.start_s - joined[-1][2] <= TOLERANCE_S:
            rule, start_s, end_s = joined.pop()
            joined.append((rule, start_s, max(end_s, fault.end_s)))
        else:
            joined.append((fault.rule, fault.start_s, fault.end_s))
    return joined
