"""Near relatives and faults of one movement: what counts, and what an exercise is recognised by."""

from __future__ import annotations

import pytest

from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive, arms

CIRCLES = builtin_exercises()["arm_circles"]
CAT = builtin_exercises()["cat_cow"]
CHILD = builtin_exercises()["childs_pose"]
SEATED_CAT = builtin_exercises()["seated_cat_cow"]
SEATED_TWIST = builtin_exercises()["seated_twist"]
SIDE_BEND = builtin_exercises()["side_bend"]
ROTATION = builtin_exercises()["thoracic_rotation"]
TWIST = builtin_exercises()["torso_twist"]
STRETCH = builtin_exercises()["hamstring_stretch"]
DEAD_BUG = builtin_exercises()["dead_bug"]


@pytest.mark.parametrize(("late_deg", "proven"), [(100.0, True), (40.0, False)])
def test_an_arm_that_is_late_circles_and_one_that_stays_down_does_not(late_deg: float, proven: bool) -> None:
    drive = Drive(CIRCLES, elbows_flexion_deg=10.0, **arms(8.0, 8.0)).hold(0.5)
    for _ in range(2):
        drive.move(0.8, **arms(170.0, late_deg)).hold(0.3).move(0.8, **arms(8.0, 8.0))

    assert drive.judge.proven is proven


@pytest.mark.parametrize(
    ("bend_deg", "other_deg", "repetitions"),
    [(150.0, 8.0, 0), (60.0, 8.0, 1), (150.0, 90.0, 1)],
    ids=["a hand that talks", "an arm that circles alone", "two arms that circle, one of them late"],
)
@pytest.mark.parametrize("right", [False, True])
def test_a_hand_that_goes_up_before_the_chest_is_no_circle(
    bend_deg: float, other_deg: float, repetitions: int, right: bool
) -> None:
    up = arms(other_deg, 160.0) if right else arms(160.0, other_deg)
    drive = Drive(CIRCLES, elbows_flexion_deg=bend_deg, **arms(8.0, 8.0)).hold(0.5)
    drive.move(0.8, **up).hold(0.3).move(0.8, **arms(8.0, 8.0)).hold(0.5)

    assert drive.judge.repetitions == repetitions


@pytest.mark.parametrize(("turn_deg", "repetitions"), [(55.0, 1), (30.0, 0)])
def test_whoever_turns_while_leaning_twists_and_whoever_only_leans_does_not(
    turn_deg: float, repetitions: int
) -> None:
    drive = Drive(SEATED_TWIST, chest_turn_deg=0.0, side_bend_deg=0.0, trunk_twist_deg=0.0).hold(1.5)
    drive.move(2.0, chest_turn_deg=turn_deg, side_bend_deg=30.0, trunk_twist_deg=0.5 * turn_deg).hold(4.0)
    drive.move(2.0, chest_turn_deg=0.0, side_bend_deg=0.0, trunk_twist_deg=0.0).hold(1.5)

    assert drive.judge.repetitions == repetitions


@pytest.mark.parametrize(("lean_deg", "repetitions"), [(50.0, 1), (62.0, 0)])
def test_a_lean_is_a_fault_of_a_seated_cat_cow_and_a_fold_is_none(lean_deg: float, repetitions: int) -> None:
    upright = {"back_bow": 0.012, "head_pitch_deg": -95.0, "trunk_inclination_deg": 3.0}
    drive = Drive(SEATED_CAT, knee_flexion_deg=97.0, **upright).hold(1.5)
    drive.move(2.5, back_bow=-0.022, head_pitch_deg=-70.0).hold(1.0)
    drive.move(3.0, back_bow=0.068, head_pitch_deg=-155.0, trunk_inclination_deg=lean_deg).hold(1.0)
    drive.move(2.5, **upright).hold(1.5)

    assert drive.judge.repetitions == repetitions


@pytest.mark.parametrize(
    ("also", "typical"),
    [
        ({"trunk_inclination_deg": 44.0, "hip_over_knee": 0.7}, 1),
        ({"trunk_inclination_deg": 58.0, "hip_over_knee": 0.7}, 0),
        ({"trunk_inclination_deg": 20.0, "hip_over_knee": 0.53}, 0),
    ],
    ids=["a side bend", "a windmill", "a squat"],
)
def test_a_side_bend_is_told_from_a_windmill_and_from_a_squat(also: dict[str, float], typical: int) -> None:
    upright = {"side_bend_deg": 1.0, "shoulder_tilt": 0.0, "trunk_inclination_deg": 3.0, "hip_over_knee": 0.8}
    drive = Drive(SIDE_BEND, chest_turn_deg=0.0, **upright).hold(1.5)
    drive.move(2.0, side_bend_deg=25.0, shoulder_tilt=0.4, **also).hold(0.7).move(2.0, **upright).hold(1.5)

    assert drive.judge.repetitions == 1
    assert drive.judge.evidence.typical == typical


@pytest.mark.parametrize(
    ("also", "typical"),
    [
        ({}, 1),
        ({"trunk_inclination_deg": 105.0}, 0),
        ({"hip_flexion_deg": 15.0}, 0),
    ],
    ids=["a cat-cow", "an arm threaded under the trunk", "lying down"],
)
def test_a_cat_cow_is_recognised_by_a_trunk_that_stays_level(also: dict[str, float], typical: int) -> None:
    level = {
        "back_bow": -0.01,
        "head_pitch_deg": -85.0,
        "trunk_inclination_deg": 76.0,
        "hip_flexion_deg": 80.0,
    }
    drive = Drive(CAT, knee_flexion_deg=95.0, **level)
    drive.hold(1.5).move(2.5, back_bow=-0.06, head_pitch_deg=-40.0).hold(1.0)
    drive.move(3.0, back_bow=0.07, head_pitch_deg=-120.0, **also).hold(1.0).move(2.5, **level).hold(1.5)

    assert drive.judge.repetitions == 1
    assert drive.judge.evidence.typical == typical


