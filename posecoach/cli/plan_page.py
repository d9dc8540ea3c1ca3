"""A plan as a person wants it: for whom, what for, and what is to be done on which days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.exercise_page import QUIET
from posecoach.exercises.declaration import Exercise
from posecoach.plans.declaration import Plan
from posecoach.plans.schedule import ItemLevel
from posecoach.plans.wording import amount_in_words, days_in_words, rises_in_words, stop_in_words
from posecoach.words.catalogue import ENGLISH, Words


def plan_page(
    plan: Plan, exercises: Mapping[str, Exercise], levels: Sequence[ItemLevel], words: Words = ENGLISH
) -> RenderableType:
    """Return everything about a plan, readable at any width; levels: how each of its exercises stands now."""
    return Group(
        "",
        Text.assemble((words(plan.name), "bold"), (f"  {plan.key}", QUIET)),
        *_head(plan, words),
        *_section(words("Goals"), [Text(words(goal)) for goal in plan.goals]),
        *_section(words("Exercises"), [_exercises(exercises, levels, words)]),
        *_section(words("Not watched by the camera"), _unwatched(plan, words)),
        *_section(words("When to stop"), [Text(words(stop_in_words(rule, words))) for rule in plan.stop]),
        *_section(words("Notes"), [Text(words(note)) for note in plan.notes]),
        *_section(
            words("Sources"), [Text(f"{source.name}: {source.note}", style=QUIET) for source in plan.sources]
        ),
    )


def _head(plan: Plan, words: Words) -> Iterator[Text]:
    if plan.summary:
        yield Text(words(plan.summary))
    if plan.person:
        yield Text(words("For {person}", person=plan.person))
    if plan.by:
        yield Text(words("Written by {name}", name=plan.by))


def _exercises(
    exercises: Mapping[str, Exercise], levels: Sequence[ItemLevel], words: Words
) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    for level in levels:
        item = level.item
        exercise = exercises[item.exercise]
        table.add_row(
            Text(words(exercise.name), style="bold"),
            Text(amount_in_words(item, exercise, words)),
            Text(days_in_words(item.days, words)),
        )
        for line in (words(item.note) if item.note else "", *rises_in_words(item, level.steps, words)):
            if line:
                table.add_row("", Text(line, style=QUIET), "")
        if level.waits:
            table.add_row("", Text(words("Not raised: {reason}.", reason=words(level.waits))), "")
    return table


def _unwatched(plan: Plan, words: Words) -> list[RenderableType]:
    return [
        Text.assemble(words(one.text), (f"  {days_in_words(one.days, words)}", QUIET))
        for one in plan.unwatched
    ]


def _section(title: str, lines: Sequence[RenderableType]) -> Iterator[RenderableType]:
    if lines:
        yield Text(f"\n{title}", style="bold underline")
        yield from (Padding(line, (0, 0, 0, 2)) for line in lines)
