"""A sink that turns events into a review."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

import msgspec

from posecoach.coaching.spell import OVERLAP_S
from posecoach.events import (
    CannotJudge,
    Deduction,
    Event,
    ExerciseRecognised,
    Fault,
    FaultCleared,
    FaultEvent,
    FaultRaised,
    FaultWithdrawn,
    PhaseEnded,
    PhaseStarted,
    Repetition,
    RepetitionDone,
    RepetitionRejected,
    SetupAdvice,
    rounded,
    seconds,
)
from posecoach.judging.open_score import mean_score
from posecoach.judging.resolution import TOO_FEW_POSES
from posecoach.pipeline import Moment
from posecoach.results.review import PhaseSpan, Segment, Summary
from posecoach.state import CoachState
from posecoach.words.phrase import either, filled

HOLD_DIGITS: Final = 2
"""Of the seconds that a hold lasted, behind the point."""

Spanned = TypeVar("Spanned", Repetition, Fault)


class Collector:
    """Listens to the loop and keeps everything that a review reports.

    Phases and faults that are still open when the media end are closed at the last media time. `deductions`
    holds, repetition by repetition, why points are missing; `rejected` the movements that did not count.
    """

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.frames = 0
        self.frames_with_person = 0
        self.last_t_s = 0.0
        self.phases: list[PhaseSpan] = []
        self.repetitions: list[Repetition] = []
        self.faults: list[Fault] = []
        self.deductions: list[tuple[Deduction, ...]] = []
        self._done: list[RepetitionDone] = []
        self.rejected: list[RepetitionRejected] = []
        self.advice: list[str] = []
        self._advised: dict[str, SetupAdvice] = {}
        self.segments: list[Segment] = []
        self._open_phase: PhaseStarted | None = None
        self._open_faults: dict[str, FaultRaised] = {}
        self._not_judged: dict[str, Counter[str]] = {}

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step of the loop; at the end close what is open."""
        if moment is not None:
            self.frames += 1
            self.frames_with_person += moment.pose.seen
            self.last_t_s = moment.pose.t_s
        for event in events:
            self._note(event)
        if moment is None:
            self._close()

    def mark_news(self, first: Collector) -> None:
        """Mark the repetitions and faults of a second reading of a recording that the first one did not have."""
        self.repetitions = [
            one if any(_same_time(one, other) for other in first.repetitions) else _news(one)
            for one in self.repetitions
        ]
        self.faults = [
            one
            if any(one.rule == other.rule and _same_time(one, other) for other in first.faults)
            else _news(one)
            for one in self.faults
        ]

    def summary(self, phases_of_rules: Mapping[str, Mapping[str, str]]) -> Summary:
        """Return the numbers of the whole; every rule comes with the phases it applies in, name -> label."""
        uncounted = sum(one.reason == TOO_FEW_POSES for one in self.rejected)
        return Summary(
            repetitions=len(self.repetitions),
            score=rounded(mean_score(self._done, uncounted), 1),
            faults=dict(Counter(fault.rule for fault in self.faults)),
            cannot_judge=self._cannot_judge(phases_of_rules),
        )

    def open_spans(self) -> tuple[list[PhaseSpan], list[Fault]]:
        """Return the phase and the faults that are going on, as if they went on for ever."""
        phase = self._open_phase
        phases = [PhaseSpan(phase.phase, phase.side, seconds(phase.start_s), math.inf)] if phase else []
        faults = [raised.fault.rounded() for raised in self._open_faults.values()]
        return phases, [msgspec.structs.replace(fault, end_s=math.inf) for fault in faults]

    def _cannot_judge(self, phases_of_rules: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """Return rule -> main reason, of rules not judged for a while or whose phases never came."""
        reasons = {rule: counts.most_common(1)[0][0] for rule, counts in self._not_judged.items()}
        reached = {span.phase for span in self.phases}
        for rule, phases in phases_of_rules.items():
            if reached.isdisjoint(phases):
                labels = list(dict.fromkeys(phases.values()))
                reasons.setdefault(rule, filled("the phase {phase} was not seen", phase=either(labels)))
        return reasons

    def _note_end(self, ended: PhaseEnded) -> None:
        self._open_phase = None
        span = PhaseSpan(ended.phase, ended.side, seconds(ended.start_s), seconds(ended.end_s))
        if span.end_s > span.start_s:  # else the next phase turned out to have begun before this one
            self.phases.append(span)

    def _note_fault(self, event: FaultEvent) -> None:
        over = event.fault.rounded()
        if isinstance(event, FaultRaised):
            self._open_faults[event.rule] = event
        elif isinstance(event, FaultCleared):
            self._open_faults.pop(event.rule, None)
            self.faults.append(over)
        elif isinstance(event, FaultWithdrawn) and over in self.faults:
            self.faults.remove(over)

    def _note(self, event: Event) -> None:
        match event:
            case PhaseStarted():
                self._open_phase = event
            case PhaseEnded():
                self._note_end(event)
            case FaultEvent():
                self._note_fault(event)
            case CannotJudge(rule=rule, reason=reason):
                self._not_judged.setdefault(rule, Counter())[reason] += 1
            case RepetitionDone(repetition=done, deductions=deductions):
                self._done.append(event)
                # Exercises one after another count each for themselves; a review numbers them all.
                kept = done.rounded(hold_digits=HOLD_DIGITS)
                self.repetitions.append(msgspec.structs.replace(kept, index=len(self.repetitions) + 1))
                self.deductions.append(deductions)
                self._extend_segment(done.end_s)
            case ExerciseRecognised():
                self._forget_advice(event)
                self._begin_segment(event)
            case RepetitionRejected():
                self.rejected.append(event)
            case SetupAdvice(text=text) if text not in self.advice:
                self.advice.append(text)
                self._advised[text] = event
            case _:
                pass

    def _forget_advice(self, recognised: ExerciseRecognised) -> None:
        """Drop what was first said for another exercise after this one, as is known now, had begun."""
        for text, said in list(self._advised.items()):
            if said.exercise not in ("", recognised.exercise) and said.t_s >= recognised.start_s:
                self.advice.remove(text)
                del self._advised[text]

    def _begin_segment(self, event: ExerciseRecognised) -> None:
        if self.segments and self.segments[-1].exercise != event.exercise:
            self._end_at(event.start_s)
        if not self.segments or self.segments[-1].exercise != event.exercise:
            self.segments.append(Segment(event.exercise, seconds(event.start_s), seconds(event.t_s), 0))

    def _end_at(self, end_s: float) -> None:
        """End the exercise in progress at a media time [s]; what was told of it since was the next one."""
        end_s = seconds(end_s)  # as all times that are kept
        for raised in self._open_faults.values():
            self.faults.append(raised.fault.rounded(end_s))
        if (phase := self._open_phase) is not None:
            self.phases.append(PhaseSpan(phase.phase, phase.side, seconds(phase.start_s), end_s))
        self._open_faults.clear()
        self._open_phase = None
        self.faults = [fault for fault in self.faults if fault.start_s < end_s]
        self.phases = [
            msgspec.structs.replace(span, end_s=min(span.end_s, end_s))
            for span in self.phases
            if span.start_s < end_s
        ]
        self.rejected = [one for one in self.rejected if one.start_s < end_s]
        kept = sum(one.start_s < end_s and one.end_s <= end_s + OVERLAP_S for one in self.repetitions)
        fewer = len(self._done) - kept
        for told in (self._done, self.repetitions, self.deductions):
            del told[kept:]
        if fewer:
            self._shorten_segment(fewer)

    def _shorten_segment(self, fewer: int) -> None:
        """Take back the last repetitions of the last segment; without any left it was none."""
        last = self.segments.pop()
        if last.repetitions > fewer:
            over_s = seconds(self._done[-1].repetition.end_s)
            self.segments.append(Segment(last.exercise, last.start_s, over_s, last.repetitions - fewer))

    def _extend_segment(self, end_s: float) -> None:
        """Count a repetition for the current exercise; without recognition there are no segments."""
        if self.segments:
            last = self.segments[-1]
            self.segments[-1] = Segment(last.exercise, last.start_s, seconds(end_s), last.repetitions + 1)

    def _close(self) -> None:
        if (phase := self._open_phase) is not None:
            self.phases.append(
                PhaseSpan(phase.phase, phase.side, seconds(phase.start_s), seconds(self.last_t_s))
            )
            self._open_phase = None
        self.faults.extend(raised.fault.rounded(self.last_t_s) for raised in self._open_faults.values())
        self._open_faults.clear()
        self.faults.sort(key=lambda fault: (fault.start_s, fault.rule))


class FeatureLog:
    """Listens to the loop and keeps the measured features of every frame; what was not seen is None."""

    def __init__(self, measured: Callable[[], Mapping[str, float]]) -> None:
        """Take the function that returns the features of the last pose."""
        self._measured = measured
        self._t_s: list[float | None] = []
        self._columns: dict[str, list[float | None]] = {}

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step of the loop."""
        if moment is None:
            return
        for name, value in self._measured().items():
            # A feature may turn up late (when an exercise is recognised): it was not seen before.
            column = self._columns.setdefault(name, [])
            column.extend([None] * (len(self._t_s) - len(column)))
            column.append(rounded(value, 4))
        self._t_s.append(seconds(moment.pose.t_s))

    def columns(self) -> dict[str, list[float | None]]:
        """Return `t_s` and one column per feature, all of the same length."""
        frames = len(self._t_s)
        padded = {name: column + [None] * (frames - len(column)) for name, column in self._columns.items()}
        return {"t_s": self._t_s, **padded}


def _same_time(one: Spanned, other: Spanned) -> bool:
    """Whether two spans have at least half of the shorter one in common."""
    common_s = min(one.end_s, other.end_s) - max(one.start_s, other.start_s)
    return common_s >= 0.5 * min(one.end_s - one.start_s, other.end_s - other.start_s)


def _news(one: Spanned) -> Spanned:
    return msgspec.structs.replace(one, only_in_review=True)
