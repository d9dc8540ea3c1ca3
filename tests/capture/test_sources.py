"""What every source of frames promises, asked of every one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from posecoach.capture import camera
from posecoach.capture.camera import Camera
from posecoach.capture.frame import Frame, FrameSource, frames
from posecoach.capture.latest_frame import NewestFrames
from posecoach.capture.opencv import cv2
from posecoach.capture.playback import Playback
from posecoach.capture.video import VideoFile
from posecoach.errors import CameraError
from tests.memory import peak_bytes
from tests.videos import evenly, grey_of, write_video

SIZE_WH = (320, 240)
FRAMES = 12
Opener = Callable[[Path], FrameSource]


def file_as_camera(path: Path) -> Camera:
    """Open the real camera class on a file instead of a device; OpenCV offers the same interface for both."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(camera, "_open", lambda device: cv2.VideoCapture(str(path), cv2.CAP_FFMPEG))
        return Camera(0)


def real_camera(path: Path) -> Camera:
    try:
        return Camera(0)
    except CameraError:
        pytest.skip("no camera here")


SOURCES: dict[str, Opener] = {
    "file": VideoFile,
    "playback": Playback,
    "newest of a file": lambda path: NewestFrames(VideoFile(path)),
    "newest of a playback": lambda path: NewestFrames(Playback(path)),
    "camera on a file": file_as_camera,
    "camera": real_camera,
}


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(tmp_path_factory.mktemp("video") / "grey.mp4", evenly(FRAMES, 100.0), SIZE_WH)


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest, video: Path) -> Iterator[FrameSource]:
    with closing(SOURCES[request.param](video)) as opened:
        yield opened


def some_frames(source: FrameSource) -> Iterator[Frame]:
    """Yield up to FRAMES frames; a camera that runs out of a file says so instead of ending."""
    with suppress(CameraError):
        for frame, _ in zip(frames(source), range(FRAMES), strict=False):
            yield frame


def test_every_frame_is_bgr_of_the_stated_size(source: FrameSource) -> None:
    seen = [(frame.bgr.shape, frame.bgr.dtype, frame.bgr.flags.c_contiguous) for frame in some_frames(source)]
    width, height = source.size_wh
    assert set(seen) == {((height, width, 3), np.dtype(np.uint8), True)}


def test_media_time_increases_strictly_from_zero_or_later(source: FrameSource) -> None:
    times_s = [frame.t_s for frame in some_frames(source)]
    assert times_s[0] >= 0
    assert all(before < after for before, after in pairwise(times_s))


def test_index_increases_strictly(source: FrameSource) -> None:
    indices = [frame.index for frame in some_frames(source)]
    assert indices[0] >= 0
    assert all(before < after for before, after in pairwise(indices))


def test_pixels_are_those_of_the_frame_until_the_next_read(video: Path, source: FrameSource) -> None:
    if source.name == "camera 0" and not isinstance(source, Camera):
        pytest.skip("what a real camera sees is not known")
    for frame in some_frames(source):
        shift = 1 if isinstance(source, Camera) else 0  # the camera's first picture only tells its size
        assert abs(float(frame.bgr.mean()) - grey_of(frame.index + shift)) < 3


def test_reading_allocates_no_frame(source: FrameSource) -> None:
    reading = some_frames(source)
    next(reading)
    width, height = source.size_wh
    assert peak_bytes(lambda: [frame.index for frame in reading]) < width * height


def test_after_close_there_are_no_more_frames(source: FrameSource) -> None:
    source.read()
    source.close()
    source.close()
    for _ in range(3):  # a frame that waits in the newest-frame buffer may still come
        last = source.read()
    assert last is None


def test_the_end_is_said_again_and_again(video: Path) -> None:
    for name in ("file", "playback", "newest of a file", "newest of a playback"):
        with closing(SOURCES[name](video)) as source:
            list(frames(source))
            assert source.read() is None, name
            assert source.read() is None, name


def test_files_know_their_length(video: Path) -> None:
    for name in ("file", "playback", "newest of a file"):
        with closing(SOURCES[name](video)) as source:
            assert source.name == str(video)
            assert source.frame_count == FRAMES
            assert source.duration_s == pytest.approx(FRAMES / 100, abs=0.05)
