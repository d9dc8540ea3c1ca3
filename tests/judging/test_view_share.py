"""The share of a phase in which the view allowed verdicts."""

from __future__ import annotations

import math

from posecoach.judging.view_share import ViewShare


def share_of(*frames: tuple[float, bool]) -> float:
    """Return the share after frames, each (seconds since the one before, whether the view allowed verdicts)."""
    view = ViewShare()
    for dt_s, allowed in frames:
        view.add(dt_s, allowed)
    return view.share


def test_before_any_time_has_passed_what_holds_now_counts() -> None:
    assert share_of() == 1.0
    assert share_of((math.nan, False)) == 0.0
    assert share_of((0.0, False)) == 0.0
    assert share_of((math.nan, False), (0.0, True)) == 1.0


def test_a_share_is_one_of_time() -> None:
    assert share_of((math.nan, True), (0.25, True), (0.75, False), (0.0, True)) == 0.25


def test_each_phase_has_its_own() -> None:
    view = ViewShare()
    view.add(1.0, False)
    view.begin_phase()
    assert view.share == 0.0
    view.add(0.5, True)
    assert view.share == 1.0
