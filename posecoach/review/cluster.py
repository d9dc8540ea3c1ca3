"""Many recordings on an existing Dask cluster: the same jobs as on worker processes, on any number of machines.

Recordings, model and results are reached by the same paths from every machine (a shared folder). Dask hands the
task of a worker that is lost to another; a task whose results are already there returns them instead of working
again, and results appear whole or not at all, so that nothing is lost and nothing counts twice.

Results come back as JSON that is checked against their type, so that reading one runs nothing. Dask's own messages are
pickled all the same: who reaches the ports of a cluster runs code on its machines, and only TLS keeps others away.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from posecoach.errors import InputError, PosecoachError, UsageError, reason
from posecoach.json_decoding import decoded_json
from posecoach.plain_text import for_terminal
from posecoach.results.outcome import Outcome
from posecoach.review.job import Job, Progress
from posecoach.review.many import Done, Entry, Going, already, failure, finished, remaining, review_entry
from posecoach.words.phrase import Phrase, filled, plain

ANSWER_WITHIN_S: Final = 15
"""However far a connection has come: a scheduler that works answers within milliseconds."""
_ASK_EVERY_S: Final = 5.0
_LOOK_EVERY_S: Final = 0.1
_CLOSE_S: Final = 2.0
_DASK_LOGS: Final = (
    "distributed",
    "distributed.client",
    "distributed.core",
    "distributed.comm",
    "tornado",
    "asyncio",
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a scheduler listens, such as tcp://10.0.0.1:8786, and with which certificates it is spoken to.

    ca, cert, key: files in PEM form, all three or none.
    """

    address: str
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


def review_on_cluster(entries: Sequence[Entry], cluster: Cluster) -> Generator[Going | Done]:
    """Review recordings on a cluster.

    Every entry ends in exactly one Done, also if the cluster is lost meanwhile. Closing the iterator cancels what has
    not ended and keeps what has. Raises UsageError if Dask is not installed, InputError if no scheduler answers.
    """
    done = already(entries)
    yield from done
    left = remaining(entries, done)
    with _client(cluster) as client:
        run = uuid.uuid4().hex[:8]
        futures = {
            number: client.submit(
                review_on_worker, entries[number].job, key=f"posecoach-{run}-{number}", pure=False
            )
            for number in left
        }
        try:
            for number in _ended(client, futures):
                yield Done(number, _outcome(entries[number], futures.pop(number)))
            for number in list(futures):
                futures.pop(number)
                lost = filled("the scheduler at {address} has stopped answering", address=cluster.address)
                yield Done(number, failure(entries[number], PosecoachError(lost)))
        finally:
            with suppress(Exception):
                client.cancel(list(futures.values()), force=True)


def review_on_worker(job: Job) -> bytes:
    """Carry a job out on a worker of the cluster, unless one that was lost since has already finished it.

    Whatever goes wrong is an outcome, in JSON like every other.
    """
    try:
        outcome = finished(job) or review_entry(job, _nobody_listens)
    except PosecoachError as error:
        outcome = failure(Entry("", job), error)
    except Exception as error:  # noqa: BLE001 - an error would be sent as an object, which runs code when it is read
        outcome = failure(
            Entry("", job),
            PosecoachError(
                filled("unexpected {name}: {reason}", name=type(error).__name__, reason=reason(error))
            ),
        )
    return msgspec.json.encode(outcome, enc_hook=plain)


def _nobody_listens(progress: Progress) -> None:
    """Progress within a recording is not sent over the network."""


def _ended(client: Any, futures: dict[int, Any]) -> Generator[int]:
    """Yield the numbers of tasks as they end; return when all have, or when the scheduler is silent."""
    waiting = set(futures)
    ask_at_s = time.monotonic() + _ASK_EVERY_S
    while waiting:
        ended = [number for number in waiting if futures[number].status != "pending"]
        running = client.status == "running"
        for number in ended if running else ():
            waiting.discard(number)
            yield number
        if not running or (time.monotonic() >= ask_at_s and not _answers(client)):
            return
        if time.monotonic() >= ask_at_s:
            ask_at_s = time.monotonic() + _ASK_EVERY_S
        if not ended:
            time.sleep(_LOOK_EVERY_S)


