"""What the coach says beside the cues: every fixed English text in one place, for the catalogues of other languages.

Names in braces are filled with the values of the event. What the files of exercises and routines say (names, labels,
cues, cautions) stands there.
"""

from __future__ import annotations

from typing import Final

from posecoach.events import Announced
from posecoach.exercises.declaration import Exercise
from posecoach.postures.table import POSTURES

STAY: Final = "Stay as you are"

ANNOUNCED: Final[dict[str, str]] = {
    "first": "{exercise}. {posture}",
    "next": "Rest a moment. Next: {exercise}. {posture}",
    "still": "Hold still for a moment",
    "begin": "Begin when you are ready",
    "hold": "Stay like this and breathe slowly",
    "complete": "Well done, that is all of it",
    "other_side": "Now to your {side} side",
    "back": "Welcome back. {count} of {aim} are done",
    "limit": "Enough {exercise} for today",
    "all_done": "That was everything. Well done",
    "pain": "Stop and rest. See a health professional if the pain is sharp or stays",
    "unseen_1": "I go on. From here I cannot judge: {a}",
    "unseen_2": "I go on. From here I cannot judge: {a}, {b}",
    "unseen_3": "I go on. From here I cannot judge: {a}, {b}, {c}",
    "unseen_more": "I go on. From here I cannot judge: {a}, {b} and {count} more",
    "unseen_all": "I go on. From this side I can only count",
}
"""By the code of the Announced event; "caution" is said in the words of the exercise's file."""

SETUP: Final[dict[str, str]] = {
    "dark": "It is too dark: more light, please",
    "people": "I see two people: only you should be in the picture",
    "nobody": "I cannot see you: step into the picture",
    "step_back": "Step back: you do not fit into the picture",
    "feet": "Your feet are cut off: move back a little",
    "hands": "Your hands are cut off: move back a little",
    "head": "Your head is cut off: move back a little",
    "closer": "Come closer: you are small in the picture",
    "side": "Turn your side to the camera",
    "side_head": "Turn your side to the camera: it is too far toward your head",
    "side_feet": "Turn your side to the camera: it is too far toward your feet",
    "front": "Turn to face the camera",
    "camera": "Put the camera lower: it looks down on you",
}
"""By the code of the SetupAdvice event, the most important first; "posture" is said in the words of the posture."""


TEXTS: Final[tuple[str, ...]] = (
    *ANNOUNCED.values(),
    *SETUP.values(),
    *(words for posture in POSTURES.values() for words in posture.get_into.values()),
    STAY,
    "left",
    "right",
)
"""Every fixed text of this module; the names of rules in words come on top."""


def announced(t_s: float, about: str, code: str, **values: str | float) -> Announced:
    """Return the event that says the text of a code; about: the key of the exercise, "" for none."""
    return Announced(t_s, about, code, ANNOUNCED[code], values)


def posture_words(exercise: Exercise) -> str:
    """Return what to do to begin an exercise."""
    return POSTURES[exercise.posture].get_into[exercise.view]
