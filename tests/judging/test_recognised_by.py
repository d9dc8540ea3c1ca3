"""What an exercise is recognised by: enough of it, from where it can be seen, and nothing that others do as well."""

from __future__ import annotations

import pytest

from posecoach.events import RepetitionRejected
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive, arms

CIRCLES = builtin_exercises()["arm_circles"]
CHILD = builtin_exercises()["childs_pose"]
CAT = builtin_exercises()["cat_cow"]
TWIST = builtin_exercises()["torso_twist"]
ROLL = builtin_exercises()["foam_roll"]
LYING = builtin_exercises()["hook_lying"]
ROTATION = builtin_exercises()["thoracic_rotation"]
FOLD = builtin_exercises()["toe_touch"]
KNEE = builtin_exercises()["single_knee_to_chest"]
HIP_LIFT = builtin_exercises()["hip_lift_twist"]
EXTENSION = builtin_exercises()["standing_extension"]


def small_circles(judgeable: bool = True) -> Drive:
    """Three small circles of both arms at the height of the shoulders."""
    drive = Drive(CIRCLES, elbows_flexion_deg=10.0, **arms(8.0, 8.0))
    drive.judgeable = judgeable
    drive.hold(0.5).move(1.0, **arms(105.0, 105.0))
    for _ in range(3):
        drive.move(0.5, **arms(80.0, 80.0)).move(0.5, **arms(105.0, 105.0))
    return drive.move(0.8, **arms(8.0, 8.0)).hold(0.5)


def test_small_circles_are_recognised() -> None:
    judge = small_circles().judge

    assert judge.proven
    assert judge.evidence.typical >= 3


def test_what_needs_the_front_is_not_recognised_from_the_side() -> None:
    assert not small_circles(judgeable=False).judge.proven


def test_an_arm_that_rises_alone_is_no_proof_of_circles() -> None:
    drive = Drive(CIRCLES, elbows_flexion_deg=10.0, **arms(80.0, 20.0)).hold(0.5)
    for _ in range(3):
        drive.move(1.0, **arms(86.0, 85.0)).hold(0.4).move(1.0, **arms(80.0, 20.0)).hold(0.3)

    assert drive.judge.evidence.typical == 0


def test_a_quick_pass_on_the_roller_proves_rolling() -> None:
    drive = Drive(ROLL, fps=20.0, trunk_place=0.00, knee_flexion_deg=100.0, ankle_height=0.15)
    drive.hold(1.2).move(0.6, trunk_place=0.20, knee_flexion_deg=80.0)
    drive.move(0.6, trunk_place=0.00, knee_flexion_deg=100.0).hold(0.5)

    assert drive.judge.proven


@pytest.mark.parametrize(("hips", "counted"), [(0.3, 1), (0.6, 0)])
def test_hips_that_travel_further_than_the_shoulders_do_not_roll(hips: float, counted: int) -> None:
    start = {"trunk_place": 0.0, "shoulder_place": 0.0, "hip_place": 0.0}
    drive = Drive(ROLL, knee_flexion_deg=100.0, **start).hold(1.2)
    drive.move(1.5, trunk_place=0.3, shoulder_place=0.3, hip_place=hips).move(1.5, **start).hold(0.5).finish()

    assert drive.judge.repetitions == counted


def test_feet_that_come_closer_while_the_trunk_stays_are_no_pass_on_the_roller() -> None:
    drive = Drive(ROLL, trunk_place=0.0, toe_shoulder_distance=1.85, knee_flexion_deg=100.0).hold(1.2)
    for _ in range(2):
        drive.move(1.5, toe_shoulder_distance=1.45, knee_flexion_deg=130.0)
        drive.move(1.5, toe_shoulder_distance=1.85, knee_flexion_deg=100.0)
    drive.finish()

    assert not drive.judge.moved


@pytest.mark.parametrize(("fold_deg", "typical"), [(121.0, 0), (132.0, 1)])
def test_hips_rocked_back_on_straight_arms_are_not_what_childs_pose_is_recognised_by(
    fold_deg: float, typical: int
) -> None:
    drive = Drive(CHILD, hip_flexion_deg=90.0, knee_flexion_deg=95.0, trunk_inclination_deg=85.0).hold(1.0)
    drive.move(2.0, hip_flexion_deg=fold_deg, knee_flexion_deg=131.0).hold(4.0)
    drive.move(2.0, hip_flexion_deg=90.0, knee_flexion_deg=95.0).hold(1.0)

    assert drive.judge.repetitions == 1
    assert drive.judge.evidence.typical == typical


