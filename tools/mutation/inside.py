"""Plugins of pytest: one finds out which tests run which lines, the other runs tests in forks, one for each mutant.

All tests are collected once, in one process. A fork of it swaps the code of the mutated function and runs some tests,
which takes hundredths of a second; the mutant stands in the file as well, for the programs that tests start. What runs
only as modules are imported has to be tried in a process that imports them anew.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.main import pytest_runtestloop as run_all_items

from tools.mutation.areas import SLOW

SURVIVED, KILLED, NOT_SWAPPED, TIMED_OUT = 0, 1, 75, -1
"""NOT_SWAPPED: the error is in nothing that runs after the modules are imported."""
MOSTLY_WAITING = 4.0
"""A test that takes this many times as long as the processor works for it counts as so much less, not as nothing."""


def load_libraries() -> None:
    """Import what the tests import, but nothing of posecoach: that is what changes."""
    for name in (
        "numpy",
        "msgspec",
        "jinja2",
        "rich.console",
        "rich.table",
        "rich.progress",
        "av",
        "cv2",
        "psutil",
    ):
        importlib.import_module(name)


def in_fork(act: Callable[[], int], within_s: float) -> int:
    """Call a function in a fork of this process, in a group of its own; return what it returns, or TIMED_OUT."""
    child = os.fork()
    if not child:
        status = KILLED
        try:
            os.setsid()
            status = act()
        except BaseException:  # noqa: BLE001 - nothing may go on in this process, which is a copy
            traceback.print_exc()
        finally:
            os._exit(status)
    deadline_s = time.monotonic() + within_s
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended or time.monotonic() > deadline_s:
            break
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):  # the tests, and what they have started and left behind
        os.killpg(child, signal.SIGKILL)
    if not ended:
        os.waitpid(child, 0)
        return TIMED_OUT
    code = os.waitstatus_to_exitcode(status)
    return code if code in {SURVIVED, NOT_SWAPPED} else KILLED


def pytest_in_fork(tree: Path, words: Sequence[str], within_s: float, plugin: Callable[[], Any]) -> int:
    """Run pytest anew in a folder."""

    def act() -> int:
        os.chdir(tree)
        log = os.open(tree / "pytest.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, stream in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(source, stream)
        sys.path[:] = [str(tree), *(place for place in sys.path if place not in {"", str(tree)})]
        os.environ |= {"PYTHONPATH": str(tree), "CI": "true"}
        for name in [name for name in sys.modules if name.split(".")[0] in {"posecoach", "tests", "tools"}]:
            del sys.modules[name]
        known = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
        always = ("-p", "no:cacheprovider", "-W", known, "--basetemp", str(tree.parent / "tmp"))
        return int(pytest.main([*always, *words], plugins=[plugin()]))

    return in_fork(act, within_s)


def _no_shrinking() -> None:
    """Whether a property fails matters, not its smallest example; the same examples are tried every time."""
    from hypothesis import Phase, settings

    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("default", database=None, phases=phases, print_blob=False)
    settings.load_profile("default")


class Quick:
    """For a run that imports everything anew."""

    def __init__(self) -> None:
        _no_shrinking()


class QuickOnes:
    """Leaves slow tests out but for those that nothing else stands in for."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep what is quick, and what is named."""
        items[:] = [
            item for item in items if item.get_closest_marker("slow") is None or item.nodeid.startswith(SLOW)
        ]


