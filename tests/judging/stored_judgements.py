"""What the judge makes of every example of every exercise, done well and in unruly ways, kept to be compared.

python -m tests.judging.stored_judgements     keeps what it makes of them now; look at the difference before you commit

Only sums are kept, or they would fill megabytes: of each kind of event how many there were, and the sum of all its
numbers, each weighted by its place. The names in it (rules, phases, sides, reasons) are kept as a checksum.
"""

from __future__ import annotations

import json
import math
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

import msgspec

from posecoach.events import Event
from posecoach.exercises.declaration import Example, Exercise
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.extract import get_feature
from posecoach.judging.examples import example_values
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.neutral import Stay
from posecoach.words.phrase import plain

KEPT: Final = Path(__file__).resolve().parents[1] / "data" / "stored_judgements.json"
WITHIN: Final = 0.002
"""Sums are kept to a thousandth; another processor may round the last digit otherwise."""
WORDS: Final = frozenset({"exercise", "cue", "text", "advice", "figures"})
"""Not compared: how something is said may change."""

Frame = tuple[float, list[float], bool]
"""Media time [s], values, and whether the view allows verdicts."""


def in_pairs() -> Iterator[tuple[Exercise, Example]]:
    """Yield every exercise with each of its examples."""
    for exercise in builtin_exercises().values():
        for example in exercise.examples:
            yield exercise, example


def as_it_is(example: Example, names: Sequence[str]) -> list[Frame]:
    """Return the example as its file has it."""
    return [(t_s, values, True) for t_s, values in example_values(example, names, 30.0)]


def half_seen(example: Example, names: Sequence[str]) -> list[Frame]:
    """Return the example with each feature hidden now and then, and the view unfit now and then."""
    chance = Random(f"half seen {example.name}")
    frames = list(example_values(example, names, 12.0))
    end_s = frames[-1][0]
    hidden = [_spans(chance, end_s, (1.5, 6.0), (0.05, 0.9)) for _ in names]
    unfit = _spans(chance, end_s, (2.0, 8.0), (0.2, 3.0))
    return [
        (
            t_s,
            [math.nan if _within(spans, t_s) else value for value, spans in zip(values, hidden, strict=True)],
            not _within(unfit, t_s),
        )
        for t_s, values in frames
    ]


def shaky(example: Example, names: Sequence[str]) -> list[Frame]:
    """Return the example done three quarters as far, with landmarks that shake."""
    chance = Random(f"shaky {example.name}")
    errors = [get_feature(name).error for name in names]
    frames = list(example_values(example, names, 20.0))
    return [
        (
            t_s,
            [
                value - 0.25 * (value - start) * (start == start) + chance.gauss(0.0, 0.2 * error)
                for value, start, error in zip(values, frames[0][1], errors, strict=True)
            ],
            True,
        )
        for t_s, values in frames
    ]


def hasty(example: Example, names: Sequence[str]) -> list[Frame]:
    """Return the example done in half the time."""
    return [(0.5 * t_s, values, True) for t_s, values in example_values(example, names, 15.0)]


def seldom_seen(example: Example, names: Sequence[str]) -> list[Frame]:
    """Return the example done slowly, before a camera of few frames that misses some."""
    chance = Random(f"seldom {example.name}")
    frames = [(1.6 * t_s, values, True) for t_s, values in example_values(example, names, 8.0)]
    gaps = _spans(chance, frames[-1][0], (3.0, 12.0), (0.3, 2.0))
    return [frame for frame in frames if not _within(gaps, frame[0])]


WAYS: Final[tuple[Callable[[Example, Sequence[str]], list[Frame]], ...]] = (
    as_it_is,
    half_seen,
    shaky,
    hasty,
    seldom_seen,
)


def judged(exercise: Exercise, example: Example) -> dict[str, dict[str, list[float]]]:
    """Return what the judge makes of an example in every way, each read twice as a review does, in sums."""
    found: dict[str, dict[str, list[float]]] = {}
    for way in WAYS:
        frames = way(example, ExerciseJudge(exercise).signals.names)
        events, states, stays = _read(exercise, frames, (), breaks=way in {half_seen, hasty})
        again, _, _ = _read(exercise, frames, stays, breaks=False)
        found[way.__name__] = _sums(events) | {"states": _sum(states), "stays": _sum(stays)}
        found[f"{way.__name__}, again"] = _sums(again)
    return found


