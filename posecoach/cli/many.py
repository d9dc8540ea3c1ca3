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

from posecoach.cli.exit_status import INTERRUPTED, remark
from posecoach.cli.output import Bars, errors_console, output_console
from posecoach.cli.places import STANDARD_OUTPUT, named, read_besides
from posecoach.cli.review import check_outputs, job_of, why_nothing, worse, write
from posecoach.errors import InputError, NothingToJudge, UsageError
from posecoach.exercises.library import Library
from posecoach.files import is_folder
from posecoach.plain_text import for_terminal, relative_url
from posecoach.publishing.folder import Folder, open_folder
from posecoach.publishing.names import below
from posecoach.report.requested import REPORT
from posecoach.report.terminal import score_style
from posecoach.results.outcome import Outcome, Status
from posecoach.results.review import Summary
from posecoach.review.job import Progress
from posecoach.review.many import Done, Entry, Going, names_of, recordings, review_many

INDEX = "index.html"
EXIT: Mapping[Status, int] = {
    "judged": 0,
    "nothing": NothingToJudge.exit_status,
    "unusable": InputError.exit_status,
    "failed": InputError.exit_status,
}


def run_many(paths: Sequence[Path], model: Path, arguments: argparse.Namespace, library: Library) -> int:
    """Review all recordings, each kept as soon as it is finished; returns the worst exit status."""
    out = None if arguments.out is None else named(arguments.out, "--out")
    entries = _entries(paths, out, model, arguments, library)
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
            _follow(entries, arguments, library, outcomes)
        except KeyboardInterrupt:
            complete = False
        finally:
            if opened is not None:
                _write_index(opened, entries, outcomes)
    if arguments.json != STANDARD_OUTPUT:
        output_console().print("", _summary(entries, outcomes), sep="\n")
    _remark(outcomes, out, complete=complete)
    reached = [outcome for outcome in outcomes if outcome is not None]
    write(arguments, [one.review for one in reached if one.review is not None], inputs, several=True)
    status = 0 if complete else INTERRUPTED
    for outcome in reached:
        status = worse(status, EXIT[outcome.status])
    return status


def _write_index(out: Folder, entries: Sequence[Entry], outcomes: Sequence[Outcome | None]) -> None:
    """Write the page that lists all recordings. Raises OutputError."""
    from posecoach.report.index import index_page
    from posecoach.report.outputs import write_text

    out.recover()  # what workers that were ended have left
    with out.stage(INDEX) as content:
        page = index_page([entry.name for entry in entries], outcomes, _links(entries))
        write_text(content / INDEX, page)


def _entries(
    paths: Sequence[Path],
    out: Path | None,
    model: Path,
    arguments: argparse.Namespace,
    library: Library,
) -> list[Entry]:
    """Return a job for every recording, those of a folder in the order of their names.

    Raises UsageError if a folder holds none.
    """
    found: list[tuple[Path, Path]] = []
    for path in paths:
        inside = recordings(path, out) if is_folder(path) else [path]
        if not inside:
            raise UsageError(f"there is no video or pose recording in {path}")
        found += [(below(one, path if is_folder(path) else None), one) for one in inside]
    names = names_of([place for place, _ in found])
    return [
        Entry(name, job_of(path, out / name if out else None, model, arguments, library))
        for name, (_, path) in zip(names, found, strict=True)
    ]


def _follow(
    entries: Sequence[Entry],
    arguments: argparse.Namespace,
    library: Library,
    outcomes: list[Outcome | None],
) -> None:
    """Fill in the outcomes as they come, and move the bars."""
    with Bars(errors_console(), len(entries)) as bars, closing(_news(entries, arguments)) as all_news:
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
            entry, job=replace(entry.job, path=entry.job.path.resolve(), folder=_absolute(entry.job.folder))
        )
        for entry in entries
    ]
    names = (arguments.tls_ca, arguments.tls_cert, arguments.tls_key)
    ca, cert, key = (Path(name) if name else None for name in names)
    return review_on_cluster(absolute, Cluster(arguments.scheduler, ca, cert, key))


def _absolute(folder: Path | None) -> Path | None:
    return None if folder is None else folder.parent.resolve() / folder.name


def _links(entries: Sequence[Entry]) -> list[str | None]:
    return [relative_url([entry.job.folder.name, REPORT]) if entry.job.folder else None for entry in entries]


def _summary(entries: Sequence[Entry], outcomes: Sequence[Outcome | None]) -> RenderableType:
    """Return a table of what was judged, and below it what was not and why."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for heading in ("Recording", "Exercise"):
        table.add_column(heading)
    for heading in ("Length [s]", "Reps", "Score"):
        table.add_column(Text(heading), justify="right", no_wrap=True)
    table.add_column("What to work on", ratio=1)
    others: list[RenderableType] = []
    for entry, outcome in zip(entries, outcomes, strict=True):
        if outcome is not None and outcome.review is not None and outcome.status == "judged":
            table.add_row(*_row(entry.name, outcome, outcome.review.summary))
        else:
            message = "not reached" if outcome is None else outcome.message
            others.append(Text.assemble(("\n" + entry.name, "bold"), f"  {for_terminal(message)}"))
    return Group(*([table] if table.row_count else []), *others, "")


def _row(name: str, outcome: Outcome, summary: Summary) -> tuple[Text, ...]:
    score = summary.score
    faults = sorted(summary.faults.items(), key=lambda item: -item[1])
    return (
        Text(name),
        Text(outcome.title),
        Text(f"{outcome.duration_s:.0f}"),
        Text(str(summary.repetitions)),
        Text("–") if score is None else Text(f"{score:.0f}", style=score_style(score)),
        Text(
            ", ".join(rule.replace("_", " ") + (f" × {count}" if count > 1 else "") for rule, count in faults)
        ),
    )


def _remark(outcomes: Sequence[Outcome | None], out: Path | None, *, complete: bool) -> None:
    """Say where the summary is and what is left, on standard error."""
    left = sum(outcome is None for outcome in outcomes)
    failed = sum(outcome is not None and outcome.status == "failed" for outcome in outcomes)
    if out is not None:
        remark(f"summary in {out / INDEX}")
    if not complete:
        kept = (
            "the same command goes on from here" if out is not None else "with --out it could go on from here"
        )
        remark(f"interrupted, {left} of {len(outcomes)} not reviewed; {kept}")
    if failed:
        remark(f"{failed} failed and will be tried again by the same command")
