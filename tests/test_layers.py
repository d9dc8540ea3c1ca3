"""Data goes one way: a module imports only from the layers above it, and never in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "posecoach"

# From where data comes in to where it goes out. The loop comes before the guide and the listeners: they use its types.
# The shape of an exercise (its declaration) comes before the judging, the loader of exercise files after it: it asks
# every kind of rule what may be wrong with one. What an error says is a phrase, so phrases come before everything.
LAYERS = (
    "__init__",
    "face",
    "words.phrase",
    "errors",
    "files",
    "signals",
    "arenas",
    "json_decoding",
    "plain_text",
    "words",
    "publishing",
    "capture",
    "pose",
    "features",
    "testing",
    "postures",
    "exercises.declaration",
    "events",
    "state",
    "judging",
    "exercises",
    "plans",
    "coaching",
    "pipeline",
    "guiding",
    "history",
    "voice",
    "drawing",
    "live",
    "recording",
    "results",
    "report",
    "review",
    "learning",
    "doctor",
    "bench",
    "cli",
    "__main__",
)
# Outside things that only one module may touch, so that they can be changed or replaced in one place.
ALONE = {"mediapipe": "pose/mediapipe/landmarker.py"}

# Who may know MediaPipe: the one way to it, and what measures it against itself.
KNOW_MEDIAPIPE = (
    "pose/mediapipe/",
    "pose/opening.py",
    "pose/pose.py",  # Pose.from_mediapipe
    "bench/stages.py",  # times the parts of the adapter
    "bench/loops.py",  # the bare loop and the tutorial's, which call the library themselves
)

# Names what is public on every floor, for type checkers, and imports it when it is asked for.
FACE = PACKAGE / "__init__.py"

MODULES = sorted(PACKAGE.rglob("*.py"))


def layer_of(module: str) -> str:
    """Return the layer of a dotted name such as posecoach.pose.pose; a module may be a layer of its own."""
    parts = module.split(".")
    own = ".".join(parts[1:3])
    return own if own in LAYERS else parts[1] if len(parts) > 1 else "__init__"


def imports(source: str, package: str) -> Iterator[str]:
    """Yield the dotted names that a module imports, wherever in it, relative ones made absolute."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def own_name(path: Path) -> str:
    return "posecoach." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def imports_of(path: Path) -> Iterator[str]:
    return imports(path.read_text(encoding="utf-8"), own_name(path).rpartition(".")[0])


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path != FACE], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_module_imports_only_from_its_own_layer_and_those_above(path: Path) -> None:
    allowed = LAYERS[: LAYERS.index(layer_of(own_name(path))) + 1]
    ours = [name for name in imports_of(path) if name.split(".")[0] == "posecoach"]
    wrong = [name for name in ours if target(name) not in allowed]
    assert not wrong, f"{path.name} is in {allowed[-1]} and may not import {', '.join(wrong)}"


def target(name: str) -> str:
    """Return the layer of an imported name; what is no module stands in the package itself."""
    layer = layer_of(name)
    place = PACKAGE / layer.replace(".", "/")
    return layer if place.is_dir() or place.with_suffix(".py").is_file() else "__init__"


def test_no_imports_go_in_a_circle() -> None:
    modules = {own_name(path).removesuffix(".__init__"): path for path in MODULES if path != FACE}

    def module_of(name: str) -> str:
        while name and name not in modules:
            name = name.rpartition(".")[0]
        return name

    graph = {
        name: {module_of(imported) for imported in imports_of(path)} - {"", name}
        for name, path in modules.items()
    }

    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("library", ALONE)
def test_an_outside_thing_is_touched_in_one_place_only(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name.split(".")[0] == library for name in imports_of(path))
    }
    assert users == {ALONE[library]}


def test_mediapipe_is_reached_through_open_estimator_only() -> None:
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name.startswith("posecoach.pose.mediapipe") for name in imports_of(path))
    ]
    assert [name for name in users if not name.startswith(KNOW_MEDIAPIPE)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import posecoach.live.window", ["posecoach.live.window"]),
        ("from posecoach.live import window", ["posecoach.live.window"]),
        ("from posecoach import live", ["posecoach.live"]),
        ("from . import pose", ["posecoach.pose.pose"]),
        ("from .. import live", ["posecoach.live"]),
        ("from ..live.window import Window", ["posecoach.live.window.Window"]),
        ("def f():\n    if True:\n        import mediapipe as m", ["mediapipe"]),
    ],
)
def test_every_way_to_import_is_seen(source: str, found: list[str]) -> None:
    assert list(imports(source, "posecoach.pose")) == found
