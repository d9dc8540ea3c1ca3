"""`posecoach review FOLDER` and `--workers`: many recordings, one table, one summary page."""

from __future__ import annotations

import argparse
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.cli.exit_status import remark
from posecoach.cli.output import Bars, errors_console, output_console
from posecoach.cli.places import STANDARD_OUTPUT, named, read_besides
from posecoach.cli.reviewing import check_outputs, job_of, why_nothing, worse, write
from posecoach.errors import InputError, NothingToJudge, UsageError
from posecoach.exercises.library import Library
from posecoach.files import is_folder, real_path
from posecoach.plain_text import for_terminal, relative_url
from posecoach.publishing.folder import Folder, open_folder
from posecoach.publishing.names import below
from posecoach.report.naming import Naming
from posecoach.report.requested import REPORT
from posecoach.report.terminal import Unbroken, score_text
from posecoach.results.outcome import Outcome, Status
from posecoach.results.review import Review
from posecoach.review.job import Progress
from posecoach.review.many import Contents, Done, Entry, Going, contents, names_of, review_many
from posecoach.signals import INTERRUPTED
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_, Phrase, counted, filled

INDEX = "index.html"
NAMED = 5
"""So many of the files that are left out are named."""
EXIT: Mapping[Status, int] = {
    "judged": 0,
    "nothing": NothingToJudge.exit_status,
    "unusable": InputError.exit_status,
    "failed": InputError.exit_status,
}


def run_many(
    paths: Sequence[Path], model: Path, arguments: argparse.Namespace, library: Library, words: Words
) -> int:
    """Review all recordings, each kept as soon as it is finished; returns the worst exit status."""
    out = None if arguments.out is None else named(arguments.out, "--out")
    naming = Naming(words, library.exercises, library.routines)
    entries = _entries(paths, out, model, arguments, library, words)
    inputs = [*(entry.job.path for entry in entries), *read_besides(arguments)]
    check_outputs(arguments, [entry.job for entry in entries], inputs)
    outcomes: list[Outcome | None] = [None for _ in entries]
    complete = True
    with ExitStack() as stack:
        opened = None
        if out is not None:
            opened = stack.enter_context(open_folder(out, overwrite=arguments.overwrite, inputs=inputs))
            opened.check([INDEX], INDEX)
        try:
            _follow(entries, arguments, library, outcomes, words)
        except KeyboardInterrupt:
            complete = False
        finally:
            if opened is not None:
                _write_index(opened, entries, outcomes, naming)
    if arguments.json != STANDARD_OUTPUT:
        output_console().print("", _summary(entries, outcomes, naming), sep="\n")
    _remark(outcomes, out, words, complete=complete)
    reached = [outcome for outcome in outcomes if outcome is not None]
    write(arguments, [one.review for one in reached if one.review is not None], inputs, several=True)
    status = 0 if complete else INTERRUPTED
    for outcome in reached:
        status = worse(status, EXIT[outcome.status])
    return status


def _write_index(
    out: Folder, entries: Sequence[Entry], outcomes: Sequence[Outcome | None], naming: Naming
) -> None:
    """Write the page that lists all recordings. Raises OutputError."""
    from posecoach.report.index import index_page
    from posecoach.report.outputs import write_text

    out.recover()  # what workers that were ended have left
    with out.stage(INDEX) as content:
        page = index_page([entry.name for entry in entries], outcomes, _links(entries), naming)
        write_text(content / INDEX, page)


def _entries(
    paths: Sequence[Path],
    out: Path | None,
    model: Path,
    arguments: argparse.Namespace,
    library: Library,
    words: Words,
) -> list[Entry]:
    """Return a job for every recording, those of a folder in the order of their names.

    Raises UsageError if a folder holds none.
    """
    found: list[tuple[Path, Path]] = []
    for path in paths:
        inside = contents(path, out) if is_folder(path) else Contents([path], [])
        if not inside.recordings:
            raise UsageError(filled("there is no video or pose recording in {path}", path=path))
        if inside.others:
            remark(words(_left_out(path, inside.others)))
        found += [(below(one, path if is_folder(path) else None), one) for one in inside.recordings]
    names = names_of([place for place, _ in found])
    return [
        Entry(name, job_of(path, out / name if out else None, model, arguments, library, words))
        for name, (_, path) in zip(names, found, strict=True)
    ]


def _left_out(folder: Path, others: Sequence[Path]) -> Phrase:
    """Say which files of a folder are left out."""
    names = ", ".join(str(one.relative_to(folder)) for one in others[:NAMED])
    if len(others) <= NAMED:
        return filled("left out of {path}, because they are no videos: {names}", path=folder, names=names)
    more = len(others) - NAMED
    return filled(
        "left out of {path}, because they are no videos: {names} and {count} more",
        path=folder,
        names=names,
        count=more,
    )