@pytest.mark.parametrize(("head_rise", "typical"), [(0.1, 1), (0.22, 0)])
def test_a_head_that_comes_up_is_not_what_a_rotation_is_recognised_by(head_rise: float, typical: int) -> None:
    drive = Drive(
        ROTATION, trunk_rotation_deg=0.0, turn_to_camera_deg=0.0, knee_flexion_deg=96.0, head_height=0.1,
        hand_ear_distance=0.15, upper_arm_lift_deg=-10.0, hip_height=0.08, elbow_ahead=0.45,
    ).hold(1.5)  # fmt: skip
    drive.move(1.8, trunk_rotation_deg=40.0, head_height=0.1 + head_rise).hold(3.0)
    drive.move(1.8, trunk_rotation_deg=0.0, head_height=0.1).hold(1.0)

    assert drive.judge.repetitions == 1
    assert drive.judge.evidence.typical == typical


@pytest.mark.parametrize(("knee_deg", "typical"), [(38.0, 0), (75.0, 2)])
def test_a_leg_put_down_straight_has_come_down_and_may_be_a_leg_raise(knee_deg: float, typical: int) -> None:
    down = {"tighter_hip_deg": 18.0, "leg_lead_deg": 0.0, "feet_apart": 0.1, "higher_foot": -0.9}
    up = {"tighter_hip_deg": 88.0, "leg_lead_deg": 80.0, "feet_apart": 2.2, "higher_foot": 0.8}
    drive = Drive(
        STRETCH, straighter_knee_deg=knee_deg, raised_knee_deg=knee_deg, head_pitch_deg=-105.0,
        trunk_inclination_deg=92.0, hip_lead_deg=0.0, **down,
    )  # fmt: skip
    drive.hold(1.5)
    for _ in range(2):
        drive.move(2.0, straighter_knee_deg=8.0, raised_knee_deg=8.0, hip_lead_deg=70.0, **up).hold(11.0)
        drive.move(
            2.0, straighter_knee_deg=knee_deg, raised_knee_deg=knee_deg, hip_lead_deg=0.0, **down
        ).hold(1.0)

    assert drive.judge.repetitions == 2
    assert drive.judge.evidence.typical == typical


@pytest.mark.parametrize(("others", "is_enough"), [(0, False), (2, True)])
def test_one_quick_movement_is_enough_beside_others_that_show_less(others: int, is_enough: bool) -> None:
    start = {"straighter_knee_deg": 90.0, "opposite_reach": 0.0, "leg_lead_deg": 0.0, "reaching_side": 0.0}
    drive = Drive(DEAD_BUG, trunk_inclination_deg=90.0, tighter_hip_deg=90.0, **start).hold(1.5)
    for reach in (0.9, *[0.3] * others):
        out = {
            "straighter_knee_deg": 8.0,
            "opposite_reach": reach,
            "leg_lead_deg": -60.0,
            "reaching_side": 0.6,
        }
        drive.move(0.6, **out).move(0.6, **start).hold(0.4)

    assert drive.judge.repetitions == 1 + others
    assert drive.judge.evidence.typical == 1
    assert drive.judge.evidence.is_enough is is_enough


@pytest.mark.parametrize(("hips", "repetitions"), [(0.08, 1), (0.18, 0)])
def test_hips_that_travel_with_the_shoulders_are_on_a_roller(hips: float, repetitions: int) -> None:
    drive = Drive(
        ROTATION, trunk_rotation_deg=0.0, turn_to_camera_deg=0.0, knee_flexion_deg=96.0, head_height=0.1,
        hand_ear_distance=0.15, upper_arm_lift_deg=-10.0, hip_height=0.08, elbow_ahead=0.45,
        shoulder_place=0.7, hip_place=-0.3,
    ).hold(1.5)  # fmt: skip
    drive.move(1.8, trunk_rotation_deg=30.0, shoulder_place=0.83, hip_place=-0.3 + hips).hold(3.0)
    drive.move(1.8, trunk_rotation_deg=0.0, shoulder_place=0.7, hip_place=-0.3).hold(1.0)

    assert drive.judge.repetitions == repetitions


@pytest.mark.parametrize(("lean_deg", "repetitions"), [(8.0, 1), (12.0, 0)])
def test_a_small_lean_to_the_side_is_no_twist(lean_deg: float, repetitions: int) -> None:
    drive = Drive(TWIST, chest_turn_deg=0.0, trunk_twist_deg=0.0, side_bend_deg=0.0).hold(1.5)
    drive.move(1.5, chest_turn_deg=36.0, trunk_twist_deg=10.0, side_bend_deg=lean_deg).hold(0.5)
    drive.move(1.5, chest_turn_deg=0.0, trunk_twist_deg=0.0, side_bend_deg=0.0).hold(1.0)

    assert drive.judge.repetitions == repetitions


@pytest.mark.parametrize(("knee_deg", "proven"), [(125.0, False), (130.0, True)])
def test_hips_that_stay_over_a_threaded_arm_are_not_back_on_the_heels(knee_deg: float, proven: bool) -> None:
    kneeling = {"knee_flexion_deg": 95.0, "hip_flexion_deg": 90.0, "trunk_inclination_deg": 80.0}
    drive = Drive(CHILD, **kneeling).hold(1.0)
    drive.move(2.5, knee_flexion_deg=knee_deg, hip_flexion_deg=148.0, trunk_inclination_deg=107.0).hold(5.0)

    assert drive.judge.proven is proven
