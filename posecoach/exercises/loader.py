"""Reads exercise files, built-in and your own, and says where a mistake is and what was probably meant."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import msgspec

from posecoach.errors import ExerciseFileError, NoExerciseFile, reason
from posecoach.exercises import declaration
from posecoach.exercises.conditions import CONDITIONS
from posecoach.exercises.declaration import Condition, Example, Exercise, Rule
from posecoach.exercises.file_kinds import kind_of_file, other_kind, taken_for_another
from posecoach.exercises.toml_tables import TomlLayout, line_of
from posecoach.exercises.validation import problems_of
from posecoach.exercises.wording import exercise_texts, translation_problems
from posecoach.files import is_folder, open_file
from posecoach.judging.rules.kind import KINDS
from posecoach.postures.table import POSTURES
from posecoach.words.phrase import Phrase, filled

MAX_FILE_BYTES: Final = 200_000
"""Fourteen times the longest exercise that comes with posecoach."""

_LAYOUT: Final = TomlLayout(
    Exercise,
    {
        "attempts": declaration.Attempt,
        "dosage": declaration.Dosage,
        "enter": declaration.Enter,
        "examples": Example,
        "first_when": Condition,
        "given": Condition,
        "is_not": declaration.Mark,
        "needs": declaration.Mark,
        "neutral": declaration.Neutral,
        "parts": declaration.Part,
        "phases": declaration.Phase,
        "proof": declaration.Proof,
        "repetition": declaration.RepetitionPattern,
        "requires": declaration.Mark,
        "rules": Rule,
        "sources": declaration.Source,
        "when": Condition,
    },
    {"posture": POSTURES, "through": POSTURES, "not_with": CONDITIONS, "rules.kind": KINDS},
)


@cache
def builtin_exercises() -> dict[str, Exercise]:
    """Return the exercises that come with posecoach, by key, in alphabetical order."""
    folder = resources.files("posecoach.exercises").joinpath("files")
    found = [
        read_exercise(entry.read_text(encoding="utf-8"), entry.name)
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    return {exercise.key: exercise for exercise in sorted(found, key=lambda exercise: exercise.key)}


def load_exercise(path: Path) -> Exercise:
    """Read and validate one exercise file.

    Raises ExerciseFileError naming file, line, problem and the nearest valid name.
    """
    return read_exercise(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return the text of an exercise file.

    Raises ExerciseFileError.
    """
    try:
        with open_file(path) as file:
            content = file.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise ExerciseFileError(
                filled(
                    "{path}: larger than {size} bytes; this is no exercise file",
                    path=path,
                    size=MAX_FILE_BYTES,
                )
            )
        return content.decode("utf-8-sig")  # some editors put a mark before the first letter
    except FileNotFoundError as error:
        raise NoExerciseFile(filled("{path}: no such file or folder; check the path", path=path)) from error
    except OSError as error:
        raise NoExerciseFile(
            filled("{path}: cannot be read ({reason}); check the path", path=path, reason=reason(error))
        ) from error
    except UnicodeDecodeError as error:
        raise ExerciseFileError(
            filled("{path}: is not a text file in UTF-8; save it as UTF-8", path=path)
        ) from error


def read_exercise(text: str, name: str) -> Exercise:
    """Validate the text of an exercise file; `name` is what to call it in messages.

    Raises ExerciseFileError.
    """
    try:
        exercise = _LAYOUT.checked(text, name, _problems)
    except ExerciseFileError as error:
        if kind := other_kind(text, "exercise"):
            raise ExerciseFileError(taken_for_another(name, kind)) from error
        raise
    return msgspec.structs.replace(
        exercise, rules=tuple(one for rule in exercise.rules for one in one_sided(rule))
    )


