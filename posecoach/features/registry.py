"""What can be measured, by name: the vocabulary that exercise files choose from."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark
from posecoach.words.names import in_words

Unit = Literal["deg", "trunk lengths", ""]
Measure = Callable[[Body], float]
Sides = Literal["near", "left", "right", "both"]

_OFFSETS: dict[Sides, tuple[int, ...]] = {"left": (0,), "right": (1,), "both": (0, 1)}


@dataclass(frozen=True, slots=True)
class Feature:
    """One measurable quantity.

    label: what a person calls it. unit: "deg", "trunk lengths" (shoulder to hip in the image) or "" for a plain number.
    error: mean absolute error or spread that was measured, in that unit. landmarks: the LEFT_... landmarks that it
    stands on; their joints are painted when a rule on this feature is broken, on the side or sides that it is about.
    outline: whether it needs the back's outline.
    """

    name: str
    label: str
    unit: Unit
    error: float
    meaning: str
    source: str
    landmarks: tuple[Landmark, ...]
    outline: bool
    measure: Measure
    sides: Sides = "near"

    def joints(self, near: int) -> frozenset[int]:
        """Return the landmarks that it stands on. near: 0 if the person's left side is the near one, 1 if the right."""
        offsets = _OFFSETS.get(self.sides, (near,))
        # The nose (0) has no counterpart.
        return frozenset(mark + offset if mark else 0 for mark in self.landmarks for offset in offsets)


FEATURES: dict[str, Feature] = {}


def feature(
    unit: Unit,
    error: float,
    source: str,
    landmarks: tuple[Landmark, ...],
    outline: bool = False,
    sides: Sides = "near",
    label: str = "",
) -> Callable[[Measure], Measure]:
    """Register a function of Body as a feature under its own name; its docstring says what it means.

    Without a label it is called by its name. See `Feature` for the arguments. Raises ValueError for a function without
    a docstring, and for a name that is taken.
    """

    def register(measure: Measure) -> Measure:
        name = measure.__name__
        meaning = (measure.__doc__ or "").strip().partition("\n")[0]
        if not meaning and sys.flags.optimize < 2:  # which takes all docstrings away
            raise ValueError(f"the feature {name!r} has no docstring, which would say what it means")
        if name in FEATURES:
            raise ValueError(f"there is already a feature {name!r}; choose another name")
        FEATURES[name] = Feature(
            name, label or in_words(name), unit, error, meaning, source, landmarks, outline, measure, sides
        )
        return measure

    return register
