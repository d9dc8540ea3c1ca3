"""One exercise as a person wants it: pictures, steps, camera, phases with breath, what is judged and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecoach.cli.exercise_pictures import Pictures
from posecoach.exercises.conditions import CONDITIONS
from posecoach.exercises.declaration import Exercise, Phase, Rule, Source
from posecoach.judging.rules.kind import kind_of
from posecoach.postures.table import POSTURES
from posecoach.report.words import sentence
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.names import in_words
from posecoach.words.phrase import C_, N_, counted, filled, numeral

QUIET = "dim"


VIEWS = {"side": C_("view", "side"), "front": C_("view", "front")}
BY_NAME = N_("Coached when you name it: without a name, it is taken for no exercise or for a relative.")
QUOTED = N_("“{cue}”")
SOURCE = N_("Source: {text}")
"""Where the numbers of a rule come from: cited in the language of the file, which the other languages say."""
BREATHS = {"in": N_("breathe in"), "out": N_("breathe out")}


def page(exercise: Exercise, words: Words = ENGLISH) -> RenderableType:
    """Return everything that a person wants to know about one exercise, readable at any width."""
    shown = [phase for phase in exercise.phases if not phase.hidden and phase.shown_as is None]
    steps = enumerate(map(words, exercise.steps), 1)
    return Group(
        "",
        Text.assemble((words(exercise.name), "bold"), (f"  {exercise.key}", QUIET)),
        words(exercise.summary),
        *([words(BY_NAME)] if exercise.by_name else []),
        Pictures(exercise, words),
        _section(words(C_("posture", "Start")), _start(exercise, words)),
        _section(words("Camera"), [Text(words(exercise.camera))]),
        _section(words("Steps"), [_rows(steps)]),
        _section(words("Phases"), [_phases(shown, words)]),
        _section(words("How much"), _dosage(exercise, words)),
        _section(words("What is checked"), _rules(exercise, words)),
        _section(words("Take care"), [_rows(("•", caution) for caution in _cautions(exercise, words))]),
        _section(words("Sources"), [_rows(("•", _source(source)) for source in exercise.sources)]),
    )


def _start(exercise: Exercise, words: Words) -> list[RenderableType]:
    posture = Text(f"{words(POSTURES[exercise.posture].start)}.")
    return [Text(words(exercise.fetch)), posture] if exercise.fetch else [posture]


def _cautions(exercise: Exercise, words: Words) -> Iterable[str]:
    yield from map(words, exercise.cautions)
    for key in exercise.not_with:
        yield words("Not with {a}", a=CONDITIONS[key])


def amount(repetitions: int, exercise: Exercise) -> str:
    """Return how many repetitions are done in a set, such as "5 a side"."""
    if exercise.dosage.per_side:
        return filled("{count} a side", count=repetitions)
    return str(repetitions)


def _dosage(exercise: Exercise, words: Words) -> list[RenderableType]:
    dosage = exercise.dosage
    if dosage.per_side:
        set_of = counted(
            "{count} repetition on each side", "{count} repetitions on each side", dosage.repetitions
        )
    else:
        set_of = counted("{count} repetition", "{count} repetitions", dosage.repetitions)
    most = words("{repetitions}, at most {most} a day", repetitions=set_of, most=dosage.per_day)
    return [Text(f"{most}."), Text(words(SOURCE, text=dosage.source), style=QUIET)]


def _phases(phases: Iterable[Phase], words: Words) -> RenderableType:
    table = Table.grid(padding=(0, 3, 0, 0))
    for phase in phases:
        breath = words(BREATHS[phase.breath]) if phase.breath in BREATHS else ""
        hold = (
            words("for {seconds} s", seconds=numeral(phase.hold_aim_s, "g"))
            if phase.hold_aim_s is not None
            else ""
        )
        what = ", ".join(filter(None, (hold, breath)))
        table.add_row(Text(words(phase.label), style="bold"), what, Text(phase.name, style=QUIET))
    return table


def _rules(exercise: Exercise, words: Words) -> Iterable[RenderableType]:
    """Yield the rules, those of the same name together, each with what it asks for, the words said, and why."""
    labels = {phase.name: words(phase.label) for phase in exercise.phases}
    named: dict[str, list[Rule]] = {}
    for rule in exercise.rules:
        named.setdefault(rule.name, []).append(rule)
    for name, same in named.items():
        yield Text(sentence(words(in_words(name))), style="bold")
        asked = dict.fromkeys(f"{words(kind_of(rule).asked(rule))}{_where(rule, labels)}" for rule in same)
        said = dict.fromkeys(f"{words(QUOTED, cue=rule.cue)} {words(rule.why)}" for rule in same)
        sources = dict.fromkeys(words(SOURCE, text=rule.source) for rule in same)
        lines = [Text(line) for line in (*asked, *said)] + [Text(line, style=QUIET) for line in sources]
        yield Padding(Group(*lines), (0, 0, 0, 2))


def _where(rule: Rule, labels: Mapping[str, str]) -> str:
    return f" ({', '.join(labels[phase] for phase in rule.phases)})" if rule.phases else ""


def _source(source: Source) -> Text:
    """Return a source as it is cited, in the language of the file."""
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