def _read(
    exercise: Exercise, frames: list[Frame], hindsight: Sequence[Stay], *, breaks: bool
) -> tuple[list[Event], list[Any], tuple[Stay, ...]]:
    """Let a fresh judge follow frames; breaks: the person leaves for a moment, and later pauses."""
    judge = ExerciseJudge(exercise, hindsight)
    events: list[Event] = []
    states: list[Any] = []
    left, paused = (len(frames) * 3) // 5, (len(frames) * 17) // 20
    for number, (t_s, values, judgeable) in enumerate(frames):
        events += judge.step(t_s, values, judgeable)
        states.append(_state(judge))
        if breaks and number == left:
            events += judge.interrupt(t_s, t_s - 0.3, "left", arrived=number % 2 == 0)
        if breaks and number == paused:
            events += judge.break_off(t_s, "paused")
    events += judge.finish()
    shown = judge.evidence
    states += [shown.typical, shown.typical_s, shown.another_s, judge.moved, judge.proven, judge.last_score]
    return events, states, judge.stays()


def _state(judge: ExerciseJudge) -> list[Any]:
    broken = [rule.name for rule in judge.broken]
    looked_s = judge.signals.t_s - 1.0
    return [
        *broken,
        judge.falls_short,
        judge.neutral_known,
        judge.side,
        judge.resting_since(looked_s),
        judge.zeros(),
    ]


def _spans(
    chance: Random, end_s: float, apart_s: tuple[float, float], long_s: tuple[float, float]
) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    t_s = chance.uniform(*apart_s)
    while t_s < end_s:
        spans.append((t_s, t_s + chance.uniform(*long_s)))
        t_s = spans[-1][1] + chance.uniform(*apart_s)
    return spans


def _within(spans: list[tuple[float, float]], t_s: float) -> bool:
    return any(start_s <= t_s < end_s for start_s, end_s in spans)


def _sums(events: Sequence[Event]) -> dict[str, list[float]]:
    kinds: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        kinds[type(event).__name__].append(event)
    return {kind: _sum(several) for kind, several in sorted(kinds.items())}


def _sum(values: Sequence[Any]) -> list[float]:
    """Return how many values there are, the sum of the numbers in them by their places, and a checksum of the names."""
    numbers: list[float] = []
    names: list[str] = []
    _flatten(msgspec.to_builtins(list(values), enc_hook=plain, order="sorted"), numbers, names)
    total = sum((1.0 + 0.01 * place) * number for place, number in enumerate(numbers))
    return [len(values), round(total, 3), zlib.crc32("\n".join(names).encode())]


def _flatten(value: Any, numbers: list[float], names: list[str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in WORDS:
                names.append(key)
                _flatten(inner, numbers, names)
    elif isinstance(value, list | tuple):
        for inner in value:
            _flatten(inner, numbers, names)
    elif isinstance(value, bool | str) or value is None or not math.isfinite(value):
        names.append(str(value))
    else:
        numbers.append(value)


def differences(now: dict[str, dict[str, list[float]]], kept: dict[str, dict[str, list[float]]]) -> list[str]:
    """Return in which way, and in which kind of event, two results differ."""
    nothing = [0, 0.0, 0]
    return [
        f"{way}: {kind}: {one}, kept was {other}"
        for way in sorted(now.keys() | kept.keys())
        for kind in sorted(now.get(way, {}).keys() | kept.get(way, {}).keys())
        for one, other in [(now.get(way, {}).get(kind, nothing), kept.get(way, {}).get(kind, nothing))]
        if one[0] != other[0] or one[2] != other[2] or abs(one[1] - other[1]) > WITHIN
    ]


def kept() -> dict[str, Any]:
    """Return what was made of them when it was kept."""
    return dict(json.loads(KEPT.read_text(encoding="utf-8")))


def name_of(exercise: Exercise, example: Example) -> str:
    """Return what an example is kept under."""
    return f"{exercise.key}: {example.name}"


if __name__ == "__main__":
    lines = [f"{json.dumps(name_of(*pair))}: {json.dumps(judged(*pair))}" for pair in in_pairs()]
    KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
