"""Small plots."""

from __future__ import annotations

import pytest

from posecoach.report.charts import chart


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0.06, 0.085], ["0.06", "0.08", "0.10"]),
        ([3.4, 5.2], ["3", "5", "7"]),
        ([61.0, 101.0], ["60", "90", "120"]),
        ([5.0, 5.0], ["5.0", "5.1", "5.2"]),
    ],
)
def test_the_tick_half_way_is_what_it_says(values: list[float], ticks: list[str]) -> None:
    digits = len(ticks[0].partition(".")[2])
    drawn = chart("Turn", ["1", "2"], [("Turn", values)], f"{{:.{digits}f}}".format)
    assert drawn is not None
    told = [text for _, text in drawn.ticks]
    assert told == ticks
    assert float(told[1]) == pytest.approx((float(told[0]) + float(told[2])) / 2)


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        (["2 Mar", "9 Mar", "16 Mar", "23 Mar", "30 Mar", "6 Apr"],) * 2,
        (
            ["2. März", "9. März", "16. März", "23. März", "30. März", "6. Apr"],
            ["2. März", "16. März", "30. März"],
        ),
    ],
)
def test_labels_do_not_run_into_each_other(labels: list[str], shown: list[str]) -> None:
    drawn = chart("Turn", labels, [("Turn", [1.0] * len(labels))], "{:.0f}".format)
    assert drawn is not None
    assert [text for _, text in drawn.labels] == shown
