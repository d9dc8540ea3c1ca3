"""One arm circles, the other rests with a bent elbow: only the one that circles is to be straight."""

from __future__ import annotations

import pytest

from posecoach.coaching.coach import Coach
from posecoach.events import FaultRaised
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.testing.people import CameraPlace, facing_camera
from tests.poses import every, film

BENT_DEG = 60.0
AT_THE_RAIL_DEG = 40.0


def one_arm_circles(t_s: float, camera: CameraPlace, *, arm_deg: float, bent: float) -> Pose:
    """Return somebody whose left arm circles and whose right hand is on a rail; bent: 0 = the right elbow, 1 = both."""
    pose = facing_camera(
        t_s, camera, left_arm_deg=arm_deg, right_arm_deg=AT_THE_RAIL_DEG, elbows_flexion_deg=BENT_DEG
    )
    if not bent:
        straight = facing_camera(t_s, camera, left_arm_deg=arm_deg, right_arm_deg=AT_THE_RAIL_DEG)
        for mark in (L.LEFT_ELBOW, L.LEFT_WRIST):
            pose.image_px[mark] = straight.image_px[mark]
    return pose


@pytest.mark.parametrize("bent", [0.0, 1.0])
def test_only_the_elbow_of_the_arm_that_circles_is_judged(bent: float) -> None:
    path = [(0.0, {"arm_deg": 10.0, "bent": bent}), (1.0, {})]
    path += [(3.0, {"arm_deg": 175.0}), (5.0, {"arm_deg": 350.0}), (6.0, {})]
    coach = Coach(builtin_exercises()["arm_circles"])
    events = [
        event
        for pose in film(one_arm_circles, path, every(30.0, 6.0), CameraPlace(scale=300.0))
        for event in coach.step(pose)
    ]
    faults = [event.rule for event in events if isinstance(event, FaultRaised)]

    assert ("elbows_straight" in faults) == bool(bent), faults
