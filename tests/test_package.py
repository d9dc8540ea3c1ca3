"""What is installed: the wheel stands on its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel brings, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=installed.parent,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.slow
def test_the_wheel_brings_the_model_and_finds_it(installed: Path) -> None:
    script = "from posecoach.pose.model import *; print(model_path(), verify(model_path()) == BUNDLED_SHA256)"
    model = installed / "posecoach" / "_models" / "pose_landmarker_full.task"
    assert run(installed, "-c", script).split() == [str(model), "True"]


@pytest.mark.slow
def test_the_wheel_brings_every_exercise(installed: Path) -> None:
    names = {path.name for path in (ROOT / "posecoach" / "exercises").glob("*.toml")}
    assert {path.name for path in (installed / "posecoach" / "exercises").glob("*.toml")} == names
    assert "cat_cow" in run(installed, "-m", "posecoach", "exercises")


@pytest.mark.slow
def test_the_wheel_brings_types_and_both_licences(installed: Path) -> None:
    assert (installed / "posecoach" / "py.typed").is_file()
    licences = next(installed.glob("posecoach-*.dist-info")) / "licenses"
    assert "MIT License" in (licences / "LICENSE").read_text()
    assert "Apache License" in (licences / "models" / "LICENSE").read_text()


def test_the_release_of_mediapipe_is_pinned() -> None:
    """Later releases upload usage logs (google-ai-edge/mediapipe issue 6291)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "mediapipe==0.10.31" in project["dependencies"]
