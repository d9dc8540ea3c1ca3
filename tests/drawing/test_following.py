"""Between two looks of the network the drawn skeleton goes on as it moved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from posecoach.drawing.following import Follower
from posecoach.drawing.snapshot import Snapshot
from posecoach.state import CoachState
from posecoach.testing.people import standing


def seen(t_s: float, right_px: float) -> Snapshot:
    pose = standing(t_s)
    return Snapshot(
        CoachState(), replace(pose, image_px=pose.image_px + np.array([right_px, 0.0], np.float32))
    )


def test_the_skeleton_moves_at_every_frame_between_two_looks() -> None:
    follower = Follower()
    first, second = seen(1.0, 0.0), seen(1.1, 20.0)
    follower.follow(first, 1.0)

    shown = [follower.follow(second, t_s).pose.image_px[0, 0] for t_s in (1.1, 1.15, 1.2)]

    assert np.diff(shown).round(3).tolist() == [10.0, 10.0]


def test_a_new_look_takes_the_place_of_what_was_carried_on() -> None:
    follower = Follower()
    for snapshot, t_s in ((seen(1.0, 0.0), 1.0), (seen(1.1, 20.0), 1.2)):
        follower.follow(snapshot, t_s)
    third = seen(1.2, 20.0)

    np.testing.assert_array_equal(follower.follow(third, 1.3).pose.image_px, third.pose.image_px)
