"""Names for the keys of a window: their codes differ between systems."""

from __future__ import annotations

from typing import Final

from posecoach.drawing.page import ENTER, QUIT
from posecoach.events import Command

ESCAPE: Final = 27
_ARROWS: Final = {
    "left": (0xFF51, 0x250000, 0xF702),
    "up": (0xFF52, 0x260000, 0xF700),
    "right": (0xFF53, 0x270000, 0xF703),
    "down": (0xFF54, 0x280000, 0xF701),
}
"""Codes of waitKeyEx on Linux (X11 names), Windows (virtual keys) and macOS (private characters)."""
_NAMES: Final = {
    10: ENTER,
    13: ENTER,
    **{code: name for name, codes in _ARROWS.items() for code in codes},
    ESCAPE: QUIT,
}

COMMANDS: Final[dict[str, Command]] = {
    "n": "skip",
    "b": "back",
    " ": "pause",
    "p": "pause",
    "x": "pain",
    "m": "mute",
    "r": "turn",
}

FULL_SCREEN: Final = "f"

REPEAT_S: Final = 0.7
"""A key that repeats sooner is being held down: keyboards wait up to 0.66 s before they repeat."""


def key_name(code: int) -> str:
    """Return the name of a key from cv2.waitKeyEx: a lower-case character, ENTER, QUIT (Esc), an arrow; else ""."""
    if code in _NAMES:
        return _NAMES[code]
    low = code & 0xFF
    # If the key is a character, bits above the lowest byte are modifiers such as caps lock.
    return chr(low).lower() if 0 <= code < 0xFF00 and 32 <= low < 127 else ""


class Repeats:
    """Tells a key held down from one pressed again, so that one press skips one exercise."""

    def __init__(self) -> None:
        """Start with nothing pressed."""
        self._code = ""
        self._last_s = -REPEAT_S

    def held(self, code: str, now_s: float) -> bool:
        """Note a key; return whether it is still the last one, held down; "" is no key."""
        if not code:
            return False
        held = code == self._code and now_s - self._last_s < REPEAT_S
        self._code, self._last_s = code, now_s
        return held
