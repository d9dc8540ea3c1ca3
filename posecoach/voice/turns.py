"""Whose turn it is to be said: newest and most important wins, nothing is said late.

One waits at most, and beside it one announcement, which holds longer: "that is all" is not lost to a last cue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from posecoach.judging.cues import SAME_COOL_DOWN_S
from posecoach.voice.utterance import LATE_S, Priority, Utterance

START_S: Final = 0.1
"""What an engine may need from being told to the first sound; measured: 0.04 s with espeak-ng through pyttsx3."""

INTERRUPTS: Final = Priority.CORRECT
"""From here on what matters more interrupts. Less than that waits for the end of the word: it is short, and half a
count sounds like a mistake."""

TurnEnd = Literal["spoken", "interrupted", "late", "replaced", "repeated", "muted", "failed"]
"""spoken: to its end. interrupted: begun, and stopped for something more important or at the end. late: waited too
long, or for something that has happened. replaced: something newer or more important took its place. repeated: within
its cool-down. muted, failed: the voice was off, or the engine did not work."""


@dataclass(slots=True, eq=False)
class Turn:
    """An utterance on its way; times in seconds of one clock, None = did not happen."""

    utterance: Utterance
    queued_s: float
    started_s: float | None = None
    ended_s: float | None = None
    outcome: TurnEnd | None = None


class Turns:
    """Decides what is said next. Reads no clock: the caller passes the time; `sealed` hears of each one's fate."""

    def __init__(self, sealed: Callable[[Turn], None]) -> None:
        """Begin with nothing to say."""
        self._sealed = sealed
        self._slots: dict[bool, Turn] = {}
        self._said_s: dict[str, float] = {}
        self.speaking: Turn | None = None
        self.stopping = False
        self.muted = False

    @property
    def waiting(self) -> bool:
        """Whether something waits to be said."""
        return bool(self._slots)

    def offer(self, utterance: Utterance, now_s: float) -> bool:
        """Take in an utterance; return whether what is being said must be stopped for it."""
        turn = Turn(utterance, now_s)
        slot = utterance.holds_s > LATE_S
        before = self._slots.get(slot)
        if self.muted:
            self._seal(turn, "muted", now_s)
        elif self._repeats(utterance):
            self._seal(turn, "repeated", now_s)
        elif before is not None and self._matters(before, turn, now_s):
            self._seal(turn, "replaced", now_s)
        else:
            if before is not None:
                self._seal(before, "late" if self._late(before, now_s) else "replaced", now_s)
            self._slots[slot] = turn
            if utterance.priority is Priority.PAIN:  # what was to come does not hold any more
                self._clear("replaced", now_s, but=turn)
            return self._must_stop(utterance)
        return False

    def take(self, now_s: float) -> Turn | None:
        """Return what is to be said now and regard it as being said, None if there is nothing."""
        for slot in sorted(self._slots, key=lambda slot: self._slots[slot].utterance.priority, reverse=True):
            turn = self._slots.pop(slot)
            if self._late(turn, now_s):
                self._seal(turn, "late", now_s)
            elif self._repeats(turn.utterance):
                self._seal(turn, "repeated", now_s)
            else:
                if turn.utterance.key:
                    self._said_s[turn.utterance.key] = turn.utterance.known_s
                self.speaking, self.stopping = turn, False
                return turn
        return None

    def overtake(self, now_s: float) -> None:
        """Drop the announcement that waits: the person has moved on meanwhile."""
        turn = self._slots.pop(True, None)
        if turn is not None:
            self._seal(turn, "late", now_s)

    def end(self, now_s: float, *, failed: bool = False) -> None:
        """What was being said is over."""
        turn, self.speaking = self.speaking, None
        if turn is not None:
            self._seal(turn, "failed" if failed else "interrupted" if self.stopping else "spoken", now_s)
        self.stopping = False

    def drop(self, outcome: TurnEnd, now_s: float) -> bool:
        """Let nothing wait; return whether something is being said that must be stopped too."""
        self._clear(outcome, now_s)
        if self.speaking is None or self.stopping:
            return False
        self.stopping = True
        return True

    def _clear(self, outcome: TurnEnd, now_s: float, but: Turn | None = None) -> None:
        for slot, turn in list(self._slots.items()):
            if turn is not but:
                del self._slots[slot]
                self._seal(turn, outcome, now_s)

    def _must_stop(self, new: Utterance) -> bool:
        if self.speaking is None or self.stopping or new.priority < INTERRUPTS:
            return False
        self.stopping = new.priority > self.speaking.utterance.priority
        return self.stopping

    def _matters(self, waiting: Turn, new: Turn, now_s: float) -> bool:
        """Whether the one that waits is kept for the new one: it matters more, and is not about the past."""
        return waiting.utterance.priority > new.utterance.priority and not self._late(waiting, now_s)

    @staticmethod
    def _late(turn: Turn, now_s: float) -> bool:
        return now_s - turn.queued_s > turn.utterance.holds_s - START_S

    def _repeats(self, utterance: Utterance) -> bool:
        said_s = self._said_s.get(utterance.key)
        return said_s is not None and 0.0 <= utterance.known_s - said_s < SAME_COOL_DOWN_S

    def _seal(self, turn: Turn, outcome: TurnEnd, now_s: float) -> None:
        turn.outcome, turn.ended_s = outcome, now_s
        self._sealed(turn)
