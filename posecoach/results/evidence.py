"""All that is known about one reviewed recording, for those who draw, encode, compare or export it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.coach import Coach
from posecoach.events import CueGiven, Event, NeutralTaken
from posecoach.exercises.declaration import Exercise, Rule
from posecoach.judging.neutral import Stay
from posecoach.judging.rules.kind import kind_of
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.results.review import Fault, Repetition, Report
from posecoach.state import CoachState

Values = NDArray[np.float64]


class Trace:
    """A sink that keeps the events which a review's JSON does not hold: what was said, and the neutrals taken."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.cues: list[CueGiven] = []
        self.neutrals: list[NeutralTaken] = []

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step of the loop."""
        self.cues += [event for event in events if isinstance(event, CueGiven)]
        self.neutrals += [event for event in events if isinstance(event, NeutralTaken)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A review with the poses and values that it stands on.

    exercise: the one that was recognised, or None; of several the one with most repetitions. poses: of every frame,
    in order. t_s: (T,) media times [s].
    features: (T,) values of every feature that the exercise uses, NaN = not seen. video: the file that the poses
    come from, None for a pose recording. known: the exercises that spans of the review may be about, by key.
    """

    report: Report
    exercise: Exercise | None
    poses: Sequence[Pose]
    t_s: Values
    features: Mapping[str, Values]
    cues: tuple[CueGiven, ...]
    neutrals: tuple[NeutralTaken, ...]
    video: Path | None
    known: Mapping[str, Exercise]

    def exercise_at(self, t_s: float) -> Exercise | None:
        """Return the exercise that was done at a media time: that of the segment, where several were recognised."""
        begun = [one for one in self.report.review.segments if one.start_s <= t_s]
        return self.known.get(begun[-1].exercise, self.exercise) if begun else self.exercise

    def neutral(self, feature: str) -> list[tuple[float, float]]:
        """Return (from media time [s], value) of the person's own neutral of a feature."""
        return [(taken.t_s, taken.values[feature]) for taken in self.neutrals if feature in taken.values]

    def neutral_at(self, feature: str, t_s: float) -> float:
        """Return the neutral of a feature that counted at a media time; NaN if it has none."""
        before = [value for since_s, value in self.neutral(feature) if since_s <= t_s]
        return before[-1] if before else float("nan")

    def index_at(self, t_s: float) -> int:
        """Return the index of the last frame that is not later than a media time."""
        return max(0, int(np.searchsorted(self.t_s, t_s + 1e-9, side="right")) - 1)


def gather(
    report: Report,
    exercise: Exercise | None,
    poses: Sequence[Pose],
    trace: Trace,
    video: Path | None,
    known: Mapping[str, Exercise],
    hindsight: Sequence[Stay] = (),
) -> Evidence:
    """Put the evidence together; the features are measured once more on the poses, from the first frame on."""
    t_s = np.array([pose.t_s for pose in poses], np.float64)
    features = measure(poses, exercise, hindsight) if exercise is not None else {}
    return Evidence(
        report, exercise, poses, t_s, features, tuple(trace.cues), tuple(trace.neutrals), video, known
    )


def measure(poses: Sequence[Pose], exercise: Exercise, hindsight: Sequence[Stay] = ()) -> dict[str, Values]:
    """Return feature name -> (T,) values on all poses as the coach of an exercise measures them; NaN = not seen."""
    coach = Coach(exercise, hindsight=hindsight)
    names = tuple(coach.measured())
    values = np.full((len(poses), len(names)), np.nan)
    for row, pose in zip(values, poses, strict=True):
        coach.step(pose)
        row[:] = list(coach.measured().values())
    return {name: values[:, i] for i, name in enumerate(names)}


def rule_of(exercise: Exercise, fault: Fault) -> Rule:
    """Return the declaration of the rule that was broken; of several with its name the one for the fault's phase."""
    named = [rule for rule in exercise.rules if rule.name == fault.rule]
    return next((rule for rule in named if fault.phase in rule.phases), named[0])


def shown_feature(exercise: Exercise, fault: Fault) -> str | None:
    """Return the feature in which a fault can be seen."""
    rule = rule_of(exercise, fault)
    signal = next((phase.signal for phase in exercise.phases if phase.name == fault.phase), None)
    return kind_of(rule).shown_feature(rule, signal)


def worst_s(evidence: Evidence, fault: Fault) -> float:
    """Return the media time [s] of the moment that shows a fault best.

    For a limit the worst value in the span, for a range that was not reached the furthest that was, for a movement
    that was too quick its fastest moment, else the middle of the span.
    """
    middle_s = (fault.start_s + fault.end_s) / 2
    exercise = evidence.exercise_at(fault.start_s)
    if exercise is None:
        return middle_s
    rule = rule_of(exercise, fault)
    name = shown_feature(exercise, fault)
    if name is None or name not in evidence.features:
        return middle_s
    inside = np.flatnonzero((evidence.t_s >= fault.start_s - 1e-6) & (evidence.t_s <= fault.end_s + 1e-6))
    if inside.size < 2:
        return middle_s
    values = evidence.features[name][inside]
    if kind_of(rule).shown_by_speed(rule):
        badness = np.abs(np.gradient(values, evidence.t_s[inside]))
    elif fault.value is None:
        return middle_s
    else:
        neutral = evidence.neutral_at(name, fault.start_s)
        change = values if rule.of == "value" else values - neutral
        badness = -np.abs((np.abs(change) if rule.of == "size" else change) - fault.value)
    if np.isnan(badness).all():
        return middle_s
    return float(evidence.t_s[inside[np.nanargmax(badness)]])


def repetition_of(repetitions: Sequence[Repetition], fault: Fault) -> Repetition | None:
    """Return the repetition in which a rule was broken, if it lies in one."""
    overlapping = [
        one
        for one in repetitions
        if fault.start_s < one.end_s and fault.end_s > one.start_s and fault.rule in one.faults
    ]
    return max(overlapping, key=lambda one: _overlap_s(one, fault), default=None)


def _overlap_s(repetition: Repetition, fault: Fault) -> float:
    return min(repetition.end_s, fault.end_s) - max(repetition.start_s, fault.start_s)
