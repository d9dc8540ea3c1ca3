"""Poses that are only drawn, in frames that nobody looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.pose.between import pose_after, pose_between
from posecoach.pose.pose import Pose
from posecoach.testing.people import standing


def moved(t_s: float, right_px: float) -> Pose:
    pose = standing(t_s)
    return replace(pose, image_px=pose.image_px + np.array([right_px, 0.0], np.float32))


def test_between_two_poses_a_person_is_on_the_way() -> None:
    drawn = pose_between(moved(1.0, 0.0), moved(1.2, 40.0), 1.05)

    assert drawn.t_s == 1.05
    np.testing.assert_allclose(drawn.image_px, moved(1.0, 10.0).image_px, rtol=1e-5)


def test_after_the_last_pose_a_person_stays() -> None:
    np.testing.assert_array_equal(pose_between(moved(1.0, 0.0), None, 1.1).image_px, moved(1.0, 0.0).image_px)


@pytest.mark.parametrize(
    ("before", "after", "t_s"),
    [
        (Pose.nobody(1.0), moved(1.2, 0.0), 1.1),
        (moved(1.0, 0.0), Pose.nobody(1.2), 1.1),
        (moved(1.0, 0.0), moved(2.0, 0.0), 1.1),
        (moved(1.0, 0.0), None, 1.7),
    ],
    ids=["nobody before", "nobody after", "too far apart", "too long ago"],
)
def test_nobody_is_drawn_where_nobody_knows(before: Pose, after: Pose | None, t_s: float) -> None:
    assert not pose_between(before, after, t_s).seen


def test_after_the_last_pose_a_movement_goes_on() -> None:
    drawn = pose_after(moved(1.0, 0.0), moved(1.1, 20.0), 1.15)

    assert drawn.t_s == 1.15
    np.testing.assert_allclose(drawn.image_px, moved(1.15, 30.0).image_px, rtol=1e-5)


def test_a_movement_is_carried_on_no_longer_than_a_look_is_waited_for() -> None:
    drawn = pose_after(moved(1.0, 0.0), moved(1.1, 20.0), 3.0)

    np.testing.assert_allclose(drawn.image_px, moved(3.0, 60.0).image_px, rtol=1e-5)


def test_the_noise_of_a_still_person_is_not_carried_on() -> None:
    now = moved(1.1, 0.009 * standing(1.1).trunk_px)

    np.testing.assert_array_equal(pose_after(moved(1.0, 0.0), now, 1.2).image_px, now.image_px)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (Pose.nobody(1.0), moved(1.1, 20.0)),
        (moved(0.5, 0.0), moved(1.1, 20.0)),
        (moved(1.0, 0.0), Pose.nobody(1.1)),
        (moved(1.2, 0.0), moved(1.1, 20.0)),
    ],
    ids=["nobody before", "too long ago", "nobody now", "a later pose first"],
)
def test_a_person_stays_where_no_speed_is_known(before: Pose, now: Pose) -> None:
    assert pose_after(before, now, 1.2) is now
