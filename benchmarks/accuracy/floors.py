"""The floors under a benchmark: figures that may not get worse, with what the project must reach in the end."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

FLOORS = Path(__file__).resolve().parents[1] / "floors.toml"


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A limit for a figure of the result, named by its path; `*` stands for every name at that place.

    target: what it must reach in the end; until then only `at_least` or `at_most` is enforced.
    """

    figure: str
    at_least: float | None = None
    at_most: float | None = None
    target: float | None = None


def read_floors(path: Path = FLOORS, section: str = "floor") -> list[Floor]:
    """Return the floors in a section of a TOML file."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8"))[section], list[Floor])


def broken_floors(result: msgspec.Struct, floors: list[Floor]) -> list[str]:
    """Return one line for every figure beyond its limit.

    A figure that is named in full must have been measured; of those under a `*` some may be without a value, such as
    the recall of a rule that nobody broke.
    """
    document = msgspec.to_builtins(result)
    return [line for floor in floors for line in _broken(document, floor)]


def _broken(document: Mapping[str, Any], floor: Floor) -> Iterator[str]:
    for path, value in _values(document, floor.figure.split("."), ""):
        if value is None:
            if "*" not in floor.figure:
                yield f"{path} was not measured"
        elif floor.at_least is not None and value < floor.at_least:
            yield f"{path} is {value:g}, at least {floor.at_least:g} is wanted"
        elif floor.at_most is not None and value > floor.at_most:
            yield f"{path} is {value:g}, at most {floor.at_most:g} is wanted"


def _values(node: Any, parts: list[str], path: str) -> Iterator[tuple[str, float | None]]:
    if not parts:
        yield path, node
        return
    head, rest = parts[0], parts[1:]
    if head == "*" and isinstance(node, Mapping):
        for name in node:
            yield from _values(node[name], rest, f"{path}.{name}".lstrip("."))
        return
    known = isinstance(node, Mapping) and head in node
    yield from _values(node[head] if known else None, rest if known else [], f"{path}.{head}".lstrip("."))
