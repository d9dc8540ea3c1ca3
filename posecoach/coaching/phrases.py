"""What the coach says besides the cues: every fixed English text in one place, for the catalogues.

Names in braces are filled with the values of the event. Exercise and routine files have their own texts (names,
labels, cues, cautions).
"""

from __future__ import annotations

from typing import Final

from posecoach.events import Announced
from posecoach.exercises.conditions import CONDITIONS
from posecoach.exercises.declaration import Exercise
from posecoach.postures.table import POSTURES
from posecoach.words.phrase import N_

STAY: Final = N_("Stay as you are")

ANNOUNCED: Final[dict[str, str]] = {
    "first": N_("{exercise}. {posture}"),
    "next": N_("Rest a moment. Next: {exercise}. {posture}"),
    "first_fetch": N_("{exercise}. {fetch} {posture}"),
    "next_fetch": N_("Rest a moment. Next: {exercise}. {fetch} {posture}"),
    "still": N_("Hold still for a moment"),
    "begin": N_("Begin when you are ready"),
    "hold": N_("Stay like this and breathe slowly"),
    "ahead": N_("Have you moved on to {following}? Carry on and I'll follow. {now}: {count} to go"),
    "complete": N_("That's it for this exercise"),
    "ease_off": N_("Come down and rest for a moment. Then go on with a smaller movement"),
    "other_side": N_("Now to your {side} side"),
    "back": N_("Welcome back. {count} of {aim} are done"),
    "wave": N_("To pause, raise the hand nearer the camera and wave"),
    "paused": N_("Paused"),
    "paused_wave": N_("Paused. Wave again to go on"),
    "away": N_("Paused. Step back into view to go on"),
    "no_picture": N_("Paused. {reason}"),
    "going_on": N_("Go on when you are ready"),
    "going_on_at": N_("Go on when you are ready. {count} of {aim} are done"),
    "left_today": N_("You've done {done} of at most {most} today: {aim} left"),
    "limit": N_("{exercise}: that's enough for today"),
    "all_done": N_("That was the last exercise. You are done"),
    "pain": N_("Stop and rest. See a health professional if the pain is sharp or does not go away"),
    "not_with_1": N_("Not with {a}"),
    "not_with_2": N_("Not with {a} or {b}"),
    "not_with_3": N_("Not with {a}, {b} or {c}"),
    "unseen_1": N_("We'll carry on. From here I can't judge: {a}"),
    "unseen_2": N_("We'll carry on. From here I can't judge: {a}, {b}"),
    "unseen_3": N_("We'll carry on. From here I can't judge: {a}, {b}, {c}"),
    "unseen_more": N_("We'll carry on. From here I can't judge: {a}, {b} and {count} more"),
    "unseen_all": N_("We'll carry on. From this side I can only count"),
}
"""By the code of the Announced event; "caution" takes its words from the exercise file."""

SETUP: Final[dict[str, str]] = {
    "black": N_("The image is black: uncover the camera, or turn on the light"),
    "green": N_("The image is green: the camera or the file is damaged"),
    "plain": N_("The image is all one colour: check the camera"),
    "frozen": N_("The image froze: check the camera and its connection"),
    "upside_down": N_("The image is upside down: turn the camera around, or press r"),
    "dark": N_("It's too dark: turn on more light"),
    "people": N_("I see two people: only you should be in view"),
    "nobody": N_("I can't see you: step into view"),
    "step_back": N_("Step back: I can't see all of you"),
    "feet": N_("Your feet are cut off: move back a little"),
    "hands": N_("Your hands are cut off: move back a little"),
    "head": N_("Your head is cut off: move back a little"),
    "closer": N_("Come closer: you look small from here"),
    "side": N_("Turn your side to the camera"),
    "side_head": N_("Turn your side to the camera: it is too far toward your head"),
    "side_feet": N_("Turn your side to the camera: it is too far toward your feet"),
    "front": N_("Turn to face the camera"),
    "camera": N_("Put the camera lower: it looks down on you"),
}
"""By the code of the SetupAdvice event, the most important first; "posture" takes its words from the posture."""


def announced(t_s: float, about: str, code: str, **values: str | float) -> Announced:
    """Return the event for a code's text; about: the key of the exercise, "" for none."""
    return Announced(t_s, about, code, ANNOUNCED[code], values)


def not_with(t_s: float, exercise: Exercise) -> list[Announced]:
    """Return the events that say for whom an exercise is not, three of them at a time; none if it is for everybody."""
    told = [CONDITIONS[key] for key in exercise.not_with]
    return [
        announced(t_s, exercise.key, f"not_with_{len(some)}", **dict(zip("abc", some, strict=False)))
        for some in (told[i : i + 3] for i in range(0, len(told), 3))
    ]


def posture_words(exercise: Exercise) -> str:
    """Return what to do to begin an exercise."""
    return POSTURES[exercise.posture].get_into[exercise.view]
