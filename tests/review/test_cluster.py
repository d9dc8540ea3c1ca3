"""The same jobs on a Dask cluster: a scheduler and two worker processes of this machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from posecoach.cli.main import main
from posecoach.review.many import DONE
from tests.review.dask_cluster import ENDLESS_S, cluster, until
from tests.videos import evenly, write_video

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler with two worker processes."""
    with cluster(tmp_path) as address:
        yield address


def workers_at(folder: Path) -> list[psutil.Process]:
    """Return the processes that have a file below a folder open."""
    found = []
    for process in psutil.process_iter():
        try:
            if any(str(folder) in file.path for file in process.open_files()):
                found.append(process)
        except psutil.Error:
            continue
    return found


def test_worker_killed_in_the_middle_loses_nothing_and_counts_nothing_twice(
    scheduler: str, recorded: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place, out = tmp_path / "in", tmp_path / "out"
    (place / "zz").mkdir(parents=True)
    for name in ("monday", "tuesday", "friday"):
        shutil.copy(recorded, place / f"{name}.npz")
    (place / "broken.npz").write_text("not a recording")
    long = write_video(place / "zz" / "long.mp4", evenly(3000))
    target = tmp_path / "all.json"
    command = [
        "review",
        str(place),
        "--out",
        str(out),
        "--no-video",
        "--json",
        str(target),
        "--scheduler",
        scheduler,
    ]
    program = [sys.executable, "-m", "posecoach", *command]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until(lambda: list(out.glob(".posecoach-*.part/new/poses.part.npz")) or process.poll() is not None)
    assert process.poll() is None, process.communicate()
    # The other worker may still be at one of the short ones.
    (worker,) = workers_at(next(out.glob(".posecoach-*.part/new/poses.part.npz")).parent)
    worker.kill()
    text, error = process.communicate(timeout=ENDLESS_S)
    assert process.returncode == 3, error
    reviews = json.loads(target.read_text())
    assert sorted(review["video"]["path"] for review in reviews) == sorted(
        str(path) for path in (long, *place.glob("*day.npz"))
    )
    assert {review["video"]["frames"] for review in reviews if review["video"]["path"] == str(long)} == {3000}
    assert len(list(out.glob(f"*/{DONE}"))) == 5
    assert not list(out.glob(".posecoach-*.part"))
    assert text.decode().count("Cat-cow") == 3
    assert main(command) == 3, "and the same once more, from what is there"
    capfd.readouterr()
    assert json.loads(target.read_text()) == reviews


def test_no_scheduler_is_one_error(
    recorded: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posecoach.review.cluster.ANSWER_WITHIN_S", 1)
    assert main(["review", str(recorded), "--out", str(tmp_path), "--scheduler", "tcp://127.0.0.1:9"]) == 3
    assert capfd.readouterr().err.splitlines()[-1] == (
        "posecoach: no Dask scheduler answers at tcp://127.0.0.1:9: check the address, such as tcp://10.0.0.1:8786"
    )
