"""What a review stands on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from posecoach.coaching.coach import Coach
from posecoach.events import NeutralTaken
from posecoach.judging.rules.kind import kind_of
from posecoach.results.evidence import (
    Evidence,
    repetition_of,
    rule_of,
    shown_feature,
    worst_s,
)
from posecoach.review.job import examine
from tests.reviewed import job_on


def test_features_are_those_of_every_frame(evidence: Evidence) -> None:
    assert set(evidence.features) >= {"back_bow", "head_pitch_deg"}
    assert (
        {len(values) for values in evidence.features.values()} == {len(evidence.poses)} == {len(evidence.t_s)}
    )


@pytest.mark.parametrize("exercise", ["cat_cow", None])
def test_features_are_what_the_coach_of_the_exercise_measures(
    recorded: Path, evidence: Evidence, exercise: str | None
) -> None:
    """Also where it was one of many candidates that were judged side by side."""
    found = examine(job_on(recorded, None, exercise=exercise), lambda _: None)
    assert found.exercise is not None
    coach = Coach(found.exercise)
    rows = []
    for pose in found.poses:
        coach.step(pose)
        rows.append(list(coach.measured().values()))
    assert list(found.features) == list(coach.measured())
    np.testing.assert_array_equal(np.column_stack(list(found.features.values())), np.array(rows))


def test_there_is_no_neutral_until_the_person_held_still(evidence: Evidence) -> None:
    (taken_s, own), *_ = evidence.neutral("back_bow")
    assert 0.9 < taken_s < 1.5
    assert own == pytest.approx(0.0, abs=0.005)
    assert np.isnan(evidence.neutral_at("back_bow", 0.5))
    assert evidence.neutral_at("back_bow", taken_s) == own


def test_the_neutral_that_values_are_counted_from_is_zero(evidence: Evidence) -> None:
    assert evidence.exercise is not None
    taken = NeutralTaken(1.0, "cat_cow", {"back_bow": -0.13})
    for zero, neutral in ((True, 0.0), (False, -0.13)):
        own = tuple(
            msgspec.structs.replace(one, zero=zero) if one.feature == "back_bow" else one
            for one in evidence.exercise.neutral
        )
        known = {"cat_cow": msgspec.structs.replace(evidence.exercise, neutral=own)}
        assert replace(evidence, known=known, neutrals=(taken,)).neutral("back_bow") == [(1.0, neutral)]


def test_feature_without_a_neutral_has_none(evidence: Evidence) -> None:
    assert np.isnan(evidence.neutral_at("elbow_flexion_deg", 1.0))


def test_frame_at_a_time_is_the_last_one_that_is_not_later(evidence: Evidence) -> None:
    assert evidence.index_at(0.0) == 0
    assert evidence.index_at(1.0 / 30.0 - 0.001) == 0
    assert evidence.index_at(1.0 / 30.0) == 1
    assert evidence.index_at(1e9) == len(evidence.poses) - 1


def test_movement_that_was_too_quick_is_shown_at_its_fastest(evidence: Evidence) -> None:
    fault = next(fault for fault in evidence.report.review.faults if fault.rule == "slow")
    assert evidence.exercise is not None
    assert shown_feature(evidence.exercise, fault) == "back_bow"
    seen_s = worst_s(evidence, fault)
    inside = (evidence.t_s >= fault.start_s) & (evidence.t_s <= fault.end_s)
    speed = np.abs(np.gradient(evidence.features["back_bow"], evidence.t_s))
    assert fault.start_s <= seen_s <= fault.end_s
    assert speed[evidence.index_at(seen_s)] == pytest.approx(speed[inside].max(), rel=0.1)


def test_fault_belongs_to_the_repetition_that_counts_it(evidence: Evidence) -> None:
    review = evidence.report.review
    for fault in review.faults:
        repetition = repetition_of(review.repetitions, fault)
        assert repetition is not None
        assert fault.rule in repetition.faults


def test_times_have_no_measuring_error_and_angles_have(evidence: Evidence) -> None:
    exercise = evidence.exercise
    assert exercise is not None
    rules = {rule.name: rule for rule in exercise.rules}
    assert kind_of(rules["slow"]).error(rules["slow"]) is None
    assert kind_of(rules["elbows_straight"]).error(rules["elbows_straight"]) == 10.7


def test_rule_of_a_name_that_stands_twice_is_that_of_the_phase(evidence: Evidence) -> None:
    exercise = evidence.exercise
    assert exercise is not None
    fault = evidence.report.review.faults[0]
    for phase in ("cow", "cat"):
        rule = rule_of(exercise, type(fault)("head_follows", phase, None, 0, 1, "info", 0.0, 0.0, "deg", ""))
        assert rule.phases == (phase,)
