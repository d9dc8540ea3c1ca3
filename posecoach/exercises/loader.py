"""Reads exercise files, and says where in the file a mistake is and what was probably meant."""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Final

from posecoach.errors import ExerciseFileError
from posecoach.exercises import declaration
from posecoach.exercises.declaration import Condition, Example, Exercise, Rule
from posecoach.exercises.places import line_of
from posecoach.exercises.problems import problems_of
from posecoach.exercises.tables import MOST_PROBLEMS, Layout
from posecoach.files import open_file

MAX_FILE_BYTES: Final = 200_000
"""Fourteen times the longest exercise that comes with posecoach."""

_LAYOUT: Final = Layout(
    Exercise,
    {
        "attempts": declaration.Attempt,
        "dosage": declaration.Dosage,
        "enter": declaration.Enter,
        "examples": Example,
        "first_when": Condition,
        "given": Condition,
        "neutral": declaration.Neutral,
        "phases": declaration.Phase,
        "proof": declaration.Proof,
        "repetition": declaration.Repetition,
        "rules": Rule,
        "sources": declaration.Source,
        "when": Condition,
    },
)


@cache
def builtin_exercises() -> dict[str, Exercise]:
    """Return the exercises that come with posecoach, by key, in alphabetical order."""
    folder = resources.files("posecoach.exercises")
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
            raise ExerciseFileError(f"{path}: larger than {MAX_FILE_BYTES} bytes; this is no exercise file")
        return content.decode("utf-8-sig")  # some editors put a mark before the first letter
    except FileNotFoundError as error:
        raise ExerciseFileError(f"{path}: no such file or folder; check the path") from error
    except OSError as error:
        raise ExerciseFileError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise ExerciseFileError(f"{path}: is not a text file in UTF-8; save it as UTF-8") from error


def read_exercise(text: str, name: str) -> Exercise:
    """Validate the text of an exercise file; `name` is what to call it in messages.

    Raises ExerciseFileError.
    """
    exercise = _LAYOUT.read(text, name)
    for place, problem in problems_of(exercise):
        raise ExerciseFileError(f"{name}:{line_of(text, place)}: {place}: {problem}")
    return exercise


def find_problems(text: str, name: str) -> list[str]:
    """Return everything that is wrong with the text of an exercise file, in the order of its lines; empty = valid.

    Where keys or types are wrong, only those are told: what they mean is not known yet.
    """
    try:
        told = _LAYOUT.misfits(text, name)
    except ExerciseFileError as error:
        return [str(error)]
    if not told:
        exercise = _LAYOUT.read(text, name)
        told = [
            f":{line_of(text, place)}: {place}: {problem}"
            for place, problem in islice(problems_of(exercise), MOST_PROBLEMS)
        ]
    return [
        name + problem for problem in sorted(dict.fromkeys(told), key=lambda told: int(told.split(":")[1]))
    ]
