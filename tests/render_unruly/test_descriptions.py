"""Descriptions of unruly clips: the same for the same number, and everything that people do somewhere among them."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from posecoach.exercises.loader import builtin_exercises
from sample_videos.render.catalogue import CLIPS
from sample_videos.render.unruly.description import Description
from sample_videos.render.unruly.generator import (
    EXERCISES,
    LONGEST_S,
    MOST_FRAMES,
    NEGATIVE_EVERY,
    describe,
)
from sample_videos.render.unruly.postures import POSTURES
from sample_videos.render.unruly.relatives import RELATIVES

COUNT = 300
#: What real people do, by the names under which the traits of a description tell it.
TRAITS = {
    "starts_in_the_middle", "no_still_start", "still", "ends_in_the_middle", "no_pauses", "short_pauses", "long_pauses",
    "tempo_slow", "tempo_brisk", "tempo_fast", "tempo_uneven", "deep", "usual", "shallow", "feet_near", "feet_far",
    "head_lifted", "one_sided", "any_side", "half_repetition", "no_twist", "talking", "pointing", "scratching",
    "looks_away", "talks_first", "walks_in", "sits_first", "rolls_in", "from_belly", "sits_up", "rolls_over",
    "walks_off", "sits_back", "lies_down", "rests", "crossing_behind", "crossing_in_front", "stands_by", "cut_feet",
    "cut_hands", "cut_hips", "cut_head", "long_hair", "loose_clothes", "oblique", "camera_high", "camera_low", "tilted",
    "small_in_picture", "fast_camera", "slow_camera", "frames_dropped", "dim", "noisy", "hands_off_between",
    "head_does_not_follow", "arms_beside", "hold_short", "hold_none", "bar",
}  # fmt: skip


@pytest.fixture(scope="module")
def descriptions() -> list[Description]:
    return [describe(1, number) for number in range(COUNT)]


def test_the_same_seed_and_number_are_the_same_bytes(descriptions: list[Description]) -> None:
    for number in range(0, COUNT, 25):
        assert describe(1, number).as_json() == descriptions[number].as_json()
    assert len({description.sha256 for description in descriptions}) == COUNT
    assert describe(2, 0).sha256 != describe(1, 0).sha256


def test_a_description_is_read_back_from_its_bytes(descriptions: list[Description]) -> None:
    for description in descriptions[:20]:
        assert msgspec.json.decode(description.as_json(), type=Description) == description


def test_the_bytes_of_one_description_are_known() -> None:
    # A change here means that the stored run no longer shows what its seeds draw: render it again.
    assert describe(20, 0).sha256[:16] == "974df8257e60275c"
    # Nor may a draw of fewer exercises change when one is added to all of them.
    assert describe(20, 0, "twelve").sha256[:16] == "1772fb8147d7f32f"


def test_every_trait_is_drawn_somewhere(descriptions: list[Description]) -> None:
    seen = Counter(trait for description in descriptions for trait in description.traits)
    assert not TRAITS - set(seen)


def test_every_exercise_and_every_relative_is_drawn(descriptions: list[Description]) -> None:
    kinds = Counter(description.kind for description in descriptions)
    assert set(kinds) == set(EXERCISES["eight"]) | set(RELATIVES)
    assert min(kinds[name] for name in EXERCISES["eight"]) >= COUNT // 12
    assert min(kinds[name] for name in RELATIVES) >= 4


def test_a_quarter_are_relatives(descriptions: list[Description]) -> None:
    relatives = [description for description in descriptions if description.exercise is None]
    assert len(relatives) == COUNT // NEGATIVE_EVERY
    assert all(description.kind in RELATIVES for description in relatives)
    assert not any(description.repetitions for description in relatives)


def test_cameras_go_as_far_as_people_put_them(descriptions: list[Description]) -> None:
    yaws_deg = [description.camera.yaw_deg for description in descriptions]
    heights_m = [description.camera.height_m for description in descriptions]
    rates = {description.capture.fps for description in descriptions}
    assert min(yaws_deg) < -60.0
    assert max(yaws_deg) > 60.0
    assert min(heights_m) < 0.15
    assert max(heights_m) > 1.6
    assert {10.0, 60.0} <= rates
    assert max(abs(description.camera.roll_deg) for description in descriptions) > 9.0


def test_feet_come_near_the_buttocks(descriptions: list[Description]) -> None:
    feet = [
        description.neutral.pose.get("left_foot_flexion_deg", 0.0)
        for description in descriptions
        if description.exercise in {"hip_lift_twist", "hook_lying", "thoracic_rotation"}
    ]
    assert max(feet) > 135.0


def test_clips_are_neither_long_nor_of_many_frames(descriptions: list[Description]) -> None:
    for description in descriptions:
        start_s, end_s = description.window_s
        assert 0.0 <= start_s < end_s <= sum(beat.seconds for beat in description.beats) + 1e-6
        assert end_s - start_s <= LONGEST_S + 1e-6
        assert (end_s - start_s) * description.capture.fps <= MOST_FRAMES + 1


def test_no_body_of_the_half_that_is_only_reported_is_among_them(descriptions: list[Description]) -> None:
    reported = {actor.body for clip in CLIPS.values() if clip.split == "test" for actor in clip.actors}
    assert not reported & {
        body for description in descriptions for body in (description.person.body, description.person.other)
    }


@pytest.fixture(scope="module")
def of_all() -> list[Description]:
    return [describe(1, number, "all") for number in range(COUNT)]


def test_of_all_exercises_each_is_drawn_as_often_and_none_is_a_relative(of_all: list[Description]) -> None:
    kinds = Counter(description.kind for description in of_all)
    assert set(kinds) == set(builtin_exercises()) | set(RELATIVES) - {"side_bends"}
    assert min(kinds[name] for name in EXERCISES["all"]) >= COUNT * 3 // 4 // len(EXERCISES["all"])
    assert sum(description.exercise is None for description in of_all) == COUNT // NEGATIVE_EVERY


def test_drawing_of_all_is_another_draw_and_the_same_every_time(of_all: list[Description]) -> None:
    assert of_all[5].as_json() == describe(1, 5, "all").as_json()
    assert of_all[5].sha256 != describe(1, 5).sha256


def test_later_exercises_have_what_is_unruly_about_them(of_all: list[Description]) -> None:
    more = (describe(2, number, "all") for number in range(COUNT))
    seen = {trait for description in (*of_all, *more) for trait in description.traits}
    assert not {
        "sits_down", "stool", "arms_crossed", "arms_knee", "hold_none", "hold_short", "head_up", "leg_alone", "sinks",
        "knee_behind", "shoulders_along", "chin_down", "sags", "hips_forward", "hips_along", "hips_up", "head_back",
    } - seen  # fmt: skip


def test_phases_of_an_arm_or_a_leg_have_its_side(of_all: list[Description]) -> None:
    sided = {
        kind: {b.phase for d in of_all if d.kind == kind for b in d.beats if b.side}
        for kind in ("dead_bug", "hamstring_stretch", "bird_dog", "knee_rolls", "bridge")
    }
    assert sided == {
        "dead_bug": {"stretch", "pause"},
        "hamstring_stretch": {"stretch", "hold", "lower"},
        "bird_dog": {"reach", "hold"},
        "knee_rolls": {"sink", "stay", "up"},
        "bridge": set(),
    }


def test_who_lies_on_a_side_shows_the_front_to_the_camera(of_all: list[Description]) -> None:
    planks = [description for description in of_all if description.kind == "side_plank"]
    assert {(d.neutral.posture, d.camera.near) for d in planks} == {
        ("side_plank_left", "left"),
        ("side_plank_right", "right"),
    }


def test_every_beat_is_a_pose_of_its_posture(
    descriptions: list[Description], of_all: list[Description]
) -> None:
    for description in (*descriptions, *of_all):
        for beat in (description.neutral, *description.beats):
            POSTURES[beat.posture].complete({**beat.pose, **beat.arc})