@pytest.mark.parametrize(("holds", "proven"), [(1, False), (3, True)])
def test_childs_pose_held_for_a_breath_again_and_again_is_recognised_and_once_is_not(
    holds: int, proven: bool
) -> None:
    drive = Drive(CHILD, hip_flexion_deg=90.0, knee_flexion_deg=95.0, trunk_inclination_deg=80.0).hold(1.0)
    for _ in range(holds):
        drive.move(1.5, hip_flexion_deg=145.0, knee_flexion_deg=145.0, trunk_inclination_deg=98.0).hold(1.0)
        drive.move(1.5, hip_flexion_deg=90.0, knee_flexion_deg=95.0, trunk_inclination_deg=80.0).hold(0.6)

    assert drive.judge.repetitions == holds
    assert (drive.judge.proven and drive.judge.evidence.is_enough) is proven


def test_lying_still_in_pieces_is_not_lying_still() -> None:
    drive = lying()
    for _ in range(4):
        drive.move(0.4, hip_over_knee=0.4).move(0.4, hip_over_knee=0.6).hold(1.5)

    assert not drive.judge.proven


@pytest.mark.parametrize(("far_knee", "cycles"), [(1.5, 1), (2.4, 0)])
def test_a_far_knee_that_wavers_behind_the_near_one_leaves_a_cat_cow_and_a_raised_leg_does_not(
    far_knee: float, cycles: int
) -> None:
    drive = Drive(CAT, back_bow=-0.01, head_pitch_deg=-85.0, knee_flexion_deg=95.0, far_knee_distance=1.0)
    drive.hold(1.5).move(2.5, back_bow=-0.06, head_pitch_deg=-40.0)
    drive.move(0.5, far_knee_distance=far_knee).hold(1.0).move(0.5, far_knee_distance=1.0)
    drive.move(3.0, back_bow=0.07, head_pitch_deg=-120.0).hold(1.0)
    drive.move(2.5, back_bow=-0.01, head_pitch_deg=-85.0).hold(1.5)

    assert drive.judge.repetitions == cycles
    assert drive.judge.evidence.typical == cycles


def twisted(exercise: Exercise, turns_deg: list[float]) -> Drive:
    """Turns with no pause and no still start, seen by a camera 15 degrees aside; the hips follow a little."""

    def turn(chest_deg: float) -> dict[str, float]:
        return {
            "chest_turn_deg": 15.0 + chest_deg,
            "trunk_twist_deg": 0.4 * chest_deg,
            "knee_flexion_deg": 3.0,
        }

    drive = Drive(exercise, **turn(turns_deg[0] / 2.0))
    for turn_deg in turns_deg:
        drive.move(1.0, **turn(turn_deg)).move(1.0, **turn(0.0))
    return drive


@pytest.mark.parametrize("turns_deg", [[40.0] * 6, [-40.0] * 6, [40.0, -40.0] * 3])
def test_the_neutral_of_a_twist_is_found_in_turns_to_one_side_as_in_turns_to_both(
    turns_deg: list[float],
) -> None:
    judge = twisted(TWIST, turns_deg).judge
    chest = judge.signals.index["chest_turn_deg"]

    assert judge.signals.rest_neutral[chest] == pytest.approx(15.0, abs=4.0)


def lying() -> Drive:
    """Somebody who has been lying with bent knees for two and a half seconds."""
    feet = {"ankle_height": 0.14, "foot_inclination_deg": 0.0, "knee_flexion_deg": 120.0}
    return Drive(LYING, trunk_rotation_deg=0.0, hip_height=0.1, hip_over_knee=0.6, **feet).hold(2.5)


def test_feet_that_slide_away_are_lying_with_bent_knees_all_the_same() -> None:
    assert lying().move(0.8, knee_flexion_deg=65.0, hip_over_knee=0.4).hold(5.0).judge.proven


@pytest.mark.parametrize(("knees", "proven"), [(0.58, True), (0.35, False)])
def test_knees_that_rock_between_two_rests_are_no_lying_still(knees: float, proven: bool) -> None:
    drive = lying()
    for _ in range(3):
        drive.move(1.2, hip_over_knee=knees).hold(1.0).move(1.2, hip_over_knee=0.6).hold(0.8)
    assert drive.judge.proven is proven


@pytest.mark.parametrize("lift", [0.06, 0.1])
def test_hips_that_move_between_two_rests_are_no_lying_still(lift: float) -> None:
    drive = lying()
    for _ in range(3):
        drive.move(0.5, hip_height=0.1 + lift).move(0.5, hip_height=0.1).hold(2.5)
    assert not drive.judge.proven


