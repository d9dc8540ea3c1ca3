"""What is right and what is wrong about one review, given the truth. Pure functions over spans of time [s].

Truth and review have the same shapes (repetitions, phases, faults), so one set of protocols describes both.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

TOLERANCE_S = 0.3
"""How far apart two spans may be and still count as overlapping, and how far a fault may spill over into the
next repetition: the error allowed for phase boundaries, within which a moment belongs to either side."""

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


def score_faults(
    true: Sequence[FaultLike], found: Sequence[FaultLike], repetitions: Sequence[Span]
) -> dict[str, Counts]:
    """Count the faults of each rule by repetition (true ones; what lies outside of all is one more).

    A true fault is found when a found one of the same rule overlaps it in the same repetition. One found that
    lasts over several repetitions counts in each, so that crying without end is not rewarded.
    """
    true_cells, found_cells = _by_repetition(true, repetitions), _by_repetition(found, repetitions)
    counts: dict[str, Counts] = {}
    for cell in sorted({*true_cells, *found_cells}, key=str):
        rule = cell[0]
        there, seen = true_cells.get(cell, []), found_cells.get(cell, [])
        right = any(overlap_s(a, b) > -TOLERANCE_S for a in there for b in seen)
        one = Counts(1, 0, 0) if right else Counts(0, bool(seen), bool(there))
        counts[rule] = counts.get(rule, Counts()) + one
    return counts


def _by_repetition(
    faults: Iterable[FaultLike], repetitions: Sequence[Span]
) -> dict[tuple[str, int | None], list[FaultLike]]:
    cells: dict[tuple[str, int | None], list[FaultLike]] = {}
    for fault in faults:
        for index in _repetitions_of(fault, repetitions):
            cells.setdefault((fault.rule, index), []).append(fault)
    return cells


def _repetitions_of(fault: Span, repetitions: Sequence[Span]) -> list[int | None]:
    """Return the repetitions of a fault: all that it lasts into, and the one that has most of it."""
    common_s = {index: overlap_s(fault, repetition) for index, repetition in enumerate(repetitions)}
    touched = {index: length for index, length in common_s.items() if length >= 0}
    if not touched:
        near = {index: gap for index, gap in common_s.items() if gap > -TOLERANCE_S}
        return [max(near, key=near.__getitem__)] if near else [None]
    most = max(touched, key=touched.__getitem__)
    return [index for index, length in touched.items() if index == most or length > TOLERANCE_S]


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

    said: (media time [s], rule). A word counts while the fault lasts and up to 3 s after: faults of tempo and
    of short holds are known only when they are over.
    """
    delays: dict[str, list[float]] = {}
    for fault in true:
        times = [
            t_s for t_s, rule in said if rule == fault.rule and fault.start_s <= t_s <= fault.end_s + 3.0
        ]
        if times:
            delays.setdefault(fault.rule, []).append(min(times) - fault.start_s)
    return delays
