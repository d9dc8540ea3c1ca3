"""The neutral that is used now: as it becomes known, or as a first reading of the recording found it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from posecoach.events import Event, NeutralTaken
from posecoach.exercises.declaration import Exercise
from posecoach.judging.neutral import STILL_MARGIN_S, NeutralFinder, Stay, stay_at
from posecoach.judging.signals import Signals

FOLLOWS_S: Final = 1.0
"""A stay that begins so soon after another exercise was done is what follows: a pose or two lie between."""


class OwnNeutral:
    """Gives the signals the person's own neutral in each stay in the starting posture.

    start_s: when the stay began [s]; NaN while nobody is followed.
    """

    def __init__(self, exercise: Exercise, signals: Signals, hindsight: Sequence[Stay] = ()) -> None:
        """Compile an exercise. hindsight: the stays found by a first reading, for the second; empty for the first."""
        self._exercise = exercise
        self._signals = signals
        self._hindsight = tuple(hindsight)
        self._finder = NeutralFinder(exercise, signals)
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._finder.reset()
        self.start_s = math.nan
        self._better: dict[str, float] = {}
        self._known: Stay | None = None

    @property
    def followed(self) -> bool:
        """Whether somebody is in the starting posture, or has begun from there."""
        return self.start_s == self.start_s  # NaN is not equal to itself

    @property
    def held_still(self) -> bool:
        """Whether the person has held still long enough in this stay."""
        return self._finder.held_still

    @property
    def rough(self) -> frozenset[str]:
        """The features whose neutral is too uncertain to tell how far a movement went from there."""
        return self._finder.rough if self._known is None else self._known.rough

    def still_since(self, t_s: float) -> bool:
        """Tell whether the person has been still since the stay began, up to a media time [s]."""
        if self._known is not None:
            return self._known.early
        return t_s - self.start_s <= self._exercise.still_s + STILL_MARGIN_S

    def step(self, t_s: float, values: Sequence[float], *, free: bool) -> list[Event]:
        """Take in the features of a pose; return the neutral that is used from now on, if it is another.

        free: whether the person is at rest; nothing changes between the phases of a repetition.
        """
        events: list[Event] = []
        if not self.followed:
            self.start_s = t_s
            self._known = stay_at(self._hindsight, t_s)
            if self._known is not None and self._known.neutral:
                self._signals.set_neutral(self._known.neutral)
                events.append(NeutralTaken(t_s, self._exercise.key, self._known.neutral))
        fresh = self._finder.update(t_s, values)
        self._signals.rough = self.rough
        self._better |= fresh
        if free and self._better and not self._hindsight:
            self._signals.set_neutral(self._better)
            events.append(NeutralTaken(t_s, self._exercise.key, dict(self._better)))
            self._better.clear()
        return events

    def end(self, elsewhere: bool = False) -> None:
        """The person left the posture: take the neutral anew when they are followed again.

        elsewhere: whether they may then be seen from another place.
        """
        self._finder.end(elsewhere)
        self.start_s = math.nan
        self._better.clear()
        self._signals.forget_neutral()

    def renew(self, t_s: float) -> None:
        """Look for the neutral anew from a media time on [s], in the same place: another exercise was done up to now.

        Until it is found, the one before is used.
        """
        self._finder.end()
        self._better.clear()
        goes_on = (stay for stay in self._hindsight if stay.start_s <= t_s + FOLLOWS_S and stay.end_s > t_s)
        self._known = next(goes_on, None)
        if self._known is not None:
            self._signals.set_neutral(self._known.neutral)

    def forget_place(self) -> None:
        """Take note that somebody who is not followed may be seen from another place from now on."""
        if not self.followed:
            self._finder.forget_place()

    def stays(self) -> tuple[Stay, ...]:
        """Return what hindsight knows of the neutral, for every stay that has ended."""
        return self._finder.stays()
