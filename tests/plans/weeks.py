"""A small plan file that is valid, to be broken or changed in one place."""

from __future__ import annotations

from datetime import date

from posecoach.exercises.loader import builtin_exercises
from posecoach.plans.declaration import Plan
from posecoach.plans.reading import read_plan

MONDAY = date(2026, 3, 2)
PLAN = """\
schema = "posecoach.plan/1"
key = "mine"
name = "For my back"
person = "Ana"
goals = ["Tie my shoes"]
notes = ["Breathe."]
weeks = 6

[[exercises]]
exercise = "cat_cow"
sets = 2
repetitions = 5
days = ["mon", "wed", "fri"]
note = "Gently."

[[exercises.progression]]
from_week = 2
repetitions = 10
pain_at_most = 3
score_at_least = 80

[[exercises]]
exercise = "thoracic_rotation"
repetitions = 4
hold_s = 6
side = "left"
tempo_s = 2
cues = { elbows_wide = "Open your elbows" }

[[unwatched]]
text = "Walk for 20 minutes"
days = ["tue"]

[[stop]]
sign = "pain_before"
above = 3
say = "Rest today."
"""


def my_plan(old: str = "", new: str = "") -> Plan:
    """Return PLAN with the first `old` in it replaced by `new`."""
    assert old in PLAN
    return read_plan(PLAN.replace(old, new, 1), "mine.toml", builtin_exercises())
