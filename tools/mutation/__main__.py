"""Draws mutants, runs the tests that cover each, and prints the score; see the package."""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from tools.mutation import inside, score
from tools.mutation.areas import AREAS, STRONGEST, TESTS
from tools.mutation.mutants import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "mutation"
STRONGEST_S = 60.0
ENOUGH_S = 20.0
"""Of the strongest tests so much work runs for one mutant, and of the others, the quickest first, the second much; what
passes them all has survived. The work was measured while lines were counted: without that it is about a third."""
CONTROL_EVERY = 20
"""For every so many mutants, their tests run once without a mutant, and have to pass."""
AT_IMPORTS = ""
"""Stands for what runs before the first test, in what was found out about lines."""
OF_DEVICES = "/dev/"
"""In the name of a test that writes to a device: an error in the code that refuses to would put a file in its place."""
START_S = 20.0
"""What a process may need besides. Whoever takes too long is tried again against the clock of that moment."""


@dataclass(frozen=True)
class Tests:
    """Which tests run which lines, and how much work they are.

    work_s: of the processor, which decides how many tests are run, and for how long they are waited for: on a busy
    machine they take much longer by the clock.
    """

    work_s: dict[str, float]
    lines: dict[str, dict[str, list[str]]]

    def runs_at_imports(self, mutant: Mutant) -> bool:
        """Whether a mutant's lines run as modules are imported, and in no test: a fork would never run them."""
        lines = self.lines.get(mutant.path, {})
        users = {
            test for line in range(mutant.line, mutant.last_line + 1) for test in lines.get(str(line), [])
        }
        return users == {AT_IMPORTS}

    def of(self, mutant: Mutant) -> list[str]:
        """Return the tests that may notice a mutant.

        First those that run its lines, then those that run its module, then those of its folder, which may run it in a
        process of their own.
        """
        lines = self.lines.get(mutant.path, {})
        near = {
            test for line in range(mutant.line, mutant.last_line + 1) for test in lines.get(str(line), [])
        }
        module = {test for tests in lines.values() for test in tests} - near
        folder = (
            {test for test in self.work_s if test.split("/")[1] == mutant.path.split("/")[1]} - near - module
        )
        strong = {test for test in near if test.startswith(STRONGEST)}
        return [*self._enough(STRONGEST_S, strong), *self._enough(ENOUGH_S, near - strong, module, folder)]

    def _enough(self, left_s: float, *groups: set[str]) -> list[str]:
        """Return tests of so much work, group by group, the quickest of each first; one at least, if there is any."""
        chosen: list[str] = []
        for tests in groups:
            for test in sorted(tests & self.work_s.keys(), key=lambda test: (self.work_s[test], test)):
                if OF_DEVICES in test:
                    continue
                left_s -= self.work_s[test] + 0.01
                if left_s < 0.0 and chosen:
                    return chosen
                chosen.append(test)
        return chosen


