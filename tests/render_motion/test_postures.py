"""People touch the floor where they should: nothing sinks in, nothing that rests floats."""

from __future__ import annotations

import numpy as np
import pytest

from sample_videos.render.measure import Track, measured
from sample_videos.render.motions import childs_pose, curl_up, press_up
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, PoseError, Posture
from sample_videos.render.postures.all_fours import ALL_FOURS, ARM_AND_LEG, FOLDED, THREADED
from sample_videos.render.postures.curling import CURLING
from sample_videos.render.postures.prone import PRONE
from sample_videos.render.postures.side_lying import SIDE_PLANK
from sample_videos.render.postures.sitting import SITTING, seat_height_m
from sample_videos.render.postures.standing import (
    ARMS_AT_LEGS,
    ARMS_BEFORE_CHEST,
    ARMS_CIRCLING,
    HANDS_ON_BACK,
    STANDING,
)
from sample_videos.render.postures.supine import (
    HANDS_AT_BACK,
    HANDS_BEHIND_HEAD,
    HOOK_LYING,
    ON_ROLLER,
    ROLLER_RADIUS_M,
    roller_place_m,
)
from sample_videos.render.rig import SIDES, SIGN, Side, rig_of

BODIES = ("female_slim", "male", "heavy", "older", "small")
MOST_M = 0.01
#: A back gives way a little to the roller that carries it.
MOST_IN_ROLLER_M = 0.012
FEET = tuple(f"{side}_foot" for side in SIDES)
ON_FLOOR: list[tuple[Posture, Pose, tuple[str, ...]]] = [
    (ALL_FOURS, {}, ("left_hand", "right_hand", "left_shin", "right_shin", *FEET)),
    (
        ALL_FOURS,
        {"spine_flexion_deg": 48.0, "neck_flexion_deg": 30.0},
        ("left_hand", "left_shin", "left_foot"),
    ),
    (
        ALL_FOURS,
        {"spine_flexion_deg": -38.0, "neck_flexion_deg": -40.0},
        ("left_hand", "left_shin", "left_foot"),
    ),
    (ALL_FOURS, {"hips_back": 0.42}, ("left_hand", "right_hand", "left_shin", "left_foot")),
    (ALL_FOURS, {"elbow_flexion_deg": 55.0}, ("left_hand", "right_hand", "left_shin", "left_foot")),
    (
        ARM_AND_LEG,
        {"left_arm_out": 1.0, "right_leg_out": 1.0},
        ("right_hand", "left_shin", "left_foot"),
    ),
    (FOLDED, childs_pose.POSE, ("left_hand", "right_hand", "left_shin", "right_shin", *FEET)),
    (THREADED, {"left_thread": 1.0}, ("right_hand", "left_hand", "left_shin", "right_shin", *FEET)),
    (CURLING, {"left_long": 1.0}, ("trunk", "head", "left_foot", "right_foot")),
    (CURLING, {"right_long": 1.0, "curl_deg": 24.0}, ("pelvis", *FEET)),
    (PRONE, {}, ("trunk", "left_hand", "right_hand", *FEET)),
    (PRONE, press_up.UP, ("left_hand", "right_hand", *FEET)),
    (PRONE, press_up.FAULTS["hips_on_floor"], ("left_hand", "right_hand", *FEET)),
    (SIDE_PLANK["left"], {}, ("pelvis", "left_elbow", "left_hand")),
    (SIDE_PLANK["right"], {"lift": 1.0}, ("right_foot", "right_elbow", "right_hand")),
    (STANDING, {}, FEET),
    (STANDING, {"pelvis_pitch_deg": 58.0, "spine_flexion_deg": 52.0, "hips_back_deg": 9.0}, FEET),
    (
        STANDING,
        {"knee_flexion_deg": 98.0, "hips_back_deg": 24.0, "pelvis_pitch_deg": 32.0, "stance": 1.6},
        FEET,
    ),
    (ARMS_CIRCLING, {"left_arm_turn_deg": 180.0, "right_arm_turn_deg": 180.0}, FEET),
    (ARMS_BEFORE_CHEST, {"pelvis_turn_deg": 38.0, "spine_twist_deg": 26.0, "knee_flexion_deg": 6.0}, FEET),
    (ARMS_AT_LEGS, {"spine_bend_deg": 34.0, "aside_m": -0.02}, FEET),
    (HANDS_ON_BACK, {"hips_back_deg": -5.0, "pelvis_pitch_deg": -7.0, "spine_flexion_deg": -32.0}, FEET),
    (SITTING, {}, FEET),
    (SITTING, {"pelvis_pitch_deg": -14.0, "spine_flexion_deg": 50.0, "feet_ahead_m": 0.15}, FEET),
    (HOOK_LYING, {}, ("pelvis", "thorax", "head", "left_hand", "right_hand", *FEET)),
    (HOOK_LYING, {"left_heel_up_deg": 32.0, "right_heel_up_deg": -28.0}, ("pelvis", "thorax", *FEET)),
    (HANDS_AT_BACK, {}, ("pelvis", "thorax", "head", *FEET)),
    (HANDS_AT_BACK, {"lift": 1.0}, ("thorax", "head", *FEET)),
    (HANDS_AT_BACK, {"lift": 1.0, "spine_twist_deg": 26.0}, ("thorax", "head", *FEET)),
    # Pushed too high, the neck carries what the shoulders do not.
    (HANDS_AT_BACK, {"lift": 1.6, "spine_flexion_deg": -28.0}, ("back", *FEET)),
    (HANDS_BEHIND_HEAD, {}, ("pelvis", "thorax", *FEET)),
    (HANDS_BEHIND_HEAD, {"spine_twist_deg": -36.0, "spine_flexion_deg": 10.0}, ("pelvis", "thorax", *FEET)),
    (ON_ROLLER, {"travel_m": -0.08}, FEET),
    (ON_ROLLER, {"travel_m": 0.08}, FEET),
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(("posture", "pose", "resting"), ON_FLOOR)
def test_what_rests_on_the_floor_touches_it(
    body: str, posture: Posture, pose: Pose, resting: tuple[str, ...]
) -> None:
    """No vertex is more than 1 cm under the floor, no part that rests is more than 1 cm over it."""
    figure = posture.figure(rig_of(body), pose)
    assert float(figure.vertices()[:, 2].min()) > -MOST_M
    heights = {part: round(figure.lowest_m(part), 4) for part in resting}
    assert heights == {part: pytest.approx(0.0, abs=MOST_M) for part in resting}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("travel_m", [-0.08, 0.0, 0.08])
def test_the_back_lies_on_the_roller(body: str, travel_m: float) -> None:
    """The skin of the trunk touches the roller, and gives way to it by 1.2 cm at most."""
    figure = ON_ROLLER.figure(rig_of(body), {"travel_m": travel_m})
    back = figure.part("trunk")
    middle = back[np.abs(back[:, 0]) < 0.15]
    away = np.hypot(middle[:, 1] - roller_place_m(figure.rig, travel_m), middle[:, 2] - ROLLER_RADIUS_M)
    assert float(away.min()) == pytest.approx(ROLLER_RADIUS_M, abs=MOST_IN_ROLLER_M)
    assert 0.03 < figure.lowest_m("pelvis") < 0.11


@pytest.mark.parametrize("body", BODIES)
def test_hands_and_feet_stay_where_they_are_planted(body: str) -> None:
    """Through a cat and a cow the palms, knees and feet keep their places."""
    places = [
        _planted(ALL_FOURS.figure(rig_of(body), {"spine_flexion_deg": bend})) for bend in (0.0, 48.0, -38.0)
    ]
    assert np.ptp(np.array(places), axis=0).max() < 0.005


SEATED: list[Pose] = [
    {},
    {"pelvis_pitch_deg": 12.0, "spine_flexion_deg": -30.0},
    {"pelvis_pitch_deg": -14.0, "spine_flexion_deg": 50.0},
    {"spine_twist_deg": 52.0, "hands_aside": 1.0},
    {"feet_ahead_m": 0.15},
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("pose", SEATED)
def test_who_sits_rests_on_the_seat(body: str, pose: Pose) -> None:
    """Pelvis and thighs touch the seat and are not in it, at a height that chairs have, with the thighs level."""
    figure = SITTING.figure(rig_of(body), pose)
    seat_m = seat_height_m(figure.rig)
    assert 0.28 < seat_m < 0.5
    assert figure.lowest_m("pelvis") == pytest.approx(seat_m, abs=MOST_M)
    if "feet_ahead_m" not in pose:
        assert float(figure.middle("hip")[2]) == pytest.approx(float(figure.middle("knee")[2]), abs=0.03)


@pytest.mark.parametrize("body", BODIES)
def test_the_hand_slides_down_the_leg_that_the_trunk_leans_to(body: str) -> None:
    """By a hand's length and more, at the side of the thigh; the other hand goes up."""
    upright, leaned = (
        ARMS_AT_LEGS.figure(rig_of(body), {"spine_bend_deg": bend, "elbow_flexion_deg": 10.0})
        for bend in (0.0, 34.0)
    )
    lower, higher = (
        float(leaned.joint(f"{side}_wrist")[2] - upright.joint(f"{side}_wrist")[2])
        for side in ("left", "right")
    )
    assert lower < -0.08
    assert higher > 0.01
    aside_m = leaned.joint("left_wrist")[0] - leaned.joint("left_hip")[0]
    assert 0.05 < aside_m < 0.25


@pytest.mark.parametrize("body", BODIES)
def test_hands_on_the_back_lie_behind_it_and_crossed_ones_before_it(body: str) -> None:
    """Behind the skin of the small of the back; as they are crossed, both are before the chest."""
    rig = rig_of(body)
    behind, before = (HANDS_ON_BACK.figure(rig, {"hands_up": share}) for share in (0.0, 1.0))
    spine_y = float(behind.joint("spine05")[1])
    for side in SIDES:
        assert float(behind.joint(f"{side}_wrist")[1]) > spine_y + 0.04
        assert float(before.joint(f"{side}_wrist")[1]) < float(before.joint("spine01")[1]) - 0.1


@pytest.mark.parametrize("body", BODIES)
def test_a_leg_that_is_stretched_back_never_goes_through_the_floor(body: str) -> None:
    """Its foot slides back first, then it is lifted, and the knee is straight before the leg is level."""
    figures = [
        ARM_AND_LEG.figure(rig_of(body), {"left_leg_out": share}) for share in np.linspace(0.0, 1.0, 11)
    ]
    heights_m = [figure.lowest_m("left_foot") for figure in figures]
    assert min(heights_m) > -MOST_M
    assert heights_m[4] < 0.06
    assert heights_m[10] > 0.2


@pytest.mark.parametrize("body", BODIES)
def test_a_head_that_would_be_in_the_floor_rests_on_it(body: str) -> None:
    """However deep the trunk sinks in child's pose."""
    deep = {**childs_pose.POSE, "hands_ahead": 0.3, "neck_flexion_deg": 12.0}
    assert FOLDED.figure(rig_of(body), deep).lowest_m("head") > -MOST_M


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("side", SIDES)
def test_a_threaded_arm_comes_out_on_the_other_side_with_its_shoulder_down(body: str, side: Side) -> None:
    """The head or the shoulder is on the floor, and the hips are where they are on hands and knees."""
    flat, low = (THREADED.figure(rig_of(body), {f"{side}_thread": share}) for share in (0.0, 1.0))
    other = "right" if side == "left" else "left"
    assert min(low.lowest_m("trunk"), low.lowest_m("head")) == pytest.approx(0.0, abs=MOST_M)
    assert low.joint(f"{side}_shoulder")[2] < low.joint(f"{other}_shoulder")[2]
    assert SIGN[other] * low.joint(f"{side}_wrist")[0] > 0.1
    assert low.middle("hip") == pytest.approx(flat.middle("hip"), abs=0.005)


@pytest.mark.parametrize("body", BODIES)
def test_a_chest_that_is_pressed_up_leaves_the_hips_on_the_floor(body: str) -> None:
    """And the fault lifts them."""
    lying, up, wrong = (
        PRONE.figure(rig_of(body), pose).middle("hip")[2]
        for pose in ({}, press_up.UP, {**press_up.UP, **press_up.FAULTS["hips_on_floor"]})
    )
    assert lying - 0.04 < up < lying + 0.01
    assert wrong > lying + 0.06


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("side", SIDES)
def test_lifted_hips_are_in_line_with_shoulders_and_feet(body: str, side: Side) -> None:
    """And the side that is named is below."""
    for lift, height in ((0.0, -0.26), (1.0, 0.0)):
        figure = SIDE_PLANK[side].figure(rig_of(body), {"lift": lift})
        values = measured(Track.of([figure]), None)
        assert values["hip_height"][0] == pytest.approx(height, abs=0.06)
        assert figure.joint(f"{side}_shoulder")[2] < figure.middle("shoulder")[2]


@pytest.mark.parametrize("body", BODIES)
def test_head_and_shoulders_curl_up_a_little_and_the_rest_stays(body: str) -> None:
    """The shoulders come up by 3 to 20 % of the trunk; low back, feet and elbows do not move by 3 cm."""
    figures = [CURLING.figure(rig_of(body), {"left_long": 1.0, **pose}) for pose in ({}, curl_up.UP)]
    track = Track.of(figures)
    lifted = (figures[1].middle("shoulder") - figures[0].middle("shoulder"))[2] / track.trunk_m
    assert 0.03 < lifted < 0.2
    assert figures[1].lowest_m("head") > 0.1
    for joint in ("left_hip", "right_hip", "left_knee", "right_ankle", "left_wrist"):
        assert float(np.linalg.norm(np.diff(track.joints[joint], axis=0))) < 0.03
    assert max(figures[1].joint(f"{side}_elbow")[2] for side in SIDES) < 0.1


def test_the_hips_do_not_follow_the_twist() -> None:
    """Turning the chest in the lifted position leaves the hips as high as they are."""
    rig = rig_of("male")
    straight, turned = (
        HANDS_AT_BACK.figure(rig, {"lift": 1.0, "spine_twist_deg": twist}).middle("hip")[2]
        for twist in (0.0, 26.0)
    )
    assert turned == pytest.approx(straight, abs=0.005)


def test_a_parameter_that_a_posture_does_not_have_is_refused() -> None:
    """The message names the parameter, the posture, and what there is."""
    with pytest.raises(
        PoseError, match=r"^posture all_fours has no parameter lift; it has elbow_flexion_deg, hands_ahead, "
    ):
        ALL_FOURS.figure(rig_of("male"), {"lift": 1.0})


def _planted(figure: Figure) -> list[np.ndarray]:
    return [figure.joint(f"{side}_{joint}") for side in SIDES for joint in ("wrist", "knee", "ankle")]
