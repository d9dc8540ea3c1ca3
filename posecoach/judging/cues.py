"""One cue at a time: safety first, then tempo, then the rule that matters most; never a torrent of words."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final, NamedTuple

from posecoach.events import CueGiven
from posecoach.exercises.declaration import Rule, Severity
from posecoach.judging.rules.kind import kind_of
from posecoach.words.phrase import N_

COOL_DOWN_S: Final = 3.0
"""Between two cues; a person needs about this long to hear one (every cue fits in it) and to start acting on it."""

SAME_COOL_DOWN_S: Final = 8.0
"""Between two cues of the same rule."""

FRESH_S: Final = 1.0
"""A cue that has waited longer than this is about the past and is dropped. What is still wrong then is said in the
next repetition: the person has just been told something else."""

TEMPO_FRESH_S: Final = 2.0
"""The same for a movement that was too fast, which is corrected before anything else."""

ASKED_MOST: Final = 2
"""How often in a set a person is asked for more range than they show: the coach never pushes."""

SHOWN_S: Final = 4.0
"""How long the words stay on the screen."""

PRAISE: Final = N_("Good, that's it")

_RANK: Final[dict[Severity, int]] = {"stop": 0, "correct": 2, "info": 3}
_TOO_FAST: Final = 1


class _Waiting(NamedTuple):
    """A fault not spoken of yet, known since a media time.

    start_s, broken_s: as of `CueGiven`; None for what was kept for the next time.
    """

    known_s: float
    rule: Rule
    start_s: float | None
    broken_s: float | None


class CueChooser:
    """Chooses what to say as faults are raised."""

    def __init__(self, exercise: str, rules: tuple[Rule, ...]) -> None:
        """Create a chooser for an exercise, by its key; rules that stand first in the file matter more."""
        self._exercise = exercise
        self._order = {rule.name: (_rank(rule), i) for i, rule in reversed(list(enumerate(rules)))}
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._waiting: list[_Waiting] = []
        self._kept: dict[tuple[str, str], Rule] = {}
        self._last_s = -math.inf
        self._said_s: dict[str, float] = {}
        self._owed: set[str] = set()
        self._asked: Counter[str] = Counter()

    def fault(self, t_s: float, rule: Rule, start_s: float, broken_s: float) -> None:
        """Note that a rule was broken; for the times [s] see `CueGiven`."""
        self._waiting.append(_Waiting(t_s, rule, start_s, broken_s))

    def keep(self, rule: Rule) -> None:
        """Have a broken rule spoken of when one of its phases begins the next time: now it is too late to follow."""
        self._kept[rule.name, rule.cue] = rule

    def phase_begun(self, t_s: float, phase: str) -> None:
        """Keep what cannot be followed in a phase that has begun; say what was kept for it.

        That a movement was too fast is said at once all the same: it is over before one could hear it the next time.
        """
        here = [rule for rule in self._kept.values() if phase in rule.phases]
        for one in self._waiting:
            if not _followable(one.rule, phase):
                self.keep(one.rule)
        self._waiting = [one for one in self._waiting if _followable(one.rule, phase)]
        for rule in here:
            del self._kept[rule.name, rule.cue]
            self._waiting.append(_Waiting(t_s, rule, None, None))

    def withdraw(self, rule: Rule) -> None:
        """Drop what is waiting about a rule: it was kept after all."""
        self._waiting = [one for one in self._waiting if one.rule is not rule]
        self._kept.pop((rule.name, rule.cue), None)

    def silence(self) -> None:
        """Drop everything that is waiting."""
        self._waiting.clear()
        self._kept.clear()

    def repetition(self, t_s: float, faults: tuple[str, ...]) -> CueGiven | None:
        """Praise a repetition without a fault that was spoken of before."""
        corrected = self._owed - set(faults)
        self._owed -= corrected
        for name in corrected:
            del self._asked[name]  # what was shown may be asked for again
        if not corrected or faults or self._waiting or t_s - self._last_s < COOL_DOWN_S:
            return None
        self._last_s = t_s
        return CueGiven(t_s, self._exercise, PRAISE, "info", None)

    def step(self, t_s: float) -> CueGiven | None:
        """Return the cue to give now, if any."""
        if not self._waiting:
            return None
        self._waiting = [one for one in self._waiting if t_s - one.known_s <= _fresh_s(one.rule)]
        ready = [one for one in self._waiting if self._may_say(t_s, one.rule)]
        if not ready:
            return None
        chosen = min(ready, key=lambda one: self._order[one.rule.name])
        rule = chosen.rule
        self._waiting.clear()
        self._last_s = t_s
        self._said_s[rule.name] = t_s
        self._owed.add(rule.name)
        self._asked[rule.name] += rule.more_range
        words = (rule.cue, rule.severity, rule.name)
        return CueGiven(t_s, self._exercise, *words, chosen.start_s, chosen.broken_s)

    def _may_say(self, t_s: float, rule: Rule) -> bool:
        urgent = rule.severity == "stop"
        if self._asked[rule.name] >= ASKED_MOST:
            return False
        quiet = urgent or t_s - self._last_s >= COOL_DOWN_S
        return quiet and t_s - self._said_s.get(rule.name, -math.inf) >= SAME_COOL_DOWN_S


def _rank(rule: Rule) -> int:
    """Return the order in which a rule is spoken of, smallest first: danger, haste, form, hints."""
    return min(_RANK[rule.severity], _TOO_FAST) if kind_of(rule).is_tempo(rule) else _RANK[rule.severity]


def _followable(rule: Rule, phase: str) -> bool:
    """Whether words about a rule are of use in a phase."""
    return not rule.phases or phase in rule.phases or kind_of(rule).is_tempo(rule)


def _fresh_s(rule: Rule) -> float:
    return TEMPO_FRESH_S if kind_of(rule).is_tempo(rule) else FRESH_S