def main() -> int:
    """Draw, run, print."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    parser.add_argument("--each", type=int, default=110, help="mutants of each area")
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--areas", nargs="+", choices=AREAS, default=list(AREAS))
    parser.add_argument(
        "--modules",
        nargs="+",
        default=[],
        metavar="PATH",
        help="only these of the areas, such as posecoach/features/body.py",
    )
    parser.add_argument(
        "--tests", nargs="+", default=TESTS, metavar="PATH", help="the tests that may notice, if not all"
    )
    parser.add_argument(
        "--results", type=Path, default=WORK / "results.jsonl", help="goes on where it stopped"
    )
    options = parser.parse_args()
    options.results = options.results.resolve()  # the tests run in another folder
    tree = _copied()
    inside.load_libraries()
    tests = _covered(tree, options.tests)
    drawn = [_drawn(area, options.each, options.seed, options.modules) for area in options.areas]
    done = _results(options.results)
    left = [
        mutant for several in zip_longest(*drawn) for mutant in several if mutant and str(mutant) not in done
    ]
    trial = Trial(tree, tests, options.tests, options.results)
    trial.quickly(left)
    trial.anew([mutant for mutant in left if str(mutant) not in _results(options.results)])
    return score.told([str(mutant) for mutants in drawn for mutant in mutants], _results(options.results))


def _results(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {line["mutant"]: line for line in lines}


def _drawn(area: str, number: int, seed: int, modules: Sequence[str]) -> list[Mutant]:
    """Return some mutants of an area, or of some of its modules, drawn by a seed, that are valid Python."""
    paths = sorted(path for folder in AREAS[area].folders for path in (ROOT / folder).rglob("*.py"))
    if modules:
        paths = [path for path in paths if path.relative_to(ROOT).as_posix() in modules]
    everything = [
        mutant
        for path in paths
        for mutant in mutants_of(path.relative_to(ROOT).as_posix(), path.read_bytes())
    ]
    random.Random(f"{seed} {area}").shuffle(everything)  # noqa: S311 - the same every time
    return list(_valid(everything))[:number] if number else list(_valid(everything))


def _valid(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    for mutant in mutants:
        try:
            ast.parse(mutant.applied((ROOT / mutant.path).read_bytes()))
        except SyntaxError:
            continue
        yield mutant


def _copied() -> Path:
    """Make the copy of the checkout that the mutants are made in; what is large is linked."""
    tree = WORK / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for path in ROOT.iterdir():
        if path.name in {"posecoach", "tests"}:
            shutil.copytree(path, tree / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.name not in {"build", ".git"}:
            (tree / path.name).symlink_to(path)
    return tree


def _covered(tree: Path, paths: Sequence[str]) -> Tests:
    target = WORK / f"covered-{zlib.crc32(' '.join(paths).encode()):08x}.json"
    if not target.exists():
        words = ["-q", *paths]
        inside.pytest_in_fork(tree, words, 7200.0, lambda: inside.Covering(target, ["posecoach"]))
    kept = json.loads(target.read_text(encoding="utf-8"))
    for test in kept["failed"]:
        print(f"{test} fails without any mutant, and is left out", file=sys.stderr)
    return Tests(kept["work_s"], kept["lines"])


@dataclass(frozen=True)
class Trial:
    """Tries mutants in a copy of the checkout, and writes the result of each into a file as soon as it is known."""

    tree: Path
    tests: Tests
    paths: Sequence[str]
    results: Path

    def quickly(self, mutants: Sequence[Mutant]) -> None:
        """Try mutants in forks of one process; those in what runs only at imports are left over."""
        controls = mutants[::CONTROL_EVERY]

        def act(tried: Callable[[str, bytes, int, Sequence[str], float], int]) -> None:
            for mutant in mutants:
                if self.tests.runs_at_imports(mutant):
                    continue
                chosen = self.tests.of(mutant)
                if mutant in controls:
                    passed = tried(mutant.path, b"", mutant.line, chosen, 10.0 * self._within_s(chosen))
                    assert passed == inside.SURVIVED, f"tests fail without a mutant: {mutant}"  # noqa: S101
                with self._mutated(mutant) as source:
                    status = tried(mutant.path, source, mutant.line, chosen, self._within_s(chosen))
                if status == inside.TIMED_OUT:
                    status = self._once_more(mutant, chosen, tried)
                if status != inside.NOT_SWAPPED:
                    self._note(mutant, status if chosen else None)

        words = ["-q", "--tb=no", *self.paths]
        status = inside.pytest_in_fork(self.tree, words, 1e6, lambda: inside.Forks(act))
        if status != inside.SURVIVED:
            raise SystemExit(f"the mutants cannot be tried: see {self.tree / 'pytest.log'}")

    def _once_more(
        self,
        mutant: Mutant,
        chosen: Sequence[str],
        tried: Callable[[str, bytes, int, Sequence[str], float], int],
    ) -> int:
        """Try a mutant again that took too long, with the time that its tests take now without it.

        On a machine that has become busy it was perhaps not the mutant.
        """
        began_s = time.monotonic()
        tried(mutant.path, b"", mutant.line, chosen, 10.0 * self._within_s(chosen))
        within_s = START_S + 2.0 * (time.monotonic() - began_s)
        with self._mutated(mutant) as source:
            return tried(mutant.path, source, mutant.line, chosen, within_s)

    def anew(self, mutants: Sequence[Mutant]) -> None:
        """Try each mutant in a process that imports everything."""
        for mutant in mutants:
            chosen = self.tests.of(mutant)
            words = ["-x", "-q", "--tb=no", *chosen]
            with self._mutated(mutant):
                status = inside.pytest_in_fork(self.tree, words, 10.0 * self._within_s(chosen), inside.Quick)
            self._note(mutant, status if chosen else None)

    def _within_s(self, chosen: Sequence[str]) -> float:
        return START_S + 2.0 * sum(self.tests.work_s[test] for test in chosen)

    @contextmanager
    def _mutated(self, mutant: Mutant) -> Iterator[bytes]:
        source = (ROOT / mutant.path).read_bytes()
        changed = mutant.applied(source)
        _write(self.tree / mutant.path, changed)
        try:
            yield changed
        finally:
            _write(self.tree / mutant.path, source)

    def _note(self, mutant: Mutant, status: int | None) -> None:
        told = {inside.SURVIVED: "survived", inside.TIMED_OUT: "killed by its time", None: "no test runs it"}
        line = {"mutant": str(mutant), "result": told.get(status, "killed")}
        with self.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _write(place: Path, content: bytes) -> None:
    """Write a module, with a time of its own: Python knows by it that what it has compiled is out of date."""
    before_ns = place.stat().st_mtime_ns
    place.write_bytes(content)
    os.utime(place, ns=(before_ns + 2_000_000_000,) * 2)


if __name__ == "__main__":
    sys.exit(main())
