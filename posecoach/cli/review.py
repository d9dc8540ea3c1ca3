"""`posecoach review`: build source, model and coach, run the loop on each recording, show the results."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from posecoach.cli.exit_status import complain, remark
from posecoach.cli.output import Bars, errors_console, output_console
from posecoach.cli.places import STANDARD_OUTPUT, input_paths, named, read_besides
from posecoach.cli.reviewing import check_outputs, job_of, why_nothing, worse, write
from posecoach.errors import NothingToJudge, PosecoachError, UsageError
from posecoach.exercises.library import AUTO, Library, open_library, own_words
from posecoach.files import is_folder
from posecoach.pose.inference_policy import read_inference
from posecoach.pose.opening import check_model, model_path
from posecoach.publishing.folder import open_folder, published
from posecoach.publishing.names import distinct
from posecoach.report.exports import parse_exports
from posecoach.report.requested import REPORT, output_names
from posecoach.report.terminal import TerminalReport
from posecoach.results.review import Report, Review
from posecoach.review.job import Job, carry_out
from posecoach.review.sources import is_recording
from posecoach.signals import INTERRUPTED
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_, filled


def run_review(arguments: argparse.Namespace, words: Words) -> int:
    """Review the recordings; a bad one does not stop the rest. Returns the worst status."""
    library = open_library(arguments.exercises)
    words = own_words(words, library)
    paths = input_paths(arguments.videos)
    check(arguments, paths, library)
    model = model_path(arguments.model)
    if not all(map(is_recording, paths)):
        check_model(model, loads_next=arguments.workers == 1 and not is_many(paths, arguments))
    if arguments.compare:
        from posecoach.cli.compare import run_compare

        return run_compare(paths, model, arguments, library, words)
    if is_many(paths, arguments):
        from posecoach.cli.many import run_many

        return run_many(paths, model, arguments, library, words)
    inputs = [*paths, *read_besides(arguments)]
    out = None if arguments.out is None else named(arguments.out, "--out")
    folders = folders_for(out, paths)
    jobs = [
        job_of(path, folder, model, arguments, library, words)
        for path, folder in zip(paths, folders, strict=True)
    ]
    check_outputs(arguments, jobs, inputs)
    results: list[Review] = []
    try:
        with ExitStack() as stack:
            if out is not None and len(paths) > 1:
                stack.enter_context(open_folder(out, overwrite=arguments.overwrite, inputs=inputs))
            return _review_all(jobs, arguments, library, results, inputs, words)
    finally:  # also after Ctrl-C between two recordings
        write(arguments, results, inputs, several=len(paths) > 1)


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
    read_inference(arguments.inference)
    if arguments.workers < 1:
        raise UsageError(filled("--workers is {count}; it must be at least 1", count=arguments.workers))
    if parse_exports(arguments.export) and arguments.out is None:
        raise UsageError(N_("--export needs a folder to write to: add --out FOLDER"))
    if arguments.compare and (len(paths) != 2 or any(map(is_folder, paths))):
        raise UsageError(N_("--compare takes exactly two recordings"))
    if arguments.scheduler is not None and arguments.out is None:
        raise UsageError(N_("--scheduler needs a folder that all machines can reach: add --out FOLDER"))
    tls = (arguments.tls_ca, arguments.tls_cert, arguments.tls_key)
    if any(tls) and (not all(tls) or arguments.scheduler is None):
        raise UsageError(N_("--tls-ca, --tls-cert and --tls-key go together, and with --scheduler"))


def _review_all(
    jobs: Sequence[Job],
    arguments: argparse.Namespace,
    library: Library,
    results: list[Review],
    inputs: Sequence[Path],
    words: Words,
) -> int:
    """Review recordings one after another, adding to the results; return the worst status."""
    status = 0
    for job in jobs:
        try:
            report = _review_one(job, arguments.workers, inputs, words, alone=len(jobs) == 1)
        except PosecoachError as error:
            status = worse(status, complain(error, words, debug=arguments.debug))
            continue
        results.append(report.review)
        status = worse(status, tell(report, arguments, library, words, job.folder))
        if status == INTERRUPTED:
            break
        if job.folder is not None and report.review.recognised:
            remark(words("report in {path}", path=str(job.folder / REPORT)))
    return status


def _review_one(job: Job, workers: int, inputs: Sequence[Path], words: Words, *, alone: bool) -> Report:
    """Review a recording; its results appear together. alone: they may lie among files of the person's own."""
    with Bars(errors_console(), words=words) as bars:
        tell = bars.teller(job.path.name)
        if job.folder is None:
            return carry_out(job, tell, workers)
        names = output_names(job.wishes)
        with published(
            job.folder, overwrite=job.overwrite, inputs=inputs, names=names, own=not alone
        ) as folder:
            return carry_out(replace(job, folder=folder), tell, workers)


def tell(
    report: Report,
    arguments: argparse.Namespace,
    library: Library,
    words: Words = ENGLISH,
    folder: Path | None = None,
) -> int:
    """Show one result and return its exit status. folder: where its files are."""
    if report.review.recognised and arguments.json != STANDARD_OUTPUT:
        output_console().print(TerminalReport(report, words, library.exercises))
    if not report.complete:
        path = report.review.video.path
        if folder is None:
            remark(words("interrupted; only the beginning of {path} was judged", path=path))
        else:
            told = words(
                "interrupted; what was judged of {path} is in {folder}", path=path, folder=str(folder)
            )
            remark(told)
        return INTERRUPTED
    if not report.review.recognised:
        why = why_nothing(report.review, arguments.exercise, library)
        told = ". ".join(map(words, [why, *report.review.setup.advice]))
        remark(told)
        return NothingToJudge.exit_status
    return 0


def folders_for(out: Path | None, paths: Sequence[Path]) -> Sequence[Path | None]:
    """Return the folder of each recording: the one asked for, or one below it for each if there are several."""
    if out is None:
        return [None for _ in paths]
    if len(paths) == 1:
        return [out]
    return [out / name for name in distinct([path.stem for path in paths])]
