"""What the person sees: the picture mirrored, skeleton, numbers, words. Values in, pixels out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.coaching.state import CoachState
from posecoach.live.band import Words, draw_band, words_for
from posecoach.live.colours import BACKGROUND, ORANGE, VERMILION
from posecoach.live.help import draw_help
from posecoach.live.layout import Layout
from posecoach.live.panel import Hold, Numbers, draw_panel, draw_ring
from posecoach.live.skeleton import Marks, Near, back_px, draw_back, draw_skeleton, near_side, on_screen
from posecoach.live.snapshot import Snapshot


class Overlay:
    """Draws on a canvas of its own. Panel and band are drawn only when what they show has changed."""

    def __init__(self, size_wh: tuple[int, int] = (1280, 720)) -> None:
        """Make an empty canvas of this size [px]."""
        self._canvas = np.empty((size_wh[1], size_wh[0], 3), np.uint8)
        self._flipped = np.empty((0, 0, 3), np.uint8)
        self._layout = Layout.of(size_wh, size_wh)
        self._numbers: Numbers | None = None
        self._hold: Hold | None = None
        self._words: Words | None = None
        self._near: Near = "both"
        self._helping = False

    def draw(
        self, picture: NDArray[np.uint8], snapshot: Snapshot | None, *, show_help: bool = False
    ) -> NDArray[np.uint8]:
        """Return the canvas with a picture, (H, W, 3) uint8 BGR, not mirrored, and what is known.

        The canvas, (height, width, 3) uint8 BGR, is borrowed: the next call draws on it.
        """
        if picture.shape != self._flipped.shape or show_help != self._helping:
            self._begin(picture, show_help)
        if not show_help:
            self._draw_picture(picture, snapshot)
            self._draw_numbers(snapshot)
        if (words := words_for(snapshot)) != self._words:
            draw_band(self._layout.band.of(self._canvas), words, self._layout.unit)
            self._words = words
        return self._canvas

    def _begin(self, picture: NDArray[np.uint8], show_help: bool) -> None:
        """Lay out the canvas anew and empty it; the help takes the place of picture and numbers."""
        (height, width), (canvas_h, canvas_w) = picture.shape[:2], self._canvas.shape[:2]
        self._layout = Layout.of((canvas_w, canvas_h), (width, height))
        self._flipped = np.empty_like(picture)
        self._helping = show_help
        self._numbers = self._hold = self._words = None
        self._canvas[:] = BACKGROUND
        if show_help:
            draw_help(self._layout.upper.of(self._canvas), self._layout.unit)

    def _draw_picture(self, picture: NDArray[np.uint8], snapshot: Snapshot | None) -> None:
        box, unit = self._layout.picture, self._layout.unit
        screen = box.of(self._canvas)
        cv2.flip(picture, 1, dst=self._flipped)
        cv2.resize(self._flipped, (box.width, box.height), dst=screen)
        if snapshot is None or not snapshot.pose.seen:
            return
        sizes = (picture.shape[1], picture.shape[0]), (box.width, box.height)
        self._near = near_side(snapshot.pose, self._near)
        points = on_screen(snapshot.pose.image_px, *sizes)
        draw_skeleton(screen, points, self._near, _marks(snapshot.state), unit)
        draw_back(screen, on_screen(back_px(snapshot.pose), *sizes), unit)

    def _draw_numbers(self, snapshot: Snapshot | None) -> None:
        if (numbers := Numbers.of(snapshot)) != self._numbers:
            draw_panel(self._layout.panel.of(self._canvas), numbers, self._layout.unit)
            self._numbers, self._hold = numbers, None
        if (hold := Hold.of(snapshot)) != self._hold:
            draw_ring(self._layout.ring.of(self._canvas), hold, self._layout.unit)
            self._hold = hold


def _marks(state: CoachState) -> Marks:
    return Marks(state.faulty, VERMILION if state.cue_severity == "stop" else ORANGE)
