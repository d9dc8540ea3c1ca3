"""All recordings, here or in several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from benchmarks.real.labels import Label, recording_path
from benchmarks.real.program import exercise_keys, review_of
from benchmarks.real.scoring import Result, score


def measure(folder: Path, name: str, label: Label) -> Result:
    """Review one recording with its exercise named, if it has one, and with `auto`; compare with its label."""
    expected = label.expects(exercise_keys())
    path = recording_path(folder, name)
    named = review_of(path, expected.exercise) if expected.exercise else None
    return score(name, label, expected, named, review_of(path, None))


def measure_all(folder: Path, labels: Mapping[str, Label], workers: int) -> Iterator[Result]:
    """Yield the result of every recording as it is done.

    A recording that cannot be measured ends the run with its error.
    """
    if workers == 1:
        for name, label in labels.items():
            yield measure(folder, name, label)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        pending = [pool.submit(measure, folder, name, label) for name, label in labels.items()]
        try:
            for done in as_completed(pending):
                yield done.result()
        finally:
            for future in pending:
                future.cancel()
