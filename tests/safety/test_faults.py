"""A disk that is full, that fails, or a program that is killed, at every step of every command that writes.

POSECOACH_FAULTS_EVERY=1 tries every step (an hour); by default every 23rd.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.feeding import ROOT
from tests.safety.faulty import BY_SIZE, SCENARIOS

EVERY = os.environ.get("POSECOACH_FAULTS_EVERY", "23")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="fork and kill are POSIX's")]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """A folder where waiting for the disk is short, if there is one."""
    memory = Path("/dev/shm")  # noqa: S108 - in a folder of its own
    place = memory if os.access(memory, os.W_OK) else tmp_path
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


TRIED = [
    *((name, kind, EVERY) for name in SCENARIOS for kind in ("kill", "full", "error")),
    *((name, kind, "1") for name in SCENARIOS if "video" in name for kind in sorted(BY_SIZE)),
]


@pytest.mark.parametrize(("name", "kind", "stride"), TRIED)
def test_old_or_new_whatever_fails(name: str, kind: str, stride: str, base: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.safety.faulty", base, name, kind, stride],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    *problems, tried = [json.loads(line) for line in done.stdout.splitlines()]
    assert problems == []
    assert int(tried.split()[1]) >= 1
