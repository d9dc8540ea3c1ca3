"""Every English text of the screen, in one place: the key of its translation (see posecoach/words)."""

from __future__ import annotations

from typing import Final

from posecoach.events import Side
from posecoach.postures.table import POSTURES

GETTING_READY: Final = "Getting ready"
CANNOT_SEE: Final = "I can't see you"
TAKE_POSITION: Final = "Take the starting position"
HOLD_STILL: Final = "Hold still"
NEXT: Final = "Next: {title}"
REST: Final = "Rest a moment"
DONE: Final = "All done"
HURTS: Final = "Stopped. Rest."

BREATH: Final = {"in": "breathe in", "out": "breathe out"}
"""Words for how to breathe in a phase; where the exercise leaves it free, nothing is said."""
BREATH_SHORT: Final = {"in": "in", "out": "out"}
"""The same on the pacer."""
SIDES: Final[dict[Side, str]] = {"left": "left", "right": "right"}
STEP: Final = "Exercise {step} of {steps}"
AIM: Final = "of {aim}"
LAST_SCORE: Final = "last score {score}"

HELP: Final = "Help"
READING_TITLE: Final = "The screen"
KEYS: Final = (
    ("space, p", "It hurts: stop at once"),
    ("n", "Next exercise"),
    ("b", "Back to the one before"),
    ("m", "Voice off or on"),
    ("h", "Show or hide this help"),
    ("q, Esc", "End; the summary follows"),
)
READING: Final = (
    "The picture is a mirror: your left is on the left.",
    "Diamonds mark the joints that a cue is about.",
    "A dashed arm or leg shows where it should go.",
    "The ring fills while you hold.",
    "The disc grows while you breathe in and shrinks while you breathe out.",
    "Pain, numbness or weakness: stop.",
)

SCREEN_TEXTS: Final = (
    GETTING_READY,
    CANNOT_SEE,
    TAKE_POSITION,
    HOLD_STILL,
    NEXT,
    REST,
    DONE,
    HURTS,
    *BREATH.values(),
    *BREATH_SHORT.values(),
    *SIDES.values(),
    *(words for posture in POSTURES.values() for words in posture.at_a_glance.values()),
    STEP,
    AIM,
    LAST_SCORE,
    HELP,
    READING_TITLE,
    *(text for row in KEYS for text in row),
    *READING,
)
"""All of the above. The pages' texts are in page_texts.py."""
