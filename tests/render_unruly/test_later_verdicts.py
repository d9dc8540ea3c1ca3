"""What is true of the later exercises on the floor, good ones and bad ones, and what who sees them must know."""

from __future__ import annotations

import msgspec
import pytest

from sample_videos.render.motions.childs_pose import POSE as ON_HEELS
from sample_videos.render.motions.feet import both_down, of_leg
from sample_videos.render.motions.press_up import UP as PRESSED_UP
from sample_videos.render.truth import Side
from sample_videos.render.unruly.description import Beat, Meant
from sample_videos.render.unruly.verdict import Verdict
from tests.render_unruly.test_verdicts import CAMERA, described, rules, verdict

Pose = dict[str, float]

FEET: Pose = {"left_foot_flexion_deg": 100.0, "right_foot_flexion_deg": 100.0}
DRAWN_IN: Pose = {"leg_free": 1.0, "leg_flexion_deg": 128.0, "leg_bend_deg": 120.0}
UP: Pose = {"leg_free": 1.0, "leg_flexion_deg": 84.0, "leg_bend_deg": 8.0}
TABLE: Pose = {"leg_free": 1.0, "leg_flexion_deg": 90.0, "leg_bend_deg": 90.0, "arm_free": 1.0}
AWAY: Pose = of_leg("right", {"leg_flexion_deg": 16.0, "leg_bend_deg": 8.0})
AT_LEFT: Pose = {"left_knee_aside_deg": 52.0, "right_knee_aside_deg": 52.0, "pelvis_roll_deg": 26.0}
#: The upper knee stays where it is.
BEHIND: Pose = {
    "left_knee_aside_deg": 78.0,
    "right_knee_aside_deg": -6.0,
    "pelvis_roll_deg": 13.0,
    "spine_twist_deg": -13.0,
}
CURLED: Pose = {"curl_deg": 24.0, "chin_deg": 6.0}
STRETCHED: Pose = {"left_arm_out": 1.0, "right_leg_out": 1.0}

#: Posture, the three phases, the side, the pose to begin in, the pose at its height, the seconds of each phase.
GOOD: dict[str, tuple[str, tuple[str, str, str], Side | None, Pose, Pose, tuple[float, float, float]]] = {
    "bridge": ("hook_lying", ("lift", "hold", "lower"), None, FEET, {"lift": 1.0}, (1.6, 2.6, 1.6)),
    "single_knee_to_chest": ("on_back", ("pull", "hold", "lower"), "left", {**FEET, **both_down(DRAWN_IN)},
                             of_leg("left", DRAWN_IN), (1.6, 2.6, 1.6)),
    "double_knee_to_chest": ("on_back", ("pull", "hold", "lower"), None, {**FEET, **both_down(DRAWN_IN)},
                             {**of_leg("left", DRAWN_IN), **of_leg("right", DRAWN_IN)}, (1.6, 2.6, 1.6)),
    "hamstring_stretch": ("on_back", ("stretch", "hold", "lower"), "left", {**FEET, **both_down(UP)},
                          of_leg("left", UP), (1.6, 11.0, 1.6)),
    "dead_bug": ("on_back", ("stretch", "pause", "return"), "left", {**of_leg("left", TABLE), **of_leg("right", TABLE)},
                 {**AWAY, "left_arm_deg": 80.0}, (1.6, 1.2, 1.6)),
    "knee_rolls": ("on_back", ("sink", "stay", "up"), "left", {**FEET, "head_follows": 1.0},
                   {**AT_LEFT, "spine_twist_deg": -26.0}, (1.6, 2.6, 1.6)),
    "curl_up": ("curling", ("lift", "hold", "lower"), None, {"left_long": 1.0}, CURLED, (1.6, 2.6, 1.6)),
    "side_plank": ("side_plank_left", ("lift", "hold", "down"), "left", {}, {"lift": 1.0}, (1.6, 2.6, 1.6)),
    "bird_dog": ("arm_and_leg", ("reach", "hold", "return"), "left", {}, STRETCHED, (1.6, 2.6, 1.6)),
    "childs_pose": ("folded", ("back", "hold", "up"), None, {}, dict(ON_HEELS), (1.6, 2.6, 1.6)),
    "thread_the_needle": ("threaded", ("thread", "hold", "back"), None, {}, {"left_thread": 1.0}, (1.6, 2.6, 1.6)),
    "press_up": ("prone", ("up", "hold", "down"), None, {}, dict(PRESSED_UP), (2.6, 1.8, 1.6)),
}  # fmt: skip


def done(exercise: str, wrong: Pose | None = None, **seconds: float) -> Verdict:
    """One repetition from a still start and back, with what is wrong at its height, in other times if told."""
    posture, phases, side, start, height, usual_s = GOOD[exercise]
    times_s = [seconds.get(phase, usual) for phase, usual in zip(phases, usual_s, strict=True)]
    up = {**start, **height, **(wrong or {})}
    moves = [
        Beat(posture, time_s, pose, phase, side)
        for time_s, pose, phase in zip(times_s, (up, up, start), phases, strict=True)
    ]
    beats = [Beat(posture, 0.8, start, "-"), *moves, Beat(posture, 0.8, start, "-")]
    camera = msgspec.structs.replace(CAMERA, yaw_deg=0.0)
    neutral = Beat(posture, 0.0, start)
    return verdict(described(exercise, neutral, beats, [Meant(1, 4, side)], camera=camera))


