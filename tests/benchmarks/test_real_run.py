"""The whole benchmark on real people, so that it does not rot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.real.changes import read_result
from benchmarks.real.labels import Expected, Label
from benchmarks.real.run import measure
from posecoach.pose.recording import Recorder
from tests.coaching.test_coach import cat_cow
from tests.shared import shared


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one recording of a cat-cow that is as one wants it."""
    poses = cat_cow()
    with Recorder(tmp_path / "cat_cow_a.npz", poses[0].size_wh) as recorder:
        for pose in poses:
            recorder.add(pose)
    expected = {"exercise": "cat_cow", "repetitions": [0, 9]}
    labels = {"cat_cow_a": {"duration_s": 9.0, "tol_s": 0.1, "expected": expected}}
    (tmp_path / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    return tmp_path


def test_a_recording_is_reviewed_with_its_exercise_named_and_with_auto(folder: Path) -> None:
    label = Label(duration_s=9.0, tol_s=0.1, expected=Expected("cat_cow", (0, 9)))
    result = measure(folder, "cat_cow_a", label)
    assert result.named
    assert result.named.repetitions
    assert result.auto == result.named


def test_the_command_writes_a_result_that_can_be_compared(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = folder / "kept.json"
    assert main(["real", str(folder), "--json", str(kept)]) == 0
    assert "cat_cow_a" in capsys.readouterr().out
    assert read_result(kept).all.recognition.right == 1
    assert main(["real", str(folder), "--diff", str(kept)]) == 0
    assert capsys.readouterr().out == "0 worse, 0 better, 0 other; 0 of 1 recordings changed\n"


def test_a_figure_beyond_its_floor_is_a_failed_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One recording cannot have the phases that the floors ask for."""
    assert main(["real", str(folder), "--check"]) == 1
    assert "below its floor: all.phases.agreement was not measured" in capsys.readouterr().err


def test_a_folder_without_recordings_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["real", str(tmp_path)]) == 3
    assert capsys.readouterr().err.startswith(f"benchmarks: {tmp_path / 'labels.json'} cannot be read")


def test_an_exercise_that_the_program_does_not_have_is_said(folder: Path) -> None:
    label = Label(duration_s=9.0, tol_s=0.1, expected=Expected("handstand", (1, 1)))
    with pytest.raises(Exception, match="handstand, which is no exercise") as raised:
        measure(folder, "cat_cow_a", label)
    assert "cat_cow_a" in raised.value.__notes__[0]


def test_real_people_are_judged_alike_by_one_process_and_by_two(tmp_path: Path) -> None:
    recordings = shared("real_poses", "labels.json").parent
    kept = [tmp_path / "one.json", tmp_path / "two.json"]
    for workers, path in enumerate(kept, start=1):
        arguments = ["--only", "bridge_[ab]", "--workers", str(workers), "--json", str(path)]
        assert main(["real", str(recordings), *arguments]) == 0
    assert kept[0].read_bytes() == kept[1].read_bytes()
    assert read_result(kept[0]).all.repetitions.recordings == 2
