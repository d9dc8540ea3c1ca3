"""A recording of a routine: every exercise in it is judged and shown as what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder
from tests.guiding.sessions import CAMERA, cat_cows, on_all_fours, one_after_the_other
from tests.poses import every, film, hook_lying

# Somebody who lies still, and whose feet slide away for a while.
SLIDING = [
    (0.0, {"hip_height": 0.08, "knee_flexion_deg": 100.0}),
    (4.0, {}),
    (5.0, {"knee_flexion_deg": 45.0}),
    (8.0, {}),
    (9.0, {"knee_flexion_deg": 100.0}),
    (18.0, {}),
]


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lying = film(hook_lying, SLIDING, every(30.0, 18.0), CAMERA)
    poses: list[Pose] = one_after_the_other(lying, on_all_fours(9.0), cat_cows(2), on_all_fours(2.0))
    path = tmp_path_factory.mktemp("routine") / "evening.npz"
    with Recorder(path, CAMERA.size_wh, "0" * 64) as recorder:
        for pose in poses:
            recorder.add(pose)
    return path


@pytest.mark.parametrize("video", [[], ["--no-video"]], ids=["video", "no video"])
def test_several_exercises_are_reported_each_as_what_it_is(
    recording: Path, tmp_path: Path, video: list[str]
) -> None:
    asked = ["--exercise", "pop_your_back", "--out", str(tmp_path), *video]
    assert main(["review", str(recording), *asked]) == 0

    review = json.loads((tmp_path / "review.json").read_text(encoding="utf-8"))
    assert [one["exercise"] for one in review["segments"]] == ["hook_lying", "cat_cow"]
    assert [one["repetitions"] for one in review["segments"]] == [1, 2]
    assert "knees_bent" in review["summary"]["faults"]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Lie still, breathe slowly" in page
    assert "With bent knees the lower back can rest." in page
    assert (tmp_path / "annotated.mp4").exists() is not bool(video)