def _answers(client: Any) -> bool:
    """Whether the scheduler answers in time."""
    try:
        client.sync(client.scheduler.identity, callback_timeout=ANSWER_WITHIN_S)
    except Exception:  # noqa: BLE001 - whatever it is, nobody has answered
        return False
    return True


def _outcome(entry: Entry, future: Any) -> Outcome:
    """Return what a task has sent; only bytes that are an outcome count."""
    if future.status != "finished":
        return failure(
            entry, PosecoachError(filled("its workers were lost again and again, or it was cancelled"))
        )
    try:
        return decoded_json(future.result(timeout=ANSWER_WITHIN_S), Outcome)
    except Exception as error:  # noqa: BLE001 - what was sent, or that it cannot be fetched
        words = for_terminal(str(error))
        return failure(
            entry,
            PosecoachError(
                filled("no result came back ({name}: {words})", name=type(error).__name__, words=words)
            ),
        )


@contextmanager
def _client(cluster: Cluster) -> Generator[Any]:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(filled("--scheduler needs Dask: pip install 'posecoach[cluster]'")) from error
    for name in _DASK_LOGS:  # what is wrong is told in one line
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    security = _security(cluster)
    try:
        asyncio.run(asyncio.wait_for(_greet(cluster.address, security), ANSWER_WITHIN_S))
        client = Client(cluster.address, timeout=ANSWER_WITHIN_S, set_as_default=False, security=security)
    except Exception as error:
        raise InputError(_no_answer(cluster, error)) from error
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=_CLOSE_S)


async def _greet(address: str, security: Any) -> None:
    """Ask what listens at an address to identify itself. Raises ValueError unless it is a scheduler."""
    from distributed.comm import connect

    comm = await connect(address, timeout=ANSWER_WITHIN_S, **security.get_connection_args("client"))
    try:
        await comm.write({"op": "identity", "reply": True})
        answer = await comm.read()
    finally:
        comm.abort()
    if not isinstance(answer, dict) or answer.get("type") != "Scheduler":
        raise ValueError("it is no scheduler")


def _security(cluster: Cluster) -> Any:
    """Return Dask's own form of the certificates. Raises InputError for files that cannot be used."""
    from distributed import Security

    if cluster.ca is None or cluster.cert is None or cluster.key is None:
        return Security()
    files = (str(cluster.ca), str(cluster.cert), str(cluster.key))
    try:
        security = Security(
            tls_ca_file=files[0], tls_client_cert=files[1], tls_client_key=files[2], require_encryption=True
        )
        security.get_connection_args("client")
    except (OSError, ValueError) as error:
        reason = for_terminal(str(error))
        raise InputError(
            filled(
                "the certificates of --tls-ca, --tls-cert and --tls-key cannot be used ({reason}): check the files",
                reason=reason,
            )
        ) from error
    return security


def _no_answer(cluster: Cluster, error: Exception) -> Phrase:
    """Return what to do about a scheduler that cannot be reached."""
    if cluster.address.startswith("tls:") and cluster.ca is None:
        return filled(
            "{address} wants certificates: add --tls-ca, --tls-cert and --tls-key", address=cluster.address
        )
    if isinstance(error, (OSError, TimeoutError)):
        return filled(
            "no Dask scheduler answers at {address}: check the address, such as tcp://10.0.0.1:8786",
            address=cluster.address,
        )
    return filled(
        "no Dask scheduler answers at {address} ({reason}): check the address, such as tcp://10.0.0.1:8786",
        address=cluster.address,
        reason=for_terminal(str(error)),
    )
