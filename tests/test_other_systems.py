"""What differs on Windows and macOS, run here: the system is named, and a stand-in takes the place of its keyboard."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from posecoach.capture import camera
from posecoach.capture.opencv import cv2
from posecoach.cli.memory import check_memory_limit
from posecoach.errors import SoundError, WindowError
from posecoach.live.window import check_display
from posecoach.publishing import disk
from posecoach.voice import speech

if sys.platform == "win32":
    pytest.skip("on Windows the branches for Windows run by themselves", allow_module_level=True)

OTHERS = ("win32", "darwin")


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Name another system from now on."""
    return lambda name: monkeypatch.setattr(sys, "platform", name)


class Keyboard(ModuleType):
    """Python's msvcrt as far as it is used: keys that were pressed, and a lock of one byte."""

    LK_NBLCK = 2

    def __init__(self, pressed: str = "") -> None:
        super().__init__("msvcrt")
        self.pressed = deque(pressed)

    def kbhit(self) -> bool:
        return bool(self.pressed)

    def getwch(self) -> str:
        return self.pressed.popleft()

    def locking(self, number: int, mode: int, size: int) -> None:
        assert (mode, size) == (self.LK_NBLCK, 1)
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def as_on_windows(name: str, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a module of ours, made anew as Windows would make it."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", keyboard)
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("pressed", "keys"),
    [(" x", " x"), ("\xe0P", ""), ("\x00;n", "n"), ("\xe0H\xe0Pq", "q")],
    ids=["letters", "down is no p", "F1, then n", "up, down, q"],
)
def test_keys_of_windows_are_read_without_the_halves_of_arrows(
    pressed: str, keys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal_keys = as_on_windows("posecoach.live.terminal_keys", Keyboard(pressed), monkeypatch)
    assert terminal_keys._read_keys(0.01) == keys


def test_a_lock_of_windows_is_held_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locks = as_on_windows("posecoach.publishing.lock", Keyboard(), monkeypatch)
    with locks.Lock(tmp_path / "lock"), pytest.raises(locks.Taken):
        locks.Lock(tmp_path / "lock")
    with locks.Lock(tmp_path / "lock"):
        pass


def test_a_lock_of_windows_is_closed_before_its_file_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks = as_on_windows("posecoach.publishing.lock", Keyboard(), monkeypatch)
    lock, done = locks.Lock(tmp_path / "lock"), []
    close, remove = os.close, disk.remove
    monkeypatch.setattr(os, "close", lambda number: done.append("close") or close(number))
    monkeypatch.setattr(disk, "remove", lambda path: done.append("remove") or remove(path))
    lock.release()
    assert done == ["close", "remove"]


@pytest.mark.parametrize(
    ("name", "back_end"), [("win32", cv2.CAP_DSHOW), ("darwin", cv2.CAP_AVFOUNDATION), ("aix", cv2.CAP_ANY)]
)
def test_a_camera_is_opened_with_what_the_system_has(
    name: str, back_end: int, system: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[int, int]] = []

    class NoCamera:
        def __init__(self, device: int, api: int) -> None:
            opened.append((device, api))

        def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
            return False

        def release(self) -> None:
            pass

    monkeypatch.setattr(cv2, "VideoCapture", NoCamera)
    system(name)
    assert camera.tried_devices(2) == [
        ("camera 2", "cannot be opened (no camera, or another program has it)")
    ]
    assert opened == [(2, back_end)]


@pytest.mark.parametrize("name", OTHERS)
def test_only_linux_finds_cameras_by_what_they_are_called(name: str, system: Callable[[str], None]) -> None:
    system(name)
    assert camera.cameras_named("") == []


@pytest.mark.parametrize("name", OTHERS)
def test_other_systems_need_no_player(
    name: str, system: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SoundError):
        speech.check_speech()
    system(name)
    speech.check_speech()


@pytest.mark.parametrize(("name", "place"), [("linux", "/tmp"), ("win32", None), ("darwin", None)])  # noqa: S108
def test_sounds_go_to_a_place_without_a_space_where_a_shell_plays_them(
    name: str, place: str | None, system: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/home/a person/tmp")
    system(name)
    assert speech._plain_place() == place


@pytest.mark.parametrize("name", OTHERS)
def test_other_systems_always_have_a_display(
    name: str, system: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(WindowError):
        check_display()
    system(name)
    check_display()


def test_windows_has_no_limit_of_memory_to_ask_for(
    system: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)  # importing it would fail, as there
    system("win32")
    check_memory_limit()
