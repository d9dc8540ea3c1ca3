"""Which movements count: those of the exercise, told from another exercise's, from beginnings, and from getting up."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from posecoach.exercises.declaration import Exercise
from posecoach.judging.identity import Identity
from posecoach.judging.repetitions import UNFINISHED, Draft, Rejected
from posecoach.judging.resolution import TOO_FEW_POSES, too_few
from posecoach.judging.signals import Signals

OTHERWISE_S: Final = 5.0
"""Once the exercise has been seen, this long without a repetition is searched for signs of another exercise."""

SETTLING_S: Final = 3.0
"""The start of a hold may still be lying down, and its end already getting up: the renderer's people turn over, sit up
or come to their feet in 1.2 to 2.5 s, and a posture that was left is lost after a second."""

HELD_SHARE: Final = 0.5
"""Who gives up more than this share of a movement has gone back. Chosen."""

SETTLING_STEP_S: Final = 0.5

HELD_AGAINST_S: Final = 10.0
"""Of what belongs to another exercise, no more than this counts against one: who did squats for minutes may go on to
toe touches, and those who do something like an exercise again and again now and then show all of it. Chosen: of the
stored unruly clips, somebody else's two side bends both count at 8 s, one of them at 10, 12 and 15."""

LONG_ENOUGH_S: Final = 2.0
"""A single movement quicker than this happens to everyone who gets ready; a second one is needed, if only one that is
a repetition without showing all that the exercise is recognised by."""


class MovementEvidence:
    """Weighs movements, and the times between them, for and against an exercise.

    typical: number of repetitions that showed all that the exercise is recognised by. typical_s: how long they lasted
    together [s]. seen_s: the same of all repetitions, whether they showed all of it or not [s]. another_s: total length
    of movements, and times between them, that belong to another exercise [s], of what is more than HELD_AGAINST_S
    longer than typical_s only so much.
    holds: whether a repetition is nothing but a hold.
    """

    def __init__(self, exercise: Exercise, signals: Signals) -> None:
        """Compile the marks of an exercise."""
        self._signals = signals
        self._identity = Identity(exercise, signals)
        self._shortest_s = max(exercise.repetition.shortest_s, SETTLING_S)
        self._known_from_s = exercise.repetition.known_from_s
        phases = {phase.name: phase for phase in exercise.phases}
        self.holds = all(phases[name].hold_aim_s is not None for name in exercise.repetition.counted)
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self.typical = 0
        self.typical_s = self.seen_s = self.another_s = 0.0
        self._looked_s = math.nan
        self._from_s = -math.inf
        self._before: Draft | None = None

    def begin_anew(self, since_s: float) -> None:
        """Forget what was seen, up to a media time [s], while another exercise was done."""
        self.reset()
        self._looked_s = self._from_s = since_s

    @property
    def is_enough(self) -> bool:
        """Whether the repetitions may be more than what happens to everyone who gets ready."""
        return self.typical > 1 or (self.typical == 1 and self.seen_s >= LONG_ENOUGH_S)

    def looked(self, t_s: float) -> None:
        """Search the time before a media time no more: a movement ended there, or nobody was followed."""
        self._looked_s = t_s

    def is_another(self, start_s: float, end_s: float) -> bool:
        """Tell whether a movement, complete or not, shows what belongs to another exercise."""
        return self._identity.another(start_s, end_s) is not None

    def given_up(self, start_s: float, end_s: float) -> str | None:
        """Return what is missing to make a movement a repetition: it was begun and given up."""
        return self._identity.given_up(start_s, end_s)

    def weigh(self, draft: Draft) -> Draft | Rejected:
        """Reject a movement that belongs to another exercise, and count those that identify this one."""
        if self.holds:
            draft = self._without_getting_up(draft)
        told = self._identity.another(draft.start_s, draft.end_s)
        if told is not None:
            self._count_against(draft.start_s, draft.end_s)
            return Rejected(draft.start_s, told)
        told = self.given_up(draft.start_s, draft.end_s)
        if told is not None:
            return Rejected(draft.start_s, told)
        during_s = draft.start_s, draft.end_s
        if too_few(self._signals.poses(*during_s), self._signals.mean_gap_s(*during_s)):
            return Rejected(draft.start_s, TOO_FEW_POSES)
        if draft.one_way and not self._is_held(draft):
            return Rejected(draft.start_s, UNFINISHED)
        lasted_s = draft.end_s - draft.start_s
        if self._identity.lacks(draft.start_s, draft.end_s) is None or self._shown_by_both(draft):
            if not draft.is_vague and lasted_s >= self._known_from_s:  # less tells too little to know it by
                self.typical += 1
                self.typical_s += lasted_s
        elif draft.one_way:
            return Rejected(draft.start_s, UNFINISHED)
        self.seen_s += 0.0 if draft.is_vague else lasted_s
        self._before = draft
        return draft

    def _is_held(self, draft: Draft) -> bool:
        """Tell whether what a repetition without its way back ends with was kept up since it was reached."""
        hold = draft.spans[-1]
        if hold.phase.signal is None:
            return True
        i = self._signals.index[hold.phase.signal]
        seen = [
            (t_s, values[i])
            for t_s, values in self._signals.span(draft.start_s)
            if values[i] == values[i]  # NaN is not equal to itself
        ]
        ways = [abs(value - seen[0][1]) for t_s, value in seen if t_s >= hold.start_s]
        return bool(ways) and min(ways) >= HELD_SHARE * max(ways)

    def _shown_by_both(self, draft: Draft) -> bool:
        """Tell whether a repetition shows the exercise together with the one just before, to the other side."""
        before = self._before
        if before is None or draft.start_s - before.end_s > OTHERWISE_S:
            return False
        return self._identity.shown_by_both((before.start_s, before.end_s), (draft.start_s, draft.end_s))

    def look_between(self, t_s: float) -> None:
        """Once there has been a repetition, search the times without one for signs of another exercise."""
        if not self.typical or t_s - self._looked_s < OTHERWISE_S:
            return
        if self._identity.another(self._looked_s, t_s) is not None:
            self._count_against(self._looked_s, t_s)
        self._looked_s = t_s

    def _count_against(self, start_s: float, end_s: float) -> None:
        seconds = max(0.0, end_s - max(start_s, self._from_s))
        self.another_s = min(self.another_s + seconds, self.typical_s + HELD_AGAINST_S)

    def _without_getting_up(self, draft: Draft) -> Draft:
        """Return a hold without its first or last moments, if only they speak against it.

        A person who settles down, gets up, turns over or walks away already, or still, shows the posture while moving.
        """
        held = draft.spans[-1]
        steps = range(int(SETTLING_S / SETTLING_STEP_S) + 1)
        for lead, trail in ((0, 1), (1, 0), (1, 1)):
            for k in steps:
                start_s = held.start_s + k * lead * SETTLING_STEP_S
                end_s = held.end_s - k * trail * SETTLING_STEP_S
                if end_s - start_s < self._shortest_s:
                    break
                if self._identity.another(start_s, end_s) is None:
                    held = replace(held, start_s=start_s, end_s=end_s)
                    return Draft([*draft.spans[:-1], held]) if k else draft
        return draft
