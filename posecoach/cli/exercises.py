"""`posecoach exercises`: what can be coached, one exercise in full, and the check of an exercise file."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import msgspec
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.exercise_page import QUIET, VIEWS, amount, page
from posecoach.cli.exit_status import remark
from posecoach.cli.output import output_console
from posecoach.cli.places import named, read_besides, save
from posecoach.cli.routine_page import routine_list, routine_page
from posecoach.cli.untranslated import tell_untranslated
from posecoach.errors import ExerciseFileError, UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import as_key, open_library, own_words
from posecoach.exercises.loader import (
    OwnFile,
    all_exercises,
    already_taken,
    builtin_exercises,
    coming_with_posecoach,
    exercise_files,
    find_problems,
    is_routine,
    read_exercise,
    read_text,
)
from posecoach.exercises.routines import Routine, find_routine_problems, plan, read_routine, routine_texts
from posecoach.exercises.template import template
from posecoach.exercises.toml_tables import line_of
from posecoach.exercises.wording import exercise_texts
from posecoach.judging.examples import check_examples, rules_without_example
from posecoach.postures.table import POSTURES
from posecoach.publishing.single_file import FILE, publish_file
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import C_, N_, counted, placed

DETAILS = (C_("posture", "Start"), N_("Camera"), N_("Amount"))
NEW = "new"
LEARN = "learn"
"""In place of an exercise's name: begin a file, or propose one from recordings."""
GAP = 3
"""Columns of a terminal between two columns of the list."""


def run_exercises(arguments: argparse.Namespace, words: Words) -> int:
    """List exercises and routines, show one, or check a file; returns the exit status."""
    if arguments.out is not None and arguments.name != LEARN:
        raise UsageError(N_("--out only goes with the name learn"))
    if arguments.name == NEW:
        return _begin(arguments, words)
    if arguments.name == LEARN and arguments.check is None:
        return _learn(arguments, words)
    if arguments.files:
        raise UsageError(N_("a FILE only goes with the names new and learn"))
    if arguments.check is not None and arguments.name is not None:
        raise UsageError(N_("give a NAME or --check FILE, not both"))
    if arguments.check is not None:
        return max(check(path, words) for path in exercise_files(Path(arguments.check)))
    if arguments.html is not None and arguments.name is None:
        raise UsageError(N_("--html shows one exercise or routine: give its NAME"))
    library = open_library(arguments.exercises)
    exercises, routines = library.exercises, library.routines
    words = own_words(words, library)
    console = output_console()
    if arguments.name is None:
        console.print(
            listing(exercises.values(), routines.values(), arguments.exercises, console.width, words)
        )
        return 0
    steps = library.steps(arguments.name)
    routine = routines.get(as_key(arguments.name))
    if arguments.html is not None:
        from posecoach.report.exercise import exercise_page

        title = steps[0].exercise.name if routine is None else routine.name
        content = exercise_page([step.exercise for step in steps], title, words).encode()
        save(arguments, "--html", content, read_besides(arguments))
        remark(words("{name} in {path}", name=words(title), path=arguments.html))
        return 0
    told = page(steps[0].exercise, words) if routine is None else routine_page(routine, exercises, words)
    console.print(told)
    return 0


def _begin(arguments: argparse.Namespace, words: Words) -> int:
    """Begin a file for an exercise of one's own, and check it."""
    if len(arguments.files) != 1 or arguments.check is not None:
        raise UsageError(N_("name the file to begin: posecoach exercises new my_exercise.toml"))
    path = named(arguments.files[0], FILE)
    content = template(path.stem).encode()
    inputs = read_besides(arguments)
    publish_file(path, content, FILE, overwrite=arguments.overwrite, inputs=inputs)
    output_console().print(words("{path} was written", path=str(path)), soft_wrap=True)
    return check(path, words)


def _learn(arguments: argparse.Namespace, words: Words) -> int:
    """Propose an exercise from recordings, and check its file if one is written."""
    # What the proposal stands on takes a quarter of a second to load, which a list of exercises can do without.
    from posecoach.cli.exercises_learn import propose

    path = propose(arguments, words)
    if path is None:
        return 0
    output_console().print(words("{path} was written", path=str(path)), soft_wrap=True)
    return check(path, words)


