"""Draws how an exercise is done: a moving figure, its phase, and the steps in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.coaching.demonstration import Demonstration, Demonstrations, Sketch
from posecoach.drawing import texts
from posecoach.drawing.colours import BACKGROUND, SKY_BLUE, TEXT, TRACK
from posecoach.drawing.layout import READABLE
from posecoach.drawing.shapes import SHIFT, disc, fixed
from posecoach.drawing.snapshot import Snapshot
from posecoach.drawing.type import SEMIBOLD, line, wrapped
from posecoach.events import Stage
from posecoach.features.geometry import Point
from posecoach.words.catalogue import ENGLISH, Words

LIMB: Final = 0.11
"""How thick limbs are drawn, in trunk lengths."""
STEP_AIR: Final = 1.65
"""From baseline to baseline of the steps, in heights of a capital."""


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """What is shown: the exercise, which of its sketches, and whether it faces right. Equal ones look the same."""

    exercise: str
    number: int
    to_right: bool

    @classmethod
    def of(cls, snapshot: Snapshot | None, demonstrations: Demonstrations, *, to_right: bool) -> Self | None:
        """Take it from a snapshot: the next exercise in a rest, else the current one; None if there is none."""
        key = exercise_shown(snapshot)
        shown = demonstrations.of(key) if key else None
        if snapshot is None or shown is None:
            return None
        return cls(key, shown.number_at(snapshot.state.t_s), to_right)


def exercise_shown(snapshot: Snapshot | None) -> str:
    """Return the key of the exercise to show, "" for none."""
    if snapshot is None or snapshot.state.session.stage in (Stage.DONE, Stage.STOPPED):
        return ""
    state = snapshot.state
    return state.session.next_exercise if state.session.stage is Stage.REST else state.exercise


def draw_figure(
    picture: NDArray[np.uint8],
    demonstration: Demonstration | None,
    shown: ShownFigure | None,
    unit: float,
    words: Words = ENGLISH,
) -> None:
    """Fill a part of the canvas in place; the figure is mirrored, as the person's image is.

    If there is enough height, the phase, the side and the breath stand below it.
    """
    picture[:] = BACKGROUND
    if demonstration is None or shown is None:
        return
    sketch = demonstration.sketches[shown.number]
    height, width = picture.shape[:2]
    captioned = height >= 24.0 * unit
    room = height - (6.0 * unit if captioned else 1.5 * unit)
    mirrored = demonstration.view == "front" or not shown.to_right
    _draw_sketch(picture, sketch, demonstration.bounds, room, mirrored=mirrored)
    if captioned:
        said = line(caption(sketch, words), 2.8 * unit, width - 2 * unit, SEMIBOLD)
        said.draw(picture, (width - said.width_px) / 2, height - 1.2 * unit, SKY_BLUE)


def caption(sketch: Sketch, words: Words = ENGLISH) -> str:
    """Return what is done at a moment: the phase, the side, the breath."""
    side = words(texts.SIDES[sketch.side]) if sketch.side in texts.SIDES else ""
    parts = words(sketch.label) if sketch.label else "", side, words(texts.BREATH.get(sketch.breath, ""))
    return ", ".join(filter(None, parts))


def _draw_sketch(
    picture: NDArray[np.uint8],
    sketch: Sketch,
    bounds: tuple[float, float, float],
    room_px: float,
    *,
    mirrored: bool,
) -> None:
    left, right, top = bounds
    width = picture.shape[1]
    scale = min(0.94 * width / (right - left), 0.92 * room_px / (top + LIMB))
    middle, floor = (left + right) / 2.0, room_px - 0.5 * LIMB * scale
    sign = -1.0 if mirrored else 1.0

    def place(point: Point) -> Point:
        return width / 2.0 + sign * (point[0] - middle) * scale, floor - max(point[1], 0.0) * scale

    thick = max(round(LIMB * scale), 2)
    ground = round(floor + thick)
    cv2.line(picture, (0, ground), (width - 1, ground), TRACK, max(thick // 4, 1), cv2.LINE_AA)
    for row in sketch.figure.lines:
        for start, end in pairwise(row):
            cv2.line(picture, fixed(place(start)), fixed(place(end)), TEXT, thick, cv2.LINE_AA, SHIFT)
    for number, (centre, radius) in enumerate(sketch.figure.circles):
        roller = number < len(sketch.figure.circles) - 1  # the head is always the last
        disc(picture, place(centre), radius * scale, SKY_BLUE if roller else TEXT)


def draw_steps(picture: NDArray[np.uint8], steps: Sequence[str], unit: float) -> None:
    """Fill a part of the canvas in place with numbered steps, as large as they fit up to a readable size."""
    picture[:] = BACKGROUND
    height, width = picture.shape[:2]
    cap = (READABLE + 0.3) * unit
    while True:
        indent = 2.2 * cap
        rows = [wrapped(step, cap, width - indent) for step in steps]
        pitch = STEP_AIR * cap
        if sum(len(row) * pitch + 0.5 * cap for row in rows) <= height - cap or cap < unit:
            break
        cap *= 0.95
    y = 0.4 * cap
    for number, row in enumerate(rows, 1):
        line(f"{number}", cap, indent).draw(picture, 0.0, y + pitch, SKY_BLUE)
        for one in row:
            y += pitch
            one.draw(picture, indent, y, TEXT)
        y += 0.5 * cap
