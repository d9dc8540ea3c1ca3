"""A Dask cluster of this machine: a scheduler and two worker processes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

ENDLESS_S = 300.0


@contextmanager
def cluster(folder: Path, options: Sequence[str] = ()) -> Iterator[str]:
    """Yield the address of a scheduler with two worker processes, each with a nanny that starts it anew.

    options: of the scheduler and the workers alike.
    """
    told = folder / "scheduler.json"
    common = ["--scheduler-file", str(told), "--no-dashboard", "--host", "127.0.0.1", *options]
    of_workers = ["--nworkers", "2", "--nthreads", "1", "--local-directory", str(folder / "scratch")]
    programs = (("dask_scheduler", ["--port", "0"]), ("dask_worker", of_workers))
    # Everything of theirs goes to a file of the test: their threads may still write when it is over.
    with (folder / "scheduler.log").open("wb") as log:
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{name}", *common, *more], stdout=log, stderr=log
            )
            for name, more in programs
        ]
        try:
            until(told.exists)
            yield json.loads(told.read_text())["address"]
        finally:
            for process in reversed(processes):
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
                process.kill()
                process.wait()


def until(true: object, within_s: float = ENDLESS_S) -> None:
    """Wait until a function returns something true."""
    deadline_s = time.monotonic() + within_s
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline_s, "waited for nothing"
        time.sleep(0.05)
