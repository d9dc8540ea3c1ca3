"""A picture of the worst moment of each fault, as data for an <img>."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Collection
from typing import Final

import cv2

from posecoach.capture.frame import Frame
from posecoach.drawing.shapes import Image
from posecoach.report.fault_picture import fault_picture
from posecoach.results.evidence import Evidence, change_at, worst_s

WIDTHS: Final = ((24, 640), (80, 480), (240, 360))
"""The most faults for which stills have this width [px]."""
MOST: Final = 240
"""Pictures in one report; of more faults the gravest come first, the others are shown by the video alone."""
BUDGET_BYTES: Final = 1_800_000
"""For all pictures of a report together, which as text take a third more."""
QUALITIES: Final = (80, 65, 50, 35, 20)
"""Of WebP: the best with which a picture keeps to its share of the budget."""


class Stills:
    """Takes every frame of a recording once and keeps those that show a fault best."""

    def __init__(self, evidence: Evidence) -> None:
        """Look up when each fault is seen best."""
        self._evidence = evidence
        faults = evidence.report.review.faults
        ranks = {"stop": 0, "correct": 1, "info": 2}
        chosen = sorted(range(len(faults)), key=lambda number: ranks[faults[number].severity])[:MOST]
        self._width = next(width for most, width in WIDTHS if len(chosen) <= most)
        self._share_bytes = min(80_000, BUDGET_BYTES // max(1, len(chosen)))
        self._wanted: defaultdict[int, list[int]] = defaultdict(list)
        for number in chosen if len(evidence.poses) else ():
            self._wanted[evidence.index_at(worst_s(evidence, faults[number]))].append(number)
        self.pictures: dict[int, str] = {}

    @property
    def indices(self) -> Collection[int]:
        """The frames that are wanted."""
        return self._wanted.keys()

    @property
    def last_index(self) -> int:
        """The last frame that is wanted, -1 if none is."""
        return max(self._wanted, default=-1)

    def offer(self, index: int, frame: Frame | None) -> None:
        """Look at a frame, whose pixels are only asked for where a fault is; None: there are only landmarks."""
        for number in self._wanted.get(index, ()):
            fault = self._evidence.report.review.faults[number]
            exercise = self._evidence.exercise_at(fault.start_s)
            if exercise is None:
                continue
            change = change_at(self._evidence, exercise, fault, index)
            pixels = None if frame is None else frame.bgr
            picture = fault_picture(pixels, self._evidence.poses[index], exercise, fault, self._width, change)
            data = base64.b64encode(self._packed(picture)).decode()
            self.pictures[number] = f"data:image/webp;base64,{data}"

    def _packed(self, picture: Image) -> bytes:
        data = b""
        for quality in QUALITIES:
            data = cv2.imencode(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, quality])[1].tobytes()
            if len(data) <= self._share_bytes:
                break
        return data
