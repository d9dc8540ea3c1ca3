"""The public face: what `import posecoach` promises, and how little it loads."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import posecoach as pc
from posecoach import errors, events
from tests.conftest import ROOT

FACE = Path(pc.__file__)
PUBLIC = sorted(set(pc.__all__) - {"__version__"})
HEAVY = ("cv2", "mediapipe", "av", "numpy", "plotly", "rich", "msgspec")
FLOORS = {"exercises", "live", "review"}


def in_a_fresh_interpreter(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = f"import sys, posecoach; print([name for name in {HEAVY} if name in sys.modules])"
    assert in_a_fresh_interpreter(script) == "[]"


def test_importing_the_package_is_over_within_50_ms() -> None:
    """The quickest of five, because other programs run beside the tests; what Python itself needs is left out."""
    script = "import time, typing; a = time.perf_counter(); import posecoach; print(time.perf_counter() - a)"
    assert min(float(in_a_fresh_interpreter(script)) for _ in range(5)) < 0.05


@pytest.mark.parametrize(
    "use",
    [
        "pc.exercises()",
        "pc.Coach(pc.exercises()['cat_cow'])",
        "pc.Pose.nobody(0.0)",
        "pc.open_estimator",
        "pc.Landmark",
    ],
)
def test_what_needs_no_frames_loads_neither_opencv_nor_mediapipe(use: str) -> None:
    script = f"import sys, posecoach as pc; {use}; print('cv2' in sys.modules, 'mediapipe' in sys.modules)"
    assert in_a_fresh_interpreter(script) == "False False"


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_documented_and_typed(name: str) -> None:
    thing = getattr(pc, name)
    assert inspect.getdoc(thing)
    if inspect.isfunction(thing) or name in FLOORS:
        signature = inspect.signature(thing)
        assert signature.return_annotation is not inspect.Signature.empty
        assert all(one.annotation is not inspect.Parameter.empty for one in signature.parameters.values())


def test_dir_shows_the_public_names() -> None:
    assert dir(pc) == sorted(pc.__all__)


def test_another_name_is_an_error_like_that_of_any_module() -> None:
    with pytest.raises(AttributeError) as raised:
        pc.review_all  # type: ignore[attr-defined]  # noqa: B018
    assert str(raised.value) == "module 'posecoach' has no attribute 'review_all'"


def test_type_checkers_see_the_same_names_as_programs() -> None:
    block = next(
        node for node in ast.parse(FACE.read_text(encoding="utf-8")).body if isinstance(node, ast.If)
    )
    typed = {
        alias.asname or alias.name
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == set(PUBLIC)


def test_a_type_checker_knows_what_the_functions_return() -> None:
    """As a program of somebody else would be checked, with the types that the package brings."""
    program = (
        "import posecoach as pc\n"
        "reveal_type(pc.review('me.mp4').score)\n"
        "reveal_type(pc.exercises())\n"
        "reveal_type(pc.open_source(0))\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    notes = [line.partition("note: ")[2] for line in done.stdout.splitlines() if "note: " in line]
    assert notes == [
        'Revealed type is "float | None"',
        'Revealed type is "dict[str, posecoach.exercises.declaration.Exercise]"',
        'Revealed type is "posecoach.capture.frame.OpenSource"',
    ], done.stdout + done.stderr


def classes_of(module: object, base: type) -> set[str]:
    return {
        name
        for name, thing in vars(module).items()
        if inspect.isclass(thing) and issubclass(thing, base) and thing.__module__ == module.__name__  # type: ignore[attr-defined]
    }


def test_every_event_and_every_error_is_public() -> None:
    assert classes_of(events, events.Event) <= set(PUBLIC)
    assert classes_of(errors, errors.PosecoachError) <= set(PUBLIC)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_floor_with_the_name_of_a_function_is_still_a_package(name: str) -> None:
    script = (
        f"import posecoach as pc, posecoach.{name} as floor; import types; "
        f"print(isinstance(floor, types.ModuleType), pc.{name} is floor, callable(floor))"
    )
    assert in_a_fresh_interpreter(script) == "True True True"
