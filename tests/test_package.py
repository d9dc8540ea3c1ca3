"""What is installed: the wheel stands on its own."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from posecoach import __version__
from posecoach.pose.mediapipe.landmarker import MEDIAPIPE

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
    script = "from posecoach.pose.mediapipe.model import *; print(model_path(), verify(model_path()) == BUNDLED_SHA256)"
    model = installed / "posecoach" / "_models" / "pose_landmarker_full.task"
    assert run(installed, "-c", script).split() == [str(model), "True"]


@pytest.mark.slow
def test_the_wheel_brings_every_file_of_the_package(installed: Path) -> None:
    ours = {path.relative_to(ROOT) for path in (ROOT / "posecoach").rglob("*") if path.is_file()}
    ours = {path for path in ours if "__pycache__" not in path.parts}
    assert ours - {path.relative_to(installed) for path in installed.rglob("*")} == set()
    assert "cat_cow" in run(installed, "-m", "posecoach", "exercises")


@pytest.mark.slow
def test_the_wheel_brings_types_and_both_licences(installed: Path) -> None:
    assert (installed / "posecoach" / "py.typed").is_file()
    licences = next(installed.glob("posecoach-*.dist-info")) / "licenses"
    assert "MIT License" in (licences / "LICENSE").read_text()
    assert "Apache License" in (licences / "models" / "LICENSE").read_text()


def imported() -> set[str]:
    """Return the outside packages that the program imports or takes files from, anywhere in it."""
    names = set()
    for path in (ROOT / "posecoach").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        names.update(re.findall(r"""\bfiles\(["'](\w+)""", source))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"posecoach"}


def declared(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", requirement)[0] for requirement in requirements}


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    brought_by = {"cv2": "opencv-python", "fhir": "fhir-resources"}
    used = {brought_by.get(name, name) for name in imported()}
    optional = set().union(*(declared(extra) for extra in project["optional-dependencies"].values()))
    required = declared(project["dependencies"])
    assert used - required - optional == set(), "to be declared in pyproject.toml"
    assert required - used == set(), "declared in pyproject.toml, but not imported"


def test_what_is_cited_is_this_version() -> None:
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in cited


def test_the_release_of_mediapipe_is_pinned() -> None:
    """Later releases upload usage logs (google-ai-edge/mediapipe issue 6291)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"mediapipe=={MEDIAPIPE}" in project["dependencies"]
