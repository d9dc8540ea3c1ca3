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


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return a question for the valid name that was probably meant, or the list of all."""
    names = sorted(valid)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else f"valid are: {', '.join(names)}"


def _problems(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield (place, problem) for everything that the types alone do not rule out."""
    names = [phase.name for phase in exercise.phases]
    for i, name in enumerate(names):
        if name in names[:i]:
            yield f"phases[{i}].name", f"there already is a phase {name!r}"
    yield from _unknown("feature", _feature_uses(exercise), feature_names())
    yield from _unknown("phase", _phase_uses(exercise), [phase.name for phase in exercise.phases])
    yield from _unknown("rule", _rule_uses(exercise), {rule.name for rule in exercise.rules})
    yield from _without_neutral(exercise)
    yield from _not_numbers(exercise, "")
    for place, condition in _conditions(exercise):
        if (condition.at_least is None) == (condition.at_most is None):
            yield place, "give exactly one of at_least and at_most"
    for i, phase in enumerate(exercise.phases):
        yield from ((f"phases[{i}]", problem) for problem in _phase_problems(phase, exercise))
    for i, rule in enumerate(exercise.rules):
        yield from ((f"rules[{i}]", problem) for problem in _rule_problems(rule))
    for i, example in enumerate(exercise.examples):
        yield from _path_problems(f"examples[{i}].path", example)


def _phase_problems(phase: Phase, exercise: Exercise) -> Iterator[str]:
    if phase.sided and phase.signal not in {neutral.feature for neutral in exercise.neutral}:
        yield "sided needs a signal that has a [[neutral]] table"
    if phase.rebase and phase.signal is None:
        yield "rebase needs a signal"


def _rule_problems(rule: Rule) -> Iterator[str]:
    timed = rule.kind in {"duration", "movement_time"}
    if rule.kind in {"limit", "reach"} and rule.feature is None:
        yield f"a rule of kind {rule.kind!r} needs a feature"
    if rule.kind != "alternate" and rule.at_least is None and rule.at_most is None:
        yield "at_least or at_most is missing"
    if rule.kind == "reach" and rule.of not in {"value", "change", "size"}:
        yield f"a rule of kind 'reach' is about value, change or size, not {rule.of!r}"
    if rule.best_share is not None and rule.kind != "reach":
        yield f"best_share is for rules of kind 'reach', not {rule.kind!r}"
    if rule.aim_s is not None and not timed:
        yield f"aim_s is for rules of kind 'duration' or 'movement_time', not {rule.kind!r}"
    if timed and rule.aim_s is not None and rule.at_least is not None and rule.aim_s <= rule.at_least:
        yield "aim_s must be more than at_least"


def _path_problems(place: str, example: Example) -> Iterator[tuple[str, str]]:
    if len(example.path) < 2:
        yield place, "at least two entries are needed"
    for k, ((before_s, _), (after_s, _)) in enumerate(pairwise(example.path), 1):
        if not before_s < after_s < math.inf:
            yield f"{place}[{k}]", f"the seconds must increase, but {after_s:g} follows {before_s:g}"


