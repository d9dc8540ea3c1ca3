"""Reads the tables of a TOML file into structs, and finds the line that a mistake stands in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from types import UnionType
from typing import Annotated, Any, Final, Generic, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from posecoach.errors import ExerciseFileError
from posecoach.exercises.validation import nearest

S = TypeVar("S", bound=msgspec.Struct)

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

LONGEST_LINE: Final = 2000
"""Characters; what comes with posecoach has 217. A key with a hundred thousand dots keeps tomllib busy for minutes."""
LONGEST_TEXT: Final = 2000
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # such as those that steer a terminal
DEEPEST: Final = 10
"""Tables and lists within each other; an exercise file has six."""
MOST_PROBLEMS: Final = 100
"""So many are told at once; to find the line of one, the file is gone through."""


@dataclass(frozen=True, slots=True)
class TomlLayout(Generic[S]):
    """What a kind of file is read into: the struct of the whole, and of its tables by their names.

    words: which words a key may have, by its place without numbers (`rules.kind`), where its type does not say.
    """

    whole: type[S]
    tables: Mapping[str, type[msgspec.Struct]]
    words: Mapping[str, Collection[str]] = field(default_factory=dict)

    def read(self, text: str, name: str) -> S:
        """Return the file's content; `name` is what to call it in messages. Raises ExerciseFileError."""
        tables = parse(text, name)
        try:
            content = msgspec.convert(tables, self.whole)
        except msgspec.ValidationError as error:
            raise ExerciseFileError(f"{name}{self._explain(str(error), text)}") from error
        for message in self._unknown_words(tables, ""):
            raise ExerciseFileError(f"{name}{self._explain(message, text)}")
        return content

    def misfits(self, text: str, name: str) -> list[str]:
        """Return every key and type that does not fit, as ":LINE: place: problem". Raises ExerciseFileError."""
        tables = parse(text, name)
        messages = chain(_misfits(tables, self.whole, ""), self._unknown_words(tables, ""))
        return [self._explain(message, text) for message in islice(messages, MOST_PROBLEMS)]

    def _unknown_words(self, value: object, place: str) -> Iterator[str]:
        """Yield the words that their keys may not have, as msgspec tells of them."""
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self._unknown_words(item, f"{place}.{key}")
        elif isinstance(value, list):
            for i, item in enumerate(value):
                yield from self._unknown_words(item, f"{place}[{i}]")
        elif isinstance(value, str) and value not in self.words.get(_plain(place), (value,)):
            yield f"Invalid enum value '{value}' - at `${place}`"

    def _explain(self, message: str, text: str) -> str:
        """Return ":LINE: place: problem" for a message of msgspec, in our words and with the nearest valid name."""
        problem, _, path = message.partition(" - at `$")
        place = path.removesuffix("`").replace("[...]", "").lstrip(".")
        word = re.search(r"[`'](.*)[`']$", problem)
        if word and "unknown field" in problem:
            problem = (
                f"there is no key {word[1]!r}; {nearest(word[1], self._table_of(place).__struct_fields__)}"
            )
            place = f"{place}.{word[1]}".lstrip(".")
        elif word and "missing required field" in problem:
            problem = f"the key {word[1]!r} is missing"
        elif word and "Invalid enum value" in problem:
            table, _, key = place.rpartition(".")
            words = self.words.get(_plain(place)) or get_args(get_type_hints(self._table_of(table))[key])
            problem = f"{word[1]!r} is not known here; {nearest(word[1], words)}"
        else:
            for theirs, ours in _IN_TOML.items():
                problem = problem.replace(theirs, ours)
            problem = problem[:1].lower() + problem[1:]
        return f":{line_of(text, place)}: {place or 'the file'}: {problem}"

    def _table_of(self, place: str) -> type[msgspec.Struct]:
        """Return the struct that the table at a place like `phases[2].enter[0]` is read into."""
        return self.tables.get(_plain(place).split(".")[-1], self.whole)


def parse(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML file, with no text or nesting that nobody writes. Raises ExerciseFileError."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            raise ExerciseFileError(f"{name}:{number}: longer than {LONGEST_LINE} characters; break the line")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseFileError(f"{name}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise ExerciseFileError(f"{name}: not valid TOML: too many brackets inside each other") from error
    for place, problem in _outlandish(tables, ""):
        raise ExerciseFileError(f"{name}:{line_of(text, place)}: {place}: {problem}")
    return tables


def _outlandish(value: object, place: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield (place, problem) for what would make messages endless, steer a terminal or exhaust a recursion."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            yield place, f"a text of more than {LONGEST_TEXT} characters; shorten it"
        if _CONTROL.search(value):
            yield place, "a text with a control character in it; remove it"
    elif isinstance(value, dict | list):
        if depth == DEEPEST:
            yield place, f"more than {DEEPEST} tables and lists within each other"
            return
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str):
                yield from _outlandish(key, place or "the file")
            inside = f"{place}[{key}]" if isinstance(key, int) else f"{place}.{key}".lstrip(".")
            yield from _outlandish(item, inside, depth + 1)


def _misfits(value: object, kind: Any, place: str) -> Iterator[str]:
    """Yield what does not fit a type, in the words of msgspec, which itself stops at the first."""
    struct = _struct_in(kind)
    if struct is not None and isinstance(value, dict) and not _is_list(kind):
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
    elif struct is not None and isinstance(value, list) and value and _is_list(kind):
        for i, item in enumerate(value):
            yield from _misfits(item, struct, f"{place}[{i}]")
    else:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            problem, _, inside = str(error).partition(" - at `$")
            yield f"{problem} - at `${place}{inside.removesuffix('`')}`"


def _plain(place: str) -> str:
    """Return a place like `.phases[2].enter[0]` as the dotted names of its tables and key alone."""
    return re.sub(r"\[\d+\]", "", place).lstrip(".")


def _is_list(kind: Any) -> bool:
    """Whether a type is a list of something, or nothing."""
    if get_origin(kind) is Annotated or isinstance(kind, UnionType):
        return _is_list(get_args(kind)[0])
    return get_origin(kind) is tuple


def _struct_in(kind: Any) -> type[msgspec.Struct] | None:
    """Return the struct that a type is, or is a list of, or None."""
    if get_origin(kind) is Annotated or isinstance(kind, UnionType) or get_origin(kind) is tuple:
        return _struct_in(get_args(kind)[0])
    return kind if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else None


def line_of(text: str, place: str) -> int:
    """Return the line (from 1) where a place like `phases[2].enter[0].onset` stands, as near as can be told."""
    if not place:
        return 1
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
