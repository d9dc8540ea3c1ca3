"""Work done ahead of its reader, on a thread of its own."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_WAKE_EVERY_S: Final = 0.2  # on Windows Ctrl-C is only seen between waits
_LEFT: Final = (
    1  # a resting thread resumes when this few are waiting: early enough that the reader never runs out
)


class Ahead(Generic[T]):
    """Iterates over something on a thread, at most `depth` items before they are asked for, in the same order.

    At any moment the reader has one item, up to `depth` are waiting, and one is being made; that many are made without
    a rest. What the iterator raises is raised to the reader after the items that came before it. Close it to end the
    thread.

    together: hand out none before this many are there, or all there are; at most depth + 1.
    """

    def __init__(self, items: Iterator[T], depth: int, name: str, *, together: int = 1) -> None:
        self._items = items
        self._depth = depth
        self._together = min(together, depth + 1)
        self._wanted = self._together
        self._waiting: deque[T] = deque()
        self._changed = threading.Condition()
        self._error: BaseException | None = None
        self._ended = False
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        with self._changed:
            while len(self._waiting) < self._wanted and not self._ended:
                self._changed.wait(_WAKE_EVERY_S)
            if self._waiting:
                item = self._waiting.popleft()
                self._wanted = 1 if self._waiting else self._together
                if len(self._waiting) <= _LEFT:
                    self._changed.notify_all()
                return item
            if self._error is not None:
                raise self._error
            raise StopIteration

    def close(self) -> None:
        """End the thread after the item being made, and forget what is waiting; safe to call twice."""
        with self._changed:
            self._closed = self._ended = True
            self._waiting.clear()
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        try:
            for item in self._items:
                with self._changed:
                    self._waiting.append(item)
                    if len(self._waiting) >= self._wanted:
                        self._changed.notify_all()
                    if len(self._waiting) > self._depth:
                        self._rest()
                    if self._closed:
                        return
        except BaseException as error:  # noqa: BLE001 - handed to the reader, whatever it is
            self._error = error
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()

    def _rest(self) -> None:
        """Make nothing more until nearly all is taken: work done in one go finds its data in the cache."""
        while len(self._waiting) > min(_LEFT, self._depth) and not self._closed:
            self._changed.wait()
