"""The loops that are compared: ours, a bare one around MediaPipe, and that of a typical tutorial.

Each is an iterator that works on one frame per step and starts the video over at its end; all ask the network for
the same outputs.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import EndlessSource, Frame
from posecoach.capture.opencv import cv2
from posecoach.capture.video import VideoFile
from posecoach.pipeline import CoachLike
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.landmarker import start_landmarker, stop_landmarker
from posecoach.pose.mediapipe.silence import quiet_stderr
from posecoach.pose.pose import Pose
from posecoach.review.sources import observe_ahead

SEAM_S: Final = 1 / 30
"""Media time between the last frame of one pass over the video and the first of the next."""

BARE_LONGER_SIDE_PX: Final = 640
"""The bare loop shrinks larger frames to this, as anyone who has seen the cost of a large mask would."""

_TALKATIVE_FRAMES: Final = 10  # MediaPipe warns when its networks run for the first time

# Two shoulders, elbows, hips and knees, as (a, joint, b) in BlazePose's numbering.
_TUTORIAL_ANGLES: Final = (
    (13, 11, 23), (14, 12, 24), (11, 13, 15), (12, 14, 16), (11, 23, 25), (12, 24, 26), (23, 25, 27), (24, 26, 28),
)  # fmt: skip


class EndlessVideo(EndlessSource):
    """A video file that starts over at its end, with media time going on; a FrameSource."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = VideoFile(path)
        self._offset_s = 0.0
        self._last_s = -SEAM_S
        self._index = -1

    @property
    def name(self) -> str:
        """Path of the file."""
        return self._file.name

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px]."""
        return self._file.size_wh

    def read(self) -> Frame | None:
        """Return the next frame."""
        frame = self._file.read()
        if frame is None:
            self._file.close()
            self._file = VideoFile(self._path)
            self._offset_s = self._last_s + SEAM_S
            frame = self._file.read()
            assert frame is not None  # noqa: S101 - VideoFile has read it already
        self._index += 1
        self._last_s = frame.t_s + self._offset_s
        return Frame(frame.bgr, self._last_s, self._index)

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._file.close()


class TimedSteps:
    """The steps of a coach, and how long each of them took [s]."""

    def __init__(self, coach: CoachLike) -> None:
        """Take the coach to time."""
        self._coach = coach
        self.step_s: list[float] = []

    def __call__(self, pose: Pose) -> None:
        """Have the coach take in a pose."""
        start_s = time.perf_counter()
        self._coach.step(pose)
        self.step_s.append(time.perf_counter() - start_s)


def review_loop(path: Path, model: Path, step: Callable[[Pose], object], *, outline: bool) -> Iterator[None]:
    """Work as `posecoach review` does: reading, network and judging side by side."""
    with (
        closing(EndlessVideo(path)) as source,
        closing(MediaPipeEstimator(model, outline=outline)) as estimator,
        observe_ahead(source, estimator) as moments,
    ):
        for moment in moments:
            step(moment.pose)
            yield


def bare_loop(path: Path, model: Path, *, outline: bool) -> Iterator[None]:
    """Read, resize, convert, detect, one after the other, and nothing else."""
    with quiet_stderr():
        mediapipe, landmarker = start_landmarker(model, outline)
    try:
        for index, frame in enumerate(_pictures(path)):
            height, width = frame.shape[:2]
            scale = BARE_LONGER_SIDE_PX / max(width, height)
            size_wh = (round(width * scale / 16) * 16, round(height * scale))
            small = frame if scale >= 1 else cv2.resize(frame, size_wh)
            rgb = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            with quiet_stderr() if index < _TALKATIVE_FRAMES else nullcontext():
                landmarker.detect_for_video(image, index * 33)
            yield
    finally:
        stop_landmarker(landmarker)


def tutorial_loop(
    path: Path, model: Path, scratch: Path, *, outline: bool, draw_mask: bool = False
) -> Iterator[None]:
    """Do what tutorials do: the full frame, a landmark list, a numpy angle for each joint, draw, encode.

    Put together from MediaPipe's own example for the pose landmarker and the findPosition() and calculate_angle()
    that go round. draw_mask: grey out the background, as the example in MediaPipe's documentation does.
    scratch: a folder for the video that it writes. Frames whose width is not a multiple of 16 are resized, because
    a mask of another width ends the process.
    """
    with quiet_stderr():
        mediapipe, landmarker = start_landmarker(model, outline)
    connections = mediapipe.tasks.vision.PoseLandmarksConnections.POSE_LANDMARKS
    writer: cv2.VideoWriter | None = None
    try:
        for index, picture in enumerate(_pictures(path)):
            height, width = picture.shape[:2]
            frame = cv2.resize(picture, (width // 16 * 16, height)) if width % 16 else picture
            if writer is None:
                writer = cv2.VideoWriter(
                    str(scratch / f"tutorial_{draw_mask}.mp4"),
                    cv2.VideoWriter.fourcc(*"mp4v"),
                    30,
                    frame.shape[1::-1],
                )
            rgb = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            with quiet_stderr() if index < _TALKATIVE_FRAMES else nullcontext():
                result = landmarker.detect_for_video(image, index * 33)
            annotated = np.copy(rgb)
            for landmarks in result.pose_landmarks:
                _draw_landmarks(annotated, landmarks, connections)
                _write_angles(annotated, _landmark_list(landmarks, annotated.shape))
            if draw_mask and result.segmentation_masks:
                annotated = _greyed(annotated, result.segmentation_masks[0].numpy_view())
            writer.write(cv2.cvtColor(annotated, cv2.COLOR_RGB2BGR))
            yield
    finally:
        stop_landmarker(landmarker)
        if writer is not None:
            writer.release()


def _pictures(path: Path) -> Iterator[NDArray[Any]]:
    """Yield the pictures of a video again and again, each in a new array."""
    while True:
        capture = cv2.VideoCapture(str(path))
        while True:
            ok, picture = capture.read()
            if not ok:
                break
            yield picture
        capture.release()


def _draw_landmarks(picture: NDArray[Any], landmarks: Any, connections: Any) -> None:
    """Draw as MediaPipe's own drawing_utils does, which its example uses: lines, and two circles for each landmark."""
    height, width = picture.shape[:2]
    places: dict[int, tuple[int, int]] = {}
    for index, landmark in enumerate(landmarks):
        if landmark.visibility < 0.5 or not (0 <= landmark.x <= 1 and 0 <= landmark.y <= 1):
            continue
        x_px = min(math.floor(landmark.x * width), width - 1)
        y_px = min(math.floor(landmark.y * height), height - 1)
        places[index] = (x_px, y_px)
    for connection in connections:
        if connection.start in places and connection.end in places:
            cv2.line(picture, places[connection.start], places[connection.end], (224, 224, 224), 2)
    for place in places.values():
        cv2.circle(picture, place, 3, (224, 224, 224), 2)
        cv2.circle(picture, place, 2, (0, 138, 255), 2)


def _landmark_list(landmarks: Any, shape: tuple[int, ...]) -> list[list[float]]:
    height, width = shape[:2]
    return [[index, int(mark.x * width), int(mark.y * height)] for index, mark in enumerate(landmarks)]


def _write_angles(picture: NDArray[Any], landmarks: list[list[float]]) -> None:
    """Write the angle of each joint beside it, calculated with numpy."""
    for first, middle, last in _TUTORIAL_ANGLES:
        a, b, c = (np.array(landmarks[index][1:]) for index in (first, middle, last))
        radians = np.arctan2(c[1] - b[1], c[0] - b[0]) - np.arctan2(a[1] - b[1], a[0] - b[0])
        angle = np.abs(radians * 180.0 / np.pi)
        if angle > 180.0:
            angle = 360.0 - angle
        place = tuple(b.astype(int).tolist())
        cv2.putText(
            picture, f"{angle:.1f}", place, cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 255), 2, cv2.LINE_AA
        )


def _greyed(picture: NDArray[Any], mask: NDArray[Any]) -> NDArray[Any]:
    background = np.zeros(picture.shape, np.uint8)
    background[:] = (192, 192, 192)
    return np.where(np.stack((mask[..., 0],) * 3, axis=-1) > 0.1, picture, background)
