"""`posecoach exercises`: what can be coached, one exercise in full, and the check of an exercise file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.coaching.examples import check_examples, rules_without_example
from posecoach.commands.names import find_exercise
from posecoach.commands.output import output_console
from posecoach.errors import ExerciseFileError, UsageError
from posecoach.exercises.declaration import Exercise, Phase, Rule
from posecoach.exercises.library import all_exercises, exercise_files
from posecoach.exercises.loader import find_problems, read_exercise, read_text
from posecoach.exercises.places import line_of
from posecoach.features.extract import get_feature

OF_IN_WORDS: Mapping[str, str] = {
    "value": "",
    "change": "change of ",
    "size": "size of the change of ",
    "rise": "rise of ",
    "fall": "fall of ",
    "speed": "speed of ",
    "speed_share": "share of the largest speed of ",
    "peak": "largest change of ",
    "retreat": "share given up of the change of ",
}
SHARES = ("speed_share", "retreat")
"""These are shares (0..1), whatever the feature's unit."""

QUIET = "dim"


def run_exercises(arguments: argparse.Namespace) -> int:
    """List the exercises, show one, or check a file; returns the exit status."""
    if arguments.check is not None and arguments.name is not None:
        raise UsageError("give a NAME or --check FILE, not both")
    if arguments.check is not None:
        return max(check(path) for path in exercise_files(Path(arguments.check)))
    exercises = all_exercises(arguments.exercises)
    console = output_console()
    if arguments.name is not None:
        console.print(page(find_exercise(arguments.name, exercises)))
    else:
        console.print(listing(exercises.values()))
    return 0


def check(path: Path) -> int:
    """Validate an exercise file and run its examples; say every problem in one line; return the exit status."""
    text = read_text(path)
    problems = find_problems(text, str(path))
    if not problems:
        exercise = read_exercise(text, str(path))
        problems = [
            f"{path}:{line_of(text, f'examples[{i}]')}: {problem}"
            for i, example in enumerate(exercise.examples)
            for problem in check_examples(msgspec.structs.replace(exercise, examples=(example,)))
        ]
    for problem in problems:
        print("posecoach:", problem, file=sys.stderr)
    if problems:
        return ExerciseFileError.exit_status
    _tell_valid(path, exercise)
    return 0


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


def listing(exercises: Iterable[Exercise]) -> RenderableType:
    """Return a table of all exercises."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("Name", no_wrap=True)
    table.add_column("Exercise", ratio=1)
    table.add_column("Start", no_wrap=False)
    table.add_column("Camera", no_wrap=True)
    for exercise in exercises:
        what = Text.assemble((exercise.name, "bold"), "\n", (exercise.summary, QUIET))
        table.add_row(exercise.key, what, _words(exercise.posture), exercise.view, end_section=True)
    hint = Text("posecoach exercises NAME shows how it is done and what is judged.", style=QUIET)
    return Group(Padding(table, (1, 0)), hint)


def page(exercise: Exercise) -> RenderableType:
    """Return everything that a person wants to know about one exercise, readable at any width."""
    return Group(
        "",
        Text.assemble((exercise.name, "bold"), (f"  {exercise.key}", QUIET)),
        exercise.summary,
        _section("Start", [f"{_words(exercise.posture).capitalize()}. {_dosage(exercise)}"]),
        _section("Camera", [exercise.camera]),
        _section("Steps", [f"{number}. {step}" for number, step in enumerate(exercise.steps, 1)]),
        _section("Phases", (_phase(phase) for phase in exercise.phases if not phase.hidden)),
        _section("What is judged", (_rule(rule) for rule in exercise.rules)),
        _section("With care", [f"• {caution}" for caution in exercise.cautions]),
        _section("Sources", (_source(source.name, source.note) for source in exercise.sources)),
    )


def limits_in_words(rule: Rule) -> str:
    """Return what a rule asks for, such as "knee flexion at least 60°, at most 120°"."""
    if rule.kind == "alternate":
        return "the sides take turns"
    if rule.kind in ("duration", "movement_time"):
        subject, unit = ("the phase lasts" if rule.kind == "duration" else "the movement takes"), "s"
    else:
        feature = get_feature(rule.feature or "")
        subject = OF_IN_WORDS[rule.of] + _words(feature.name.removesuffix("_deg"))
        unit = "" if rule.of in SHARES else feature.unit + ("/s" if rule.of == "speed" else "")
    parts = [_bound("at least", rule.at_least, unit), _bound("at most", rule.at_most, unit)]
    if rule.aim_s is not None:
        parts.append(f"{rule.aim_s:g} s aimed at")
    if rule.best_share is not None:
        parts.append(f"at least {rule.best_share:.0%} of your own best".replace("%", " %"))
    return f"{subject} {', '.join(filter(None, parts))}"


def _bound(word: str, limit: float | None, unit: str) -> str:
    if limit is None:
        return ""
    return f"{word} {limit:g}°{unit[3:]}" if unit.startswith("deg") else f"{word} {limit:g} {unit}".rstrip()


def _dosage(exercise: Exercise) -> str:
    dosage = exercise.dosage
    each = " on each side" if dosage.per_side else ""
    return f"{dosage.repetitions} repetitions{each}, at most {dosage.per_day} a day ({dosage.source})."


def _phase(phase: Phase) -> Text:
    breath = "" if phase.breath == "free" else f", breathe {phase.breath}"
    hold = f", hold {phase.hold_aim_s:g} s" if phase.hold_aim_s is not None else ""
    return Text.assemble((_words(phase.name), "bold"), f"  {phase.label}{breath}{hold}")


def _rule(rule: Rule) -> Text:
    when = f" in {', '.join(map(_words, rule.phases))}" if rule.phases else ""
    return Text.assemble(
        (_words(rule.name), "bold"),
        f"  {limits_in_words(rule)}{when}\n",
        f"“{rule.cue}” ",
        (f"{rule.why} [{rule.source}]", QUIET),
    )


def _source(name: str, note: str) -> Text:
    return Text.assemble(f"• {name}", (f": {note}" if note else "", QUIET))


def _section(title: str, lines: Iterable[str | Text]) -> RenderableType:
    body = [Padding(line if isinstance(line, Text) else Text(line), (0, 0, 0, 2)) for line in lines]
    return Group(Text(f"\n{title}", style="bold"), *body) if body else Group()


def _words(name: str) -> str:
    return name.replace("_", " ")
