"""The coach without a window: cues, phases and repetitions in the terminal as they come, with media time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from posecoach.events import (
    Announced,
    CannotJudge,
    CueGiven,
    Event,
    ExerciseDone,
    NeutralTaken,
    PersonFound,
    PersonLost,
    PhaseStarted,
    Repetition,
    RepetitionDone,
    RepetitionRejected,
    SetupAdvice,
)
from posecoach.exercises.declaration import Exercise, Severity
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.wording import fault_named
from posecoach.pipeline import Moment
from posecoach.state import CoachState
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.names import in_words
from posecoach.words.phrase import N_, counted, numeral

CUE_STYLE: Final[dict[Severity, str]] = {
    "info": "bold #56b4e9",
    "correct": "bold #e69f00",
    "stop": "bold #d55e00",
}
"""Colours of Okabe and Ito, as on the screen."""
QUIET: Final = "dim"
ANNOUNCEMENT: Final = "bold"
NARROWEST: Final = 20
"""Columns for a text beside its time; in less the terminal breaks it as it likes."""

SEEN: Final = N_("I can see you")
NOT_SEEN: Final = N_("I can't see you")
NEUTRAL: Final = N_("Starting position set")
NOT_COUNTED: Final = N_("Not counted: {reason}")
CANNOT_JUDGE: Final = N_("Not checked: {rule} ({reason})")
LEFT: Final = N_("Ended after {count}")
REPETITION: Final = N_("Repetition {index}")
SCORE: Final = N_("score {score}")
HELD: Final = N_("held {seconds} s")
_FIXED: Final[dict[type[Event], str]] = {PersonFound: SEEN, PersonLost: NOT_SEEN, NeutralTaken: NEUTRAL}


class TerminalSink:
    """Prints what a person needs to know, one line each; what could not be judged appears once per rule."""

    def __init__(
        self, console: Console, words: Words = ENGLISH, exercises: Mapping[str, Exercise] | None = None
    ) -> None:
        """Take the console to print on, the person's language, and the exercises by key (None: the built-in ones)."""
        self._console = console
        self._words = words
        self._exercises = builtin_exercises() if exercises is None else exercises
        self._not_judged: set[str] = set()
        self._exercise = ""

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Print what is new."""
        if events and state.exercise != self._exercise:
            self._exercise = state.exercise
            # A guide introduces its exercises itself.
            if not any(isinstance(event, Announced) for event in events):
                self._print(state.t_s, Text(self._words(state.title), "bold"))
        for event in events:
            if isinstance(event, CannotJudge):
                self._cannot_judge(event)
            elif (text := self._line(event, state)) is not None:
                self._print(event.t_s, text)

    def _cannot_judge(self, event: CannotJudge) -> None:
        if event.rule not in self._not_judged:
            self._not_judged.add(event.rule)
            rule = fault_named(self._exercises.get(event.exercise), event.rule)
            self._print(event.t_s, Text(self._words(CANNOT_JUDGE, rule=rule, reason=event.reason), QUIET))

    def _line(self, event: Event, state: CoachState) -> Text | None:
        """Return what to print for an event, None if it is not worth a line."""
        words = self._words
        text: Text | None = None
        match event:
            case PersonFound() | PersonLost() | NeutralTaken():
                text = Text(words(_FIXED[type(event)]), QUIET)
            case SetupAdvice():
                text = Text(words(event.text), CUE_STYLE["info"])
            case Announced():
                text = Text(words(event.text, event.values), ANNOUNCEMENT)
            case PhaseStarted():
                label = (
                    state.movement.label if state.movement.phase == event.phase else self._label(event.phase)
                )
                text = Text(f"{words(label)}{_to_side(event.side, words)}", QUIET)
            case CueGiven():
                text = Text(f"» {words(event.text)}", CUE_STYLE[event.severity])
            case RepetitionDone():
                text = self._repetition(event.repetition, state)
            case RepetitionRejected():
                text = Text(words(NOT_COUNTED, {"reason": event.reason}))
            case ExerciseDone(complete=False):
                text = Text(
                    words(
                        LEFT,
                        {"count": counted("{count} repetition", "{count} repetitions", event.repetitions)},
                    ),
                    QUIET,
                )
            case _:
                pass
        return text

    def _repetition(self, done: Repetition, state: CoachState) -> Text:
        words = self._words
        text = Text(f"{words(REPETITION, index=done.index)}{_to_side(done.side, words)}", "bold")
        if done.score is not None:
            text.append("  " + words(SCORE, score=numeral(done.score, ".0f")))
        if done.hold_s is not None:
            text.append("  " + words(HELD, seconds=numeral(done.hold_s, ".1f")))
        if done.faults:
            faults = ", ".join(
                words(fault_named(self._exercises.get(state.exercise), rule)) for rule in done.faults
            )
            text.append(f"  ({faults})", CUE_STYLE["correct"])
        return text

    def _label(self, phase: str) -> str:
        """Return the label of a phase that is already over."""
        exercise = self._exercises.get(self._exercise)
        labels = [one.label for one in exercise.phases if one.name == phase] if exercise else []
        return labels[0] if labels else in_words(phase).capitalize()

    def _print(self, t_s: float, text: Text) -> None:
        """Print a text beside its time: in a terminal in lines that end between words, elsewhere in one."""
        stamp = f"{clock(t_s, self._words)}  "
        wide = max(self._console.width - len(stamp), NARROWEST)
        rows = text.wrap(self._console, wide) if self._console.is_terminal else [text]
        for number, row in enumerate(rows):
            row.rstrip()
            beside = " " * len(stamp) if number else stamp
            self._console.print(Text.assemble((beside, QUIET), row), highlight=False, soft_wrap=True)


def clock(t_s: float, words: Words = ENGLISH) -> str:
    """Return a media time as minutes, seconds and tenths."""
    tenths = round(t_s * 10)
    return f"{tenths // 600:2d}:{words.number(tenths % 600 / 10, '04.1f')}"


def _to_side(side: str | None, words: Words) -> str:
    return f", {words(side)}" if side in ("left", "right") else ""
