# noqa: INP001 - a script, not a package
"""Writes docs/exercise_reference.md: every table, key, word and feature of an exercise file.

    python tools/exercise_reference.py

Types, defaults and limits are read from the loader's structs, features from their registry; exercise_words.py says what
a key is for. A key without such words, or words without a key, are an error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import inspect

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from posecoach.features.extract import feature_names, get_feature  # noqa: E402 - the checkout comes first
from tools.exercise_words import TABLES, WORDS  # noqa: E402

PAGE: Final = ROOT / "docs" / "exercise_reference.md"
MANY: Final = 3
"""More words than this do not fit into a cell of a table."""

INTRODUCTION: Final = """\
# What an exercise file may say

Made by `python tools/exercise_reference.py` from the program itself; do not edit it by hand.
[own_exercise.md](own_exercise.md) shows step by step how a file is written. `posecoach exercises --check FILE` says
what is wrong with one, with its line.

A file is [TOML](https://toml.io): `key = value` lines, under headings such as `[dosage]` (one table) or `[[rules]]`
(one of several). Text stands in quotes, lists in `[ ]`, small tables in `{ }`; what follows `#` is for human readers.
Seconds are seconds of the video. Angles are in degrees; flexion is 0 for a straight limb. Lengths are in trunk lengths
(shoulder to hip in the picture), so that near and far people are alike.
"""

FEATURES: Final = """\
## Features

What can be measured. The error is the mean absolute error or the spread that was measured, in the feature's unit: a
rule's `margin` should not be smaller. A feature of a limb is that of the near side. What is not seen is never a fault.
"""


def reference() -> str:
    """Return the page."""
    parts = [INTRODUCTION, "## Tables and keys\n"]
    parts += [_table(title, *described) for title, described in TABLES.items()]
    parts.append("## Words\n")
    parts += [_words(title, *described) for title, described in WORDS.items()]
    parts += [FEATURES, _features()]
    return "\n".join(parts)


def _table(title: str, struct: type[msgspec.Struct], meaning: str, keys: Mapping[str, str]) -> str:
    fields = {field.encode_name: field for field in inspect.type_info(struct).fields}  # type: ignore[attr-defined] # a StructType
    _same(title, fields, keys)
    rows = [(f"`{key}`", _kind(fields[key].type), _default(fields[key]), keys[key]) for key in fields]
    heading = f"`{title}`" if title.startswith("[") else title
    return f"### {heading}\n\n{meaning}\n\n{_rows(('key', 'is', 'if left out', 'meaning'), rows)}"


def _words(title: str, words: tuple[str, ...], meanings: Mapping[str, str]) -> str:
    _same(title, words, meanings)
    rows = [(f"`{word}`", meanings[word]) for word in words]
    return f"### {title}\n\n{_rows(('word', 'meaning'), rows)}"


def _features() -> str:
    features = [get_feature(name) for name in feature_names()]
    rows = [
        (
            f"`{feature.name}`",
            {"deg": "degrees", "": "–"}.get(feature.unit, feature.unit),
            f"{feature.error:g}",
            feature.meaning + (" Needs the outline of the back." if feature.outline else ""),
            ", ".join(_landmark(mark.name) for mark in feature.landmarks),
            feature.source,
        )
        for feature in features
    ]
    return _rows(("feature", "unit", "error", "meaning", "stands on", "error measured on"), rows)


def _landmark(name: str) -> str:
    return name.removeprefix("LEFT_").replace("_INDEX", "_TIP").replace("_", " ").lower()


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _default(field: inspect.Field) -> str:
    if field.required:
        return "**needed**"
    if field.default in (None, (), {}, "") or field.default_factory is not msgspec.NODEFAULT:
        return ""
    value = field.default
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _kind(kind: inspect.Type) -> str:
    """Return a type in words."""
    match kind:
        case inspect.IntType() | inspect.FloatType():
            return _number(kind)
        case inspect.LiteralType(values=values):
            return (
                " or ".join(f"`{value}`" for value in values) if len(values) <= MANY else "a word, see below"
            )
        case inspect.UnionType(types=types):
            return _kind(next(one for one in types if not isinstance(one, inspect.NoneType)))
        case inspect.VarTupleType(item_type=item, min_length=least):
            return _list(item, least)
        case inspect.DictType(value_type=value):
            return f"table of {_kind(value)}"
        case _:
            return "true or false" if isinstance(kind, inspect.BoolType) else _other(kind)


def _list(item: inspect.Type, least: int | None) -> str:
    if isinstance(item, inspect.TupleType):
        return "list, see the meaning"
    if isinstance(item, inspect.StructType):
        return _other(item)
    return f"list of {_kind(item)}{f', at least {least}' if least else ''}"


def _other(kind: inspect.Type) -> str:
    if isinstance(kind, inspect.Metadata):
        return str((kind.extra_json_schema or {})["description"])
    if not isinstance(kind, inspect.StructType):
        return "text"
    title = next(title for title, (known, *_) in TABLES.items() if known is kind.cls)
    return f"`{title}`" if title.startswith("[") else "list of conditions"


def _number(kind: inspect.IntType | inspect.FloatType) -> str:
    word = "whole number" if isinstance(kind, inspect.IntType) else "number"
    return word + "".join(_bounds(kind))


def _bounds(kind: inspect.IntType | inspect.FloatType) -> Iterator[str]:
    if kind.ge is not None:
        yield f" from {kind.ge:g}"
    if kind.gt is not None:
        yield f" over {kind.gt:g}"
    if kind.le is not None:
        yield f" up to {kind.le:g}"


def _same(title: str, there: Iterable[str], described: Iterable[str]) -> None:
    different = set(there) ^ set(described)
    if different:
        raise SystemExit(
            f"exercise_reference: {title}: {', '.join(sorted(different))} has words or a key, not both"
        )


def main() -> None:
    """Write the page."""
    PAGE.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
