"""What is said aloud, how much it matters, and who can say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Protocol

LATE_S: Final = 0.5
"""What was not begun this long after it became known is not said any more."""


class Priority(IntEnum):
    """How much it matters; the more important one is said first, and interrupts."""

    BREATH = 0
    COUNT = 1
    PRAISE = 2
    ANNOUNCE = 3
    CORRECT = 4
    STOP = 5
    PAIN = 6


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to say. text: in the person's language.

    known_s: media time [s] at which it became known. key: what may not come again within its cool-down ("" = may).
    holds_s: how long [s] it may wait before it is about the past. rule: the rule that a cue is about, if any.
    span_s, onset_s: media time [s] at which what the cue is about began, and from which on the rule was broken.
    """

    text: str
    priority: Priority
    known_s: float
    key: str = ""
    holds_s: float = LATE_S
    rule: str | None = None
    span_s: float | None = None
    onset_s: float | None = None


class Speaker(Protocol):
    """Makes utterances heard. `stop` and `close` may be called from any thread, the others from one."""

    @property
    def name(self) -> str:
        """What it is, for people."""

    def seconds(self, text: str) -> float:
        """Return about how long it takes to say a text, rather too long; 0 if words are not heard."""

    def prepare(self) -> None:
        """Return once the next utterance would begin at once. Raises SoundError."""

    def say(self, utterance: Utterance, begun: Callable[[], None]) -> None:
        """Return once it was heard or stopped; `begun` is called when it starts. Raises SoundError."""

    def stop(self) -> None:
        """Make `say` return at once."""

    def close(self) -> None:
        """Stop, and give everything back; safe to call twice."""
