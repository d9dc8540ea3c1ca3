"""What the timeline draws."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from posecoach.exercises.loader import builtin_exercises
from posecoach.report.naming import Naming
from posecoach.report.timeline import MOST_ROWS, thinned, timeline
from posecoach.results.evidence import Evidence, shown_feature
from posecoach.words.catalogue import ENGLISH

NAMING = Naming(ENGLISH, builtin_exercises())

VALUES = arrays(np.float64, st.integers(0, 400), elements=st.floats(-180, 180) | st.just(np.nan))


@given(values=VALUES, buckets=st.integers(1, 40))
def test_thinning_never_loses_an_extreme_and_invents_nothing(values: np.ndarray, buckets: int) -> None:
    t_s = np.arange(len(values)) / 30.0
    thin_s, thin = thinned(t_s, values, buckets)
    assert len(thin) <= max(2 * buckets, 3 * buckets)
    assert np.all(np.diff(thin_s) > 0)
    index = np.searchsorted(t_s, thin_s)
    np.testing.assert_array_equal(values[index], thin)
    if np.isfinite(values).any():
        assert (np.nanmin(thin), np.nanmax(thin)) == (np.nanmin(values), np.nanmax(values))


def test_every_part_keeps_its_own_extremes() -> None:
    t_s = np.arange(10_000) / 30.0
    values = np.sin(t_s)
    values[4321] = 5.0
    thin_s, thin = thinned(t_s, values, 100)
    for part in np.split(np.arange(10_000), 100):
        inside = (thin_s >= t_s[part[0]]) & (thin_s <= t_s[part[-1]])
        assert thin[inside].max() == pytest.approx(values[part].max(), abs=1e-3)
        assert thin[inside].min() == pytest.approx(values[part].min(), abs=1e-3)


def test_short_recording_is_not_thinned() -> None:
    t_s = np.arange(200) / 30.0
    assert len(thinned(t_s, np.sin(t_s), 100)[0]) == 200


def test_gap_stays_a_gap() -> None:
    values = np.ones(1000)
    values[300:700] = np.nan
    thin_s, thin = thinned(np.arange(1000) / 10.0, values, 20)
    inside = (thin_s > 30.0) & (thin_s < 69.0)
    assert inside.any()
    assert np.isnan(thin[inside]).all()


def test_signals_that_move_come_first(evidence: Evidence) -> None:
    rows = timeline(evidence, NAMING)["rows"]
    assert rows[0]["name"] == "back_bow"
    assert len(rows) <= MOST_ROWS
    assert len({row["name"] for row in rows}) == len(rows)


def test_a_signal_that_is_the_same_all_the_time_has_a_row_only_where_it_is_a_fault(
    evidence: Evidence,
) -> None:
    def named(of: Evidence) -> list[str]:
        return [row["name"] for row in timeline(of, NAMING)["rows"]]

    assert evidence.exercise is not None
    flat = {name: np.zeros_like(values) for name, values in evidence.features.items()}
    faulty = {shown_feature(evidence.exercise, fault) for fault in evidence.report.review.faults}
    assert faulty
    assert set(named(replace(evidence, features=flat))) == faulty & set(named(evidence))


def test_limits_stand_in_their_phases_against_the_neutral(evidence: Evidence) -> None:
    back_bow = timeline(evidence, NAMING)["rows"][0]
    cats = [span for span in evidence.report.review.phases if span.phase == "cat"]
    (rounded,) = [limit for limit in back_bow["limits"] if limit["rule"] == "spine rounded"]
    assert rounded["words"] == "at least"
    assert [segment[:2] for segment in rounded["segments"]] == [[span.start_s, span.end_s] for span in cats]
    neutral = evidence.neutral_at("back_bow", cats[-1].end_s)
    assert evidence.exercise is not None
    rule = next(rule for rule in evidence.exercise.rules if rule.name == "spine_rounded")
    assert rule.at_least is not None
    assert rounded["segments"][-1][2] == pytest.approx(neutral + rule.at_least, abs=1e-3)


def test_neutral_is_drawn_in_steps_to_the_end(evidence: Evidence) -> None:
    steps = timeline(evidence, NAMING)["rows"][0]["neutral"]
    assert steps[0][0] == pytest.approx(1.1, abs=0.3)
    assert steps[-1][1] == pytest.approx(evidence.report.review.video.duration_s)
    assert [end for _, end, _ in steps[:-1]] == [start for start, _, _ in steps[1:]]


def test_is_strict_json(evidence: Evidence) -> None:
    json.dumps(timeline(evidence, NAMING), allow_nan=False)


def test_a_repetition_without_a_score_has_a_bar_without_one(evidence: Evidence) -> None:
    first, *others = timeline(without_first_score(evidence), NAMING)["repetitions"]
    assert "score" not in first
    assert all("score" in one for one in others)


def without_first_score(evidence: Evidence) -> Evidence:
    first, *others = evidence.report.review.repetitions
    repetitions = (msgspec.structs.replace(first, score=None), *others)
    review = msgspec.structs.replace(evidence.report.review, repetitions=repetitions)
    return replace(evidence, report=replace(evidence.report, review=review))
