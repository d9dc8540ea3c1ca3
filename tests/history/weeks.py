"""Three weeks of somebody who gets better, made of events: the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from posecoach.events import Event, ExerciseDone, PainStopped, Side, Stage
from posecoach.history.store import open_history
from tests import told
from tests.history.sessions import cleared, play, stage

ROUTINES = {
    "pop_your_back": (
        ("hook_lying", 1, 10.0),
        ("cat_cow", 6, None),
        ("foam_roll", 12, None),
        ("thoracic_rotation", 10, 3.0),
    ),
    "crack_your_back": (("toe_touch", 5, None), ("arm_circles", 20, None), ("torso_twist", 10, None)),
}
RULES = {
    "cat_cow": ("spine_rounded", "slow"),
    "foam_roll": ("slow",),
    "thoracic_rotation": ("elbows_wide", "hold_long_enough"),
    "toe_touch": ("knees_straight", "slow"),
    "arm_circles": ("full_circle",),
    "torso_twist": ("pelvis_forward",),
}
DAYS = (20, 18, 17, 13, 11, 10, 8, 6, 5, 3, 2, 1, 0)
"""Days before today on which something was done."""
HURT, CUT_OFF = 10, 6


def make_weeks(folder: Path, now: datetime) -> None:
    """Keep the sessions in a folder; the last began on the day of `now`."""
    chance = random.Random(4)
    with open_history(folder) as history:
        for number, before in enumerate(DAYS):
            routine = "pop_your_back" if number % 3 else "crack_your_back"
            sink = history.start_session(routine, _began(now, before, 50 + 13 * number))
            events = list(_events(routine, number, chance))
            if before == HURT:
                events = events[: len(events) // 3]
                t_s = events[-1].t_s + 1.5
                events += [
                    PainStopped(t_s, "cat_cow", "cat", None),
                    stage(Stage.STOPPED, "cat_cow", 2, t_s=t_s),
                ]
            elif before == CUT_OFF:
                events = events[:20]
            play(sink, events, end=before != CUT_OFF)
        again = _set("cat_cow", 24, None, 0.0, 12, chance)
        play(history.start_session("cat_cow", now - timedelta(minutes=20)), again)


def _began(now: datetime, before: int, minutes: int) -> datetime:
    """Return when a session of so many days before began; never on the day before that, soon after midnight."""
    day = now - timedelta(days=before)
    return max(day - timedelta(minutes=minutes), day.replace(hour=0, minute=0, second=0, microsecond=0))


def _events(routine: str, number: int, chance: random.Random) -> Iterator[Event]:
    t_s = 0.0
    steps = ROUTINES[routine]
    for step, (exercise, count, hold_s) in enumerate(steps, 1):
        yield stage(Stage.EXERCISE, exercise, step, len(steps), t_s)
        for event in _set(exercise, count, hold_s, t_s, number, chance):
            yield event
            t_s = event.t_s
        yield ExerciseDone(t_s, exercise, step, count, complete=True)
    yield stage(Stage.DONE, "", len(steps), len(steps), t_s)


def _set(
    exercise: str, count: int, hold_s: float | None, t_s: float, number: int, chance: random.Random
) -> Iterator[Event]:
    for index in range(1, count + 1):
        broken = [rule for rule in RULES.get(exercise, ()) if chance.random() < 0.5 - 0.035 * number]
        start_s, t_s = t_s, t_s + chance.uniform(4.0, 7.0)
        for rule in broken:
            yield cleared(rule, start_s + 1.0, t_s - 0.5, exercise=exercise)
        sides: tuple[Side, Side] = ("left", "right")
        yield told.repetition_done(
            t_s,
            exercise,
            index=index,
            side=sides[index % 2] if exercise in ("thoracic_rotation", "torso_twist") else None,
            start_s=start_s,
            end_s=t_s,
            hold_s=None if hold_s is None else hold_s + chance.uniform(-1.0, 0.5) + 0.05 * number,
            score=max(20.0, 98.0 - 20.0 * len(broken) - chance.uniform(0.0, 6.0)),
            range={"trunk_inclination_deg": chance.uniform(40, 80)},
            faults=tuple(broken),
        )
