"""The threads of a process of ours share a few pools of memory; one for each would keep what it freed."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from posecoach.arenas import ARENAS
from posecoach.review.workers import Finished, run_tasks
from tests.review import tasks

GLIBC = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "gnu_get_libc_version")
pytestmark = [
    pytest.mark.skipif(not GLIBC, reason="another C library"),
    pytest.mark.slow,  # starting a process takes half a second
]

COUNT = "from tests.review.tasks import pools; print(pools(print))"


def pools_after(code: str) -> int:
    """Return how many pools there are in a new process that has run some code."""
    ran = subprocess.run([sys.executable, "-c", f"{code}\n{COUNT}"], capture_output=True, check=True)
    return int(ran.stdout.split()[-1])


def test_left_alone_each_thread_has_its_own() -> None:
    assert pools_after("") > ARENAS


def test_threads_of_a_worker_share_them() -> None:
    assert list(run_tasks([tasks.pools], 1)) == [Finished(0, ARENAS)]


def test_threads_of_the_program_share_them() -> None:
    program = "import sys; sys.argv[1:] = ['exercises']; import posecoach.cli.main as c; c.main()"
    assert pools_after(program) == ARENAS


def test_a_library_leaves_its_host_alone() -> None:
    assert pools_after("from posecoach.cli.main import main; main(['exercises'])") > ARENAS
