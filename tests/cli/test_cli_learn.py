"""`posecoach exercises learn`: an exercise file from recordings."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.pose.recording import Recorder
from posecoach.testing.people import every, film, hook_lying

UP = 6.5
"""Seconds of one lift of the hips, with the rest after it."""


@pytest.fixture
def lifts(tmp_path: Path) -> Path:
    """Three lifts of the hips."""
    path = [(0.0, {"hip_height": 0.08}), (2.0, {})]
    for i in range(3):
        path += [(t_s + i * UP, {"hip_height": height}) for t_s, height in ((3.5, 0.4), (5.0, 0.08))]
        path.append((8.0 + i * UP, {}))
    poses = film(hook_lying, path, every(15.0, path[-1][0]))
    recording = tmp_path / "lifts.npz"
    with Recorder(recording, poses[0].size_wh, "0" * 64) as recorder:
        for pose in poses:
            recorder.add(pose)
    return recording


def test_a_file_is_written_checked_and_what_was_counted_is_told(
    lifts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "my_lift.toml"
    assert main(["exercises", "learn", str(lifts), "--out", str(out)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith(f"  {lifts}: 3 repetitions, at 2.")
    assert lines[2:] == [
        "Is that right? If not, the file is wrong. All of it is guessed: read it and correct it.",
        f"{out} was written",
        f"{out}: My lift, a valid exercise",
        "  2 rules, 1 example: every one judged as it says",
        "  no example breaks far_enough, slow: nothing shows yet that this works",
    ]


def test_without_a_file_the_exercise_is_printed_alone(
    lifts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["exercises", "learn", str(lifts)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("# An exercise proposed by 'posecoach exercises learn'")
    assert "Is that right?" in printed.err


def test_nothing_is_written_over(lifts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mine.toml"
    out.write_text("mine")
    assert main(["exercises", "learn", str(lifts), "--out", str(out)]) == 3
    assert main(["exercises", "learn", str(lifts), "--out", str(lifts), "--overwrite"]) == 3
    assert out.read_text() == "mine"
    assert "--out" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told_before_the_recordings_are_looked_at(
    lifts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "gone" / "deeper" / "mine.toml"
    assert main(["exercises", "learn", str(lifts), "--out", str(out)]) == 3
    printed = capsys.readouterr()
    why = f"there is no folder {out.parent}; make it first"
    assert (printed.out, printed.err) == ("", f"posecoach: cannot write {out}: {why}\n")
    assert not out.parent.parent.exists()


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (
            ["learn"],
            2,
            "name the recordings to learn from: posecoach exercises learn first.mp4 second.mp4 --out my.toml",
        ),
        (["learn", "gone.npz"], 3, "gone.npz"),
        (["cat_cow", "--out", "x.toml"], 2, "--out only goes with the name learn"),
        (["new", "mine.toml", "--out", "x.toml"], 2, "--out only goes with the name learn"),
        (["cat_cow", "x.toml"], 2, "a FILE only goes with the names new and learn"),
        (["new", "a.toml", "b.toml"], 2, "name the file to begin: posecoach exercises new my_exercise.toml"),
        (["learn", "a.npz", "--check", "x.toml"], 2, "a FILE only goes with the names new and learn"),
    ],
)
def test_wrong_use_is_told(
    arguments: list[str], status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["exercises", *arguments]) == status
    assert told in capsys.readouterr().err
