"""What the annotated video says and paints at every media time, from what is known: in the end, or until now."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Protocol

from posecoach.drawing.cue_band import Message
from posecoach.drawing.skeleton import Near
from posecoach.events import CueGiven, Fault, Repetition
from posecoach.exercises.declaration import Exercise, Severity
from posecoach.report.fault_picture import joints_of
from posecoach.report.subtitles import shown
from posecoach.results.evidence import rule_of
from posecoach.results.review import PhaseSpan
from posecoach.words.catalogue import ENGLISH, Words


class Findings(Protocol):
    """What was found in a recording: the evidence of a whole review, or what is known of it until now."""

    @property
    def exercise(self) -> Exercise | None:
        """The one that was recognised."""

    @property
    def phases(self) -> Sequence[PhaseSpan]:
        """In their order."""

    @property
    def faults(self) -> Sequence[Fault]:
        """In any order."""

    @property
    def repetitions(self) -> Sequence[Repetition]:
        """In their order."""

    @property
    def cues(self) -> Sequence[CueGiven]:
        """In their order."""

    def exercise_at(self, t_s: float) -> Exercise | None:
        """Return the exercise that was done at a media time."""


@dataclass(frozen=True, slots=True)
class Look:
    """All that one picture of the annotated video shows beside the frame and where the person is in it.

    seen: whether there is a person. near: their nearer side. faulty: the landmarks to paint in the colour of severity.
    """

    message: Message
    count: str
    seen: bool
    near: Near
    faulty: frozenset[int]
    severity: Severity


class Captions:
    """What is to be shown at every media time."""

    def __init__(self, findings: Findings, words: Words = ENGLISH) -> None:
        """Prepare the spans of a review, in the person's language."""
        self._words = words
        self._known = findings.exercise is not None
        self._exercise_at = findings.exercise_at
        self.phases, self.faults = findings.phases, findings.faults
        self._ends = sorted(one.end_s for one in findings.repetitions)
        self.cues = shown(findings.cues)

    def within(self, start_s: float, end_s: float) -> Captions:
        """Return the same for a part of the recording [s], in which each picture takes less to look up."""
        part = copy(self)
        part.phases = [one for one in self.phases if one.end_s >= start_s and one.start_s <= end_s]
        part.faults = [one for one in self.faults if one.end_s >= start_s and one.start_s <= end_s]
        part.cues = tuple(one for one in self.cues if one.end_s >= start_s and one.start_s <= end_s)
        return part

    def look(self, t_s: float, seen: bool, near: Near) -> Look:
        """Return what is shown at a media time [s], of a person whose nearer side is known."""
        faulty, severity = self.faulty(t_s, near) if seen else (frozenset[int](), "info")
        return Look(self.words(t_s), self.count(t_s), seen, near, faulty, severity)

    def words(self, t_s: float) -> Message:
        """Return what the band says at a media time [s]: the cue while it is being read, else the phase."""
        cue = next((one.cue for one in self.cues if one.start_s <= t_s < one.end_s), None)
        return (
            Message(self._label(t_s))
            if cue is None
            else Message(self._words(cue.text), severity=cue.severity)
        )

    def count(self, t_s: float) -> str:
        """Return how many repetitions were complete at a media time [s]."""
        return (
            self._words("{count} done", count=sum(end_s <= t_s for end_s in self._ends))
            if self._known
            else ""
        )

    def _label(self, t_s: float) -> str:
        span = next((span for span in self.phases if span.start_s <= t_s < span.end_s), None)
        if span is None:
            return ""
        exercise = self._exercise_at(span.start_s)
        if exercise is None:
            return ""
        phase = next(phase for phase in exercise.phases if phase.name == span.phase)
        side = f", {self._words(span.side)}" if span.side in ("left", "right") else ""
        held = f" {int(t_s - span.start_s)} s" if phase.hold_aim_s is not None else ""
        return f"{self._words(phase.label)}{side}{held}"

    def faulty(self, t_s: float, near: Near) -> tuple[frozenset[int], Severity]:
        """Return the landmarks to paint at a media time, and the gravest fault's severity."""
        now = [fault for fault in self.faults if fault.start_s <= t_s <= fault.end_s]
        about = [(self._exercise_at(fault.start_s), fault) for fault in now]
        joints = [joints_of(rule_of(exercise, fault), near) for exercise, fault in about if exercise]
        if not joints:
            return frozenset(), "info"
        ranks: list[Severity] = ["info", "correct", "stop"]
        return frozenset().union(*joints), max((fault.severity for fault in now), key=ranks.index)
