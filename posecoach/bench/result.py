"""What a benchmark found, as it is stored, and how two are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec
import numpy as np

from posecoach.errors import InputError, reason
from posecoach.files import read_file
from posecoach.json_decoding import decoded_json
from posecoach.words.phrase import N_, Phrase, filled

SCHEMA: Final = "posecoach.bench/1"

HIGHER_IS_BETTER: Final = ("review_to_bare", "review_to_tutorial", "review_to_tutorial_mask")
LOWER_IS_BETTER: Final = ("own_to_network", "overlay_to_network")

TOLERANCE: Final = 0.10
"""A speed ratio may fall by this share before it counts as a regression: runs on a busy machine differ by 6 %."""
COST_TOLERANCE: Final = 0.50
"""A share of our own work may rise by this much: a third of a millisecond wavers more than the network's eleven."""


class Times(msgspec.Struct, frozen=True):
    """Percentiles of a time [ms]."""

    p50: float
    p95: float
    p99: float


class StageTime(msgspec.Struct, frozen=True):
    """One stage of the loop. share: of the median frame's time. peak_kb: held for a moment, median over the frames."""

    ms: Times
    share: float
    peak_kb: float


class Loop(msgspec.Struct, frozen=True):
    """One way to go through the video. frames_per_s: median over the rounds."""

    frames_per_s: float
    ms: Times


class Spread(msgspec.Struct, frozen=True):
    """A ratio: median over the rounds, and between which values half of the rounds lie."""

    median: float
    low: float
    high: float


class VideoSpeed(msgspec.Struct, frozen=True):
    """The figures of one video. step_ms: from pose to events. own_ms: with the extraction of the outline.

    Both one frame at a time, as live; review_step_ms: from pose to events as in a review, some frames in one go.
    busy_elsewhere: how many cores other programs used meanwhile.
    """

    path: str
    size_wh: tuple[int, int]
    exercise: str
    outline: bool
    stages: dict[str, StageTime]
    step_ms: Times
    own_ms: Times
    loops: dict[str, Loop]
    ratios: dict[str, Spread]
    rounds: int
    busy_elsewhere: float
    review_step_ms: Times | None = None


class Machine(msgspec.Struct, frozen=True):
    """Where it was measured; ratios are comparable between machines of one kind."""

    kind: str
    processor: str
    cores: int
    python: str


class Speed(msgspec.Struct, frozen=True):
    """A whole run. ratios: medians over the videos; these are what a baseline is compared by."""

    schema: Literal["posecoach.bench/1"]
    posecoach_version: str
    model_sha256: str
    machine: Machine
    videos: tuple[VideoSpeed, ...]
    ratios: dict[str, float]


def times(seconds: Sequence[float]) -> Times:
    """Return the percentiles of times given in seconds."""
    p50, p95, p99 = (1000 * np.percentile(seconds, [50, 95, 99])).round(4).tolist()
    return Times(p50, p95, p99)


def spread(values: Sequence[float]) -> Spread:
    """Return median and quartiles."""
    low, median, high = np.percentile(values, [25, 50, 75]).round(4).tolist()
    return Spread(median, low, high)


def to_json(speed: Speed) -> bytes:
    """Return a run as JSON, which can be a baseline for later ones."""
    return msgspec.json.format(msgspec.json.encode(speed), indent=1) + b"\n"


def read_speed(path: Path) -> Speed:
    """Read a stored run.

    Raises InputError.
    """
    try:
        return decoded_json(read_file(path), Speed)
    except OSError as error:
        raise InputError(
            filled(
                "baseline {path} cannot be read ({reason}): check the path", path=path, reason=reason(error)
            )
        ) from error
    except msgspec.DecodeError as error:
        raise InputError(
            filled(
                "baseline {path} is not a result of 'posecoach bench --json' ({reason}): make one with it",
                path=path,
                reason=reason(error),
            )
        ) from error


def regressions(
    now: Speed, baseline: Speed, tolerance: float = TOLERANCE, cost_tolerance: float = COST_TOLERANCE
) -> Iterator[str]:
    """Yield one line for every ratio that is worse than in the baseline by more than it may be."""
    for name, before in baseline.ratios.items():
        value = now.ratios.get(name)
        if value is None:
            yield filled(
                "{name} was not measured, the baseline has {before}", name=name, before=f"{before:.3f}"
            )
        elif name in HIGHER_IS_BETTER and value < before * (1 - tolerance):
            yield _worse(
                N_("{name} is {value}, more than {share} below the baseline's {before}"),
                name,
                value,
                tolerance,
                before,
            )
        elif name in LOWER_IS_BETTER and value > before * (1 + cost_tolerance):
            yield _worse(
                N_("{name} is {value}, more than {share} above the baseline's {before}"),
                name,
                value,
                cost_tolerance,
                before,
            )


def _worse(template: str, name: str, value: float, share: float, before: float) -> Phrase:
    return filled(template, name=name, value=f"{value:.3f}", share=f"{share:.0%}", before=f"{before:.3f}")
