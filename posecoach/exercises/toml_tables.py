"""Reads the tables of a TOML file into structs, and finds the line that a mistake stands in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from types import UnionType
from typing import Annotated, Any, Final, Generic, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from posecoach.errors import ExerciseFileError, reason
from posecoach.exercises.slips import slip_in
from posecoach.exercises.validation import nearest
from posecoach.words.phrase import N_, Phrase, breaks, either, filled, numeral, one_line, placed

S = TypeVar("S", bound=msgspec.Struct)

_IN_TOML: Final = {
    "str": N_("text in quotes"),
    "bool": N_("true or false"),
    "float": N_("a number"),
    "int": N_("a whole number"),
    "array": N_("a list"),
    "object": N_("a table"),
    "date": N_("a date without quotes, such as 2026-03-02"),
}
"""msgspec's words for types, for people who do not program."""
_EXPECTED: Final = re.compile(r"Expected `([^`]*)`(?:, got `([^`]*)`| of length (\S+ \S+)| (.*))$")
"""What msgspec says of a value that does not fit."""

LONGEST_LINE: Final = 2000
"""Characters; what comes with posecoach has 217. A key with a hundred thousand dots keeps tomllib busy for minutes."""
LONGEST_TEXT: Final = 2000
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # such as those that steer a terminal
DEEPEST: Final = 10
"""Tables and lists within each other; an exercise file has six."""
MOST_PROBLEMS: Final = 100
"""The most that are reported at once: finding the line of one means a pass through the file."""


Problems = Callable[[S], Iterable[tuple[str, Phrase]]]
"""Gives (place, problem) for everything in a file's content that its types alone do not rule out."""


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
            raise ExerciseFileError(self._explain(str(error), text).told(name)) from error
        for message in self._unknown_words(tables, ""):
            raise ExerciseFileError(self._explain(message, text).told(name))
        return content

    def checked(self, text: str, name: str, problems: Problems[S]) -> S:
        """Return the content of a file in which nothing is wrong. Raises ExerciseFileError for the first mistake."""
        content = self.read(text, name)
        for place, problem in problems(content):
            raise ExerciseFileError(mistake(text, place, problem).told(name))
        return content

    def all_wrong(self, text: str, name: str, problems: Problems[S]) -> list[Phrase]:
        """Return everything that is wrong in a file, in the order of its lines; empty = valid.

        Where keys or types are wrong, only those are told: what they mean is not known yet.
        """
        try:
            told = self._misfits(text, name)
        except ExerciseFileError as error:
            return [*error.args]
        if not told:
            found = islice(problems(self.read(text, name)), MOST_PROBLEMS)
            told = [mistake(text, place, problem) for place, problem in found]
        return _in_order(told, name)

    def _misfits(self, text: str, name: str) -> list[Mistake]:
        """Return every key and type that does not fit. Raises ExerciseFileError for what is no TOML."""
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

    def _explain(self, message: str, text: str) -> Mistake:
        """Return what a message of msgspec means, in our words and with the nearest valid name."""
        told, _, path = message.partition(" - at `$")
        place = path.removesuffix("`").replace("[...]", "").lstrip(".")
        word = re.search(r"[`'](.*)[`']$", told)
        if word and "unknown field" in told:
            known = self._table_of(place).__struct_fields__
            problem = filled(
                "there is no key {name!r}; {nearest}", name=word[1], nearest=nearest(word[1], known)
            )
            place = f"{place}.{word[1]}".lstrip(".")
        elif word and "missing required field" in told:
            problem = filled("the key {name!r} is missing", name=word[1])
        elif word and "Invalid enum value" in told:
            table, _, key = place.rpartition(".")
            words = self.words.get(_plain(place)) or get_args(get_type_hints(self._table_of(table))[key])
            problem = filled(
                "{name!r} is not known here; {nearest}", name=word[1], nearest=nearest(word[1], words)
            )
        elif told.endswith("`array` of length >= 1"):
            problem = self._empty(place)
        else:
            problem = _misfit(told, _value_at(parse(text, ""), place) if "got `float`" in told else None)
        return mistake(text, place, problem)

    def _empty(self, place: str) -> Phrase:
        """Return what is to be done about a list with nothing in it."""
        words = self.words.get(_plain(place))
        if words is None:
            return filled("the list is empty; write what belongs in it")
        return filled("the list is empty; name some of {names} or leave the key out", names=", ".join(words))

    def _table_of(self, place: str) -> type[msgspec.Struct]:
        """Return the struct that the table at a place like `phases[2].enter[0]` is read into."""
        return self.tables.get(_plain(place).split(".")[-1], self.whole)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a file, in a line (from 1) and at a place like `phases[2].enter[0]` ("" = the whole file)."""

    line: int
    place: str
    problem: Phrase

    def told(self, name: str) -> Phrase:
        """Return it as one line that begins with the name of the file."""
        line = f"{name}:{self.line}"
        where = f"{line}: {self.place}" if self.place else filled("{line}: the file", line=line)
        return placed(where, self.problem)


def mistake(text: str, place: str, problem: Phrase) -> Mistake:
    """Return what is wrong at a place of a file with this text."""
    return Mistake(line_of(text, place), place, problem)


def _in_order(mistakes: Iterable[Mistake], name: str) -> list[Phrase]:
    """Return mistakes as lines in the order of the file's, each once."""
    told = {one.told(name): one.line for one in mistakes}
    return sorted(told, key=lambda one: told[one])


