"""Leaning to the side, seen from the front."""

from __future__ import annotations

import math

import pytest

from posecoach.features.body import Body
from posecoach.features.front import side_bend_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import hidden, leaning, mirrored, standing


def measured(pose: Pose) -> float:
    body = Body()
    body.update(pose)
    return side_bend_deg(body)


@pytest.mark.parametrize("bend_deg", [-35.0, -5.0, 0.0, 20.0])
def test_a_lean_is_positive_to_the_persons_left(bend_deg: float) -> None:
    assert measured(leaning(bend_deg)) == pytest.approx(bend_deg, abs=0.01)


def test_in_a_mirrored_picture_the_lean_is_to_the_other_side() -> None:
    assert measured(mirrored(leaning(20.0))) == pytest.approx(-20.0, abs=0.01)


def test_from_the_side_it_is_not_seen() -> None:
    assert math.isnan(measured(standing()))


@pytest.mark.parametrize("mark", [L.LEFT_SHOULDER, L.RIGHT_HIP])
def test_with_a_hidden_joint_it_is_not_seen(mark: L) -> None:
    assert math.isnan(measured(hidden(leaning(20.0), mark)))
