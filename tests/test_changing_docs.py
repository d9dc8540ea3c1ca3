"""The pages of docs/changing are true: their programs run, and what they add is found everywhere."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import posecoach as pc
from posecoach.cli import arguments
from posecoach.cli.options import Options
from posecoach.cli.parser import Parser
from posecoach.exercises.loader import read_exercise
from posecoach.features.body import Body
from posecoach.features.registry import FEATURES
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.rules.kind import KINDS, kind_of
from posecoach.postures.table import POSTURES, posture_of
from posecoach.report.exports import EXPORTS
from posecoach.testing import (
    FakeEstimator,
    FakeSource,
    every,
    film,
    hands_and_knees,
    keypoints_coco17,
    standing,
)
from posecoach.words.catalogue import ENGLISH
from tests.conftest import ROOT
from tests.exercise_files import MINIMAL
from tests.poses import CameraPlace

PAGES = ROOT / "docs" / "changing"
FENCED = re.compile(r"^( *)```python\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
NEW = {"sitting", "whole_repetition", "it", "CODE", "MODEL", "SCREEN", "SINK"}
"""What only the reader's files are called."""


def run(page: str, **given: Any) -> dict[str, Any]:
    """Run the program of a page and return its names."""
    (found,) = FENCED.findall((PAGES / page).read_text(encoding="utf-8"))
    names = dict(given)
    exec(compile(textwrap.dedent(found[1]), page, "exec"), names)  # noqa: S102 - our own page
    return names


def body(pose: pc.Pose) -> Body:
    seen = Body()
    seen.update(pose)
    return seen


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Forget what a page registers."""
    tables: tuple[dict[str, Any], ...] = (FEATURES, EXPORTS, KINDS)
    before = [set(table) for table in tables]
    yield
    for table, known in zip(tables, before, strict=True):
        for name in set(table) - known:
            del table[name]


def test_a_posture(monkeypatch: pytest.MonkeyPatch) -> None:
    row = run("posture.md")["SITTING"]
    monkeypatch.setattr("posecoach.postures.table.POSTURES", {"sitting": row, **POSTURES})
    camera = CameraPlace(scale=300.0)
    upright = standing(0.0, camera)
    sat = standing(0.0, camera)
    hip, knee = pc.Landmark.LEFT_HIP, pc.Landmark.LEFT_KNEE
    for side in (0, 1):  # left and right follow each other
        thigh = np.linalg.norm(sat.image_px[knee + side] - sat.image_px[hip + side])
        shank = sat.image_px[knee + side + 2] - sat.image_px[knee + side]
        sat.image_px[knee + side] = sat.image_px[hip + side] + (thigh, 0.0)
        sat.image_px[knee + side + 2] = sat.image_px[knee + side] + shank
    assert posture_of(body(upright)) == "standing"
    assert posture_of(body(sat)) == "sitting"


def test_a_kind_of_rule() -> None:
    run("rule_kind.md")
    rule = """
[[rules]]
name = "quick"
kind = "whole_repetition"
at_most = 2.0
cue = "A little faster"
why = "Made up."
source = "made up"
"""
    exercise = read_exercise(MINIMAL + rule, "mine.toml")
    kind = kind_of(exercise.rules[-1])
    assert str(kind.asked(exercise.rules[-1])) == "the repetition lasts at most 2 s"
    broken = SimpleNamespace(start_s=1.0, end_s=4.0, side=None)
    kept = SimpleNamespace(start_s=1.0, end_s=2.5, side=None)
    finding = kind.in_repetition(exercise.rules[-1], broken, None)  # type: ignore[arg-type]
    assert finding is not None
    assert (finding.value, finding.limit, finding.unit) == (3.0, 2.0, "s")
    assert kind.in_repetition(exercise.rules[-1], kept, None) is None  # type: ignore[arg-type]
    assert ExerciseJudge(exercise).exercise is exercise


def test_a_feature() -> None:
    measure = run("feature.md")["wrist_over_shoulder"]
    assert FEATURES["wrist_over_shoulder"].meaning == "How far the near wrist is above the near shoulder."
    assert measure(body(standing(0.0, CameraPlace(scale=300.0)))) < 0.0


def test_an_export(tmp_path: Path) -> None:
    write = run("export.md")["write_scores"]
    assert EXPORTS["scores"] is write
    write(SimpleNamespace(repetitions=[SimpleNamespace(score=80.0)]), tmp_path)
    assert (tmp_path / "scores.json").read_text() == "[80.0]"


def test_a_pose_source() -> None:
    seen = keypoints_coco17(standing(0.0, CameraPlace(scale=300.0)))
    model: pc.PoseEstimator = run("pose_source.md", my_network=lambda image: seen)["MyModel"]()
    with FakeSource(2) as source:
        poses = [model.estimate(frame) for frame in source]
    assert np.allclose(poses[1].image_px[pc.Landmark.NOSE], seen[0, :2])
    assert poses[1].t_s > poses[0].t_s


def test_a_window() -> None:
    poses = [standing(t_s, CameraPlace(scale=300.0)) for t_s in every(30.0, 1.0)]
    source = FakeSource(len(poses), size_wh=(640, 480), before=lambda _: __import__("time").sleep(0.01))
    screen = run("window.md", source=source, estimator=FakeEstimator(poses))["screen"]
    assert {frame.shape for frame in screen.frames} == {(480, 640, 3)}


class Noise(FakeSource):
    """A camera whose image is neither black nor frozen."""

    def read(self) -> pc.Frame | None:
        frame = super().read()
        if frame is not None:
            frame.bgr[:] = np.random.default_rng(frame.index).integers(0, 255, frame.bgr.shape, np.uint8)
        return frame


def test_a_sink() -> None:
    still = {"bow": 0.0, "elbow_flexion_deg": 0.0}
    arching = {"bow": -0.06, "elbow_flexion_deg": 50.0}
    path = [(0.0, still), (1.5, still), (3.0, arching), (4.5, arching), (6.0, still), (8.0, still)]
    poses = film(hands_and_knees, path, every(30.0, 8.0))
    switched: list[bool] = []
    with Noise(len(poses)) as source, FakeEstimator(poses) as estimator:
        run("sink.md", source=source, estimator=estimator, switch=switched.append)
    assert True in switched
    assert switched[-1] is False


def test_an_option() -> None:
    parser = Parser()
    run("option.md", **vars(arguments))["_live"](Options(parser, ENGLISH))
    assert vars(parser.parse_args(["--dim", "--rest", "5"])) == {"dim": True, "rest": 5}
    assert "rest between exercises" in parser.format_help()


def test_the_pages_name_files_that_exist() -> None:
    for page in PAGES.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        for name in re.findall(r"`((?:posecoach|docs|tests|tools|examples)/[\w./]*)`", text):
            there = (ROOT / name).exists() or Path(name).stem.removeprefix("test_") in NEW
            assert there, f"{page.name}: {name}"


def test_contributing_leads_to_every_page() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    pages = {f"docs/changing/{page.name}" for page in PAGES.glob("*.md")}
    assert set(re.findall(r"\((docs/changing/\w+\.md)\)", text)) == pages
