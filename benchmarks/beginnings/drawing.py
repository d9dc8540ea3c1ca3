"""Beginnings, drawn by number: what somebody does before the first repetition, or in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.beginnings.bending import Span, Stretch, parts, straight, whole
from sample_videos.render.truth import Truth

RATES: Final = (15.0, 24.0, 30.0, 60.0)
"""Frames a second."""

LAST_TRY_SHARE: Final = 0.45
"""A try that is given up goes at most this share of the way of the first movement; further is the movement."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A bent recording, and what is right about it.

    repetitions: those that are seen from start to end. cut: what was begun before the recording, or given up for being
    away: to count it is not wrong. tries: movements given up half way: to count one is right only with what it lacks.
    """

    number: int
    kind: str
    stretches: tuple[Stretch, ...]
    fps: float
    repetitions: tuple[Span, ...]
    cut: tuple[Span, ...]
    tries: tuple[Span, ...]


def draw(truth: Truth, number: int, seed: int) -> Beginning:
    """Return the beginning of that number for a clip; the same numbers give the same beginning."""
    random = np.random.default_rng([seed, number])
    kinds = KINDS if truth.exercise != "hook_lying" else _WITHOUT_MOVEMENT
    kind = str(random.choice(list(kinds)))
    stretches = kinds[kind](truth, random)
    fps = float(random.choice(RATES))
    true = [Span(one.start_s, one.end_s, one.side) for one in truth.repetitions]
    repetitions = tuple(sorted((one for span in true for one in whole(span, stretches)), key=_start_s))
    tries = tuple(_tries(truth, stretches))
    if truth.exercise == "hook_lying":  # a person who lies down again holds again
        repetitions = tuple(_shown(stretches))
    cut = tuple(
        part for span in true for part in parts(span, stretches) if not _within(part, (*repetitions, *tries))
    )
    return Beginning(number, kind, stretches, fps, repetitions, cut, tries)


def _within(part: Span, spans: tuple[Span, ...]) -> bool:
    return any(span.start_s - 1e-6 <= part.start_s and part.end_s <= span.end_s + 1e-6 for span in spans)


def _start_s(span: Span) -> float:
    return span.start_s


def _shown(stretches: tuple[Stretch, ...]) -> list[Span]:
    """Return from when to when the person is there [s]."""
    shown, at_s, since_s = [], 0.0, 0.0
    for stretch in stretches:
        if stretch.away:
            shown.append(Span(since_s, at_s))
            since_s = at_s + stretch.lasts_s
        at_s += stretch.lasts_s
    return [span for span in [*shown, Span(since_s, at_s)] if span.end_s > span.start_s]


def _tries(truth: Truth, stretches: tuple[Stretch, ...]) -> list[Span]:
    """Return the spans from the start of the first movement until it was turned back, and the halt after that."""
    onset_s = truth.repetitions[0].start_s
    tries, at_s, since_s, turned = [], 0.0, 0.0, False
    for stretch in stretches:
        if turned and stretch.to_s != stretch.from_s:
            tries.append(Span(since_s, at_s))
        turned = stretch.to_s < stretch.from_s or (turned and stretch.to_s == stretch.from_s)
        if stretch.from_s <= onset_s < stretch.to_s:
            since_s = at_s + onset_s - stretch.from_s
        at_s += stretch.lasts_s
    return tries


def _first_movement(truth: Truth) -> tuple[float, float]:
    """Return when the first movement of the first repetition begins, and when it arrives [s]."""
    first = truth.repetitions[0]
    phase = next(one for one in truth.phases if one.end_s > first.start_s + 1e-6)
    end_s = (
        phase.end_s if phase.end_s < first.end_s - 0.5 else first.start_s + (first.end_s - first.start_s) / 2
    )
    return first.start_s, end_s


def _hesitation(truth: Truth, random: np.random.Generator) -> tuple[Stretch, ...]:
    """Half way into the first movement somebody stops, goes back a little, and goes on."""
    begins_s, arrives_s = _first_movement(truth)
    at_s = begins_s + random.uniform(0.3, 0.9) * (arrives_s - begins_s)
    back_s = at_s - random.uniform(0.0, 0.6) * (at_s - begins_s)
    halts_s = random.uniform(0.2, 1.5)
    return (
        straight(0.0, at_s),
        Stretch(at_s, at_s, halts_s),
        *(
            [Stretch(at_s, back_s, (at_s - back_s) * random.uniform(0.7, 1.3))]
            if back_s < at_s - 0.05
            else []
        ),
        Stretch(back_s, back_s, random.uniform(0.1, 1.0)),
        straight(back_s, truth.t_s[-1]),
    )


def _false_start(truth: Truth, random: np.random.Generator) -> tuple[Stretch, ...]:
    """Somebody begins, goes back to where they were, once or twice, and then begins in earnest."""
    begins_s, arrives_s = _first_movement(truth)
    rest_s = max(0.0, begins_s - 0.3)
    stretches: list[Stretch] = []
    from_s = 0.0
    for _ in range(int(random.integers(1, 3))):
        at_s = begins_s + random.uniform(0.2, LAST_TRY_SHARE) * (arrives_s - begins_s)
        stretches += [
            straight(from_s, at_s),
            Stretch(at_s, at_s, random.uniform(0.1, 0.8)),
            Stretch(at_s, rest_s, (at_s - rest_s) * random.uniform(0.7, 1.3)),
            Stretch(rest_s, rest_s, random.uniform(0.3, 2.0)),
        ]
        from_s = rest_s
    return (*stretches, straight(from_s, truth.t_s[-1]))


def _any_phase(truth: Truth, random: np.random.Generator) -> tuple[Stretch, ...]:
    """The recording begins anywhere, but leaves the last repetition."""
    last_s = truth.repetitions[-1].start_s
    return (straight(float(random.uniform(0.0, max(last_s - 0.3, 0.0))), truth.t_s[-1]),)


def _away_before(truth: Truth, random: np.random.Generator) -> tuple[Stretch, ...]:
    """Somebody is there, walks out of the frame, and comes back before the first repetition."""
    out_s = random.uniform(0.3, 0.9) * truth.repetitions[0].start_s
    return (straight(0.0, out_s), _away(out_s, random), straight(out_s, truth.t_s[-1]))


def _away_within(truth: Truth, random: np.random.Generator) -> tuple[Stretch, ...]:
    """Somebody walks out in the middle of the first repetition, comes back, and does all of it."""
    first = truth.repetitions[0]
    out_s = first.start_s + random.uniform(0.2, 0.8) * (min(first.end_s, first.start_s + 8.0) - first.start_s)
    again_s = max(0.0, first.start_s - 1.2)
    return (straight(0.0, out_s), _away(out_s, random), straight(again_s, truth.t_s[-1]))


def _hold_left(truth: Truth, random: np.random.Generator) -> tuple[Stretch, ...]:
    """Somebody leaves a hold and comes back to it."""
    end_s = truth.t_s[-1]
    out_s = random.uniform(0.35, 0.6) * end_s
    return (straight(0.0, out_s), _away(out_s, random), straight(out_s, end_s))


def _hold_cut(truth: Truth, random: np.random.Generator) -> tuple[Stretch, ...]:
    """The recording begins in the middle of a hold."""
    return (straight(random.uniform(0.0, 0.5) * truth.t_s[-1], truth.t_s[-1]),)


def _away(at_s: float, random: np.random.Generator) -> Stretch:
    return Stretch(at_s, at_s, float(random.uniform(3.0, 6.0)), away=True)


Draw = Callable[[Truth, np.random.Generator], tuple[Stretch, ...]]

KINDS: Final[Mapping[str, Draw]] = {
    "hesitation": _hesitation,
    "false start": _false_start,
    "any phase": _any_phase,
    "away before": _away_before,
    "away within": _away_within,
}
_WITHOUT_MOVEMENT: Final[Mapping[str, Draw]] = {
    "away within": _hold_left,
    "any phase": _hold_cut,
}
