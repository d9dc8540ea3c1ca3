"""What cannot be judged from where the camera stands, announced before an exercise that begins nevertheless."""

from __future__ import annotations

from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.coaching.phrases import announced
from posecoach.events import Announced
from posecoach.words.names import in_words

NAMED: Final = 3
"""Any further rules are counted, not named."""


def unseen(coach: Coach, t_s: float) -> list[Announced]:
    """Return what to say about the rules that cannot be judged of a person in position; nothing if all can."""
    key = coach.exercise.key
    if not coach.judgeable:
        return [announced(t_s, key, "unseen_all")]
    measured = coach.measured()
    hidden = [
        in_words(rule.name)
        for rule in coach.exercise.rules
        if rule.feature is not None and measured[rule.feature] != measured[rule.feature]  # NaN: not seen
    ]
    names = list(dict.fromkeys(hidden))
    if not names:
        return []
    if len(names) > NAMED:
        return [announced(t_s, key, "unseen_more", a=names[0], b=names[1], count=len(names) - 2)]
    return [announced(t_s, key, f"unseen_{len(names)}", **dict(zip("abc", names, strict=False)))]
