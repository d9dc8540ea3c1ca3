"""`posecoach plan`: check a plan file, write a new one, show one, follow one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from rich.table import Table
from rich.text import Text

from posecoach.cli.exercise_page import QUIET
from posecoach.cli.exit_status import remark
from posecoach.cli.output import output_console
from posecoach.cli.places import named, read_besides, save
from posecoach.cli.plan_new import new_plan
from posecoach.cli.plan_page import plan_page
from posecoach.cli.untranslated import tell_untranslated
from posecoach.errors import ExerciseFileError, UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import open_library, own_words
from posecoach.exercises.loader import read_text
from posecoach.exercises.wording import with_translations
from posecoach.files import may_exist
from posecoach.history.following import item_level, plans_followed
from posecoach.history.place import database_path, person_folder
from posecoach.history.records import Session
from posecoach.history.store import open_history, read_history
from posecoach.plain_text import for_terminal
from posecoach.plans.calendar import calendar
from posecoach.plans.declaration import Plan, plan_texts
from posecoach.plans.reading import builtin_plans, find_plan_problems, plan_text, read_plan
from posecoach.plans.schedule import FollowedPlan, ItemLevel
from posecoach.publishing.single_file import FILE, check_file, publish_file
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_, Phrase, counted, filled


def run_plan(arguments: argparse.Namespace, words: Words) -> int:
    """Do what is asked for with a plan; returns the exit status."""
    library = open_library(arguments.exercises)
    actions: dict[str, Callable[[argparse.Namespace, Mapping[str, Exercise], Words], int]] = {
        "check": _check,
        "new": _new,
        "show": _show,
        "follow": _follow,
        "end": _end,
        "calendar": _calendar,
    }
    return actions[arguments.action](arguments, library.exercises, own_words(words, library))


def _check(arguments: argparse.Namespace, exercises: Mapping[str, Exercise], words: Words) -> int:
    """Say every problem of a plan file in one line each; return the exit status."""
    path = Path(arguments.file)
    text = read_text(path)
    problems = find_plan_problems(text, str(path), exercises)
    for problem in problems:
        remark(words(problem))
    if problems:
        return ExerciseFileError.exit_status
    plan = read_plan(text, str(path), exercises)
    valid = words("{path}: {name}, a valid plan", path=str(path), name=plan.name)
    output_console().print(valid, soft_wrap=True)
    count = counted("{count} exercise", "{count} exercises", len(plan.exercises))
    output_console().print(f"  {words(count)}", soft_wrap=True)
    tell_untranslated(plan.translations, plan_texts(plan), words)
    return 0


def _new(arguments: argparse.Namespace, exercises: Mapping[str, Exercise], words: Words) -> int:
    """Ask for a plan and write its file; returns the exit status."""
    path = named(arguments.file, FILE)
    inputs = read_besides(arguments)
    check_file(path, FILE, overwrite=arguments.overwrite, inputs=inputs, mark="")
    text = new_plan(exercises, _ask, lambda text: print(for_terminal(text)), words)
    if text is None:
        raise UsageError(N_("no exercise was chosen: nothing was written"))
    publish_file(path, text.encode(), FILE, overwrite=arguments.overwrite, inputs=inputs)
    output_console().print(words("{path} was written", path=str(path)), soft_wrap=True)
    return _check(arguments, exercises, words)


def _ask(question: str) -> str:
    """Put a question in the terminal; "" at the end of the input."""
    print(for_terminal(question), end=" ", flush=True)
    return "" if sys.stdin is None else sys.stdin.readline().strip()


def _show(arguments: argparse.Namespace, exercises: Mapping[str, Exercise], words: Words) -> int:
    """Show one plan; without a name that which is followed, else all that come with posecoach."""
    console = output_console()
    if arguments.plan is not None:
        name, text = plan_text(arguments.plan)
        plan = read_plan(text, name, exercises)
        levels = [ItemLevel(item) for item in plan.exercises]
        console.print(plan_page(plan, exercises, levels, with_translations(words, [plan])))
        return 0
    followed, sessions = _followed(arguments, exercises)
    if followed is None:
        console.print(plan_list(builtin_plans(exercises), words))
        return 0
    today = datetime.now().astimezone().date()
    week = followed.week(today) or 1
    levels = [item_level(followed, item, week, sessions) for item in followed.plan.exercises]
    words = with_translations(words, [followed.plan])
    console.print(plan_page(followed.plan, exercises, levels, words))
    console.print(f"\n{words(_since(followed, today))}", soft_wrap=True)
    return 0


def _since(followed: FollowedPlan, today: date) -> Phrase:
    """Return since when a plan is followed, and in which week it is."""
    begins, week = followed.begins.isoformat(), followed.week(today)
    if today < followed.begins:
        return filled("Begins on {day}.", day=begins)
    if week is None:
        return filled("Followed since {day}; its weeks are over.", day=begins)
    return filled("Followed since {day}; this is week {week}.", day=begins, week=week)


def _followed(
    arguments: argparse.Namespace, exercises: Mapping[str, Exercise]
) -> tuple[FollowedPlan | None, list[Session]]:
    """Return the plan that a person follows, None without one, and their sessions; makes no history where none is."""
    folder = person_folder(arguments.person)
    if not may_exist(database_path(folder)):
        return None, []
    with read_history(folder) as history:
        plans = [one for one in plans_followed(history.plans(), exercises) if one.ends is None]
        return (plans[-1] if plans else None), history.sessions()


def _follow(arguments: argparse.Namespace, exercises: Mapping[str, Exercise], words: Words) -> int:
    """Follow a plan from a day on, in place of one that was followed until then."""
    name, text = plan_text(arguments.plan)
    plan = read_plan(text, name, exercises)
    begins = arguments.begins or plan.begins or datetime.now().astimezone().date()
    with open_history(person_folder(arguments.person)) as history:
        history.follow(text, begins)
    words = with_translations(words, [plan])
    told = words("{plan} is followed from {day} on: posecoach live", plan=words(plan.name), day=str(begins))
    output_console().print(told, soft_wrap=True)
    return 0


def _end(arguments: argparse.Namespace, exercises: Mapping[str, Exercise], words: Words) -> int:
    """Follow no plan from today on; what was done stays in the history."""
    folder, ended = person_folder(arguments.person), False
    if may_exist(database_path(folder)):
        with open_history(folder) as history:
            ended = history.end_plan(datetime.now().astimezone().date())
    told = N_("the plan is ended; what was done stays in the history") if ended else N_("no plan is followed")
    remark(words(told))
    return 0


def _calendar(arguments: argparse.Namespace, exercises: Mapping[str, Exercise], words: Words) -> int:
    """Write the days of a plan as a calendar file; without a name those of the plan that is followed."""
    path = named(arguments.out, "--out")
    now = datetime.now().astimezone()
    if arguments.plan is None:
        followed, _ = _followed(arguments, exercises)
        if followed is None:
            raise UsageError(N_("no plan is followed: name one, or follow one with 'posecoach plan follow'"))
    else:
        name, text = plan_text(arguments.plan)
        plan = read_plan(text, name, exercises)
        followed = FollowedPlan(plan, arguments.begins or plan.begins or now.date())
    words = with_translations(words, [followed.plan])
    made = calendar(followed, exercises, arguments.at, now, words)
    save(arguments, "--out", made.encode(), read_besides(arguments))
    remark(words("calendar in {path}", path=path))
    return 0


def plan_list(plans: Mapping[str, Plan], words: Words) -> Table:
    """Return one line for each plan."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for key, plan in plans.items():
        table.add_row(key, Text(words(plan.summary), style=QUIET))
    return table
