"""How much of one step of a session is done, against its dosage and the day's limit."""

from __future__ import annotations

from collections import Counter

from posecoach.events import RepetitionDone, Side
from posecoach.exercises.routines import PlannedStep


class Tally:
    """Counts the repetitions of one step.

    already: repetitions of the exercise done earlier today; the aim is at most the rest of the day's dosage.
    """

    def __init__(self, step: PlannedStep, already: int = 0) -> None:
        """Begin with nothing done."""
        left = max(0, step.exercise.dosage.per_day - already)
        self.aim = min(step.total, left)
        self.limited = left < step.total
        self.count = 0
        self._step = step
        self._sides: Counter[Side | None] = Counter()

    def note(self, done: RepetitionDone) -> None:
        """Count a repetition; one to a side that the step is not for counts for nothing."""
        if self._step.side is not None and done.side in {"left", "right"} and done.side != self._step.side:
            return
        self.count += 1
        self._sides[done.side] += 1

    @property
    def done(self) -> bool:
        """Whether the aim is reached, on both sides if the dosage is per side."""
        return self.count >= self.aim and (self.limited or self._missing <= 0)

    def turn(self, done: RepetitionDone) -> Side | None:
        """Return the side to go on with if a repetition was the last, or one too many, on a side that is far ahead."""
        side, each = done.side, self._step.repetitions
        if self._step.side is not None:
            return self._step.side if side in {"left", "right"} and side != self._step.side else None
        if not self._step.per_side or side not in {"left", "right"} or self.done:
            return None
        other: Side = "left" if side == "right" else "right"
        behind = each - self._sides[other]
        ahead = self._sides[side] - each
        return other if (ahead == 0 and behind > 1) or (ahead > 0 and behind > 0) else None

    @property
    def _missing(self) -> int:
        """Repetitions that a side still lacks; those whose side was not seen count for either."""
        if not self._step.per_side:
            return 0
        each = self._step.repetitions
        lacking = sum(max(0, each - self._sides[side]) for side in ("left", "right"))
        return lacking - self._sides[None] - self._sides["both"]