def one_sided(rule: Rule) -> Iterator[Rule]:
    """Yield a rule, or if it has a cue for each of two limits one rule of its name for each."""
    if not (rule.cue_too_little and rule.cue_too_much):
        yield rule
        return
    alone = msgspec.structs.replace(rule, cue_too_little="", cue_too_much="")
    yield msgspec.structs.replace(alone, at_most=None, cue=rule.cue_too_little)
    yield msgspec.structs.replace(alone, at_least=None, cue=rule.cue_too_much)


def _problems(exercise: Exercise) -> Iterator[tuple[str, Phrase]]:
    """Yield (place, problem) for everything that the types alone do not rule out."""
    yield from problems_of(exercise)
    yield from translation_problems(exercise.translations, exercise_texts(exercise))


def find_problems(text: str, name: str) -> list[Phrase]:
    """Return everything that is wrong with the text of an exercise file, in the order of its lines; empty = valid."""
    problems = _LAYOUT.all_wrong(text, name, _problems)
    kind = other_kind(text, "exercise") if problems else None
    return [taken_for_another(name, kind)] if kind else problems


SUFFIX = ".toml"


def exercise_files(place: Path) -> list[Path]:
    """Return the file itself, or all exercise files of a folder, in alphabetical order; plans are passed over.

    Raises ExerciseFileError for a folder without an exercise file; whether there is a file, reading it tells.
    """
    if not is_folder(place):
        return [place]
    try:
        found = sorted(path for path in place.iterdir() if path.suffix == SUFFIX and path.is_file())
    except OSError as error:
        raise NoExerciseFile(
            filled("{place}: cannot be read ({reason}); check the path", place=place, reason=reason(error))
        ) from error
    files = [path for path in found if not _is_plan(path)]
    if not files:
        raise ExerciseFileError(
            filled(
                "{place}: there is no exercise file in it; their names end in {suffix}",
                place=place,
                suffix=SUFFIX,
            )
        )
    return files


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of one's own as it was read: an exercise, or a routine."""

    path: Path
    text: str


def own_files(place: str | os.PathLike[str] | None) -> list[OwnFile]:
    """Read your own files, each once: the file itself, or all of a folder; None: there are none.

    Raises ExerciseFileError.
    """
    if place is None:
        return []
    return [OwnFile(path, read_text(path)) for path in exercise_files(Path(place))]


def coming_with_posecoach(key: str) -> Phrase:
    """Return what the built-in file with a key is called in a message."""
    return filled("{file}, which comes with posecoach", file=key + SUFFIX)


def already_taken(file: OwnFile, key: str, origin: str) -> Phrase:
    """Return what is wrong where a key of your own is already that of another file."""
    where = f"{file.path}:{line_of(file.text, 'key')}: key"
    return filled(
        "{where}: {key!r} is already the key of {origin}; choose another", where=where, key=key, origin=origin
    )


def is_routine(text: str) -> bool:
    """Whether a file says of itself that it is a routine, which may lie beside the exercises that it names."""
    return kind_of_file(text) == "routine"


def _is_plan(path: Path) -> bool:
    """Whether a file says of itself that it is a plan."""
    try:
        return kind_of_file(read_text(path)) == "plan"
    except ExerciseFileError:
        return False


def all_exercises(own: str | os.PathLike[str] | None = None) -> dict[str, Exercise]:
    """Return the exercises that come with posecoach, then those of a file or folder, by key; routines are passed over.

    Raises ExerciseFileError for a file that is invalid, and for a key that exists already, naming both files.
    """
    return with_own(own_files(own))


def with_own(files: Iterable[OwnFile]) -> dict[str, Exercise]:
    """Return the exercises that come with posecoach, then those among your own files; see `all_exercises`."""
    exercises = dict(builtin_exercises())
    origin: dict[str, str] = {key: coming_with_posecoach(key) for key in exercises}
    for file in files:
        path, text = file.path, file.text
        if is_routine(text):
            continue
        exercise = read_exercise(text, str(path))
        key = exercise.key
        if key in exercises:
            raise ExerciseFileError(already_taken(file, key, origin[key]))
        exercises[key], origin[key] = exercise, str(path)
    return exercises
