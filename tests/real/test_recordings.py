"""Landmarks of real people: the phases, repetitions and sides that somebody read by eye are found."""

from __future__ import annotations

import pytest

from posecoach.events import ExerciseRecognised, PersonFound, PersonLost
from tests.real.recordings import Judged, Labelled, judged, labels, recording, review_of, told_of

THREE_LIFTS = ("bridge_a", "bridge_b")
CAT_COWS = ("cat_cow_a", "cat_cow_b")
COVERED = 0.75
"""The smallest share of a labelled span, less the error of reading it, that must lie in its phase."""


def labelled(name: str, phase: str) -> list[Labelled]:
    spans = [span for span in labels(name) if span.phase == phase]
    assert spans
    return spans


@pytest.mark.parametrize("name", CAT_COWS)
def test_a_cat_cow_is_recognised(name: str) -> None:
    assert review_of(name).recognised == "cat_cow"


@pytest.mark.parametrize("name", CAT_COWS)
def test_every_rounded_back_is_a_cat(name: str) -> None:
    for span in labelled(name, "rounded"):
        assert review_of(name).share_of(span, "cat") >= COVERED, span


@pytest.mark.parametrize("name", CAT_COWS)
def test_every_clearly_arched_back_is_a_cow(name: str) -> None:
    for span in labelled(name, "arched"):
        assert review_of(name).share_of(span, "cow") >= COVERED, span


@pytest.mark.parametrize(("name", "cats"), [("cat_cow_a", 3), ("cat_cow_b", 2)])
def test_nothing_else_is_a_cat(name: str, cats: int) -> None:
    assert len(review_of(name).named("cat")) == cats


@pytest.mark.parametrize("name", CAT_COWS)
def test_as_many_cycles_are_counted_as_were_read_by_eye(name: str) -> None:
    least, most = told_of(name)["expected"]["repetitions"]
    assert least <= len(review_of(name).repetitions) <= most


@pytest.mark.parametrize("name", THREE_LIFTS)
def test_a_bridge_is_a_hip_lift(name: str) -> None:
    assert review_of(name).recognised == "hip_lift_twist"


@pytest.mark.parametrize("name", THREE_LIFTS)
def test_every_lift_is_found(name: str) -> None:
    for span in labelled(name, "up"):
        assert review_of(name).share_of(span, "lift", "return") >= COVERED, span
    assert len(review_of(name).named("lift")) == 3


@pytest.mark.parametrize("name", THREE_LIFTS)
def test_hips_that_are_down_are_not_a_lift(name: str) -> None:
    for span in labelled(name, "down"):
        assert review_of(name).share_of(span, "rest", "return") >= COVERED, span


@pytest.mark.parametrize(("name", "complete"), [("bridge_a", 3), ("bridge_b", 2)])
def test_lifts_that_come_down_again_are_repetitions(name: str, complete: int) -> None:
    assert len(review_of(name).repetitions) == complete


@pytest.mark.parametrize("name", THREE_LIFTS)
def test_no_twist_and_no_side_is_invented(name: str) -> None:
    review = review_of(name)

    assert not review.named("twist")
    assert not review.named("hold")
    assert all(span.side is None for span in review.phases)
    assert all(repetition.side is None for repetition in review.repetitions)


def test_knees_that_rock_from_side_to_side_are_left_alone_until_they_are_named() -> None:
    review = review_of("supine_twist_a")

    assert review.recognised is None
    assert not [event for event in review.events if not isinstance(event, PersonFound | PersonLost)]


def test_the_passes_of_a_foam_roller_are_counted_where_it_is_seen_from_the_side() -> None:
    review = review_of("foam_roll_a")
    cut_s = 11.8

    assert review.recognised == "foam_roll"
    assert 3 <= len(review.repetitions) <= 4
    assert all(span.start_s >= cut_s for span in review.phases)


def test_the_trunk_turns_round_on_the_roller_when_it_was_seen_to() -> None:
    told = told_of("foam_roll_a")
    extremes_s = sorted(t_s for times_s in told["side_view_extremes_s"].values() for t_s in times_s)
    starts_s = [span.start_s for span in review_of("foam_roll_a").phases]

    for start_s in starts_s:
        assert min(abs(start_s - t_s) for t_s in extremes_s) <= told["tol_s"], start_s


@pytest.mark.parametrize("backward", [True, False])
def test_about_five_arm_circles_each_way_are_counted(backward: bool) -> None:
    review = review_of("arm_circles_a")
    reverses_s = told_of("arm_circles_a")["direction"][0]["t1"]
    middles_s = [(done.start_s + done.repetition.end_s) / 2.0 for done in review.repetitions]

    assert review.recognised == "arm_circles"
    assert 4 <= sum((t_s < reverses_s) == backward for t_s in middles_s) <= 6


def test_slow_rolling_breaks_no_rule() -> None:
    assert all(not done.faults for done in review_of("foam_roll_a").repetitions)


def test_arm_circles_go_the_other_way_round_from_when_they_were_seen_to() -> None:
    reverses_s = told_of("arm_circles_a")["direction"][0]["t1"]
    circles = review_of("arm_circles_a").repetitions
    before_deg = [
        done.repetition.range["arm_turn_deg"] for done in circles if done.repetition.end_s < reverses_s
    ]
    after_deg = [done.repetition.range["arm_turn_deg"] for done in circles if done.start_s > reverses_s]

    assert len(before_deg) >= 4
    assert max(before_deg) < -180.0  # half a turn
    assert len(after_deg) >= 4
    assert min(after_deg) > 180.0


def summary(review: Judged) -> list[tuple[object, ...]]:
    """Return of every repetition its side and faults."""
    return [(repetition.side, sorted(repetition.faults)) for repetition in review.repetitions]


def movements(review: Judged) -> list[str]:
    """Return the phases in order, without the stillness between them and those that turned out to last no time."""
    return [
        span.phase
        for span in review.phases
        if span.phase not in {"neutral", "rest"} and span.end_s > span.start_s
    ]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("name", [*CAT_COWS, "bridge_a"])
def test_half_of_the_frames_give_the_same_repetitions_sides_and_faults(name: str, first: int) -> None:
    """Of 30 frames/s, 15 remain."""
    thinned = judged(recording(name).poses[first::2])

    assert thinned.recognised == review_of(name).recognised
    assert summary(thinned) == summary(review_of(name))
    assert movements(thinned) == movements(review_of(name))


@pytest.mark.parametrize("name", [*CAT_COWS, *THREE_LIFTS])
def test_naming_the_exercise_says_the_same_as_recognising_it(name: str) -> None:
    found = review_of(name)
    assert found.recognised is not None

    named = judged(recording(name).poses, found.recognised).events
    said = [event for event in found.events if not isinstance(event, ExerciseRecognised)]
    assert set(map(repr, named)) == set(map(repr, said))
