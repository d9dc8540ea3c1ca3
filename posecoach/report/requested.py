"""What a review leaves in its folder, by name, and what of it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

REPORT: Final = "report.html"
RESULT: Final = "review.json"
POSES: Final = "poses.npz"
VIDEO: Final = "annotated.mp4"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted beyond report and JSON. video: the annotated one; exports: names of formats (exports.py)."""

    video: bool = True
    exports: tuple[str, ...] = ()
