"""The column of numbers beside the picture: exercise, repetitions, side, score; or what comes and when."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from posecoach.drawing import texts
from posecoach.drawing.colours import BACKGROUND, QUIET, SKY_BLUE, TEXT, TRACK
from posecoach.drawing.cue_band import message_for
from posecoach.drawing.shapes import disc, polygon
from posecoach.drawing.snapshot import Snapshot
from posecoach.drawing.type import LINE_PITCH, REGULAR, line, paragraph
from posecoach.events import Side, Stage
from posecoach.state import CoachState
from posecoach.words.catalogue import ENGLISH, Words

BEFORE: Final = frozenset({Stage.SETUP, Stage.STILL, Stage.REST})
"""Stages in which the exercise has not begun: the panel tells what it is."""
MOST_DOTS: Final = 14
"""More steps of a routine than this have no room; the words for it remain."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """All that the panel shows, as it shows it: two equal ones look the same."""

    title: str = ""
    phase: str = ""
    coming: bool = False
    place: str = ""
    step: int = 0
    steps: int = 0
    repetitions: int | None = None
    aim: str = ""
    left_s: int | None = None
    side: Side | None = None
    side_name: str = ""
    score: str = ""

    @classmethod
    def of(cls, snapshot: Snapshot | None, words: Words = ENGLISH) -> Self:
        """Take what the panel shows; the phase only while a cue has taken its place in the band."""
        if snapshot is None:
            return cls()
        state = snapshot.state
        step, steps = state.session.step, state.session.steps
        place = words(texts.STEP, {"step": step, "steps": steps}) if steps > 1 else ""
        following = state.session.stage is Stage.REST
        if state.session.stage in BEFORE:
            return cls(
                title=words(state.session.next_title if following else state.title),
                coming=True,
                place=place,
                step=step,
                steps=steps,
                left_s=_seconds_left(state),
            )
        sided = state.movement.side in texts.SIDES
        return cls(
            title=words(state.title),
            phase=_phase(snapshot, words),
            step=step,
            steps=steps,
            repetitions=state.repetitions if state.exercise else None,
            aim=words(texts.AIM, {"aim": state.repetitions_aim}) if state.repetitions_aim else "",
            side=state.movement.side if sided else None,
            side_name=words(texts.SIDES[state.movement.side]) if state.movement.side in texts.SIDES else "",
            score="" if state.score is None else words(texts.LAST_SCORE, {"score": round(state.score)}),
        )


def _phase(snapshot: Snapshot, words: Words) -> str:
    state = snapshot.state
    return words(state.movement.label) if message_for(snapshot).severity and state.in_position else ""


def _seconds_left(state: CoachState) -> int | None:
    """Return whole seconds, counted down to 1; only a rest has a clock worth a look, the others are over at once."""
    if state.session.stage is not Stage.REST or state.session.left_s is None:
        return None
    return max(math.ceil(state.session.left_s - 1e-6), 0)


def draw_panel(picture: NDArray[np.uint8], numbers: Numbers, unit: float) -> None:
    """Fill a part of the canvas in place; `unit` is one hundredth of the canvas's height [px]."""
    picture[:] = BACKGROUND
    left, right = 3 * unit, picture.shape[1] - 3 * unit
    width = right - left
    if numbers.coming:
        _coming(picture, numbers, left, width, unit)
    else:
        line(numbers.title, 2.8 * unit, width, REGULAR).draw(picture, left, 6.5 * unit, QUIET)
        _phase_name(picture, numbers.phase, left, width, unit)
        if numbers.repetitions is not None:
            _count(picture, numbers, left, 35.5 * unit, unit)
    dots = _dots(picture, numbers, right, 67.2 * unit, unit)
    score = line(numbers.score, 2.8 * unit, width - dots - 2 * unit, REGULAR)
    score.draw(picture, left, 68 * unit, QUIET)


def _coming(picture: NDArray[np.uint8], numbers: Numbers, left: float, width: float, unit: float) -> None:
    """Write what comes and which of how many it is, and the seconds until then."""
    line(numbers.place, 2.8 * unit, width, REGULAR).draw(picture, left, 6.5 * unit, QUIET)
    baseline = 16 * unit
    for row in paragraph(numbers.title, 5 * unit, width):
        row.draw(picture, left, baseline, TEXT)
        baseline += LINE_PITCH * row.cap_px
    if numbers.left_s is not None:
        seconds = line(str(numbers.left_s), 17 * unit, width - 8 * unit)
        mark = line("s", 6 * unit, 8 * unit, REGULAR)
        seconds.draw(picture, left - 0.04 * seconds.cap_px, 54 * unit, SKY_BLUE)
        mark.draw(picture, left + seconds.width_px + unit, 54 * unit, QUIET)


def _phase_name(picture: NDArray[np.uint8], name: str, left: float, width: float, unit: float) -> None:
    """Write the phase in one line, or in two where one would be too small."""
    one = line(name, 4 * unit, width)
    if one.cap_px >= 2.8 * unit or " " not in name:
        one.draw(picture, left, 13.5 * unit, SKY_BLUE)
        return
    for i, row in enumerate(paragraph(name, 2.6 * unit, width)):
        row.draw(picture, left, (11.2 + 4 * i) * unit, SKY_BLUE)


def _count(picture: NDArray[np.uint8], numbers: Numbers, left: float, baseline: float, unit: float) -> None:
    width = picture.shape[1] - 2 * left
    aim = line(numbers.aim, 4.5 * unit, width / 2, REGULAR)
    number = line(str(numbers.repetitions), 17 * unit, width - aim.width_px - 2 * unit)
    number.draw(picture, left - 0.04 * number.cap_px, baseline, TEXT)
    beside = left + number.width_px + 1.5 * unit
    aim.draw(picture, beside, baseline, QUIET)
    if numbers.side is not None:
        _side(picture, numbers, beside + 0.5 * unit, baseline - 12.5 * unit, unit)


def _side(picture: NDArray[np.uint8], numbers: Numbers, left: float, centre_y: float, unit: float) -> None:
    """Draw an arrow to the person's own side (in a mirror it is on the same side) and its name."""
    half, length = 4.5 * unit, 7.5 * unit
    tip, tail = (left, left + length) if numbers.side == "left" else (left + length, left)
    polygon(picture, np.array(((tip, centre_y), (tail, centre_y - half), (tail, centre_y + half))), SKY_BLUE)
    x = left + length + 1.5 * unit
    name = line(numbers.side_name, 4 * unit, picture.shape[1] - unit - x)
    name.draw(picture, x, centre_y + name.cap_px / 2, TEXT)


def _dots(picture: NDArray[np.uint8], numbers: Numbers, right: float, centre_y: float, unit: float) -> float:
    """Draw a dot for every step of the routine, those done filled, this one larger; return their width [px]."""
    if not 1 < numbers.steps <= MOST_DOTS:
        return 0.0
    pitch = 2.6 * unit
    for i in range(numbers.steps):
        centre = (right - unit - (numbers.steps - 1 - i) * pitch, centre_y)
        step = i + 1
        now = step == numbers.step
        disc(picture, centre, (1.25 if now else 0.8) * unit, SKY_BLUE if step <= numbers.step else TRACK)
    return numbers.steps * pitch
