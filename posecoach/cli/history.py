"""`posecoach history`: what was kept, as a table, a page, CSV or JSON; and how to delete it."""

from __future__ import annotations

import argparse
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from posecoach.cli.exit_status import remark
from posecoach.cli.history_table import HistoryTable
from posecoach.cli.output import output_console
from posecoach.cli.places import STANDARD_OUTPUT, named, place_of, read_besides, save
from posecoach.cli.progress_table import ProgressTable
from posecoach.errors import ExerciseFileError, HistoryError, NothingToJudge, OutputError, UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import find_exercise, open_library, own_words
from posecoach.exercises.routines import Routine
from posecoach.exercises.wording import with_translations
from posecoach.files import may_exist
from posecoach.history.deleting import check_deletable
from posecoach.history.exports import to_csv, to_json
from posecoach.history.following import DoneOfPlanned, done_of_planned, plans_followed
from posecoach.history.place import database_files, database_path, person_folder, remove
from posecoach.history.progress import periods
from posecoach.history.records import Session
from posecoach.history.store import read_history
from posecoach.history.summary import only
from posecoach.plain_text import for_json, for_terminal
from posecoach.plans.declaration import Plan
from posecoach.plans.schedule import FollowedPlan
from posecoach.publishing.single_file import check_file
from posecoach.report.naming import Naming
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_, filled

YES = N_("yes")
"""What has to be typed before everything is deleted."""


def run_history(arguments: argparse.Namespace, words: Words) -> int:
    """Show, export or delete what was kept; returns the exit status."""
    library = open_library(arguments.exercises)
    exercises, routines = library.exercises, library.routines
    words = own_words(words, library)
    exercise = None if arguments.exercise is None else _known_name(arguments.exercise, exercises)
    _check(arguments)
    path = database_path(person_folder(arguments.person))
    if arguments.delete:
        return _delete(path, words, sure=arguments.yes)
    _check_files(arguments)
    now = datetime.now().astimezone()
    first = None if arguments.days is None else _first_of(now.date(), arguments.days)
    sessions, today, plans = _read(path, first, now, exercises, words)
    words = with_translations(words, [one.plan for one in plans])
    titled: dict[str, Routine | Plan] = {**routines, **{one.plan.key: one.plan for one in plans}}
    if exercise is not None:
        sessions = only(sessions, exercise)
        today = {key: count for key, count in today.items() if key == exercise}
    planned = planned_since(plans, sessions, exercises, first, now.date()) if exercise is None else []
    _export(arguments, sessions, today, planned, now, exercises, titled, words)
    if STANDARD_OUTPUT in (arguments.json, arguments.csv):
        return 0
    if sessions and arguments.by is not None:
        spans = periods(sessions, planned, arguments.by, now.date())
        naming = Naming(words, exercises, titled)
        output_console().print(ProgressTable(spans, arguments.by, now.date(), naming))
    elif sessions:
        most = None if first is not None else MOST_SESSIONS
        output_console().print(HistoryTable(sessions, today, now, exercises, most, words, titled))
    else:
        name = "" if exercise is None else words(exercises[exercise].name)
        output_console().print(_nothing(path, name, first, words), soft_wrap=True)
    return 0


MOST_SESSIONS = 12
"""Sessions in the table unless --days asks for more; the trends are of all."""


def _first_of(today: date, days: int) -> date | None:
    """Return the first of the last `days` days; None, meaning all, for more than the calendar has."""
    return today - timedelta(days=days - 1) if days < today.toordinal() else None


def _check(arguments: argparse.Namespace) -> None:
    outputs = (arguments.json, arguments.csv, arguments.html)
    if arguments.yes and not arguments.delete:
        raise UsageError(N_("--yes only goes with --delete"))
    if arguments.delete and (any(outputs) or arguments.exercise or arguments.days):
        raise UsageError(N_("--delete removes everything, so it only goes with --yes"))
    if arguments.json == arguments.csv == STANDARD_OUTPUT:
        raise UsageError(N_("only one of --json and --csv can go to standard output"))


def _known_name(name: str, exercises: Mapping[str, Exercise]) -> str:
    return find_exercise(name, exercises).key


def _read(
    path: Path, first: date | None, now: datetime, exercises: Mapping[str, Exercise], words: Words
) -> tuple[list[Session], dict[str, int], list[FollowedPlan]]:
    """Return the sessions, today's repetitions by exercise, and the plans; makes no history where none is."""
    if not may_exist(path):
        return [], {}, []
    with read_history(path.parent) as history:
        try:
            plans = plans_followed(history.plans(), exercises)
        except ExerciseFileError as error:  # a plan with an exercise of one's own that is not here now
            remark(words(error.args[0]))
            plans = []
        return history.sessions(first), history.done_today(now), plans


