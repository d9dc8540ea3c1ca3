"""Which routines there are: those that come with posecoach, and those of a file or folder of one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Final

from posecoach.errors import ExerciseFileError
from posecoach.exercises.declaration import Exercise, Source
from posecoach.exercises.library import SUFFIX, exercise_files, is_routine
from posecoach.exercises.loader import read_text
from posecoach.exercises.places import line_of
from posecoach.exercises.problems import KEY, RESERVED, nearest
from posecoach.exercises.tables import Layout
from posecoach.routines.declaration import Routine, Step
from posecoach.routines.plan import planned

_LAYOUT: Final = Layout(Routine, {"sources": Source, "steps": Step})


def all_routines(own: str | None, exercises: Mapping[str, Exercise]) -> dict[str, Routine]:
    """Return the routines that come with posecoach, then those of a file or folder, by key.

    own: file or folder of one's own, as for exercises. exercises: those that a step may name.
    Raises ExerciseFileError for a file that is invalid, and for a key that exists already, naming both files.
    """
    routines = builtin_routines(exercises)
    origin = {key: f"{key}{SUFFIX}, which comes with posecoach" for key in routines}
    for path in exercise_files(Path(own)) if own is not None else ():
        text = read_text(path)
        if not is_routine(text):
            continue
        routine = read_routine(text, str(path), exercises)
        if routine.key in routines:
            raise ExerciseFileError(
                f"{path}:{line_of(text, 'key')}: key: {routine.key!r} is already the key of "
                f"{origin[routine.key]}; choose another"
            )
        routines[routine.key], origin[routine.key] = routine, str(path)
    return routines


def builtin_routines(exercises: Mapping[str, Exercise]) -> dict[str, Routine]:
    """Return the routines that come with posecoach, by key, the shortest first."""
    found = [
        read_routine(entry.read_text(encoding="utf-8"), entry.name, exercises)
        for entry in resources.files("posecoach.routines").iterdir()
        if entry.name.endswith(SUFFIX)
    ]
    return {
        routine.key: routine for routine in sorted(found, key=lambda found: (len(found.steps), found.key))
    }


def read_routine(text: str, name: str, exercises: Mapping[str, Exercise]) -> Routine:
    """Validate the text of a routine file; `name` is what to call it in messages.

    Raises ExerciseFileError naming file, line, problem and the nearest valid name.
    """
    routine = _LAYOUT.read(text, name)
    for place, problem in _problems(routine, exercises):
        raise ExerciseFileError(f"{name}:{line_of(text, place)}: {place}: {problem}")
    return routine


def find_routine_problems(text: str, name: str, exercises: Mapping[str, Exercise]) -> list[str]:
    """Return everything that is wrong with the text of a routine file, in the order of its lines; empty = valid."""
    try:
        told = _LAYOUT.misfits(text, name)
    except ExerciseFileError as error:
        return [str(error)]
    if not told:
        routine = _LAYOUT.read(text, name)
        told = [
            f":{line_of(text, place)}: {place}: {problem}" for place, problem in _problems(routine, exercises)
        ]
    return [name + problem for problem in sorted(told, key=lambda problem: int(problem.split(":")[1]))]


def _problems(routine: Routine, exercises: Mapping[str, Exercise]) -> Iterator[tuple[str, str]]:
    """Yield (place, problem) for everything that the types alone do not rule out."""
    if not KEY.fullmatch(routine.key) or routine.key in RESERVED:
        yield "key", f"{routine.key!r} cannot be a key; use small letters, digits and _, such as 'my_morning'"
    if routine.key in exercises:
        yield "key", f"{routine.key!r} is the key of an exercise; choose another"
    total: Counter[str] = Counter()
    for i, step in enumerate(routine.steps):
        exercise = exercises.get(step.exercise)
        if exercise is None:
            there_is_none = f"there is no exercise {step.exercise!r}"
            yield f"steps[{i}].exercise", f"{there_is_none}; {nearest(step.exercise, exercises)}"
            continue
        total[exercise.key] += step.sets * planned(step, exercise).total
        if total[exercise.key] > exercise.dosage.per_day:
            much = f"{total[exercise.key]} repetitions of {exercise.key}"
            yield (
                f"steps[{i}]",
                f"{much} are more than its {exercise.dosage.per_day} a day; lower sets or repetitions",
            )
