"""The benchmark of reading: both readers read the same frames, and a slower reader is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import reading
from benchmarks.__main__ import main
from benchmarks.accuracy.run import SAMPLES


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A video of ten small frames."""
    target = tmp_path / "clip.mp4"
    reading.write_clip(target, min(SAMPLES.glob("cat_cow_clean*.mp4")), "libx264", (160, 120), 10)
    return target


def test_both_readers_read_every_frame(clip: Path) -> None:
    assert (reading.read_ours(clip), reading.read_opencv(clip)) == (10, 10)


def test_readers_that_differ_in_frames_are_not_compared(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_opencv", lambda path: 9)
    with pytest.raises(ValueError, match=r"^H.264, 160x120: {'ours': 10, 'opencv': 9}$"):
        reading.measure(clip, "H.264", (160, 120), 1)


@pytest.mark.slow
def test_a_slower_reader_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "reading.json"
    monkeypatch.setattr(reading, "SIZES_WH", ((160, 120),))
    monkeypatch.setattr(reading, "AT_MOST", 0.0)
    assert main(["reading", "--frames", "20", "--pairs", "2", "--check", "--json", str(target)]) == 1
    assert [(one["codec"], one["frames"]) for one in json.loads(target.read_text())] == [
        ("H.264", 20),
        ("HEVC", 20),
    ]
    assert "times OpenCV's, 0.0 is allowed" in capsys.readouterr().err
