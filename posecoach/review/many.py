"""Many recordings: each one is finished once, its results appear whole or not at all, a bad one stops nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from posecoach import __version__
from posecoach.capture.kinds import is_video
from posecoach.errors import InputError, PosecoachError, reason
from posecoach.files import real_path
from posecoach.json_decoding import decoded_json
from posecoach.pose.opening import check_model
from posecoach.publishing.disk import put
from posecoach.publishing.folder import is_interrupted, open_folder, published
from posecoach.publishing.names import distinct
from posecoach.publishing.staging import is_staging
from posecoach.report.requested import RESULT
from posecoach.results.outcome import Outcome
from posecoach.results.review import Review
from posecoach.review.job import Job, TellProgress, carry_out
from posecoach.review.sources import is_recording
from posecoach.review.workers import Died, Failed, Finished, Told, run_tasks
from posecoach.words.phrase import Phrase, filled, placed, plain

DONE: Final = "done.json"


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
    """An entry is in progress."""

    number: int
    stage: str
    t_s: float
    duration_s: float | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a folder and those below it, in order of the names: videos and pose recordings, and other files."""

    recordings: list[Path]
    others: list[Path]


def contents(folder: Path, leave_out: Path | None) -> Contents:
    """Return what can be reviewed in a folder, and what cannot.

    leave_out: the folder of results, in which nothing is looked for, nor in any other that holds results.
    """
    found = Contents([], [])
    beside = (
        real_path(leave_out) if leave_out is not None and real_path(leave_out) != real_path(folder) else None
    )
    for place, folders, names in os.walk(folder):
        here = Path(place)
        is_result = DONE in names or RESULT in names or real_path(here) == beside
        if is_result or is_staging(here.name):
            folders.clear()
            continue
        folders.sort()
        for path in (here / name for name in sorted(names) if not _is_passing(here / name)):
            (found.recordings if is_recording(path) or is_video(path) else found.others).append(path)
    return found


def _is_passing(path: Path) -> bool:
    """Whether a file is hidden, or the part of one that is being made."""
    return path.name.startswith(".") or ".part" in path.suffixes


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
    if is_interrupted(job.folder):
        with suppress(PosecoachError), open_folder(job.folder):
            pass  # what was decided is carried out now
        if is_interrupted(job.folder):
            return None
    try:
        outcome = decoded_json((job.folder / DONE).read_bytes(), Outcome)
        if outcome.fingerprint != fingerprint(job):
            return None
        if outcome.status in ("judged", "nothing"):
            review = decoded_json((job.folder / RESULT).read_bytes(), Review)
            outcome = msgspec.structs.replace(outcome, review=review)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    return outcome


def review_entry(job: Job, tell: TellProgress) -> Outcome:
    """Carry a job out and leave its results in its folder, all at once.

    Raises OutputError when they cannot be written; what is wrong with the recording itself is an outcome.
    """
    try:
        mark = fingerprint(job)
    except (
        OSError
    ) as error:  # nothing can be noted of what cannot be seen, so it is looked for again next time
        return Outcome(fingerprint="", status="unusable", message=_not_there(job.path, error))
    with ExitStack() as stack:
        folder = None
        if job.folder is not None:
            folder = stack.enter_context(published(job.folder, overwrite=job.overwrite, inputs=[job.path]))
        try:
            report = carry_out(replace(job, folder=folder), tell)
        except InputError as error:
            outcome = Outcome(fingerprint=mark, status="unusable", message=reason(error))
        else:
            outcome = Outcome(
                fingerprint=mark,
                status="judged" if report.review.recognised else "nothing",
                title=report.title,
                duration_s=report.review.video.duration_s,
                review=report.review,
            )
        if folder is not None:
            done = msgspec.json.encode(msgspec.structs.replace(outcome, review=None), enc_hook=plain)
            put(folder / DONE, msgspec.json.format(done) + b"\n")
    return outcome


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
    return _failed(entry.job, reason(error))


def _failed(job: Job, why: str) -> Outcome:
    return Outcome(fingerprint="", status="failed", message=placed(job.path, why))


def _not_there(path: Path, error: OSError) -> Phrase:
    if path.is_symlink() and isinstance(error, FileNotFoundError):
        return filled("{path} is a link that leads nowhere: bring back its file, or remove it", path=path)
    if isinstance(error, FileNotFoundError):
        return filled("{path} does not exist: check the path", path=path)
    return filled("{path} cannot be read ({reason}): give a video file", path=path, reason=reason(error))


def _last_words(exit_code: int | None) -> Phrase:
    if exit_code is not None and exit_code < 0:
        cause = filled("signal {number}", number=-exit_code)
    else:
        cause = filled("exit status {number}", number=str(exit_code))
    return filled(
        "its process ended by itself ({cause}): the file may be damaged, or memory ran out; the others went on",
        cause=cause,
    )


def names_of(paths: Sequence[Path]) -> list[str]:
    """Return a distinct name for each recording, fit for a folder: its path from where it was looked for, in one word.

    The suffix stays only where two recordings differ in nothing else.
    """
    short = ["__".join([*path.parts[:-1], path.name.removesuffix(path.suffix)]) for path in paths]
    return distinct(short, ["__".join(path.parts) for path in paths])
