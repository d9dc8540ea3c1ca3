"""What is right and what is wrong about one review of an unruly clip, given its verdict.

What is sure must be found, what is possible may be; everything else that is reported is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from benchmarks.accuracy.scoring import (
    SAME_REPETITION,
    TOLERANCE_S,
    Counts,
    FaultLike,
    RepetitionLike,
    Span,
    overlap_s,
    pairs,
)
from benchmarks.accuracy.unruly.program import Review
from sample_videos.render.unruly.limits import JUDGED
from sample_videos.render.unruly.verdict import Seen, Verdict


class RepetitionCounts(msgspec.Struct, frozen=True):
    """Repetitions that must be found, and what became of them; `untold` are found without their side."""

    sure: int = 0
    missed: int = 0
    invented: int = 0
    wrong_side: int = 0
    untold: int = 0

    def __add__(self, other: RepetitionCounts) -> RepetitionCounts:
        """Add up two counts."""
        return RepetitionCounts(
            *(
                mine + theirs
                for mine, theirs in zip(
                    msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True
                )
            )
        )

    @property
    def wrong(self) -> int:
        """Everything that is wrong."""
        return self.missed + self.invented + self.wrong_side

    @property
    def right_share(self) -> float | None:
        """Found, and not on the wrong side, of all that are sure and all that were invented."""
        total = self.sure + self.invented
        return max(self.sure - self.missed - self.wrong_side, 0) / total if total else None


class ReviewScore(msgspec.Struct, frozen=True):
    """One review: repetitions, and faults by rule.

    strangers: rules that the truth does not know. left_open: missed faults whose rule the review says could not be
    judged, of some moment of the clip.
    """

    repetitions: RepetitionCounts
    right: dict[str, int]
    invented: dict[str, int]
    missed: dict[str, int]
    strangers: tuple[str, ...] = ()
    left_open: int = 0

    @property
    def faults(self) -> Counts:
        """All faults together."""
        return Counts(*(sum(part.values()) for part in (self.right, self.invented, self.missed)))

    @property
    def is_wrong(self) -> bool:
        """Whether anything is wrong."""
        counts, faults = self.repetitions, self.faults
        return bool(counts.missed or counts.invented or counts.wrong_side or faults.invented or faults.missed)


def score(verdict: Verdict, review: Review) -> ReviewScore:
    """Compare a review of the clip's own exercise with the verdict."""
    right, invented, missed = score_faults(verdict, review.faults)
    strangers = {fault.rule for fault in review.faults} - JUDGED[verdict.exercise or ""]
    repetitions = score_repetitions(verdict.repetitions, review.repetitions)
    if verdict.otherwise:
        otherwise = score_repetitions(verdict.otherwise, review.repetitions)
        repetitions = min(repetitions, otherwise, key=lambda counts: counts.wrong)
    left_open = sum(count for rule, count in missed.items() if rule in review.summary.cannot_judge)
    return ReviewScore(repetitions, right, invented, missed, tuple(sorted(strangers)), left_open)


def score_of_another(verdict: Verdict, review: Review) -> ReviewScore:
    """The score of a review that took the clip for something else: all in it is invented, all that is sure missed."""
    rules: dict[str, int] = {}
    for fault in review.faults:
        rules[fault.rule] = rules.get(fault.rule, 0) + 1
    _, _, missed = score_faults(verdict, ())
    sure = sum(repetition.sure for repetition in verdict.repetitions)
    return ReviewScore(RepetitionCounts(sure, sure, len(review.repetitions)), {}, rules, missed)


def score_repetitions(true: Sequence[Seen], found: Sequence[RepetitionLike]) -> RepetitionCounts:
    """Compare repetitions; those that are not sure may be found or not."""
    matched = pairs(true, found, SAME_REPETITION)
    met = {i for i, _ in matched}
    sided = [(true[i].side, found[j].side) for i, j in matched if true[i].side_sure]
    return RepetitionCounts(
        sure=sum(repetition.sure for repetition in true),
        missed=sum(repetition.sure and i not in met for i, repetition in enumerate(true)),
        invented=len(found) - len(matched),
        wrong_side=sum(told is not None and told != side for side, told in sided),
        untold=sum(told is None and side is not None for side, told in sided),
    )


def score_faults(
    verdict: Verdict, found: Iterable[FaultLike]
) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Right, invented and missed faults by rule; a rule counts once in a repetition."""
    known = JUDGED.get(verdict.exercise or "", frozenset())
    told = [fault for fault in found if fault.rule in known]
    sure = {(fault.rule, _home(fault, verdict.repetitions)): fault for fault in verdict.sure}
    met = {cell for cell in sure if any(_is_told(fault, cell, verdict) for fault in told)}
    invented: set[tuple[str, int | None]] = set()
    for fault in told:
        possible = [other for other in verdict.possible if other.rule == fault.rule]
        if not any(overlap_s(fault, other) > -TOLERANCE_S for other in possible):
            invented.add((fault.rule, _home(fault, verdict.repetitions)))
        # Crying without end is not rewarded: a fault that fills a repetition must be possible in that one too.
        for index, repetition in enumerate(verdict.repetitions):
            filled = 2 * overlap_s(fault, repetition) >= repetition.end_s - repetition.start_s
            if filled and not any(_meet_within(fault, other, repetition) for other in possible):
                invented.add((fault.rule, index))
    return _counted(met), _counted(invented), _counted(sure.keys() - met)


def _is_told(fault: FaultLike, cell: tuple[str, int | None], verdict: Verdict) -> bool:
    """Whether a found fault tells that of a rule and a repetition."""
    parts = [other for other in verdict.sure if (other.rule, _home(other, verdict.repetitions)) == cell]
    return fault.rule == cell[0] and any(overlap_s(fault, part) > -TOLERANCE_S for part in parts)


def _meet_within(fault: Span, other: Span, repetition: Span) -> bool:
    """Whether two faults meet in a repetition, or so near to it that it may be this one's."""
    return overlap_s(fault, other) > -TOLERANCE_S and overlap_s(other, repetition) > -TOLERANCE_S


def _home(fault: Span, repetitions: Sequence[Span]) -> int | None:
    """The repetition that has most of a fault, None if it is apart from all."""
    common_s = [overlap_s(fault, repetition) for repetition in repetitions]
    best = max(range(len(common_s)), key=common_s.__getitem__, default=None)
    return best if best is not None and common_s[best] > -TOLERANCE_S else None


def _counted(cells: Iterable[tuple[str, int | None]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for rule, _ in sorted(cells, key=str):
        counts[rule] = counts.get(rule, 0) + 1
    return counts
