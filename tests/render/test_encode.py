"""Video files: time stamps, rotation, and the same bytes for the same frames."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from sample_videos.render.encode import encode


def moving_square(count: int, size_wh: tuple[int, int] = (64, 48)) -> list[np.ndarray]:
    frames = []
    for i in range(count):
        frame = np.full((size_wh[1], size_wh[0], 3), 60, np.uint8)
        frame[10:20, i % 40 : i % 40 + 10] = (200, 120, 40)
        frames.append(frame)
    return frames


def read(path: Path) -> tuple[list[float], list[av.VideoFrame]]:
    with av.open(str(path)) as file:
        frames = list(file.decode(video=0))
    return [float(frame.time) for frame in frames], frames


def test_frames_come_back_at_a_constant_rate(tmp_path: Path) -> None:
    size = encode(tmp_path / "a.mp4", moving_square(24), [i / 24 for i in range(24)])
    times, frames = read(tmp_path / "a.mp4")
    assert size == (tmp_path / "a.mp4").stat().st_size
    np.testing.assert_allclose(times, np.arange(24) / 24, atol=1e-4)
    pixel = frames[5].to_ndarray(format="rgb24")[15, 10].astype(int)
    np.testing.assert_allclose(pixel, [200, 120, 40], atol=20)


def test_variable_time_stamps_are_kept(tmp_path: Path) -> None:
    meant = np.cumsum([0, 0.02, 0.055, 0.031, 0.09, 0.04])
    encode(tmp_path / "v.mp4", moving_square(6), meant.tolist())
    times, _ = read(tmp_path / "v.mp4")
    np.testing.assert_allclose(times, meant, atol=1e-4)


def test_rotation_is_metadata_only(tmp_path: Path) -> None:
    encode(tmp_path / "r.mp4", moving_square(3), [0, 0.1, 0.2], rotation_deg=90)
    _, frames = read(tmp_path / "r.mp4")
    assert (frames[0].width, frames[0].height) == (64, 48)
    assert frames[0].rotation % 360 == 90


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        encode(tmp_path / f"{name}.mp4", moving_square(10), [i / 24 for i in range(10)])
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_no_date_is_written(tmp_path: Path) -> None:
    encode(tmp_path / "a.mp4", moving_square(2), [0, 0.1])
    with av.open(str(tmp_path / "a.mp4")) as file:
        assert "creation_time" not in file.metadata | file.streams.video[0].metadata


@pytest.mark.parametrize("times", [[0.0, 0.1, 0.1], [0.0, 0.2, 0.1], []])
def test_time_stamps_must_increase(tmp_path: Path, times: list[float]) -> None:
    path = tmp_path / "a.mp4"
    with pytest.raises(ValueError, match="each later than the one before"):
        encode(path, moving_square(len(times)), times)
    assert not path.exists()


@pytest.mark.parametrize("frames", [2, 4])
def test_every_frame_needs_a_time_stamp(tmp_path: Path, frames: int) -> None:
    with pytest.raises(ValueError, match="zip"):
        encode(tmp_path / "a.mp4", moving_square(frames), [0.0, 0.1, 0.2])
    assert list(tmp_path.iterdir()) == []


def test_a_clip_that_is_interrupted_leaves_the_earlier_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    encode(path, moving_square(3), [0.0, 0.1, 0.2])
    before = path.read_bytes()

    def interrupted() -> Iterator[np.ndarray]:
        yield moving_square(1)[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encode(path, interrupted(), [0.0, 0.1, 0.2])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
