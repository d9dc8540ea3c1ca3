"""A reviewed recording with faults, for tests that draw, encode or export one."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.recording import Recorder
from posecoach.report.requested import Wishes
from posecoach.results.evidence import Evidence
from posecoach.review.job import Job, examine
from tests.poses import every, film, hands_and_knees

COW = {"bow": -0.05, "head_pitch_deg": -20.0}
CAT = {"bow": 0.07, "head_pitch_deg": -140.0}
LEVEL = {"bow": 0.0, "head_pitch_deg": -85.0}
CYCLES = [
    *[(0.0, LEVEL), (1.5, LEVEL)],
    *[(4.5, COW), (5.0, COW), (8.0, LEVEL), (11.0, CAT), (11.5, CAT)],  # slow
    *[(14.0, LEVEL), (14.4, COW), (14.8, COW), (15.6, CAT), (16.0, CAT)],  # too quick
    *[(19.0, LEVEL), (20.0, LEVEL)],
]
MODEL = Path("no model is needed")


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pose recording of two cat-cows: a slow one, and one that is too quick."""
    path = tmp_path_factory.mktemp("recorded") / "morning.npz"
    with Recorder(path, (1280, 720), "5f41") as recorder:
        for pose in film(hands_and_knees, CYCLES, every(30.0, 20.0)):
            recorder.add(pose)
    return path


def job_on(path: Path, folder: Path | None, **more: object) -> Job:
    """Return a job that needs no model."""
    return Job(path, folder, MODEL, tuple(builtin_exercises().values()), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def results(recorded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with everything that a review of that recording can leave."""
    folder = tmp_path_factory.mktemp("results")
    examine(
        job_on(recorded, folder, wishes=Wishes(exports=("csv", "parquet", "trc", "openpose"))), lambda _: None
    )
    return folder


@pytest.fixture(scope="session")
def evidence(recorded: Path) -> Evidence:
    """The evidence of that recording."""
    return examine(job_on(recorded, None), lambda _: None)
