"""A listener of the loop that hands what was done to the history as soon as it is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from posecoach.events import (
    Event,
    ExerciseDone,
    Fault,
    FaultCleared,
    FaultRaised,
    FaultWithdrawn,
    PainStopped,
    Repetition,
    RepetitionDone,
    Stage,
    StageStarted,
    seconds,
)
from posecoach.history.records import Ended, FaultRow, PainStopRow, RatingRow, RepetitionRow, StepRow
from posecoach.history.rows import Record
from posecoach.history.writer import End, NextStep, Writer
from posecoach.pipeline import Moment
from posecoach.state import CoachState
from posecoach.words.phrase import N_, filled

WAIT_S: Final = 3.0
"""How long the end of a session waits for the disk. Less than a session waits for its judging thread."""
HOLD_DIGITS: Final = 3
"""Of the seconds that a hold lasted, behind the point."""


class HistorySink:
    """Keeps repetitions, faults, steps and pain stops of one session; made by History.start_session.

    It costs the loop microseconds and never raises: what cannot be written is said once by `remark`, on the thread
    that calls the sink, and tried again until the end. A session in which nothing was done is not kept.
    """

    def __init__(
        self, writer: Writer, remark: Callable[[str], None], ratings: Sequence[RatingRow] = ()
    ) -> None:
        """Take what writes this session, and where to say what went wrong. ratings: given before it begins."""
        self.writer = writer
        self._remark = remark
        self._ratings = tuple(ratings)
        self._told = False
        self._begun = False
        self._open: dict[str, FaultRaised] = {}
        self._closed: list[FaultCleared] = []
        self._start_s = math.nan
        self._t_s = 0.0
        self._steps = 0
        self._over = False
        self._ended: Ended = "done"

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step of the loop; at the end close what is open."""
        if moment is not None:
            self._t_s = moment.pose.t_s
            if math.isnan(self._start_s):
                self._start_s = self._t_s
        for event in events:
            self._note(event)
        if moment is None:
            self._end()
        if self.writer.problem and not self._told:
            self._told = True
            template = N_("{problem}. The session goes on; keeping it is tried again.")
            self._remark(filled(template, problem=self.writer.problem))

    def _note(self, event: Event) -> None:
        match event:
            case RepetitionDone(exercise=exercise, repetition=done):
                self._keep_faults(done.end_s)
                self._keep(_row(RepetitionRow, exercise, done.rounded(hold_digits=HOLD_DIGITS)))
            case FaultRaised(rule=rule):
                self._open[rule] = event
            case FaultCleared(rule=rule):
                self._open.pop(rule, None)
                self._closed.append(event)
            case FaultWithdrawn(fault=fault):
                self._closed = [one for one in self._closed if one.fault != fault]
            case StageStarted():
                self._follow_stage(event)
            case ExerciseDone(exercise=exercise, step=step, repetitions=repetitions, complete=complete):
                self._keep_faults(math.inf)
                if repetitions or self._begun:
                    self._keep(StepRow(exercise, step, repetitions, complete))
                self._go_on_with(step + 1 if complete else step)
            case PainStopped(t_s=t_s, exercise=exercise, phase=phase, side=side):
                self._ended = "pain"
                self._keep_faults(math.inf)
                self._keep(PainStopRow(exercise, phase, side, seconds(t_s)))
                self._go_on_with(None)
            case _:
                pass

    def _follow_stage(self, event: StageStarted) -> None:
        """Follow a guided session; a pause is no other place in it."""
        if event.stage is Stage.PAUSED or not event.steps:
            return
        if not self._steps:
            self._steps = event.steps
            self._ended = "pain" if self._ended == "pain" else "left"  # it may hurt before the first stage
        if event.stage in (Stage.DONE, Stage.STOPPED):
            if event.stage is Stage.DONE and self._ended == "left":
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
        self._keep(NextStep(step if step is not None and 1 < step <= self._steps else None))

    def _keep_faults(self, before_s: float) -> None:
        """Keep the faults that are over and began before a media time; later ones may still be withdrawn."""
        for one in self._closed:
            if one.start_s < before_s:
                self._keep(_row(FaultRow, one.exercise, one.fault.rounded()))
        self._closed = [one for one in self._closed if one.start_s >= before_s]

    def _end(self) -> None:
        self._keep_faults(math.inf)
        for raised in self._open.values():
            self._keep(_row(FaultRow, raised.exercise, raised.fault.rounded(self._t_s)))
        self._open.clear()
        if self._begun:
            start_s = (
                self._t_s if math.isnan(self._start_s) else self._start_s
            )  # stopped before the first image
            self.writer.put(End(self._ended, seconds(self._t_s - start_s)))
        self.writer.end()
        if self.writer.wait(WAIT_S) and self.writer.unwritten:
            self._told = True
            template = N_("{problem}. Not all of this session could be kept.")
            self._remark(filled(template, problem=self.writer.problem))

    def _keep(self, record: Record | NextStep) -> None:
        if not self._begun:
            for rating in self._ratings:
                self.writer.put(rating)
        self._begun = True
        self.writer.put(record)


def _row(kind: type[RepetitionRow | FaultRow], exercise: str, value: Repetition | Fault) -> Record:
    """Return the row that keeps a value; its columns are the exercise and fields of the value."""
    _, *columns = kind.__struct_fields__
    return kind(exercise, *(getattr(value, column) for column in columns))
