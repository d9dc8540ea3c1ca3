"""Sessions made of events, as the coach would give them, and a look at what was kept."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from posecoach.events import (
    Event,
    Fault,
    FaultCleared,
    FaultRaised,
    RepetitionDone,
    Side,
    Stage,
    StageStarted,
)
from posecoach.history.sink import HistorySink
from posecoach.pipeline import Moment
from posecoach.state import CoachState
from tests import told
from tests.poses import standing

MORNING = datetime(2025, 3, 1, 7, 30, tzinfo=timezone(timedelta(hours=1)))


def moment(t_s: float) -> Moment:
    return Moment(standing(t_s))


def repetition(
    index: int,
    exercise: str = "toe_touch",
    *,
    side: Side | None = None,
    score: float | None = 90.0,
    faults: tuple[str, ...] = (),
) -> RepetitionDone:
    """The repetition from 4 s * (index - 1) to 4 s * index."""
    end_s = 4.0 * index
    return told.repetition_done(
        end_s,
        exercise,
        index=index,
        side=side,
        start_s=end_s - 4.0,
        end_s=end_s,
        hold_s=3.2,
        score=score,
        range={"trunk_rotation_deg": 31.25, "knee_flexion_deg": math.nan},
        faults=faults,
    )


def raised(rule: str, start_s: float) -> FaultRaised:
    return told.raised(start_s + 0.4, _fault(rule, start_s, start_s + 0.4, 31.0), "toe_touch")


def cleared(
    rule: str, start_s: float, end_s: float, value: float = 35.0, exercise: str = "toe_touch"
) -> FaultCleared:
    return told.cleared(_fault(rule, start_s, end_s, value), exercise)


def _fault(rule: str, start_s: float, end_s: float, value: float) -> Fault:
    words = "Straighten your knees"
    return told.fault(
        rule, "folding", start_s=start_s, end_s=end_s, value=value, limit=20.0, unit="deg", cue=words
    )


def stage(name: Stage, exercise: str, step: int, steps: int = 3, t_s: float = 0.0) -> StageStarted:
    return StageStarted(t_s, exercise, name, step, steps)


def play(sink: HistorySink, events: Iterable[Event], *, end: bool = True) -> None:
    """Give events to a sink one by one, each at its own time, as the loop would; `end` ends the media."""
    state = CoachState()
    sink(moment(0.0), (), state)
    for event in events:
        sink(moment(event.t_s), (event,), state)
    if end:
        sink(None, (), state)


def wait_until_written(sink: HistorySink) -> None:
    """Wait until all that a sink was given is in the database."""
    deadline_s = time.monotonic() + 10.0
    while sink.writer.unwritten:
        assert time.monotonic() < deadline_s, "not written within ten seconds"
        time.sleep(0.005)
