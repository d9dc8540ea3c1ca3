"""How a worker process is ended: asked first, and made to when it does not listen."""

from __future__ import annotations

import pytest

from posecoach.review import workers
from posecoach.review.workers import _Worker


class _Pipe:
    """One end of a pipe that notes what is done with it."""

    def __init__(self, done: list[str]) -> None:
        self._done = done

    def send(self, what: object) -> None:
        self._done.append(f"send {what}")

    def close(self) -> None:
        self._done.append("close")


class _Process:
    """A process that ends when it is told in a certain way."""

    def __init__(self, done: list[str], ends_by: str) -> None:
        self._done, self._ends_by, self._alive = done, ends_by, True

    def start(self) -> None:
        self._done.append("start")

    def join(self, timeout: float) -> None:
        assert timeout == workers._JOIN_S
        self._done.append("join")
        self._alive = self._alive and self._ends_by != "itself"

    def is_alive(self) -> bool:
        return self._alive

    def terminate(self) -> None:
        self._done.append("terminate")
        self._alive = self._ends_by == "kill"

    def kill(self) -> None:
        self._done.append("kill")
        self._alive = False


class _Context:
    """Makes such pipes and processes."""

    def __init__(self, ends_by: str) -> None:
        self.done: list[str] = []
        self._ends_by = ends_by

    def Pipe(self) -> tuple[_Pipe, _Pipe]:  # noqa: N802 - the name that it has
        return _Pipe(self.done), _Pipe([])

    def Process(self, *, target: object, args: tuple[object, ...], daemon: bool) -> _Process:  # noqa: N802
        assert (target, len(args), daemon) == (workers._serve, 1, True)
        return _Process(self.done, self._ends_by)


@pytest.mark.parametrize(
    ("ends_by", "more"),
    [
        ("itself", []),
        ("terminate", ["terminate", "join"]),
        ("kill", ["terminate", "join", "kill", "join"]),
    ],
)
def test_who_does_not_end_when_there_is_no_more_work_is_ended(ends_by: str, more: list[str]) -> None:
    context = _Context(ends_by)
    _Worker(context).end()  # type: ignore[arg-type]  # all that is asked of one
    assert context.done == ["start", "send None", "close", "join", "close", *more]


@pytest.mark.parametrize(
    ("ends_by", "more"),
    [("terminate", ["terminate", "join"]), ("kill", ["terminate", "join", "kill", "join"])],
)
def test_who_is_not_wanted_any_more_is_ended_at_once(ends_by: str, more: list[str]) -> None:
    context = _Context(ends_by)
    _Worker(context).kill()  # type: ignore[arg-type]  # as above
    assert context.done == ["start", "close", *more]
