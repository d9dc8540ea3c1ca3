"""The figures of unruly clips for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.accuracy.tables import NONE, percent, share
from benchmarks.accuracy.tables import Figures as Table
from benchmarks.accuracy.unruly.clip import ClipScore
from benchmarks.accuracy.unruly.figures import Figures, Group, Reviews
from benchmarks.accuracy.unruly.scoring import ReviewScore


def tables(figures: Figures) -> Iterator[Table]:
    """Yield all tables, the overview last: it is what stays on the screen."""
    yield _groups("Kinds", figures.kinds)
    yield _groups("What is unruly", figures.traits)
    yield _rules(figures)
    yield _overview(figures)


def _overview(figures: Figures) -> Table:
    named, unnamed, recognition = figures.named, figures.unnamed, figures.recognition
    rows = [
        ["clips, with anything wrong", str(figures.clips), str(figures.wrong_clips)],
        ["frames in which a person was found", percent(figures.person_found), NONE],
        *([label, of(named), of(unnamed)] for label, of in _ROWS),
        [
            "exercise recognised",
            NONE,
            f"{recognition.right} of {recognition.must}, {recognition.wrong} taken for another",
        ],
        [
            "near relatives, and exercises by name, left alone",
            NONE,
            f"{recognition.left_alone} of {recognition.relatives}",
        ],
    ]
    return Table("Unruly people", ["", "exercise named", "auto"], rows)


_ROWS: tuple[tuple[str, Callable[[Reviews], str]], ...] = (
    ("repetitions right", lambda r: percent(r.repetitions.right_share)),
    (
        "… sure, missed, invented",
        lambda r: f"{r.repetitions.sure}, {r.repetitions.missed}, {r.repetitions.invented}",
    ),
    ("… on the wrong side, without a side", lambda r: f"{r.repetitions.wrong_side}, {r.repetitions.untold}"),
    ("faults right, invented, missed", lambda r: f"{r.faults.right}, {r.faults.invented}, {r.faults.missed}"),
    ("… missed where it says that it could not judge", lambda r: str(r.left_open)),
    ("fault precision", lambda r: share(r.faults.precision)),
    ("fault recall", lambda r: share(r.faults.recall)),
    ("invented faults per sure repetition", lambda r: share(r.invented_per_repetition)),
)


def _groups(title: str, groups: Mapping[str, Group]) -> Table:
    headings = [
        "",
        "clips",
        "wrong",
        "repetitions right",
        "faults invented",
        "missed",
        "recognised or left alone",
    ]
    rows = [
        [name, str(group.clips), str(group.wrong_clips), percent(group.repetitions_right), str(group.invented),
         str(group.missed), group.recognised]
        for name, group in groups.items()
    ]  # fmt: skip
    return Table(title, headings, rows)


def _rules(figures: Figures) -> Table:
    def of(reviews: Reviews, name: str) -> list[str]:
        faults = reviews.rules.get(name)
        return [str(faults.right), str(faults.invented), str(faults.missed)] if faults else ["0", "0", "0"]

    names = sorted({*figures.named.rules, *figures.unnamed.rules})
    headings = ["rule", "right", "invented", "missed", "auto: right", "invented", "missed"]
    return Table(
        "Faults", headings, [[name, *of(figures.named, name), *of(figures.unnamed, name)] for name in names]
    )


def wrong_clips(scores: Sequence[ClipScore]) -> Iterator[str]:
    """Yield a line for each clip with something wrong; its number renders it again."""
    for clip in scores:
        if clip.is_wrong:
            parts = list(_mistakes(clip))
            yield f"{clip.number} {clip.kind} (seed {clip.seed}): {'; '.join(parts)} [{' '.join(clip.traits)}]"


def _mistakes(clip: ClipScore) -> Iterator[str]:
    named = list(_wrong(clip.named)) if clip.named is not None else []
    unnamed = list(_wrong(clip.unnamed))
    if named:
        yield "named: " + ", ".join(named)
    if unnamed and unnamed != named:
        yield "auto: " + ", ".join(unnamed)
    if not clip.recognised_rightly:
        yield f"taken for {clip.recognised or 'nothing'}"


def _wrong(score: ReviewScore) -> Iterator[str]:
    counts = score.repetitions
    for count, what in (
        (counts.missed, f"of {counts.sure} repetitions missed"), (counts.invented, "repetitions invented"),
        (counts.wrong_side, "on the wrong side"),
    ):  # fmt: skip
        if count:
            yield f"{count} {what}"
    for found, how in ((score.invented, "invented"), (score.missed, "missed")):
        yield from (
            f"{rule} {how}" + (f" {count} times" if count > 1 else "") for rule, count in found.items()
        )
