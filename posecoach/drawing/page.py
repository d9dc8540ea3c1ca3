"""A page as a value, with what it says and which keys answer it, and the same page as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rich.box import SIMPLE
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from posecoach.drawing.shapes import Sign

QUIT: Final = "q"
"""The answer of q, Esc and the close button, on every page."""
ENTER: Final = "enter"
INDENT: Final = 2
GAP: Final = 4
"""Of a page in the terminal: columns before its blocks, and between what there is to choose."""
ARROWS: Final = ("up", "down", "left", "right")

Weight = Literal["lead", "plain", "quiet"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; lead: larger, quiet: for what may be skipped."""

    text: str
    weight: Weight = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short points under a heading ("" = none)."""

    heading: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; the first row is the head, the first column is text, the others are numbers."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: the key that chooses it ("" = none), what the page then answers, name, a quieter remark."""

    key: str
    answer: str
    name: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Columns of things to choose, each with a heading."""

    columns: tuple[tuple[str, tuple[Choice, ...]], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key that answers the page: its code (a character or ENTER), its name on the screen, what it means."""

    code: str
    name: str
    meaning: str


Block = Paragraph | Bullets | Table | Choices


@dataclass(frozen=True, slots=True)
class Page:
    """A page; the sign stands beside the title (None: none). QUIT must be among the keys if it is to be shown."""

    title: str
    blocks: tuple[Block, ...]
    keys: tuple[Key, ...]
    sign: Sign | None = None

    @property
    def columns(self) -> tuple[tuple[Choice, ...], ...]:
        """All there is to choose, by column."""
        found = [block for block in self.blocks if isinstance(block, Choices)]
        return tuple(choices for block in found for _, choices in block.columns)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All there is to choose, in order."""
        return tuple(choice for column in self.columns for choice in column)

    def answer(self, code: str, selected: int) -> str | None:
        """Return the answer that a key gives while a choice is selected, None if it gives none."""
        if code == QUIT:
            return QUIT
        choices = self.choices
        if code == ENTER and choices:
            return choices[selected].answer
        chosen = [choice.answer for choice in choices if code and choice.key == code]
        return next(iter(chosen + [key.code for key in self.keys if key.code == code]), None)

    def moved(self, selected: int, code: str) -> int:
        """Return what an arrow key selects: round and round in the order of the keys, or across the columns.

        Other keys select nothing new.
        """
        count = len(self.choices)
        if not count or code not in ARROWS:
            return selected
        if code in ("up", "down"):
            return (selected + (1 if code == "down" else -1)) % count
        starts = [sum(len(column) for column in self.columns[:i]) for i in range(len(self.columns))]
        column = max(i for i, start in enumerate(starts) if start <= selected)
        row = selected - starts[column]
        other = (column + (1 if code == "right" else -1)) % len(starts)
        return starts[other] + min(row, len(self.columns[other]) - 1)


def print_page(console: Console, page: Page) -> None:
    """Print a page; its keys stand in the last line."""
    console.print()
    console.print(Text(page.title, "bold"))
    for block in page.blocks:
        if page.choices and isinstance(block, Paragraph):
            continue  # it is about arrow keys, which a terminal has no use for
        for part in _parts(block, console.width - INDENT):
            console.print(Padding(part, (0, 0, 0, INDENT)))
    console.print(Text("   ".join(f"[{key.name}] {key.meaning}" for key in page.keys), "dim"))


def _parts(block: Block, width: int) -> Iterator[RenderableType]:
    match block:
        case Paragraph(text=text, weight=weight):
            yield Text(text, {"lead": "bold", "plain": "", "quiet": "dim"}[weight])
        case Bullets(heading=heading, points=points):
            if heading:
                yield Text(heading)
            for point in points:
                yield Text(f"• {point}")
        case Choices():
            yield from _choices(block, width)
        case Table():
            yield _grid(block)


def _choices(block: Choices, width: int) -> Iterator[RenderableType]:
    """Yield the columns side by side where there is room, as on the screen; otherwise one below the other."""
    columns = [
        Text("\n").join([Text(heading, "bold"), *(_choice(choice) for choice in choices)])
        for heading, choices in block.columns
    ]
    widths = [max(cell_len(line) for line in column.plain.split("\n")) for column in columns]
    if sum(widths) + GAP * (len(widths) - 1) > width:
        yield from columns
        return
    grid = Grid.grid(padding=(0, GAP, 0, 0))
    grid.add_row(*columns)
    yield grid


def _choice(choice: Choice) -> Text:
    """Return a key and what it chooses, once if they are the same."""
    name = "" if choice.name == choice.key else choice.name
    remark = f"  {choice.remark}" if choice.remark else ""
    return Text.assemble((f"{choice.key}  ", "#56b4e9"), name, (remark, "dim"))


def _grid(table: Table) -> Grid:
    grid = Grid(box=SIMPLE, pad_edge=False)
    for number, heading in enumerate(table.rows[0]):
        grid.add_column(heading, justify="right" if number else "left")
    for row in table.rows[1:]:
        grid.add_row(*row)
    return grid
