"""What is sent to a cluster, what comes back, and what is told when nothing does: with a client that is none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest

from posecoach.errors import InputError, OutputError, PosecoachError
from posecoach.report.requested import Wishes
from posecoach.results.outcome import Outcome
from posecoach.review import cluster
from posecoach.review.cluster import Cluster, review_on_cluster, review_on_worker
from posecoach.review.job import Job
from posecoach.review.many import Done, Entry, finished, review_entry
from posecoach.words.phrase import filled
from tests.reviewed import job_on

ADDRESS = "tcp://10.0.0.1:8786"


class _Future:
    """A task of the cluster, as it stands."""

    def __init__(self, key: str, status: str, sent: object = b"") -> None:
        self.key, self.status, self._sent = key, status, sent

    def result(self, timeout: float) -> object:
        assert timeout == cluster.ANSWER_WITHIN_S
        if isinstance(self._sent, Exception):
            raise self._sent
        return self._sent


class _Client:
    """A client whose tasks end as a test says; it stops answering when nothing is left to happen."""

    def __init__(self, ends: Callable[[int, Job], tuple[str, object]]) -> None:
        self.status = "running"
        self.futures: list[_Future] = []
        self.cancelled: list[_Future] = []
        self.asked = 0
        self._ends = ends
        self.scheduler = self
        self.identity = self

    def submit(self, task: Callable[[Job], bytes], job: Job, *, key: str, pure: bool) -> _Future:
        assert (task, pure) == (review_on_worker, False)
        self.futures.append(_Future(key, *self._ends(len(self.futures), job)))
        return self.futures[-1]

    def sync(self, what: object, callback_timeout: float) -> None:
        assert (what, callback_timeout) == (self.identity, cluster.ANSWER_WITHIN_S)
        self.asked += 1
        raise TimeoutError

    def cancel(self, futures: list[_Future], *, force: bool) -> None:
        assert force
        self.cancelled += futures


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> Callable[[_Client], _Client]:
    """Have a client stand in for the one of Dask, and silence be noticed at once."""

    def put(client: _Client) -> _Client:
        @contextmanager
        def opened(asked: Cluster) -> Generator[Any]:
            assert asked == Cluster(ADDRESS)
            yield client

        monkeypatch.setattr(cluster, "_client", opened)
        monkeypatch.setattr(cluster, "_ASK_EVERY_S", 0.02)
        monkeypatch.setattr(cluster, "_LOOK_EVERY_S", 0.001)
        return client

    return put


def entries(number: int) -> list[Entry]:
    return [Entry(f"r{k}", job_on(Path(f"r{k}.npz"), None)) for k in range(number)]


def sent(job: Job) -> bytes:
    return msgspec.json.encode(Outcome(fingerprint=job.path.name, status="nothing", message="nobody"))


def told(found: list[Any]) -> dict[int, tuple[str, str]]:
    """Return how each entry ended; each must end once."""
    assert len({one.number for one in found}) == len(found)
    return {one.number: (one.outcome.status, str(one.outcome.message)) for one in found}


def test_every_recording_ends_once_with_its_own_outcome(connected: Callable[[_Client], _Client]) -> None:
    client = connected(_Client(lambda number, job: ("finished", sent(job))))
    found = list(review_on_cluster(entries(3), Cluster(ADDRESS)))

    assert {one.number: one.outcome.fingerprint for one in found if isinstance(one, Done)} == {
        0: "r0.npz",
        1: "r1.npz",
        2: "r2.npz",
    }
    assert len({future.key for future in client.futures}) == 3
    assert all(future.key.startswith("posecoach-") for future in client.futures)
    assert client.cancelled == []
    assert not any(one.again for one in found if isinstance(one, Done))


@pytest.mark.parametrize(
    ("status", "what", "message"),
    [
        ("error", b"", "its workers were lost again and again, or it was cancelled"),
        ("cancelled", b"", "its workers were lost again and again, or it was cancelled"),
        ("finished", ValueError("gone\x1b[31m"), "no result came back (ValueError: gone�[31m)"),
        ("finished", b'{"status": "judged"}', "no result came back (ValidationError: "),
        ("finished", object(), "no result came back (TypeError: "),
    ],
)
def test_a_task_that_sends_no_outcome_is_a_failure_of_its_recording(
    connected: Callable[[_Client], _Client], status: str, what: object, message: str
) -> None:
    connected(_Client(lambda number, job: (status, what) if number else ("finished", sent(job))))
    found = told(list(review_on_cluster(entries(2), Cluster(ADDRESS))))

    assert found[0] == ("nothing", "nobody")
    assert found[1][0] == "failed"
    assert message in found[1][1]
    assert found[1][1].startswith("r1.npz")


def test_a_scheduler_that_falls_silent_fails_what_is_left_and_nothing_else(
    connected: Callable[[_Client], _Client],
) -> None:
    client = connected(
        _Client(lambda number, job: ("finished", sent(job)) if number == 1 else ("pending", b""))
    )
    found = told(list(review_on_cluster(entries(3), Cluster(ADDRESS))))

    assert found[1] == ("nothing", "nobody")
    for number in (0, 2):
        status, message = found[number]
        assert (status, f"the scheduler at {ADDRESS} has stopped answering" in message) == ("failed", True)
    assert client.asked == 1


def test_a_scheduler_that_answers_is_waited_for(connected: Callable[[_Client], _Client]) -> None:
    class Answers(_Client):
        def sync(self, what: object, callback_timeout: float) -> None:
            self.asked += 1
            if self.asked == 3:
                self.futures[0].status = "finished"

    client = connected(Answers(lambda number, job: ("pending", sent(job))))
    assert told(list(review_on_cluster(entries(1), Cluster(ADDRESS)))) == {0: ("nothing", "nobody")}
    assert client.asked == 3


def test_a_connection_that_is_closed_is_not_asked(connected: Callable[[_Client], _Client]) -> None:
    client = connected(_Client(lambda number, job: ("finished", sent(job))))
    client.status = "closed"
    found = told(list(review_on_cluster(entries(1), Cluster(ADDRESS))))

    assert found[0][0] == "failed"
    assert client.asked == 0


def test_what_has_not_ended_is_cancelled_when_nobody_wants_more(
    connected: Callable[[_Client], _Client],
) -> None:
    client = connected(
        _Client(lambda number, job: ("finished", sent(job)) if not number else ("pending", b""))
    )
    news = review_on_cluster(entries(3), Cluster(ADDRESS))
    next(news)
    news.close()

    assert client.cancelled == client.futures[1:]


def test_what_an_earlier_run_has_finished_is_not_sent_again(
    connected: Callable[[_Client], _Client], recorded: Path, tmp_path: Path
) -> None:
    kept = Entry("kept", job_on(recorded, tmp_path / "kept", wishes=Wishes(video=False)))
    outcome = review_entry(kept.job, lambda _: None)
    client = connected(_Client(lambda number, job: ("finished", sent(job))))
    found = list(review_on_cluster([*entries(1), kept], Cluster(ADDRESS)))

    assert found[0] == Done(1, outcome, again=True)
    assert told(found).keys() == {0, 1}
    assert len(client.futures) == 1


def test_a_worker_sends_what_one_process_says_and_leaves_what_is_finished_alone(
    recorded: Path, tmp_path: Path
) -> None:
    job = job_on(recorded, tmp_path / "kept", wishes=Wishes(video=False))
    first = msgspec.json.decode(review_on_worker(job), type=Outcome)
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()}

    assert first.status == "judged"
    assert first == finished(job)
    assert msgspec.json.decode(review_on_worker(job), type=Outcome) == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()} == kept


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OutputError(filled("the disk is full")), "the disk is full"),
        (ZeroDivisionError("division by zero"), "unexpected ZeroDivisionError: division by zero"),
    ],
)
def test_whatever_goes_wrong_on_a_worker_is_sent_as_an_outcome(
    error: Exception, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> Outcome:
        raise error

    monkeypatch.setattr(cluster, "review_entry", fails)
    outcome = msgspec.json.decode(review_on_worker(job_on(Path("a.npz"), None)), type=Outcome)

    assert (outcome.status, outcome.fingerprint) == ("failed", "")
    assert str(outcome.message) == f"a.npz: {message}"


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        (
            Cluster("tls://10.0.0.1:8786"),
            OSError("refused"),
            "tls://10.0.0.1:8786 wants certificates: add --tls-ca, --tls-cert and --tls-key",
        ),
        (
            Cluster("tls://10.0.0.1:8786", Path("ca"), Path("cert"), Path("key")),
            TimeoutError(),
            "no Dask scheduler answers at tls://10.0.0.1:8786: check the address, such as tcp://10.0.0.1:8786",
        ),
        (
            Cluster(ADDRESS),
            OSError("refused"),
            f"no Dask scheduler answers at {ADDRESS}: check the address, such as tcp://10.0.0.1:8786",
        ),
        (
            Cluster(ADDRESS),
            ValueError("it is no scheduler"),
            f"no Dask scheduler answers at {ADDRESS} (it is no scheduler): check the address, such as {ADDRESS}",
        ),
    ],
)
def test_what_to_do_about_a_scheduler_that_cannot_be_reached(
    asked: Cluster, error: Exception, message: str
) -> None:
    assert str(cluster._no_answer(asked, error)) == message


def test_an_error_of_ours_is_told_in_its_own_words(connected: Callable[[_Client], _Client]) -> None:
    lost = PosecoachError(filled("lost"))
    connected(_Client(lambda number, job: ("finished", lost)))
    assert (
        "no result came back (PosecoachError: lost)"
        in told(list(review_on_cluster(entries(1), Cluster(ADDRESS))))[0][1]
    )


class _Dask:
    """Stands in for Dask's own client; notes how it is opened and closed."""

    opened: ClassVar[list[tuple[str, dict[str, object]]]] = []
    closed: ClassVar[list[object]] = []

    def __init__(self, address: str, **options: object) -> None:
        self.opened.append((address, options))

    def close(self, *, timeout: object) -> None:
        self.closed.append(timeout)
        raise TimeoutError


