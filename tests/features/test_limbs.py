"""Which arm and which leg are stretched out, and whether they are opposite ones."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from posecoach.features.body import Body
from posecoach.features.limbs import (
    arm_lead,
    hip_lead_deg,
    knee_roll,
    knees_sink,
    leg_lead_deg,
    leg_level_deg,
    opposite_reach,
    raised_knee_deg,
    reaching_side,
    shoulder_over_ears,
    still_hip_deg,
    tighter_hip_deg,
)
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.poses import hidden, hook_lying
from tests.reaching import ARM, on_the_back, reaching

LEFT_ARM, RIGHT_ARM, LEFT_LEG, RIGHT_LEG = L.LEFT_WRIST, L.RIGHT_WRIST, L.LEFT_ANKLE, L.RIGHT_ANKLE


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


@pytest.mark.parametrize(("arm", "sign"), [(LEFT_ARM, 1.0), (RIGHT_ARM, -1.0), (None, 0.0)])
def test_the_arm_that_reaches_leads(arm: L | None, sign: float) -> None:
    assert arm_lead(body_of(reaching(arm=arm))) == pytest.approx(sign * ARM, abs=0.01)


@pytest.mark.parametrize(("leg", "sign"), [(LEFT_LEG, 1.0), (RIGHT_LEG, -1.0), (None, 0.0)])
def test_the_leg_that_is_stretched_leads(leg: L | None, sign: float) -> None:
    assert leg_lead_deg(body_of(reaching(leg=leg))) == pytest.approx(sign * 90.0, abs=0.5)


@pytest.mark.parametrize("leg", [LEFT_LEG, RIGHT_LEG])
@pytest.mark.parametrize("level_deg", [-15.0, 0.0, 15.0])
def test_a_foot_over_the_hip_is_positive(leg: L, level_deg: float) -> None:
    assert leg_level_deg(body_of(reaching(leg=leg, level_deg=level_deg))) == pytest.approx(level_deg, abs=0.5)


@pytest.mark.parametrize(("arm", "leg"), [(LEFT_ARM, RIGHT_LEG), (RIGHT_ARM, LEFT_LEG)])
def test_opposite_limbs_reach_together(arm: L, leg: L) -> None:
    assert opposite_reach(body_of(reaching(arm=arm, leg=leg))) == pytest.approx(ARM, abs=0.02)


@pytest.mark.parametrize(("arm", "leg"), [(LEFT_ARM, LEFT_LEG), (RIGHT_ARM, RIGHT_LEG)])
def test_limbs_of_one_side_do_not(arm: L, leg: L) -> None:
    assert opposite_reach(body_of(reaching(arm=arm, leg=leg))) == pytest.approx(-ARM, abs=0.02)


@pytest.mark.parametrize(("arm", "leg"), [(LEFT_ARM, None), (None, LEFT_LEG)])
def test_nor_does_one_alone(arm: L | None, leg: L | None) -> None:
    assert opposite_reach(body_of(reaching(arm=arm, leg=leg))) == pytest.approx(0.0, abs=0.01)


def test_a_limb_that_is_hidden_leaves_no_answer() -> None:
    body = body_of(hidden(reaching(arm=LEFT_ARM, leg=RIGHT_LEG), RIGHT_ARM))

    assert math.isnan(arm_lead(body))
    assert math.isnan(opposite_reach(body))


@pytest.mark.parametrize(("rise", "is_known"), [(0.3, True), (0.4, False), (-0.4, False)])
def test_a_hand_where_no_straight_arm_gets_it_is_guessed(rise: float, is_known: bool) -> None:
    """Beside the other hand, and trunk lengths higher or lower: as a far one that the head hides."""
    pose = reaching(leg=RIGHT_LEG)
    image = np.array(pose.image_px)
    image[LEFT_ARM, 1] -= rise * pose.trunk_px
    reach = opposite_reach(body_of(replace(pose, image_px=image)))

    assert (reach == pytest.approx(0.0, abs=0.01)) == is_known
    assert math.isnan(reach) != is_known


@pytest.mark.parametrize(("arm", "leg", "sign"), [(LEFT_ARM, RIGHT_LEG, 1.0), (RIGHT_ARM, LEFT_LEG, -1.0)])
def test_the_side_is_that_of_the_arm_or_of_the_leg_opposite_to_one_that_is_hidden(
    arm: L, leg: L, sign: float
) -> None:
    seen = reaching(arm=arm, leg=leg)

    assert reaching_side(body_of(seen)) * sign > 0.9
    assert reaching_side(body_of(hidden(seen, arm))) * sign > 0.9


def test_an_arm_that_contradicts_a_stretched_leg_leaves_the_side_open() -> None:
    assert reaching_side(body_of(reaching(arm=LEFT_ARM, leg=LEFT_LEG))) == 0.0
    assert reaching_side(body_of(reaching(arm=LEFT_ARM))) > 0.9


@pytest.mark.parametrize(
    ("left", "right", "lead"), [(140.0, 45.0, 95.0), (45.0, 140.0, -95.0), (60.0, 60.0, 0.0)]
)
def test_the_knee_that_is_drawn_up_leads_and_its_hip_is_the_tighter_one(
    left: float, right: float, lead: float
) -> None:
    body = body_of(on_the_back(left=(left, 100.0), right=(right, 100.0)))

    assert hip_lead_deg(body) == pytest.approx(lead, abs=0.5)
    assert tighter_hip_deg(body) == pytest.approx(max(left, right), abs=0.5)


def test_of_a_hidden_leg_the_other_hip_tells_how_tight_it_is() -> None:
    body = body_of(hidden(on_the_back(left=(140.0, 100.0)), L.LEFT_KNEE))

    assert tighter_hip_deg(body) == pytest.approx(45.0, abs=0.5)
    assert math.isnan(hip_lead_deg(body))


def test_the_leg_that_stays_is_the_one_with_the_bent_knee() -> None:
    assert still_hip_deg(body_of(on_the_back(left=(5.0, 5.0), right=(88.0, 90.0)))) == pytest.approx(
        88.0, abs=0.5
    )
    assert still_hip_deg(body_of(on_the_back(left=(70.0, 90.0), right=(5.0, 5.0)))) == pytest.approx(
        70.0, abs=0.5
    )


def test_the_leg_that_is_raised_is_the_one_with_the_bent_hip() -> None:
    assert raised_knee_deg(body_of(on_the_back(left=(60.0, 40.0), right=(5.0, 5.0)))) == pytest.approx(
        40.0, abs=0.5
    )
    assert raised_knee_deg(body_of(on_the_back(left=(5.0, 5.0), right=(120.0, 110.0)))) == pytest.approx(
        110.0, abs=0.5
    )


def test_of_a_hidden_leg_nothing_tells_which_one_is_raised() -> None:
    assert math.isnan(raised_knee_deg(body_of(hidden(on_the_back(left=(80.0, 12.0)), L.LEFT_KNEE))))


def test_a_far_knee_that_is_hidden_still_shows_how_the_knees_lie() -> None:
    """At rest the near knee hides the far one, and the neutral is taken there."""
    seen, far_hidden = body_of(hook_lying()), body_of(hidden(hook_lying(), L.RIGHT_KNEE))
    assert math.isnan(far_hidden.points[L.RIGHT_KNEE][0])
    assert knee_roll(far_hidden) == knee_roll(seen)
    assert knees_sink(far_hidden) == knees_sink(seen)


def test_a_near_shoulder_that_comes_up_rises_over_the_ears_and_a_turned_head_does_not_count() -> None:
    pose = hook_lying()
    rest = body_of(pose)
    image = np.array(pose.image_px, np.float64)
    up_px = 0.2 * rest.scale_px
    image[L.LEFT_EAR, 1] -= up_px
    image[L.RIGHT_EAR, 1] += up_px
    turned = replace(pose, image_px=image.astype(np.float32))
    assert shoulder_over_ears(body_of(turned)) == pytest.approx(shoulder_over_ears(rest), abs=1e-4)

    image[L.LEFT_SHOULDER + rest.near, 1] -= up_px
    lifted = body_of(replace(pose, image_px=image.astype(np.float32)))
    higher_px = shoulder_over_ears(lifted) * lifted.scale_px - shoulder_over_ears(rest) * rest.scale_px
    assert higher_px == pytest.approx(up_px, abs=0.1)


def test_a_camera_that_shakes_lifts_no_shoulder() -> None:
    pose = hook_lying()
    shaken = replace(pose, image_px=(pose.image_px + np.float32(7.0)).astype(np.float32))
    assert shoulder_over_ears(body_of(shaken)) == pytest.approx(shoulder_over_ears(body_of(pose)), abs=1e-4)
