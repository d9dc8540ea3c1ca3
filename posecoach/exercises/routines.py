"""Routines: the shape of a routine file, which routines there are, and the steps that the coach leads through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from posecoach.errors import ExerciseFileError
from posecoach.events import Side
from posecoach.exercises.declaration import Count, Exercise, Source, UpToAnHour
from posecoach.exercises.loader import (
    SUFFIX,
    OwnFile,
    already_taken,
    coming_with_posecoach,
    is_routine,
    own_files,
)
from posecoach.exercises.toml_tables import TomlLayout
from posecoach.exercises.validation import KEY, RESERVED, nearest
from posecoach.exercises.wording import translation_problems
from posecoach.words.phrase import Phrase, counted, filled


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One exercise of a routine.

    sets: how often in a row. repetitions: in a set (for each side where the exercise's dosage is), in place of its
    dosage. rest_s: the least pause before the next exercise or set [s]. move_s: how long the pause may last while the
    person changes posture or turns round [s].
    """

    exercise: str
    sets: Count = 1
    repetitions: Count | None = None
    rest_s: UpToAnHour = 10.0
    move_s: UpToAnHour = 30.0


class Routine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One routine file. translations: by language, from a text of the file to what it is there."""

    schema: Literal["posecoach.routine/1"]
    key: str
    name: str
    summary: str
    sources: tuple[Source, ...]
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]
    translations: dict[str, dict[str, str]] = {}


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One set of one exercise.

    repetitions: aimed at, for each side where the exercise's dosage is per side. rest_s, move_s: the pause after it,
    at least and while the person changes posture [s]. side: the only side it is for; None = all there are.
    """

    exercise: Exercise
    repetitions: int
    rest_s: float
    move_s: float
    side: Side | None = None

    @property
    def per_side(self) -> bool:
        """Whether the repetitions are for each of two sides."""
        return self.exercise.dosage.per_side and self.side is None

    @property
    def total(self) -> int:
        """The repetitions aimed at, both sides together."""
        return self.repetitions * (2 if self.per_side else 1)


def plan(routine: Routine, exercises: Mapping[str, Exercise]) -> tuple[PlannedStep, ...]:
    """Return the steps of a routine, every set as a step of its own; KeyError for an unknown exercise."""
    return tuple(planned(step, exercises[step.exercise]) for step in routine.steps for _ in range(step.sets))


def single(exercise: Exercise) -> tuple[PlannedStep, ...]:
    """Return the only step of a session with one exercise: one set of its dosage."""
    return (planned(Step(exercise=exercise.key), exercise),)


def planned(step: Step, exercise: Exercise) -> PlannedStep:
    """Return one set of a step."""
    return PlannedStep(exercise, step.repetitions or exercise.dosage.repetitions, step.rest_s, step.move_s)


def pause_s(done: PlannedStep, following: PlannedStep, *, rests: bool = True) -> tuple[float, float]:
    """Return the least and the most seconds between two steps; rests: False for the time to change posture alone."""
    one, other = done.exercise, following.exercise
    moves = (one.posture, one.view) != (other.posture, other.view)
    least = done.rest_s if rests else 0.0
    return least, max(least, done.move_s) if moves else least


def routine_texts(routine: Routine) -> tuple[str, ...]:
    """Return everything that a routine says or shows to people, but for its sources, which are cited as they are."""
    return routine.name, routine.summary


_LAYOUT: Final = TomlLayout(Routine, {"sources": Source, "steps": Step})


def all_routines(own: str | None, exercises: Mapping[str, Exercise]) -> dict[str, Routine]:
    """Return the routines that come with posecoach, then those of a file or folder, by key.

    own: file or folder of one's own, as for exercises. exercises: those that a step may name.
    Raises ExerciseFileError for a file that is invalid, and for a key that exists already, naming both files.
    """
    return routines_with(own_files(own), exercises)


def routines_with(files: Iterable[OwnFile], exercises: Mapping[str, Exercise]) -> dict[str, Routine]:
    """Return the routines that come with posecoach, then those among your own files; see `all_routines`."""
    routines = builtin_routines(exercises)
    origin: dict[str, str] = {key: coming_with_posecoach(key) for key in routines}
    for file in files:
        path, text = file.path, file.text
        if not is_routine(text):
            continue
        routine = read_routine(text, str(path), exercises)
        if routine.key in routines:
            raise ExerciseFileError(already_taken(file, routine.key, origin[routine.key]))
        routines[routine.key], origin[routine.key] = routine, str(path)
    return routines


def builtin_routines(exercises: Mapping[str, Exercise]) -> dict[str, Routine]:
    """Return the routines that come with posecoach, by key, the shortest first."""
    found = [
        read_routine(entry.read_text(encoding="utf-8"), entry.name, exercises)
        for entry in resources.files("posecoach.exercises").joinpath("routine_files").iterdir()
        if entry.name.endswith(SUFFIX)
    ]
    return {
        routine.key: routine for routine in sorted(found, key=lambda found: (len(found.steps), found.key))
    }


def read_routine(text: str, name: str, exercises: Mapping[str, Exercise]) -> Routine:
    """Validate the text of a routine file; `name` is what to call it in messages.

    Raises ExerciseFileError naming file, line, problem and the nearest valid name.
    """
    return _LAYOUT.checked(text, name, lambda routine: _problems(routine, exercises))


def find_routine_problems(text: str, name: str, exercises: Mapping[str, Exercise]) -> list[Phrase]:
    """Return everything that is wrong with the text of a routine file, in the order of its lines; empty = valid."""
    return _LAYOUT.all_wrong(text, name, lambda routine: _problems(routine, exercises))


def _problems(routine: Routine, exercises: Mapping[str, Exercise]) -> Iterator[tuple[str, Phrase]]:
    """Yield (place, problem) for everything that the types alone do not rule out."""
    if not KEY.fullmatch(routine.key) or routine.key in RESERVED:
        yield (
            "key",
            filled(
                "{key!r} cannot be a key; use small letters, digits and _, such as 'my_morning'",
                key=routine.key,
            ),
        )
    if not routine.name.strip():
        yield "name", filled("the name is empty; write one")
    if routine.key in exercises:
        yield "key", filled("{key!r} is the key of an exercise; choose another", key=routine.key)
    yield from translation_problems(routine.translations, routine_texts(routine))
    total: Counter[str] = Counter()
    for i, step in enumerate(routine.steps):
        exercise = exercises.get(step.exercise)
        if exercise is None:
            unknown = filled(
                "there is no exercise {name!r}; {nearest}",
                name=step.exercise,
                nearest=nearest(step.exercise, exercises),
            )
            yield f"steps[{i}].exercise", unknown
            continue
        total[exercise.key] += step.sets * planned(step, exercise).total
        if total[exercise.key] > exercise.dosage.per_day:
            too_many = counted(
                "{count} repetition of {exercise} is more than its {per_day} a day; lower sets or repetitions",
                "{count} repetitions of {exercise} are more than its {per_day} a day; lower sets or repetitions",
                total[exercise.key],
                exercise=exercise.key,
                per_day=exercise.dosage.per_day,
            )
            yield f"steps[{i}]", too_many
