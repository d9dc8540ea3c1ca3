"""Leaning to the side, seen from the front."""

from __future__ import annotations

import math
from dataclasses import replace

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


def with_exchanged(pose: Pose, *pairs: tuple[L, L]) -> Pose:
    """Return the pose with joints of both sides in each other's place."""
    image_px = pose.image_px.copy()
    for left, right in pairs:
        image_px[[left, right]] = image_px[[right, left]]
    return replace(pose, image_px=image_px)


def test_shoulders_that_turn_past_each_other_leave_the_lean_on_its_side() -> None:
    twisted = with_exchanged(leaning(12.0), (L.LEFT_SHOULDER, L.RIGHT_SHOULDER))
    from_behind = with_exchanged(twisted, (L.LEFT_HIP, L.RIGHT_HIP))

    assert measured(twisted) == pytest.approx(12.0, abs=0.01)
    assert measured(from_behind) == pytest.approx(-12.0, abs=0.01)


def test_hips_seen_from_the_side_do_not_tell_which_side_is_left() -> None:
    pose = leaning(12.0)
    image_px = pose.image_px.copy()
    middle = (image_px[L.LEFT_HIP] + image_px[L.RIGHT_HIP]) / 2.0
    image_px[L.LEFT_HIP] = image_px[L.RIGHT_HIP] = middle
    image_px[L.LEFT_HIP, 0] -= 3.0
    image_px[L.RIGHT_HIP, 0] += 3.0

    assert measured(replace(pose, image_px=image_px)) == pytest.approx(12.0, abs=0.5)
