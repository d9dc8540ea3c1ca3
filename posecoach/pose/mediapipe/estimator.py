"""MediaPipe as an estimator: frames in, poses out."""

from __future__ import annotations

import threading
import weakref
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.capture.opencv import cv2
from posecoach.capture.resize import Shrinker
from posecoach.pose.cut import CutWatch
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.mediapipe.landmarker import Landmarker, give_back
from posecoach.pose.mediapipe.model import try_out, verify
from posecoach.pose.mediapipe.silence import quiet_stderr
from posecoach.pose.pose import Pose

LONGER_SIDE_PX: Final = 640
"""Frames are shrunk to this before inference: the network sees 256x256; masks of large frames are expensive."""
WIDTH_STEP_PX: Final = 16
"""A mask whose width is no multiple of 4 aborts the process; 16 also keeps rows aligned in memory."""
_HEIGHTS_PX: Final = (16, 2 * LONGER_SIDE_PX)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A frame in the network's format, with the media time [s] and the size [px] of the source's frame.

    cut: whether it begins another film than the frame before.
    """

    image: Any
    t_s: float
    size_wh: tuple[int, int]
    cut: bool


@dataclass(frozen=True, slots=True)
class Detected:
    """What the network saw in a frame, None = nobody; holds the person's mask, an image of floats."""

    found: Any | None
    t_s: float
    size_wh: tuple[int, int]


class MediaPipeEstimator:
    """MediaPipe's pose landmarker in VIDEO mode, as a StagedEstimator; a context manager.

    An estimate has three parts, `prepare`, `detect` and `pose`: each may run on a thread of its own, beside the
    others, as long as each sees the frames in their order.

    Where a film is cut it looks anew: nobody is where the one before was.

    model: path of a .task bundle. outline: whether poses carry the outline of the back (asks for masks).
    Raises ModelError when the model cannot be used.
    """

    def __init__(self, model: Path, outline: bool = False) -> None:
        self._path, self._outline = model, outline
        self._last_ms = -1
        self._person_seen = False
        self._busy = threading.Lock()  # closed during an inference, the library ends the process
        self._rgb = self._small = np.empty((0, 0, 3), np.uint8)
        self._shrinker = Shrinker()
        self._cuts = CutWatch()
        self.model = ModelInfo(model.name, verify(model, loads_next=True))
        try_out(model, self.model.sha256)
        with quiet_stderr():
            self._landmarker = Landmarker(model, outline)
        # If a caller forgets to close it, the library's own __del__ prints a TypeError when the interpreter ends.
        self._finalizer = weakref.finalize(self, self._landmarker.close)

    def look_anew(self) -> None:
        """Forget whom it follows and where: the next frame is searched as a whole. This takes about 0.1 s.

        The network follows a person by where the joints were a frame ago. Once it is wrong, after a person turns round
        at one go, it may stay wrong as long as it believes it sees a body there.
        """
        with self._busy:
            self._renew()

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose in a frame; frames must come in the order of their media time.

        Raises ModelError when the model turns out to be one that MediaPipe cannot run.
        """
        return self.pose(self.detect(self.prepare(frame)))

    def prepare(self, frame: Frame) -> Prepared:
        """Return the network's input; the frame's pixels are no longer needed."""
        rgb = self._to_rgb(frame)
        return Prepared(self._landmarker.image(rgb), frame.t_s, frame.size_wh, self._cuts.is_cut(rgb))

    def detect(self, prepared: Prepared) -> Detected:
        """Run the network, which is all but a twentieth of an estimate's time; in the order of media time."""
        # It requires strictly increasing whole milliseconds; rounding may put two frames on the same one.
        self._last_ms = max(self._last_ms + 1, round(prepared.t_s * 1000))
        with self._busy:
            if not self._finalizer.alive:
                raise ValueError("the estimator is closed")
            if prepared.cut and self._person_seen:
                self._renew()
            # The first time that the landmark network runs it writes a warning.
            with nullcontext() if self._person_seen else quiet_stderr():
                found = self._landmarker.detect(prepared.image, self._last_ms)
        self._person_seen |= found is not None
        return Detected(found, prepared.t_s, prepared.size_wh)

    def pose(self, detected: Detected) -> Pose:
        """Return the pose from the network's output."""
        if detected.found is None:
            return Pose.nobody(detected.t_s)
        return Pose.from_mediapipe(detected.found, detected.t_s, detected.size_wh)

    def close(self) -> None:
        """Free the model after any inference in progress; safe to call twice, and from another thread."""
        with self._busy:
            self._finalizer()
        give_back()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _renew(self) -> None:
        self._finalizer()
        with quiet_stderr():
            self._landmarker = Landmarker(self._path, self._outline)
        self._finalizer = weakref.finalize(self, self._landmarker.close)
        self._person_seen = False

    def _to_rgb(self, frame: Frame) -> NDArray[np.uint8]:
        """Return a frame as RGB in the size for inference, in a buffer that is reused."""
        size_wh = inference_size(*frame.size_wh)
        if self._rgb.shape[:2] != (size_wh[1], size_wh[0]):
            self._rgb = np.empty((size_wh[1], size_wh[0], 3), np.uint8)
            self._small = np.empty_like(self._rgb)
        bgr = self._small
        if size_wh == frame.size_wh:
            bgr = frame.bgr
        else:
            self._shrinker.shrink_frame(frame, bgr)
        cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB, dst=self._rgb)
        return self._rgb


def inference_size(width: int, height: int) -> tuple[int, int]:
    """Return the width and height [px] in which a frame is given to the model.

    The longer side becomes at most 640 px, the width a multiple of 16, and the height keeps the aspect ratio.
    """
    wanted = width * min(1.0, LONGER_SIDE_PX / max(width, height))
    new_width = max(WIDTH_STEP_PX, WIDTH_STEP_PX * int(wanted / WIDTH_STEP_PX))
    low, high = _HEIGHTS_PX
    return new_width, min(high, max(low, round(new_width * height / width)))