def test_a_moment_too_short_for_a_movement_ends_no_rest() -> None:
    drive = lying().move(1 / 30, hip_height=0.114).move(1 / 30, hip_height=0.1).hold(2.5)
    assert drive.judge.proven


def test_landmarks_that_wander_for_a_moment_end_no_rest() -> None:
    drive = lying().move(0.2, trunk_rotation_deg=4.0).move(0.2, trunk_rotation_deg=0.0).hold(2.5)
    assert drive.judge.proven


def rejected(drive: Drive) -> list[str]:
    """Why the movements of a drive were not counted."""
    return [str(event.reason) for event in drive.finish().of(RepetitionRejected)]


def lifted(key: str, shoulders: float, hips: float) -> Drive:
    """Hips that rise by a third of the trunk's length, while shoulders and hips go along the floor."""
    low = {"hip_height": 0.08, "shoulder_hip_knee_deg": 115.0, "shoulder_place": 0.0, "hip_place": 0.0}
    high = {
        "hip_height": 0.4,
        "shoulder_hip_knee_deg": 165.0,
        "shoulder_place": shoulders,
        "hip_place": hips,
    }
    drive = Drive(builtin_exercises()[key], ankle_height=0.14, knee_flexion_deg=105.0, **low)
    return drive.hold(1.5).move(2.0, **high).hold(2.5).move(2.0, **low).hold(1.5)


@pytest.mark.parametrize(("key", "what"), [("bridge", "a bridge"), ("hip_lift_twist", "a hip lift")])
def test_rolling_on_a_roller_is_no_lift_of_the_hips(key: str, what: str) -> None:
    told = f"your shoulders rolled along the floor, so it was not {what}"
    assert rejected(lifted(key, shoulders=0.42, hips=0.36)) == [told]
    assert rejected(lifted(key, shoulders=0.3, hips=0.3)) == []  # seen at an angle
    assert rejected(lifted(key, shoulders=0.42, hips=0.1)) == []


def turned(shoulder: float, hip: float) -> Drive:
    """A turn of the chest to one side and back, in which shoulder and hip go across the picture."""
    start = {"trunk_rotation_deg": 0.0, "turn_to_camera_deg": 0.0, "shoulder_place": 0.0, "hip_place": 0.0}
    there = {
        "trunk_rotation_deg": 35.0,
        "turn_to_camera_deg": 35.0,
        "shoulder_place": shoulder,
        "hip_place": hip,
    }
    drive = Drive(ROTATION, knee_flexion_deg=96.0, hand_ear_distance=0.15, **start)
    return drive.hold(1.5).move(2.0, **there).hold(2.5).move(2.0, **start).hold(1.5)


def test_rolling_on_a_roller_is_no_rotation() -> None:
    told = "your shoulders rolled along the floor, so it was not a rotation"
    assert rejected(turned(shoulder=0.25, hip=0.2)) == [told]
    assert rejected(turned(shoulder=0.25, hip=0.1)) == []


@pytest.mark.parametrize(("lean_deg", "twists"), [(5.0, 1), (16.0, 0)])
def test_whoever_sways_to_the_side_in_a_turn_does_not_twist(lean_deg: float, twists: int) -> None:
    drive = Drive(TWIST, chest_turn_deg=0.0, side_bend_deg=0.0, knee_flexion_deg=3.0).hold(1.5)
    drive.move(1.5, chest_turn_deg=45.0, side_bend_deg=lean_deg).hold(0.4)
    drive.move(1.5, chest_turn_deg=0.0, side_bend_deg=0.0).hold(1.0)
    assert drive.judge.repetitions == twists


@pytest.mark.parametrize(("hand_below_knee", "typical"), [(-0.15, 1), (-0.22, 0)])
def test_who_reaches_the_knees_or_nearly_is_recognised_by_the_fold(
    hand_below_knee: float, typical: int
) -> None:
    drive = Drive(FOLD, trunk_inclination_deg=2.0, knee_flexion_deg=3.0, hand_below_knee=-1.2).hold(1.5)
    drive.move(2.0, trunk_inclination_deg=70.0, hand_below_knee=hand_below_knee).hold(0.6)
    drive.move(2.0, trunk_inclination_deg=2.0, hand_below_knee=-1.2).hold(1.0)
    assert (drive.judge.repetitions, drive.judge.evidence.typical) == (1, typical)


