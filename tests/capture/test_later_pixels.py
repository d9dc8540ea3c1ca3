"""Frames of a file are converted when somebody wants to see them: the same pixels, only later, or never."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.capture import upright
from posecoach.capture.frame import Frame, frames
from posecoach.capture.grey import as_grey, grey_cells, grey_samples
from posecoach.capture.resize import Shrinker
from posecoach.capture.video import VideoFile
from posecoach.pose.inference_policy import CHANGED_LEVELS, Inference
from posecoach.review.sources import observe_ahead
from posecoach.testing import FakeEstimator
from posecoach.testing.people import standing
from tests.videos import evenly, turn_quarter, write_video

Make = Callable[[Path], Path]


def scene(index: int, size_wh: tuple[int, int] = (64, 48)) -> NDArray[np.uint8]:
    """A picture with colours and shades, in which something moves."""
    width, height = size_wh
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    picture = np.dstack([40 + 150 * x, 60 + 120 * y, 200 - 120 * x * y]).astype(np.uint8)
    left = (5 * index) % (width - 8)
    picture[height // 3 : height // 2, left : left + 8] = (220, 90, 40)
    return picture


def scenes(count: int, size_wh: tuple[int, int] = (64, 48)) -> list[NDArray[np.uint8]]:
    return [scene(index, size_wh) for index in range(count)]


def plain_film(folder: Path) -> Path:
    return write_video(folder / "plain.mp4", evenly(8), pictures=scenes(8))


def turned_film(folder: Path) -> Path:
    return turn_quarter(plain_film(folder))


def film_of_two_sizes(folder: Path) -> Path:
    both = b"".join(
        write_video(
            folder / f"{width}.ts", evenly(4), (width, 48), pictures=scenes(4, (width, 48))
        ).read_bytes()
        for width in (64, 96)
    )
    path = folder / "both.ts"
    path.write_bytes(both)
    return path


def film_without_luma(folder: Path) -> Path:
    return write_video(folder / "rgb.mkv", evenly(8), codec="ffv1", pixels="bgr0", pictures=scenes(8))


@pytest.mark.parametrize("make", [plain_film, turned_film, film_of_two_sizes])
def test_pixels_that_are_asked_for_later_are_those_of_now(make: Make, tmp_path: Path) -> None:
    path = make(tmp_path)
    with closing(VideoFile(path)) as video:
        now = [frame.bgr.copy() for frame in frames(video)]
    with closing(VideoFile(path)) as video:
        waiting = list(frames(video))
    assert all(frame.waits for frame in waiting)
    assert all(np.array_equal(frame.bgr, pixels) for frame, pixels in zip(waiting, now, strict=True))


def test_pixels_are_converted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    converted = counting(monkeypatch)
    with closing(VideoFile(plain_film(tmp_path))) as video:
        frame = next(frames(video))
        assert frame.bgr is frame.bgr
    assert len(converted) == 1


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with every frame that is converted."""
    converted: list[int] = []
    convert = upright.Decoded.bgr

    def counted(decoded: upright.Decoded) -> NDArray[np.uint8]:
        converted.append(decoded.frame.pts or 0)
        return convert(decoded)

    monkeypatch.setattr(upright.Decoded, "bgr", counted)
    return converted


