"""Nothing leaves the computer, and nothing is written but where somebody asked for it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from tests.history.weeks import make_weeks
from tests.reliability.feeding import ROOT
from tests.reliability.tracing import LOCAL, can_trace, families, traced, written

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="network namespaces and strace are Linux's"),
]
LIMIT_S = 240.0
COMMANDS = {
    "live": [
        "live",
        "cat_cow",
        "--keep",
        "--no-window",
        "--no-voice",
        "--source",
        "clip.mp4",
        "--record",
        "kept",
    ],
    "live with voice": ["live", "cat_cow", "--keep", "--no-window", "--voice", "--source", "clip.mp4"],
    "review": ["review", "clip.mp4", "--out", "kept", "--json", "kept.json", "--features"],
    "review of many": ["review", "clip.mp4", "clip.mp4", "--workers", "2", "--out", "kept"],
    "doctor": ["doctor"],
    "history": ["history", "--json", "kept.json"],
    "bench": ["bench", "clip.mp4", "--rounds", "1", "--json", "kept.json"],
}
SOUND = frozenset({"live with voice", "doctor"})
"""These try the loudspeaker, and with it the sound server of the machine, whose library keeps files of its own."""


@pytest.fixture
def place(tmp_path: Path, person_video: Path) -> Path:
    """A folder to start in, with a clip, and a home and a folder for temporary files beside it."""
    for name in ("home", "tmp", "here"):
        (tmp_path / name).mkdir()
    (tmp_path / "here" / "clip.mp4").write_bytes(person_video.read_bytes())
    return tmp_path


def start(place: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "POSECOACH_"))
    }
    environment |= {
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",  # Python's own cache beside the sources
    }
    return subprocess.run(
        command,
        cwd=place / "here",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


def keep_before(place: Path, name: str) -> None:
    """Keep what is there already when a command begins: something to export."""
    if name == "history":
        make_weeks(place / "home" / ".local" / "share" / "posecoach", datetime.now(UTC))


def own(name: str) -> list[str]:
    return [sys.executable, "-m", "posecoach", *COMMANDS[name]]


@cache
def without_network() -> list[str] | None:
    """Return how to start a command where there is no interface, not even the loopback's; None: it is not allowed."""
    for options in (["-n"], ["-r", "-n"]):
        if subprocess.run(["unshare", *options, "true"], capture_output=True, check=False).returncode == 0:  # noqa: S607
            return ["unshare", *options]
    return None


def check_what_is_left(place: Path, name: str) -> None:
    """Only what was asked for is there afterwards, and the history after a live session or if it was there."""
    asked = {"clip.mp4"} | {word for word in COMMANDS[name] if word.startswith("kept")}
    assert {path.name for path in (place / "here").iterdir()} == asked
    left = {path.relative_to(place / "home") for path in (place / "home").rglob("*") if path.is_file()}
    database = Path(".local/share/posecoach/history.sqlite3")
    kept = {database} if "live" in name or name == "history" else set()
    assert {path for path in left if path.parts[0] != ".config"} <= kept
    if name not in SOUND:
        assert list((place / "tmp").iterdir()) == []
        assert not (place / "home" / ".config").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_everything_works_without_any_network_and_leaves_what_was_asked_for(place: Path, name: str) -> None:
    alone = without_network()
    if alone is None:
        pytest.skip("this machine allows no network namespaces")
    keep_before(place, name)
    done = start(place, alone + own(name))
    assert done.returncode in (0, 4), done.stderr  # 4: nothing to judge in a clip of a second
    assert "Traceback" not in done.stderr
    check_what_is_left(place, name)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_socket_but_local_ones_is_opened_and_nothing_is_written_elsewhere(place: Path, name: str) -> None:
    if not can_trace():
        pytest.skip("strace is not here, or may not trace")
    trace = place / "trace"
    keep_before(place, name)
    done = start(place, traced(own(name), trace))
    assert done.returncode in (0, 4), done.stderr
    # Python's worker processes talk to the first one over pairs of local sockets, sound goes over local ones.
    allowed = LOCAL if name in SOUND or "many" in name else frozenset()
    assert families(trace) <= allowed
    here, data = place / "here", place / "home" / ".local" / "share" / "posecoach"
    elsewhere = [
        path
        for path in written(trace, here)
        if not any(path.is_relative_to(folder) for folder in (here, data, place / "tmp"))
        and path not in (Path("/dev/null"), *data.parents)
        and not (name in SOUND and of_the_sound_server(path, place))
        and not path.is_relative_to("/dev/shm")  # noqa: S108 - locks of worker processes, which have no place on a disk
    ]
    assert elsewhere == []
    check_what_is_left(place, name)


def of_the_sound_server(path: Path, place: Path) -> bool:
    return path.is_relative_to(place / "home" / ".config") or path.is_relative_to("/dev/snd")


@pytest.mark.parametrize("name", ["live", "review", "review of many"])
def test_others_cannot_look_into_a_folder_of_results(place: Path, name: str) -> None:
    start(place, own(name))
    kept = place / "here" / "kept"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700


def test_a_folder_that_exists_stays_as_it_is(place: Path) -> None:
    kept = place / "here" / "kept"
    kept.mkdir(mode=0o755)
    start(place, own("review"))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o755


def test_a_trace_is_read_rightly(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    trace.write_text(
        "7  socket(AF_INET6, SOCK_STREAM, 0) = 3<socket:[1]>\n"
        '7  openat(AT_FDCWD</work>, "a", O_WRONLY|O_CREAT, 0666) = 4</work/a>\n'
        '7  openat(AT_FDCWD</work>, "b", O_RDONLY) = 5</work/b>\n'
        '7  openat(AT_FDCWD</work>, "c", O_WRONLY) = -1 ENOENT (No such file or directory)\n'
        '8  openat(AT_FDCWD</work>, "d", O_RDWR|O_CREAT <unfinished ...>\n'
        '7  rename("e", "/else/f") = 0\n'
        "8  <... openat resumed>, 0600) = 6</work/d>\n",
        encoding="utf-8",
    )
    assert families(trace) == {"AF_INET6"}
    assert {str(path) for path in written(trace, Path("/work"))} == {
        "/work/a",
        "/work/d",
        "/work/e",
        "/else/f",
    }
