"""The column of numbers beside the image: exercise, repetitions, side, score; or what comes next and when."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from posecoach.drawing import texts
from posecoach.drawing.colours import BACKGROUND, QUIET, SKY_BLUE, TEXT, TRACK
from posecoach.drawing.cue_band import message_for
from posecoach.drawing.layout import READABLE
from posecoach.drawing.shapes import disc, polygon
from posecoach.drawing.snapshot import Snapshot
from posecoach.drawing.type import LINE_PITCH, REGULAR, TextLine, line, paragraph
from posecoach.events import Side, Stage
from posecoach.state import CoachState
from posecoach.words.catalogue import ENGLISH, Words

BEFORE: Final = frozenset({Stage.SETUP, Stage.STILL, Stage.REST})
"""Stages in which the exercise has not begun."""
MOST_DOTS: Final = 14
"""More steps of a routine than this have no room; the words for it remain."""
HIGH: Final = 30.0
"""A panel that is higher than this [units] has the title in two lines and the score."""
PART: Final = " · "
"""Stands between what two keys do, in every language."""
HARDLY: Final = 0.95
"""Of its size, to which a text is made smaller without anybody's noticing."""


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
        """Take what the panel shows; phase and breath only while other words have their place in the band."""
        if snapshot is None:
            return cls()
        state = snapshot.state
        step, steps = state.session.step, state.session.steps
        place = words(texts.STEP, {"step": step, "steps": steps}) if steps > 1 else ""
        following = state.session.stage is Stage.REST
        if teaches(state):
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


def teaches(state: CoachState) -> bool:
    """Whether the screen shows what the exercise is and how it is done: until the first movement of somebody guided."""
    session = state.session
    awaited = session.stage is Stage.EXERCISE and session.steps > 0 and state.movement.awaited
    return session.stage in BEFORE or awaited


def _phase(snapshot: Snapshot, words: Words) -> str:
    state = snapshot.state
    hidden = snapshot.announced is not None or message_for(snapshot).severity
    if not (hidden and state.in_position):
        return ""
    breath = words(texts.BREATH.get(state.movement.breath, ""))
    return ", ".join(filter(None, (words(state.movement.label), breath)))


def _seconds_left(state: CoachState) -> int | None:
    """Return whole seconds, counted down to 1; only a rest has a clock worth a look, the others are over at once."""
    if state.session.stage is not Stage.REST or state.session.left_s is None:
        return None
    return max(math.ceil(state.session.left_s - 1e-6), 0)


def draw_panel(
    picture: NDArray[np.uint8], numbers: Numbers, unit: float, words: Words = ENGLISH, *, waves: bool = False
) -> None:
    """Fill a part of the canvas in place, a high or a flat one; `unit` is one hundredth of the canvas's height [px].

    waves: whether a wave pauses.
    """
    picture[:] = BACKGROUND
    left, right = 2.5 * unit, picture.shape[1] - 1.5 * unit
    width, high = right - left, picture.shape[0] >= HIGH * unit
    foot = picture.shape[0] - 0.9 * unit
    if numbers.coming:
        _coming(picture, numbers, left, width, unit)
        dots = _dots(picture, numbers, right, foot - 0.8 * unit, unit)
        hint_line(words, width - dots - unit, unit, waves=waves).draw(picture, left, foot, QUIET)
        return
    title = paragraph(numbers.title, 2.8 * unit, width) if high else (line(numbers.title, 2.8 * unit, width),)
    # The dots are about the exercise: beside the count they would be taken for repetitions.
    dots = _dots(picture, numbers, right, 1.8 * unit, unit) if high else 0.0
    baseline = (7.0 if dots else 4.5) * unit
    for row in title:
        row.draw(picture, left, baseline, QUIET)
        baseline += 3.8 * unit
    _phase_name(picture, numbers.phase, left, width, baseline + (1.8 if high else 0.9) * unit, unit)
    count_y = (30.5 if high else 20.0) * unit
    if numbers.repetitions is not None:
        _count(picture, numbers, left, count_y, (10.0 if high else 6.8) * unit, unit)
    if high:
        line(numbers.score, READABLE * unit, width, REGULAR).draw(picture, left, foot, QUIET)


