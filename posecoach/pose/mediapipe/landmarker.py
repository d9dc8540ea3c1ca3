"""The only import of MediaPipe: its pose landmarker, called through the C functions of its library.

The library's own `detect_for_video` hands every call to another thread and back, makes an object of every landmark and
copies the mask: 0.7 of 12 ms, during which the network idles. Here the same functions are called directly and their
results are read where they lie. The names and structures are those of exactly the release that is pinned; a test
compares the two ways bit by bit.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import ModelError
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.mediapipe.model import content
from posecoach.pose.mediapipe.result import Floats
from posecoach.words.phrase import filled

MEDIAPIPE: Final = "0.10.31"
"""What pyproject.toml pins: from 0.10.35 on, usage logs are uploaded (google-ai-edge/mediapipe issue 6291)."""
_STATUSES: Final = (RuntimeError, ValueError, OSError, IndexError)
"""What the library raises for a status (NotImplementedError is a RuntimeError)."""


class Found:
    """What the library returned for a frame with a person; freed when no longer referenced."""

    __slots__ = ("__weakref__", "result")

    def __init__(self, result: Any, free: Callable[[Any], None]) -> None:
        self.result = result
        weakref.finalize(self, free, ctypes.byref(result))


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the network saw: one person.

    image: (33, 3) x and y as shares of the width and height, and visibility. world_m: (33, 3) [m]. mask: (H, W) how
    surely a pixel is the person, or None; it is the library's own memory, which `found` keeps.
    """

    image: Floats
    world_m: Floats
    mask: Floats | None
    found: Found


class Landmarker:
    """A pose landmarker in VIDEO mode. Raises ModelError when the model cannot be used."""

    def __init__(self, model: Path, outline: bool) -> None:
        mediapipe, self._landmarker = start_landmarker(model, outline)
        from mediapipe.tasks.python.components.containers import landmark_c
        from mediapipe.tasks.python.core import mediapipe_c_bindings, mediapipe_c_utils
        from mediapipe.tasks.python.vision import pose_landmarker

        self._model = model
        self._image = mediapipe.Image
        self._rgb_format = mediapipe.ImageFormat.SRGB
        self._library = mediapipe_c_bindings.load_raw_library()
        self._raise_for = mediapipe_c_utils.handle_status
        self._result = pose_landmarker.PoseLandmarkerResultC
        layout = landmark_c.NormalizedLandmarkC  # the same as that of a world landmark
        self._floats = LANDMARK_COUNT * ctypes.sizeof(layout) // 4
        self._columns = [layout.x.offset // 4, layout.y.offset // 4, layout.visibility.offset // 4]
        self._world_columns = [layout.x.offset // 4, layout.y.offset // 4, layout.z.offset // 4]

    def image(self, rgb: NDArray[np.uint8]) -> Any:
        """Return a copy of a picture, (H, W, 3), W a multiple of 16, as the network wants it."""
        return self._image(image_format=self._rgb_format, data=rgb)

    def detect(self, image: Any, t_ms: int) -> Found | None:
        """Run the network; times must increase strictly. None: nobody was seen.

        Reading the result is left to `read`, which another thread may call while this one goes on.

        Raises ModelError when the model turns out to be one that MediaPipe cannot run.
        """
        result = self._result()
        error = ctypes.c_char_p()
        status = self._library.MpPoseLandmarkerDetectForVideo(
            self._landmarker._handle,  # noqa: SLF001 - see the module's first lines
            image._image_ptr,  # noqa: SLF001
            None,
            t_ms,
            ctypes.byref(result),
            ctypes.byref(error),
        )
        self._check(status, error)
        if not result.pose_landmarks_count:
            self._library.MpPoseLandmarkerCloseResult(ctypes.byref(result))
            return None
        return Found(result, self._library.MpPoseLandmarkerCloseResult)

    def read(self, found: Found) -> Sighting:
        """Return what was found as arrays."""
        result = found.result
        marks = self._matrix(result.pose_landmarks[0])[:, self._columns]
        world_m = self._matrix(result.pose_world_landmarks[0])[:, self._world_columns]
        mask = self._mask(result.segmentation_masks[0]) if result.segmentation_masks_count else None
        return Sighting(marks, world_m, mask, found)

    def close(self) -> None:
        """Free the model; safe to call twice."""
        stop_landmarker(self._landmarker)

    def _matrix(self, landmarks: Any) -> Floats:
        """Return a view of landmarks as a row of floats each."""
        address = ctypes.addressof(landmarks.landmarks.contents)
        floats = (ctypes.c_float * self._floats).from_address(address)
        return np.frombuffer(memoryview(floats), np.float32).reshape(LANDMARK_COUNT, -1)

    def _mask(self, image: Any) -> Floats:
        """Return a view of a mask. The library ends the process if its width is no multiple of 4."""
        library, pixels, error = self._library, ctypes.POINTER(ctypes.c_float)(), ctypes.c_char_p()
        self._check(library.MpImageDataFloat32(image, ctypes.byref(pixels), ctypes.byref(error)), error)
        height, width = library.MpImageGetHeight(image), library.MpImageGetWidth(image)
        floats = (ctypes.c_float * (height * width)).from_address(ctypes.addressof(pixels.contents))
        return np.frombuffer(memoryview(floats), np.float32).reshape(height, width)

    def _check(self, status: int, error: Any) -> None:
        if not status:
            return
        try:
            self._raise_for(status, error)
        except _STATUSES as problem:
            raise unusable(self._model, problem) from problem
        finally:
            if error.value is not None:
                self._library.MpErrorFree(error)


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
