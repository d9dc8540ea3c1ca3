"""`posecoach exercises`: what can be coached, one exercise in full, and the check of an exercise file."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.exercise_page import QUIET, page, sets
from posecoach.cli.exit_status import remark
from posecoach.cli.output import output_console
from posecoach.cli.routine_page import routine_list, routine_page
from posecoach.errors import ExerciseFileError, UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import as_key, open_library
from posecoach.exercises.loader import (
    all_exercises,
    exercise_files,
    find_problems,
    is_routine,
    read_exercise,
    read_text,
)
from posecoach.exercises.routines import Routine, find_routine_problems, plan, read_routine
from posecoach.exercises.toml_tables import line_of
from posecoach.judging.examples import check_examples, rules_without_example
from posecoach.postures.table import POSTURES

DETAILS = ("Start", "Camera", "Aim")
WIDE = 72
"""Columns of a terminal in which the details of the list have room."""


def run_exercises(arguments: argparse.Namespace) -> int:
    """List exercises and routines, show one, or check a file; returns the exit status."""
    if arguments.check is not None and arguments.name is not None:
        raise UsageError("give a NAME or --check FILE, not both")
    if arguments.check is not None:
        return max(check(path) for path in exercise_files(Path(arguments.check)))
    library = open_library(arguments.exercises)
    exercises, routines = library.exercises, library.routines
    console = output_console()
    if arguments.name is None:
        console.print(listing(exercises.values(), routines.values(), arguments.exercises, console.width))
        return 0
    steps = library.steps(arguments.name)
    routine = routines.get(as_key(arguments.name))
    console.print(page(steps[0].exercise) if routine is None else routine_page(routine, exercises))
    return 0


def check(path: Path) -> int:
    """Validate an exercise file and run its examples; say every problem in one line; return the exit status."""
    text = read_text(path)
    if is_routine(text):
        return _check_routine(path, text)
    problems = find_problems(text, str(path))
    if not problems:
        exercise = read_exercise(text, str(path))
        problems = [
            f"{path}:{line_of(text, f'examples[{i}]')}: {problem}"
            for i, example in enumerate(exercise.examples)
            for problem in check_examples(msgspec.structs.replace(exercise, examples=(example,)))
        ]
    if problems:
        return _tell_invalid(problems)
    _tell_valid(path, exercise)
    return 0


def _check_routine(path: Path, text: str) -> int:
    """Validate a routine file; its steps may name the exercises of its own folder."""
    exercises = all_exercises(str(path.parent))
    problems = find_routine_problems(text, str(path), exercises)
    if problems:
        return _tell_invalid(problems)
    routine = read_routine(text, str(path), exercises)
    steps = _count(len(plan(routine, exercises)), "step")
    output_console().print(f"{path}: {routine.name}, a valid routine\n  {steps}", soft_wrap=True)
    return 0


def _tell_invalid(problems: Iterable[str]) -> int:
    for problem in problems:
        remark(problem)
    return ExerciseFileError.exit_status


def _tell_valid(path: Path, exercise: Exercise) -> None:
    console = output_console()
    console.print(f"{path}: {exercise.name}, a valid exercise", soft_wrap=True)
    rules = dict.fromkeys(rule.name for rule in exercise.rules)
    counted = f"{_count(len(rules), 'rule')}, {_count(len(exercise.examples), 'example')}"
    console.print(
        f"  {counted}{': every one judged as it says' if exercise.examples else ''}", soft_wrap=True
    )
    if not any(not example.breaks and example.repetitions for example in exercise.examples):
        console.print("  no example shows the exercise done well; add one without breaks", soft_wrap=True)
    unproven = rules_without_example(exercise)
    if unproven:
        console.print(
            f"  no example breaks {', '.join(unproven)}: nothing shows yet that this works", soft_wrap=True
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def listing(
    exercises: Iterable[Exercise], routines: Iterable[Routine], place: str | None = None, width: int = 80
) -> RenderableType:
    """Return a table of all exercises, one line each, and the routines; place: the person's own file or folder."""
    rows = [
        (exercise.key, exercise.name, POSTURES[exercise.posture].place, exercise.view, sets(exercise))
        for exercise in exercises
    ]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("Name", no_wrap=True, min_width=max(len(row[0]) for row in rows))
    table.add_column("Exercise", no_wrap=True, overflow="ellipsis")
    for title in DETAILS if width >= WIDE else ():
        table.add_column(title, no_wrap=True)
    for row in rows:
        table.add_row(*row[: len(table.columns)])
    own = f" --exercises {place}" if place is not None else ""
    hint = Text(f"posecoach exercises NAME{own} shows how it is done and what is judged.", style=QUIET)
    return Group(Padding(table, (1, 0)), routine_list(routines), "", hint)
