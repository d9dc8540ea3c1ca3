"""`make demo`: a review with a fault, its report, and the next commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reviewed import recorded
from tools.demo import SAMPLE, has_screen, next_commands

__all__ = ["recorded"]


@pytest.mark.parametrize(
    ("environment", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}, "linux", False),
        ({"DISPLAY": ":0", "CI": "true"}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"CI": "true"}, "win32", False),
    ],
)
def test_a_page_is_opened_only_where_somebody_sees_it(
    environment: dict[str, str], platform: str, screen: bool
) -> None:
    assert has_screen(environment, platform) is screen


def test_the_sample_has_a_fault() -> None:
    truth = json.loads(SAMPLE.with_suffix(".truth.json").read_text())
    assert [repetition["faults"] for repetition in truth["repetitions"]] == [
        [],
        ["spine_rounded"],
        ["spine_arched"],
    ]


def test_with_a_screen_the_camera_comes_next() -> None:
    assert next_commands("bin/posecoach", live_works=True).splitlines()[0].split() == [
        "bin/posecoach", "live", "#", "the", "coach,", "in", "front", "of", "your", "camera",
    ]  # fmt: skip


def test_every_command_it_names_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from posecoach.cli.arguments import build_parser

    monkeypatch.chdir(ROOT)
    for live_works in (True, False):
        for line in next_commands("posecoach", live_works).splitlines():
            build_parser().parse_args(shlex.split(line, comments=True)[1:])


@pytest.mark.slow
def test_the_demo_reviews_and_says_what_to_type(recorded: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    command = [sys.executable, ROOT / "tools" / "demo.py", recorded]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (ROOT / "build" / "demo" / recorded.stem / "report.html").is_file()
    assert f"build/demo/{recorded.stem}/report.html" in done.stdout
    typed = re.findall(r"^  (\S+) (live|review|doctor)", done.stdout, re.MULTILINE)
    assert [command for _, command in typed] == ["live", "review", "doctor"]
    assert all((ROOT / program).is_file() for program, _ in typed)


def test_what_cannot_be_reviewed_ends_with_the_status_of_the_review(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "tools" / "demo.py", tmp_path / "missing.mp4"]
    done = subprocess.run(
        command,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 3
    assert "Next, type" not in done.stdout
