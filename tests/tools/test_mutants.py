"""The small errors that are made in the code to try the tests."""

from __future__ import annotations

import pytest

from tools.mutation import __main__ as trial
from tools.mutation.areas import STRONGEST
from tools.mutation.inside import loaded_functions, swap_code
from tools.mutation.mutants import mutants_of


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("a < b", ["(a <= b)", "(a >= b)"]),
        ("a is None", ["(a is not None)"]),
        ("a + 1", ["(a - 1)", "(2)"]),
        ("a and b", ["(a or b)"]),
        ("not a", ["(a)"]),
        ("a if b else c", ["(a)", "(c)"]),
        ("min(a)", ["pass", "(max(a))"]),
        ("True", ["(False)"]),
        ("0.0", ["(1.0)"]),
        ("40", ["(60.0)"]),
        ("if a:\n    b = 2", ["(False)", "(3)"]),
        ("a.b = c", ["pass"]),
        ("def f():\n    return a", ["return None"]),
        ("def f():\n    return False", ["(True)"]),
        ("def f(a: Literal[1]) -> Literal[2]:\n    '''Text.'''", []),
        ("@dataclass(frozen=True)\nclass A:\n    __slots__ = (1,)", []),
        (
            "if sys.platform == 'no such system':\n    a = 1",
            ["(False)", "(sys.platform != 'no such system')", "(2)"],
        ),
        ("'text'", []),
        ("f'{a < b}'", []),
    ],
)
def test_what_is_changed(source: str, changes: list[str]) -> None:
    assert [mutant.after for mutant in mutants_of("a.py", source.encode())] == changes


def test_what_runs_only_on_another_system_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    source = b"if sys.platform == 'win32':\n    a = 1\nelse:\n    a = 2"
    assert [mutant.after for mutant in mutants_of("a.py", source)] == ["(3)"]
    monkeypatch.setattr("sys.platform", "win32")
    assert "(2)" in [mutant.after for mutant in mutants_of("a.py", source)]


def test_a_change_is_made_in_its_place_and_nowhere_else() -> None:
    source = "ä = 1\nif ä < 2:  # so\n    b()\n".encode()
    (less, *_) = [mutant for mutant in mutants_of("a.py", source) if mutant.after == "(ä <= 2)"]
    assert less.applied(source).decode() == "ä = 1\nif (ä <= 2):  # so\n    b()\n"
    assert str(less) == "a.py:2:4 module: ä < 2  ->  (ä <= 2)"


def test_a_loaded_function_gets_the_code_of_its_mutant() -> None:
    def loaded(code: str) -> dict[str, object]:
        found: dict[str, object] = {}
        exec(compile(code, "/x/tests/of/mutants.py", "exec"), found)  # noqa: S102 - our own text
        return found

    source = "class A:\n    @property\n    def one(self):\n        return [x + 1 for x in (1,)]\nB = 1\n"
    kept = loaded(source)
    changed = source.replace("x + 1", "(x - 1)").encode()
    functions = loaded_functions()
    assert swap_code(functions, "tests/of/mutants.py", changed, 4)
    assert kept["A"]().one == [0]  # type: ignore[operator]
    assert not swap_code(functions, "tests/of/mutants.py", source.replace("B = 1", "B = (2)").encode(), 5)

    source = "class A:\n    def one(self):\n        return super().__init__()\n"
    kept = loaded(source)
    changed = source.replace("super().__init__()", "3").encode()
    assert not swap_code(loaded_functions(), "tests/of/mutants.py", changed, 3), "it has to be imported anew"


def test_the_strongest_tests_leave_time_for_the_others() -> None:
    (mutant,) = [one for one in mutants_of("posecoach/judging/module.py", b"a is None") if one.line == 1]
    strong = [f"{STRONGEST[0]}::test_{letter}" for letter in "abc"]
    near, far = "tests/judging/test_near.py::test_it", "tests/history/test_far.py::test_it"
    work_s = dict.fromkeys(strong, 0.4 * trial.STRONGEST_S) | {near: 1.0, far: 0.1}
    tests = trial.Tests(work_s, {mutant.path: {"1": [*strong, near]}})

    assert tests.of(mutant) == [*strong[:2], near]
