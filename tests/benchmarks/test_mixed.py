"""The benchmark of several exercises in one recording: how they are put together, and how that is scored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from benchmarks.accuracy.run import clips_with_truth
from benchmarks.mixed.command import ALONE, AWAY, FIRST, ON, Result, broken_promises, is_sought, lines, table
from benchmarks.mixed.scoring import PartScore, score
from benchmarks.mixed.sequences import AWAY_S, CLIPS, ON_S, STEP_S, Placed, draw, joined
from posecoach.events import Fault, Repetition
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recording
from posecoach.results.review import Segment
from sample_videos.render.truth import Truth, read_truth, truth_path
from tests import told

TRUTHS = {clip.stem: read_truth(truth_path(clip)) for clip in clips_with_truth()}
SOUGHT = {name: is_sought(truth) for name, truth in TRUTHS.items()}


def recording(first_s: float, *places: float) -> Recording:
    """Poses a tenth of a second apart, of a body whose points are all in one place."""
    poses = [
        Pose(
            first_s + 0.1 * k,
            np.full((LANDMARK_COUNT, 2), place, np.float32),
            np.full((LANDMARK_COUNT, 3), place, np.float32),
            np.full(LANDMARK_COUNT, 0.9, np.float32),
            size_wh=(640, 480),
        )
        for k, place in enumerate(places)
    ]
    return Recording(poses, (640, 480), "model")


@dataclass
class Said:
    repetitions: list[Repetition]
    faults: list[Fault]
    segments: list[Segment]


def said(*segments: tuple[str, float], repetitions: list[tuple[float, float]], faults: list[Fault]) -> Said:
    return Said(
        [Repetition(k + 1, None, a, b, None, 100.0, {}, ()) for k, (a, b) in enumerate(repetitions)],
        faults,
        [Segment(exercise, start_s, start_s + 1.0, 1) for exercise, start_s in segments],
    )


def test_a_recording_shows_different_exercises_of_one_body() -> None:
    for number in range(40):
        clips = draw(number, 1, TRUTHS, SOUGHT).clips

        assert len(clips) == CLIPS
        assert len({TRUTHS[clip].shows for clip in clips}) == CLIPS
        assert len({TRUTHS[clip].body for clip in clips}) == 1


def test_the_same_number_is_always_the_same_recording() -> None:
    assert draw(3, 1, TRUTHS, SOUGHT) == draw(3, 1, TRUTHS, SOUGHT) != draw(3, 2, TRUTHS, SOUGHT)


def test_both_ways_from_one_exercise_to_the_next_occur_and_nobody_stays_before_another_camera() -> None:
    drawn = [draw(number, 1, TRUTHS, SOUGHT) for number in range(40)]
    pairs = [
        (way, TRUTHS[a].camera, TRUTHS[b].camera)
        for one in drawn
        for way, a, b in zip(one.ways, one.clips, one.clips[1:], strict=False)
    ]

    assert {way for way, _, _ in pairs} == {"away", "on"}
    assert all(
        abs(a.yaw_deg - b.yaw_deg) < 10.0 and a.near_side == b.near_side for way, a, b in pairs if way == "on"
    )


def test_who_goes_away_is_not_seen_until_the_next_clip_begins() -> None:
    both, places = joined([recording(5.0, 1.0, 1.0), recording(7.0, 2.0, 2.0)], ["away"])

    assert [place.start_s for place in places] == pytest.approx([0.0, 0.1 + STEP_S + AWAY_S])
    assert [pose.seen for pose in both.poses] == [True] * 2 + [False] * round(AWAY_S / STEP_S) + [True] * 2
    assert all(a.t_s < b.t_s for a, b in zip(both.poses, both.poses[1:], strict=False))


def test_who_stays_goes_over_gently_from_the_last_pose_to_the_first() -> None:
    both, _ = joined([recording(0.0, 1.0, 1.0), recording(0.0, 2.0, 2.0)], ["on"])

    way = [float(pose.image_px[0, 0]) for pose in both.poses]
    assert len(way) == 4 + round(ON_S / STEP_S)
    assert way == sorted(way)
    assert way[2] - way[1] < 0.001
    assert way[len(way) // 2] == pytest.approx(1.5, abs=0.03)


def test_what_is_told_of_a_clip_is_scored_against_its_truth_moved() -> None:
    truth, place = _lift(), Placed(100.0, 100.0 + TRUTHS["hip_lift_twist_clean_a"].t_s[-1])
    spans = [(100.0 + one.start_s, 100.0 + one.end_s) for one in truth.repetitions]
    review = said(("cat_cow", 50.0), ("hip_lift_twist", 99.0), repetitions=[(60.0, 70.0), *spans], faults=[])

    assert score(truth, True, review, place) == PartScore(clips=1, repetitions=len(spans))


def test_repetitions_and_faults_of_another_exercise_are_wrong() -> None:
    truth, place = _lift(), Placed(100.0, 130.0)
    wrong = told.fault("slow", start_s=104.0, end_s=105.0)
    review = said(("cat_cow", 50.0), repetitions=[(101.0, 105.0)], faults=[wrong])

    count = len(truth.repetitions)
    assert score(truth, True, review, place) == PartScore(
        clips=1, repetitions=count, missed=count, other=1, faults_invented=1
    )


def test_of_another_movement_nothing_is_expected_but_what_it_may_be_taken_for() -> None:
    truth, place = TRUTHS["bridge_hips_a"], Placed(0.0, 20.0)
    assert truth.also == ("hip_lift_twist",)
    lift = said(("hip_lift_twist", 0.0), repetitions=[(1.0, 5.0)], faults=[])
    roll = said(("foam_roll", 0.0), repetitions=[(1.0, 5.0)], faults=[])

    assert score(truth, False, lift, place) == PartScore(clips=1)
    assert score(truth, False, roll, place) == PartScore(clips=1, other=1)


def _lift() -> Truth:
    return TRUTHS["hip_lift_twist_clean_a"]


def result(*several: PartScore) -> Result:
    alone = tuple(PartScore(clips=1, repetitions=50) for _ in several)
    return Result(
        7, ("one", "two", "three")[: len(several)], ("first", "away", "on")[: len(several)], alone, several
    )


def test_the_table_sums_by_how_the_person_came() -> None:
    good, bad = (
        PartScore(clips=1, repetitions=50),
        PartScore(clips=1, repetitions=50, missed=4, faults_invented=2),
    )
    rows = {row[0]: row[1:] for row in table([result(good, bad, good)]).rows}

    assert rows[ALONE] == ["3", "150 of 150", "0", "0", "0", "0", "0"]
    assert rows[FIRST] == rows[ON] == ["1", "50 of 50", "0", "0", "0", "0", "0"]
    assert rows[AWAY] == ["1", "46 of 50", "0", "0", "0", "2", "0"]


def test_what_is_judged_otherwise_than_alone_has_a_line() -> None:
    good, bad = PartScore(clips=1, repetitions=50), PartScore(clips=1, repetitions=50, missed=4, other=1)

    assert lines([result(good, bad)]) == [
        "7 two (away): all right -> 4 repetitions missed, 1 of another exercise"
    ]


@pytest.mark.parametrize(
    ("bad", "broken"),
    [
        ({"missed": 3}, []),
        ({"missed": 4}, ["of 100 repetitions found in clips alone, 96 are found among others"]),
        ({"faults_invented": 3}, []),
        ({"faults_invented": 4}, ["4 faults more are invented among others, of 100 repetitions"]),
    ],
)
def test_what_must_be_is_checked(bad: dict[str, int], broken: list[str]) -> None:
    good = PartScore(clips=1, repetitions=50)
    worse = PartScore(clips=1, repetitions=50, **bad)

    assert broken_promises([result(good, worse)]) == broken
