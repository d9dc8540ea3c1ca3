"""`posecoach history`: what was kept, as a table, a page, CSV or JSON; and how to delete it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from posecoach.cli.exit_status import remark
from posecoach.cli.history_table import HistoryTable
from posecoach.cli.output import output_console
from posecoach.cli.places import STANDARD_OUTPUT, named, read_besides, save
from posecoach.errors import HistoryError, OutputError, UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import find_exercise
from posecoach.exercises.loader import all_exercises
from posecoach.history.exports import to_csv, to_json
from posecoach.history.place import database_files, database_path, remove
from posecoach.history.records import Session
from posecoach.history.store import open_history
from posecoach.history.summary import only
from posecoach.plain_text import for_terminal
from posecoach.publishing.single_file import check_file
from posecoach.report.history_words import title


def run_history(arguments: argparse.Namespace) -> int:
    """Show, export or delete what was kept; returns the exit status."""
    exercises = all_exercises(arguments.exercises)
    exercise = None if arguments.exercise is None else _known_name(arguments.exercise, exercises)
    _check(arguments)
    path = database_path()
    if arguments.delete:
        return _delete(path, sure=arguments.yes)
    _check_files(arguments)
    now = datetime.now().astimezone()
    first = None if arguments.days is None else _first_of(now.date(), arguments.days)
    sessions, today = _read(path, first, now)
    if exercise is not None:
        sessions = only(sessions, exercise)
        today = {key: count for key, count in today.items() if key == exercise}
    _export(arguments, sessions, today, now, exercises)
    if STANDARD_OUTPUT in (arguments.json, arguments.csv):
        return 0
    if sessions:
        most = None if first is not None else MOST_SESSIONS
        output_console().print(HistoryTable(sessions, today, now, exercises, most))
    else:
        what = "" if exercise is None else f" of {title(exercise, exercises)}"
        output_console().print(_nothing(path, what, first), soft_wrap=True)
    return 0


MOST_SESSIONS = 12
"""Sessions in the table unless --days asks for more; the trends are of all."""


def _first_of(today: date, days: int) -> date | None:
    """Return the first of so many days; None for more than the calendar has, which are all."""
    return today - timedelta(days=days - 1) if days < today.toordinal() else None


def _check(arguments: argparse.Namespace) -> None:
    outputs = (arguments.json, arguments.csv, arguments.html)
    if arguments.yes and not arguments.delete:
        raise UsageError("--yes answers the question of --delete; alone it means nothing")
    if arguments.delete and (any(outputs) or arguments.exercise or arguments.days):
        raise UsageError("--delete removes all that was kept; it goes with --yes only")
    if arguments.json == arguments.csv == STANDARD_OUTPUT:
        raise UsageError("only one of --json and --csv can go to standard output")


def _known_name(name: str, exercises: Mapping[str, Exercise]) -> str:
    return find_exercise(name, exercises).key


def _read(path: Path, first: date | None, now: datetime) -> tuple[list[Session], dict[str, int]]:
    """Return the sessions and today's repetitions by exercise; nothing is made where nothing was kept."""
    if not path.exists():
        return [], {}
    with open_history(path.parent) as history:
        return history.sessions(first), history.done_today(now)


def _export(
    arguments: argparse.Namespace,
    sessions: Sequence[Session],
    today: Mapping[str, int],
    now: datetime,
    exercises: Mapping[str, Exercise],
) -> None:
    limits = {key: exercise.dosage.per_day for key, exercise in exercises.items()}
    if arguments.json is not None:
        _save(arguments, "--json", to_json(sessions, now, today, limits))
    if arguments.csv is not None:
        _save(arguments, "--csv", to_csv(sessions))
    if arguments.html is not None:
        from posecoach.report.history import history_page

        _save(arguments, "--html", history_page(sessions, today, now, exercises))
        remark(f"history in {arguments.html}")


def _save(arguments: argparse.Namespace, option: str, text: str) -> None:
    """Write a text to a file or to standard output. Raises OutputError."""
    if vars(arguments)[option.removeprefix("--")] == STANDARD_OUTPUT:
        sys.stdout.write(text)
    else:
        save(arguments, option, text.encode(), _inputs(arguments))


def _inputs(arguments: argparse.Namespace) -> list[Path]:
    return [*database_files(database_path()), *read_besides(arguments)]


def _check_files(arguments: argparse.Namespace) -> None:
    """Refuse files that may not be written, before any is. Raises OutputError."""
    inputs = _inputs(arguments)
    taken: dict[Path, str] = {}
    for option in ("--json", "--csv", "--html"):
        text = vars(arguments)[option.removeprefix("--")]
        if text is None or text == STANDARD_OUTPUT:
            continue
        path = named(text, option)
        check_file(path, option, overwrite=arguments.overwrite, inputs=inputs)
        place = path.parent.resolve() / path.name
        if place in taken:
            raise OutputError(f"{path} is given with {taken[place]} and {option}: give two files")
        taken[place] = option


def _nothing(path: Path, what: str, first: date | None) -> str:
    since = "" if first is None else f" since {first:%Y-%m-%d}"
    return (
        f"Nothing{what} has been kept{since or ' yet'}. Start with 'posecoach live': what you do in front of the "
        f"camera is kept on this computer only, in {path.parent}."
    )


def _delete(path: Path, *, sure: bool) -> int:
    """Delete everything that was kept, after a question. Raises HistoryError if something is left."""
    if not any(map(os.path.lexists, database_files(path))):
        remark(f"there is nothing to delete in {path.parent}")
        remove(path)
        return 0
    if not sure:
        question = f"All sessions kept in {path} will be deleted for good. Type yes to do so:"
        print(for_terminal(question), end=" ", flush=True)
        if sys.stdin is None or sys.stdin.readline().strip().lower() != "yes":
            remark("nothing was deleted")
            return 0
    left = remove(path)
    if left:
        raise HistoryError(f"deleted {path}, but not all of it is gone: {'; '.join(left)}")
    remark(f"deleted {path}, nothing is kept any more")
    return 0
