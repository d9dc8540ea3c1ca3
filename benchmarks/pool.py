"""Many measurements on several processes, each handed over as it is done."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TypeVar, TypeVarTuple

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


def results_as_done(
    measure: Callable[[*Arguments], Result], tasks: Iterable[tuple[*Arguments]], workers: int
) -> Iterator[Result]:
    """Yield the result of `measure` for every task as it is done, in `workers` processes.

    A task that fails ends the run with its error: a benchmark over fewer tasks looks better than it is.
    """
    # Spawned, not forked: graphics contexts and the threads of OpenCV and MediaPipe do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        pending = [pool.submit(measure, *task) for task in tasks]
        try:
            for done in as_completed(pending):
                yield done.result()
        finally:
            for future in pending:
                future.cancel()
