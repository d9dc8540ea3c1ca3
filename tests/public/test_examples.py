"""The programs in examples/ do what they say, on little data."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import posecoach as pc
from posecoach.testing import every, facing_camera, film, keypoints_coco17, standing
from tests.conftest import ROOT
from tests.poses import CameraPlace
from tests.public.test_docs import TOUCH
from tests.reviewed import recorded

__all__ = ["recorded"]

EXAMPLES = ROOT / "examples"
UPRIGHT = CameraPlace(scale=300.0)


def run(name: str, *arguments: object) -> str:
    """Run an example and return what it prints."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / name), *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def keep(path: Path, poses: list[pc.Pose]) -> Path:
    with pc.Recorder(path, poses[0].size_wh) as recorder:
        for pose in poses:
            recorder.add(pose)
    return path


def test_every_example_is_listed_and_tested() -> None:
    names = {path.name for path in EXAMPLES.glob("*.py")}
    listed = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    tested = Path(__file__).read_text(encoding="utf-8")
    assert all(f"[{name}]" in listed and f'"{name}"' in tested for name in names)


def test_one_review_is_told_in_lines(recorded: Path, tmp_path: Path) -> None:
    told = run("review_one.py", recorded, "--out", tmp_path / "out")
    assert told.startswith("Cat-cow: 2 repetitions\n")
    assert "Slower, take three seconds" in told
    assert (tmp_path / "out" / "features.csv").is_file()


def test_nothing_recognised_is_told_too(tmp_path: Path) -> None:
    path = keep(tmp_path / "still.npz", [standing(t_s, UPRIGHT) for t_s in every(30.0, 2.0)])
    assert run("review_one.py", path) == "No exercise was recognised.\n"


@pytest.mark.slow
def test_the_loop_of_a_coach_sees_the_person(person_video: Path) -> None:
    told = run("coach_loop.py", person_video, "--frames", 10)
    assert "I can see you" in told
    assert told.endswith("0 repetitions\n")


def test_a_folder_becomes_tables_and_a_plot(recorded: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    folder, results = tmp_path / "recordings", tmp_path / "results"
    folder.mkdir()
    shutil.copy(recorded, folder / "monday.npz")
    shutil.copy(recorded, folder / "tuesday.npz")
    (folder / "broken.npz").write_bytes(b"no recording")
    told = run("folder_to_table.py", folder, results, "--exercise", "cat_cow")
    assert told == f"2 recordings, 1 could not be read: tables in {results}\n"
    rows = table(results / "repetitions.csv")
    assert [(row["recording"], row["repetition"]) for row in rows] == [
        ("monday.npz", "1"),
        ("monday.npz", "2"),
        ("tuesday.npz", "1"),
        ("tuesday.npz", "2"),
    ]
    review = pc.review(recorded, exercise="cat_cow")
    assert [float(row["score"]) for row in rows[:2]] == [one.score for one in review.repetitions]
    assert float(rows[0]["back_bow"]) == review.repetitions[0].range["back_bow"]
    recordings = {row["recording"]: row for row in table(results / "recordings.csv")}
    assert recordings["monday.npz"]["exercise"] == "cat_cow"
    assert "is not a readable pose recording" in recordings["broken.npz"]["problem"]
    assert (results / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_17_points_are_judged(tmp_path: Path) -> None:
    poses = film(standing, TOUCH, every(30.0, 10.0), UPRIGHT)
    np.save(tmp_path / "points.npy", np.array([keypoints_coco17(pose) for pose in poses]))
    told = run("other_landmarks.py", tmp_path / "points.npy")
    assert "a repetition, 100 points" in told
    assert "not judged" not in told


def test_an_own_feature_is_judged_in_an_own_exercise(tmp_path: Path) -> None:
    up = {"left_arm_deg": 120.0, "right_arm_deg": 120.0}
    down = {"left_arm_deg": 15.0, "right_arm_deg": 15.0}
    uneven = {"left_arm_deg": 130.0, "right_arm_deg": 70.0}
    path = [(0.0, down), (1.5, {}), (3.5, up), (4.5, {}), (6.5, down), (7.5, {}), (9.5, uneven), (10.5, {})]
    poses = film(facing_camera, [*path, (12.5, down), (14.0, {})], every(30.0, 14.0), UPRIGHT)
    told = run("own_feature.py", keep(tmp_path / "raise.npz", poses), tmp_path / "out")
    header, first, second = told.splitlines()
    assert header == "repetition,score,faults"
    assert first == "1,100,"
    assert second.startswith("2,")
    assert second.endswith(",arms_level")
