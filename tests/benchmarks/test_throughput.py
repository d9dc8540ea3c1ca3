"""Figures of reviews with several workers."""

from __future__ import annotations

import pytest

from benchmarks.throughput import BARE, Run, Throughput, _figures, show, side_by_side
from posecoach.errors import VideoError
from tests.review import tasks


def run(frames: float, wall_s: float, cpu_s: float, last_mb: float = 250.0) -> Run:
    return Run(frames, wall_s, cpu_s, 240.0, last_mb)


def test_rates_of_processes_add_up_and_are_compared_within_their_round() -> None:
    bare = [[run(100, 1.0, 1.0)], [run(100, 4.0, 1.0)]]
    two = [[run(100, 1.0, 1.2), run(100, 1.0, 1.2)], [run(100, 4.0, 1.2), run(100, 4.0, 1.2, 260.0)]]
    assert _figures("a.mp4", "review, 2 workers", two, bare) == Throughput(
        "a.mp4", "review, 2 workers", 125.0, 2.0, 12.0, 505.0, 15.0
    )
    assert _figures("a.mp4", BARE, bare, bare).ratio == 1.0


def test_figures_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show([Throughput("a.mp4", BARE, 80.0, 1.0, 12.5, 250.0, 1.0)])
    assert "80.0" in capsys.readouterr().out


@pytest.mark.slow
def test_error_of_a_process_is_raised() -> None:
    with pytest.raises(VideoError, match=r"^evening.mp4 is empty: record or copy it again$"):
        side_by_side(tasks.complain, 2)  # type: ignore[arg-type]
