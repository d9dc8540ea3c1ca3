"""The window: refused in time where there is no display, else ended by keys and by its close button."""

from __future__ import annotations

import ctypes.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from posecoach.capture.opencv import cv2
from posecoach.errors import WindowError
from posecoach.live import window
from posecoach.live.window import check_display
from tests.drawing.test_pages import MANY, pressable

ROOT = Path(__file__).parents[2]
linux_only = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the check is for X11, thus for Linux"
)


@linux_only
def test_without_a_display_there_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(WindowError) as caught:
        check_display()
    assert str(caught.value) == (
        "no window: this terminal has no display (DISPLAY is not set); use --no-window"
    )


@linux_only
@pytest.mark.skipif(ctypes.util.find_library("X11") is None, reason="libX11 is not installed")
def test_a_display_that_does_not_answer_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    with pytest.raises(WindowError) as caught:
        check_display()
    assert str(caught.value) == (
        "no window: the display :4711 does not answer or refuses access; use --no-window"
    )


@linux_only
@pytest.mark.skipif(ctypes.util.find_library("X11") is None, reason="libX11 is not installed")
@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("av, cv2", "this program imports PyAV (av) before OpenCV (cv2); import cv2 first"),
        ("cv2, av", "the display :4711 does not answer or refuses access; use --no-window"),
    ],
)
def test_a_program_that_imports_pyav_before_opencv_is_told_so_instead_of_waiting(
    order: str, told: str
) -> None:
    code = f"import {order}; from posecoach.live.window import Window; from posecoach.errors import WindowError\n"
    code += "print('av.libs/libxcb' in open('/proc/self/maps').read())\n"
    code += "try: Window()\nexcept WindowError as error: print(error)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"DISPLAY": ":4711", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    bundled, line = done.stdout.splitlines()
    if bundled == "False":
        pytest.skip("this PyAV brings no libxcb")
    assert line == f"no window: {told}"


def what_comes_of(display: str, shown: str, keys: str) -> tuple[str, str, int]:
    """Return standard output, standard error and exit status of a program with a window."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.live.window_session", shown, *keys.split()],
        cwd=ROOT,
        env=os.environ | {"DISPLAY": display},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout.strip(), done.stderr, done.returncode


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ("q", "ended"),
        ("Escape", "ended"),
        ("close", "ended"),
        ("h", "helping 1280x720"),
        ("1", "open 1280x720"),
        ("resize", "open 1600x900"),
        ("n b m", "open 1280x720 skip back mute"),
        ("h x", "open 1280x720 pain stopped"),
        ("p", "open 1280x720 pause"),
        ("x", "open 1280x720 pain stopped"),
        ("n n", "open 1280x720 skip"),
        ("click", "helping 1280x720"),
    ],
)
def test_what_a_person_does_with_the_window(display: str, keys: str, outcome: str) -> None:
    """Standard error stays empty: the window system's own warnings are kept from the user.

    Pain is said at once, in place of the help; a key that is held down counts once.
    """
    assert what_comes_of(display, "exercise", keys) == (outcome, "", 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ("Return", "crack open"),
        ("Down KP_Enter", "pop open"),
        ("Up Return", "twist open"),
        ("Down Right Return", "toe_touch open"),
        ("x 2", "pop open"),
        ("click", "pop open"),
        ("resize Down Return", "pop open"),
        ("q", "q open"),
        ("Escape", "q open"),
        ("close", "q ended"),
    ],
)
def test_how_a_person_answers_a_page(display: str, keys: str, outcome: str) -> None:
    assert what_comes_of(display, "page", keys) == (outcome, "", 0)


@pytest.mark.slow
def test_a_triangle_selects_what_it_leads_to_and_answers_nothing(display: str) -> None:
    next_one = [one.selects for one in pressable(MANY, 0) if one.selects is not None]
    assert next_one[0] is not None
    answer = MANY.choices[next_one[0]].answer
    assert what_comes_of(display, "many", "more Return") == (f"{answer} open", "", 0)


@pytest.mark.slow
@pytest.mark.parametrize(("keys", "outcome"), [("q 1", "crack open"), ("close 1", "q ended")])
def test_after_q_there_is_a_page_but_not_after_closing_the_window(
    display: str, keys: str, outcome: str
) -> None:
    assert what_comes_of(display, "both", keys) == (outcome, "", 0)


def test_an_opencv_without_windows_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise cv2.error(
            "The function is not implemented. Rebuild the library with GTK+ 2.x or Cocoa support."
        )

    monkeypatch.setattr(window, "check_display", lambda: None)
    monkeypatch.setattr(cv2, "namedWindow", missing)
    with pytest.raises(WindowError) as raised:
        window.check_window()
    assert str(raised.value) == (
        "no window: the installed OpenCV was built without windows; run 'pip uninstall opencv-python-headless' and "
        "'pip install --force-reinstall opencv-python', or use --no-window"
    )
