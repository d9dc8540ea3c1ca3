"""The results of a session, exercise by exercise, for its last page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from posecoach.drawing.pages import Result
from posecoach.events import (
    CannotJudge,
    CueGiven,
    Event,
    ExerciseDone,
    FaultRaised,
    FaultWithdrawn,
    RepetitionDone,
    RepetitionRejected,
)
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.wording import fault_named
from posecoach.judging.open_score import mean_score
from posecoach.judging.resolution import TOO_FEW_POSES
from posecoach.pipeline import Moment
from posecoach.state import CoachState
from posecoach.words.catalogue import Words
from posecoach.words.names import in_words
from posecoach.words.phrase import titled

MOST_POINTS: Final = 3
"""More than three things to work on are too many to remember."""


class Results:
    """A sink that keeps the repetitions of each exercise, the cues given, and what was not judged."""

    def __init__(self, exercises: Mapping[str, Exercise]) -> None:
        """Take the exercises by their keys."""
        self._exercises = exercises
        self._aims: dict[str, int] = {}
        self._done: dict[str, list[RepetitionDone]] = {}
        self._uncounted: Counter[str] = Counter()
        self._lost: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._cues: Counter[tuple[str, str]] = Counter()
        self._cue_rules: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._faults: Counter[tuple[str, str]] = Counter()
        self._unjudged: set[tuple[str, str]] = set()
        self._not_judged: Counter[tuple[str, str]] = Counter()
        self.last = CoachState()

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Note one step of the loop."""
        self.last = state
        for event in events:
            match event:
                case RepetitionDone(exercise=exercise):
                    self._done.setdefault(exercise, []).append(event)
                    for one in event.deductions:
                        self._lost[exercise, one.advice] += one.points
                case ExerciseDone(exercise=exercise) if exercise in self._aims:
                    self._done.setdefault(exercise, [])
                case CueGiven(exercise=exercise, rule=rule, text=text) if rule is not None:
                    self._cues[exercise, text] += 1
                    self._cue_rules[exercise, text].add(rule)
                case FaultRaised(exercise=exercise, rule=rule):
                    self._faults[exercise, rule] += 1
                case FaultWithdrawn(exercise=exercise, fault=fault):
                    self._faults[exercise, fault.rule] -= 1
                case CannotJudge(exercise=exercise, rule=rule, reason=reason):
                    self._unjudged.add((exercise, rule))
                    self._not_judged[fault_named(self._exercises.get(exercise), rule), reason] += 1
                case RepetitionRejected(exercise=exercise, reason=reason) if reason == TOO_FEW_POSES:
                    self._uncounted[exercise] += 1
                case _:
                    pass
        self._aims[state.exercise] = state.repetitions_aim

    def rows(self) -> list[Result]:
        """Return a row for each exercise, in the order they were done or left out; none if nothing was done."""
        if not any(self._done.values()):
            return []
        return [
            Result(
                self._exercises[exercise].name if exercise in self._exercises else in_words(exercise),
                len(done),
                self._aims[exercise],
                mean_score(done, self._uncounted[exercise]),
                max((one.score for one in done if one.score is not None), default=None),
                max((hold_s for one in done if (hold_s := one.repetition.hold_s) is not None), default=None),
                unsafe=any(self._stops(exercise, rule) for one in done for rule in one.faults),
            )
            for exercise, done in self._done.items()
        ]

    def work_on(self) -> list[str]:
        """Return the advice that cost most points, then what was said most often; never contradictory.

        What was said but in the end not judged, and left no fault, is no advice: it is among what was not checked.
        """
        order = sorted(
            dict.fromkeys([*self._lost, *(one for one in self._cues if self._judged(one))]),
            key=lambda one: (-self._lost.get(one, 0.0), -self._cues[one]),
        )
        chosen: list[tuple[str, str]] = []
        for one in order:
            repeated = any(one[1] == text for _, text in chosen)
            if len(chosen) < MOST_POINTS and not repeated and not self._against(one, chosen):
                chosen.append(one)
        return [text for _, text in chosen]

    def _judged(self, cue: tuple[str, str]) -> bool:
        """Whether a cue was about a rule that was judged, or of which a fault remains."""
        exercise, _ = cue
        return any(
            (exercise, rule) not in self._unjudged or self._faults[exercise, rule] > 0
            for rule in self._cue_rules[cue]
        )

    def _stops(self, exercise: str, name: str) -> bool:
        """Whether a rule is one whose fault is a movement to stop."""
        known = self._exercises.get(exercise)
        return known is not None and any(
            rule.name == name and rule.severity == "stop" for rule in known.rules
        )

    def _against(self, one: tuple[str, str], chosen: Sequence[tuple[str, str]]) -> bool:
        """Whether advice contradicts advice already chosen: more of something, and less of it."""
        wants = self._wants(*one)
        return any(
            exercise == one[0] and (feature, -sign) in wants
            for exercise, text in chosen
            for feature, sign in self._wants(exercise, text)
        )

    def _wants(self, exercise: str, advice: str) -> set[tuple[str, int]]:
        """Return which features advice wants larger (1) or smaller (-1)."""
        known = self._exercises.get(exercise)
        wanted: set[tuple[str, int]] = set()
        for rule in known.rules if known is not None else ():
            if rule.feature is None:
                continue
            if advice == rule.cue_too_little or (advice == rule.cue and rule.at_least is not None):
                wanted.add((rule.feature, 1))
            if advice == rule.cue_too_much or (advice == rule.cue and rule.at_most is not None):
                wanted.add((rule.feature, -1))
        return wanted

    def not_judged(self, words: Words) -> list[str]:
        """Return in the person's language what could not be judged most often, and why."""
        return [words(titled(*one)) for one, _ in self._not_judged.most_common(MOST_POINTS)]
