"""People touch the floor in the postures between and beside the exercises, and hands get where they are sent."""

from __future__ import annotations

import numpy as np
import pytest

from sample_videos.render.ik import turn_x, turn_z
from sample_videos.render.unruly.blending import blend, slerp
from sample_videos.render.unruly.hands import PLACES, reach
from sample_videos.render.unruly.people import rig_for
from sample_videos.render.unruly.postures import POSTURES

PEOPLE = [("tall", "heavy", 0.3, 1.0), ("female_slim", "sturdy", 0.2, 0.95), ("round", "round", 0.0, 1.04)]
MOST_M = 0.03
LYING: list[tuple[str, dict[str, float]]] = [
    ("sitting_up", {}),
    ("sitting_up", {"sit_deg": 70.0, "spine_flexion_deg": 20.0}),
    ("rolled", {"roll_deg": 0.0}),
    ("rolled", {"roll_deg": 90.0, "curl_deg": 30.0}),
    ("rolled", {"roll_deg": 180.0, "curl_deg": 0.0}),
    ("plank", {}),
    ("plank", {"down": 0.9}),
    ("plank", {"forearms": 1.0}),
    ("plank", {"knees_down": 1.0}),
    ("on_back", {"left_leg_free": 1.0, "left_leg_flexion_deg": 84.0, "left_thigh_held": 1.0}),
    ("curling", {"left_long": 1.0, "curl_deg": 38.0, "sit_deg": 20.0}),
    ("arm_and_leg", {"left_arm_out": 1.0, "right_leg_out": 1.0}),
    ("folded", {"hips_back": 0.7, "hands_ahead": 0.3, "spine_flexion_deg": 22.0}),
    ("threaded", {"right_thread": 1.0, "hips_back": 0.48}),
    ("prone", {"spine_flexion_deg": -50.0, "pelvis_up_deg": 8.0}),
    ("side_plank_right", {"lift": 1.0}),
]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person[0])
@pytest.mark.parametrize(("posture", "pose"), LYING)
def test_the_lowest_of_the_skin_is_on_the_floor(
    posture: str, pose: dict[str, float], person: tuple[str, str, float, float]
) -> None:
    lowest_m = float(POSTURES[posture].figure(rig_for(*person), pose).vertices()[:, 2].min())
    assert abs(lowest_m) < MOST_M


def test_a_push_up_brings_the_chest_down_and_keeps_the_body_straight() -> None:
    rig = rig_for(*PEOPLE[0])
    up, down = (POSTURES["plank"].figure(rig, {"down": share}) for share in (0.0, 0.9))
    for figure in (up, down):
        shoulder, hip, ankle = (figure.middle(joint) for joint in ("shoulder", "hip", "ankle"))
        bend = np.degrees(
            np.arccos(np.dot(*((v / np.linalg.norm(v)) for v in (shoulder - hip, hip - ankle))))
        )
        assert bend < 12.0
    assert up.middle("shoulder")[2] - down.middle("shoulder")[2] > 0.2
    assert down.middle("wrist") == pytest.approx(up.middle("wrist"), abs=0.02)


def test_a_leg_is_raised_straight() -> None:
    raised = {"left_leg_free": 1.0, "left_leg_flexion_deg": 80.0, "left_leg_bend_deg": 0.0}
    figure = POSTURES["hook_lying"].figure(rig_for(*PEOPLE[0]), raised)
    thigh, shank = (
        figure.joint("left_knee") - figure.joint("left_hip"),
        figure.joint("left_ankle") - figure.joint("left_knee"),
    )
    assert np.dot(thigh, shank) / np.linalg.norm(thigh) / np.linalg.norm(shank) > 0.99
    assert figure.joint("left_ankle")[2] > 0.6
    assert figure.joint("right_ankle")[2] < 0.15


@pytest.mark.parametrize("posture", ["standing", "all_fours", "hook_lying", "sitting_up"])
@pytest.mark.parametrize("place", ["face", "chest", "head", "belly"])
def test_a_hand_gets_where_it_is_sent_if_the_arm_is_long_enough(posture: str, place: str) -> None:
    figure = POSTURES[posture].figure(rig_for(*PEOPLE[1]), {})
    wanted, _ = PLACES[place](figure, "left")
    reach(figure, "left", {place: 1.0})
    assert figure.joint("left_wrist") == pytest.approx(wanted, abs=0.06)


def test_a_hand_that_is_sent_nowhere_stays() -> None:
    figure = POSTURES["all_fours"].figure(rig_for(*PEOPLE[1]), {})
    before = figure.joint("left_wrist")
    reach(figure, "left", {"face": 0.0})
    assert figure.joint("left_wrist") == pytest.approx(before)


def test_a_small_circle_keeps_the_arm_straight_and_the_hand_near_the_height_of_the_shoulder() -> None:
    rig = rig_for(*PEOPLE[0])
    for turns in np.linspace(0.0, 1.0, 5):
        pose = {"left_circle_m": 0.2, "left_circle_turns": float(turns), "elbow_flexion_deg": 8.0}
        figure = POSTURES["arms_circling"].figure(rig, pose)
        assert abs(figure.joint("left_wrist")[2] - figure.joint("left_shoulder")[2]) < 0.25


def test_nobody_turns_round_between_the_belly_and_hands_and_knees() -> None:
    rig = rig_for(*PEOPLE[0])
    heads = [
        POSTURES[name].figure(rig, {}) for name in ("prone", "all_fours", "arm_and_leg", "folded", "threaded")
    ]
    assert all(POSTURES[name].face_down for name in ("prone", "plank", "arm_and_leg", "folded", "threaded"))
    assert all(figure.joint("head")[1] < figure.middle("hip")[1] - 0.3 for figure in heads)


def test_between_two_rotations_is_half_of_the_turn() -> None:
    assert slerp(turn_x(10.0), turn_x(50.0), 0.5) == pytest.approx(turn_x(30.0))
    assert slerp(turn_z(40.0), turn_z(40.0), 0.3) == pytest.approx(turn_z(40.0))


def test_between_two_postures_nobody_sinks_into_the_floor_or_leaves_it() -> None:
    rig = rig_for(*PEOPLE[0])
    standing, sitting = (
        POSTURES["standing"].figure(rig, {"knee_flexion_deg": 100.0}),
        POSTURES["sitting_up"].figure(rig, {}),
    )
    for share in (0.0, 0.3, 0.7, 1.0):
        assert blend(standing, sitting, share).vertices()[:, 2].min() == pytest.approx(0.0, abs=1e-4)