def _not_numbers(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield the places of inf and nan, which TOML allows; in an example nan means not seen."""
    if isinstance(value, float) and not math.isfinite(value):
        yield place, f"{value} is no number to compare with"
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _not_numbers(item, f"{place}[{i}]")
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Example):
        for name in value.__struct_fields__:
            yield from _not_numbers(getattr(value, name), f"{place}.{name}".lstrip("."))


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
        if of in {"change", "size", "peak", "retreat"} and used not in declared:
            yield place, f"{of!r} of {used!r} needs a [[neutral]] table for it"


def _conditions(exercise: Exercise) -> Iterator[tuple[str, Condition]]:
    for k, condition in enumerate(exercise.proof.when if exercise.proof else ()):
        yield f"proof.when[{k}]", condition
    for i, attempt in enumerate(exercise.repetition.attempts):
        for k, condition in enumerate(attempt.when):
            yield f"repetition.attempts[{i}].when[{k}]", condition
    for i, rule in enumerate(exercise.rules):
        for k, condition in enumerate(rule.given):
            yield f"rules[{i}].given[{k}]", condition
    for i, phase in enumerate(exercise.phases):
        for k, condition in enumerate(phase.first_when):
            yield f"phases[{i}].first_when[{k}]", condition
        for j, enter in enumerate(phase.enter):
            for k, condition in enumerate(enter.when):
                yield f"phases[{i}].enter[{j}].when[{k}]", condition


def _feature_uses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield from ((f"neutral[{i}].feature", neutral.feature) for i, neutral in enumerate(exercise.neutral))
    yield from (("repetition.report", name) for name in exercise.repetition.report)
    yield from (("repetition.travel", name) for name in exercise.repetition.travel)
    yield from ((f"{place}.feature", condition.feature) for place, condition in _conditions(exercise))
    for i, phase in enumerate(exercise.phases):
        if phase.signal is not None:
            yield f"phases[{i}].signal", phase.signal
        yield from ((f"phases[{i}].rebase", name) for name in phase.rebase)
        yield from ((f"phases[{i}].rebase", name) for name in phase.rebase)
        yield from (
            (f"phases[{i}].enter[{j}].onset", way.onset) for j, way in enumerate(phase.enter) if way.onset
        )
    yield from (
        (f"rules[{i}].feature", rule.feature) for i, rule in enumerate(exercise.rules) if rule.feature
    )
    for i, example in enumerate(exercise.examples):
        for k, (_, values) in enumerate(example.path):
            yield from ((f"examples[{i}].path[{k}]", name) for name in values)


def _phase_uses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield from (("repetition.phases", name) for name in exercise.repetition.phases)
    yield from (("repetition.missing", name) for name in exercise.repetition.missing)
    yield from (
        (f"repetition.attempts[{i}].phase", item.phase) for i, item in enumerate(exercise.repetition.attempts)
    )
    for i, phase in enumerate(exercise.phases):
        if phase.shown_as is not None:
            yield f"phases[{i}].shown_as", phase.shown_as
        for j, enter in enumerate(phase.enter):
            yield from ((f"phases[{i}].enter[{j}].after", name) for name in enter.after)
    for i, rule in enumerate(exercise.rules):
        yield from ((f"rules[{i}].phases", name) for name in rule.phases)


def _rule_uses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield from (("repetition.missing", name) for name in exercise.repetition.missing.values())
    for i, example in enumerate(exercise.examples):
        yield from ((f"examples[{i}].breaks", name) for name in example.breaks)


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


def _line(text: str, place: str) -> int:
    """Return the line (from 1) where a place like `phases[2].enter[0].onset` stands, as near as can be told."""
    lines = text.splitlines()
    row, table = 0, ""
    for part in place.split("."):
        name, *indices = part.replace("]", "").split("[")
        table = f"{table}.{name}".lstrip(".")
        header = re.compile(rf"\s*\[+\s*{re.escape(table)}\s*\]+\s*(#.*)?$")
        hits = [i for i in range(row, len(lines)) if header.match(lines[i])]
        wanted = int(indices[0]) if indices else 0
        if wanted < len(hits):
            row = hits[wanted]
            continue
        key = re.compile(rf"\s*{re.escape(name)}\s*=")
        row = next((i for i in range(row, len(lines)) if key.match(lines[i])), row)
        if indices:
            return _item_row(lines, row, wanted) + 1
    return row + 1


def _item_row(lines: list[str], row: int, index: int) -> int:
    """Return the row where an item (a table or list) of the list that begins in a row stands."""
    depth = 0
    for i in range(row, len(lines)):
        for bracket in re.findall(r"[\[\]{}]", lines[i]):
            depth += 1 if bracket in "[{" else -1
            if depth == 2 and bracket in "[{":
                if index == 0:
                    return i
                index -= 1
            elif depth == 0:
                return row
    return row
