"""Exercises of the library on recordings of real people: recognised, counted, and nothing else taken for them."""

from __future__ import annotations

import pytest

from tests.real.recordings import judged, recording, review_of

SHOWN = [
    ("lib_bird_dog_a", "bird_dog", 8, ["right", "left"] * 4),
    ("lib_bird_dog_b", "bird_dog", 2, ["right", "left"]),
    ("lib_dead_bug_b", "dead_bug", 7, ["right", "left"] * 3 + ["right"]),
    ("lib_childs_pose_a", "childs_pose", 1, []),
    ("lib_childs_pose_b", "childs_pose", 1, []),
    ("lib_childs_pose_d", "childs_pose", 1, []),
    ("lib_side_bend_a", "side_bend", 6, ["left"] * 6),
    ("lib_side_bend_b", "side_bend", 2, ["left", "right"]),
    ("lib_seated_twist_b", "seated_twist", 2, ["right", "left"]),
    ("lib_cat_cow_seated_a", "seated_cat_cow", 2, []),
]


@pytest.mark.parametrize(("name", "exercise", "count", "sides"), SHOWN)
def test_it_is_recognised_and_its_repetitions_counted(
    name: str, exercise: str, count: int, sides: list[str]
) -> None:
    review = review_of(name)

    assert review.recognised == exercise
    assert len(review.repetitions) == count
    assert [one.side for one in review.repetitions if one.side] == sides


@pytest.mark.parametrize(
    "name",
    [
        *("lib_near_miss_a", "lib_near_miss_b", "lib_thread_the_needle_a", "lib_superman_c"),
        *("lib_figure_four_b", "lib_hip_circles_a", "lib_wall_angels_a"),
        *("lib_seated_forward_fold_a", "lib_seated_forward_fold_b", "torso_twist_d", "lib_figure_four_c"),
    ],
)
def test_a_look_alike_is_left_alone(name: str) -> None:
    assert review_of(name).recognised is None


def test_a_leg_whose_foot_is_cut_off_counts_and_is_not_judged() -> None:
    told = judged(recording("lib_bird_dog_e").poses, "bird_dog").repetitions

    assert [one.faults for one in told] == [(), ()]


def test_a_leg_that_stays_bent_counts_for_nothing_or_is_a_fault() -> None:
    for one in judged(recording("lib_near_miss_b").poses, "bird_dog").repetitions:
        assert "opposite_limbs" in one.faults


def test_knee_rolls_are_counted_with_their_sides_when_they_are_named() -> None:
    told = judged(recording("lib_supine_twist_a").poses, "knee_rolls").repetitions

    assert [one.side for one in told] == ["left", "right", "left", "right"]
