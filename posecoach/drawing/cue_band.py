"""The band of words under the image: the cue, or what is going on, readable from three metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.phrases import SETUP
from posecoach.drawing import texts
from posecoach.drawing.colours import BACKGROUND, BLACK, FAULT, QUIET, SURFACE, TEXT, Bgr
from posecoach.drawing.layout import CUE_CAP_HEIGHT
from posecoach.drawing.shapes import draw_sign, rounded
from posecoach.drawing.snapshot import Snapshot
from posecoach.drawing.type import DESCENT, LINE_PITCH, REGULAR, TextLine, line, paragraph
from posecoach.events import Stage
from posecoach.exercises.declaration import Severity
from posecoach.postures.table import POSTURES
from posecoach.state import SessionPlace
from posecoach.words.catalogue import ENGLISH, Words

OF_TWO: Final = 0.325
"""Height of the capitals of two lines, in heights of the band."""
UPRIGHT: Final = 6.5
"""In a band less wide than this many of its heights a remark stands below the text, else to its right."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the band says: a text, a quieter remark to its right, and how serious it is (None: no cue)."""

    text: str
    remark: str = ""
    severity: Severity | None = None


def message_for(
    snapshot: Snapshot | None, words: Words = ENGLISH, *, hurts: bool = False, waves: bool = False
) -> Message:
    """Return what the band says: the cue while it is being read, else a notice, set-up advice, or the phase.

    hurts: the person has just pressed the pain key; that comes before everything else. waves: whether a wave
    ends a pause.
    """
    if hurts or (snapshot is not None and snapshot.state.session.stage is Stage.STOPPED):
        return Message(words(texts.HURTS), severity="stop")
    if snapshot is None:
        return Message(words(texts.GETTING_READY))
    state = snapshot.state
    if state.session.stage is Stage.PAUSED:
        return _paused(state.session, words, waves=waves)
    if state.cue.text and state.t_s < state.cue.until_s:
        return Message(words(state.cue.text), severity=state.cue.severity)
    if snapshot.notice:
        return Message(words(snapshot.notice), severity="info")
    return _guidance(snapshot, words)


def _guidance(snapshot: Snapshot, words: Words) -> Message:
    """Return what to do now, when there is no cue."""
    state = snapshot.state
    match state.session.stage:
        case Stage.DONE:
            return Message(words(texts.DONE))
        case Stage.REST if snapshot.announced is not None:
            return Message(words(snapshot.announced.text, snapshot.announced.values))
        case Stage.REST:
            following = state.session.next_title
            return Message(words(texts.NEXT, {"title": following}) if following else words(texts.REST))
        case Stage.STILL:
            return Message(words(texts.HOLD_STILL))
        case Stage.SETUP:
            return Message(words(_setting_up(snapshot)))
    return _exercising(snapshot, words)


def _exercising(snapshot: Snapshot, words: Words) -> Message:
    """Return what was announced while it is read, else what hinders, or the phase under way."""
    state = snapshot.state
    if snapshot.announced is not None and state.session.stage is Stage.EXERCISE:
        return Message(words(snapshot.announced.text, snapshot.announced.values))
    if not (state.person and state.in_position):
        waiting = texts.TAKE_POSITION if state.person else texts.CANNOT_SEE
        return Message(words(snapshot.advice or waiting))
    if state.movement.awaited or not (state.movement.label or state.repetitions):
        return Message(words(texts.BEGIN))
    if not state.movement.label:
        return Message(words(texts.GO_ON))
    return Message(words(state.movement.label), remark=words(texts.BREATH.get(state.movement.breath, "")))


def _paused(session: SessionPlace, words: Words, *, waves: bool) -> Message:
    """Return what is said in a pause; a requested one says how it ends."""
    if session.no_picture:
        return Message(words(SETUP[session.no_picture]))
    if session.away:
        return Message(words(texts.AWAY))
    return Message(words(texts.PAUSED), remark=words(texts.PAUSE_KEYS_WAVE if waves else texts.PAUSE_KEYS))


def _setting_up(snapshot: Snapshot) -> str:
    """Return the set-up advice, or else how to get into the posture, in as few words as a glance takes in."""
    state, posture = snapshot.state, POSTURES.get(snapshot.state.session.posture)
    spoken = posture is not None and snapshot.advice in posture.get_into.values()
    if snapshot.advice and not spoken:
        return snapshot.advice
    if state.in_position:
        return texts.HOLD_STILL
    short = {} if posture is None else posture.at_a_glance
    return short.get(state.view, texts.TAKE_POSITION)


def draw_band(picture: NDArray[np.uint8], message: Message, unit: float) -> None:
    """Fill a part of the canvas in place; `unit` is one hundredth of the canvas's height [px]."""
    picture[:] = BACKGROUND
    fill, ink = _colours(message.severity)
    height, width = picture.shape[:2]
    rounded(picture, fill, radius=round(3 * unit))
    pad, left = round(3 * unit), round(3 * unit)
    if message.severity in ("correct", "stop"):
        sign_radius = round(5.5 * unit)
        draw_sign(picture, (left + sign_radius, height // 2), sign_radius, message.severity, fill, ink)
        left += 2 * sign_radius + pad
    right = width - pad
    cap = 100 * unit * CUE_CAP_HEIGHT
    if message.remark and width < UPRIGHT * height:
        # Beside the text it would be too small to read.
        remark = line(message.remark, 0.75 * cap, right - left, REGULAR)
        remark.draw(picture, left, height - pad, QUIET)
        height -= round(remark.cap_px + pad)
    elif message.remark:
        remark = line(message.remark, 0.75 * cap, (right - left) / 2, REGULAR)
        remark.draw(picture, right - remark.width_px, (height + cap) / 2, QUIET)
        right -= remark.width_px + pad
    lines = _rows_of(message.text, cap, right - left, height)
    cap = lines[0].cap_px
    # One line stands in the middle by its capitals; two fill the band, so that the descenders count a little.
    block = cap if len(lines) == 1 else (1 + LINE_PITCH + DESCENT / 2) * cap
    baseline = (height - block) / 2 + cap
    for row in lines:
        row.draw(picture, left, baseline, ink)
        baseline += LINE_PITCH * cap


def _rows_of(text: str, cap: float, width: float, height: float) -> tuple[TextLine, ...]:
    """Return a text in one line or two, whichever is larger; two have to share the height."""
    one = line(text, cap, width)
    two = paragraph(text, min(cap, OF_TWO * height), width)
    return (one,) if one.cap_px >= two[0].cap_px else two


def _colours(severity: Severity | None) -> tuple[Bgr, Bgr]:
    """Return fill and ink: black on vermilion is 5.4:1, more on the others (WCAG 2.2: 3:1 in large type)."""
    if severity is None:
        return SURFACE, TEXT
    return FAULT[severity], BLACK
