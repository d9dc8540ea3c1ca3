"""The only import of MediaPipe: frames in, poses out."""

from __future__ import annotations

import threading
import weakref
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.capture.opencv import cv2
from posecoach.errors import ModelError
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.model import verify
from posecoach.pose.outline import outline_from_mask
from posecoach.pose.pose import Pose
from posecoach.pose.quiet import quiet_stderr

LONGER_SIDE_PX: Final = 640
"""Frames are made this small before inference: the network sees 256x256; masks of large frames are dear."""
WIDTH_STEP_PX: Final = 16
"""A mask whose width is no multiple of 4 aborts the process; 16 also keeps rows aligned in memory."""
_HEIGHTS_PX: Final = (16, 2 * LONGER_SIDE_PX)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A frame as the network wants it, with the media time [s] and the size [px] of the source's frame."""

    image: Any
    t_s: float
    size_wh: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Detected:
    """What the network saw in a frame; holds the person's mask, a picture of floats."""

    result: Any
    t_s: float
    size_wh: tuple[int, int]


class MediaPipeEstimator:
    """MediaPipe's pose landmarker in VIDEO mode, as a PoseEstimator.

    An estimate has three parts, `prepare`, `detect` and `pose`: each may run on a thread of its own, beside the
    others, as long as each sees the frames in their order.

    model: path of a .task bundle. outline: whether poses carry the outline of the back (asks for masks).
    Raises ModelError when the model cannot be used.
    """

    def __init__(self, model: Path, outline: bool = False) -> None:
        self._model = model
        self._outline = outline
        self._last_ms = -1
        self._person_seen = False
        self._busy = threading.Lock()  # closed during an inference, the library ends the process
        self._rgb = self._small = np.empty((0, 0, 3), np.uint8)
        verify(model)
        with quiet_stderr():
            self._mediapipe, self._landmarker = start_landmarker(model, outline)
        # Whoever forgets to close it: the landmarker's own __del__ prints a TypeError when the interpreter ends.
        self._finalizer = weakref.finalize(self, stop_landmarker, self._landmarker)

    def estimate(self, frame: Frame) -> Pose:
        """Return the pose in a frame; frames must come in the order of their media time.

        Raises ModelError when the model turns out to be one that MediaPipe cannot run.
        """
        return self.pose(self.detect(self.prepare(frame)))

    def prepare(self, frame: Frame) -> Prepared:
        """Return what the network looks at; the frame's pixels are not needed any more."""
        image = self._mediapipe.Image(
            image_format=self._mediapipe.ImageFormat.SRGB, data=self._to_rgb(frame.bgr)
        )
        return Prepared(image, frame.t_s, frame.size_wh)

    def detect(self, prepared: Prepared) -> Detected:
        """Run the network, which is all but a twentieth of an estimate's time; in the order of media time."""
        # Whole milliseconds that increase strictly are asked for; rounding may make two frames fall on one.
        self._last_ms = max(self._last_ms + 1, round(prepared.t_s * 1000))
        # The first time that the landmark network runs it writes a warning.
        with self._busy, nullcontext() if self._person_seen else quiet_stderr():
            if not self._finalizer.alive:
                raise ValueError("the estimator is closed")
            try:
                result = self._landmarker.detect_for_video(prepared.image, self._last_ms)
            except (RuntimeError, ValueError) as error:
                raise _unusable(self._model, error) from error
        self._person_seen |= bool(result.pose_landmarks)
        return Detected(result, prepared.t_s, prepared.size_wh)

    def pose(self, detected: Detected) -> Pose:
        """Return the pose in what the network saw."""
        if not detected.result.pose_landmarks:
            return Pose.nobody(detected.t_s)
        return self._pose(detected)

    def close(self) -> None:
        """Free the model after an inference under way; safe to call twice, and from another thread."""
        with self._busy:
            self._finalizer()

    def _pose(self, detected: Detected) -> Pose:
        result, size_wh = detected.result, detected.size_wh
        flat: list[float] = []
        for landmark in result.pose_landmarks[0]:
            flat += (landmark.x, landmark.y, landmark.visibility)
        seen = np.array(flat, np.float32).reshape(LANDMARK_COUNT, 3)
        image_px = seen[:, :2] * np.array(size_wh, np.float32)
        world_m = np.array([(mark.x, mark.y, mark.z) for mark in result.pose_world_landmarks[0]], np.float32)
        outline = None
        if self._outline:
            # The mask is a view into the result: nothing of it outlives this call.
            mask = result.segmentation_masks[0].numpy_view()
            outline = outline_from_mask(mask, image_px, world_m, size_wh)
        return Pose(detected.t_s, image_px, world_m, seen[:, 2].copy(), outline, size_wh)

    def _to_rgb(self, bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the frame as RGB in the size for inference, in a buffer that is used again."""
        height, width = bgr.shape[:2]
        size_wh = inference_size(width, height)
        if self._rgb.shape[:2] != (size_wh[1], size_wh[0]):
            self._rgb = np.empty((size_wh[1], size_wh[0], 3), np.uint8)
            self._small = np.empty_like(self._rgb)
        if size_wh != (width, height):
            cv2.resize(bgr, size_wh, dst=self._small, interpolation=cv2.INTER_AREA)
            bgr = self._small
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


def start_landmarker(model: Path, outline: bool) -> tuple[Any, Any]:
    """Import MediaPipe, which takes 0.3 s, and load the model; return the library and its landmarker.

    Raises ModelError.
    """
    import mediapipe
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        # As bytes, because the library cannot open every path that Python can.
        base_options=BaseOptions(model_asset_buffer=model.read_bytes()),
        running_mode=vision.RunningMode.VIDEO,
        output_segmentation_masks=outline,
    )
    try:
        return mediapipe, vision.PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError) as error:
        raise _unusable(model, error) from error


def stop_landmarker(landmarker: Any) -> None:
    """Free a landmarker; safe to call twice."""
    # Closing fails after a graph that failed, which was raised then, and when the interpreter ends.
    with suppress(RuntimeError):
        landmarker.close()
    landmarker._handle = None  # noqa: SLF001 - else its __del__ tries once more and prints a TypeError


def _unusable(model: Path, error: Exception) -> ModelError:
    reason = (str(error).splitlines() or ["no reason given"])[0].rstrip(": ")
    return ModelError(f"model {model} cannot be used by MediaPipe ({reason}): give another with --model")
