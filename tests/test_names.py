"""One name, one meaning: no two classes of the package, and no two types, have the same name."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "posecoach"


def types_in(source: str) -> Iterator[str]:
    """Yield the names of the classes of a module, and of the types that it gives a name to."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            yield from (name for name in names if is_type_name(name))


def is_type_name(name: str) -> bool:
    """Whether a name is written as types are: CamelCase, with or without an underscore before it; no type variable."""
    bare = name.lstrip("_")
    return len(bare) > 1 and bare[0].isupper() and not bare.isupper()


def test_each_name_stands_for_one_class_or_type() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in types_in(path.read_text(encoding="utf-8")):
            homes[name.lstrip("_")].append(path.relative_to(PACKAGE).as_posix())
    twice = {name: places for name, places in homes.items() if len(places) > 1}
    assert not twice, "\n".join(f"{name}: {', '.join(places)}" for name, places in sorted(twice.items()))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("class Body:\n    class Inner: ...", ["Body"]),
        ("class _Body: ...", ["_Body"]),
        ("Point = tuple[float, float]", ["Point"]),
        ("_Row = dict[str, int]", ["_Row"]),
        ("T = TypeVar('T')\nPLAIN = 1\nplain = 2\nXY = 3", []),
    ],
)
def test_what_counts_as_the_name_of_a_type(source: str, names: list[str]) -> None:
    assert list(types_in(source)) == names
