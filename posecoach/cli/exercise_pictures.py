"""Pictures of an exercise in the terminal: the start, and where its phases lead, from the first good example."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rich.columns import Columns
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.text import Text

from posecoach.cli.braille import BrailleCanvas
from posecoach.exercises.declaration import Example, Exercise
from posecoach.features.geometry import Point
from posecoach.judging.examples import example_values
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.postures.figure import Figure
from posecoach.postures.table import stick_figure
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import C_, N_

FPS: Final = 30.0
MOST: Final = 4
"""More pictures than this confuse."""

SAME_SHARE: Final = 0.25
"""Values that differ by less than this share of their way in the example look the same."""

LONG_CAPTION: Final = 20

START: Final = C_("posture", "Start")
EITHER: Final = N_("either side")
THEN: Final = N_(", then ")

DOTS_PER_TRUNK: Final = 13.0
EDGE: Final = 1.0
BODY: Final = "bold"
FLOOR: Final = "dim"


Title = tuple[str, str]
"""What a moment is called, and to which side it is ("" = neither)."""


@dataclass(frozen=True)
class Shot:
    """A moment of the exercise: what it is called, to which side ("" = neither), and the feature values."""

    label: str
    side: str
    values: dict[str, float]

    @property
    def title(self) -> Title:
        """What stands below its picture."""
        return self.label, self.side


class Pictures:
    """The pictures beside each other, as many as fit; nothing where the terminal has no such characters."""

    def __init__(self, exercise: Exercise, words: Words = ENGLISH) -> None:
        """Draw the scenes of an exercise, all to the same scale."""
        self._words = words
        self._scenes = scenes(exercise)
        self._figures = [
            stick_figure(exercise.posture, exercise.view, scene.values) for scene in self._scenes
        ]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the pictures, or a line that says in words where the movement goes."""
        if not self._scenes:
            return
        if options.ascii_only or options.legacy_windows:
            yield Padding(
                Text(self._words(THEN).join(self._caption(scene.title) for scene in self._scenes)),
                (1, 0, 0, 2),
            )
            return
        merged = _merged(drawings(self._figures), [scene.title for scene in self._scenes])
        drawn = [(rows, self._caption(title)) for rows, title in merged]
        width = max(len(word) for rows, caption in drawn for word in (rows[0], *_broken(caption)))
        cards = [_card(rows, caption, width) for rows, caption in drawn]
        yield Padding(Columns(cards, padding=(1, 3), equal=True), (1, 0, 0, 2))

    def _caption(self, title: Title) -> str:
        return ", ".join(self._words(part) for part in title if part)


def scenes(exercise: Exercise) -> list[Shot]:
    """Return the start and the moments that differ from all before, at most MOST; none without a good example."""
    example = next((one for one in exercise.examples if not one.breaks and one.repetitions), None)
    if example is None:
        return []
    states = _states(example)
    ways = {
        name: max(values[name] for _, values in states) - min(values[name] for _, values in states)
        for name in states[0][1]
    }
    titles = _titles(exercise, example, [t_s for t_s, _ in states])
    found: list[Shot] = []
    for (_, values), title in zip(states, titles, strict=True):
        known = any(
            all(abs(values[name] - scene.values[name]) <= SAME_SHARE * way for name, way in ways.items())
            for scene in found
        )
        if not known and len(found) < MOST:
            found.append(Shot(*(title if found else (START, "")), values))
    return found


def drawings(figures: Sequence[Figure]) -> list[list[str]]:
    """Return figures as lines of text, all of the same size, each with the floor as its last line."""
    bounds = [figure.bounds() for figure in figures]
    left, right = min(bound[0] for bound in bounds), max(bound[1] for bound in bounds)
    top = max(bound[3] for bound in bounds)
    width, height = (math.ceil(span * DOTS_PER_TRUNK + 2 * EDGE) + 1 for span in (right - left, top))
    drawn = []
    for figure in figures:
        canvas = BrailleCanvas(width, height)
        for line in figure.lines:
            for start, end in pairwise(line):
                canvas.line(_place(start, left), _place(end, left))
        for centre, radius in figure.circles:
            canvas.circle(_place(centre, left), radius * DOTS_PER_TRUNK)
        rows = canvas.rows()
        drawn.append([*rows, "─" * len(rows[0])])
    empty = 0
    while all(not rows[empty].strip() for rows in drawn):
        empty += 1
    return [rows[empty:] for rows in drawn]


def _merged(drawn: Sequence[list[str]], titles: Sequence[Title]) -> list[tuple[list[str], Title]]:
    """Return drawings with their titles; what looks the same for both sides is shown once."""
    merged: list[tuple[list[str], Title]] = []
    for rows, title in zip(drawn, titles, strict=True):
        same = next((i for i, (before, _) in enumerate(merged) if before == rows), None)
        if same is None:
            merged.append((rows, title))
        elif merged[same][1][0] == title[0]:
            merged[same] = (rows, (title[0], EITHER))
    return merged


def _place(point: Point, left: float) -> Point:
    return (point[0] - left) * DOTS_PER_TRUNK + EDGE, max(0.0, point[1]) * DOTS_PER_TRUNK


def _card(rows: Sequence[str], caption: str, width: int) -> Text:
    body = Text("\n".join(row.center(width) for row in rows[:-1]), style=BODY)
    floor = Text(f"\n{rows[-1].center(width)}\n", style=FLOOR)
    words = "\n".join(line.center(width) for line in _broken(caption))
    return Text.assemble(body, floor, words, no_wrap=True, overflow="crop")


def _broken(caption: str) -> list[str]:
    """Return a caption in lines: the side stands below the phase where both together would be long."""
    return caption.split(", ") if len(caption) > LONG_CAPTION else [caption]


def _states(example: Example) -> list[tuple[float, dict[str, float]]]:
    """Return (middle of the time, values) of every moment at which the values rest or turn round; NaN left out."""
    values: dict[str, float] = {}
    entries: list[tuple[float, float, dict[str, float]]] = []
    for t_s, given in example.path:
        after = values | {name: value for name, value in given.items() if value == value}
        if entries and after == values:
            entries[-1] = (entries[-1][0], t_s, values)
        else:
            entries.append((t_s, t_s, after))
        values = after
    known = [set(state) for _, _, state in entries]
    common = set.intersection(*known)
    return [
        ((start_s + end_s) / 2.0, {name: state[name] for name in state if name in common})
        for start_s, end_s, state in entries
    ]


def _titles(exercise: Exercise, example: Example, times_s: Sequence[float]) -> list[Title]:
    """Return the label of the phase, and the side, at each of the times."""
    judge = ExerciseJudge(exercise)
    titles: list[Title] = []
    for t_s, values in example_values(example, judge.signals.names, FPS):
        judge.step(t_s, values, judgeable=True)
        while len(titles) < len(times_s) and t_s >= times_s[len(titles)] - 0.5 / FPS:
            label = judge.span.phase.label if judge.span else ""
            titles.append((label, judge.side or ""))
    return titles + [("", "")] * (len(times_s) - len(titles))
