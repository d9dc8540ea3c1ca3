"""The coach without a window: words, phases and repetitions in the terminal as they come, with media time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from posecoach.coaching.events import (
    CannotJudge,
    CueGiven,
    Event,
    NeutralTaken,
    PersonFound,
    PersonLost,
    PhaseStarted,
    RepetitionDone,
    RepetitionRejected,
    SetupAdvice,
    Severity,
)
from posecoach.coaching.state import CoachState
from posecoach.pipeline import Moment

CUE_STYLE: Final[dict[Severity, str]] = {
    "info": "bold #56b4e9",
    "correct": "bold #e69f00",
    "stop": "bold #d55e00",
}
"""Colours of Okabe and Ito, as on the screen."""
QUIET: Final = "dim"


class TerminalSink:
    """Prints what a person needs to know, one line each; what could not be judged is said once per rule."""

    def __init__(self, console: Console) -> None:
        """Take the console to print on."""
        self._console = console
        self._not_judged: set[str] = set()
        self._exercise = ""

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Print what is new."""
        if events and state.exercise != self._exercise:
            self._exercise = state.exercise
            self._print(state.t_s, Text(state.title, "bold"))
        for event in events:
            if isinstance(event, CannotJudge):
                self._cannot_judge(event)
            elif (text := _words(event, state)) is not None:
                self._print(event.t_s, text)

    def _cannot_judge(self, event: CannotJudge) -> None:
        if event.rule not in self._not_judged:
            self._not_judged.add(event.rule)
            self._print(event.t_s, Text(f"Cannot judge {_spelt(event.rule)}: {event.reason}", QUIET))

    def _print(self, t_s: float, text: Text) -> None:
        self._console.print(Text.assemble((f"{clock(t_s)}  ", QUIET), text), highlight=False, soft_wrap=True)


def _words(event: Event, state: CoachState) -> Text | None:
    """Return what to print for an event, None if it is not worth a line."""
    text: Text | None = None
    match event:
        case PersonFound():
            text = Text("I can see you", QUIET)
        case PersonLost():
            text = Text("I can't see you")
        case SetupAdvice():
            text = Text(event.text, CUE_STYLE["info"])
        case NeutralTaken():
            text = Text("Starting position taken", QUIET)
        case PhaseStarted():
            label = state.phase_label if state.phase == event.phase else _spelt(event.phase).capitalize()
            text = Text(f"{label}{_to_side(event.side)}", QUIET)
        case CueGiven():
            text = Text(f"» {event.text}", CUE_STYLE[event.severity])
        case RepetitionDone():
            text = _repetition(event)
        case RepetitionRejected():
            text = Text(f"Not counted: {event.reason}")
        case _:
            pass
    return text


def clock(t_s: float) -> str:
    """Return a media time as minutes, seconds and tenths."""
    tenths = round(t_s * 10)
    return f"{tenths // 600:2d}:{tenths % 600 / 10:04.1f}"


def _to_side(side: str | None) -> str:
    return f", {side}" if side in ("left", "right") else ""


def _spelt(name: str) -> str:
    return name.replace("_", " ")


def _repetition(event: RepetitionDone) -> Text:
    text = Text(f"Repetition {event.index}{_to_side(event.side)}", "bold")
    text.append(f"  score {event.score:.0f}")
    if event.hold_s is not None:
        text.append(f"  held {event.hold_s:.1f} s")
    if event.faults:
        text.append(f"  ({', '.join(map(_spelt, event.faults))})", CUE_STYLE["correct"])
    return text
