"""An exercise as a moving figure in a page: SVG that animates itself, without a script.

With reduced motion set, the page shows the start and the furthest point instead (report.css).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

from posecoach.coaching.demonstration import EVERY, RATE, Demonstration, Sketch
from posecoach.drawing.demonstration import LIMB, caption
from posecoach.features.geometry import Point
from posecoach.words.catalogue import ENGLISH, Words

SKIPPED: Final = 2
"""Every second sketch is written, five a second; the browser draws what is between."""
UNIT: Final = 100.0
"""Units of the drawing in a trunk length."""
TEXT: Final = 17.0
"""Height of the words."""


def animation(demonstration: Demonstration, name: str, words: Words = ENGLISH) -> Markup:
    """Return the figure as SVG; name: of the exercise, for screen readers."""
    kept = demonstration.sketches[::SKIPPED]
    left, right, top = (UNIT * edge for edge in demonstration.bounds)
    edge = UNIT * LIMB
    x, y, width, height = left - edge, -top - edge, right - left + 2 * edge, top + 2 * edge + 1.6 * TEXT
    said = escape(name)
    parts = [
        f'<svg class="figure" viewBox="{x:.0f} {y:.0f} {width:.0f} {height:.0f}" role="img" aria-label="{said}">',
        f'<path class="floor" d="M{x:.0f} {0.6 * edge:.0f}H{x + width:.0f}"/>',
        '<g class="moving">',
        _moving(kept, demonstration.duration_s),
        _captions(demonstration, x + width / 2.0, 0.6 * edge + 1.4 * TEXT, words),
        '</g><g class="still">',
        f'<g class="start">{_body(kept[0])}</g>{_body(_furthest(kept))}',
        "</g></svg>",
    ]
    return Markup("".join(parts))  # noqa: S704  (numbers and escaped words)


def _moving(kept: Sequence[Sketch], duration_s: float) -> str:
    turning = _turning(kept)
    times = [number * SKIPPED * EVERY / RATE for number in turning]
    kept = [kept[number] for number in turning]
    shares = ";".join(f"{t_s / duration_s:.4f}" for t_s in times) + ";1"
    timing = f'dur="{duration_s:.2f}s" repeatCount="indefinite" keyTimes="{shares}"'
    last = [*kept, kept[-1]]  # it rests before it begins again
    ways = ";".join(_path(sketch) for sketch in last)
    parts = [
        f'<path class="limbs" d="{_path(kept[0])}"><animate attributeName="d" values="{ways}" {timing}/></path>'
    ]
    for number, ((cx, cy), radius) in enumerate(kept[0].figure.circles):
        xs = ";".join(f"{UNIT * one.figure.circles[number][0][0]:.0f}" for one in last)
        ys = ";".join(f"{-UNIT * one.figure.circles[number][0][1]:.0f}" for one in last)
        parts.append(
            f'<circle class="{_kind(kept[0], number)}" cx="{UNIT * cx:.0f}" cy="{-UNIT * cy:.0f}" '
            f'r="{UNIT * radius:.0f}"><animate attributeName="cx" values="{xs}" {timing}/>'
            f'<animate attributeName="cy" values="{ys}" {timing}/></circle>'
        )
    return "".join(parts)


def _turning(kept: Sequence[Sketch]) -> list[int]:
    """Return the moments without those that are as the one before and the one after: a hold is its two ends."""
    drawn = [(_path(one), one.figure.circles) for one in kept]
    return [
        number
        for number, one in enumerate(drawn)
        if number in (0, len(drawn) - 1) or not drawn[number - 1] == one == drawn[number + 1]
    ]


def _captions(demonstration: Demonstration, x: float, y: float, words: Words) -> str:
    """Return the words, each of which is seen in its time only."""
    said = [caption(sketch, words) for sketch in demonstration.sketches]
    starts = [0, *(i + 1 for i, (one, other) in enumerate(pairwise(said)) if one != other)]
    shares = ";".join(f"{i * EVERY / RATE / demonstration.duration_s:.4f}" for i in starts)
    parts = []
    for text in dict.fromkeys(filter(None, said)):
        seen = ";".join("1" if said[i] == text else "0" for i in starts)
        parts.append(
            f'<text x="{x:.0f}" y="{y:.0f}" font-size="{TEXT:.0f}" opacity="0">{escape(text)}<animate '
            f'attributeName="opacity" calcMode="discrete" dur="{demonstration.duration_s:.2f}s" '
            f'repeatCount="indefinite" keyTimes="{shares}" values="{seen}"/></text>'
        )
    return "".join(parts)


def _body(sketch: Sketch) -> str:
    circles = "".join(
        f'<circle class="{_kind(sketch, number)}" cx="{UNIT * x:.0f}" cy="{-UNIT * y:.0f}" r="{UNIT * radius:.0f}"/>'
        for number, ((x, y), radius) in enumerate(sketch.figure.circles)
    )
    return f'<path class="limbs" d="{_path(sketch)}"/>{circles}'


def _kind(sketch: Sketch, number: int) -> str:
    """Return what a circle is: the last one is the head, another one the roller."""
    return "head" if number == len(sketch.figure.circles) - 1 else "roller"


def _path(sketch: Sketch) -> str:
    return "".join("M" + "L".join(_place(point) for point in row) for row in sketch.figure.lines)


def _place(point: Point) -> str:
    return f"{UNIT * point[0]:.0f} {-UNIT * max(point[1], 0.0):.0f}"


def _furthest(sketches: Sequence[Sketch]) -> Sketch:
    """Return the moment that looks least like the start."""

    def way(sketch: Sketch) -> float:
        pairs = zip(sketch.figure.lines, sketches[0].figure.lines, strict=False)
        return sum(
            abs(a[0] - b[0]) + abs(a[1] - b[1])
            for row, first in pairs
            for a, b in zip(row, first, strict=False)
        )

    return max(sketches, key=way)