def rich_film(folder: Path, codec: str, pixels: str, size_wh: tuple[int, int] = (640, 368)) -> Path:
    return write_video(
        folder / "film.mp4", evenly(3), size_wh, codec=codec, pixels=pixels, pictures=scenes(3, size_wh)
    )


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("codec", "pixels"), [("libx264", "yuv420p"), ("mjpeg", "yuvj422p"), ("libx264", "yuv420p10le")]
)
def test_a_small_picture_shows_what_the_whole_frame_made_smaller_shows(
    codec: str, pixels: str, turned: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rich_film(tmp_path, codec, pixels)
    with closing(VideoFile(turn_quarter(path) if turned else path)) as video:
        waiting = list(frames(video))
    converted = counting(monkeypatch)
    small = [small_of(frame, turned) for frame in waiting]
    assert converted == []
    for frame, picture in zip(waiting, small, strict=True):
        expected = small_of(array_of(frame), turned)
        assert np.abs(picture.astype(int) - expected).mean() < 1.5
        assert np.percentile(np.abs(picture.astype(int) - expected), 99) <= 8


def small_of(frame: Frame, turned: bool) -> NDArray[np.uint8]:
    out = np.empty((320, 184, 3) if turned else (184, 320, 3), np.uint8)
    Shrinker().shrink_frame(frame, out)
    return out


@pytest.mark.parametrize("make", [film_of_two_sizes, film_without_luma])
def test_what_must_be_converted_whole_is_made_smaller_afterwards(make: Make, tmp_path: Path) -> None:
    with closing(VideoFile(make(tmp_path))) as video:
        last = list(frames(video))[-1]
        out, expected = np.empty((24, 32, 3), np.uint8), np.empty((24, 32, 3), np.uint8)
        Shrinker().shrink_frame(last, out)
        Shrinker().shrink(last.bgr, expected)
    assert np.array_equal(out, expected)


@pytest.mark.parametrize(("inference", "share"), [("full", 1), (10.0, 3), ("auto", 3)])
def test_frames_that_nobody_looks_at_are_never_converted(
    inference: Inference, share: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_video(tmp_path / "film.mp4", evenly(60), pictures=scenes(60))
    converted = counting(monkeypatch)
    looked = watched_by_somebody_who_stands(path, inference)
    assert len(converted) == len(looked)
    assert len(looked) <= 60 / share + 8  # some more, as the pictures change all the time


class Looking(FakeEstimator):
    """Takes the pixels of every frame that it is given."""

    def prepare(self, frame: Frame) -> Frame:
        assert frame.bgr.any()
        return super().prepare(frame)


def watched_by_somebody_who_stands(path: Path, inference: Inference) -> list[float]:
    """Return the media times of the frames that a review looks at."""
    estimator = Looking(lambda frame: standing(frame.t_s))
    with closing(VideoFile(path)) as video, observe_ahead(video, estimator, inference) as moments:
        return [moment.pose.t_s for moment in moments]


def test_frames_whose_light_is_not_known_are_looked_at_just_the_same(tmp_path: Path) -> None:
    of_colours = watched_by_somebody_who_stands(film_without_luma(tmp_path), "auto")
    of_light = watched_by_somebody_who_stands(plain_film(tmp_path), "auto")
    assert of_colours == of_light


@pytest.mark.parametrize(
    ("codec", "pixels"),
    [("libx264", "yuv420p"), ("mjpeg", "yuvj420p"), ("ffv1", "yuv420p10le"), ("ffv1", "yuv444p")],
)
def test_grey_of_the_luma_moves_as_grey_of_the_colours_does(codec: str, pixels: str, tmp_path: Path) -> None:
    count, size_wh = 4, (320, 240)
    path = write_video(
        tmp_path / "film.mkv",
        evenly(count),
        size_wh,
        codec=codec,
        pixels=pixels,
        pictures=scenes(count, size_wh),
    )
    with closing(VideoFile(path)) as video:
        of_luma, of_colours = zip(
            *((grey_cells(one), grey_cells(array_of(one))) for one in frames(video)), strict=True
        )
    assert apart(of_luma[0], of_colours[0]) <= CHANGED_LEVELS / 2
    for before, after in ((0, 1), (1, 3)):
        moved = np.abs(of_luma[before].astype(int) - of_luma[after])
        assert moved.max() > 2 * CHANGED_LEVELS
        assert apart(moved, np.abs(of_colours[before].astype(int) - of_colours[after])) <= CHANGED_LEVELS / 3


def array_of(frame: Frame) -> Frame:
    """Return a frame as a camera gives it: colours alone."""
    return Frame(frame.bgr.copy(), frame.t_s, frame.index)


def apart(one: NDArray[np.int_] | NDArray[np.uint8], other: NDArray[np.int_] | NDArray[np.uint8]) -> int:
    return int(np.abs(one.astype(int) - other).max())


def test_samples_are_one_pixel_in_so_many() -> None:
    picture = scene(0)
    assert np.array_equal(grey_samples(Frame(picture, 0.0, 0), 4), picture[::4, ::4, 1])


def test_black_and_white_of_limited_range_are_black_and_white() -> None:
    frame = av.VideoFrame.from_ndarray(
        np.repeat([10, 16, 235, 245], 96 * 16).reshape(96, 64).astype(np.uint8), "yuv420p"
    )
    luma = upright.luma_of(frame)
    assert luma is not None
    assert [int(value) for value in np.unique(as_grey(luma, luma.levels))] == [0, 255]
