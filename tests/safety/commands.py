"""Whole commands in this process on small recordings, and trees of files as they were before."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecoach.cli.main import main
from posecoach.pose.recording import Recorder
from tests.poses import every, film, hands_and_knees
from tests.reviewed import COW, LEVEL


def tiny(path: Path) -> Path:
    """Write a recording of half a second, in which nothing can be recognised."""
    with Recorder(path, (640, 480)) as recorder:
        for pose in film(hands_and_knees, [(0.0, LEVEL), (0.5, COW)], every(30.0, 0.5)):
            recorder.add(pose)
    return path


def tree(folder: Path) -> dict[str, str]:
    """Return what is in a folder and below, by place: checksums of files, where links lead, kinds of the others."""
    found: dict[str, str] = {}
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(place) / name
            found[os.fsdecode(os.path.relpath(path, folder))] = content(path)
    return found


def content(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return f"link to {path.readlink()}"
    if stat.S_ISDIR(mode):
        return "folder"
    return hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else "device"


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Return the places of what was there before and is gone or another now."""
    return {name for name, found in before.items() if after.get(name) != found}


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def command(*words: str | Path) -> int:
    """Run a command in this process; return its exit status."""
    try:
        return main([str(word) for word in words])
    except SystemExit as error:
        return int(error.code or 0)
