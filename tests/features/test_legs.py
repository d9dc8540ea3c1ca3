"""Legs keep their names: who lies on the back with one leg long, and a model that exchanges left and right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from posecoach.features.body import Body
from posecoach.features.legs import EXCHANGED, TOGETHER_S, LegNames
from posecoach.features.limbs import leg_lead_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.lying import one_leg_long
from tests.poses import hook_lying

STEP_S = 1 / 24
TRUNK_PX = 200.0


def renamed(pose: Pose) -> Pose:
    """The same person, the legs called by each other's names."""
    return replace(
        pose,
        image_px=pose.image_px[EXCHANGED],
        world_m=pose.world_m[EXCHANGED],
        visibility=pose.visibility[EXCHANGED],
    )


def long_leg(poses: Iterable[Pose]) -> str:
    """Which leg is stretched after these poses."""
    body = Body()
    for pose in poses:
        body.update(pose)
    return "left" if leg_lead_deg(body) > 0.0 else "right"


def lying(seconds: float, from_s: float = 0.0, other_names: bool = False) -> list[Pose]:
    """Somebody whose right leg is long, at 24 frames/s."""
    poses = [one_leg_long(from_s + STEP_S * i) for i in range(round(seconds / STEP_S))]
    return [renamed(pose) for pose in poses] if other_names else poses


def test_a_leg_keeps_its_name_when_the_model_exchanges_them() -> None:
    assert long_leg(lying(1.0)) == "right"
    assert long_leg([*lying(1.0), *lying(1.0, 1.0, other_names=True)]) == "right"


def on_the_way(pose: Pose, share: float) -> Pose:
    """The same person, each leg on its way to where the other is."""
    other = renamed(pose)
    return replace(pose, image_px=(1.0 - share) * pose.image_px + share * other.image_px)


def test_an_exchange_that_takes_two_frames_is_one_too() -> None:
    between = on_the_way(one_leg_long(1.0), 0.73)  # far enough to be told apart, too little to be an exchange
    assert long_leg([*lying(1.0), between, *lying(1.0, 1.0 + STEP_S, other_names=True)]) == "right"


def legs_apart(px: float, t_s: float) -> Pose:
    """Somebody whose knees and ankles are together so far apart in the image."""
    pose = one_leg_long(t_s)
    image_px = pose.image_px.copy()
    for mark, height_px in ((L.LEFT_KNEE, 100.0), (L.LEFT_ANKLE, 200.0)):
        image_px[mark, :2], image_px[mark + 1, :2] = (100.0, height_px), (100.0 + px / 2.0, height_px)
    return replace(pose, image_px=image_px)


def spread(first_s: float, lasts_s: float) -> list[Pose]:
    """Somebody at 60 frames/s whose legs get each other's names in steps, over so long."""
    steps = round(60 * lasts_s)
    return [on_the_way(one_leg_long(first_s + i / 60), i / steps) for i in range(1, steps + 1)]


def test_an_exchange_that_a_filter_spreads_over_a_tenth_of_a_second_is_one_too() -> None:
    poses = [*lying(1.0), *spread(1.0, 0.1), *lying(0.3, 1.1 + 1 / 60, other_names=True)]
    assert long_leg(poses) == "right"


@pytest.mark.parametrize(("px", "exchanged"), [(100.0, True), (99.0, False)])
def test_legs_half_a_trunk_apart_are_told_apart(px: float, exchanged: bool) -> None:
    legs = LegNames()
    legs.follow(legs_apart(px, 0.0), TRUNK_PX, on_the_back=True)

    assert legs.follow(renamed(legs_apart(px, STEP_S)), TRUNK_PX, on_the_back=True) is exchanged


def test_names_that_are_exchanged_back_are_followed() -> None:
    assert long_leg([*lying(1.0), *lying(0.5, 1.0, other_names=True), *lying(0.5, 1.5)]) == "right"


def test_legs_that_lay_together_get_their_names_anew() -> None:
    together = [hook_lying(1.5 + STEP_S * i) for i in range(round(2 * TOGETHER_S / STEP_S))]
    after_s = 1.5 + STEP_S * len(together)
    poses = [
        *lying(1.0),
        *lying(0.5, 1.0, other_names=True),
        *together,
        *lying(0.5, after_s, other_names=True),
    ]
    assert long_leg(poses) == "left"


def test_after_a_gap_the_model_is_believed() -> None:
    assert long_leg([*lying(1.0), *lying(0.5, 2.0, other_names=True)]) == "left"


def test_only_legs_of_somebody_on_the_back_keep_their_names() -> None:
    legs, pose = LegNames(), one_leg_long(0.0)
    assert not legs.follow(pose, TRUNK_PX, on_the_back=False)
    assert not legs.follow(renamed(replace(pose, t_s=STEP_S)), TRUNK_PX, on_the_back=False)
    assert not legs.follow(pose, TRUNK_PX, on_the_back=True)
    assert legs.follow(renamed(replace(pose, t_s=STEP_S)), TRUNK_PX, on_the_back=True)


#: Left knee, right knee, left ankle, right ankle [px] of a rendered person with a trunk of 98 px who draws the right
#: knee in, 24 frames/s: for three frames both legs seem to be one, or each the other.
_BLURRED = (
    ((376, 234), (338, 232), (433, 287), (428, 284)),
    ((375, 234), (333, 231), (431, 285), (425, 281)),
    ((343, 228), (338, 231), (421, 274), (426, 282)),
    ((325, 225), (354, 228), (411, 267), (427, 284)),
    ((338, 221), (333, 228), (412, 272), (422, 277)),
    ((356, 222), (319, 229), (422, 275), (407, 266)),
    ((365, 226), (311, 229), (428, 276), (392, 259)),
    ((380, 240), (306, 230), (432, 277), (385, 250)),
)


def test_a_moment_in_which_legs_cannot_be_told_apart_gives_them_no_names() -> None:
    legs, exchanged = LegNames(), []
    for i, joints in enumerate(_BLURRED):
        pose = hook_lying(STEP_S * i)
        image_px = pose.image_px.copy()
        image_px[[L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE]] = joints
        exchanged.append(legs.follow(replace(pose, image_px=image_px), 98.0, on_the_back=True))

    assert not any(exchanged)
