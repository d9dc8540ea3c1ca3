"""The window. OpenCV wants it on the main thread; its Qt ends the whole process where no display is."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.errors import WindowError
from posecoach.live.layout import canvas_size
from posecoach.live.overlay import Overlay
from posecoach.live.snapshot import Snapshot

TITLE: Final = "posecoach"
FIRST_SIZE_WH: Final = (1280, 720)
ESCAPE: Final = 27
CLOSE_KEYS: Final = (ord("q"), ord("Q"), ESCAPE)
HELP_KEYS: Final = (ord("h"), ord("H"))
WITHOUT: Final = "use --no-window to get the cues in the terminal"


def check_display() -> None:
    """Raise WindowError where opening a window would end the process.

    OpenCV's wheels for Linux show windows through Qt's xcb plug-in, which aborts if it cannot connect to an X
    server. So the connection is tried first, with the same library that the plug-in uses.
    """
    if not sys.platform.startswith("linux"):
        return
    name = os.environ.get("DISPLAY", "")
    if not name:
        raise WindowError(f"no window: this terminal has no display (DISPLAY is not set); {WITHOUT}")
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        raise WindowError(
            f"no window: the library libX11.so.6 is missing (Debian: libx11-6); {WITHOUT}"
        ) from None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    connection = x11.XOpenDisplay(None)
    if not connection:
        raise WindowError(f"no window: the display {name} does not answer or refuses access; {WITHOUT}")
    x11.XCloseDisplay(connection)


class Window:
    """A window with picture and overlay; the canvas follows its size. For the main thread only."""

    def __init__(self, title: str = TITLE, size_wh: tuple[int, int] = FIRST_SIZE_WH) -> None:
        """Open the window; WindowError if that cannot be done here."""
        check_display()
        # Qt warns on standard error that it finds no fonts; we draw all text ourselves.
        os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")
        self._title = title
        self._overlay = Overlay(size_wh)
        self._size_wh = size_wh
        self._helping = False
        self._ended = False
        self._open = True
        self._appeared = False
        cv2.namedWindow(title, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL)
        cv2.resizeWindow(title, *size_wh)

    @property
    def ended(self) -> bool:
        """Whether q, Esc or the close button has been used."""
        return self._ended

    def show(self, picture: NDArray[np.uint8], snapshot: Snapshot | None) -> None:
        """Draw a picture, (H, W, 3) uint8 BGR, not mirrored, with what is known, and show it."""
        if self._ended:
            return
        self._follow_size()
        cv2.imshow(self._title, self._overlay.draw(picture, snapshot, show_help=self._helping))

    def attend(self, wait_ms: int) -> None:
        """See to keys and the close button; waits for a key at most about `wait_ms` (at least 1)."""
        key = cv2.waitKey(max(wait_ms, 1)) & 0xFF
        if key in HELP_KEYS:
            self._helping = not self._helping
        if key in CLOSE_KEYS or self._closed():
            self._ended = True

    def close(self) -> None:
        """Close the window; safe to call twice."""
        if self._open:
            self._open = False
            cv2.destroyAllWindows()
            cv2.waitKey(1)  # lets the window system take the window away

    def _closed(self) -> bool:
        """Whether the window was on the screen and is no more; not every system can tell, and none at once."""
        try:
            visible = cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) >= 1
        except cv2.error:  # Qt knows no window at all once the last one is closed
            visible = False
        self._appeared = self._appeared or visible
        return self._appeared and not visible

    def _follow_size(self) -> None:
        _, _, width, height = cv2.getWindowImageRect(self._title)
        size_wh = canvas_size((width, height))
        if width > 0 and height > 0 and size_wh != self._size_wh:
            self._size_wh = size_wh
            self._overlay = Overlay(size_wh)
