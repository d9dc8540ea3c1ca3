"""Commands whose n-th step on the disk fails, or is their last; run as a program, it tries every n.

    python -m tests.safety.faulty FOLDER SCENARIO KIND [EVERY]

FOLDER: one that is not there yet, or is empty. KIND: "kill" (SIGKILL, in the middle of a write), "full" (no room from
that step on) or "error" (that step alone). For what libraries write by themselves, the video's above all: "no room" (no
file may grow beyond n blocks) and "killed" (SIGXFSZ, where one does). Every run is a process of its own, forked from
this one, which has loaded all modules, exercises and pages.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Self

from posecoach.cli import bench, doctor, history, plan, report
from posecoach.cli.main import main
from posecoach.doctor import Checkup
from posecoach.errors import PosecoachError
from posecoach.exercises.loader import builtin_exercises
from posecoach.history.store import open_history
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder
from posecoach.publishing import disk
from posecoach.publishing.manifest import JOURNAL
from posecoach.recording.session_folder import NAMES, session_folder
from posecoach.report.page import _environment as pages
from posecoach.review import many
from posecoach.review.workers import Failed, Finished
from tests.benchmarks.test_bench_result import SPEED
from tests.history.weeks import make_weeks
from tests.poses import every, film, hands_and_knees, hook_lying
from tests.reviewed import CYCLES
from tests.safety.commands import content, tiny, tree

BLOCK_BYTES = 4096
BY_SIZE = frozenset({"no room", "killed"})
NOTHING_TO_JUDGE = 4
LIFTS = [
    (t_s, {"hip_height": height})
    for start_s in (2.0, 8.5, 15.0)
    for t_s, height in ((start_s, 0.08), (start_s + 1.5, 0.4), (start_s + 3.0, 0.08), (start_s + 6.0, 0.08))
]
"""Of the hips, three times: something to learn."""
GROWING = frozenset({"open", "write", "mkdir", "link", "fsync", "sync"})
"""Steps that a full disk refuses."""


@dataclass(frozen=True)
class Scenario:
    """A command, what it is run after, and the groups of files that must be old or new as a whole.

    words and before: of commands; FOLDER stands for the folder that all happens in.
    """

    words: tuple[str, ...]
    groups: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()


SESSION = "record a session"
"""In the place of a command: what `live --record FOLDER/rec --overwrite` does but for looking at anybody."""
VIDEO = ("review", "FOLDER/a.npz", "--out", "FOLDER/out")
REVIEW = ("review", "FOLDER/a.npz", "--out", "FOLDER/out", "--no-video")
SEVERAL = ("review", "FOLDER/a.npz", "FOLDER/b.npz", "--workers", "2", "--out", "FOLDER/out", "--no-video")
COMPARE = (
    "review",
    "FOLDER/a.npz",
    "FOLDER/b.npz",
    "--compare",
    "--exercise",
    "cat_cow",
    "--out",
    "FOLDER/out",
    "--no-video",
)
REPORT = ("report", "--out", "FOLDER/r", "--fhir")
EXERCISE_PAGE = ("exercises", "cat_cow", "--html", "FOLDER/e.html")
CALENDAR = ("plan", "calendar", "nhs_lower_back", "--from", "2026-03-02", "--out", "FOLDER/p.ics")
ANSWERS = b"Mine\n\n\n\n\ncat_cow\n2\n\n\n\n\n"
"""To the questions of `plan new`."""
SCENARIOS = {
    "review": Scenario(REVIEW, ("out",)),
    "review again": Scenario(REVIEW, ("out",), ((*REVIEW, "--export", "csv,openpose"),)),
    "review with video": Scenario(VIDEO, ("out",)),
    "review with video again": Scenario(VIDEO, ("out",), ((*VIDEO, "--export", "csv"),)),
    "session over another": Scenario((SESSION, "new"), ("rec",), ((SESSION, "old"),)),
    "review of several": Scenario(
        ("review", "FOLDER/a.npz", "FOLDER/b.npz", "--out", "FOLDER/out", "--no-video"), ("out/a", "out/b")
    ),
    "review of many": Scenario(SEVERAL, ("out/a", "out/b", "out/index.html")),
    "review of many again": Scenario(
        SEVERAL, ("out/a", "out/b", "out/index.html"), ((*SEVERAL, "--export", "csv"),)
    ),
    "compare": Scenario(COMPARE, ("out",)),
    "compare again": Scenario(COMPARE, ("out",), ((*COMPARE, "--export", "csv"),)),
    "json": Scenario(("review", "FOLDER/a.npz", "--json", "FOLDER/all.json"), ("all.json",)),
    "json again": Scenario(
        ("review", "FOLDER/a.npz", "--json", "FOLDER/all.json"),
        ("all.json",),
        (("review", "FOLDER/a.npz", "--json", "FOLDER/all.json", "--features"),),
    ),
    "json overwritten": Scenario(
        ("review", "FOLDER/a.npz", "--json", "FOLDER/mine.txt", "--overwrite"), ("mine.txt",)
    ),
    "history": Scenario(
        ("history", "--html", "FOLDER/h.html", "--csv", "FOLDER/h.csv", "--json", "FOLDER/h.json"),
        ("h.html", "h.csv", "h.json"),
        (("history", "--html", "FOLDER/h.html", "--csv", "FOLDER/h.csv"),),
    ),
    "report": Scenario(REPORT, ("r",)),
    "report again": Scenario(REPORT, ("r",), ((*REPORT[:-1], "--csv-dialect", "comma"),)),
    "page of an exercise": Scenario(
        EXERCISE_PAGE, ("e.html",), (("exercises", "toe_touch", *EXERCISE_PAGE[2:]),)
    ),
    "exercise begun": Scenario(("exercises", "new", "FOLDER/own.toml", "--overwrite"), ("own.toml",)),
    "exercise learned": Scenario(
        ("exercises", "learn", "FOLDER/a.npz", "FOLDER/b.npz", "--out", "FOLDER/own.toml", "--overwrite"),
        ("own.toml",),
        (("exercises", "new", "FOLDER/own.toml"),),
    ),
    "plan asked for": Scenario(("plan", "new", "FOLDER/own.toml", "--overwrite"), ("own.toml",)),
    "calendar": Scenario(CALENDAR, ("p.ics",), ((*CALENDAR, "--at", "09:00"),)),
    "doctor": Scenario(("doctor", "--json", "FOLDER/d.json"), ("d.json",)),
    "bench": Scenario(("bench", "--json", "FOLDER/b.json"), ("b.json",)),
    "history deleted": Scenario(("history", "--delete", "--yes"), ()),
}


class Faults:
    """Counts the steps below a folder, and lets one of them fail."""

    def __init__(self, root: Path, kind: str, number: int) -> None:
        self._root, self._kind, self._number = os.fspath(root), kind, number
        self.steps = 0

    def install(self) -> None:
        """Stand between the program and the system."""
        if self._kind in BY_SIZE:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL if self._kind == "killed" else signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self._number * BLOCK_BYTES,) * 2)
            return
        for name in ("mkdir", "unlink", "rmdir", "replace", "rename", "link", "fsync", "sync", "open"):
            setattr(os, name, self._counted(name, getattr(os, name)))
        fdopen = os.fdopen
        os.fdopen = lambda *words, **more: _File(fdopen(*words, **more), self)  # type: ignore[assignment]

    def _counted(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def do(*words: Any, **more: Any) -> Any:
            if self._concerns(name, words):
                self.step(name)
            return step(*words, **more)

        return do

    def _concerns(self, name: str, words: Sequence[Any]) -> bool:
        if name in {"fsync", "sync"}:
            return True
        if name == "open" and not words[1] & os.O_CREAT:
            return False
        return os.fsdecode(words[0]).startswith(self._root)

    def step(self, name: str, half: Callable[[], None] = lambda: None) -> None:
        """Take note of a step, and end or fail if it is the one."""
        self.steps += 1
        if self._kind == "kill" and self.steps == self._number:
            half()
            os.kill(os.getpid(), signal.SIGKILL)
        if self._kind == "full" and self.steps >= self._number and name in GROWING:
            half()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self._kind == "error" and self.steps == self._number:
            half()
            raise OSError(errno.EIO, os.strerror(errno.EIO))


class _File:
    """A file whose writes are counted."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file, self._faults = file, faults

    def write(self, content: Any) -> int:
        def half() -> None:
            whole = bytes(content)
            self._file.write(whole[: len(whole) // 2])
            self._file.flush()

        self._faults.step("write", half)
        return int(self._file.write(content))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class _Noon(datetime):
    """A clock that stands still, so that two pages are the same."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> _Noon:
        return cls(2026, 3, 1, 12, tzinfo=tz or UTC)


def one_after_another(tasks: Sequence[Any], workers: int) -> Generator[Any]:
    """Run tasks in this process, where the faults are."""
    for number, task in enumerate(tasks):
        try:
            yield Finished(number, task(lambda _: None))
        except PosecoachError as error:
            yield Failed(number, error)


def run(words: Sequence[str], root: Path, faults: Faults | None = None) -> int:
    """Run a command in a process of its own; return its exit status, negative for a signal."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 99
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        answers = os.memfd_create("answers")
        os.write(answers, ANSWERS)
        os.lseek(answers, 0, os.SEEK_SET)
        os.dup2(answers, 0)
        for number in (1, 2):
            os.dup2(nowhere, number)
        os.environ["POSECOACH_DATA"] = str(root / "data")
        many.run_tasks = one_after_another
        for module in (history, report, plan):
            module.datetime = _Noon  # type: ignore[attr-defined]
        doctor.examine = lambda *_: [Checkup("Storage", "works", "room enough")]  # type: ignore[assignment]
        bench.measure = lambda *_, **__: SPEED  # type: ignore[assignment]
        bench.check_model = lambda _: None  # type: ignore[assignment]
        if faults is not None:
            faults.install()
        status = _done([word.replace("FOLDER", str(root)) for word in words], root)
    finally:
        if faults is not None:
            (root.parent / "steps").write_bytes(str(faults.steps).encode())
        os._exit(status)


def _done(words: Sequence[str], root: Path) -> int:
    if words[0] != SESSION:
        return main(words)
    try:
        with session_folder(root / "rec", overwrite=True) as session:
            for name in NAMES:
                content = f"{name} of the {words[1]} session".encode() * 200
                disk.put(session.path / name, content, session.create)
            session.whole = True
    except PosecoachError:
        return 3
    return 0


def groups(root: Path, scenario: Scenario) -> dict[str, dict[str, str]]:
    """Return what is in each group, without what keeps account of it."""
    found: dict[str, dict[str, str]] = {}
    for group in scenario.groups:
        place = root / group
        whole = tree(place) if place.is_dir() else {"": content(place)} if place.exists() else {}
        found[group] = {
            name: what
            for name, what in whole.items()
            if not name.startswith(".posecoach") and "/.posecoach" not in name and what != "folder"
        }
    return found


def load() -> None:
    """Load what most commands load, once for all runs."""
    builtin_exercises()
    for page in pages().list_templates(extensions=["html"]):
        pages().get_template(page)
    gc.freeze()


def prepare(root: Path, name: str) -> None:
    """Make the folder of a scenario, with the recordings that it reviews or learns from."""
    root.mkdir(parents=True)
    if "report" in name or name == "history":
        make_weeks(root / "data", _Noon.now())
    for letter in "ab":
        if "compare" in name:
            _record(root / f"{letter}.npz", film(hands_and_knees, CYCLES, every(10.0, 20.0)))
        elif "learned" in name:
            _record(root / f"{letter}.npz", film(hook_lying, LIFTS, every(10.0, LIFTS[-1][0])))
        else:
            tiny(root / f"{letter}.npz")


def _record(path: Path, poses: Sequence[Pose]) -> None:
    with Recorder(path, poses[0].size_wh) as recorder:
        for pose in poses:
            recorder.add(pose)


def attempts(base: Path, scenario: Scenario, kind: str, stride: int) -> Iterator[str]:
    """Let every step fail in turn; yield what does not hold, as lines, and in the end how many were tried."""
    start, root = base / "start", base / "root"
    before = _prepared(root, scenario)
    shutil.copytree(root, start, symlinks=True)
    expected = run(scenario.words, root, Faults(root, "none", 0))
    steps = int((base / "steps").read_text()) if kind not in BY_SIZE else _blocks(root)
    after = groups(root, scenario)
    if expected not in (0, NOTHING_TO_JUDGE) or (scenario.groups and after == before):
        yield f"without a fault: exit status {expected}, and nothing else than before"
    tried = 0
    for number in range(1, steps + 1, stride):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(start, root, symlinks=True)
        status = run(scenario.words, root, Faults(root, kind, number))
        tried += 1
        where = f"{kind} at step {number} of {steps}"
        if kind in {"kill", "killed"}:
            if status not in (-signal.SIGKILL, -signal.SIGXFSZ, expected):
                yield f"{where}: exit status {status}"
        elif status not in (3, expected):
            yield f"{where}: exit status {status}"
        yield from _checked(root, scenario, before, after, where)
        again = run(scenario.words, root)
        if again != expected:
            yield f"{where}: exit status {again} of the run after it"
        if groups(root, scenario) != after:
            yield f"{where}: the run after it left something else"
        yield from _litter(root, where, kind)
    yield f"tried {tried}"


def _blocks(root: Path) -> int:
    """Return how many blocks the largest file has."""
    return max(path.stat().st_size for path in root.rglob("*") if path.is_file()) // BLOCK_BYTES


def _prepared(start: Path, scenario: Scenario) -> dict[str, dict[str, str]]:
    for words in scenario.before:
        run(words, start)
    if scenario.groups == ():
        open_history(start / "data").close()
    (start / "out").mkdir(exist_ok=True)
    (start / "out" / "diary.txt").write_text("mine")
    (start / "mine.txt").write_text("mine")
    return groups(start, scenario)


def _checked(
    root: Path, scenario: Scenario, before: dict[str, Any], after: dict[str, Any], where: str
) -> Iterator[str]:
    if (root / "out" / "diary.txt").read_text() != "mine":
        yield f"{where}: a file of the user's is another"
    if "mine.txt" not in scenario.groups and (root / "mine.txt").read_text() != "mine":
        yield f"{where}: a file of the user's is another"
    for group, now in groups(root, scenario).items():
        if (
            group == "out/index.html"
            and now
            and (root / group).read_text("utf-8").rstrip().endswith("</html>")
        ):
            continue  # whole, and it may name what could not be written
        if now not in (before[group], after[group]) and not (root / group / JOURNAL).exists():
            yield f"{where}: {group} is neither old nor new: {sorted(now)}"


def _litter(root: Path, where: str, kind: str) -> Iterator[str]:
    """Yield what is left of half done work; a kill while a staging folder is made leaves an empty one."""
    for path in root.rglob(".posecoach*"):
        harmless = path.name == ".posecoach.json" or (kind not in {"full", "no room"} and _is_empty(path))
        if not harmless and "/.posecoach-" not in str(path.parent.relative_to(root)):
            yield f"{where}: {path.relative_to(root)} is left"


def _is_empty(path: Path) -> bool:
    if path.is_dir():
        return all(inside.is_dir() or inside.name == "mark" for inside in path.rglob("*"))
    return path.stat().st_size < 20


if __name__ == "__main__":
    folder, name, kind = sys.argv[1:4]
    stride = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    prepare(Path(folder) / "root", name)
    load()
    for line in attempts(Path(folder), SCENARIOS[name], kind, stride):
        print(json.dumps(line))
