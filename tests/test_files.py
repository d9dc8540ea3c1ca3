"""Opening what a user names: a file is opened, whatever else never keeps the program waiting."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from posecoach.files import is_folder, may_exist, open_file, read_file

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes and devices")


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"content")
    assert read_file(path) == b"content"


@posix
def test_a_pipe_is_refused_though_nobody_ever_writes_to_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(OSError, match="it is a pipe or a device, not a file") as raised:
        open_file(path)
    assert raised.value.strerror == "it is a pipe or a device, not a file"


@posix
def test_a_device_is_refused() -> None:
    with pytest.raises(OSError, match="it is a pipe or a device, not a file"):
        open_file(Path("/dev/zero"))


def test_a_folder_is_refused_in_the_systems_words(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=str(tmp_path.name)):
        open_file(tmp_path)


def test_what_cannot_be_looked_at_may_exist(tmp_path: Path) -> None:
    assert may_exist(tmp_path)
    assert may_exist(tmp_path / ("x" * 5000))
    assert not may_exist(tmp_path / "nothing")
    assert not may_exist(tmp_path / "no\0name")


def test_a_name_that_is_too_long_is_no_folder(tmp_path: Path) -> None:
    assert is_folder(tmp_path)
    assert not is_folder(tmp_path / ("x" * 5000))
