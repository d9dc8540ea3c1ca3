"""A listener of the loop that hands what was done to the history as soon as it is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from posecoach.events import (
    Event,
    ExerciseDone,
    ExerciseRecognised,
    FaultCleared,
    FaultRaised,
    PainStopped,
    RepetitionDone,
    StageStarted,
)
from posecoach.history.records import Ended, Fault, PainStop, Repetition, Step
from posecoach.history.writer import End, Progress, Writer
from posecoach.pipeline import Moment
from posecoach.state import CoachState

WAIT_S: Final = 3.0
"""How long the end of a session waits for the disk. Less than a session waits for its judging thread."""


class HistorySink:
    """Keeps repetitions, faults, steps and pain stops of one session; made by History.start_session.

    It costs the loop microseconds and never raises: what cannot be written is said once by `remark`, on the thread
    that calls the sink, and tried again until the end. A session in which nothing was done is not kept.
    """

    def __init__(self, writer: Writer, remark: Callable[[str], None]) -> None:
        """Take what writes this session, and where to say what went wrong."""
        self.writer = writer
        self._remark = remark
        self._told = False
        self._begun = False
        self._exercise = ""
        self._open: dict[str, tuple[str, FaultRaised]] = {}
        self._start_s = math.nan
        self._t_s = 0.0
        self._steps = 0
        self._over = False
        self._ended: Ended = "done"

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step of the loop; at the end close what is open."""
        if moment is not None:
            self._t_s = moment.pose.t_s
            if self._start_s != self._start_s:
                self._start_s = self._t_s
        for event in events:
            self._note(event, state)
        if moment is None:
            self._end()
        if self.writer.problem and not self._told:
            self._told = True
            self._remark(f"{self.writer.problem}. The session goes on; keeping it is tried again.")

    def _note(self, event: Event, state: CoachState) -> None:
        exercise = self._exercise or state.exercise
        match event:
            case RepetitionDone():
                self._keep(_repetition(exercise, event))
            case FaultRaised(rule=rule):
                self._open[rule] = exercise, event
            case FaultCleared(rule=rule, end_s=end_s):
                self._open.pop(rule, None)
                self._keep(_fault(exercise, event, end_s))
            case ExerciseRecognised(exercise=recognised):
                self._exercise = recognised
            case StageStarted():
                self._follow_stage(event)
            case ExerciseDone(exercise=done, step=step, repetitions=repetitions, complete=complete):
                if repetitions or self._begun:
                    self._keep(Step(done, step, repetitions, complete))
                self._go_on_with(step + 1 if complete else step)
            case PainStopped(t_s=t_s, exercise=hurt, phase=phase, side=side):
                self._ended = "pain"
                self._keep(PainStop(hurt, phase, side, _seconds(t_s)))
                self._go_on_with(None)
            case _:
                pass

    def _follow_stage(self, event: StageStarted) -> None:
        """Follow a guided session."""
        self._exercise = event.exercise
        if not self._steps:
            self._steps, self._ended = event.steps, "left"
        if event.stage in ("done", "stopped"):
            if event.stage == "done" and self._ended == "left":
                self._ended = "done"
            self._go_on_with(None)
        else:
            self._go_on_with(event.step)

    def _go_on_with(self, step: int | None) -> None:
        """Note where the routine can be gone on with; never again once it is done, or stopped because it hurts."""
        if self._over or not self._begun:
            return
        self._over = step is None
        # To begin at the beginning is nothing to go on with.
        self._keep(Progress(step if step is not None and 1 < step <= self._steps else None))

    def _end(self) -> None:
        for exercise, raised in self._open.values():
            self._keep(_fault(exercise, raised, self._t_s))
        self._open.clear()
        if self._begun:
            self.writer.put(End(self._ended, _seconds(self._t_s - self._start_s)))
        self.writer.end()
        if self.writer.wait(WAIT_S) and self.writer.unwritten:
            self._told = True
            self._remark(f"{self.writer.problem}. Not all of this session could be kept.")

    def _keep(self, record: Repetition | Fault | Step | PainStop | Progress) -> None:
        self._begun = True
        self.writer.put(record)


def _repetition(exercise: str, event: RepetitionDone) -> Repetition:
    return Repetition(
        exercise=exercise,
        index=event.index,
        side=event.side,
        start_s=_seconds(event.start_s),
        end_s=_seconds(event.end_s),
        hold_s=None if event.hold_s is None else _rounded(event.hold_s),
        score=round(event.score, 1),
        range={name: _rounded(value) for name, value in event.range.items()},
        faults=event.faults,
    )


def _fault(exercise: str, event: FaultRaised | FaultCleared, end_s: float) -> Fault:
    return Fault(
        exercise=exercise,
        rule=event.rule,
        phase=event.phase,
        side=event.side,
        start_s=_seconds(event.start_s),
        end_s=_seconds(end_s),
        severity=event.severity,
        value=_rounded(event.value),
        limit=_rounded(event.limit),
        unit=event.unit,
    )


def _rounded(value: float) -> float | None:
    return round(float(value), 3) if math.isfinite(value) else None


def _seconds(t_s: float) -> float:
    return round(float(t_s), 3)
