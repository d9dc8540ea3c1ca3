"""Many recordings: each one is finished once, its results appear whole or not at all, a bad one stops nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from posecoach import __version__
from posecoach.errors import InputError, OutputError, PosecoachError
from posecoach.pose.estimator import check_model
from posecoach.report.requested import RESULT
from posecoach.results.outcome import Outcome
from posecoach.results.review import Review
from posecoach.review.job import Job, Tell, carry_out
from posecoach.review.sources import is_recording
from posecoach.review.workers import Died, Failed, Finished, Told, run_tasks

DONE: Final = "done.json"
PART: Final = ".part"
SUFFIXES: Final = frozenset(
    {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".wmv", ".3gp", ".mts", ".npz"}
)
"""Files of a folder that are taken for recordings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A job with the name that the summary calls it by."""

    name: str
    job: Job


@dataclass(frozen=True, slots=True)
class Done:
    """An entry has ended; `again` if it had been finished by an earlier run."""

    number: int
    outcome: Outcome
    again: bool = False


@dataclass(frozen=True, slots=True)
class Going:
    """An entry is under way."""

    number: int
    stage: str
    t_s: float
    duration_s: float | None


def recordings(folder: Path, leave_out: Path | None) -> list[Path]:
    """Return the videos and pose recordings in a folder and those below it, in order of their names.

    leave_out: the folder of results, in which nothing is looked for, nor in any other that holds results.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        here = Path(place)
        is_result = (
            DONE in names or RESULT in names or (leave_out is not None and here == leave_out.resolve())
        )
        if is_result or here.name.endswith(PART):
            folders.clear()
            continue
        folders.sort()
        found += [here / name for name in sorted(names) if _is_candidate(here / name)]
    return found


def _is_candidate(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and ".part" not in path.suffixes


def fingerprint(job: Job) -> str:
    """Return what the results of a job depend on: file (size and date), model, version, exercises, routine, wishes."""
    status = job.path.stat()
    model = "" if is_recording(job.path) else check_model(job.model).sha256
    parts = [
        f"{status.st_size} {status.st_mtime_ns} {model} {__version__} {job.exercise} {job.features} {job.wishes}",
        msgspec.json.encode((job.exercises, job.steps)).decode(),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def finished(job: Job) -> Outcome | None:
    """Return the outcome of an earlier run over the same recording with the same wishes, if there is one."""
    if job.folder is None:
        return None
    try:
        outcome = msgspec.json.decode((job.folder / DONE).read_bytes(), type=Outcome)
        if outcome.fingerprint != fingerprint(job):
            return None
        if outcome.status in ("judged", "nothing"):
            review = msgspec.json.decode((job.folder / RESULT).read_bytes(), type=Review)
            outcome = msgspec.structs.replace(outcome, review=review)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    return outcome


def review_entry(job: Job, tell: Tell) -> Outcome:
    """Carry a job out and leave its results in its folder, all at once.

    Raises OutputError when they cannot be written; what is wrong with the recording itself is an outcome.
    """
    try:
        mark = fingerprint(job)
    except OSError as error:
        return Outcome(fingerprint="", status="failed", message=f"{job.path}: {error.strerror}")
    with published(job.folder) as folder:
        try:
            report = carry_out(replace(job, folder=folder), tell)
        except InputError as error:
            outcome = Outcome(fingerprint=mark, status="unusable", message=" ".join(str(error).split()))
        else:
            outcome = Outcome(
                fingerprint=mark,
                status="judged" if report.review.recognised else "nothing",
                title=report.title,
                duration_s=report.review.video.duration_s,
                review=report.review,
            )
        if folder is not None:
            _write_done(folder, msgspec.structs.replace(outcome, review=None))
    return outcome


@contextmanager
def published(folder: Path | None) -> Iterator[Path | None]:
    """Yield a folder to write to that takes the place of `folder` when all went well, and vanishes when not.

    Raises OutputError.
    """
    if folder is None:
        yield None
        return
    part = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:8]}{PART}")
    try:
        part.mkdir(mode=0o700, parents=True)  # a person is to be seen in what goes there
        yield part
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except OSError as error:
        raise OutputError(
            f"cannot write {folder}: {error.strerror}; choose another place with --out"
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def sweep(out: Path) -> None:
    """Remove what runs that were killed have left half done below a folder of results."""
    for part in list(out.rglob(f".*{PART}")):
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)


def review_many(entries: Sequence[Entry], workers: int) -> Generator[Going | Done]:
    """Review recordings on worker processes; yield what happens, first of all what was finished already.

    Every entry ends in exactly one Done. Closing the iterator ends the workers and keeps what is finished.
    """
    done = already(entries)
    yield from done
    left = remaining(entries, done)
    if not left:
        return
    tasks = [partial(review_entry, entries[number].job) for number in left]
    with closing(run_tasks(tasks, max(1, min(workers, len(left))))) as all_news:
        for news in all_news:
            number = left[news.number]
            match news:
                case Told(what=what):
                    yield Going(number, what.stage, what.t_s, what.duration_s)
                case Finished(result=outcome):
                    yield Done(number, outcome)
                case Failed(error=error):
                    yield Done(number, failure(entries[number], error))
                case Died(exit_code=code):
                    yield Done(number, failure(entries[number], PosecoachError(_last_words(code))))


def already(entries: Sequence[Entry]) -> list[Done]:
    """Return what earlier runs have finished."""
    outcomes = [finished(entry.job) for entry in entries]
    return [
        Done(number, outcome, again=True) for number, outcome in enumerate(outcomes) if outcome is not None
    ]


def remaining(entries: Sequence[Entry], done: Sequence[Done]) -> list[int]:
    """Return the numbers of the entries that are not done."""
    numbers = {one.number for one in done}
    return [number for number in range(len(entries)) if number not in numbers]


def failure(entry: Entry, error: PosecoachError) -> Outcome:
    """Return the outcome of an entry that could not be carried out here; it is tried again next time."""
    return Outcome(
        fingerprint="", status="failed", message=f"{entry.job.path}: {' '.join(str(error).split())}"
    )


def _last_words(exit_code: int | None) -> str:
    cause = f"signal {-exit_code}" if exit_code is not None and exit_code < 0 else f"exit status {exit_code}"
    return f"its process ended by itself ({cause}): the file may be damaged, or memory ran out; the others went on"


def _write_done(folder: Path, outcome: Outcome) -> None:
    try:
        (folder / DONE).write_bytes(msgspec.json.format(msgspec.json.encode(outcome)) + b"\n")
    except OSError as error:
        raise OutputError(f"cannot write {folder / DONE}: {error.strerror}") from error


def names_of(paths: Sequence[Path], root: Path | None) -> list[str]:
    """Return a distinct name for each recording, fit for a folder: its path below `root` in one word.

    The suffix stays only where two recordings differ in nothing else.
    """
    relative = [_below(path, root) for path in paths]
    short = ["__".join(path.with_suffix("").parts) for path in relative]
    full = ["__".join(path.parts) for path in relative]
    names = [one if short.count(one) == 1 else other for one, other in zip(short, full, strict=True)]
    return [
        name if name not in names[:number] else f"{name}-{number + 1}" for number, name in enumerate(names)
    ]


def _below(path: Path, root: Path | None) -> Path:
    return path.relative_to(root) if root is not None and path.is_relative_to(root) else Path(path.name)
