"""Keys and the close button, as a person uses them, sent to a window through the X server."""

from __future__ import annotations

import ctypes
import time

KEYSYMS = {
    "space": 0x20,
    "Escape": 0xFF1B,
    "Return": 0xFF0D,
    "KP_Enter": 0xFF8D,
    "Up": 0xFF52,
    "Down": 0xFF54,
    "Right": 0xFF53,
} | {letter: ord(letter) for letter in "qhnpbmx12"}
CLIENT_MESSAGE = 33


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 16),  # XEvent is a union that is larger than this member
    )


class Person:
    """Somebody at the keyboard and mouse of the display that DISPLAY names."""

    def __init__(self) -> None:
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._xtst = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x11.XInternAtom.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(None))

    def press(self, key: str) -> None:
        """Press and release a key; without a window manager it goes to the window under the pointer."""
        self._xtst.XTestFakeMotionEvent(self._display, -1, 300, 300, 0)
        code = self._x11.XKeysymToKeycode(self._display, KEYSYMS[key])
        for down in (1, 0):
            self._xtst.XTestFakeKeyEvent(self._display, code, down, 0)
        self._x11.XFlush(self._display)

    def click(self, at_px: tuple[int, int]) -> None:
        """Click with the left button; without a window manager the window is in the display's corner."""
        self._xtst.XTestFakeMotionEvent(self._display, -1, *at_px, 0)
        for down in (1, 0):
            self._xtst.XTestFakeButtonEvent(self._display, 1, down, 0)
        self._x11.XFlush(self._display)

    def close(self, title: str) -> None:
        """Do what a window manager does for its close button."""
        window = self._find(title)
        protocols = self._x11.XInternAtom(self._display, b"WM_PROTOCOLS", 0)
        delete = self._x11.XInternAtom(self._display, b"WM_DELETE_WINDOW", 0)
        message = _ClientMessage(CLIENT_MESSAGE, 0, 1, None, window, protocols, 32)
        message.data[0] = delete
        self._x11.XSendEvent(self._display, ctypes.c_ulong(window), 0, 0, ctypes.byref(message))
        self._x11.XFlush(self._display)

    def resize(self, title: str, size_wh: tuple[int, int]) -> None:
        """Drag the window to another size."""
        self._x11.XResizeWindow(self._display, ctypes.c_ulong(self._find(title)), *size_wh)
        self._x11.XFlush(self._display)

    def _find(self, title: str) -> int:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            for window in self._children():
                name = ctypes.c_char_p()
                self._x11.XFetchName(self._display, ctypes.c_ulong(window), ctypes.byref(name))
                if name.value == title.encode():
                    return window
            time.sleep(0.05)
        raise TimeoutError(f"no window called {title}")

    def _children(self) -> list[int]:
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self._x11.XQueryTree(
            self._display,
            ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display)),
            ctypes.byref(root),
            ctypes.byref(parent),
            ctypes.byref(children),
            ctypes.byref(count),
        )
        return [children[index] for index in range(count.value)]