@pytest.mark.parametrize("exercise", GOOD)
def test_a_good_one_must_be_found_and_nothing_may_be_said_against_it(exercise: str) -> None:
    found = done(exercise)

    assert [(one.side, one.sure) for one in found.repetitions] == [(GOOD[exercise][2], True)]
    assert found.must_be_recognised
    assert not found.possible


@pytest.mark.parametrize(
    ("exercise", "wrong", "seconds", "broken"),
    [
        ("bridge", {"lift": 1.7, "spine_flexion_deg": -28.0}, {}, {"hips_not_overarched"}),
        (
            "bridge",
            {"left_heel_up_deg": 34.0, "right_heel_up_deg": 34.0},
            {"lower": 0.4},
            {"feet_flat", "slow"},
        ),
        ("single_knee_to_chest", {"head_up_deg": 48.0}, {"hold": 0.8}, {"head_down", "hold_long_enough"}),
        ("double_knee_to_chest", {}, {"lower": 0.4}, {"slow"}),
        ("hamstring_stretch", {}, {"hold": 4.0}, {"hold_long_enough"}),
        ("dead_bug", {"left_arm_deg": 0.0}, {}, {"opposite_limbs"}),
        ("dead_bug", {"left_leg_flexion_deg": 36.0}, {}, {"other_leg_stays"}),
        ("knee_rolls", {"spine_twist_deg": 7.0}, {}, {"shoulders_down"}),
        ("knee_rolls", BEHIND, {"stay": 1.2}, {"knees_together", "hold_long_enough"}),
        ("curl_up", {"curl_deg": 38.0, "sit_deg": 20.0, "chin_deg": -6.0}, {}, {"only_a_little"}),
        ("curl_up", {"chin_deg": 56.0}, {"lift": 0.4}, {"chin_stays", "slow"}),
        ("bird_dog", {"left_arm_out": 0.0}, {}, {"opposite_limbs"}),
        ("bird_dog", {"leg_level_deg": 48.0}, {"hold": 0.9}, {"leg_not_too_high", "hold_long_enough"}),
        ("childs_pose", {}, {"hold": 0.8, "up": 0.5}, {"hold_long_enough", "slow"}),
        ("thread_the_needle", {"hips_back": 0.48}, {}, {"hips_over_knees"}),
        ("press_up", {"hips_up": 0.26}, {"up": 1.0, "down": 0.4}, {"hips_on_floor", "slow", "slow_return"}),
        ("press_up", {"neck_flexion_deg": -76.0}, {}, {"neck_long"}),
    ],
)
def test_what_is_broken_beyond_the_error_must_be_found(
    exercise: str, wrong: Pose, seconds: dict[str, float], broken: set[str]
) -> None:
    found = done(exercise, wrong, **seconds)

    assert [one.sure for one in found.repetitions] == [True]
    assert rules(found.sure) == broken


def test_knees_that_sink_by_little_more_than_the_error_need_not_be_found() -> None:
    hardly = {"left_knee_aside_deg": 34.0, "right_knee_aside_deg": 34.0, "pelvis_roll_deg": 17.0}
    assert not done("knee_rolls", {**hardly, "spine_twist_deg": -17.0}).must_be_recognised


@pytest.mark.parametrize(
    ("exercise", "wrong"), [("dead_bug", {"left_arm_deg": 0.0}), ("bird_dog", {"left_arm_out": 0.0})]
)
def test_who_moves_a_leg_alone_all_the_time_need_not_be_recognised(exercise: str, wrong: Pose) -> None:
    found = done(exercise, wrong)

    assert rules(found.sure) == {"opposite_limbs"}
    assert not found.must_be_recognised


def test_hips_that_sag_in_the_hold_of_a_side_plank_must_be_found() -> None:
    posture, start_s = "side_plank_left", 0.8
    poses = [("-", start_s, 0.0), ("lift", 1.6, 1.0), ("hold", 2.4, 1.0), ("", 1.0, 0.3), ("", 1.8, 0.3)]
    beats = [Beat(posture, seconds, {"lift": lift}, phase) for phase, seconds, lift in poses]
    found = verdict(
        described(
            "side_plank",
            Beat(posture, 0.0, {}),
            [*beats, Beat(posture, 1.2, {}, "down")],
            [Meant(1, 5, "left")],
            camera=msgspec.structs.replace(CAMERA, yaw_deg=0.0),
        )
    )

    assert rules(found.sure) == {"hips_in_line"}


def test_changes_count_from_the_own_neutral_though_the_clip_begins_standing() -> None:
    standing = Beat("standing", 0.8, {}, "-")
    curl = [("-", 1.2, {}), ("lift", 1.6, CURLED), ("hold", 2.6, CURLED), ("lower", 1.6, {}), ("-", 0.5, {})]
    beats = [Beat("curling", seconds, pose, phase) for phase, seconds, pose in curl]
    found = verdict(described("curl_up", Beat("curling", 0.0, {}), [standing, *beats], [Meant(2, 5)]))

    assert not {"only_a_little", "chin_stays"} & rules(found.possible)


def test_a_bridge_may_be_taken_for_a_hip_lift_whose_turn_is_not_seen() -> None:
    assert done("bridge").also == ("hip_lift_twist",)