def _misfit(told: str, value: object = None) -> Phrase:
    """Return what msgspec says about a value that does not fit, in words for people who do not program."""
    found = _EXPECTED.match(told)
    if "RFC3339" in told:
        return filled("expected {kind}", kind=_in_toml("date"))
    if found is None:
        return Phrase("{problem}", {"problem": told[:1].lower() + told[1:]})
    kind, got, length, limit = found.groups()
    expected = _in_toml(kind)
    if got == "float" and isinstance(
        value, float
    ):  # that it is a number is no reason: which one it is tells it
        return filled("expected {kind}, got {got}", kind=expected, got=numeral(value, "g"))
    if got is not None:
        return filled("expected {kind}, got {got}", kind=expected, got=_in_toml(got))
    if length is not None:
        return filled("expected {kind} of length {length}", kind=expected, length=length)
    return filled("expected {kind} {limit}", kind=expected, limit=limit)


def _value_at(value: object, place: str) -> object:
    """Return what stands at a place like `phases[2].enter[0]`; None if it cannot be found."""
    for part in re.findall(r"[^.\[\]]+", place):
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
    return value


def _in_toml(kinds: str) -> str:
    """Return types as msgspec names them (`float | null`) in our words."""
    return either([_IN_TOML.get(kind, kind) for kind in kinds.split(" | ") if kind != "null"])


def parse(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML file, with no text or nesting that nobody writes. Raises ExerciseFileError.

    Its texts are one line each, however they are written: a line break in one could forge a line of the program.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            raise ExerciseFileError(
                filled(
                    "{name}:{number}: longer than {count} characters; break the line",
                    name=name,
                    number=number,
                    count=LONGEST_LINE,
                )
            )
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        slip = slip_in(text, reason(error))
        raise ExerciseFileError(placed(f"{name}:{slip.line}", slip.problem)) from error
    except RecursionError as error:
        raise ExerciseFileError(
            filled("{name}: not valid TOML: too many brackets inside each other", name=name)
        ) from error
    for place, problem in _outlandish(tables, ""):
        raise ExerciseFileError(mistake(text, place, problem).told(name))
    return {key: _of_one_line(value) for key, value in tables.items()}


def _of_one_line(value: Any) -> Any:
    """Return a value of a file with every text in it as one line."""
    if isinstance(value, str):
        return one_line(value) if breaks(value) else value
    if isinstance(value, dict):
        return {_of_one_line(key): _of_one_line(inside) for key, inside in value.items()}
    return [_of_one_line(inside) for inside in value] if isinstance(value, list) else value


def _outlandish(value: object, place: str, depth: int = 0) -> Iterator[tuple[str, Phrase]]:
    """Yield (place, problem) for what would make messages endless, steer a terminal or exhaust a recursion."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            yield (
                place,
                filled("a text of more than {count} characters; shorten it", count=LONGEST_TEXT),
            )
        if _CONTROL.search(value):
            yield place, filled("a text with a control character in it; remove it")
    elif isinstance(value, dict | list):
        if depth == DEEPEST:
            yield place, filled("more than {count} tables and lists within each other", count=DEEPEST)
            return
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str):
                yield from _outlandish(key, place)
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
