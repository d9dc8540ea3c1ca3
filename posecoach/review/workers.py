"""Worker processes that outlive each other: one that is aborted, or killed, takes only its own task with it.

`concurrent.futures` gives up the whole pool when one process dies, and MediaPipe and OpenCV can abort a process
from C++. Processes are spawned, not forked: a fork would copy the threads' locks of a library that is running.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Generic, TypeVar

from posecoach.arenas import share_arenas
from posecoach.errors import PosecoachError, reason
from posecoach.signals import leave_to_the_first
from posecoach.words.phrase import filled

R = TypeVar("R")

WorkerTask = Callable[[Callable[[Any], None]], R]
"""A function, sent by pickling, that is given a function to tell of its progress and returns a result."""

_JOIN_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Told:
    """A running task has something to report."""

    number: int
    what: Any


@dataclass(frozen=True, slots=True)
class Finished(Generic[R]):
    """A task has returned."""

    number: int
    result: R


@dataclass(frozen=True, slots=True)
class Failed:
    """A task has raised; `error` is a PosecoachError as it was raised, or one with the words of any other."""

    number: int
    error: PosecoachError


@dataclass(frozen=True, slots=True)
class Died:
    """The process of a task has ended by itself; `exit_code` is negative for a signal."""

    number: int
    exit_code: int | None


News = Told | Finished[R] | Failed | Died


def run_tasks(tasks: Sequence[WorkerTask[R]], workers: int) -> Generator[News[R]]:
    """Run tasks on worker processes and yield what happens, as it happens; tasks start in order.

    Every task ends in exactly one of Finished, Failed and Died. Closing the iterator ends the processes.
    """
    context = multiprocessing.get_context("spawn")
    waiting = list(enumerate(tasks))[::-1]
    busy: dict[Connection, _Worker] = {}
    try:
        while waiting or busy:
            while waiting and len(busy) < workers:
                worker = _Worker(context)
                busy[worker.pipe] = worker
                worker.start(*waiting.pop())
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]  # wait() returns what it was given
                news = worker.listen()
                yield news
                if isinstance(news, Told):
                    continue
                if waiting and not isinstance(news, Died):
                    worker.start(*waiting.pop())
                else:
                    del busy[worker.pipe]
                    worker.end()
    finally:
        for worker in busy.values():
            worker.kill()


class _Worker:
    """A process and the number of the task that it works on."""

    def __init__(self, context: multiprocessing.context.SpawnContext) -> None:
        self.pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()  # so that the end of the process is the end of the pipe
        self._number = -1

    def start(self, number: int, task: WorkerTask[Any]) -> None:
        self._number = number
        with suppress(OSError):  # it has died already: listen() finds that out
            self.pipe.send(task)

    def listen(self) -> News[Any]:
        try:
            kind, what = self.pipe.recv()
        except (EOFError, OSError):
            self._process.join(_JOIN_S)
            return Died(self._number, self._process.exitcode)
        if kind == "told":
            return Told(self._number, what)
        return Finished(self._number, what) if kind == "finished" else Failed(self._number, what)

    def end(self) -> None:
        with suppress(OSError):
            self.pipe.send(None)
        self.pipe.close()
        self._process.join(_JOIN_S)
        self.kill()

    def kill(self) -> None:
        self.pipe.close()
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(_JOIN_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(_JOIN_S)


def _serve(pipe: Connection) -> None:
    """Work on tasks until told to stop; end when the process that gave them is gone."""
    leave_to_the_first()
    share_arenas()
    with suppress(EOFError, OSError):
        while (task := pipe.recv()) is not None:
            pipe.send(_outcome(task, pipe))


def _outcome(task: WorkerTask[Any], pipe: Connection) -> tuple[str, Any]:
    try:
        return "finished", task(lambda what: pipe.send(("told", what)))
    except PosecoachError as error:
        return "failed", error
    except Exception as error:  # noqa: BLE001  (a worker hands over whatever goes wrong)
        return "failed", PosecoachError(
            filled("unexpected {name}: {reason}", name=type(error).__name__, reason=reason(error))
        )
