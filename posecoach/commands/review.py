"""`posecoach review`: build source, model and coach, run the loop on each recording, show the results."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from posecoach.commands import INTERRUPTED, UNEXPECTED, WRONG_USAGE, complain
from posecoach.commands.judges import make_judge
from posecoach.commands.names import AUTO, find_exercise
from posecoach.commands.output import errors_console, output_console
from posecoach.commands.record import make_folder, recording_to
from posecoach.errors import InputError, NothingToJudge, OutputError, PosecoachError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import Sink
from posecoach.pose.model import model_path, verify
from posecoach.pose.recording import Recorder
from posecoach.review.analysis import progress_bar, review
from posecoach.review.material import is_recording, open_material
from posecoach.review.result import Review, to_json, write_json
from posecoach.review.table import Report

STANDARD_OUTPUT = "-"

# From harmless to worst: a review of several recordings ends with the worst of their statuses.
SEVERITY = (0, NothingToJudge.exit_status, UNEXPECTED, InputError.exit_status, WRONG_USAGE, INTERRUPTED)


def run_review(arguments: argparse.Namespace) -> int:
    """Review the recordings one after another; a bad one does not stop the rest. Returns the worst status."""
    exercises = builtin_exercises()
    make_judge(arguments.exercise, exercises)  # a wrong name is said before anything is opened
    paths = [Path(video) for video in arguments.videos]
    model = model_path(arguments.model)
    if not all(map(is_recording, paths)):
        verify(model)
    _check_writable(arguments.json)
    folders = _make_folders(arguments.out, paths)
    results: list[Review] = []
    try:
        return _review_all(zip(paths, folders, strict=True), model, arguments, exercises, results)
    finally:  # also after Ctrl-C between two recordings
        _write(arguments.json, results, len(paths))


def _review_all(
    tasks: Iterable[tuple[Path, Path | None]],
    model: Path,
    arguments: argparse.Namespace,
    exercises: Mapping[str, Exercise],
    results: list[Review],
) -> int:
    """Review (recording, folder to keep it in) one after another, adding to the results; return the worst status."""
    status = 0
    for path, folder in tasks:
        try:
            report = _review_one(path, folder, model, arguments, exercises)
        except PosecoachError as error:
            status = _worse(status, complain(error, debug=arguments.debug))
            continue
        results.append(report.review)
        status = _worse(status, _tell(report, arguments, exercises))
        if status == INTERRUPTED:
            break
    return status


def _review_one(
    path: Path,
    folder: Path | None,
    model: Path,
    arguments: argparse.Namespace,
    exercises: Mapping[str, Exercise],
) -> Report:
    judge = make_judge(arguments.exercise, exercises)
    console = errors_console()
    with ExitStack() as stack:
        material = stack.enter_context(open_material(path, model, outline=judge.needs_outline))
        bar = stack.enter_context(progress_bar(console, path.name, material.duration_s))
        sinks: list[Sink] = [bar]
        if folder is not None:
            recorder = stack.enter_context(
                Recorder(folder / "poses.npz", material.size_wh, material.model.sha256)
            )
            sinks.append(recording_to(recorder))
        report = review(material, judge, exercises, features=arguments.features, sinks=sinks)
    if folder is not None:
        write_json(folder / "review.json", [report.review])
    return report


def _tell(report: Report, arguments: argparse.Namespace, exercises: Mapping[str, Exercise]) -> int:
    """Show one result and return its exit status."""
    if report.review.recognised and arguments.json != STANDARD_OUTPUT:
        output_console().print(report)
    if not report.complete:
        print(
            f"posecoach: interrupted; what was judged of {report.review.video.path} was kept", file=sys.stderr
        )
        return INTERRUPTED
    if not report.review.recognised:
        return complain(NothingToJudge(_why_nothing(report.review, arguments.exercise, exercises)))
    return 0


def _why_nothing(review: Review, asked: str, exercises: Mapping[str, Exercise]) -> str:
    path = review.video.path
    if not review.video.frames_with_person:
        return f"nobody was seen in {path}; the whole body must be in the picture, with enough light"
    if asked == AUTO:
        likely = next(
            (candidate.exercise for candidate in review.candidates if candidate.confidence > 0), None
        )
        if likely is not None:
            return f"the start posture of {likely} was seen in {path}, but none of its movements"
        known = ", ".join(exercises)
        return f"none of the exercises was recognised in {path} (known are {known}); name one with --exercise"
    exercise = find_exercise(asked, exercises)
    return (
        f"{exercise.key} was not seen in {path}: nobody took its start posture in the {exercise.view} view "
        f"('posecoach exercises {exercise.key}' shows it)"
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
    target = path if path.exists() else path.parent
    if path.is_dir() or not target.exists() or not os.access(target, os.W_OK):
        raise OutputError(
            f"cannot write {path}: no such folder, or no permission; choose another file with --json"
        )


def _write(json: str | None, results: Sequence[Review], asked: int) -> None:
    if json is None or (asked == 1 and not results):
        return
    if json == STANDARD_OUTPUT:
        sys.stdout.buffer.write(to_json(results, several=asked > 1))
    else:
        write_json(Path(json), results, several=asked > 1)


def _worse(status: int, other: int) -> int:
    return max(status, other, key=SEVERITY.index)
