"""`posecoach plan`: check a plan file, write a new one, show one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.table import Table
from rich.text import Text

from posecoach.cli.exercise_page import QUIET
from posecoach.cli.exit_status import remark
from posecoach.cli.output import output_console
from posecoach.cli.places import named
from posecoach.cli.plan_new import new_plan
from posecoach.cli.plan_page import plan_page
from posecoach.errors import ExerciseFileError, UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import open_library, own_words
from posecoach.exercises.loader import read_text
from posecoach.exercises.wording import with_translations
from posecoach.plain_text import for_terminal
from posecoach.plans.declaration import Plan
from posecoach.plans.reading import builtin_plans, find_plan_problems, plan_text, read_plan
from posecoach.plans.schedule import ItemLevel
from posecoach.publishing.single_file import check_file, publish_file
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_, counted


def run_plan(arguments: argparse.Namespace, words: Words) -> int:
    """Do what is asked for with a plan; returns the exit status."""
    library = open_library(arguments.exercises)
    actions: dict[str, Callable[[argparse.Namespace, Mapping[str, Exercise], Words], int]] = {
        "check": _check,
        "new": _new,
        "show": _show,
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
    return 0


def _new(arguments: argparse.Namespace, exercises: Mapping[str, Exercise], words: Words) -> int:
    """Ask for a plan and write its file; returns the exit status."""
    path = named(arguments.file, N_("FILE"))
    check_file(path, N_("FILE"), overwrite=arguments.overwrite)
    text = new_plan(exercises, _ask, lambda text: print(for_terminal(text)), words)
    if text is None:
        raise UsageError(N_("no exercise was chosen: nothing was written"))
    publish_file(path, text.encode(), N_("FILE"), overwrite=arguments.overwrite)
    output_console().print(words("{path} was written", path=str(path)), soft_wrap=True)
    return _check(arguments, exercises, words)


def _ask(question: str) -> str:
    """Put a question in the terminal; "" at the end of the input."""
    print(for_terminal(question), end=" ", flush=True)
    return "" if sys.stdin is None else sys.stdin.readline().strip()


def _show(arguments: argparse.Namespace, exercises: Mapping[str, Exercise], words: Words) -> int:
    """Show one plan, or all that come with posecoach."""
    console = output_console()
    if arguments.plan is None:
        console.print(plan_list(builtin_plans(exercises), words))
        return 0
    name, text = plan_text(arguments.plan)
    plan = read_plan(text, name, exercises)
    words = with_translations(words, [plan])
    console.print(plan_page(plan, exercises, [ItemLevel(item) for item in plan.exercises], words))
    return 0


def plan_list(plans: Mapping[str, Plan], words: Words) -> Table:
    """Return one line for each plan."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for key, plan in plans.items():
        table.add_row(key, Text(words(plan.summary), style=QUIET))
    return table
