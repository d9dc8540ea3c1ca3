"""The whole accuracy benchmark on one sample video, so that it does not rot."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from benchmarks.__main__ import main
from benchmarks.accuracy.run import SAMPLES, clips_with_truth
from benchmarks.accuracy.summary import Accuracy

CLIP = "cat_cow_clean_a"


def accuracy(path: Path) -> Accuracy:
    return msgspec.json.decode(path.read_bytes(), type=Accuracy)


@pytest.mark.slow
def test_accuracy_of_one_clip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    arguments = ["accuracy", "--only", CLIP, "--workers", "1", "--cache", str(tmp_path / "poses")]
    assert main([*arguments, "--json", str(first)]) == 0
    figures = accuracy(first).splits["tune"]
    assert (figures.clips, list(figures.exercises)) == (1, ["cat_cow"])
    assert figures.person_found == 1.0
    assert figures.repetitions.true == 2
    assert figures.angles["knee_flexion_deg"]["side"].n == figures.frames
    assert "cat_cow: spine_rounded" in capsys.readouterr().out
    assert main([*arguments, "--json", str(again)]) == 0
    assert again.read_bytes() == first.read_bytes()


def test_every_sample_video_has_its_truth() -> None:
    assert sorted(SAMPLES.glob("*.mp4")) == clips_with_truth()


def test_unknown_clip_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accuracy", "--only", "handstand"]) == 3
    assert capsys.readouterr().err == "benchmarks: there is no sample video with truth of that name\n"
