"""The benchmark's figures as tables, for the terminal and for benchmarks/README.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from benchmarks.accuracy.clip import ClipResult
from benchmarks.accuracy.measures import Spread
from benchmarks.accuracy.summary import Accuracy, ExerciseFigures, FaultFigures, SplitFigures

NONE = "–"
README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- accuracy -->", "<!-- end of accuracy -->"
SPLIT_TITLES = {
    "tune": "tune (thresholds were chosen on these)",
    "test": "test (no threshold was chosen on these)",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """One table: title, headings, rows. The first column is text, the others are numbers."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def to_rich(self) -> Table:
        """Return the table for the terminal."""
        table = Table(
            title=Text(self.title, style="bold"),
            box=SIMPLE_HEAD,
            title_justify="left",
            header_style="bold",
            pad_edge=False,
        )
        for index, heading in enumerate(self.headings):
            table.add_column(Text(heading), justify="right" if index else "left", no_wrap=True)
        for row in self.rows:
            table.add_row(*map(Text, row))
        return table

    def to_markdown(self) -> str:
        """Return the table for the README."""
        rule = ["---", *["---:"] * (len(self.headings) - 1)]
        lines = [" | ".join(line) for line in [self.headings, rule, *self.rows]]
        return f"**{self.title}**\n\n" + "".join(f"| {line} |\n" for line in lines)


def tables(accuracy: Accuracy) -> Iterator[Figures]:
    """Yield all tables, the overview first."""
    yield _overview(accuracy)
    for name, split in accuracy.splits.items():
        title = SPLIT_TITLES[name]
        yield _exercises(title, split)
        yield _rules(title, split)
        yield _angles(title, split)


def _overview(accuracy: Accuracy) -> Figures:
    rows = [
        ("clips", lambda s: str(s.clips)),
        ("frames with the person in the picture", lambda s: str(s.frames)),
        ("… in which the person was found", lambda s: percent(s.person_found)),
        ("repetitions right", lambda s: percent(s.repetitions.right_share)),
        ("fault precision", lambda s: share(s.faults.precision)),
        ("fault recall", lambda s: share(s.faults.recall)),
        ("phase boundary error, median / p95 [s]", lambda s: both(s.boundary_s)),
        ("hold error, median / p95 [s]", lambda s: both(s.hold_s)),
        ("cue after the fault's onset, median / p95 [s]", lambda s: both(s.cue_delay_s)),
        ("exercise recognised", lambda s: f"{s.recognition.right} of {s.recognition.clips}"),
        (
            "clips of something else taken for an exercise",
            lambda s: f"{s.recognition.invented} of {s.recognition.others}",
        ),
        ("back's bow against spine flexion, correlation", lambda s: share(s.spine_correlation)),
    ]
    splits = list(accuracy.splits.values())
    return Figures(
        "Overview",
        ["", *accuracy.splits],
        [[label, *(figure(split) for split in splits)] for label, figure in rows],
    )


def _exercises(title: str, split: SplitFigures) -> Figures:
    counted = ["repetitions", "missed", "invented", "wrong side", "phases missed"]
    headings = ["exercise", "clips", *counted, "boundary [s]", "hold [s]"]
    return Figures(f"Repetitions, {title}", headings, [_exercise(*item) for item in split.exercises.items()])


def _exercise(name: str, figures: ExerciseFigures) -> list[str]:
    if not figures.there:
        return [name, str(figures.clips), "not there yet", *[NONE] * 6]
    reps = figures.repetitions
    numbers = [
        figures.clips,
        reps.true,
        reps.missed,
        reps.invented,
        reps.side_errors,
        figures.boundaries_missed,
    ]
    counts = [str(number) for number in numbers]
    return [name, *counts, both(figures.boundary_s), both(figures.hold_s)]


def _rules(title: str, split: SplitFigures) -> Figures:
    headings = ["rule", "right", "invented", "missed", "prec.", "recall", "F1", "unjudged", "delay [s]"]
    rows = []
    for name, exercise in split.exercises.items():
        if not exercise.there:
            rows.append([name, "not there yet", *[NONE] * 7])
        for rule, figures in exercise.rules.items():
            delay = both(figures.cue_delay_s)
            rows.append([f"{name}: {rule}", *_counts(figures), percent(figures.cannot_judge), delay])
    rows.append(["all", *_counts(split.faults), "", both(split.cue_delay_s)])
    return Figures(f"Faults, {title}", headings, rows)


def _counts(figures: FaultFigures) -> list[str]:
    counts = [str(number) for number in (figures.right, figures.invented, figures.missed)]
    return [*counts, share(figures.precision), share(figures.recall), share(figures.f1)]


def _angles(title: str, split: SplitFigures) -> Figures:
    headings = ["feature", "camera yaw", "mean abs. error", "bias", "p95", "frames"]
    rows = [
        [name, label, f"{figure.mean_abs:g}", f"{figure.bias:+g}", f"{figure.p95:g}", str(figure.n)]
        for name, bins in split.angles.items()
        for label, figure in bins.items()
    ]
    return Figures(f"Angles [deg] and heights [trunk lengths], {title}", headings, rows)


def share(value: float | None) -> str:
    """Return a share with two digits."""
    return NONE if value is None else f"{value:.2f}"


def percent(value: float | None) -> str:
    """Return a share in percent."""
    return NONE if value is None else f"{100 * value:.1f} %"


def both(value: Spread | None) -> str:
    """Return median and 95th percentile."""
    return NONE if value is None else f"{value.median:.2f} / {value.p95:.2f}"


def clips_to_look_at(results: Sequence[ClipResult]) -> Iterator[str]:
    """Yield a line for each clip with something wrong, for tuning the rules."""
    for result in results:
        wrong = list(_mistakes(result))
        if wrong:
            yield f"{result.clip} ({result.split}): {'; '.join(wrong)}"


def _mistakes(result: ClipResult) -> Iterator[str]:
    reps = result.repetitions
    if reps is not None:
        if reps.missed:
            yield f"{reps.missed} of {reps.true} repetitions missed"
        if reps.invented:
            yield f"{reps.invented} invented beside {reps.true} true repetitions"
        if reps.side_errors:
            yield f"{reps.side_errors} of {reps.true} repetitions on the wrong side"
    for rule, counts in result.faults.items():
        if counts.invented:
            yield f"{rule} invented {counts.invented}"
        if counts.missed:
            yield f"{rule} missed {counts.missed}"
    if not result.rightly_recognised:
        yield f"taken for {result.recognised or 'nothing'}"


def write_readme(accuracy: Accuracy) -> None:
    """Put the tables between the marks in benchmarks/README.md."""
    write_between(BEGIN, END, tables(accuracy))


def write_between(begin: str, end: str, shown: Iterable[Figures]) -> None:
    """Put tables between two marks in benchmarks/README.md."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    body = "\n".join(table.to_markdown() for table in shown)
    README.write_text(f"{before}{begin}\n\n{body}\n{end}{after}", encoding="utf-8")
