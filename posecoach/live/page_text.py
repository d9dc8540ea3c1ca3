"""A page as text, for a session without a window."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from posecoach.live.page import Block, Bullets, Choices, Page, Paragraph, Table


def print_page(console: Console, page: Page) -> None:
    """Print a page; its keys stand in the last line."""
    console.print()
    console.print(Text(page.title, "bold"))
    for block in page.blocks:
        if page.choices and isinstance(block, Paragraph):
            continue  # it is about arrow keys, which a terminal has no use for
        for part in _parts(block):
            console.print(Padding(part, (0, 0, 0, 2)))
    console.print(Text("   ".join(f"[{key.name}] {key.meaning}" for key in page.keys), "dim"))


def _parts(block: Block) -> Iterator[RenderableType]:
    match block:
        case Paragraph(text=text, weight=weight):
            yield Text(text, {"lead": "bold", "plain": "", "quiet": "dim"}[weight])
        case Bullets(heading=heading, points=points):
            if heading:
                yield Text(heading)
            for point in points:
                yield Text(f"• {point}")
        case Choices():
            yield from _choices(block)
        case Table():
            yield _grid(block)


def _choices(block: Choices) -> Iterator[Text]:
    for heading, choices in block.columns:
        yield Text(heading, "bold")
        for choice in choices:
            remark = Text(f"  {choice.remark}", "dim")
            yield Text.assemble((f"{choice.key}  ", "#56b4e9"), choice.name, remark)


def _grid(table: Table) -> Grid:
    grid = Grid(box=SIMPLE, pad_edge=False)
    for number, heading in enumerate(table.rows[0]):
        grid.add_column(heading, justify="right" if number else "left")
    for row in table.rows[1:]:
        grid.add_row(*row)
    return grid
