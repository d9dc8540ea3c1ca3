"""Where the network looks: every frame, an even rate, or where something moves."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from posecoach.capture.grey import CELLS_WH
from posecoach.errors import UsageError
from posecoach.judging.resolution import coarse, open_s
from posecoach.pose.inference_policy import Inference, InferencePolicy, read_inference
from posecoach.pose.pose import Pose
from posecoach.testing.people import standing

GREY = np.full(CELLS_WH[::-1], 100, np.uint8)


def moved(t_s: float, trunks: float) -> Pose:
    """A standing person, moved sideways by so many trunk lengths."""
    pose = standing(t_s)
    trunk_px = float(np.hypot(*(pose.image_px[11] - pose.image_px[23])))
    return replace(pose, image_px=pose.image_px + np.array([trunks * trunk_px, 0.0], np.float32))


def looks(
    inference: Inference, rate_hz: float, seconds: float, speed: float = 0.0, waves_s: float = 1e9
) -> list[float]:
    """Return the media times looked at. speed: in trunk lengths a second. waves_s: from when on pixels change."""
    policy = InferencePolicy(inference)
    times_s = []
    for index in range(round(rate_hz * seconds)):
        t_s = index / rate_hz
        picture = GREY.copy()
        if t_s >= waves_s:
            picture[10:14, 10:14] += np.uint8(20 + 10 * (index % 2))
        if policy.wanted(t_s, picture):
            times_s.append(t_s)
            policy.seen(moved(t_s, speed * t_s))
    return times_s


def test_full_looks_at_every_frame() -> None:
    assert len(looks("full", 60, 2.0)) == 120


@pytest.mark.parametrize("rate_hz", [24.0, 25.0, 30.0, 60.0])
def test_a_rate_is_kept_whatever_the_frames(rate_hz: float) -> None:
    assert len(looks(10.0, rate_hz, 5.0)) == 50


def test_a_rate_above_that_of_the_frames_looks_at_all() -> None:
    assert len(looks(100.0, 30, 2.0)) == 60


def test_an_even_rate_looks_at_the_same_frames_wherever_it_begins() -> None:
    whole, piece = InferencePolicy(10.0), InferencePolicy(10.0)
    times_s = [index / 30 for index in range(300)]
    seen = [t_s for t_s in times_s if whole.wanted(t_s, None)]
    later = [t_s for t_s in times_s[151:] if piece.wanted(t_s, None)]
    assert later[1:] == [t_s for t_s in seen if t_s > later[0]]


@pytest.mark.parametrize(("rate_hz", "looks_a_second"), [(24.0, 8.0), (30.0, 10.0), (60.0, 60.0 / 7.0)])
def test_a_still_person_is_looked_at_eight_times_a_second_or_a_little_more(
    rate_hz: float, looks_a_second: float
) -> None:
    times_s = [t_s for t_s in looks("auto", rate_hz, 7.0) if t_s >= 2.0]
    assert len(times_s) == pytest.approx(5.0 * looks_a_second, abs=2)


@pytest.mark.parametrize("rate_hz", [8.0, 12.0, 15.0, 20.0])
def test_of_few_frames_a_second_none_is_left_out(rate_hz: float) -> None:
    assert len(looks("auto", rate_hz, 6.0)) == 6.0 * rate_hz


def test_one_late_frame_does_not_make_the_others_few() -> None:
    policy = InferencePolicy("auto")
    t_s, count = 0.0, 0
    for index in range(180):
        t_s += 0.06 if index % 6 == 5 else 1 / 30
        if policy.wanted(t_s, GREY):
            count += 1
            policy.seen(moved(t_s, 0.0))
    assert count < 120


def test_a_slow_movement_is_looked_at_ten_times_a_second_whatever_the_pixels() -> None:
    times_s = [t_s for t_s in looks("auto", 30, 6.0, speed=0.31, waves_s=1.0) if t_s >= 1.0]
    assert len(times_s) == pytest.approx(50, abs=2)


@pytest.mark.parametrize("rate_hz", [12.0, 15.0, 24.0, 25.0, 30.0, 60.0])
def test_two_looks_at_a_slow_movement_are_never_further_apart_than_a_tempo_can_be_told_from(
    rate_hz: float,
) -> None:
    times_s = [t_s for t_s in looks("auto", rate_hz, 6.0, speed=0.31) if t_s >= 1.0]
    apart_s = [after - before for before, after in pairwise(times_s)]
    assert not any(coarse(open_s(gap_s, 0.31 * gap_s)) for gap_s in apart_s)


@pytest.mark.parametrize(("rate_hz", "looks_a_second"), [(24.0, 8.0), (25.0, 25.0 / 3.0), (30.0, 10.0)])
def test_who_moves_on_slowly_is_looked_at_in_every_third_frame(rate_hz: float, looks_a_second: float) -> None:
    times_s = [t_s for t_s in looks("auto", rate_hz, 6.0, speed=0.31) if t_s >= 1.0]
    assert len(times_s) == pytest.approx(5.0 * looks_a_second, abs=1)


def test_who_begins_to_move_is_looked_at_in_every_other_frame_for_a_while() -> None:
    policy, found = InferencePolicy("auto"), []
    for index in range(72):
        if policy.wanted(index / 24, GREY):
            found.append(index)
            policy.seen(moved(index / 24, 0.31 * max(index - 48, 0) / 24))
    assert [index for index in found if index > 44] == [45, 48, 51, 53, 55, 57, 59, 62, 65, 68, 71]


def looked_at_frames(cells_after: int) -> list[int]:
    """Return which frames of 24 a second are looked at of who moves slowly. cells_after: see below.

    A bar of 400 cells moves on by 8 cells in each frame, so that 16 change, and from frame 97 on by `cells_after`.
    """
    policy, found = InferencePolicy("auto"), []
    for index in range(104):
        at = 8 * index + (cells_after - 8) * max(index - 96, 0)
        picture = np.full(CELLS_WH[0] * CELLS_WH[1], 100, np.uint8)
        picture[at : at + 400] += 50
        if policy.wanted(index / 24, picture.reshape(CELLS_WH[::-1])):
            found.append(index)
            policy.seen(moved(index / 24, 0.1 * index / 24))
    return found


def test_who_moves_is_looked_at_at_once_where_many_more_pixels_change_than_before() -> None:
    assert [index for index in looked_at_frames(8) if index > 90] == [93, 96, 99, 102]
    assert [index for index in looked_at_frames(30) if index > 90] == [93, 96, 97, 99, 101, 103]


def test_who_moves_is_not_looked_at_more_often_while_pixels_change_up_to_twice_as_fast() -> None:
    assert looked_at_frames(16) == looked_at_frames(8)


@pytest.mark.parametrize("speed", [0.06, 0.1, 0.2])
def test_who_moves_slowly_is_not_taken_for_still(speed: float) -> None:
    times_s = [t_s for t_s in looks("auto", 30, 6.0, speed=speed) if t_s >= 1.0]
    assert not any(coarse(after - before) for before, after in pairwise(times_s))


def test_who_sways_by_less_than_a_fiftieth_of_the_trunk_is_still() -> None:
    policy = InferencePolicy("auto")
    times_s = []
    for index in range(180):
        t_s = index / 30
        if policy.wanted(t_s, GREY):
            times_s.append(t_s)
            policy.seen(moved(t_s, 0.008 * math.sin(2.0 * math.pi * t_s / 3.0)))
    assert sum(t_s >= 2.0 for t_s in times_s) == pytest.approx(40, abs=2)


def test_frames_that_come_unevenly_are_looked_at_early_rather_than_late() -> None:
    policy = InferencePolicy("auto")
    t_s, times_s = 0.0, []
    for index in range(120):
        t_s += (0.02, 0.03, 0.045)[index % 3]
        if policy.wanted(t_s, GREY):
            times_s.append(t_s)
            policy.seen(moved(t_s, 0.31 * t_s))
    assert not any(coarse(after - before) for before, after in pairwise(times_s))
    assert len(times_s) < 80


@pytest.mark.parametrize("rate_hz", [12.0, 24.0, 25.0, 30.0])
def test_two_looks_at_a_still_person_are_no_further_apart_than_three_frames_of_24(rate_hz: float) -> None:
    times_s = looks("auto", rate_hz, 6.0)
    assert max(after - before for before, after in pairwise(times_s)) < 0.127


def test_a_fast_movement_is_looked_at_in_every_frame() -> None:
    assert len(looks("auto", 30, 3.0, speed=2.5)) == 90


def test_a_movement_of_one_and_a_half_trunk_lengths_a_second_is_looked_at_in_every_other_frame() -> None:
    assert len(looks("auto", 30, 3.0, speed=1.5)) == pytest.approx(45, abs=2)


def test_a_movement_of_one_trunk_length_a_second_is_looked_at_ten_times_a_second() -> None:
    assert len(looks("auto", 30, 3.0, speed=1.0)) == pytest.approx(30, abs=2)


@pytest.mark.parametrize("rate_hz", [15.0, 30.0, 60.0])
def test_a_movement_out_of_stillness_is_looked_at_with_its_first_frame(rate_hz: float) -> None:
    times_s = looks("auto", rate_hz, 5.0, waves_s=4.0)
    assert min(t_s for t_s in times_s if t_s >= 4.0) - 4.0 < 1.0 / rate_hz


def test_noise_of_the_camera_is_no_movement() -> None:
    random = np.random.default_rng(1)
    policy = InferencePolicy("auto")
    count = 0
    for index in range(150):
        noisy = (GREY + random.normal(0.0, 1.0, GREY.shape)).round().astype(np.uint8)
        if policy.wanted(index / 30, noisy):
            count += 1
            policy.seen(standing(index / 30))
    assert count < 55


def test_two_landmarks_that_jump_are_no_movement_of_the_body_but_three_are() -> None:
    def looked_at(jumping: int) -> int:
        policy, count = InferencePolicy("auto"), 0
        for index in range(90):
            t_s, pose = index / 30, standing(index / 30)
            pose.image_px[[15, 16, 31][:jumping]] += np.float32(40.0 * (index % 2))
            if policy.wanted(t_s, GREY):
                count += 1
                policy.seen(pose)
        return count

    assert looked_at(2) == looked_at(0)
    assert looked_at(3) > looked_at(0)


def test_where_a_landmark_is_no_number_no_frame_is_left_out() -> None:
    policy = InferencePolicy("auto")
    for index in range(60):
        pose = standing(index / 30)
        pose.image_px[31] = np.nan
        assert policy.wanted(index / 30, GREY)
        policy.seen(pose)


def test_nobody_is_looked_for_five_times_a_second() -> None:
    policy = InferencePolicy("auto")
    times_s = []
    for index in range(180):
        if policy.wanted(index / 30, GREY):
            times_s.append(index / 30)
            policy.seen(Pose.nobody(index / 30))
    assert sum(t_s >= 2.0 for t_s in times_s) == pytest.approx(20, abs=2)


def test_reset_forgets_everything() -> None:
    policy = InferencePolicy("auto")
    policy.wanted(5.0, GREY)
    policy.seen(standing(5.0))
    policy.reset()
    assert policy.wanted(0.0, GREY)


@pytest.mark.parametrize(("text", "found"), [("full", "full"), ("auto", "auto"), ("12.5", 12.5)])
def test_what_can_be_asked_for(text: str, found: Inference) -> None:
    assert read_inference(text) == found


@pytest.mark.parametrize("text", ["", "0", "-3", "nan", "1e9", "often"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as told:
        read_inference(text)
    assert (
        str(told.value) == f"--inference is '{text}'; it must be full, auto, or a number of frames a second"
    )