def _follow(
    entries: Sequence[Entry],
    arguments: argparse.Namespace,
    library: Library,
    outcomes: list[Outcome | None],
    words: Words,
) -> None:
    """Fill in the outcomes as they come, and move the bars."""
    with Bars(errors_console(), len(entries), words) as bars, closing(_news(entries, arguments)) as all_news:
        for news in all_news:
            name = entries[news.number].name
            if isinstance(news, Going):
                bars.move(name, Progress(news.stage, news.t_s, news.duration_s))
                continue
            outcome = news.outcome
            if outcome.status == "nothing" and outcome.review is not None:
                message = why_nothing(outcome.review, arguments.exercise, library)
                outcome = msgspec.structs.replace(outcome, message=message)
            outcomes[news.number] = outcome
            bars.end(name)


def _news(entries: Sequence[Entry], arguments: argparse.Namespace) -> Generator[Going | Done]:
    if arguments.scheduler is None:
        return review_many(entries, arguments.workers)
    from posecoach.review.cluster import Cluster, review_on_cluster

    # Other machines know the files by the same paths from the root, but not by where this program was started.
    absolute = [
        replace(
            entry, job=replace(entry.job, path=real_path(entry.job.path), folder=_absolute(entry.job.folder))
        )
        for entry in entries
    ]
    names = (arguments.tls_ca, arguments.tls_cert, arguments.tls_key)
    ca, cert, key = (Path(name) if name else None for name in names)
    return review_on_cluster(absolute, Cluster(arguments.scheduler, ca, cert, key))


def _absolute(folder: Path | None) -> Path | None:
    return None if folder is None else real_path(folder.parent) / folder.name


def _links(entries: Sequence[Entry]) -> list[str | None]:
    return [relative_url([entry.job.folder.name, REPORT]) if entry.job.folder else None for entry in entries]


def _summary(entries: Sequence[Entry], outcomes: Sequence[Outcome | None], naming: Naming) -> RenderableType:
    """Return a table of what was judged, and below it what was not and why."""
    words = naming.words
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for heading in (words("Recording"), words("Exercise")):
        table.add_column(Text(heading))
    for heading in (words("Length [s]"), words("Reps"), words("Score")):
        table.add_column(Text(heading), justify="right", no_wrap=True)
    table.add_column(Text(words("What to work on")), ratio=1)
    others: list[RenderableType] = []
    for entry, outcome in zip(entries, outcomes, strict=True):
        if outcome is not None and outcome.review is not None and outcome.status == "judged":
            table.add_row(*_row(entry.name, outcome, outcome.review, naming))
        else:
            message = words("not reached") if outcome is None else words(outcome.message)
            others.append(Text.assemble(("\n" + entry.name, "bold"), f"  {for_terminal(message)}"))
    return Group(*([table] if table.row_count else []), *others, "")


def _row(name: str, outcome: Outcome, review: Review, naming: Naming) -> tuple[RenderableType, ...]:
    summary, score = review.summary, review.summary.score
    faults = naming.faults(review)
    return (
        Text(name),
        Text(naming.words(outcome.title)),
        Text(f"{outcome.duration_s:.0f}"),
        Text(str(summary.repetitions)),
        score_text(score),
        Unbroken(Text(", ".join(fault + (f" × {count}" if count > 1 else "") for fault, count in faults))),
    )


def _remark(outcomes: Sequence[Outcome | None], out: Path | None, words: Words, *, complete: bool) -> None:
    """Say where the summary is and what is left, on standard error."""
    left, every = sum(outcome is None for outcome in outcomes), len(outcomes)
    failed = sum(outcome is not None and outcome.status == "failed" for outcome in outcomes)
    unusable = sum(outcome is not None and outcome.status == "unusable" for outcome in outcomes)
    if out is not None:
        remark(words("summary in {path}", path=str(out / INDEX)))
    if not complete and out is not None:
        again = N_("interrupted, {left} of {all} not reviewed; run the same command again to continue")
        remark(words(again, left=left, all=every))
    elif not complete:
        lost = N_("interrupted, {left} of {all} not reviewed; with --out it could be continued")
        remark(words(lost, left=left, all=every))
    if unusable:
        not_reviewed = counted("{count} could not be reviewed", "{count} could not be reviewed", unusable)
        remark(words(not_reviewed))
    if failed:
        remark(
            words(
                counted(
                    "{count} failed; run the same command to try it again",
                    "{count} failed; run the same command to try them again",
                    failed,
                )
            )
        )
