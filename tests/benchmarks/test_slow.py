"""What slow computers would look at, and how what they say is compared with a review."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from benchmarks.__main__ import main
from benchmarks.slow.camera import seen_slowly
from benchmarks.slow.comparing import Told, compared
from benchmarks.slow.summary import Slow, scores_higher, summarise
from posecoach.events import Fault, Repetition
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.pose import Pose

EXERCISES = builtin_exercises()


def times_s(inference_s: float, fps: float = 30.0, seconds: float = 1.0) -> list[float]:
    poses = [Pose.nobody(frame / fps) for frame in range(round(seconds * fps))]
    return [round(pose.t_s, 3) for pose in seen_slowly(poses, inference_s)]


def test_a_fast_computer_looks_at_every_frame() -> None:
    assert len(times_s(0.0)) == len(times_s(0.03)) == 30


def test_a_slow_one_looks_at_the_newest_frame_once_it_is_free() -> None:
    assert times_s(0.1)[:4] == [0.0, 0.1, 0.2, 0.3]
    assert times_s(0.06)[:5] == [0.0, 0.033, 0.1, 0.167, 0.233]


def repetition(start_s: float, score: float | None = 80.0) -> Repetition:
    return Repetition(1, None, start_s, start_s + 4.0, None, score, {}, ())


def fault(rule: str, start_s: float) -> Fault:
    return Fault(rule, None, None, start_s, start_s + 1.0, "correct", 1.0, 2.0, "s", "")


def told(*starts_s: float, faults: tuple[Fault, ...] = (), score: float | None = 80.0) -> Told:
    return Told("cat_cow", [repetition(start_s) for start_s in starts_s], faults, score)


def test_a_fault_that_is_neither_told_nor_said_to_be_open_was_called_fine() -> None:
    review = told(0.0, faults=(fault("slow", 1.0),))
    live = told(0.0, score=84.0)
    one = compared("clip", 200.0, True, review, live, EXERCISES)
    assert one.faults_fine == ("slow",)
    assert scores_higher(one)

    live.unjudged.append((4.5, "slow"))
    assert compared("clip", 200.0, True, review, live, EXERCISES).faults_fine == ()


def test_a_fault_in_a_repetition_that_was_not_counted_is_open() -> None:
    one = compared("clip", 200.0, True, told(0.0, faults=(fault("slow", 1.0),)), told(), EXERCISES)
    assert (one.faults_fine, one.unjudged, one.verdicts) == ((), one.verdicts, one.verdicts)


def test_what_the_review_does_not_have_is_invented() -> None:
    one = compared("clip", 200.0, True, told(0.0), told(0.0, 6.0, faults=(fault("slow", 7.0),)), EXERCISES)
    assert (one.repetitions_invented, one.faults_invented) == (1, ("slow",))
    rate = summarise([one]).rates["200"]
    assert (rate.repetitions_invented, rate.faults_invented, rate.higher) == (1, 1, 0)


@pytest.mark.slow
def test_the_stored_people_keep_their_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "slow.json"
    command = ["slow", "--stored", "--ms", "100", "--ms", "200", "--check", "--json", str(path)]
    assert main(command) == 0, capsys.readouterr().err
    assert set(msgspec.json.decode(path.read_bytes(), type=Slow).rates) == {"100", "200"}
