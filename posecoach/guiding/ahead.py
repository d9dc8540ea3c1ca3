"""Somebody who goes on to the next exercise before this one is done: noticed, asked about, then followed."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.events import RepetitionDone
from posecoach.exercises.declaration import Exercise
from posecoach.features.body import Body
from posecoach.judging.ending import is_hold
from posecoach.postures.table import posture_among

ASK_S: Final = 4.0
"""In the posture of the next exercise for this long: they have arrived there, and do not only pass through it."""

AHEAD_S: Final = 15.0
"""In it for this long, after they were asked: somebody who cannot reach the keys goes on like this."""

REPETITIONS: Final = 2
"""Where the posture is the same: the first repetition of the next exercise is asked about, with the second it goes on.
On 16 sample clips and 7 recordings of the exercises that precede another of the same posture, the next one's coach
counted none."""


class Answer(Enum):
    """What follows from where somebody is, or what they do."""

    ASK = auto()
    GO_ON = auto()


class GoingAhead:
    """Watches for the next exercise while another is still to be done.

    A hold, as lying still, is also how one rests: where the posture is the same it is no sign of going on.
    """

    def __init__(self, now: Exercise, following: Exercise, body: Body) -> None:
        """Take both exercises, and the body that somebody else updates."""
        self._body = body
        self._posture = following.posture
        self._elsewhere = following.posture != now.posture
        watches = not self._elsewhere and following.key != now.key and not is_hold(following)
        self._coach = Coach(following, body, advise=False) if watches else None
        self.reset()

    def reset(self) -> None:
        """Begin anew; the body goes on."""
        if self._coach is not None:
            self._coach.judge.reset()
        self._since_s: float | None = None
        self._asked = False
        self._done = 0

    def repetition(self) -> None:
        """Take note that the exercise itself goes on."""
        self._asked, self._done = False, 0

    def step(self, t_s: float) -> Answer | None:
        """Look at the body at a media time; return what follows, if anything does."""
        return self._arrived(t_s) if self._elsewhere else self._exercised()

    def _arrived(self, t_s: float) -> Answer | None:
        if posture_among(self._body, (self._posture,)) != self._posture:
            if self._body.seen:
                self._since_s, self._asked = None, False
            return None
        if self._since_s is None:
            self._since_s = t_s
        if t_s - self._since_s >= AHEAD_S:
            return Answer.GO_ON
        return self._ask() if t_s - self._since_s >= ASK_S else None

    def _exercised(self) -> Answer | None:
        if self._coach is None:
            return None
        before = self._coach.judge.typical
        done = any(isinstance(event, RepetitionDone) for event in self._coach.look())
        if not done or self._coach.judge.typical == before:
            return None
        self._done += 1
        return Answer.GO_ON if self._done >= REPETITIONS else self._ask()

    def _ask(self) -> Answer | None:
        asked, self._asked = self._asked, True
        return None if asked else Answer.ASK
