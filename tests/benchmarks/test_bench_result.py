"""Figures, baselines and what counts as a regression."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from posecoach.bench.result import (
    Loop,
    Machine,
    Speed,
    Spread,
    StageTime,
    Times,
    VideoSpeed,
    read_speed,
    regressions,
    spread,
    times,
    to_json,
)
from posecoach.errors import InputError

TIMES = Times(1.0, 2.0, 3.0)
RATIOS = {
    "review_to_bare": 1.0,
    "review_to_tutorial": 1.4,
    "own_to_network": 0.03,
    "overlay_to_network": 0.1,
}
SPEED = Speed(
    schema="posecoach.bench/1",
    posecoach_version="0.1.0",
    model_sha256="5f41",
    machine=Machine("linux-x86_64-2", "EPYC", 2, "3.11.7"),
    videos=(
        VideoSpeed(
            path="evening.mp4",
            size_wh=(640, 480),
            exercise="cat_cow",
            outline=True,
            stages={"network": StageTime(TIMES, 0.9, 18.0), "overlay": StageTime(TIMES, 0.1, 11.0)},
            step_ms=TIMES,
            own_ms=TIMES,
            loops={"review": Loop(80.0, TIMES), "bare": Loop(75.0, TIMES)},
            ratios={name: Spread(value, value, value) for name, value in RATIOS.items()},
            rounds=15,
            busy_elsewhere=0.02,
        ),
    ),
    ratios=RATIOS,
)


def with_ratios(**ratios: float) -> Speed:
    return msgspec.structs.replace(SPEED, ratios=RATIOS | ratios)


def test_percentiles_are_in_milliseconds() -> None:
    assert times([value / 1000 for value in range(101)]) == Times(50.0, 95.0, 99.0)


def test_a_spread_is_median_and_quartiles() -> None:
    assert spread([1.0, 2.0, 3.0, 4.0, 100.0]) == Spread(3.0, 2.0, 4.0)


def test_a_run_comes_back_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "speed.json").write_bytes(to_json(SPEED))
    assert read_speed(tmp_path / "speed.json") == SPEED


def test_what_is_no_baseline_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    with pytest.raises(
        InputError, match=r"baseline\.json cannot be read \(No such file or directory\): check the path$"
    ):
        read_speed(path)
    path.write_text('{"schema": "posecoach.review/1"}')
    with pytest.raises(
        InputError, match=r"is not a result of 'posecoach bench --json' .*: make one with it$"
    ):
        read_speed(path)


@pytest.mark.parametrize(
    "ratios",
    [
        {},
        {"review_to_bare": 0.91},
        {"review_to_bare": 2.0},
        {"own_to_network": 0.044},
        {"own_to_network": 0.001},
    ],
)
def test_within_the_tolerance_nothing_is_said(ratios: dict[str, float]) -> None:
    assert list(regressions(with_ratios(**ratios), SPEED)) == []


def test_a_slower_loop_and_dearer_work_of_our_own_are_regressions() -> None:
    worse = with_ratios(review_to_bare=0.89, own_to_network=0.046)
    assert list(regressions(worse, SPEED)) == [
        "review_to_bare is 0.890, more than 10% below the baseline's 1.000",
        "own_to_network is 0.046, more than 50% above the baseline's 0.030",
    ]


def test_the_tolerance_can_be_chosen() -> None:
    worse = with_ratios(review_to_bare=0.89)
    assert list(regressions(worse, SPEED, tolerance=0.2)) == []


def test_a_ratio_that_is_gone_is_a_regression() -> None:
    now = msgspec.structs.replace(SPEED, ratios={"review_to_bare": 1.0})
    assert "own_to_network was not measured, the baseline has 0.030" in list(regressions(now, SPEED))
