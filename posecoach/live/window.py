"""The window. OpenCV wants it on the main thread; its Qt ends the whole process if there is no display."""

from __future__ import annotations

import ctypes
import math
import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.coaching.demonstration import Demonstrations
from posecoach.drawing.layout import canvas_size
from posecoach.drawing.overlay import Overlay
from posecoach.drawing.page import ARROWS, QUIT, Page
from posecoach.drawing.page_drawing import Touchable, draw_page
from posecoach.drawing.snapshot import Snapshot
from posecoach.errors import WindowError
from posecoach.events import Command
from posecoach.exercises.declaration import Exercise
from posecoach.live.keys import COMMANDS, FULL_SCREEN, Repeats, key_name
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_, filled

TITLE: Final = "posecoach"
FIRST_SIZE_WH: Final = (1280, 720)
PAGE_WAIT_MS: Final = 50
"""How long one look at the keyboard lasts on a page; a resized window is redrawn as often."""


_TRIAL: Final = "posecoach: trial"
_XCB_OF_PYAV: Final = re.compile(r"/av\.libs/libxcb(?:-[0-9a-f]+)?\.so")
"""The file in PyAV's wheel, with the checksum that wheels have in their names of libraries."""


def check_display() -> None:
    """Raise WindowError if opening a window would end the process.

    OpenCV's wheels for Linux show windows through Qt's xcb plug-in, which aborts if it cannot connect to an X
    server. So the connection is tried first, with the same library that the plug-in uses.
    """
    if not sys.platform.startswith("linux"):
        return
    _check_import_order()
    name = os.environ.get("DISPLAY", "")
    if not name:
        raise WindowError(N_("no window: this terminal has no display (DISPLAY is not set); use --no-window"))
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        raise WindowError(
            N_("no window: the library libX11.so.6 is missing (Debian: libx11-6); use --no-window")
        ) from None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    connection = x11.XOpenDisplay(None)
    if not connection:
        template = N_("no window: the display {name} does not answer or refuses access; use --no-window")
        raise WindowError(filled(template, name=name))
    x11.XCloseDisplay(connection)


def _check_import_order() -> None:
    """Raise WindowError if PyAV came before OpenCV and brought a libxcb of its own, as its wheels do.

    OpenCV's Qt then waits for an answer of the X server for ever. Only a script that imports PyAV itself gets here.
    """
    order = [name for name in sys.modules if name in {"av", "cv2"}]
    if order[:1] == ["av"] and _XCB_OF_PYAV.search(_mapped_files()):
        raise WindowError(
            N_("no window: this program imports PyAV (av) before OpenCV (cv2); import cv2 first")
        )


def _mapped_files() -> str:
    """Return what Linux lists as this process's memory, with the files in it; nothing where it is hidden."""
    try:
        return Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def check_window() -> None:
    """Raise WindowError if a window cannot be opened; really try."""
    check_display()
    _open_window(_TRIAL)
    cv2.destroyWindow(_TRIAL)
    cv2.waitKey(1)  # lets the window system take the window away


def _open_window(title: str) -> None:
    """Open a window. WindowError if this OpenCV has none, such as `opencv-python-headless` over the plain package."""
    # Qt warns on standard error that it finds no fonts, but we draw all text ourselves.
    os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")
    try:
        cv2.namedWindow(title, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL)
    except cv2.error:
        raise WindowError(
            N_(
                "no window: the installed OpenCV was built without windows; run 'pip uninstall opencv-python-headless' "
                "and 'pip install --force-reinstall opencv-python', or use --no-window"
            )
        ) from None


