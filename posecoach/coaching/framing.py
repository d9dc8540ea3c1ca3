"""Which parts of a person lie outside the frame, and whether they are too small in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from posecoach.coaching.phrases import SETUP
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L

SMALL_TRUNK_SHARE: Final = 0.1
"""A trunk shorter than this share of the frame's width leaves the landmarks too coarse."""

OFTEN_SHARE: Final = 0.3
"""A problem in more than this share of a recording's frames is reported."""

BodyParts = Mapping[str, tuple[L, ...]]

PARTS: Final[BodyParts] = {
    "feet": (L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX),
    "hands": (L.LEFT_WRIST,),
    "head": (L.LEFT_EAR,),
}
"""The left-side landmarks of each part; those of the near side are checked."""

WHOLE: Final[BodyParts] = {
    "feet": PARTS["feet"],
    "head": PARTS["head"],
    "body": (L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
}
"""What every exercise needs to see."""


def cut_off(body: Body, parts: BodyParts) -> Iterator[str]:
    """Yield the parts of the body that lie partly outside the frame."""
    left, right, top, bottom = body.edges_px()
    for part, marks in parts.items():
        for mark in marks:
            x, y = body.guessed[mark + body.near]
            # NaN, which is not equal to itself: the pose has no such landmark.
            if x == x and not (left <= x <= right and top <= y <= bottom):
                yield part
                break


def cut_off_code(parts: Iterable[str]) -> str | None:
    """Return the code for parts that are cut off: more than one means that the whole body does not fit."""
    some = list(parts)
    if not some:
        return None
    return some[0] if len(some) == 1 and some[0] in PARTS else "step_back"


def is_small(body: Body) -> bool:
    """Whether the person is so small in the frame that the landmarks are too coarse."""
    return bool(body.size_wh[0]) and body.trunk_px < SMALL_TRUNK_SHARE * body.size_wh[0]


class Framing:
    """Watches how a person is framed, whatever they are about to do, for the result of a recording."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._frames = 0
        self._wrong: Counter[str] = Counter()

    def observe(self, body: Body) -> None:
        """Take in a frame; without a person in it, it says nothing."""
        if not body.seen:
            return
        self._frames += 1
        self._wrong.update(cut_off(body, WHOLE))
        self._wrong["closer"] += is_small(body)

    def advice(self) -> tuple[str, ...]:
        """Return what was wrong for much of the recording: the one thing that matters most."""
        least = OFTEN_SHARE * self._frames
        code = cut_off_code(part for part in WHOLE if self._wrong[part] > least)
        if code is None and self._wrong["closer"] > least:
            code = "closer"
        return () if code is None else (SETUP[code],)
