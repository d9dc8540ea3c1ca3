"""Work ahead of its reader: order, limits, errors, ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import count

import pytest

from posecoach.capture.prefetch import Ahead
from posecoach.errors import VideoError

WAIT_S = 30.0


class Made:
    """Numbers from 0 on; says when `number` was made."""

    def __init__(self, number: int) -> None:
        self.made = 0
        self.reached = threading.Event()
        self._number = number

    def __iter__(self) -> Iterator[int]:
        for number in count():
            self.made += 1
            if number == self._number:
                self.reached.set()
            yield number


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before


def test_items_come_in_order_and_then_it_ends() -> None:
    with closing(Ahead(iter(range(100)), 3, "numbers")) as ahead:
        assert list(ahead) == list(range(100))
        assert list(ahead) == []


@pytest.mark.parametrize("depth", [0, 1, 4])
def test_it_works_ahead_by_its_depth_and_no_further(depth: int) -> None:
    numbers = Made(depth)
    with closing(Ahead(iter(numbers), depth, "numbers")) as ahead:
        assert numbers.reached.wait(WAIT_S)
        assert numbers.made == depth + 1
        assert next(ahead) == 0


def test_after_a_rest_it_makes_as_many_as_may_wait_in_one_go() -> None:
    numbers = Made(4)
    with closing(Ahead(iter(numbers), 4, "numbers")) as ahead:
        assert numbers.reached.wait(WAIT_S)
        assert [next(ahead) for _ in range(3)] == [0, 1, 2]
        assert numbers.made == 5, "two wait still"
        assert [next(ahead) for _ in range(2)] == [3, 4]
        assert [next(ahead) for _ in range(5)] == [5, 6, 7, 8, 9]


def test_none_is_handed_out_before_as_many_are_there_as_belong_together() -> None:
    gate = threading.Semaphore(0)

    def gated() -> Iterator[int]:
        for number in count():
            assert gate.acquire(timeout=WAIT_S)
            yield number

    taken: list[int] = []
    with closing(Ahead(gated(), 3, "gated", together=3)) as ahead:
        reader = threading.Thread(target=lambda: taken.extend(next(ahead) for _ in range(3)))
        reader.start()
        gate.release(2)
        reader.join(0.2)
        assert taken == []
        gate.release()
        reader.join(WAIT_S)
        assert taken == [0, 1, 2]
        gate.release(1000)


def test_what_is_left_in_the_end_is_handed_out() -> None:
    with closing(Ahead(iter(range(10)), 3, "numbers", together=4)) as ahead:
        assert list(ahead) == list(range(10))


def test_items_are_made_on_another_thread() -> None:
    with closing(Ahead((threading.get_ident() for _ in range(3)), 1, "threads")) as ahead:
        assert threading.get_ident() not in list(ahead)


def test_an_error_comes_after_the_items_before_it() -> None:
    def broken() -> Iterator[int]:
        yield 1
        yield 2
        raise VideoError("it is cut off")

    with closing(Ahead(broken(), 5, "broken")) as ahead:
        assert [next(ahead), next(ahead)] == [1, 2]
        with pytest.raises(VideoError, match=r"^it is cut off$"):
            next(ahead)


def test_closing_ends_the_thread_whether_it_waits_or_works() -> None:
    waiting, working = Made(1), threading.Event()

    def work() -> Iterator[int]:
        working.set()
        yield from count()

    ahead = Ahead(iter(waiting), 1, "waiting")
    assert waiting.reached.wait(WAIT_S)
    ahead.close()
    ahead.close()
    other = Ahead(work(), 1000, "working")
    assert working.wait(WAIT_S)
    other.close()
    assert list(other) == []
