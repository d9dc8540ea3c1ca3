"""The band of words under the picture: the cue, or what is going on, readable from three metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.coaching.events import Severity
from posecoach.live.colours import BACKGROUND, BLACK, FAULT, QUIET, SURFACE, TEXT, Bgr
from posecoach.live.layout import CUE_CAP_HEIGHT
from posecoach.live.snapshot import Snapshot
from posecoach.live.typeset import DESCENT, LINE_PITCH, REGULAR, line, paragraph

BREATH: Final = {"in": "breathe in", "out": "breathe out"}
"""Words for how to breathe in a phase; where the exercise leaves it free, nothing is said."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the band says: a text, a quieter remark at its right, and how serious it is (None: no cue)."""

    text: str
    remark: str = ""
    severity: Severity | None = None


def words_for(snapshot: Snapshot | None) -> Words:
    """Return what the band has to say: the cue while it is being read, else a notice, what hinders, or the phase."""
    if snapshot is None:
        return Words("Getting ready")
    state = snapshot.state
    if state.cue and state.t_s < state.cue_until_s:
        return Words(state.cue, severity=state.cue_severity)
    if snapshot.notice:
        return Words(snapshot.notice, severity="info")
    if not (state.person and state.in_position):
        waiting = "Take the starting position" if state.person else "I can't see you"
        return Words(snapshot.advice or waiting)
    return Words(state.phase_label, remark=BREATH.get(state.breath, ""))


def draw_band(picture: NDArray[np.uint8], words: Words, unit: float) -> None:
    """Fill a part of the canvas in place; `unit` is one hundredth of the canvas's height [px]."""
    picture[:] = BACKGROUND
    fill, ink = _colours(words.severity)
    height, width = picture.shape[:2]
    _rounded(picture, fill, radius=round(3 * unit))
    pad, left = round(4 * unit), round(4 * unit)
    if words.severity in ("correct", "stop"):
        sign_radius = round(6 * unit)
        _sign(picture, (left + sign_radius, height // 2), sign_radius, words.severity, fill, ink)
        left += 2 * sign_radius + pad
    right = width - pad
    cap = 100 * unit * CUE_CAP_HEIGHT
    if words.remark:
        remark = line(words.remark, 0.75 * cap, (right - left) / 2, REGULAR)
        remark.draw(picture, right - remark.width_px, (height + cap) / 2, QUIET)
        right -= remark.width_px + pad
    lines = paragraph(words.text, cap, right - left)
    cap = lines[0].cap_px
    # One line stands in the middle by its capitals; two fill the band, so that the descenders count a little.
    block = cap if len(lines) == 1 else (1 + LINE_PITCH + DESCENT / 2) * cap
    baseline = (height - block) / 2 + cap
    for row in lines:
        row.draw(picture, left, baseline, ink)
        baseline += LINE_PITCH * cap


def _colours(severity: Severity | None) -> tuple[Bgr, Bgr]:
    """Return fill and ink: black on vermilion is 5.4:1, more on the others (WCAG 2.2: 3:1 in large type)."""
    if severity is None:
        return SURFACE, TEXT
    return FAULT[severity], BLACK


def _rounded(picture: NDArray[np.uint8], fill: Bgr, radius: int) -> None:
    height, width = picture.shape[:2]
    cv2.rectangle(picture, (radius, 0), (width - 1 - radius, height - 1), fill, cv2.FILLED)
    cv2.rectangle(picture, (0, radius), (width - 1, height - 1 - radius), fill, cv2.FILLED)
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(picture, (x, y), radius, fill, cv2.FILLED, cv2.LINE_AA)


def _sign(
    picture: NDArray[np.uint8], centre: tuple[int, int], radius: int, severity: Severity, fill: Bgr, ink: Bgr
) -> None:
    """Draw a triangle for a correction, an octagon for a stop, each with an exclamation mark."""
    corners, start = (8, np.pi / 8) if severity == "stop" else (3, -np.pi / 2)
    angles = start + np.arange(corners) * 2 * np.pi / corners
    x, y = centre
    if severity == "correct":
        y += radius // 5  # a triangle's middle is lower than that of the circle round it
    outline = np.stack((x + radius * np.cos(angles), y + radius * np.sin(angles)), axis=1)
    cv2.fillPoly(picture, [np.round(outline * 16).astype(np.int32)], ink, cv2.LINE_AA, 4)
    mark = line("!", 0.75 * radius, 2 * radius)
    mark.draw(picture, x - mark.width_px / 2, y + 0.375 * radius, fill)
