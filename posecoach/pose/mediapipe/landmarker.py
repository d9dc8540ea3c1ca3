"""The only import of MediaPipe: its pose landmarker."""

from __future__ import annotations

import ctypes
import importlib.metadata
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import ModelError
from posecoach.pose.mediapipe.model import content
from posecoach.pose.mediapipe.result import Floats
from posecoach.words.phrase import filled

MEDIAPIPE: Final = "0.10.31"
"""What pyproject.toml pins: from 0.10.35 on, usage logs are uploaded (google-ai-edge/mediapipe issue 6291)."""
_STATUSES: Final = (RuntimeError, ValueError, OSError, IndexError)
"""What the library raises for a status (NotImplementedError is a RuntimeError)."""


class Landmarker:
    """A pose landmarker in VIDEO mode. Raises ModelError when the model cannot be used."""

    def __init__(self, model: Path, outline: bool) -> None:
        mediapipe, self._landmarker = start_landmarker(model, outline)
        self._model = model
        self._image = mediapipe.Image
        self._rgb_format = mediapipe.ImageFormat.SRGB

    def image(self, rgb: NDArray[np.uint8]) -> Any:
        """Return a copy of a picture, (H, W, 3), W a multiple of 16, as the network wants it.

        The library ends the process if a mask's width is no multiple of 4.
        """
        return self._image(image_format=self._rgb_format, data=rgb)

    def detect(self, image: Any, t_ms: int) -> Any | None:
        """Run the network; times must increase strictly. Return the library's result; None: nobody was seen.

        Raises ModelError when the model turns out to be one that MediaPipe cannot run.
        """
        try:
            found = self._landmarker.detect_for_video(image, t_ms)
        except _STATUSES as problem:
            raise unusable(self._model, problem) from problem
        return found if found.pose_landmarks else None

    def close(self) -> None:
        """Free the model; safe to call twice."""
        stop_landmarker(self._landmarker)


class PeopleFinder:
    """Finds the people in single frames, two at most. Raises ModelError when the model cannot be used."""

    def __init__(self, model: Path) -> None:
        mediapipe, self._landmarker = start_landmarker(model, outline=False, film=False, people=2)
        self._model = model
        self._image = mediapipe.Image
        self._rgb_format = mediapipe.ImageFormat.SRGB

    def find(self, rgb: NDArray[np.uint8]) -> tuple[Floats, ...]:
        """Return each person in a frame, (H, W, 3), as (33, 2) landmarks in shares of its width and height.

        Raises ModelError when the model cannot be run.
        """
        try:
            found = self._landmarker.detect(self._image(image_format=self._rgb_format, data=rgb))
        except (RuntimeError, ValueError) as error:
            raise unusable(self._model, error) from error
        return tuple(
            np.array([(mark.x, mark.y) for mark in person], np.float32) for person in found.pose_landmarks
        )

    def close(self) -> None:
        """Free the model; safe to call twice."""
        stop_landmarker(self._landmarker)


def start_landmarker(model: Path, outline: bool, *, film: bool = True, people: int = 1) -> tuple[Any, Any]:
    """Import MediaPipe, which takes 0.3 s, and load the model; return the library and its landmarker.

    film: whether the frames follow each other, or are independent. people: how many to look for. Raises
    ModelError, also if the library is another release than the one that was tried and uploads nothing.
    """
    _refuse_others()
    with _silent():
        import mediapipe
        from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        # As bytes, because the library cannot open every path that Python can.
        base_options=BaseOptions(model_asset_buffer=content(model)),
        running_mode=vision.RunningMode.VIDEO if film else vision.RunningMode.IMAGE,
        num_poses=people,
        output_segmentation_masks=outline,
    )
    try:
        return mediapipe, vision.PoseLandmarker.create_from_options(options)
    except _STATUSES as error:
        raise unusable(model, error) from error


def _refuse_others() -> None:
    """Raise ModelError if another MediaPipe is installed, before anything of it runs."""
    version = importlib.metadata.version("mediapipe")
    if version != MEDIAPIPE:
        raise ModelError(
            filled(
                "MediaPipe {version} is installed, and newer ones than {needed} may upload usage logs: run "
                "'pip install mediapipe=={needed}'",
                version=version,
                needed=MEDIAPIPE,
            )
        )


@contextmanager
def _silent() -> Iterator[None]:
    """Prevent the import of sounddevice meanwhile, unless it is already imported.

    MediaPipe does, for microphones. It opens connections to sound servers and leaves their folders behind; where
    ALSA has no configuration it even ends the process. MediaPipe works without.
    """
    name = "sounddevice"
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment] # Python's documented way to have an import fail
    try:
        yield
    finally:
        del sys.modules[name]


def stop_landmarker(landmarker: Any) -> None:
    """Free a landmarker; safe to call twice."""
    # Closing fails after a graph that failed, which was raised then, and when the interpreter ends.
    with suppress(RuntimeError):
        landmarker.close()
    landmarker._handle = None  # noqa: SLF001 - else its __del__ tries once more and prints a TypeError


def give_back() -> None:
    """Have the C library return to the system what the model has freed, 50 MB, where it keeps it otherwise (glibc)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)


def unusable(model: Path, error: Exception) -> ModelError:
    """Return the error to raise for a model that MediaPipe cannot load or run."""
    reason = (str(error).splitlines() or ["no reason given"])[0].rstrip(": ")
    return ModelError(
        filled(
            "model {model} cannot be used by MediaPipe ({reason}): give another with --model",
            model=model,
            reason=reason,
        )
    )
