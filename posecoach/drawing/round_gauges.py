"""The two round gauges beside the image: a ring that fills during a hold, a disc that breathes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.drawing import texts
from posecoach.drawing.colours import BACKGROUND, BLACK, GREEN, PURPLE, QUIET, SKY_BLUE, SURFACE, TEXT, TRACK
from posecoach.drawing.layout import GAUGE
from posecoach.drawing.shapes import arc, disc
from posecoach.drawing.snapshot import Snapshot
from posecoach.drawing.type import REGULAR, SEMIBOLD, line
from posecoach.events import Stage
from posecoach.words.catalogue import ENGLISH, Words

RING_STEPS: Final = 120
"""Parts of the ring's round in which it grows: 3 degrees, too little to be seen as a jump."""
STILL_S: Final = 1.0
"""The usual time to hold still, as the exercise files say (`still_s`)."""
BREATH_STEPS: Final = 200
"""Steps in which the disc grows: a third of a pixel of a 1080p screen."""
RING_RADIUS: Final = 7.4
EMPTY_RADIUS: Final = 4.6
FULL_RADIUS: Final = 8.8
"""Of ring and disc, in units of the canvas."""
WORD_WIDTH: Final = 12.5
"""In units: the longest word of a language stays readable at 3 m so (`layout.READABLE`), and has room in a disc half
full; on a smaller one it reaches beyond, onto the shade of the fullest."""
COVERED: Final = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class HoldGauge:
    """A hold as the ring shows it: whole seconds (None: not shown), and how many of the ring's steps are filled.

    good: whether it may be shown as done when it is full.
    """

    seconds: int | None
    steps: int
    good: bool = True

    @classmethod
    def of(cls, snapshot: Snapshot | None, still_since_s: float | None = None) -> Self | None:
        """Take from a snapshot what the ring shows, None outside of holds; a hold without an aim fills it at once.

        still_since_s: since when the person has been asked to hold still; that ring waits, nearly full, for the coach.
        """
        if snapshot is None:
            return None
        state = snapshot.state
        if state.session.stage is Stage.STILL and still_since_s is not None:
            still = min((state.t_s - still_since_s) / STILL_S, 1.0)
            return cls(None, int(still * (RING_STEPS - 1)))
        if state.movement.hold_s is None or state.session.stage is not Stage.EXERCISE:
            return None
        hold_s, aim_s = state.movement.hold_s, state.movement.hold_aim_s or 0.0
        filled = min(hold_s / aim_s, 1.0) if aim_s > 0 else 1.0
        good = not state.movement.hold_short and not state.faulty
        return cls(int(hold_s), int(filled * RING_STEPS), good)


@dataclass(frozen=True, slots=True)
class BreathGauge:
    """A breath as the disc shows it: the word on it, and how full it is in steps."""

    word: str
    steps: int

    @classmethod
    def of(cls, snapshot: Snapshot | None, words: Words = ENGLISH) -> Self | None:
        """Take from a snapshot what the disc shows, None where breathing is free."""
        if (
            snapshot is None
            or snapshot.state.movement.breath_share is None
            or snapshot.state.session.stage is not Stage.EXERCISE
        ):
            return None
        share = min(max(snapshot.state.movement.breath_share, 0.0), 1.0)
        return cls(
            words(texts.BREATH_SHORT.get(snapshot.state.movement.breath, "")), round(share * BREATH_STEPS)
        )


def draw_ring(picture: NDArray[np.uint8], hold: HoldGauge | None, unit: float) -> None:
    """Draw a ring that fills clockwise from the top; green once the time aimed at is reached, in a good posture.

    In less room than a gauge has it is smaller.
    """
    picture[:] = BACKGROUND
    if hold is None:
        return
    unit = min(unit, min(picture.shape[:2]) / GAUGE)
    centre = (picture.shape[1] / 2, picture.shape[0] / 2)
    filled = GREEN if hold.steps == RING_STEPS and hold.good else SKY_BLUE
    arc(picture, centre, RING_RADIUS * unit, 360.0, TRACK, 2.0 * unit)
    arc(picture, centre, RING_RADIUS * unit, 360.0 * hold.steps / RING_STEPS, filled, 2.0 * unit)
    if hold.seconds is None:
        return
    seconds = line(str(hold.seconds), 6.0 * unit, 9.5 * unit, SEMIBOLD)
    mark = line("s", 2.5 * unit, 4 * unit, REGULAR)
    gap = 0.6 * unit
    x = centre[0] - (seconds.width_px + gap + mark.width_px) / 2
    baseline = centre[1] + 3.0 * unit
    seconds.draw(picture, x, baseline, TEXT)
    mark.draw(picture, x + seconds.width_px + gap, baseline, QUIET)


def draw_pacer(picture: NDArray[np.uint8], breath: BreathGauge | None, unit: float) -> None:
    """Draw a filled disc as large as the lungs should be full, on the shade of the fullest: nothing like the ring."""
    if picture.size == 0:
        return
    picture[:] = BACKGROUND
    if breath is None:
        return
    centre = (picture.shape[1] / 2, picture.shape[0] / 2)
    share = breath.steps / BREATH_STEPS
    radius = (EMPTY_RADIUS + share * (FULL_RADIUS - EMPTY_RADIUS)) * unit
    word = line(breath.word, 3.6 * unit, WORD_WIDTH * unit)
    left, baseline = centre[0] - word.width_px / 2, centre[1] + word.cap_px / 2
    # Dark letters on the disc, light ones beside it: each is drawn whole, and the disc says where which is seen.
    disc(picture, centre, FULL_RADIUS * unit, SURFACE)
    word.draw(picture, left, baseline, TEXT)
    covered, inside = np.zeros_like(picture), np.empty_like(picture)
    disc(covered, centre, radius, COVERED)
    inside[:] = PURPLE
    word.draw(inside, left, baseline, BLACK)
    cv2.multiply(picture, cv2.bitwise_not(covered), dst=picture, scale=1 / 255)
    cv2.add(picture, cv2.multiply(inside, covered, scale=1 / 255), dst=picture)
