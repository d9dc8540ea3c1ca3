"""Poses that are only drawn, in frames that nobody looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posecoach.pose.between import pose_between
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
