"""All recordings, here or in several processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.pool import results_as_done
from benchmarks.real.labels import Label, recording_path
from benchmarks.real.program import exercise_keys, only_by_name, review_of
from benchmarks.real.scoring import Result, score


def measure(folder: Path, name: str, label: Label) -> Result:
    """Review one recording with its exercise named, if it has one, and with `auto`; compare with its label.

    Raises what the program raises, with a note of the recording on which it did.
    """
    expected = label.expects(exercise_keys(), only_by_name())
    path = recording_path(folder, name)
    try:
        named = review_of(path, expected.exercise) if expected.exercise else None
        auto = review_of(path, None)
    except Exception as error:
        error.add_note(f"This happened in the review of {path}.")
        raise
    return score(name, label, expected, named, auto)


def measure_all(folder: Path, labels: Mapping[str, Label], workers: int) -> Iterator[Result]:
    """Yield the result of every recording as it is done."""
    tasks = [(folder, name, label) for name, label in labels.items()]
    return (measure(*task) for task in tasks) if workers == 1 else results_as_done(measure, tasks, workers)
