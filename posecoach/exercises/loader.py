"""Reads exercise files, and says where in the file a mistake is and what was probably meant."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Final, get_args, get_type_hints

import msgspec

from posecoach.errors import ExerciseFileError
from posecoach.exercises import declaration
from posecoach.exercises.declaration import Condition, Example, Exercise, Phase, Rule
from posecoach.features.extract import feature_names

MAX_FILE_BYTES: Final = 1_000_000

_TABLES: Final[dict[str, type[msgspec.Struct]]] = {
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
}
"""Which struct a table of the file is read into, by the table's name."""

_IN_TOML: Final = {
    " | null`": "`",
    "`str`": "text in quotes",
    "`bool`": "true or false",
    "`float`": "a number",
    "`int`": "a whole number",
    "`array`": "a list",
    "`object`": "a table",
}
"""msgspec's words for types in those of somebody who does not program."""


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
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise ExerciseFileError(f"{path}: larger than {MAX_FILE_BYTES} bytes; this is no exercise file")
        text = content.decode("utf-8-sig")  # some editors put a mark before the first letter
    except OSError as error:
        raise ExerciseFileError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise ExerciseFileError(f"{path}: is not a text file in UTF-8; save it as UTF-8") from error
    return read_exercise(text, str(path))


def read_exercise(text: str, name: str) -> Exercise:
    """Validate the text of an exercise file; `name` is what to call it in messages.

    Raises ExerciseFileError.
    """
    try:
        exercise = msgspec.convert(tomllib.loads(text), Exercise)
    except msgspec.ValidationError as error:
        raise ExerciseFileError(f"{name}{_explain(str(error), text)}") from error
    except tomllib.TOMLDecodeError as error:
        raise ExerciseFileError(f"{name}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise ExerciseFileError(f"{name}: not valid TOML: too many brackets inside each other") from error
    except ValueError as error:  # of int: thousands of digits
        raise ExerciseFileError(f"{name}: not valid TOML: a number has too many digits") from error
    for place, problem in _problems(exercise):
        raise ExerciseFileError(f"{name}:{_line(text, place)}: {place}: {problem}")
    return exercise


def _explain(message: str, text: str) -> str:
    """Return ":LINE: place: problem" for a message of msgspec, in our words and with the nearest valid name."""
    problem, _, path = message.partition(" - at `$")
    place = path.removesuffix("`").replace("[...]", "").lstrip(".")
    word = re.search(r"[`'](.*)[`']$", problem)
    if word and "unknown field" in problem:
        problem = f"there is no key {word[1]!r}; {nearest(word[1], _table_of(place).__struct_fields__)}"
        place = f"{place}.{word[1]}".lstrip(".")
    elif word and "missing required field" in problem:
        problem = f"the key {word[1]!r} is missing"
    elif word and "Invalid enum value" in problem:
        table, _, key = place.rpartition(".")
        words = get_args(get_type_hints(_table_of(table))[key])
        problem = f"{word[1]!r} is not known here; {nearest(word[1], words)}"
    else:
        for theirs, ours in _IN_TOML.items():
            problem = problem.replace(theirs, ours)
        problem = problem[:1].lower() + problem[1:]
    return f":{_line(text, place)}: {place or 'the file'}: {problem}"


def _table_of(place: str) -> type[msgspec.Struct]:
    """Return the struct that the table at a place like `phases[2].enter[0]` is read into."""
    return _TABLES.get(re.sub(r"\[\d+\]", "", place).split(".")[-1], Exercise)
