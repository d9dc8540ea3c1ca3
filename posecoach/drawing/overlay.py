"""What the person sees: the mirrored image, skeleton, numbers, words. Values in, pixels out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.coaching.demonstration import Demonstrations
from posecoach.drawing.colours import BACKGROUND, ORANGE, VERMILION
from posecoach.drawing.cue_band import Message, draw_band, message_for
from posecoach.drawing.demonstration import ShownFigure, draw_figure, draw_steps, exercise_shown
from posecoach.drawing.help import draw_help
from posecoach.drawing.layout import Layout
from posecoach.drawing.limb_targets import draw_corrections, placed
from posecoach.drawing.panel import Numbers, draw_panel, teaches
from posecoach.drawing.round_gauges import BreathGauge, HoldGauge, draw_pacer, draw_ring
from posecoach.drawing.silhouette import Silhouette, Wanted, facing_right, make_silhouette
from posecoach.drawing.skeleton import Marks, Near, back_px, draw_back, draw_skeleton, near_side, on_screen
from posecoach.drawing.snapshot import Snapshot
from posecoach.events import Stage
from posecoach.state import CoachState
from posecoach.words.catalogue import ENGLISH, Words


class Overlay:
    """Draws on a canvas of its own. Panel and band are redrawn only when their content has changed."""

    def __init__(
        self,
        size_wh: tuple[int, int] = (1280, 720),
        words: Words = ENGLISH,
        demonstrations: Demonstrations | None = None,
        *,
        large: bool = False,
        waves: bool = False,
    ) -> None:
        """Make an empty canvas of this size [px], for texts in this language.

        demonstrations: of what may be done. large: words and numbers are larger. waves: whether a wave pauses.
        """
        self._waves = waves
        self._large = large
        self._demonstrations = demonstrations or Demonstrations({})
        self._figure: ShownFigure | None = None
        self._taught = ""
        self._canvas = np.empty((size_wh[1], size_wh[0], 3), np.uint8)
        self._said = words
        self._flipped = np.empty((0, 0, 3), np.uint8)
        self._layout = Layout.of(size_wh, size_wh)
        self._numbers: Numbers | None = None
        self._hold: HoldGauge | None = None
        self._breath: BreathGauge | None = None
        self._message: Message | None = None
        self._still_since_s: float | None = None
        self._near: Near = "both"
        self._to_right = False
        self._wanted: Wanted | None = None
        self._silhouette: Silhouette | None = None
        self._helping = False

    def draw(
        self,
        picture: NDArray[np.uint8],
        snapshot: Snapshot | None,
        *,
        show_help: bool = False,
        hurts: bool = False,
    ) -> NDArray[np.uint8]:
        """Return the canvas with an image, (H, W, 3) uint8 BGR, not mirrored, and what is known.

        hurts: the pain key has been pressed, which the words acknowledge at once. The canvas, (height, width, 3) uint8
        BGR, is borrowed: the next call draws on it.
        """
        taught = self._to_teach(snapshot)
        if (
            picture.shape != self._flipped.shape
            or show_help != self._helping
            or bool(taught) != bool(self._taught)
        ):
            self._begin(picture, show_help, teaching=bool(taught))
            self._taught = ""
        if not show_help:
            self._draw_picture(picture, snapshot)
            self._draw_numbers(snapshot)
            self._draw_demonstration(snapshot, taught)
        self._taught = taught
        message = message_for(snapshot, self._said, hurts=hurts, waves=self._waves)
        if message != self._message:
            draw_band(self._layout.band.of(self._canvas), message, self._layout.unit)
            self._message = message
        return self._canvas

    def _to_teach(self, snapshot: Snapshot | None) -> str:
        """Return the key of the exercise that is shown before it begins, "" for none."""
        key = exercise_shown(snapshot)
        before = snapshot is not None and teaches(snapshot.state)
        return key if before and key in self._demonstrations.exercises else ""

    def _draw_demonstration(self, snapshot: Snapshot | None, taught: str) -> None:
        canvas, layout, unit = self._canvas, self._layout, self._layout.unit
        if taught and taught != self._taught:
            steps = [self._said(step) for step in self._demonstrations.exercises[taught].steps]
            draw_steps(layout.steps.of(canvas), steps, unit)
        shown = ShownFigure.of(snapshot, self._demonstrations, to_right=self._to_right)
        if shown != self._figure:
            of = None if shown is None else self._demonstrations.of(shown.exercise)
            draw_figure(layout.figure.of(canvas), of, shown, unit, self._said)
            self._figure = shown

    def _begin(self, picture: NDArray[np.uint8], show_help: bool, *, teaching: bool) -> None:
        """Lay out the canvas again and clear it; the help takes the place of image and numbers."""
        (height, width), (canvas_h, canvas_w) = picture.shape[:2], self._canvas.shape[:2]
        self._layout = Layout.of((canvas_w, canvas_h), (width, height), teaching=teaching, large=self._large)
        self._flipped = np.empty_like(picture)
        self._helping = show_help
        self._numbers = self._hold = self._breath = self._message = self._wanted = self._figure = None
        self._canvas[:] = BACKGROUND
        if show_help:
            draw_help(self._layout.upper.of(self._canvas), self._layout.unit, self._said, waves=self._waves)

    def _draw_picture(self, picture: NDArray[np.uint8], snapshot: Snapshot | None) -> None:
        box, unit = self._layout.picture, self._layout.unit
        screen = box.of(self._canvas)
        cv2.flip(picture, 1, dst=self._flipped)
        cv2.resize(self._flipped, (box.width, box.height), dst=screen)
        if snapshot is None:
            return
        self._draw_silhouette(screen, snapshot)
        if not snapshot.pose.seen or snapshot.state.session.stage in (Stage.REST, Stage.PAUSED):
            return  # then nothing is judged
        sizes = (picture.shape[1], picture.shape[0]), (box.width, box.height)
        self._near = near_side(snapshot.pose, self._near)
        points = on_screen(snapshot.pose.image_px, *sizes)
        draw_skeleton(screen, points, self._near, _marks(snapshot.state), unit)
        draw_back(screen, on_screen(back_px(snapshot.pose), *sizes), unit)
        draw_corrections(screen, placed(snapshot.state.corrections, *sizes), unit)

    def _draw_silhouette(self, screen: NDArray[np.uint8], snapshot: Snapshot) -> None:
        """Lay the wanted posture over the image until the person has it, or while the set-up needs changing."""
        state = snapshot.state
        there = state.in_position and not snapshot.advice
        if (
            state.session.stage not in (Stage.SETUP, Stage.REST)
            or not state.session.posture
            or (state.session.stage is Stage.SETUP and there)
        ):
            return
        if snapshot.pose.seen:
            self._to_right = facing_right(snapshot.pose, self._to_right)
        wanted = Wanted(state.session.posture, state.view, self._to_right)
        if wanted != self._wanted:
            self._silhouette = make_silhouette(wanted, (screen.shape[1], screen.shape[0]), self._layout.unit)
            self._wanted = wanted
        if self._silhouette is not None:
            self._silhouette.lay_over(screen)

    def _draw_numbers(self, snapshot: Snapshot | None) -> None:
        canvas, layout, unit = self._canvas, self._layout, self._layout.unit
        if (numbers := Numbers.of(snapshot, self._said)) != self._numbers:
            draw_panel(layout.panel.of(canvas), numbers, unit, self._said, waves=self._waves)
            self._numbers = numbers
        if snapshot is None or snapshot.state.session.stage is not Stage.STILL:
            self._still_since_s = None
        elif self._still_since_s is None:
            self._still_since_s = snapshot.state.t_s
        if (hold := HoldGauge.of(snapshot, self._still_since_s)) != self._hold:
            draw_ring(layout.ring.of(canvas), hold, unit)
            self._hold = hold
        if (breath := BreathGauge.of(snapshot, self._said)) != self._breath:
            draw_pacer(layout.pacer.of(canvas), breath, unit)
            self._breath = breath


def _marks(state: CoachState) -> Marks:
    return Marks(state.faulty, VERMILION if state.cue.severity == "stop" else ORANGE)
