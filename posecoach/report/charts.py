"""Small plots as drawings that stand in a page as they are: they need no script, print, and follow dark and light."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 360
HEIGHT: Final = 150
LEFT, RIGHT, TOP, BOTTOM = 36.0, 350.0, 12.0, 126.0
"""Of the drawing's units: the frame of the values."""
LETTER: Final = 6.6
"""Width of a letter below a plot as it is printed, where letters are largest; labels must not run into each other."""


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A value in the drawing: its place, half the height of its error bar (0 = none), and what it is in words."""

    x: float
    y: float
    spread: float
    told: str


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One line of a plot, or its bars. paths: the points of each unbroken stretch, as SVG wants them."""

    name: str
    marks: tuple[ChartMark, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot. ticks: (y, text) of its grid. labels: (x, text) below it. told: all of it in words, to be read out.

    bars: half the width of a bar; 0 = lines.
    """

    title: str
    series: tuple[ChartSeries, ...]
    ticks: tuple[tuple[float, str], ...]
    labels: tuple[tuple[float, str], ...]
    told: str
    bars: float = 0.0


def chart(
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    written: Callable[[float], str],
    *,
    span: tuple[float, float] | None = None,
    error: float = 0.0,
    bars: bool = False,
) -> Chart | None:
    """Return a plot of values over periods with these labels; None = no value in that period. None without any value.

    written: how a value is written. span: least and most of the axis; None: from the values. error: half the height of
    the bar that shows how sure each value is.
    """
    seen = [value for _, values in series for value in values if value is not None]
    if not seen:
        return None
    low, high = span or _span(min(seen) - error, max(seen) + error)
    step = (RIGHT - LEFT) / max(1, len(labels))
    at = [LEFT + step * (number + 0.5) for number in range(len(labels))]

    def height(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low), 1)

    drawn = tuple(
        ChartSeries(
            name,
            tuple(
                ChartMark(
                    round(x, 1),
                    height(value),
                    round((BOTTOM - TOP) * error / (high - low), 1),
                    f"{label}: {written(value)}",
                )
                for x, value, label in zip(at, values, labels, strict=True)
                if value is not None
            ),
            tuple(_paths(at, values, height)),
        )
        for name, values in series
    )
    wide = LETTER * (1 + max(map(len, labels), default=0))
    every = math.ceil(len(labels) * wide / (RIGHT - LEFT))
    return Chart(
        title,
        drawn,
        tuple((height(value), written(value)) for value in (low, (low + high) / 2.0, high)),
        tuple((round(x, 1), label) for x, label in list(zip(at, labels, strict=True))[::every]),
        "; ".join(f"{one.name}: {', '.join(mark.told for mark in one.marks)}" for one in drawn if one.marks),
        round(0.35 * step, 1) if bars else 0.0,
    )


def _paths(
    at: Sequence[float], values: Sequence[float | None], height: Callable[[float], float]
) -> Iterator[str]:
    """Yield the stretches of a line between values that are missing."""
    stretch: list[str] = []
    for x, value in zip(at, values, strict=True):
        if value is not None:
            stretch.append(f"{x:.1f},{height(value)}")
        elif stretch:
            yield " ".join(stretch)
            stretch = []
    if stretch:
        yield " ".join(stretch)


def _span(low: float, high: float) -> tuple[float, float]:
    """Return round ends of an axis around values, never of no height; what stands half-way is as round."""
    size = max(high - low, 1e-9 + 0.02 * max(abs(low), abs(high)))
    unit = 10.0 ** math.floor(math.log10(size))
    least, most = math.floor(low / unit), math.floor(high / unit) + 1
    return least * unit, (most + (most - least) % 2) * unit
