"""Recordings of real people that lie beside the repository, not in it; without them these tests are skipped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import Event, FaultRaised, PhaseEnded, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recording, read_recording
from tests.shared import shared


@dataclass(frozen=True)
class Labelled:
    """A span that was read by eye [s]; `inner_*_s` is surely inside of it."""

    phase: str
    start_s: float
    end_s: float
    tolerance_s: float

    @property
    def inner_start_s(self) -> float:
        return self.start_s + self.tolerance_s

    @property
    def inner_end_s(self) -> float:
        return self.end_s - self.tolerance_s


@dataclass
class Judged:
    """What became of a recording."""

    recognised: str | None
    events: list[Event] = field(default_factory=list)

    @property
    def phases(self) -> list[PhaseEnded]:
        return [event for event in self.events if isinstance(event, PhaseEnded)]

    @property
    def repetitions(self) -> list[RepetitionDone]:
        return [event for event in self.events if isinstance(event, RepetitionDone)]

    @property
    def faults(self) -> list[FaultRaised]:
        return [event for event in self.events if isinstance(event, FaultRaised)]

    def named(self, phase: str) -> list[PhaseEnded]:
        return [event for event in self.phases if event.phase == phase]

    def share_of(self, label: Labelled, *names: str) -> float:
        """Return which part of the inside of a labelled span lies in phases of these names."""
        covered = sum(
            max(0.0, min(span.end_s, label.inner_end_s) - max(span.start_s, label.inner_start_s))
            for span in self.phases
            if span.phase in names
        )
        return covered / (label.inner_end_s - label.inner_start_s)


@cache
def recording(name: str) -> Recording:
    return read_recording(shared("real_poses", f"{name}.npz"))


@cache
def told_of(name: str) -> dict[str, Any]:
    """Return what somebody read by eye of a recording."""
    told: dict[str, Any] = json.loads(shared("real_poses", "labels.json").read_text(encoding="utf-8"))[name]
    return told


def labels(name: str) -> tuple[Labelled, ...]:
    """Return the labelled spans of a recording."""
    told = told_of(name)
    return tuple(Labelled(span["phase"], span["t0"], span["t1"], told["tol_s"]) for span in told["phases"])


def judged(poses: Sequence[Pose], exercise: str = "auto") -> Judged:
    """Judge poses as a review does, in two readings where the first one tells what the second can use."""
    exercises = builtin_exercises()
    first = Recogniser(list(exercises.values())) if exercise == "auto" else Coach(exercises[exercise])
    events = _told(first, poses)
    last, second = first, first.with_hindsight()
    if second is not None:
        last, events = second, _told(second, poses)
    return Judged(last.recognised, events)


def _told(coach: Recogniser | Coach, poses: Sequence[Pose]) -> list[Event]:
    return [event for pose in poses for event in coach.step(pose)] + list(coach.finish())


@cache
def review_of(name: str) -> Judged:
    return judged(recording(name).poses)
