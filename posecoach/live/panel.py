"""The column of numbers beside the picture: exercise, repetitions, hold ring, side, score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.coaching.events import Side
from posecoach.live.band import words_for
from posecoach.live.colours import BACKGROUND, GREEN, QUIET, SKY_BLUE, TEXT, TRACK, Bgr
from posecoach.live.snapshot import Snapshot
from posecoach.live.typeset import REGULAR, SEMIBOLD, line

RING_STEPS: Final = 120
"""Parts of the ring's round in which it grows: 3 degrees, too little to be seen as a jump."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold as the ring shows it: whole seconds, and how many of the ring's steps are filled."""

    seconds: int
    steps: int

    @classmethod
    def of(cls, snapshot: Snapshot | None) -> Self | None:
        """Take from a snapshot what the ring shows, None outside of holds; a hold without an aim fills it at once."""
        if snapshot is None or snapshot.state.hold_s is None:
            return None
        hold_s, aim_s = snapshot.state.hold_s, snapshot.state.hold_aim_s or 0.0
        filled = min(hold_s / aim_s, 1.0) if aim_s > 0 else 1.0
        return cls(int(hold_s), int(filled * RING_STEPS))


@dataclass(frozen=True, slots=True)
class Numbers:
    """All that the panel shows, as it shows it: two equal ones look the same."""

    title: str = ""
    phase: str = ""
    repetitions: int | None = None
    aim: int = 0
    holding: bool = False
    side: Side | None = None
    score: int | None = None

    @classmethod
    def of(cls, snapshot: Snapshot | None) -> Self:
        """Take what the panel shows; the phase only while a cue has taken its place in the band."""
        if snapshot is None:
            return cls()
        state = snapshot.state
        return cls(
            title=state.title,
            phase=state.phase_label if words_for(snapshot).severity and state.in_position else "",
            repetitions=state.repetitions if state.exercise else None,
            aim=state.repetitions_aim,
            holding=state.hold_s is not None,
            side=state.side,
            score=None if state.score is None else round(state.score),
        )


def draw_panel(picture: NDArray[np.uint8], numbers: Numbers, unit: float) -> None:
    """Fill a part of the canvas in place; `unit` is one hundredth of the canvas's height [px]."""
    picture[:] = BACKGROUND
    left, right = 3 * unit, picture.shape[1] - 3 * unit
    width = right - left
    line(numbers.title, 2.8 * unit, width, REGULAR).draw(picture, left, 6.5 * unit, QUIET)
    line(numbers.phase, 4 * unit, width).draw(picture, left, 13.5 * unit, SKY_BLUE)
    if numbers.repetitions is not None:
        _count(picture, numbers, left, 35.5 * unit, unit)
    if numbers.side in ("left", "right"):
        # Beside the ring when there is one.
        x = left + 26 * unit if numbers.holding else left
        _side(picture, numbers.side, x, right - x, unit)
    if numbers.score is not None:
        score = line(f"last score {numbers.score}", 2.8 * unit, width, REGULAR)
        score.draw(picture, left, 68 * unit, QUIET)


def _count(picture: NDArray[np.uint8], numbers: Numbers, left: float, baseline: float, unit: float) -> None:
    width = picture.shape[1] - 2 * left
    aim = line(f"of {numbers.aim}" if numbers.aim else "", 4.5 * unit, width / 2, REGULAR)
    number = line(str(numbers.repetitions), 17 * unit, width - aim.width_px - 2 * unit)
    number.draw(picture, left - 0.04 * number.cap_px, baseline, TEXT)
    aim.draw(picture, left + number.width_px + 1.5 * unit, baseline, QUIET)


def draw_ring(picture: NDArray[np.uint8], hold: Hold | None, unit: float) -> None:
    """Draw a ring that fills clockwise from the top and turns green when the time aimed at is reached."""
    picture[:] = BACKGROUND
    if hold is None:
        return
    centre = (picture.shape[1] / 2, picture.shape[0] / 2)
    _arc(picture, centre, 360.0, TRACK, unit)
    _arc(
        picture,
        centre,
        360.0 * hold.steps / RING_STEPS,
        GREEN if hold.steps == RING_STEPS else SKY_BLUE,
        unit,
    )
    seconds = line(str(hold.seconds), 7.5 * unit, 16 * unit, SEMIBOLD)
    mark = line("s", 3.2 * unit, 5 * unit, REGULAR)
    gap = 0.6 * unit
    x = centre[0] - (seconds.width_px + gap + mark.width_px) / 2
    baseline = centre[1] + 3.75 * unit
    seconds.draw(picture, x, baseline, TEXT)
    mark.draw(picture, x + seconds.width_px + gap, baseline, QUIET)


def _arc(
    picture: NDArray[np.uint8], centre: tuple[float, float], degrees: float, colour: Bgr, unit: float
) -> None:
    if degrees <= 0:
        return
    middle = (round(centre[0] * 16), round(centre[1] * 16))
    radius = round(10 * unit * 16)
    cv2.ellipse(
        picture, middle, (radius, radius), -90, 0, degrees, colour, max(round(2.2 * unit), 1), cv2.LINE_AA, 4
    )


def _side(picture: NDArray[np.uint8], side: Side, left: float, width: float, unit: float) -> None:
    """Draw an arrow to the person's own side (in a mirror it is on the same side) and its name."""
    centre_y, height = 48.5 * unit, 9 * unit
    tip, tail = (left, left + 7.5 * unit) if side == "left" else (left + 7.5 * unit, left)
    corners = np.array(((tip, centre_y), (tail, centre_y - height / 2), (tail, centre_y + height / 2)))
    cv2.fillPoly(picture, [np.round(corners * 16).astype(np.int32)], SKY_BLUE, cv2.LINE_AA, 4)
    line(side, 4 * unit, width).draw(picture, left, 60 * unit, TEXT)
