"""Routines as a person wants them: all in a list, one with its steps and pauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.exercise_page import QUIET
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import Routine, pause_s, plan
from posecoach.postures.table import POSTURES


def routine_list(routines: Iterable[Routine]) -> RenderableType:
    """Return one line for each routine."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for routine in routines:
        table.add_row(routine.key, Text(routine.summary, style=QUIET))
    return Group(Text("Routines", style="bold"), table)


def routine_page(routine: Routine, exercises: Mapping[str, Exercise]) -> RenderableType:
    """Return what a person wants to know about one routine, readable at any width."""
    steps = plan(routine, exercises)
    table = Table.grid(padding=(0, 2, 0, 0))
    for number, step in enumerate(steps, 1):
        each = " a side" if step.exercise.dosage.per_side else ""
        table.add_row(
            f"{number}.",
            step.exercise.name,
            f"{step.repetitions}{each}",
            POSTURES[step.exercise.posture].place,
        )
        if number < len(steps):
            least, most = pause_s(step, steps[number])
            pause = f"{least:g} s" if least == most else f"{least:g} to {most:g} s, time to move"
            table.add_row("", Text(f"pause {pause}", style=QUIET))
    sources = [Text(f"{source.name}: {source.note}", style=QUIET) for source in routine.sources]
    return Group(
        "",
        Text.assemble((routine.name, "bold"), (f"  {routine.key}", QUIET)),
        routine.summary,
        Padding(table, (1, 0, 1, 2)),
        *sources,
    )