def check(path: Path, words: Words = ENGLISH) -> int:
    """Validate an exercise file and run its examples; say every problem in one line; return the exit status."""
    text = read_text(path)
    if is_routine(text):
        return _check_routine(path, text, words)
    problems = find_problems(text, str(path))
    if not problems:
        exercise = read_exercise(text, str(path))
        problems = [
            placed(f"{path}:{line_of(text, f'examples[{i}]')}", problem)
            for i, example in enumerate(exercise.examples)
            for problem in check_examples(msgspec.structs.replace(exercise, examples=(example,)))
        ]
        known = builtin_exercises().get(exercise.key)
        if known is not None and known != exercise:  # the file of a built-in exercise may be checked itself
            problems.append(
                already_taken(OwnFile(path, text), exercise.key, coming_with_posecoach(exercise.key))
            )
    if problems:
        return _tell_invalid(problems, words)
    _tell_valid(path, exercise, words)
    return 0


def _check_routine(path: Path, text: str, words: Words) -> int:
    """Validate a routine file; its steps may name the exercises of its own folder."""
    exercises = all_exercises(str(path.parent))
    problems = find_routine_problems(text, str(path), exercises)
    if problems:
        return _tell_invalid(problems, words)
    routine = read_routine(text, str(path), exercises)
    console = output_console()
    valid = words("{path}: {name}, a valid routine", path=str(path), name=routine.name)
    console.print(valid, soft_wrap=True, markup=False)
    steps = words(counted("{count} step", "{count} steps", len(plan(routine, exercises))))
    console.print(f"  {steps}", soft_wrap=True)
    tell_untranslated(routine.translations, routine_texts(routine), words)
    return 0


def _tell_invalid(problems: Iterable[str], words: Words) -> int:
    for problem in problems:
        remark(words(problem))
    return ExerciseFileError.exit_status


def _tell_valid(path: Path, exercise: Exercise, words: Words) -> None:
    def tell(text: str) -> None:
        output_console().print(text, soft_wrap=True, markup=False)

    tell(words("{path}: {name}, a valid exercise", path=str(path), name=exercise.name))
    rules = dict.fromkeys(rule.name for rule in exercise.rules)
    facts = [
        words(counted("{count} rule", "{count} rules", len(rules))),
        words(counted("{count} example", "{count} examples", len(exercise.examples))),
    ]
    all_of_it = ", ".join(facts)
    judged = words("{facts}: every one judged as it says", facts=all_of_it)
    tell(f"  {judged if exercise.examples else all_of_it}")
    if not any(not example.breaks and example.repetitions for example in exercise.examples):
        lacking = words("no example shows the exercise done well; add one without breaks")
        tell(f"  {lacking}")
    unproven = rules_without_example(exercise)
    if unproven:
        broken = words(
            "no example breaks {rules}: nothing shows yet that this works", rules=", ".join(unproven)
        )
        tell(f"  {broken}")
    tell_untranslated(exercise.translations, exercise_texts(exercise), words)


def listing(
    exercises: Iterable[Exercise],
    routines: Iterable[Routine],
    place: str | None = None,
    width: int = 80,
    words: Words = ENGLISH,
) -> RenderableType:
    """Return a table of all exercises, one line each, and the routines; place: the person's own file or folder."""
    rows = [
        (
            exercise.key,
            words(exercise.name),
            words(POSTURES[exercise.posture].place),
            words(VIEWS[exercise.view]),
            words(amount(exercise.dosage.repetitions, exercise)),
        )
        for exercise in exercises
    ]
    titles = tuple(words(title) for title in (N_("Name"), N_("Exercise"), *DETAILS))
    widths = [max(map(cell_len, column)) for column in zip(titles, *rows, strict=True)]
    room = [sum(widths[: i + 1]) + GAP * i <= width for i in range(len(titles))]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column(titles[0], no_wrap=True, min_width=widths[0])
    table.add_column(titles[1], no_wrap=True, overflow="ellipsis")
    for title in titles[2 : room.count(True)]:
        table.add_column(title, no_wrap=True)
    for row in rows:
        table.add_row(*row[: len(table.columns)])
    own = f" --exercises {place}" if place is not None else ""
    name = words("NAME")
    hint = words(
        "{command} shows how to do it and what is checked.", command=f"posecoach exercises {name}{own}"
    )
    return Group(Padding(table, (1, 0)), routine_list(routines, words), "", Text(hint, style=QUIET))
