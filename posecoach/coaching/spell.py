"""The exercise that was recognised, from when it was until another one is: what is told of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.events import Event, RepetitionDone
from posecoach.judging.exercise_judge import AWAY_S

LAPSE_S: Final = 10.0
"""After so long without a repetition, and none that advances, something else may be done by now. Chosen."""


OVERLAP_S: Final = 0.5
"""A repetition may belong to the next exercise if it begins at most this long before the last one ends."""


class Spell:
    """Tells what the coach of a recognised exercise says, as long as it is done.

    Once nothing of it was done for a while it has lapsed: who folds forward after cat-cows, or turns over, makes
    something like one. Then only what ends what was told before is told, until a repetition shows all of it again.

    shown_s: when the last repetition ended that showed all of the exercise [s]. lapsed_s: when it lapsed [s], NaN while
    it has not.
    """

    def __init__(self, coach: Coach, told: Sequence[Event], from_s: float = -math.inf) -> None:
        """Begin with what is told as the exercise is recognised. from_s: nothing that began before is told [s]."""
        self.coach = coach
        self.lapsed_s = math.nan
        self._from_s = from_s
        self._typical = coach.judge.evidence.typical
        self._ends_s = _ends_s(told)
        self._there_s = coach.state.t_s
        self.shown_s = self._last_s

    @property
    def lapsed(self) -> bool:
        """Whether something else may be done by now."""
        return self.lapsed_s == self.lapsed_s  # NaN is not equal to itself

    def follow(self, events: Sequence[Event]) -> list[Event]:
        """Take in what the coach says now; return what to tell."""
        shown = self._shows_all(events)
        until_s = self.lapsed_s if self.lapsed else math.inf
        told = [event for event in events if self._from_s <= begins_s(event) < until_s]
        self._ends_s += _ends_s(told)
        if shown:
            self.shown_s = _ends_s(events)[-1]
        if not self.lapsed and self._may_be_over():
            self.lapsed_s = self.coach.state.t_s
        return told

    def resume(self, from_s: float, events: Sequence[Event]) -> Sequence[Event]:
        """Go on after it had lapsed, with what is told of the set that is done now; nothing that began before [s]."""
        self.lapsed_s, self._from_s = math.nan, from_s
        self._ends_s += _ends_s(events)
        return events

    def told_after(self, start_s: float) -> int:
        """Return how many repetitions were told that another exercise made, as is known now, from a time on [s]."""
        return sum(end_s > start_s + OVERLAP_S for end_s in self._ends_s)

    def ended_by(self, start_s: float) -> float:
        """Return when it ended, as a repetition of another exercise begins at a media time [s]; at that if unknown."""
        before_s = [end_s for end_s in self._ends_s if end_s <= start_s + OVERLAP_S]
        return min(max(before_s, default=start_s), start_s)

    def _shows_all(self, events: Sequence[Event]) -> bool:
        """Tell whether a repetition ends that shows all of the exercise, its proof included."""
        judge = self.coach.judge
        more, self._typical = judge.evidence.typical > self._typical, judge.evidence.typical
        done = [event for event in events if isinstance(event, RepetitionDone)]
        return more and bool(done) and judge.proven_s >= done[-1].start_s

    def _may_be_over(self) -> bool:
        """Tell whether nobody was in the position for a while, or nothing of the exercise was done."""
        state = self.coach.state
        if state.in_position:
            self._there_s = state.t_s
        before_s = state.t_s - LAPSE_S
        idle = self._last_s < before_s and self.coach.judge.idle_since(before_s)
        return idle or state.t_s - self._there_s > AWAY_S

    @property
    def _last_s(self) -> float:
        """When the last repetition ended that was told [s]."""
        return self._ends_s[-1] if self._ends_s else -math.inf


def begins_s(event: Event) -> float:
    """When the subject of an event began [s]; praise and guidance have no such subject."""
    start_s: float | None = getattr(event, "start_s", None)
    return event.t_s if start_s is None else start_s


def _ends_s(events: Sequence[Event]) -> list[float]:
    return [event.repetition.end_s for event in events if isinstance(event, RepetitionDone)]
