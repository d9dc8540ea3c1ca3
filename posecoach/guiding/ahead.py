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

OVERLAP_S: Final = 0.5
"""A repetition of the next exercise may begin at most this long before the last one of this exercise ends."""

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

    A hold, as lying still, is also how one rests: where the posture is the same it is no sign of going on. Nor is a
    movement in which this exercise is under way: a lean to the side turns the chest a little as well.
    """

    def __init__(self, current: Coach, following: Exercise, body: Body) -> None:
        """Take the coach of this exercise and the next exercise, and the body that somebody else updates."""
        now = current.exercise
        self._judge = current.judge
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
        before = self._coach.judge.evidence.typical
        done = [event for event in self._coach.look() if isinstance(event, RepetitionDone)]
        if not any(self._rested(event) for event in done) or self._coach.judge.evidence.typical == before:
            return None
        self._done += 1
        return Answer.GO_ON if self._done >= REPETITIONS else self._ask()

    def _rested(self, done: RepetitionDone) -> bool:
        """Tell whether this exercise rested meanwhile, or has been stuck in one phase all the time."""
        start_s = done.repetition.start_s
        return self._judge.resting_since(start_s) and self._judge.last_end_s <= start_s + OVERLAP_S

    def _ask(self) -> Answer | None:
        asked, self._asked = self._asked, True
        return None if asked else Answer.ASK
