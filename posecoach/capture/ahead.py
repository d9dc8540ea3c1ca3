"""Work done ahead of whoever needs its results, on a thread of its own."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_WAKE_EVERY_S: Final = 0.2  # on Windows Ctrl-C is only seen between waits


class Ahead(Generic[T]):
    """Iterates over something on a thread, at most `depth` items before they are asked for, in the same order.

    At any moment one item is with the reader, up to `depth` wait, and one is in the making. What the iterator
    raises is raised to the reader after the items that came before it. Close it to end the thread.
    """

    def __init__(self, items: Iterator[T], depth: int, name: str) -> None:
        self._items = items
        self._depth = depth
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
            while not self._waiting and not self._ended:
                self._changed.wait(_WAKE_EVERY_S)
            if self._waiting:
                self._changed.notify_all()
                return self._waiting.popleft()
            if self._error is not None:
                raise self._error
            raise StopIteration

    def close(self) -> None:
        """End the thread after the item in the making, and forget what waits; safe to call twice."""
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
                    self._changed.notify_all()
                    while len(self._waiting) > self._depth and not self._closed:
                        self._changed.wait()
                    if self._closed:
                        return
        except BaseException as error:  # noqa: BLE001 - handed to the reader, whatever it is
            self._error = error
        finally:
            with self._changed:
                self._ended = True
                self._changed.notify_all()
