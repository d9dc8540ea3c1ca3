"""What was shown in a clip, and what `auto` took it for, wherever the clip comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from benchmarks.accuracy.clip import ClipResult
from benchmarks.accuracy.unruly.clip import ClipScore
from benchmarks.real.scoring import Result

SAMPLES: Final = "sample videos"
UNRULY: Final = "unruly people"
REAL: Final = "real people"
SOURCES: Final = (SAMPLES, UNRULY, REAL)

_NAME: Final = re.compile(r"(?:negative_|lib_)?(?P<movement>.+?)(?:_[a-z])?")
"""A clip's name: what it is among, the movement, and which one of several."""


class Taken(msgspec.Struct, frozen=True):
    """One clip and what it was taken for.

    shown: the exercise done in it, or the name of another movement. sought: whether `auto` is to recognise it, as it is
    neither another movement nor coached by name alone. right: whether it was recognised, or left alone, as it ought.
    """

    source: str
    shown: str
    sought: bool
    told: str | None
    right: bool


def of_samples(results: Sequence[ClipResult]) -> list[Taken]:
    """Return what the sample videos were taken for."""
    return [
        Taken(
            SAMPLES,
            one.exercise or _movement(one.clip),
            bool(one.exercise and one.there and not one.by_name),
            one.recognised,
            one.rightly_recognised,
        )
        for one in results
    ]


def of_unruly(scores: Sequence[ClipScore]) -> list[Taken]:
    """Return what clips of unruly people were taken for. Right is also to recognise nothing where nobody could."""
    return [
        Taken(UNRULY, one.exercise or one.kind, not one.left_alone, one.recognised, one.recognised_rightly)
        for one in scores
    ]


def of_real(results: Sequence[Result]) -> list[Taken]:
    """Return what recordings of real people were taken for."""
    return [
        Taken(
            REAL,
            one.expected.exercise or _movement(one.name),
            one.sought,
            one.auto.exercise,
            one.taken_rightly,
        )
        for one in results
    ]


def _movement(name: str) -> str:
    found = _NAME.fullmatch(name)
    return found["movement"] if found else name
