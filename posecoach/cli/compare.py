"""`posecoach review A B --compare`: what changed between two recordings of the same exercise."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.cli.exit_status import remark
from posecoach.cli.output import Bars, errors_console, output_console
from posecoach.cli.places import STANDARD_OUTPUT, named, read_besides
from posecoach.cli.reviewing import check_outputs, job_of, write
from posecoach.errors import NothingToJudge
from posecoach.exercises.library import Library
from posecoach.publishing.disk import cannot_write, make_folder
from posecoach.publishing.folder import Folder, open_folder
from posecoach.publishing.names import folded
from posecoach.report.comparison import VERDICTS, comparison_page, name_of, written
from posecoach.report.outputs import write_text
from posecoach.report.requested import VIDEO, output_names
from posecoach.results.comparing import Comparison, compare
from posecoach.results.evidence import Evidence
from posecoach.review.job import Job, examine
from posecoach.review.many import names_of
from posecoach.signals import INTERRUPTED
from posecoach.words.catalogue import ENGLISH, Words

PAGE = "compare.html"
STYLES = {"better": "bold #56b4e9", "worse": "bold #d55e00", "same": "dim", "changed": ""}


def run_compare(
    paths: Sequence[Path], model: Path, arguments: argparse.Namespace, library: Library, words: Words
) -> int:
    """Review two recordings and show what changed; returns the exit status.

    With --out the reports of both and a page that plays them in step are kept. Raises NothingToJudge unless both
    show repetitions of the same exercise.
    """
    names = told_apart(paths)
    inputs = [*paths, *read_besides(arguments)]
    out = None if arguments.out is None else named(arguments.out, "--out")
    jobs = [
        job_of(path, out / name if out else None, model, arguments, library, words)
        for path, name in zip(paths, names, strict=True)
    ]
    check_outputs(arguments, jobs, inputs)
    try:
        if out is None:
            evidences = _examined(jobs, arguments, words)
            comparison = compare(evidences[0], evidences[1])
        else:
            with open_folder(out, overwrite=arguments.overwrite, inputs=inputs) as opened:
                comparison, evidences = _kept(opened, jobs, arguments, words)
    except KeyboardInterrupt:
        remark(words("interrupted, nothing was compared"))
        return INTERRUPTED
    if arguments.json != STANDARD_OUTPUT:
        output_console().print(table(comparison, names, words))
    write(arguments, [evidence.report.review for evidence in evidences], inputs, several=True)
    return 0


def told_apart(paths: Sequence[Path]) -> list[str]:
    """Return a name for each recording: its file's, with its folder's before it where the files are called the same."""
    if len({folded(path.name) for path in paths}) == len(paths):
        return names_of([Path(path.name) for path in paths])
    return names_of([Path(path.absolute().parent.name, path.name) for path in paths])


def _examined(jobs: Sequence[Job], arguments: argparse.Namespace, words: Words) -> list[Evidence]:
    """Review two recordings. Raises KeyboardInterrupt if one was not judged to its end."""
    evidences: list[Evidence] = []
    for job in jobs:
        with Bars(errors_console(), words=words) as bars:
            evidences.append(examine(job, bars.teller(job.path.name), arguments.workers))
        if not evidences[-1].report.complete:
            raise KeyboardInterrupt
    return evidences


def _kept(
    out: Folder, jobs: Sequence[Job], arguments: argparse.Namespace, words: Words
) -> tuple[Comparison, list[Evidence]]:
    """Review, compare and keep the reports of both, also if they cannot be compared, with the page."""
    names = [job.folder.name for job in jobs if job.folder is not None]
    out.check([PAGE, *(f"{name}/{made}" for name in names for made in output_names(jobs[0].wishes))], PAGE)
    comparison: Comparison | NothingToJudge
    with out.stage(PAGE) as content:
        evidences = _examined([_staged(job, content) for job in jobs], arguments, words)
        try:
            comparison = compare(evidences[0], evidences[1])
        except NothingToJudge as error:
            comparison = error
        else:
            video = None if arguments.no_video else VIDEO
            write_text(content / PAGE, comparison_page(comparison, (names[0], names[1]), video, words))
    if isinstance(comparison, NothingToJudge):
        raise comparison
    remark(words("comparison in {path}", path=out.path / PAGE))
    return comparison, evidences


def _staged(job: Job, content: Path) -> Job:
    """Return the job with a folder of the same name in another place, which is made."""
    if job.folder is None:
        return job
    folder = content / job.folder.name
    try:
        make_folder(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return replace(job, folder=folder)


def table(comparison: Comparison, names: Sequence[str], words: Words = ENGLISH) -> RenderableType:
    """Return what changed, for the terminal."""
    parts: list[RenderableType] = [Text(f"\n{words(comparison.exercise.name)}", style="bold")]
    for topic, changes in groupby(comparison.changes, key=lambda change: change.topic):
        rows = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        rows.add_column(words(topic), width=24)
        for name in names:
            rows.add_column(Text(name), justify="right")
        rows.add_column("")
        for one in changes:
            figures = [Text(written(value, one.unit, words)) for value in (one.before, one.after)]
            rows.add_row(
                Text(words(name_of(comparison, one))),
                *figures,
                Text(words(VERDICTS[one.verdict]), style=STYLES[one.verdict]),
            )
        parts += ["", rows]
    return Group(*parts, "")
