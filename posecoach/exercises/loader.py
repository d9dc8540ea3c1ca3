"""Reads exercise files, and says where in the file a mistake is and what was probably meant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

import msgspec

from posecoach.errors import ExerciseFileError
from posecoach.exercises import declaration
from posecoach.exercises.declaration import Condition, Example, Exercise, Rule
from posecoach.exercises.places import line_of
from posecoach.exercises.problems import nearest, problems_of

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
    return read_exercise(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return the text of an exercise file.

    Raises ExerciseFileError.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise ExerciseFileError(f"{path}: larger than {MAX_FILE_BYTES} bytes; this is no exercise file")
        return content.decode("utf-8-sig")  # some editors put a mark before the first letter
    except OSError as error:
        raise ExerciseFileError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise ExerciseFileError(f"{path}: is not a text file in UTF-8; save it as UTF-8") from error


def read_exercise(text: str, name: str) -> Exercise:
    """Validate the text of an exercise file; `name` is what to call it in messages.

    Raises ExerciseFileError.
    """
    try:
        exercise = msgspec.convert(_parse(text, name), Exercise)
    except msgspec.ValidationError as error:
        raise ExerciseFileError(f"{name}{_explain(str(error), text)}") from error
    for place, problem in problems_of(exercise):
        raise ExerciseFileError(f"{name}:{line_of(text, place)}: {place}: {problem}")
    return exercise


def find_problems(text: str, name: str) -> list[str]:
    """Return everything that is wrong with the text of an exercise file, in the order of its lines; empty = valid.

    Where keys or types are wrong, only those are told: what they mean is not known yet.
    """
    try:
        tables = _parse(text, name)
    except ExerciseFileError as error:
        return [str(error)]
    told = [_explain(message, text) for message in _misfits(tables, Exercise, "")]
    if not told:
        exercise = msgspec.convert(tables, Exercise)
        told = [f":{line_of(text, place)}: {place}: {problem}" for place, problem in problems_of(exercise)]
    return [
        name + problem for problem in sorted(dict.fromkeys(told), key=lambda told: int(told.split(":")[1]))
    ]


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseFileError(f"{name}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise ExerciseFileError(f"{name}: not valid TOML: too many brackets inside each other") from error
    except ValueError as error:  # of int: thousands of digits
        raise ExerciseFileError(f"{name}: not valid TOML: a number has too many digits") from error


def _misfits(value: object, kind: Any, place: str) -> Iterator[str]:
    """Yield what does not fit a type, in the words of msgspec, which itself stops at the first."""
    struct = _struct_in(kind)
    if struct is not None and isinstance(value, dict):
        hints = get_type_hints(struct, include_extras=True)
        yield from (
            f"Object contains unknown field `{key}` - at `${place}`" for key in value if key not in hints
        )
        required = (field.encode_name for field in msgspec.structs.fields(struct) if field.required)
        yield from (
            f"Object missing required field `{key}` - at `${place}`" for key in required if key not in value
        )
        for key in value.keys() & hints.keys():
            yield from _misfits(value[key], hints[key], f"{place}.{key}")
    elif struct is not None and isinstance(value, list) and value:
        for i, item in enumerate(value):
            yield from _misfits(item, struct, f"{place}[{i}]")
    else:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            problem, _, inside = str(error).partition(" - at `$")
            yield f"{problem} - at `${place}{inside.removesuffix('`')}`"


def _struct_in(kind: Any) -> type[msgspec.Struct] | None:
    """Return the struct that a type is, or is a list of, or None."""
    if get_origin(kind) is Annotated or isinstance(kind, UnionType) or get_origin(kind) is tuple:
        return _struct_in(get_args(kind)[0])
    return kind if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else None


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
    return f":{line_of(text, place)}: {place or 'the file'}: {problem}"


def _table_of(place: str) -> type[msgspec.Struct]:
    """Return the struct that the table at a place like `phases[2].enter[0]` is read into."""
    return _TABLES.get(re.sub(r"\[\d+\]", "", place).split(".")[-1], Exercise)