class Forks(QuickOnes):
    """Collects the tests once, and hands the function that tries mutants to `act`; without a source, none is made."""

    def __init__(self, act: Callable[[Callable[[str, bytes, int, Sequence[str], float], int]], None]) -> None:
        _no_shrinking()
        self._act = act

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try mutants in the place of the tests as they are."""
        items = {item.nodeid: item for item in session.items}
        session.config.option.maxfail = 1
        functions = loaded_functions()
        gc.collect()
        gc.freeze()  # a collection in a fork would touch, and so copy, all memory

        def tried(path: str, source: bytes, line: int, tests: Sequence[str], within_s: float) -> int:
            def act() -> int:
                if source and not swap_code(functions, path, source, line):
                    return NOT_SWAPPED
                session.items = [items[test] for test in tests if test in items]
                session.testscollected = len(session.items)
                with contextlib.suppress(pytest.Session.Failed, pytest.Session.Interrupted):
                    run_all_items(session)
                return KILLED if session.testsfailed else SURVIVED

            return in_fork(act, within_s)

        self._act(tried)
        return True


Functions = dict[tuple[str, int], list[FunctionType]]
"""By the name within their module and their first line."""


def loaded_functions() -> Functions:
    """Return every function that there is in this process."""
    found: Functions = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            found.setdefault((one.__code__.co_qualname, one.__code__.co_firstlineno), []).append(one)
    return found


def swap_code(functions: Functions, path: str, source: bytes, line: int) -> bool:
    """Give the loaded function that holds a line its code from another source; return whether it is another."""
    new = _function_at(compile(source, path, "exec", dont_inherit=True), line)
    changed = False
    for function in functions.get((new.co_qualname, new.co_firstlineno), []) if new else []:
        old = function.__code__
        if new is not None and old.co_filename.endswith(path):
            if old.co_freevars != new.co_freevars:  # such as without its only super(): code of another shape
                return False
            changed = changed or old != new.replace(co_filename=old.co_filename)
            function.__code__ = new
    return changed


def _function_at(code: CodeType, line: int) -> CodeType | None:
    """Return the outermost function that holds a line; classes are looked into."""
    for inside in _codes(code):
        last = max((number for _, _, number in _all_lines(inside) if number is not None), default=0)
        if inside.co_firstlineno <= line <= last:
            if inside.co_flags & 0x2:  # has fast locals: a function, not the body of a class
                return inside
            return _function_at(inside, line)
    return None


def _codes(code: CodeType) -> Iterator[CodeType]:
    return (inside for inside in code.co_consts if isinstance(inside, CodeType))


def _all_lines(code: CodeType) -> Iterator[tuple[int, int, int | None]]:
    yield from code.co_lines()
    for inside in _codes(code):
        yield from _all_lines(inside)


class Covering(QuickOnes):
    """Finds out which tests run which lines, and how long each takes.

    What a fixture of a module or session runs counts for every test that uses it, not only for the first.
    """

    def __init__(self, target: Path, sources: Sequence[str]) -> None:
        import coverage

        _no_shrinking()
        self._target = target
        self._coverage = coverage.Coverage(data_file=None, source=list(sources), messages=False)
        self._coverage.start()
        self._work_s: dict[str, float] = {}
        self._users: dict[str, list[str]] = {}
        self._failed: set[str] = set()
        self._now = ""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        """Note what runs as this test's."""
        self._now = item.nodeid
        for fixtures in getattr(item, "_fixtureinfo").name2fixturedefs.values():  # noqa: B009 - pytest has no other way
            for fixture in fixtures:
                self._users.setdefault(_name(fixture), []).append(item.nodeid)
        self._coverage.switch_context(item.nodeid)
        before_s, clock_s = _worked_s(), time.monotonic()
        try:
            return (yield)
        finally:
            work_s = _worked_s() - before_s
            self._work_s[item.nodeid] = max(work_s, (time.monotonic() - clock_s) / MOSTLY_WAITING)
            self._coverage.switch_context("")

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Any:
        """Note what runs as this fixture's."""
        if fixturedef.scope == "function":
            return (yield)
        self._coverage.switch_context(_name(fixturedef))
        try:
            return (yield)
        finally:
            self._coverage.switch_context(self._now)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what fails."""
        if report.failed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write down what was found."""
        self._coverage.stop()
        data = self._coverage.get_data()
        lines = {
            os.path.relpath(file): {
                line: sorted({test for context in contexts for test in self._users.get(context, [context])})
                for line, contexts in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        work_s = {test: work_s for test, work_s in self._work_s.items() if test not in self._failed}
        kept = {"work_s": work_s, "failed": sorted(self._failed), "lines": lines}
        self._target.write_text(json.dumps(kept), encoding="utf-8")


def _worked_s() -> float:
    """Return the processor's time of this process and of those that it has waited for [s]."""
    return sum(os.times()[:4])


def _name(fixture: Any) -> str:
    return f"fixture {fixture.baseid}::{fixture.argname}"
