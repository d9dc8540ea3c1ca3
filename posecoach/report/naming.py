"""What exercises, rules and faults of a review are called in the person's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posecoach.events import Fault
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import Routine
from posecoach.exercises.wording import fault_named
from posecoach.plans.declaration import Plan
from posecoach.report.words import sentence
from posecoach.results.review import Review, exercise_at
from posecoach.words.catalogue import Words
from posecoach.words.names import in_words


@dataclass(frozen=True, slots=True)
class Naming:
    """Names in one language; exercises, routines (and plans): those that are known, by key."""

    words: Words
    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine | Plan] = field(default_factory=dict)

    def exercise(self, key: str) -> str:
        """Return the name of an exercise or a routine, from its key if its file is not here."""
        known = self.exercises.get(key) or self.routines.get(key)
        return self.words(known.name) if known else sentence(in_words(key))

    def rule(self, rule: str) -> str:
        """Return what a rule looks at."""
        return self.words(in_words(rule))

    def phase(self, exercise: str, phase: str) -> str:
        """Return the label of a phase."""
        known = self.exercises.get(exercise)
        labels = [one.label for one in known.phases if one.name == phase] if known else []
        return self.words(labels[0]) if labels else in_words(phase)

    def side(self, side: str | None) -> str:
        """Return a side, a dash where there is none."""
        return self.words(side) if side else "–"

    def broken(
        self, exercise: str | None, rule: str, phase: str | None = None, limit: float | None = None
    ) -> str:
        """Return what is wrong when a rule of an exercise is broken; limit: the one that was."""
        return self.words(fault_named(self.exercises.get(exercise or ""), rule, phase, limit))

    def fault(self, review: Review, fault: Fault) -> str:
        """Return what was wrong in a fault of a review."""
        exercise = exercise_at(review.segments, fault.start_s) or review.exercise
        return self.broken(exercise, fault.rule, fault.phase, fault.limit)

    def unjudged(self, review: Review, rule: str) -> str:
        """Return what could not be checked in a review, in the words of the fault that it would have been."""
        done = [part.exercise for part in review.segments] or [review.exercise or ""]
        known = (self.exercises[key] for key in done if key in self.exercises)
        has = (one.key for one in known if any(own.name == rule for own in one.rules))
        return self.broken(next(has, None), rule)

    def faults(self, review: Review) -> list[tuple[str, int]]:
        """Return what was wrong in a review and how often, the most frequent first."""
        counts: dict[str, int] = {}
        for fault in review.faults:
            name = self.fault(review, fault)
            counts[name] = counts.get(name, 0) + 1
        return sorted(counts.items(), key=lambda item: -item[1])
