"""Many recordings on an existing Dask cluster: the same jobs as on worker processes, on any number of machines.

Recordings, model and results are reached by the same paths from every machine (a shared folder). Dask hands the
task of a worker that is lost to another; a task whose results are already there returns them instead of working
again, and results appear whole or not at all, so that nothing is lost and nothing counts twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Final

from posecoach.errors import InputError, PosecoachError, UsageError
from posecoach.results.outcome import Outcome
from posecoach.review.job import Job, Progress
from posecoach.review.many import Done, Entry, Going, already, failure, finished, remaining, review_entry

ANSWER_WITHIN_S: Final = 15


def review_on_cluster(entries: Sequence[Entry], address: str) -> Generator[Going | Done]:
    """Review recordings on the cluster whose scheduler listens at `address`, such as tcp://10.0.0.1:8786.

    Every entry ends in exactly one Done. Closing the iterator cancels what has not ended and keeps what has. Raises
    UsageError if Dask is not installed, InputError if no scheduler answers.
    """
    done = already(entries)
    yield from done
    left = remaining(entries, done)
    with _client(address) as client:
        from distributed import as_completed

        run = uuid.uuid4().hex[:8]
        futures = {
            client.submit(
                review_on_worker, entries[number].job, key=f"posecoach-{run}-{number}", pure=False
            ): number
            for number in left
        }
        try:
            for future in as_completed(list(futures), loop=client.loop):
                number = futures.pop(future)
                yield Done(number, _outcome(entries[number], future))
        finally:
            client.cancel(list(futures), force=True)


def review_on_worker(job: Job) -> Outcome:
    """Carry a job out on a worker of the cluster, unless one that was lost since has already finished it."""
    return finished(job) or review_entry(job, _nobody_listens)


def _nobody_listens(progress: Progress) -> None:
    """Progress within a recording is not sent over the network."""


def _outcome(entry: Entry, future: Any) -> Outcome:
    error = future.exception()
    if error is None:
        outcome = future.result()
        return (
            outcome if isinstance(outcome, Outcome) else failure(entry, PosecoachError("no result came back"))
        )
    if isinstance(error, PosecoachError):
        return failure(entry, error)
    words = " ".join(str(error).split())
    return failure(entry, PosecoachError(f"{type(error).__name__} on the cluster: {words}"))


@contextmanager
def _client(address: str) -> Generator[Any]:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("--scheduler needs Dask: pip install 'posecoach[cluster]'") from error
    try:
        client = Client(address, timeout=ANSWER_WITHIN_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(
            f"no Dask scheduler answers at {address}: check the address, such as tcp://10.0.0.1:8786"
        ) from error
    with closing(client):
        yield client
