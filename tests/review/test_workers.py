"""Worker processes that outlive each other."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

import psutil
import pytest

from posecoach.errors import PosecoachError, VideoError
from posecoach.review.workers import Died, Failed, Finished, News, Told, run_tasks
from tests.review import tasks

pytestmark = pytest.mark.slow  # starting a process takes half a second


def ends(news: list[News[int]]) -> dict[int, News[int]]:
    """Return how each task ended; each must end once."""
    final = [one for one in news if not isinstance(one, Told)]
    assert len({one.number for one in final}) == len(final)
    return {one.number: one for one in final}


def test_every_task_ends_once_with_its_own_result() -> None:
    news = list(run_tasks([partial(tasks.double, value) for value in range(7)], 2))
    assert ends(news) == {value: Finished(value, 2 * value) for value in range(7)}
    assert [one for one in news if isinstance(one, Told)] == [
        Told(one.number, one.number) for one in news if isinstance(one, Told)
    ]


def test_abort_of_one_leaves_the_others_alone() -> None:
    work = [
        partial(tasks.double, 1),
        tasks.abort,
        partial(tasks.double, 2),
        tasks.leave,
        partial(tasks.double, 3),
    ]
    assert ends(list(run_tasks(work, 2))) == {
        0: Finished(0, 2),
        1: Died(1, -6),
        2: Finished(2, 4),
        3: Died(3, 7),
        4: Finished(4, 6),
    }


def test_errors_are_handed_over_with_their_words() -> None:
    final = ends(list(run_tasks([tasks.complain, tasks.stumble, partial(tasks.double, 2)], 1)))
    known, unknown = final[0], final[1]
    assert isinstance(known, Failed)
    assert isinstance(known.error, VideoError)
    assert str(known.error) == "evening.mp4 is empty: record or copy it again"
    assert isinstance(unknown, Failed)
    assert type(unknown.error) is PosecoachError
    assert str(unknown.error) == "unexpected ZeroDivisionError: division by zero"
    assert final[2] == Finished(2, 4)


def test_killed_process_is_told_and_replaced(tmp_path: Path) -> None:
    never, now = tmp_path / "never", tmp_path / "now"
    now.touch()
    seen: list[News[int]] = []
    with closing(run_tasks([partial(tasks.wait_for, never), partial(tasks.wait_for, now)], 1)) as all_news:
        for news in all_news:
            seen.append(news)
            if isinstance(news, Told) and news.number == 0:
                psutil.Process(news.what).kill()
    final = ends(seen)
    assert final[0] == Died(0, -9)
    assert isinstance(final[1], Finished)


def test_closing_ends_all_processes(tmp_path: Path) -> None:
    news = run_tasks([partial(tasks.wait_for, tmp_path / "never")] * 2, 2)
    started = [next(news), next(news)]
    numbers = [one.what for one in started if isinstance(one, Told)]
    assert len(numbers) == 2
    news.close()
    assert not any(psutil.pid_exists(number) for number in numbers)


def test_ctrl_c_is_left_to_the_first_process() -> None:
    assert list(run_tasks([tasks.ignores_ctrl_c], 1)) == [Finished(0, True)]
