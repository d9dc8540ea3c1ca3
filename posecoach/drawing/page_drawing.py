"""Draws a page as large as it fits, whatever the window's shape and however long the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.drawing.colours import (
    BACKGROUND,
    BLACK,
    GREEN,
    ORANGE,
    QUIET,
    SKY_BLUE,
    SURFACE,
    TEXT,
    VERMILION,
    Bgr,
)
from posecoach.drawing.layout import ASPECT, READABLE, unit_of
from posecoach.drawing.page import Bullets, Choice, Choices, Key, Page, Paragraph, Table
from posecoach.drawing.shapes import disc, draw_sign, polygon, rounded
from posecoach.drawing.type import DESCENT, REGULAR, SEMIBOLD, TextLine, line, wrapped

MARGIN: Final = 7.0
TITLE_CAP: Final = 6.0
LEAD_CAP: Final = 4.0
TEXT_CAP: Final = 3.1
FOOT: Final = 12.0
"""In units of the canvas: margin at the sides, heights of capitals, height of the line of keys."""
KEY_INDENT: Final = 3.4
NARROWEST: Final = 22.0
"""Of what there is to choose, in heights of a capital: room for the key, and a column in which names may break."""
PITCH: Final = 2.0
"""From baseline to baseline in heights of a capital: running text wants more air than a cue of two lines."""
LARGEST: Final = 1.5
SMALLER: Final = 0.95
SMALLEST: Final = 0.3
"""A page is set in the largest size in which it fits, from the first by steps of the second to the third."""
COLOURS: Final[dict[str | None, Bgr]] = {"correct": ORANGE, "stop": VERMILION, "done": GREEN, None: SKY_BLUE}


@dataclass
class _Sheet:
    """What stands where, before it is drawn: lines (left, baseline), bullets and highlighted boxes."""

    cap: float
    left: float
    width: float
    y: float = 0.0
    lines: list[tuple[TextLine, float, float, Bgr]] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    touched: list[tuple[float, float, float, float]] = field(default_factory=list)

    def write(
        self, rows: Sequence[TextLine], left: float, colour: Bgr, pitch: float = PITCH, *, after: float = 0.0
    ) -> None:
        """Put lines under each other."""
        for row in rows:
            nominal = max(one.cap_px for one in rows)
            self.y += pitch * nominal
            self.lines.append((row, left, self.y - (pitch - 1) / 2 * nominal, colour))
        self.y += after


@dataclass(frozen=True, slots=True)
class Touchable:
    """A part of a page [px] that the mouse or a finger may press, and the answer that this is.

    selects: the choice that is selected then, in place of an answer.
    """

    left: float
    top: float
    width: float
    height: float
    answer: str = ""
    selects: int | None = None

    def holds(self, x_px: float, y_px: float) -> bool:
        """Whether a place lies in it."""
        return 0 <= x_px - self.left < self.width and 0 <= y_px - self.top < self.height


def draw_page(
    picture: NDArray[np.uint8], page: Page, selected: int = 0, *, large: bool = False
) -> list[Touchable]:
    """Fill a canvas, (H, W, 3) uint8 BGR, in place, and return what may be pressed; `selected` counts the choices.

    large: what there is to choose stays as large as words are while one exercises; of more than has room, the part
    around the selected choice is shown, and triangles tell where there is more.
    """
    height, width = picture.shape[:2]
    unit = min(height, width / ASPECT) / 100
    accent = COLOURS[page.sign]
    picture[:] = BACKGROUND
    picture[:, : round(1.5 * unit)] = accent
    foot = _foot(page.keys, width - 2 * MARGIN * unit, unit)
    room = height - len(foot) * 0.55 * FOOT * unit - 6 * unit
    scale, least = LARGEST, SMALLEST
    if large and page.choices:
        least = min(LARGEST, READABLE * unit_of((width, height), large=True) / (TEXT_CAP * unit))
    while (sheet := _sheet(page, selected, width, unit, scale)).y > room and scale > least:
        scale = max(scale * SMALLER, least)
    if page.choices and sheet.y > room:
        pressed = _part_of(picture, sheet, page, selected, room, unit)
        return pressed + _draw_keys(picture, page, foot, selected, unit)
    top = max(0.0, min(0.35 * (room - sheet.y), 0.5 * (height - 100 * unit) + 4 * unit))
    _paint(picture, sheet, top)
    if page.sign is not None:
        first, _, baseline, _ = sheet.lines[0]
        radius = 0.75 * TITLE_CAP * scale * unit
        centre = (MARGIN * unit + radius, top + baseline - first.cap_px / 2)
        draw_sign(picture, centre, radius, page.sign, BACKGROUND, accent)
    pressed = [
        Touchable(left, top + y, w, h, choice.answer)
        for (left, y, w, h), choice in zip(sheet.touched, page.choices, strict=True)
    ]
    return pressed + _draw_keys(picture, page, foot, selected, unit)


def _part_of(
    picture: NDArray[np.uint8], sheet: _Sheet, page: Page, selected: int, room: float, unit: float
) -> list[Touchable]:
    """Draw the part of a high sheet that has the selected choice in its middle; return what may be pressed there."""
    _, y, _, high = sheet.touched[selected]
    top = -min(max(y + 0.5 * high - 0.5 * room, 0.0), sheet.y - room)
    above = [number for number, (_, y, _, _) in enumerate(sheet.touched) if top + y < 0.0]
    below = [number for number, (_, y, _, high) in enumerate(sheet.touched) if top + y + high > room]
    hidden = [
        Touchable(*sheet.touched[number]) for number in above + below
    ]  # a half would be pressed in vain
    sheet.lines = [
        (row, left, baseline, colour)
        for row, left, baseline, colour in sheet.lines
        if row.cap_px <= top + baseline <= room - DESCENT * row.cap_px
        and not any(one.holds(left, baseline) for one in hidden)
    ]
    _paint(picture, sheet, top)
    pressed = [
        Touchable(left, top + y, wide, high, choice.answer)
        for number, ((left, y, wide, high), choice) in enumerate(
            zip(sheet.touched, page.choices, strict=True)
        )
        if number not in above + below
    ]
    x, half = picture.shape[1] - MARGIN * unit, 0.5 * room
    if above:
        nearest = max(above, key=lambda number: sheet.touched[number][1])
        pressed.append(Touchable(x, 0.0, MARGIN * unit, half, selects=nearest))
        _draw_more(picture, x + 0.5 * MARGIN * unit, 0.0, unit, up=True)
    if below:
        nearest = min(below, key=lambda number: sheet.touched[number][1])
        pressed.append(Touchable(x, half, MARGIN * unit, half, selects=nearest))
        _draw_more(picture, x + 0.5 * MARGIN * unit, room, unit, up=False)
    return pressed


def _draw_more(picture: NDArray[np.uint8], x: float, edge: float, unit: float, *, up: bool) -> None:
    """Draw a triangle at an edge, which tells that there is more beyond it."""
    towards = 1.0 if up else -1.0
    tip, base = edge + 2.0 * towards * unit, edge + 5.5 * towards * unit
    polygon(picture, np.array(((x, tip), (x - 2.2 * unit, base), (x + 2.2 * unit, base))), SKY_BLUE)


def _draw_keys(
    picture: NDArray[np.uint8],
    page: Page,
    foot: Sequence[Sequence[tuple[TextLine, TextLine]]],
    selected: int,
    unit: float,
) -> list[Touchable]:
    """Draw the keys at the bottom; return where they may be pressed, with their answers."""
    answers = [page.answer(key.code, selected) or key.code for key in page.keys]
    boxes = _draw_foot(picture, foot, unit)
    return [Touchable(*box, answer) for box, answer in zip(boxes, answers, strict=True)]


def _sheet(page: Page, selected: int, width: int, unit: float, scale: float) -> _Sheet:
    """Set the whole page at a scale."""
    unit_s = unit * scale
    sheet = _Sheet(TEXT_CAP * unit_s, MARGIN * unit, width - 2 * MARGIN * unit)
    indent = 2.2 * TITLE_CAP * unit_s if page.sign else 0.0
    title = wrapped(page.title, TITLE_CAP * unit_s, sheet.width - indent, SEMIBOLD)
    sheet.write(title, sheet.left + indent, TEXT, after=2.5 * unit_s)
    number = 0
    for block in page.blocks:
        match block:
            case Paragraph():
                _set_paragraph(sheet, block)
            case Bullets():
                _set_bullets(sheet, block)
            case Table():
                _set_table(sheet, block)
            case Choices():
                _set_choices(sheet, block, selected - number)
                number += sum(len(choices) for _, choices in block.columns)
        sheet.y += 0.9 * sheet.cap
    return sheet


def _set_paragraph(sheet: _Sheet, block: Paragraph) -> None:
    lead = block.weight == "lead"
    cap = sheet.cap * (LEAD_CAP / TEXT_CAP if lead else 1.0)
    rows = wrapped(block.text, cap, sheet.width, SEMIBOLD if lead else REGULAR)
    sheet.write(rows, sheet.left, QUIET if block.weight == "quiet" else TEXT)


def _set_bullets(sheet: _Sheet, block: Bullets) -> None:
    if block.heading:
        sheet.write(wrapped(block.heading, sheet.cap, sheet.width, SEMIBOLD), sheet.left, TEXT)
    indent = 2.0 * sheet.cap
    for point in block.points:
        sheet.dots.append((sheet.left + 0.6 * sheet.cap, sheet.y + PITCH / 2 * sheet.cap))
        sheet.write(wrapped(point, sheet.cap, sheet.width - indent), sheet.left + indent, TEXT)


def _set_table(sheet: _Sheet, block: Table) -> None:
    """Set the numbers in columns as wide as their widest cell, the texts in what is left."""
    gap = 2.0 * sheet.cap
    columns = list(zip(*block.rows, strict=True))[1:]
    widths = [
        max(line(cell, sheet.cap, sheet.width, SEMIBOLD).width_px for cell in column) + gap
        for column in columns
    ]
    most = 0.6 * sheet.width
    widths = [width * min(1.0, most / max(sum(widths), 1.0)) for width in widths]
    for number, row in enumerate(block.rows):
        top, right = sheet.y, sheet.left + sheet.width
        colour, weight = (QUIET, REGULAR) if number == 0 else (TEXT, SEMIBOLD)
        for cell, width in zip(reversed(row[1:]), reversed(widths), strict=True):
            sheet.y = top
            one = line(cell, sheet.cap, width - 0.5 * gap, weight)
            sheet.write([one], right - one.width_px, colour)
            right -= width
        sheet.y = top
        sheet.write(wrapped(row[0], sheet.cap, right - sheet.left - gap), sheet.left, colour)


def _set_choices(sheet: _Sheet, block: Choices, selected: int) -> None:
    """Set the columns beside each other; where they would be narrow, the next one stands below the shortest.

    So it does where that is no higher, as what stands beside less is wider.
    """
    gap = 3.0 * sheet.cap
    trials: list[_Sheet] = []
    for lanes in range(1, _lanes(sheet, block, gap) + 1):
        trial = _Sheet(sheet.cap, sheet.left, sheet.width, sheet.y)
        _set_lanes(trial, block, selected, lanes, gap)
        trials.append(trial)
    best = min(trials, key=lambda trial: round(trial.y))
    sheet.y = best.y
    sheet.lines += best.lines
    sheet.boxes += best.boxes
    sheet.touched += best.touched


def _set_lanes(sheet: _Sheet, block: Choices, selected: int, lanes: int, gap: float) -> None:
    """Set the columns in a number of lanes, each below the shortest."""
    width = (sheet.width - gap * (lanes - 1)) / lanes
    bottoms, number = [sheet.y] * lanes, 0
    for heading, choices in block.columns:
        lane = bottoms.index(min(bottoms))
        left = sheet.left + lane * (width + gap)
        sheet.y = bottoms[lane]
        sheet.write(wrapped(heading, sheet.cap, width), left + sheet.cap, QUIET, after=0.6 * sheet.cap)
        for choice in choices:
            _set_choice(sheet, choice, left, width, chosen=number == selected)
            number += 1
        bottoms[lane] = sheet.y + sheet.cap
    sheet.y = max(bottoms) - sheet.cap


def _lanes(sheet: _Sheet, block: Choices, gap: float) -> int:
    """Return how many columns may stand beside each other: all that hold their names in a line, or are wide."""
    names = [choice.name for _, choices in block.columns for choice in choices]
    widest = max(line(name, sheet.cap, sheet.width).width_px for name in names)
    needed = min(widest + (KEY_INDENT + 1.0) * sheet.cap, NARROWEST * sheet.cap)
    return max(1, min(len(block.columns), int((sheet.width + gap) / (needed + gap))))


def _set_choice(sheet: _Sheet, choice: Choice, left: float, width: float, *, chosen: bool) -> None:
    top, indent = sheet.y, KEY_INDENT * sheet.cap
    key = line(choice.key, sheet.cap, indent, SEMIBOLD)
    sheet.write([key], left + sheet.cap, BLACK if chosen else SKY_BLUE, 2.3)
    sheet.y = top
    room = width - indent - sheet.cap
    name = wrapped(choice.name, sheet.cap, room, SEMIBOLD)
    sheet.write(name, left + indent, BLACK if chosen else TEXT, 2.3)
    if choice.remark:
        small = wrapped(choice.remark, 0.75 * sheet.cap, room)
        sheet.y -= 0.5 * sheet.cap
        sheet.write(small, left + indent, BLACK if chosen else QUIET, after=0.4 * sheet.cap)
    sheet.touched.append((left, top, width, sheet.y - top))
    if chosen:
        sheet.boxes.append(sheet.touched[-1])


def _foot(keys: Sequence[Key], width: float, unit: float) -> list[list[tuple[TextLine, TextLine]]]:
    """Set the keys and their meanings in as few rows as they fit in."""
    cap, used = TEXT_CAP * unit, 0.0
    rows: list[list[tuple[TextLine, TextLine]]] = [[]]
    for key in keys:
        name = line(key.name, cap, 0.3 * width, SEMIBOLD)
        pair = (name, line(key.meaning, cap, 0.9 * width - name.width_px, REGULAR))
        wide = name.width_px + pair[1].width_px + 7 * unit
        if rows[-1] and used + wide > width + 4 * unit:
            rows.append([])
            used = 0.0
        rows[-1].append(pair)
        used += wide
    return rows


def _draw_foot(
    picture: NDArray[np.uint8], rows: Sequence[Sequence[tuple[TextLine, TextLine]]], unit: float
) -> list[tuple[float, float, float, float]]:
    """Draw the keys at the bottom, each on a key cap; return where each with its meaning is."""
    areas: list[tuple[float, float, float, float]] = []
    y = picture.shape[0] - 5.5 * unit - (len(rows) - 1) * 0.55 * FOOT * unit
    for row in rows:
        x = MARGIN * unit
        for name, meaning in row:
            pad, start = 1.3 * unit, x
            box = picture[
                round(y - 4.4 * unit) : round(y + 1.6 * unit), round(x) : round(x + name.width_px + 2 * pad)
            ]
            rounded(box, SURFACE, round(unit))
            name.draw(picture, x + pad, y, SKY_BLUE)
            x += name.width_px + 2 * pad + 1.5 * unit
            meaning.draw(picture, x, y, TEXT)
            areas.append((start, y - 4.4 * unit, x + meaning.width_px - start, 6 * unit))
            x += meaning.width_px + 4 * unit
        y += 0.55 * FOOT * unit
    return areas


def _paint(picture: NDArray[np.uint8], sheet: _Sheet, top: float) -> None:
    for left, y, width, height in sheet.boxes:
        box = picture[max(round(top + y), 0) : round(top + y + height), round(left) : round(left + width)]
        rounded(box, SKY_BLUE, round(0.5 * sheet.cap))
    for x, y in sheet.dots:
        disc(picture, (x, top + y), 0.22 * sheet.cap, SKY_BLUE)
    for row, left, baseline, colour in sheet.lines:
        row.draw(picture, left, top + baseline, colour)
