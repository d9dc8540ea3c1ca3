"""What counts as right, wrong and neither in a review of an unruly clip."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import msgspec

from benchmarks.accuracy.scoring import Counts
from benchmarks.accuracy.unruly.clip import ClipScore, judged
from benchmarks.accuracy.unruly.figures import figures_of
from benchmarks.accuracy.unruly.program import Pose, Recording
from benchmarks.accuracy.unruly.scoring import (
    RepetitionCounts,
    ReviewScore,
    score,
    score_faults,
    score_repetitions,
)
from benchmarks.accuracy.unruly.tables import wrong_clips
from sample_videos.render.truth import Camera, Fault, Truth
from sample_videos.render.unruly.verdict import Seen, Verdict

SURE, UNSURE = Seen("left", 1.0, 4.0, True, True), Seen("right", 5.0, 8.0, False, False)


@dataclass(frozen=True)
class Found:
    start_s: float
    end_s: float
    side: str | None = None
    rule: str = ""
    hold_s: float | None = None


def verdict(sure: tuple[Fault, ...] = (), possible: tuple[Fault, ...] = ()) -> Verdict:
    camera = Camera(0.0, 0.7, 2.5, "left", (480, 360), 12.0)
    who = "x", "", "hip_lift_twist", "tall", "", "tune"
    truth = Truth("posecoach.truth/1", *who, camera, "living", "day", (), (), (), (), (), {})
    return Verdict(
        "posecoach.verdict/1", 1, 0, "hip_lift_twist", (), truth, True, (), (), (SURE, UNSURE), sure, (*sure, *possible)
    )  # fmt: skip


def fault(rule: str, start_s: float, end_s: float) -> Fault:
    return Fault(rule, "lift", None, start_s, end_s)


def test_what_is_sure_must_be_found_and_what_is_unsure_may_be() -> None:
    true = (SURE, UNSURE)
    assert score_repetitions(true, [Found(1.1, 4.1, "left")]) == RepetitionCounts(1, 0, 0, 0, 0)
    assert score_repetitions(true, [Found(5.0, 8.0, "right")]) == RepetitionCounts(1, 1, 0, 0, 0)
    assert score_repetitions(true, [Found(1.0, 4.0, "left"), Found(9.0, 11.0)]) == RepetitionCounts(
        1, 0, 1, 0, 0
    )


def test_a_side_is_wrong_or_not_told() -> None:
    assert score_repetitions((SURE,), [Found(1.0, 4.0, "right")]).wrong_side == 1
    assert score_repetitions((SURE,), [Found(1.0, 4.0, None)]) == RepetitionCounts(1, 0, 0, 0, 1)
    assert score_repetitions((UNSURE,), [Found(5.0, 8.0, "left")]).wrong_side == 0


def test_a_side_told_of_a_plain_bridge_is_wrong() -> None:
    plain = Seen(None, 1.0, 4.0, True, True)
    assert score_repetitions((plain,), [Found(1.0, 4.0, "left")]).wrong_side == 1
    assert score_repetitions((plain,), [Found(1.0, 4.0, None)]) == RepetitionCounts(1, 0, 0, 0, 0)


def test_of_two_ways_to_count_cycles_the_better_one_counts() -> None:
    one, other = Seen(None, 0.0, 4.0, True, True), Seen(None, 2.0, 6.0, True, True)
    told = msgspec.structs.replace(verdict(), repetitions=(one,), otherwise=(other,))
    review = SimpleNamespace(repetitions=[Found(2.1, 6.1)], faults=[])
    assert score(told, review).repetitions == RepetitionCounts(1, 0, 0, 0, 0)  # type: ignore[arg-type]


def test_sure_faults_are_found_or_missed() -> None:
    told = verdict(sure=(fault("slow_return", 3.0, 4.0),))
    assert score_faults(told, [Found(3.1, 3.9, rule="slow_return")]) == ({"slow_return": 1}, {}, {})
    assert score_faults(told, []) == ({}, {}, {"slow_return": 1})


def test_a_missed_fault_whose_rule_could_not_be_judged_was_left_open() -> None:
    told = verdict(sure=(fault("slow_return", 3.0, 4.0), fault("knees_bent", 1.0, 4.0)))
    review = SimpleNamespace(
        repetitions=[], faults=[], summary=SimpleNamespace(cannot_judge={"slow_return": "not seen"})
    )
    assert score(told, review).left_open == 1  # type: ignore[arg-type]  # all that is read of one


def test_possible_faults_count_neither_way() -> None:
    told = verdict(possible=(fault("knees_bent", 1.0, 4.0),))
    assert score_faults(told, [Found(1.5, 3.0, rule="knees_bent")]) == ({}, {}, {})
    assert score_faults(told, []) == ({}, {}, {})


def test_any_other_fault_is_invented_once_for_a_repetition() -> None:
    twice = [Found(1.0, 2.0, rule="feet_flat"), Found(2.5, 3.5, rule="feet_flat")]
    assert score_faults(verdict(), twice) == ({}, {"feet_flat": 1}, {})


def test_a_fault_that_goes_on_into_a_clean_repetition_is_invented_there() -> None:
    told = verdict(sure=(fault("feet_flat", 1.0, 4.0),))
    assert score_faults(told, [Found(1.0, 8.0, rule="feet_flat")]) == ({"feet_flat": 1}, {"feet_flat": 1}, {})


def test_a_rule_that_the_truth_does_not_know_is_not_counted() -> None:
    assert score_faults(verdict(), [Found(1.0, 2.0, rule="twist_missing")]) == ({}, {}, {})


def clip(number: int, **changes: object) -> ClipScore:
    review = ReviewScore(RepetitionCounts(2, 0, 0, 0, 0), {"slow": 1}, {}, {})
    made = ClipScore(
        1, number, "toe_touch", "toe_touch", ("deep",), (), review, review, True, "toe_touch", True, 100, 99
    )
    return msgspec.structs.replace(made, **changes)


RELATIVE = clip(
    3,
    kind="squats",
    exercise=None,
    named=None,
    unnamed=ReviewScore(RepetitionCounts(invented=1), {}, {"slow": 2}, {}),
    must_be_recognised=False,
    recognised="toe_touch",
    recognised_rightly=False,
)


def test_what_is_coached_by_name_alone_is_to_be_left_alone_by_who_is_not_told() -> None:
    nobody = Recording([Pose.nobody(index / 10.0) for index in range(20)], (480, 360), "5f41")
    seen = verdict()
    truth = msgspec.structs.replace(seen.truth, exercise="press_up")
    by_name, other = judged(msgspec.structs.replace(seen, truth=truth), nobody), judged(seen, nobody)

    assert (by_name.left_alone, by_name.must_be_recognised, by_name.recognised_rightly) == (True, False, True)
    assert not by_name.unnamed.is_wrong
    assert (other.left_alone, other.must_be_recognised, other.recognised_rightly) == (False, True, False)
    assert other.unnamed.repetitions.missed == 1
    assert [one.named.repetitions.missed for one in (by_name, other) if one.named] == [1, 1]


def test_an_exercise_by_name_counts_among_what_is_left_alone() -> None:
    taken = clip(1, by_name=True, must_be_recognised=False, recognised="cat_cow", recognised_rightly=False)
    left = clip(2, by_name=True, must_be_recognised=False, recognised=None)
    recognition = figures_of([clip(0), taken, left], "0", "5f41").recognition

    assert (recognition.must, recognition.right, recognition.wrong) == (1, 1, 0)
    assert (recognition.relatives, recognition.left_alone) == (2, 1)


def test_figures_add_up() -> None:
    found = figures_of([clip(0), clip(1, recognised=None, recognised_rightly=False), RELATIVE], "0", "5f41")

    assert (found.clips, found.wrong_clips, found.seed, found.person_found) == (3, 2, 1, 0.99)
    assert (found.named.repetitions.sure, found.named.repetitions.right_share) == (4, 1.0)
    assert (found.named.faults.right, found.named.faults.precision) == (2, 1.0)
    assert (found.unnamed.faults.invented, found.unnamed.repetitions.invented) == (2, 1)
    assert (found.recognition.must, found.recognition.right, found.recognition.wrong) == (2, 1, 0)
    assert (found.recognition.relatives, found.recognition.left_alone) == (1, 0)
    assert found.kinds["squats"].recognised == "0/1"
    assert found.traits["deep"].clips == 3


def test_a_wrong_clip_is_told_with_its_number() -> None:
    assert list(wrong_clips([clip(0), RELATIVE])) == [
        "3 squats (seed 1): auto: 1 repetitions invented, slow invented 2 times; taken for toe_touch [deep]"
    ]


def test_counts_add_up() -> None:
    assert RepetitionCounts(1, 1, 0, 0, 0) + RepetitionCounts(2, 0, 3, 1, 1) == RepetitionCounts(
        3, 1, 3, 1, 1
    )
    assert RepetitionCounts(3, 1, 1, 0, 0).right_share == 0.5
    assert ReviewScore(RepetitionCounts(), {"a": 2}, {"b": 1}, {}).faults == Counts(2, 1, 0)
