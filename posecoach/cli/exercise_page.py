"""One exercise as a person wants it: pictures, steps, camera, phases with breath, what is judged and why."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.exercise_pictures import Pictures
from posecoach.exercises.declaration import Exercise, Phase, Rule, Source
from posecoach.judging.rules.kind import kind_of
from posecoach.postures.table import POSTURES
from posecoach.words.names import in_words

QUIET = "dim"


def page(exercise: Exercise) -> RenderableType:
    """Return everything that a person wants to know about one exercise, readable at any width."""
    shown = [phase for phase in exercise.phases if not phase.hidden and phase.shown_as is None]
    return Group(
        "",
        Text.assemble((exercise.name, "bold"), (f"  {exercise.key}", QUIET)),
        exercise.summary,
        Pictures(exercise),
        _section("Start", [Text(f"{POSTURES[exercise.posture].start}.")]),
        _section("Camera", [Text(exercise.camera)]),
        _section("Steps", [_rows(enumerate(exercise.steps, 1))]),
        _section("Phases", [_phases(shown)]),
        _section("How much", [Text(_dosage(exercise))]),
        _section("What is judged", _rules(exercise.rules)),
        _section("With care", [_rows(("•", caution) for caution in exercise.cautions)]),
        _section("Sources", [_rows(("•", _source(source)) for source in exercise.sources)]),
    )


def sets(exercise: Exercise) -> str:
    """Return how many repetitions one set has, such as "5 a side"."""
    return f"{exercise.dosage.repetitions}{' a side' if exercise.dosage.per_side else ''}"


def _dosage(exercise: Exercise) -> str:
    dosage = exercise.dosage
    each = " on each side" if dosage.per_side else ""
    times = "repetition" if dosage.repetitions == 1 else "repetitions"
    return f"{dosage.repetitions} {times}{each}, at most {dosage.per_day} a day ({dosage.source})."


def _phases(phases: Iterable[Phase]) -> RenderableType:
    table = Table.grid(padding=(0, 3, 0, 0))
    for phase in phases:
        breath = "" if phase.breath == "free" else f"breathe {phase.breath}"
        hold = "" if phase.hold_aim_s is None else f"for {phase.hold_aim_s:g} s"
        what = ", ".join(filter(None, (hold, breath)))
        table.add_row(Text(phase.label, style="bold"), what, Text(phase.name, style=QUIET))
    return table


def _rules(rules: Iterable[Rule]) -> Iterable[RenderableType]:
    """Yield the rules, those of the same name together, each with what it asks for, the words said, and why."""
    named: dict[str, list[Rule]] = {}
    for rule in rules:
        named.setdefault(rule.name, []).append(rule)
    for name, same in named.items():
        yield Text(in_words(name).capitalize(), style="bold")
        asked = dict.fromkeys(f"{kind_of(rule).asked(rule)}{_where(rule)}" for rule in same)
        said = dict.fromkeys(f"“{rule.cue}” {rule.why}" for rule in same)
        sources = dict.fromkeys(rule.source for rule in same)
        lines = [Text(line) for line in (*asked, *said)] + [Text(line, style=QUIET) for line in sources]
        yield Padding(Group(*lines), (0, 0, 0, 2))


def _where(rule: Rule) -> str:
    return f" ({', '.join(map(in_words, rule.phases))})" if rule.phases else ""


def _source(source: Source) -> Text:
    return Text.assemble(source.name, (f": {source.note}" if source.note else "", QUIET))


def _rows(rows: Iterable[tuple[object, str | Text]]) -> RenderableType:
    """Return text after a number or bullet, all lines of it below each other."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for mark, text in rows:
        table.add_row(f"{mark}." if isinstance(mark, int) else str(mark), text)
    return table


def _section(title: str, parts: Iterable[RenderableType]) -> RenderableType:
    body = [Padding(part, (0, 0, 0, 2)) for part in parts]
    return Group(Text(f"\n{title}", style="bold underline"), *body) if body else Group()
