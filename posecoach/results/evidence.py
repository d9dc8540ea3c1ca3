"""Everything known about one reviewed recording: what is drawn, encoded, compared or exported."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.coaching.coach import Coach
from posecoach.events import CueGiven, Event, Fault, NeutralTaken, Repetition
from posecoach.exercises.declaration import Exercise, Rule
from posecoach.exercises.wording import rule_named
from posecoach.judging.rules.kind import kind_of
from posecoach.judging.signals import used_features
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.results.review import PhaseSpan, Report, exercise_at
from posecoach.state import CoachState

Values = NDArray[np.float64]


class Trace:
    """A sink that keeps what a review's JSON does not hold: what was said, the neutrals taken, the values measured."""

    def __init__(self, coaches: Sequence[Coach]) -> None:
        """Take the coaches whose values are wanted, each of one exercise."""
        self.cues: list[CueGiven] = []
        self.neutrals: list[NeutralTaken] = []
        self._coaches = coaches
        self._measured: dict[str, _Measured] = {}
        self._frames = 0

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take note of one step of the loop."""
        self.cues += [event for event in events if isinstance(event, CueGiven)]
        self.neutrals += [event for event in events if isinstance(event, NeutralTaken)]
        if moment is None:
            return
        for coach in self._coaches:
            # A coach that does not judge now, or nobody in position, has no values: NaN.
            if coach.looked_s == moment.pose.t_s and coach.state.in_position:
                self._measured.setdefault(coach.exercise.key, _Measured()).add(self._frames, coach)
        self._frames += 1

    def features(self, exercise: Exercise | None, frames: int) -> dict[str, Values]:
        """Return feature name -> (T,) values as the coach of an exercise measured them; NaN = not seen.

        frames: how many were kept; after Ctrl-C this sink may have heard of one more.
        """
        if exercise is None:
            return {}
        values = np.full((self._frames, len(names := used_features(exercise))), np.nan)
        if (measured := self._measured.get(exercise.key)) is not None:
            values[measured.frames] = np.asarray(measured.values).reshape(-1, len(names))
        return {name: values[:frames, i] for i, name in enumerate(names)}


class _Measured:
    """The values of one exercise, only of the frames in which somebody was in position: those are few of many."""

    def __init__(self) -> None:
        self.frames = array("l")
        self.values = array("d")

    def add(self, frame: int, coach: Coach) -> None:
        self.frames.append(frame)
        self.values.extend(coach.measured().values())


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

    @property
    def recognised(self) -> bool:
        """Whether anybody was seen doing an exercise."""
        return self.report.review.recognised

    @property
    def score(self) -> float | None:
        """The mean score of the repetitions, 0..100; None without any."""
        return self.report.review.summary.score

    @property
    def repetitions(self) -> tuple[Repetition, ...]:
        """What was counted, in order."""
        return self.report.review.repetitions

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every span in which a rule was broken, in order."""
        return self.report.review.faults

    @property
    def phases(self) -> tuple[PhaseSpan, ...]:
        """The phases of movement, in order."""
        return self.report.review.phases

    @property
    def cannot_judge(self) -> dict[str, str]:
        """Rules that could not be judged, and why."""
        return self.report.review.summary.cannot_judge

    def exercise_at(self, t_s: float) -> Exercise | None:
        """Return the exercise that was done at a media time: that of the segment, where several were recognised."""
        key = exercise_at(self.report.review.segments, t_s)
        return self.exercise if key is None else self.known.get(key, self.exercise)

    def neutral(self, feature: str) -> list[tuple[float, float]]:
        """Return (from media time [s], value) of the person's own neutral; 0 where the feature is counted from it."""
        steps = []
        for taken in self.neutrals:
            if feature in taken.values:
                exercise = self.known.get(taken.exercise, self.exercise)
                steps.append((taken.t_s, 0.0 if _counts_from(exercise, feature) else taken.values[feature]))
        return steps

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
) -> Evidence:
    """Put the evidence together: `trace` listened to the pass over these poses that the report is of."""
    t_s = np.array([pose.t_s for pose in poses], np.float64)
    features = trace.features(exercise, len(poses))
    return Evidence(
        report, exercise, poses, t_s, features, tuple(trace.cues), tuple(trace.neutrals), video, known
    )


def rule_of(exercise: Exercise, fault: Fault) -> Rule:
    """Return the declaration of the rule that was broken."""
    rule = rule_named(exercise, fault.rule, fault.phase, fault.limit)
    assert rule is not None  # noqa: S101 - a fault is of a rule of its exercise; for the type checker
    return rule


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


def change_at(evidence: Evidence, exercise: Exercise, fault: Fault, index: int) -> float:
    """Return how far a fault's feature was from the person's neutral in a frame; NaN = not seen, or it has none."""
    name = rule_of(exercise, fault).feature
    if name is None or name not in evidence.features:
        return float("nan")
    value = float(evidence.features[name][index])
    return value if _counts_from(exercise, name) else value - evidence.neutral_at(name, fault.start_s)


def _counts_from(exercise: Exercise | None, feature: str) -> bool:
    """Whether the values of a feature are differences from its neutral in an exercise."""
    return exercise is not None and any(one.feature == feature and one.zero for one in exercise.neutral)


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
