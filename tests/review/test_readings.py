"""A recording that is read twice: what hindsight adds, and that nothing which was said live is taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from posecoach.coaching.coach import Coach
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.review.readings import Reading, read, read_twice
from tests.poses import every, film, hands_and_knees

CAT_COW = builtin_exercises()["cat_cow"]
COW, CAT = {"bow": -0.05, "head_pitch_deg": -30.0}, {"bow": 0.08, "head_pitch_deg": -140.0}


def moving_at_once(cycles: int) -> list[Pose]:
    """Return somebody who is filmed in the middle of cats and cows, and never holds still."""
    path = [(0.0, COW)]
    for i in range(cycles):
        path += [(4.0 * i + 2.0, CAT), (4.0 * i + 4.0, COW)]
    return film(hands_and_knees, path, every(30.0, path[-1][0]))


def twice(poses: list[Pose]) -> Reading:
    return read_twice(map(Moment, poses), Coach(CAT_COW), (), features=False)


def once(poses: list[Pose]) -> Reading:
    return read(map(Moment, poses), Coach(CAT_COW), (), features=False)


def test_hindsight_counts_the_repetitions_that_live_could_not() -> None:
    poses = moving_at_once(4)
    live, review = once(poses).collector, twice(poses).collector

    assert len(live.repetitions) < len(review.repetitions) == 4


def test_what_only_hindsight_could_tell_says_so() -> None:
    poses = moving_at_once(4)
    live, review = once(poses).collector, twice(poses).collector

    told = [one for one in review.repetitions if one.only_in_review is not True]
    assert len(told) == len(live.repetitions)
    assert review.repetitions[0].only_in_review is True


def test_nothing_that_was_said_live_is_taken_back() -> None:
    poses = moving_at_once(4)
    live, review = once(poses).collector, twice(poses).collector

    assert {fault.rule for fault in live.faults} <= {fault.rule for fault in review.faults}
    assert all(
        any(abs(one.end_s - other.end_s) < 0.5 for other in review.repetitions) for one in live.repetitions
    )


def test_somebody_who_held_still_first_is_read_once() -> None:
    path = [
        (0.0, {"bow": 0.0}),
        (2.0, {}),
        (4.0, {"bow": -0.05}),
        (7.0, {"bow": 0.08}),
        (9.0, {"bow": 0.0}),
        (10.0, {}),
    ]
    poses = film(hands_and_knees, path, every(30.0, 10.0))
    coach = Coach(CAT_COW)

    reading = read_twice(map(Moment, poses), coach, (), features=False)

    assert reading.coach is coach
    assert all(one.only_in_review is not True for one in reading.collector.repetitions)


@pytest.mark.parametrize("cycles", [1])
def test_one_way_and_back_is_not_enough_for_live_but_for_a_review(cycles: int) -> None:
    poses = moving_at_once(cycles)

    assert not once(poses).collector.repetitions
    assert len(twice(poses).collector.repetitions) == 1


def test_what_is_too_long_to_be_kept_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    poses = moving_at_once(4)
    live = once(poses).collector
    monkeypatch.setattr("posecoach.review.readings.LONGEST_S", 10.0)
    assert len(twice(poses).collector.repetitions) == len(live.repetitions)
    monkeypatch.setattr("posecoach.review.readings.LONGEST_S", poses[-1].t_s - poses[0].t_s)
    assert len(twice(poses).collector.repetitions) == 4


def test_a_recording_of_an_exercise_is_not_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def quarters(poses: list[Pose]) -> tuple[int, ...]:
        looked_at.append(len(poses))
        return ()

    monkeypatch.setattr("posecoach.review.readings.quarters_to_turn", quarters)
    assert twice(moving_at_once(4)).collector.repetitions
    assert looked_at == []

    still = moving_at_once(4)[:30]
    assert not twice(still).collector.repetitions
    assert looked_at == [30]


def test_ctrl_c_in_the_first_reading_is_told_of_both() -> None:
    poses = moving_at_once(4)

    def interrupted() -> Iterator[Moment]:
        yield from map(Moment, poses)
        raise KeyboardInterrupt

    reading = read_twice(interrupted(), Coach(CAT_COW), (), features=False)
    assert len(reading.collector.repetitions) == 4
    assert not reading.complete
    assert twice(poses).complete


def test_values_are_kept_only_if_asked_and_sinks_hear_the_first_reading_alone() -> None:
    poses, heard = moving_at_once(4), []
    reading = read_twice(
        map(Moment, poses), Coach(CAT_COW), [lambda moment, *_: heard.append(moment)], features=True
    )
    assert reading.log is not None
    columns = reading.log.columns()
    assert {len(column) for column in columns.values()} == {len(poses)}
    assert [moment.pose for moment in heard[:-1]] == poses
    assert heard[-1] is None
    assert twice(poses).log is None