@pytest.fixture
def dask(monkeypatch: pytest.MonkeyPatch) -> type[_Dask]:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(distributed, "Client", _Dask)
    monkeypatch.setattr(_Dask, "opened", [])
    monkeypatch.setattr(_Dask, "closed", [])
    return _Dask


def greeted(monkeypatch: pytest.MonkeyPatch, error: Exception | None = None) -> list[str]:
    asked: list[str] = []

    async def greet(address: str, security: object) -> None:
        asked.append(address)
        if error is not None:
            raise error

    monkeypatch.setattr(cluster, "_greet", greet)
    return asked


def test_a_connection_is_closed_in_the_end_however_that_goes(
    dask: type[_Dask], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = greeted(monkeypatch)
    with cluster._client(Cluster(ADDRESS)) as client:
        assert isinstance(client, _Dask)
        assert dask.closed == []
    [(address, options)] = dask.opened
    assert asked == [address] == [ADDRESS]
    assert (options["timeout"], options["set_as_default"]) == (cluster.ANSWER_WITHIN_S, False)
    assert dask.closed == [cluster._CLOSE_S]
    levels = {logging.getLogger(name).level for name in cluster._DASK_LOGS}
    assert levels == {logging.CRITICAL + 1}


@pytest.mark.parametrize("error", [OSError("refused"), TimeoutError(), ValueError("it is no scheduler")])
def test_who_does_not_answer_rightly_is_not_connected_to(
    error: Exception, dask: type[_Dask], monkeypatch: pytest.MonkeyPatch
) -> None:
    greeted(monkeypatch, error)
    with (
        pytest.raises(InputError, match=f"^no Dask scheduler answers at {ADDRESS}"),
        cluster._client(Cluster(ADDRESS)),
    ):
        raise AssertionError("there is no client")
    assert dask.opened == []


class _Comm:
    """A connection to somebody who gives one answer."""

    def __init__(self, answer: object) -> None:
        self._answer = answer
        self.asked: list[object] = []
        self.aborted = False

    async def write(self, what: object) -> None:
        self.asked.append(what)

    async def read(self) -> object:
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer

    def abort(self) -> None:
        self.aborted = True


@pytest.mark.parametrize(
    ("answer", "is_one"),
    [
        ({"type": "Scheduler"}, True),
        ({"type": "Worker"}, False),
        ({}, False),
        (b"HTTP", False),
        (OSError("gone"), False),
    ],
)
def test_only_a_scheduler_is_greeted_as_one_and_the_connection_is_always_given_up(
    answer: object, is_one: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    comms = pytest.importorskip("distributed.comm")
    comm = _Comm(answer)

    async def connect(address: str, **options: object) -> _Comm:
        assert (address, options["timeout"]) == (ADDRESS, cluster.ANSWER_WITHIN_S)
        return comm

    monkeypatch.setattr(comms, "connect", connect)
    greeting = cluster._greet(ADDRESS, cluster._security(Cluster(ADDRESS)))
    if is_one:
        asyncio.run(greeting)
    else:
        with pytest.raises((ValueError, OSError), match=r"it is no scheduler|gone"):
            asyncio.run(greeting)
    assert comm.asked == [{"op": "identity", "reply": True}]
    assert comm.aborted


def test_certificates_are_used_and_what_is_none_is_told(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    for name in ("ca.pem", "cert.pem", "key.pem"):
        (tmp_path / name).write_text("no certificate")
    files = [tmp_path / name for name in ("ca.pem", "cert.pem", "key.pem")]

    with pytest.raises(
        InputError, match=r"^the certificates of --tls-ca, --tls-cert and --tls-key cannot be used"
    ):
        cluster._security(Cluster("tls://10.0.0.1:8786", *files))
    assert not cluster._security(Cluster(ADDRESS)).require_encryption


def test_with_certificates_everything_is_encrypted(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    trustme = pytest.importorskip("trustme", reason="trustme, which makes certificates, is not installed")
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    ca, cert, key = (tmp_path / name for name in ("ca.pem", "cert.pem", "key.pem"))
    authority.cert_pem.write_to_path(ca)
    issued.cert_chain_pems[0].write_to_path(cert)
    issued.private_key_pem.write_to_path(key)

    security = cluster._security(Cluster("tls://10.0.0.1:8786", ca, cert, key))
    assert security.require_encryption
    assert (security.tls_ca_file, security.tls_client_cert, security.tls_client_key) == (
        str(ca),
        str(cert),
        str(key),
    )
