"""Plays cat-cows through the coach for ever and keeps them: a program to be killed.

Called with the data folder. A repetition's number is printed once the loop has gone on to the next picture, so what
was printed had been given to the history before. The program runs faster than real time: some five repetitions a
second, where people need some seconds for one.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from posecoach.coaching.coach import Coach
from posecoach.events import Event, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.history.store import open_history
from posecoach.pipeline import Moment, run
from posecoach.state import CoachState
from tests.history.sessions import MORNING
from tests.poses import every, film, hands_and_knees

CYCLE_S = 10.0
REST_S = 0.15
LEVEL = {"bow": 0.0, "head_pitch_deg": -85.0}
COW = {"bow": -0.05, "head_pitch_deg": -20.0}
CAT = {"bow": 0.07, "head_pitch_deg": -140.0}
CYCLE = [(0.0, LEVEL), (2.5, COW), (3.0, COW), (5.5, LEVEL), (8.0, CAT), (8.5, CAT), (CYCLE_S, LEVEL)]


def for_ever() -> Iterator[Moment]:
    cycle = film(hands_and_knees, CYCLE, every(15.0, CYCLE_S)[:-1])
    start_s = 0.0
    while True:
        for pose in cycle:
            yield Moment(replace(pose, t_s=start_s + pose.t_s))
        start_s += CYCLE_S


class Printer:
    """Prints what the step before has brought, and rests after each repetition."""

    def __init__(self) -> None:
        self._known = b""

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if self._known:
            os.write(sys.stdout.fileno(), self._known)
            time.sleep(REST_S)
        done = [event.repetition.index for event in events if isinstance(event, RepetitionDone)]
        self._known = b"".join(b"%d\n" % index for index in done)


if __name__ == "__main__":
    coach = Coach(builtin_exercises()["cat_cow"])
    with open_history(Path(sys.argv[1])) as history:
        run(for_ever(), coach, [history.start_session("cat_cow", MORNING), Printer()])
