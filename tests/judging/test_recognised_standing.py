"""What exercises standing are recognised by, and what sweeping, talking and dancing show instead."""

from __future__ import annotations

import pytest

from posecoach.exercises.loader import builtin_exercises
from tests.driving import Drive, arms

CIRCLES = builtin_exercises()["arm_circles"]
TWIST = builtin_exercises()["torso_twist"]


def turned(*ends_deg: float, hands_apart: float = 0.05, then_apart: float = 0.05) -> Drive:
    """Turn the chest to each of the ends and back; the hands are that far above each other there, and at the centre."""
    still = {"chest_turn_deg": 0.0, "hands_height_difference": then_apart}
    drive = Drive(TWIST, hip_over_knee=0.9, pelvis_rotation_deg=0.0, trunk_twist_deg=0.0, **still).hold(1.5)
    for end_deg in ends_deg:
        drive.move(1.8, chest_turn_deg=end_deg, hands_height_difference=hands_apart).hold(0.4)
        drive.move(1.8, **still).hold(0.8)
    return drive


@pytest.mark.parametrize(("then_apart", "typical"), [(0.5, 0), (0.05, 1)])
def test_a_turn_with_one_hand_above_the_other_throughout_is_counted_and_not_what_a_twist_is_recognised_by(
    then_apart: float, typical: int
) -> None:
    drive = turned(45.0, hands_apart=0.5, then_apart=then_apart)

    assert drive.judge.repetitions == 1
    assert drive.judge.evidence.typical == typical


@pytest.mark.parametrize(
    ("ends_deg", "typical"), [((25.0,), 0), ((25.0, 25.0), 0), ((38.0,), 1), ((27.0, -27.0), 1)]
)
def test_turns_as_small_as_of_people_who_talk_are_counted_and_recognised_only_to_both_sides(
    ends_deg: tuple[float, ...], typical: int
) -> None:
    drive = turned(*ends_deg)

    assert drive.judge.repetitions == len(ends_deg)
    assert drive.judge.evidence.typical == typical


@pytest.mark.parametrize(("sway", "typical"), [(0.1, 1), (0.5, 0)])
def test_arms_that_go_round_over_hips_that_sway_are_not_what_circles_are_recognised_by(
    sway: float, typical: int
) -> None:
    drive = Drive(CIRCLES, elbows_flexion_deg=10.0, hips_sway=0.0, hands_ahead=0.0, **arms(8.0, 8.0)).hold(
        0.5
    )
    drive.move(1.0, hips_sway=sway, hands_ahead=0.5, **arms(90.0, 90.0))
    drive.move(1.0, hips_sway=sway, hands_ahead=0.0, **arms(175.0, 175.0))
    drive.move(1.0, hips_sway=0.0, hands_ahead=-0.5, **arms(90.0, 90.0))
    drive.move(1.0, hands_ahead=0.0, **arms(8.0, 8.0)).hold(0.5)

    assert drive.judge.repetitions == 1
    assert drive.judge.evidence.typical == typical