def test_hips_that_stay_below_the_shoulders_are_not_what_a_hip_lift_is_recognised_by() -> None:
    for slope_deg, typical in ((84.0, 0), (96.0, 1)):
        drive = Drive(HIP_LIFT, hip_height=0.08, trunk_rotation_deg=0.0, trunk_inclination_deg=80.0).hold(1.5)
        drive.move(2.0, hip_height=0.4, trunk_inclination_deg=slope_deg).hold(1.0)
        drive.move(2.0, hip_height=0.08, trunk_inclination_deg=80.0).hold(1.5).finish()
        assert (drive.judge.repetitions, drive.judge.evidence.typical) == (1, typical)


@pytest.mark.parametrize(("knee_deg", "reach", "folds"), [(30.0, -0.05, 1), (45.0, -0.05, 0), (45.0, 0.4, 1)])
def test_who_bends_the_knees_to_lift_something_does_not_reach_for_the_toes(
    knee_deg: float, reach: float, folds: int
) -> None:
    drive = Drive(FOLD, trunk_inclination_deg=2.0, knee_flexion_deg=3.0, hand_below_knee=-1.0).hold(1.5)
    drive.move(2.0, trunk_inclination_deg=65.0, knee_flexion_deg=knee_deg, hand_below_knee=reach).hold(0.6)
    drive.move(2.0, trunk_inclination_deg=2.0, knee_flexion_deg=3.0, hand_below_knee=-1.0).hold(1.0)
    assert drive.judge.repetitions == folds


@pytest.mark.parametrize(
    ("knee_deg", "hips_back", "typical"),
    [(40.0, 0.45, 0), (40.0, 0.25, 1), (6.0, 0.45, 1), (20.0, 0.6, 0), (16.0, 0.6, 0), (16.0, 0.4, 1)],
)
def test_hips_that_go_back_over_bent_knees_are_lifting_and_no_toe_touch_is_recognised_by_them(
    knee_deg: float, hips_back: float, typical: int
) -> None:
    upright = {"trunk_inclination_deg": 2.0, "knee_flexion_deg": 3.0, "hand_below_knee": -0.9}
    drive = Drive(FOLD, hip_place=0.0, shoulder_place=0.0, **upright).hold(1.5)
    folded = {"trunk_inclination_deg": 70.0, "knee_flexion_deg": 3.0 + knee_deg, "hand_below_knee": 0.4}
    drive.move(2.0, hip_place=-hips_back, shoulder_place=0.5, **folded).hold(0.6)
    drive.move(2.0, hip_place=0.0, shoulder_place=0.0, **upright).hold(1.0)
    assert (drive.judge.repetitions, drive.judge.evidence.typical) == (1, typical)


@pytest.mark.parametrize(
    ("other_knee_deg", "level_deg", "typical"),
    [(8.0, 2.0, 1), (8.0, 12.0, 1), (10.0, 22.0, 0), (90.0, 22.0, 1)],
)
def test_pedalling_with_the_other_leg_in_the_air_is_not_what_a_knee_to_chest_is_recognised_by(
    other_knee_deg: float, level_deg: float, typical: int
) -> None:
    lying = {"tighter_hip_deg": 45.0, "hip_lead_deg": 0.0, "hips_difference_deg": 0.0}
    drive = Drive(KNEE, trunk_inclination_deg=90.0, straighter_knee_deg=90.0, leg_level_deg=-5.0, **lying)
    drive.hold(1.5).move(
        1.0,
        tighter_hip_deg=137.0,
        hip_lead_deg=105.0,
        hips_difference_deg=105.0,
        straighter_knee_deg=other_knee_deg,
        leg_level_deg=level_deg,
    )
    drive.hold(2.5).move(1.0, straighter_knee_deg=90.0, leg_level_deg=-5.0, **lying).hold(1.0)
    assert (drive.judge.repetitions, drive.judge.evidence.typical) == (1, typical)


@pytest.mark.parametrize(("feet_apart", "leans"), [(0.25, 1), (1.5, 0)])
def test_a_lunge_is_no_back_extension(feet_apart: float, leans: int) -> None:
    start = {"backward_lean_deg": 0.0, "knee_flexion_deg": 3.0, "hand_hip_distance": 0.2}
    drive = Drive(EXTENSION, feet_apart=feet_apart, **start).hold(1.5)
    drive.move(1.5, backward_lean_deg=20.0).hold(2.5).move(1.5, backward_lean_deg=0.0).hold(1.5)
    assert drive.judge.repetitions == leans