class Window:
    """A window with image and overlay; the canvas follows its size. For the main thread only."""

    def __init__(
        self,
        title: str = TITLE,
        size_wh: tuple[int, int] = FIRST_SIZE_WH,
        words: Words = ENGLISH,
        exercises: Mapping[str, Exercise] | None = None,
        *,
        full_screen: bool = True,
        large: bool = False,
        waves: bool = False,
    ) -> None:
        """Open the window; WindowError if that cannot be done here.

        size_wh: when it does not fill the screen [px]. exercises: those shown by a figure. waves: whether a wave
        pauses, which the screen says.
        """
        check_display()
        self._title = title
        self._words = words
        self._demonstrations = Demonstrations(exercises or {})
        self._full_screen = full_screen
        self._pressed: list[tuple[int, int]] = []
        self._large = large
        self._waves = waves
        self._size_wh = size_wh
        self._overlay = self._new_overlay()
        self._shown: tuple[NDArray[np.uint8], Snapshot | None] | None = None
        self._commands: list[Command] = []
        self._repeats = Repeats()
        self._helping = False
        self._hurts = False
        self._ended = False
        self._gone = False
        self._open = True
        self._appeared = False
        _open_window(title)
        cv2.resizeWindow(title, *size_wh)
        self._fill_screen()
        cv2.setMouseCallback(title, self._on_mouse)

    @property
    def ended(self) -> bool:
        """Whether the close button has been used, or q or Esc since the last page."""
        return self._ended or self._gone

    @property
    def attended(self) -> bool:
        """Whether a person can press a key: in a window, always."""
        return not self._gone

    def show(self, picture: NDArray[np.uint8], snapshot: Snapshot | None) -> None:
        """Draw an image, (H, W, 3) uint8 BGR, not mirrored, with what is known, and show it.

        The image is borrowed until the next call.
        """
        if self.ended:
            return
        self._shown = (picture, snapshot)
        if self._follow_size():
            self._overlay = self._new_overlay()
        self._draw()

    def attend(self, wait_ms: int) -> None:
        """Handle keys and the close button; waits for a key at most about `wait_ms` (at least 1)."""
        code = self._key(wait_ms)
        pressed, self._pressed = self._pressed, []
        if code == FULL_SCREEN:
            self._toggle_full_screen()
        if code == "h" or pressed:
            self._helping = not self._helping
            self._draw()
        command = COMMANDS.get(code)
        if command is not None and not self._repeats.held(code, time.monotonic()):
            self._commands.append(command)
        if command == "pain":
            self._hurts = True
            self._helping = False
            self._draw()  # at once, whatever the camera and the coach are doing
        self._ended = self._ended or code == QUIT
        self._gone = self._gone or self._closed()

    def commands(self) -> list[Command]:
        """Return the person's commands by key since the last call, in order."""
        asked, self._commands = self._commands, []
        return asked

    def page(self, page: Page, patience_s: float | None = None) -> str:
        """Show a full-screen page until a key answers it; return the answer, QUIT when the window is closed.

        patience_s: how long to wait for an answer (None: for ever); without one, return "". Any key shows that somebody
        is there, who may take their time. After an exercise ended with q the window is still there for its summary.
        """
        until_s = math.inf if patience_s is None else time.monotonic() + patience_s
        canvas, selected = np.empty((0, 0, 3), np.uint8), 0
        drawn: int | None = None
        touchable: list[Touchable] = []
        self._pressed.clear()
        while not self._gone and time.monotonic() < until_s:
            if self._follow_size() or canvas.size == 0:
                canvas, drawn = np.empty((self._size_wh[1], self._size_wh[0], 3), np.uint8), None
            if drawn != selected:
                touchable = draw_page(canvas, page, selected, large=self._large)
                cv2.imshow(self._title, canvas)
                drawn = selected
            code = self._key(PAGE_WAIT_MS)
            self._gone = self._closed()
            until_s = math.inf if code or self._pressed else until_s
            if code == FULL_SCREEN:
                self._toggle_full_screen()
            if (touched := self._touched(touchable)) is not None and touched.selects is None:
                self._leave_page()
                return touched.answer
            selected = page.moved(selected, code)
            if touched is not None and touched.selects is not None:
                selected = touched.selects
            held = code not in ARROWS and self._repeats.held(code, time.monotonic())
            if not held and (answer := page.answer(code, selected)) is not None:
                self._leave_page()
                return answer
        self._leave_page()
        return QUIT if self._gone else ""

    def _touched(self, touchable: Sequence[Touchable]) -> Touchable | None:
        """Return what was pressed with the mouse or a finger, None if nothing was."""
        pressed, self._pressed = self._pressed, []
        return next((one for place in pressed for one in touchable if one.holds(*place)), None)

    def _on_mouse(self, event: int, x: int, y: int, _flags: int, _data: object) -> None:
        """Note a press; OpenCV calls this while it waits for a key, in the canvas's pixels."""
        if event == cv2.EVENT_LBUTTONDOWN:
            self._pressed.append((x, y))

    def _toggle_full_screen(self) -> None:
        self._full_screen = not self._full_screen
        self._fill_screen()

    def _fill_screen(self) -> None:
        """Switch between the whole screen and a window."""
        state = cv2.WINDOW_FULLSCREEN if self._full_screen else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, state)

    def _leave_page(self) -> None:
        """Start over after a page: its keys were for it alone, and the overlay has the window's size."""
        self._overlay = self._new_overlay()
        self._shown = None
        self._commands.clear()
        self._hurts = self._ended = False

    def _new_overlay(self) -> Overlay:
        return Overlay(self._size_wh, self._words, self._demonstrations, large=self._large, waves=self._waves)

    def _draw(self) -> None:
        if self._shown is not None:
            canvas = self._overlay.draw(*self._shown, show_help=self._helping, hurts=self._hurts)
            cv2.imshow(self._title, canvas)

    def _key(self, wait_ms: int) -> str:
        """Wait for a key; return its name, "" if there was none."""
        return key_name(cv2.waitKeyEx(max(wait_ms, 1)))

    def close(self) -> None:
        """Close the window; safe to call twice."""
        if self._open:
            self._open = False
            cv2.destroyAllWindows()
            cv2.waitKey(1)  # lets the window system take the window away

    def _closed(self) -> bool:
        """Whether the window was on the screen and no longer is; not every system can tell, and none at once."""
        try:
            visible = cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) >= 1
        except cv2.error:  # Qt knows no window at all once the last one is closed
            visible = False
        self._appeared = self._appeared or visible
        return self._appeared and not visible

    def _follow_size(self) -> bool:
        """Adopt the window's size; return whether it has changed."""
        _, _, width, height = cv2.getWindowImageRect(self._title)
        size_wh = canvas_size((width, height)) if width > 0 and height > 0 else self._size_wh
        changed = size_wh != self._size_wh
        self._size_wh = size_wh
        return changed
