"""What is right about the review of one beginning. Pure functions over spans of time [s]."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from benchmarks.accuracy.scoring import SAME_REPETITION, overlap_s, pairs
from benchmarks.beginnings.bending import Span
from benchmarks.beginnings.drawing import Beginning

OF_A_REPETITION: Final = 0.5
"""Share of a found repetition that must lie in what was cut or given up for it to be that."""


class Found(msgspec.Struct, frozen=True):
    """A repetition that the program found. lacks: whether it said that something was wrong with it or missing."""

    start_s: float
    end_s: float
    side: str | None
    lacks: bool


class BeginningScore(msgspec.Struct, frozen=True):
    """Repetitions of one beginning: how many there are, and how many were missed, invented and of another side."""

    true: int = 0
    missed: int = 0
    invented: int = 0
    wrong_side: int = 0

    @property
    def is_wrong(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.missed or self.invented or self.wrong_side)

    def __add__(self, other: BeginningScore) -> BeginningScore:
        """Return both together."""
        return BeginningScore(
            self.true + other.true,
            self.missed + other.missed,
            self.invented + other.invented,
            self.wrong_side + other.wrong_side,
        )

    @property
    def right_share(self) -> float:
        """The share found with the right side, of the true and the invented ones."""
        whole = self.true + self.invented
        return (self.true - self.missed - self.wrong_side) / whole if whole else 1.0


def score(beginning: Beginning, found: Sequence[Found]) -> BeginningScore:
    """Compare what was found with what is right about a beginning."""
    in_earnest = [one for one in found if not _is_try(beginning, one)]
    found = [*in_earnest, *(one for one in found if one not in in_earnest)]
    matched = pairs(beginning.repetitions, in_earnest, SAME_REPETITION)
    paired = {i for i, _ in matched}
    rest = [i for i in range(len(beginning.repetitions)) if i not in paired]
    tried = pairs([beginning.repetitions[i] for i in rest], found[len(in_earnest) :], SAME_REPETITION)
    matched += [(rest[i], len(in_earnest) + j) for i, j in tried]
    left = [one for j, one in enumerate(found) if j not in {j for _, j in matched}]
    return BeginningScore(
        true=len(beginning.repetitions),
        missed=len(beginning.repetitions) - len(matched),
        invented=sum(not _may_count(beginning, one) for one in left),
        wrong_side=sum(beginning.repetitions[i].side != found[j].side for i, j in matched),
    )


def _may_count(beginning: Beginning, one: Found) -> bool:
    """Tell whether a repetition beyond the true ones may be counted: one that is cut, or a try with what it lacks."""
    return _lies_in(beginning.cut, one) or _is_try(beginning, one)


def _is_try(beginning: Beginning, one: Found) -> bool:
    return one.lacks and _lies_in(beginning.tries, one)


def _lies_in(spans: Sequence[Span], one: Found) -> bool:
    least_s = OF_A_REPETITION * (one.end_s - one.start_s)
    return any(overlap_s(span, one) >= least_s for span in spans)
