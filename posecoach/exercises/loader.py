"""Reads exercise files, and says where in the file a mistake is and what was probably meant."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from posecoach.errors import ExerciseFileError
from posecoach.exercises.declaration import Condition, Exercise
from posecoach.features.extract import feature_names

MAX_FILE_BYTES = 1_000_000


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
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ExerciseFileError(f"{path}: larger than {MAX_FILE_BYTES} bytes; this is no exercise file")
        text = path.read_text(encoding="utf-8")
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
        exercise = msgspec.convert(tomllib.loads(text), Exercise, strict=False)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseFileError(f"{name}: not valid TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise ExerciseFileError(f"{name}{_explain(str(error), text)}") from error
    for place, problem in _problems(exercise):
        raise ExerciseFileError(f"{name}:{_line(text, place)}: {place}: {problem}")
    return exercise


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return "; did you mean X?" or a list of the valid names."""
    names = sorted(valid)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else f"valid are: {', '.join(names)}"


def _problems(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield (place, problem) for everything that the types alone do not rule out."""
    yield from _unknown("feature", _feature_uses(exercise), feature_names())
    yield from _unknown("phase", _phase_uses(exercise), [phase.name for phase in exercise.phases])
    yield from _unknown("rule", _rule_uses(exercise), {rule.name for rule in exercise.rules})
    yield from _without_neutral(exercise)
    for place, condition in _conditions(exercise):
        if (condition.at_least is None) == (condition.at_most is None):
            yield place, "give exactly one of at_least and at_most"
    for i, rule in enumerate(exercise.rules):
        if rule.kind in ("limit", "reach") and rule.feature is None:
            yield f"rules[{i}]", f"a rule of kind {rule.kind!r} needs a feature"
        if rule.kind != "alternate" and rule.at_least is None and rule.at_most is None:
            yield f"rules[{i}]", "at_least or at_most is missing"


def _unknown(what: str, uses: Iterable[tuple[str, str]], valid: Iterable[str]) -> Iterator[tuple[str, str]]:
    for place, used in uses:
        if used not in valid:
            yield place, f"there is no {what} {used!r}; {nearest(used, valid)}"


def _without_neutral(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield uses of a change from neutral for features that have no neutral."""
    declared = {neutral.feature for neutral in exercise.neutral}
    uses = [(f"rules[{i}].of", rule.feature, rule.of) for i, rule in enumerate(exercise.rules)]
    uses += [(f"{place}.of", condition.feature, condition.of) for place, condition in _conditions(exercise)]
    for place, used, of in uses:
        if of in {"change", "size", "retreat"} and used not in declared:
            yield place, f"{of!r} of {used!r} needs a [[neutral]] table for it"


def _conditions(exercise: Exercise) -> Iterator[tuple[str, Condition]]:
    for i, phase in enumerate(exercise.phases):
        for k, condition in enumerate(phase.first_when):
            yield f"phases[{i}].first_when[{k}]", condition
        for j, enter in enumerate(phase.enter):
            for k, condition in enumerate(enter.when):
                yield f"phases[{i}].enter[{j}].when[{k}]", condition


def _feature_uses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield from ((f"neutral[{i}].feature", neutral.feature) for i, neutral in enumerate(exercise.neutral))
    yield from (("repetition.report", name) for name in exercise.repetition.report)
    yield from ((f"{place}.feature", condition.feature) for place, condition in _conditions(exercise))
    for i, phase in enumerate(exercise.phases):
        if phase.signal is not None:
            yield f"phases[{i}].signal", phase.signal
        yield from (
            (f"phases[{i}].enter[{j}].onset", way.onset) for j, way in enumerate(phase.enter) if way.onset
        )
    yield from (
        (f"rules[{i}].feature", rule.feature) for i, rule in enumerate(exercise.rules) if rule.feature
    )
    for i, example in enumerate(exercise.examples):
        yield from ((f"examples[{i}].path", name) for _, values in example.path for name in values)


def _phase_uses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield from (("repetition.phases", name) for name in exercise.repetition.phases)
    yield from (("repetition.missing", name) for name in exercise.repetition.missing)
    for i, phase in enumerate(exercise.phases):
        for j, enter in enumerate(phase.enter):
            yield from ((f"phases[{i}].enter[{j}].after", name) for name in enter.after)
    for i, rule in enumerate(exercise.rules):
        yield from ((f"rules[{i}].phases", name) for name in rule.phases)


def _rule_uses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield from (("repetition.missing", name) for name in exercise.repetition.missing.values())
    for i, example in enumerate(exercise.examples):
        yield from ((f"examples[{i}].breaks", name) for name in example.breaks)


def _explain(message: str, text: str) -> str:
    """Return ":LINE: place: problem" for a message of msgspec, with the nearest valid key."""
    problem, _, path = message.partition(" - at `$")
    place = path.removesuffix("`").lstrip(".")
    unknown = re.search(r"unknown field `([^`]+)`", problem)
    if unknown:
        table = re.sub(r"\[\d+\]", "", place).split(".")[-1]
        place = f"{place}.{unknown[1]}".lstrip(".")
        problem = f"there is no key {unknown[1]!r}; {nearest(unknown[1], _keys_of(table))}"
    return f":{_line(text, place)}: {place or 'the file'}: {problem}"


def _keys_of(table: str) -> tuple[str, ...]:
    """Return the keys of the struct that a table is read into; the top level if the name says nothing."""
    from posecoach.exercises import declaration as d

    structs: dict[str, type[msgspec.Struct]] = {
        "phases": d.Phase,
        "enter": d.Enter,
        "when": d.Condition,
        "rules": d.Rule,
        "examples": d.Example,
        "neutral": d.Neutral,
        "sources": d.Source,
        "dosage": d.Dosage,
        "repetition": d.Repetition,
    }
    return structs.get(table, Exercise).__struct_fields__


def _line(text: str, place: str) -> int:
    """Return the line (from 1) where a place like `phases[2].enter[0].onset` stands, as near as can be told."""
    lines = text.splitlines()
    row, table = 0, ""
    for part in place.split("."):
        name, _, index = part.partition("[")
        table = f"{table}.{name}".lstrip(".")
        header = re.compile(rf"\s*\[+\s*{re.escape(table)}\s*\]+\s*(#.*)?$")
        hits = [i for i in range(row, len(lines)) if header.match(lines[i])]
        wanted = int(index.rstrip("]")) if index else 0
        if wanted < len(hits):
            row = hits[wanted]
            continue
        key = re.compile(rf"\s*{re.escape(name)}\s*=")
        row = next((i for i in range(row, len(lines)) if key.match(lines[i])), row)
    return row + 1