def hint_line(words: Words, width: float, unit: float, *, waves: bool) -> TextLine:
    """Return what the keys do, as much of it as can be read: the key for pain goes last.

    The wave is taught by the voice, and a click shows the help, which names all keys.
    """
    cap = READABLE * unit
    with_wave, usual = words(texts.HELP_HINT_WAVE), words(texts.HELP_HINT)
    pause, _, pain = usual.split(PART)
    for hint in (with_wave if waves else usual, usual, PART.join((pause, pain)), pain):
        found = line(hint, cap, width, REGULAR)
        if found.cap_px >= HARDLY * cap:
            break
    return found


def _coming(picture: NDArray[np.uint8], numbers: Numbers, left: float, width: float, unit: float) -> None:
    """Write what comes and which of how many it is, and the seconds until then at the right."""
    if numbers.left_s is not None:
        seconds = line(str(numbers.left_s), 9 * unit, width / 3)
        mark = line("s", 4 * unit, 5 * unit, REGULAR)
        taken = seconds.width_px + mark.width_px + unit
        seconds.draw(picture, left + width - taken, 12.5 * unit, SKY_BLUE)
        mark.draw(picture, left + width - mark.width_px, 12.5 * unit, QUIET)
        width -= taken + 2 * unit
    line(numbers.place, 2.8 * unit, width, REGULAR).draw(picture, left, 4.2 * unit, QUIET)
    baseline = 9.6 * unit
    for row in paragraph(numbers.title, 3.8 * unit, width):
        row.draw(picture, left, baseline, TEXT)
        baseline += LINE_PITCH * row.cap_px


def _phase_name(
    picture: NDArray[np.uint8], name: str, left: float, width: float, baseline: float, unit: float
) -> None:
    """Write the phase and its breath in one line, or in two where one would be too small."""
    one = line(name, 3.6 * unit, width)
    if one.cap_px >= 2.8 * unit or " " not in name:
        one.draw(picture, left, baseline, SKY_BLUE)
        return
    for i, row in enumerate(paragraph(name, 2.8 * unit, width)):
        row.draw(picture, left, baseline + (3.8 * i - 1.2) * unit, SKY_BLUE)


def _count(
    picture: NDArray[np.uint8], numbers: Numbers, left: float, baseline: float, cap: float, unit: float
) -> None:
    width = picture.shape[1] - 2 * left
    aim = line(numbers.aim, 3.6 * unit, width / 2, REGULAR)
    number = line(str(numbers.repetitions), cap, width - aim.width_px - 2 * unit)
    number.draw(picture, left - 0.04 * number.cap_px, baseline, TEXT)
    beside = left + number.width_px + 1.5 * unit
    aim.draw(picture, beside, baseline, QUIET)
    if numbers.side is not None:
        if picture.shape[0] >= HIGH * unit:
            _side(picture, numbers, beside + 0.5 * unit, baseline - 7.5 * unit, unit)
        else:
            _side(picture, numbers, beside + aim.width_px + 2 * unit, baseline - 2.5 * unit, unit)


def _side(picture: NDArray[np.uint8], numbers: Numbers, left: float, centre_y: float, unit: float) -> None:
    """Draw an arrow to the person's own side (in a mirror it is on the same side) and its name."""
    half, length = 3.0 * unit, 5.0 * unit
    tip, tail = (left, left + length) if numbers.side == "left" else (left + length, left)
    polygon(picture, np.array(((tip, centre_y), (tail, centre_y - half), (tail, centre_y + half))), SKY_BLUE)
    x = left + length + 1.2 * unit
    name = line(numbers.side_name, 3.2 * unit, picture.shape[1] - unit - x)
    name.draw(picture, x, centre_y + name.cap_px / 2, TEXT)


def _dots(picture: NDArray[np.uint8], numbers: Numbers, right: float, centre_y: float, unit: float) -> float:
    """Draw a dot for every step of the routine, those done filled, this one larger; return their width [px]."""
    if not 1 < numbers.steps <= MOST_DOTS:
        return 0.0
    pitch = 2.2 * unit
    for i in range(numbers.steps):
        centre = (right - unit - (numbers.steps - 1 - i) * pitch, centre_y)
        step = i + 1
        now = step == numbers.step
        disc(picture, centre, (1.0 if now else 0.65) * unit, SKY_BLUE if step <= numbers.step else TRACK)
    return numbers.steps * pitch
