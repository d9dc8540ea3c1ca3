"""Routines as a person wants them: all in a list, one with its steps and pauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.exercise_page import QUIET, amount
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import Routine, pause_s, plan
from posecoach.postures.table import POSTURES
from posecoach.words.catalogue import ENGLISH, Words


def routine_list(routines: Iterable[Routine], words: Words = ENGLISH) -> RenderableType:
    """Return one line for each routine."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for routine in routines:
        table.add_row(routine.key, Text(words(routine.summary), style=QUIET))
    return Group(Text(words("Routines"), style="bold"), table)


def routine_page(
    routine: Routine, exercises: Mapping[str, Exercise], words: Words = ENGLISH
) -> RenderableType:
    """Return what a person wants to know about one routine, readable at any width."""
    steps = plan(routine, exercises)
    table = Table.grid(padding=(0, 2, 0, 0))
    for number, step in enumerate(steps, 1):
        name, start = words(step.exercise.name), words(POSTURES[step.exercise.posture].place)
        table.add_row(f"{number}.", name, words(amount(step.repetitions, step.exercise)), start)
        if number < len(steps):
            least, most = pause_s(step, steps[number])
            pause = words("{seconds} s rest", seconds=words.number(least, "g"))
            if least != most:
                pause = words(
                    "{least} to {most} s rest, time to change position",
                    least=words.number(least, "g"),
                    most=words.number(most, "g"),
                )
            table.add_row("", Text(pause, style=QUIET))
    sources = [Text(f"{source.name}: {source.note}", style=QUIET) for source in routine.sources]
    return Group(
        "",
        Text.assemble((words(routine.name), "bold"), (f"  {routine.key}", QUIET)),
        words(routine.summary),
        Padding(table, (1, 0, 1, 2)),
        *sources,
    )
