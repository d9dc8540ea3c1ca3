"""`posecoach review`: build source, model and coach, run the loop on each recording, show the results."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from posecoach.cli.exit_status import INTERRUPTED, UNEXPECTED, WRONG_USAGE, complain
from posecoach.cli.output import Bars, errors_console, output_console
from posecoach.errors import InputError, NothingToJudge, OutputError, PosecoachError, UsageError
from posecoach.exercises.library import AUTO, Library, open_library
from posecoach.exercises.loader import builtin_exercises
from posecoach.files import is_folder
from posecoach.pose.estimator import check_model, model_path
from posecoach.recording.session_files import make_folder
from posecoach.report.exports import parse_exports
from posecoach.report.requested import REPORT, Wishes
from posecoach.report.terminal import TerminalReport
from posecoach.results.review import Report, Review, to_json, write_json
from posecoach.review.job import Job, carry_out
from posecoach.review.request import job_for
from posecoach.review.sources import is_recording

STANDARD_OUTPUT = "-"

# From harmless to worst: a review of several recordings ends with the worst of their statuses.
SEVERITY = (0, NothingToJudge.exit_status, UNEXPECTED, InputError.exit_status, WRONG_USAGE, INTERRUPTED)


def run_review(arguments: argparse.Namespace) -> int:
    """Review the recordings; a bad one does not stop the rest. Returns the worst status."""
    library = open_library(arguments.exercises)
    paths = [Path(video) for video in arguments.videos]
    check(arguments, paths, library)
    model = model_path(arguments.model)
    if not all(map(is_recording, paths)):
        check_model(model, loads_next=arguments.workers == 1 and not is_many(paths, arguments))
    _check_writable(arguments.json)
    if arguments.compare:
        from posecoach.cli.compare import run_compare

        return run_compare(paths, model, arguments, library)
    if is_many(paths, arguments):
        from posecoach.cli.many import run_many

        return run_many(paths, model, arguments, library)
    folders = _make_folders(arguments.out, paths)
    jobs = [
        job_of(path, folder, model, arguments, library) for path, folder in zip(paths, folders, strict=True)
    ]
    results: list[Review] = []
    try:
        return _review_all(jobs, arguments, library, results)
    finally:  # also after Ctrl-C between two recordings
        write(arguments.json, results, several=len(paths) > 1)


def is_many(paths: Sequence[Path], arguments: argparse.Namespace) -> bool:
    """Whether recordings are reviewed by worker processes, with one table at the end."""
    several = len(paths) > 1 and arguments.workers > 1
    return several or arguments.scheduler is not None or any(map(is_folder, paths))


def check(arguments: argparse.Namespace, paths: Sequence[Path], library: Library) -> None:
    """Say what is wrong with the arguments before anything is opened.

    Raises UsageError.
    """
    if arguments.exercise != AUTO:
        library.steps(arguments.exercise)
    if arguments.workers < 1:
        raise UsageError(f"--workers is {arguments.workers}; give a number of processes from 1 on")
    if parse_exports(arguments.export) and arguments.out is None:
        raise UsageError("--export needs a folder to write to: add --out FOLDER")
    if arguments.compare and (len(paths) != 2 or any(map(is_folder, paths))):
        raise UsageError("--compare takes exactly two recordings")
    if arguments.scheduler is not None and arguments.out is None:
        raise UsageError("--scheduler needs a folder that all machines can reach: add --out FOLDER")


def _review_all(
    jobs: Iterable[Job],
    arguments: argparse.Namespace,
    library: Library,
    results: list[Review],
) -> int:
    """Review recordings one after another, adding to the results; return the worst status."""
    status = 0
    for job in jobs:
        try:
            report = _review_one(job, arguments.workers)
        except PosecoachError as error:
            status = worse(status, complain(error, debug=arguments.debug))
            continue
        results.append(report.review)
        status = worse(status, tell(report, arguments, library))
        if status == INTERRUPTED:
            break
        if job.folder is not None and report.review.recognised:
            print(f"posecoach: report in {job.folder / REPORT}", file=sys.stderr)
    return status


def job_of(
    path: Path, folder: Path | None, model: Path, arguments: argparse.Namespace, library: Library
) -> Job:
    """Return what the arguments ask to be done with one recording.

    Raises UsageError for a name that is no exercise, no routine or no format.
    """
    return job_for(
        path,
        arguments.exercise,
        library,
        model,
        folder=folder,
        features=arguments.features,
        wishes=Wishes(video=not arguments.no_video, exports=parse_exports(arguments.export)),
    )


def _review_one(job: Job, workers: int) -> Report:
    with Bars(errors_console()) as bars:
        return carry_out(job, bars.teller(job.path.name), workers=workers)


def tell(report: Report, arguments: argparse.Namespace, library: Library) -> int:
    """Show one result and return its exit status."""
    if report.review.recognised and arguments.json != STANDARD_OUTPUT:
        output_console().print(TerminalReport(report))
    if not report.complete:
        print(
            f"posecoach: interrupted; what was judged of {report.review.video.path} was kept", file=sys.stderr
        )
        return INTERRUPTED
    if not report.review.recognised:
        return complain(NothingToJudge(why_nothing(report.review, arguments.exercise, library)))
    return 0


def why_nothing(review: Review, asked: str, library: Library) -> str:
    """Return why a review recognised nothing."""
    path = review.video.path
    if not review.video.frames_with_person:
        return f"nobody was seen in {path}; the whole body must be in the picture, with enough light"
    if asked == AUTO:
        likely = next(
            (candidate.exercise for candidate in review.candidates if candidate.confidence > 0), None
        )
        if likely is not None:
            return f"the start posture of {likely} was seen in {path}, but none of its movements"
        known = ", ".join(library.exercises)
        return f"none of the exercises was recognised in {path} (known are {known}); name one with --exercise"
    steps = library.steps(asked)
    if len(steps) > 1:
        return f"none of the exercises of {asked} was seen in {path}: nobody took one of their start postures"
    exercise = steps[0].exercise
    own = "" if exercise.key in builtin_exercises() else " --exercises FOLDER"
    return (
        f"{exercise.key} was not seen in {path}: nobody took its start posture in the {exercise.view} view "
        f"('posecoach exercises {exercise.key}{own}' shows it)"
    )


def _make_folders(out: str | None, paths: Sequence[Path]) -> Sequence[Path | None]:
    """Make the folder of each recording: the one asked for, or one below it for each if there are several.

    Raises OutputError if a folder cannot be made.
    """
    if out is None:
        return [None for _ in paths]
    if len(paths) == 1:
        return [make_folder(Path(out))]
    return [make_folder(Path(out) / name) for name in _distinct([path.stem for path in paths])]


def _distinct(names: Sequence[str]) -> list[str]:
    """Number names that occur again: clip, clip-2, clip-3."""
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        seen[name] += 1
        distinct.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return distinct


def _check_writable(json: str | None) -> None:
    """Refuse a JSON file that cannot be written before minutes of work, not after.

    Raises OutputError.
    """
    if json in (None, STANDARD_OUTPUT):
        return
    path = Path(json)
    # Unlike Path.exists, access() answers no, and raises nothing, where a folder above may not be looked into.
    here = path if os.access(path, os.F_OK) else path.parent
    if is_folder(path) or not os.access(here, os.W_OK):
        raise OutputError(
            f"cannot write {path}: no such folder, or no permission; choose another file with --json"
        )


def write(json: str | None, results: Sequence[Review], *, several: bool) -> None:
    """Write results to the JSON file asked for, or to standard output.

    Raises OutputError.
    """
    if json is None or (not several and not results):
        return
    if json == STANDARD_OUTPUT:
        sys.stdout.buffer.write(to_json(results, several=several))
    else:
        write_json(Path(json), results, several=several)


def worse(status: int, other: int) -> int:
    """Return the worse of two exit statuses."""
    return max(status, other, key=SEVERITY.index)
