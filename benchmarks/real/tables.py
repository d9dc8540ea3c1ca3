"""The benchmark's figures as tables, for the terminal and for benchmarks/README.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.accuracy.tables import NONE, Figures, percent, share, write_between
from benchmarks.real.scoring import Judged, Result
from benchmarks.real.summary import FaultFigures, Real, RepetitionFigures, RuleFigures
from benchmarks.real.summary import Figures as Part

BEGIN, END = "<!-- real people -->", "<!-- end of real people -->"
COUNTED = ("true", "arguable", "false", "missed")
HEADINGS = ("recording", "reps", "taken for", "t/a/f/m", "auto", "phases", "wrong")


def tables(real: Real) -> Iterator[Figures]:
    """Yield all tables, the overview first."""
    yield overview(real)
    yield exercises(real)
    yield rules(real)


def overview(real: Real) -> Figures:
    """Return the figures over all recordings."""
    part = real.all
    recognition, other = part.recognition, part.other
    return Figures(
        "Real people",
        ["", "named", "auto"],
        [
            ["recordings", str(part.repetitions.recordings), str(part.recordings)],
            ["repetitions right", _of_done(part.repetitions), ""],
            ["repetitions invented", str(part.repetitions.invented), ""],
            ["recordings with the right number of repetitions", _recordings_right(part.repetitions), ""],
            ["exercise recognised", "", f"{recognition.right} of {recognition.recordings}"],
            ["exercise taken for another one", "", str(recognition.wrong)],
            ["something else left alone", "", f"{other.left_alone} of {other.recordings}"],
            ["repetitions of something else", "", str(other.repetitions)],
            ["faults of something else", "", str(other.faults)],
            *_faults(part),
            ["share of the time in which a phase was told", percent(part.phases.told), ""],
            ["share of the time in which phases agree", percent(part.phases.agreement), ""],
        ],
    )


def _faults(part: Part) -> Iterator[list[str]]:
    both = part.named_faults, part.auto_faults
    for label in COUNTED:
        yield [f"faults {label}", *(str(getattr(one, label)) for one in both)]
    yield ["false of the faults true or false", *(share(one.false_per_reported) for one in both)]
    yield ["false faults for each repetition done", *(share(one.false_per_repetition) for one in both)]


def exercises(real: Real) -> Figures:
    """Return one row for each exercise; faults with the exercise named."""
    return Figures(
        "Exercises",
        ["exercise", "rec.", "reps right", "invented", "recognised", *COUNTED, "phases"],
        [[name, *_exercise(part)] for name, part in real.exercises.items()],
    )


def _exercise(part: Part) -> list[str]:
    return [
        str(part.recordings),
        _of_done(part.repetitions),
        str(part.repetitions.invented),
        f"{part.recognition.right} of {part.recognition.recordings}",
        *_counts(part.named_faults),
        percent(part.phases.agreement),
    ]


def rules(real: Real) -> Figures:
    """Return one row for each rule of which anything was or should have been reported."""
    heads = [*(f"{label}, named" if label == "true" else label for label in COUNTED)]
    autos = [*(f"{label}, auto" if label == "true" else label for label in COUNTED)]
    return Figures(
        "Rules",
        ["rule", *heads, "unjudged", *autos],
        [[name, *_rule(figures)] for name, figures in real.rules.items()],
    )


def _rule(figures: RuleFigures) -> list[str]:
    unjudged = f"{figures.cannot_judge} of {figures.recordings}"
    return [*_counts(figures.named), unjudged, *_counts(figures.auto)]


def recording_lines(real: Real) -> Iterator[str]:
    """Yield a heading and one line for each recording; faults are true/arguable/false/missed.

    Lines, not a table: what is wrong is told in full however narrow the terminal is.
    """
    rows = [HEADINGS, *(_recording(one) for one in real.recordings.values())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _recording(one: Result) -> tuple[str, ...]:
    return (
        one.name,
        _told(one),
        f"{'' if one.taken_rightly else '!'}{one.auto.exercise or NONE}",
        _slashed(one.named) if one.named else NONE,
        _slashed(one.auto) if one.auto.exercise else NONE,
        share(one.agreement),
        ", ".join(mistakes(one)),
    )


def _told(one: Result) -> str:
    low, high = one.expected.repetitions
    return f"{len(one.named.repetitions)} of {low if low == high else f'{low}-{high}'}" if one.named else NONE


def mistakes(one: Result) -> Iterator[str]:
    """Yield what is wrong about a recording, so that it can be fixed."""
    if one.missed:
        yield f"{one.missed} reps missed"
    if one.invented:
        yield f"{one.invented} reps invented"
    if not one.taken_rightly:
        yield f"not {one.expected.exercise}" if one.sought else "not left alone"
    for judged, how in ((one.named, ""), (one.auto, " (auto)")):
        if judged and not (how and one.named and one.taken_rightly):
            false = Counter(fault.rule for fault in judged.faults if fault.verdict == "false")
            yield from (f"{rule} ×{count}{how}" for rule, count in false.items())
            yield from (f"{rule} missed{how}" for rule in judged.missed)


def _slashed(judged: Judged) -> str:
    count = Counter(fault.verdict for fault in judged.faults)
    return "/".join(map(str, [count["true"], count["arguable"], count["false"], len(judged.missed)]))


def _counts(figures: FaultFigures) -> Sequence[str]:
    return [str(getattr(figures, label)) for label in COUNTED]


def _of_done(figures: RepetitionFigures) -> str:
    return f"{figures.right} of {figures.right + figures.missed}"


def _recordings_right(figures: RepetitionFigures) -> str:
    return f"{figures.recordings_right} of {figures.recordings}"


def write_readme(real: Real) -> None:
    """Put the tables over all recordings and for each exercise between the marks in benchmarks/README.md."""
    write_between(BEGIN, END, [overview(real), exercises(real)])
