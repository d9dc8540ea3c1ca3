"""What the page shows: the figures that matter, picked out of the results that the other benchmarks have written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from posecoach.errors import InputError
from posecoach.words.phrase import filled

Source = Literal["real", "accuracy", "unruly", "speed"]
Better = Literal["more", "less"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. path: the keys that lead to it in the result of its benchmark. share: shown in percent."""

    key: str
    title: str
    source: Source
    path: tuple[str, ...]
    better: Better = "more"
    share: bool = True

    def written(self, value: float) -> str:
        """Return a value as it is shown."""
        return f"{100 * value:.1f} %" if self.share else f"{value:.3g}"

    def on_axis(self, value: float) -> str:
        """Return a value as it stands beside a plot, where there is room for few characters."""
        return f"{value:.0%}" if self.share else f"{value:.2g}"


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of one benchmark, what it measures, and how it is run."""

    title: str
    text: str
    figures: tuple[Figure, ...]


def _reviews(way: str, title: str) -> tuple[Figure, ...]:
    """Return the figures of unruly people in one of the two ways in which they are reviewed."""
    figures = (
        ("repetitions", "repetitions right", ("repetitions", "right_share")),
        ("precision", "true of reported faults", ("faults", "precision")),
        ("recall", "reported of true faults", ("faults", "recall")),
    )
    return tuple(
        Figure(f"unruly_{way}_{key}", f"{title}: {meaning}", "unruly", (way, *path))
        for key, meaning, path in figures
    )


PARTS: Final = (
    Part(
        "Real people",
        "Recordings of people whom nobody asked to move well, labelled by one rater: python -m benchmarks real FOLDER",
        (
            Figure("real_repetitions", "Repetitions right", "real", ("all", "repetitions", "right_share")),
            Figure("real_recognised", "Exercise recognised", "real", ("all", "recognition", "right_share")),
            Figure(
                "real_left_alone", "Other movements left alone", "real", ("all", "other", "left_alone_share")
            ),
            Figure(
                "real_false",
                "False faults of all reported",
                "real",
                ("all", "named_faults", "false_per_reported"),
                "less",
            ),
            Figure("real_phases", "Phases agree", "real", ("all", "phases", "agreement")),
        ),
    ),
    Part(
        "Unruly people",
        "Rendered people who do not do what they are asked for: python -m benchmarks accuracy --unruly-stored",
        (
            *_reviews("named", "Exercise named"),
            *_reviews("unnamed", "Under auto"),
            Figure("unruly_recognised", "Exercise recognised", "unruly", ("recognition", "share")),
            Figure(
                "unruly_left_alone", "Relatives left alone", "unruly", ("recognition", "left_alone_share")
            ),
        ),
    ),
    Part(
        "Sample videos",
        "Rendered people who are easy to see, the half that no limit was chosen on: python -m benchmarks accuracy",
        (
            Figure(
                "sample_repetitions",
                "Repetitions right",
                "accuracy",
                ("splits", "test", "repetitions", "right_share"),
            ),
            Figure(
                "sample_precision",
                "True of reported faults",
                "accuracy",
                ("splits", "test", "faults", "precision"),
            ),
            Figure(
                "sample_recall",
                "Reported of true faults",
                "accuracy",
                ("splits", "test", "faults", "recall"),
            ),
            Figure(
                "sample_cue_delay",
                "From fault to cue, median [s]",
                "accuracy",
                ("splits", "test", "cue_delay_s", "median"),
                "less",
                share=False,
            ),
        ),
    ),
    Part(
        "Speed",
        "Ratios within one run on one machine: python -m benchmarks speed",
        (
            Figure(
                "review_to_bare",
                "Review against a bare MediaPipe loop",
                "speed",
                ("loop", "ratios", "review_to_bare"),
                share=False,
            ),
            Figure(
                "review_to_tutorial",
                "Review against the tutorial's loop",
                "speed",
                ("loop", "ratios", "review_to_tutorial"),
                share=False,
            ),
            Figure(
                "own_to_network",
                "Own work in units of the network's time",
                "speed",
                ("loop", "ratios", "own_to_network"),
                "less",
                share=False,
            ),
        ),
    ),
)
"""The page from top to bottom: what tells most about the use comes first."""


def read_results(paths: Mapping[Source, Path | None]) -> dict[str, float]:
    """Return the figures by their keys, those that are in these results. Raises InputError for what is no result."""
    results = {source: _read(path) for source, path in paths.items() if path is not None}
    found: dict[str, float] = {}
    for part in PARTS:
        for figure in part.figures:
            value = _value(results.get(figure.source), figure.path)
            if value is not None:
                found[figure.key] = value
    return found


def _read(path: Path) -> Any:
    try:
        return msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(
            filled("{path} is no result of a benchmark: {reason}", path=path, reason=str(error))
        ) from error


def _value(result: Any, path: tuple[str, ...]) -> float | None:
    """Return a number deep in a result, None if it is not there."""
    for key in path:
        result = result.get(key) if isinstance(result, dict) else None
    return float(result) if isinstance(result, int | float) else None
