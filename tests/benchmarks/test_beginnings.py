"""The benchmark of beginnings: how a recording's time is bent, what is right about it, and how that is scored."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.beginnings.bending import Span, Stretch, bent, parts, straight, whole
from benchmarks.beginnings.drawing import KINDS, Beginning, draw
from benchmarks.beginnings.run import clips_of_exercises
from benchmarks.beginnings.scoring import BeginningScore, Found, score
from posecoach.pose.recording import Recording
from sample_videos.render.truth import read_truth, truth_path
from tests.poses import every, standing

MOVE = Span(1.0, 3.0, "left")
HESITATES = (straight(0.0, 2.0), Stretch(2.0, 2.0, 0.5), Stretch(2.0, 1.5, 0.5), straight(1.5, 4.0))
TRIES = (straight(0.0, 2.0), Stretch(2.0, 0.5, 1.5), straight(0.5, 4.0))
AWAY = (straight(0.0, 2.0), Stretch(2.0, 2.0, 3.0, away=True), straight(0.5, 4.0))


def recorded() -> Recording:
    poses = [standing(t_s, trunk_inclination_deg=10.0 * t_s) for t_s in every(10.0, 4.0)]
    return Recording(poses, (1280, 720), "5f41")


def test_a_halt_repeats_a_pose_and_going_back_shows_the_poses_before() -> None:
    shown = bent(recorded(), HESITATES, 10.0).poses
    original = bent(recorded(), (straight(0.0, 4.0),), 10.0).poses
    assert len(shown) == 56
    assert shown[23].image_px == pytest.approx(original[20].image_px, abs=0.5)
    assert shown[30].image_px == pytest.approx(original[15].image_px, abs=0.5)
    assert [round(pose.t_s, 3) for pose in shown[:3]] == [0.0, 0.1, 0.2]


def test_who_walks_out_is_moved_out_of_the_frame_and_not_seen_for_half_of_the_absence() -> None:
    shown = bent(recorded(), AWAY, 10.0).poses
    assert [pose.seen for pose in shown[28:43]] == [False] * 15
    assert shown[25].seen
    assert shown[46].seen
    assert np.nanmin(shown[27].image_px[:, 0]) > 1000.0


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        (HESITATES, [Span(1.0, 4.5, "left")]),
        (TRIES, [Span(4.0, 6.0, "left")]),
        (AWAY, [Span(5.5, 7.5, "left")]),
        ((straight(1.5, 4.0),), []),
    ],
    ids=["hesitates", "tries", "away", "cut"],
)
def test_a_repetition_is_there_if_it_is_gone_through_from_start_to_end(
    stretches: tuple[Stretch, ...], expected: list[Span]
) -> None:
    assert whole(MOVE, stretches) == expected


def test_what_is_seen_of_a_cut_repetition_is_a_part() -> None:
    assert parts(MOVE, (straight(1.5, 4.0),)) == [Span(0.0, 1.5, "left")]


def beginning(**more: tuple[Span, ...]) -> Beginning:
    known = {"repetitions": (Span(5.0, 9.0, "left"),), "cut": (), "tries": (Span(1.0, 4.0),)} | more
    return Beginning(0, "false start", (), 30.0, **known)


def found(start_s: float, end_s: float, side: str | None = "left", lacks: bool = False) -> Found:
    return Found(start_s, end_s, side, lacks)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([found(5.2, 9.1)], BeginningScore(1)),
        ([found(1.0, 3.0, lacks=True), found(5.2, 9.1)], BeginningScore(1)),
        ([found(1.0, 3.0), found(5.2, 9.1)], BeginningScore(1, invented=1)),
        ([found(5.2, 9.1, "right")], BeginningScore(1, wrong_side=1)),
        ([], BeginningScore(1, missed=1)),
    ],
    ids=["right", "a try with what it lacks", "a try as if it were whole", "wrong side", "missed"],
)
def test_a_try_counts_only_with_what_it_lacks(told: list[Found], expected: BeginningScore) -> None:
    assert score(beginning(), told) == expected


def test_what_was_cut_may_count_and_need_not() -> None:
    cut = beginning(cut=(Span(0.0, 1.0),), tries=())
    assert not score(cut, [found(0.0, 1.1), found(5.0, 9.0)]).is_wrong
    assert not score(cut, [found(5.0, 9.0)]).is_wrong


def test_the_share_that_is_right_counts_what_was_invented() -> None:
    assert BeginningScore(8, missed=1, invented=2, wrong_side=1).right_share == 0.6


def test_the_same_numbers_draw_the_same_beginning_and_all_kinds_come() -> None:
    clips = [read_truth(truth_path(clip)) for clip in clips_of_exercises()[:4]]
    drawn = [draw(clips[number % 4], number, 5) for number in range(40)]
    assert drawn == [draw(clips[number % 4], number, 5) for number in range(40)]
    assert {one.kind for one in drawn} == set(KINDS)
    assert all(one.repetitions for one in drawn)
