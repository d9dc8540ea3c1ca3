"""Every English text of the screen, in one place; the pages' texts are in page_texts.py."""

from __future__ import annotations

from typing import Final

from posecoach.events import Side
from posecoach.words.phrase import C_, N_

GETTING_READY: Final = N_("Getting ready")
CANNOT_SEE: Final = N_("I can't see you")
TAKE_POSITION: Final = N_("Take the starting position")
HOLD_STILL: Final = N_("Hold still")
BEGIN: Final = N_("Begin when you are ready")
GO_ON: Final = N_("Go on when you are ready")
NEXT: Final = N_("Next: {title}")
REST: Final = N_("Rest a moment")
PAUSED: Final = N_("Paused")
AWAY: Final = N_("Paused: step into view")
PAUSE_KEYS: Final = N_("space: go on · x: it hurts")
PAUSE_KEYS_WAVE: Final = N_("wave or space: go on · x: it hurts")
DONE: Final = N_("All done")
HURTS: Final = N_("Stopped. Rest.")

BREATH: Final = {"in": N_("breathe in"), "out": N_("breathe out")}
"""Words for how to breathe in a phase; where the exercise leaves it free, nothing is said."""
BREATH_SHORT: Final = {"in": C_("breath", "in"), "out": C_("breath", "out")}
"""The same on the pacer."""
SIDES: Final[dict[Side, str]] = {"left": N_("left"), "right": N_("right")}
STEP: Final = N_("Exercise {step} of {steps}")
AIM: Final = N_("of {aim}")
LAST_SCORE: Final = N_("last score {score}")

HELP: Final = N_("Help")
HELP_HINT: Final = N_("space: pause · h: help · x: it hurts")
HELP_HINT_WAVE: Final = N_("wave or space: pause · h: help · x: it hurts")
READING_TITLE: Final = N_("The screen")
KEYS: Final = (
    ("x", N_("It hurts: stop at once")),
    (N_("space, p"), N_("Pause, and go on")),
    ("n", N_("Next exercise")),
    ("b", N_("Previous exercise")),
    ("m", N_("Voice on or off")),
    ("r", N_("Turn an upside-down image the right way up")),
    ("h", N_("Show or hide this help")),
    ("f", N_("Full screen or a window")),
    ("q, Esc", N_("End and see the summary")),
)
READING: Final = (
    N_("The image is mirrored: your left is on the left."),
    N_("Diamonds mark the joints that a cue is about."),
    N_("A dashed line with an arrow shows where to go."),
    N_("The ring fills while you hold."),
    N_("The disc grows while you breathe in and shrinks while you breathe out."),
    N_("Pain, numbness or weakness: stop."),
)
WAVE: Final = N_("Raise the hand nearer the camera and wave: pause, and go on.")
