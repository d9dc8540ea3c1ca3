"""A recording in which nothing can be judged: one line says why and what to change, and the status is 4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecoach.cli.main import main
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder
from tests.poses import every, film, hands_and_knees

SIZE_WH = (1280, 720)
STILL = [(0.0, {"bow": 0.0}), (6.0, {"bow": 0.0})]


def moved(dx: float, dy: float) -> Callable[[Pose], Pose]:
    """Return what puts a person elsewhere in the frame [px]; landmarks outside of it are guessed."""

    def put(pose: Pose) -> Pose:
        return replace(
            pose, image_px=(pose.image_px + np.float32([dx, dy])).astype(np.float32), size_wh=SIZE_WH
        )

    return put


def distant(share: float) -> Callable[[Pose], Pose]:
    """Return what makes a person smaller, as from further away."""

    def put(pose: Pose) -> Pose:
        middle = np.float32(SIZE_WH) / 2
        return replace(pose, image_px=middle + (pose.image_px - middle) * np.float32(share), size_wh=SIZE_WH)

    return put


@pytest.mark.parametrize(
    ("change", "exercise", "advice"),
    [
        (moved(0.0, 420.0), "cat_cow", "Step back: I can't see all of you"),
        (distant(0.1), "toe_touch", "Come closer: you look small from here"),
    ],
    ids=["cut off", "far away"],
)
def test_one_line_says_why_nothing_was_judged_and_what_to_change(
    change: Callable[[Pose], Pose],
    exercise: str,
    advice: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "there.npz"
    with Recorder(path, SIZE_WH, "5f41") as recorder:
        for pose in film(hands_and_knees, STILL, every(15.0, 6.0)):
            recorder.add(change(pose))
    status = main(["review", str(path), "--exercise", exercise, "--language", "en"])
    line, *others = capsys.readouterr().err.splitlines()

    assert (status, others) == (4, [])
    assert line.startswith(f"posecoach: {exercise} was not seen in {path}: ")
    assert f". {advice}" in line


def test_under_auto_the_line_says_where_the_names_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "there.npz"
    with Recorder(path, SIZE_WH, "5f41") as recorder:
        for pose in film(hands_and_knees, STILL, every(15.0, 6.0)):
            recorder.add(moved(0.0, 420.0)(pose))
    status = main(["review", str(path), "--language", "en"])
    where = "name one with --exercise ('posecoach exercises' lists them)"

    assert status == 4
    assert capsys.readouterr().err.startswith(f"posecoach: no exercise was recognised in {path}; {where}. ")
