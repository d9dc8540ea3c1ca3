"""What the person sees: the picture mirrored, skeleton, numbers, words. Values in, pixels out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.coaching.state import CoachState
from posecoach.live.band import Words, draw_band, words_for
from posecoach.live.colours import BACKGROUND, ORANGE, VERMILION
from posecoach.live.help import draw_help
from posecoach.live.layout import Layout, fit
from posecoach.live.panel import Hold, Numbers, draw_panel, draw_ring
from posecoach.live.skeleton import Marks, Near, back_px, draw_back, draw_skeleton, near_side, on_screen
from posecoach.live.snapshot import Snapshot


class Overlay:
    """Draws on a canvas of its own. Panel and band are drawn only when what they show has changed."""

    def __init__(self, size_wh: tuple[int, int] = (1280, 720)) -> None:
        """Make an empty canvas of this size [px]."""
        self.layout = Layout.of_size(size_wh)
        self._canvas = np.full((size_wh[1], size_wh[0], 3), BACKGROUND, np.uint8)
        self._flipped = np.empty((0, 0, 3), np.uint8)
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
        if show_help and not self._helping:
            draw_help(self.layout.picture.of(self._canvas), self.layout.unit)
        elif not show_help:
            self._draw_picture(picture, snapshot)
        self._helping = show_help
        if (numbers := Numbers.of(snapshot)) != self._numbers:
            draw_panel(self.layout.panel.of(self._canvas), numbers, self.layout.unit)
            self._numbers, self._hold = numbers, None
        if (hold := Hold.of(snapshot)) != self._hold:
            draw_ring(self.layout.ring.of(self._canvas), hold, self.layout.unit)
            self._hold = hold
        if (words := words_for(snapshot)) != self._words:
            draw_band(self.layout.band.of(self._canvas), words, self.layout.unit)
            self._words = words
        return self._canvas

    def _draw_picture(self, picture: NDArray[np.uint8], snapshot: Snapshot | None) -> None:
        height, width = picture.shape[:2]
        if self._helping or self._flipped.shape != picture.shape:
            self._flipped = np.empty_like(picture)
            self.layout.picture.of(self._canvas)[:] = BACKGROUND
        cv2.flip(picture, 1, dst=self._flipped)
        box = fit((width, height), self.layout.picture)
        screen = box.of(self._canvas)
        cv2.resize(self._flipped, (box.width, box.height), dst=screen)
        if snapshot is not None and snapshot.pose.seen:
            self._near = near_side(snapshot.pose, self._near)
            sizes = (width, height), (box.width, box.height)
            points = on_screen(snapshot.pose.image_px, *sizes)
            draw_skeleton(screen, points, self._near, _marks(snapshot.state), self.layout.unit)
            draw_back(screen, on_screen(back_px(snapshot.pose), *sizes), self.layout.unit)


def _marks(state: CoachState) -> Marks:
    return Marks(state.faulty, VERMILION if state.cue_severity == "stop" else ORANGE)