def planned_since(
    plans: Sequence[FollowedPlan],
    sessions: Sequence[Session],
    exercises: Mapping[str, Exercise],
    first: date | None,
    last: date,
) -> list[DoneOfPlanned]:
    """Return what was planned from a day on (None: ever) and done of it."""
    begins = min((one.begins for one in plans), default=last)
    return done_of_planned(plans, sessions, exercises, first or begins, last)


def _export(
    arguments: argparse.Namespace,
    sessions: Sequence[Session],
    today: Mapping[str, int],
    planned: Sequence[DoneOfPlanned],
    now: datetime,
    exercises: Mapping[str, Exercise],
    routines: Mapping[str, Routine | Plan],
    words: Words,
) -> None:
    _check_something(arguments, sessions, planned)
    limits = {key: exercise.dosage.per_day for key, exercise in exercises.items()}
    if arguments.json is not None:
        _save(arguments, "--json", to_json(sessions, now, today, limits))
    if arguments.csv is not None:
        _save(arguments, "--csv", to_csv(sessions, arguments.csv_dialect))
    if arguments.html is not None:
        from posecoach.report.history import history_page

        _save(arguments, "--html", history_page(sessions, today, now, exercises, words, routines, planned))
        remark(words("history in {path}", path=arguments.html))


def _check_something(
    arguments: argparse.Namespace, sessions: Sequence[Session], planned: Sequence[DoneOfPlanned]
) -> None:
    """Refuse to write files with nothing in them, maybe over what was exported before. Raises NothingToJudge."""
    files = [arguments.json, arguments.csv] if not sessions else []
    files += [arguments.html] if not sessions and not planned else []
    path = next((one for one in files if one not in (None, STANDARD_OUTPUT)), None)
    if path is not None:
        raise NothingToJudge(filled("there is nothing to export: {path} was not written", path=path))


def _save(arguments: argparse.Namespace, option: str, text: str) -> None:
    """Write a text to a file or to standard output. Raises OutputError."""
    if vars(arguments)[option.removeprefix("--")] == STANDARD_OUTPUT:
        sys.stdout.write(for_json(text) if option == "--json" else text)
    else:
        save(arguments, option, text.encode(), read_besides(arguments))


def _check_files(arguments: argparse.Namespace) -> None:
    """Refuse files that may not be written, before any is. Raises OutputError."""
    inputs = read_besides(arguments)
    taken: dict[Path, str] = {}
    for option, mark in (("--json", "posecoach.history"), ("--csv", "table"), ("--html", "page")):
        text = vars(arguments)[option.removeprefix("--")]
        if text is None or (text == STANDARD_OUTPUT and option != "--html"):
            continue
        path = named(text, option)
        check_file(path, option, overwrite=arguments.overwrite, inputs=inputs, mark=mark)
        place = place_of(path)
        if place in taken:
            template = N_("{path} is given with {one} and {other}: give two files")
            raise OutputError(filled(template, path=path, one=taken[place], other=option))
        taken[place] = option


def _nothing(path: Path, exercise: str, first: date | None, words: Words) -> str:
    """Return what to say where nothing was kept, of an exercise ("" = any), since a day (None: ever)."""
    since = f"{first:%Y-%m-%d}" if first is not None else ""
    if exercise and since:
        nothing = words("Nothing has been saved of {exercise} since {day}.", exercise=exercise, day=since)
    elif exercise:
        nothing = words("Nothing has been saved of {exercise} yet.", exercise=exercise)
    elif since:
        nothing = words("Nothing has been saved since {day}.", day=since)
    else:
        nothing = words("Nothing has been saved yet.")
    start = words(
        "Start with 'posecoach live': what you do in front of the camera is saved on this computer only, in {folder}.",
        folder=str(path.parent),
    )
    return f"{nothing} {start}"


def _delete(path: Path, words: Words, *, sure: bool) -> int:
    """Delete everything that was kept, after a question. Raises HistoryError if something is left, or in use."""
    if not any(map(os.path.lexists, database_files(path))):
        remark(words("there is nothing to delete in {folder}", folder=path.parent))
        remove(path)
        return 0
    check_deletable(path)
    if not sure:
        question = words("This deletes all sessions in {path} for good. Type yes to go on:", path=path)
        print(for_terminal(question), end=" ", flush=True)
        answer = "" if sys.stdin is None else sys.stdin.readline().strip().lower()
        if _without_accents(answer) not in ("yes", _without_accents(words(YES))):
            remark(words("nothing was deleted"))
            return 0
        check_deletable(path)  # the answer may have taken long
    left = remove(path)
    if left:
        template = N_("deleted {path}, but not all of it is gone: {left}")
        raise HistoryError(filled(template, path=path, left="; ".join(left)))
    remark(words("deleted {path}; nothing is kept any more", path=path))
    return 0


def _without_accents(text: str) -> str:
    """Return "si" for "sí": not every keyboard has the accent."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
