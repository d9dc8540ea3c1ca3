"""From events to a review."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from posecoach.events import (
    CannotJudge,
    Deduction,
    Event,
    ExerciseRecognised,
    Fault,
    FaultCleared,
    FaultRaised,
    FaultWithdrawn,
    PhaseEnded,
    PhaseStarted,
    Repetition,
    SetupAdvice,
)
from posecoach.pipeline import Moment
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.pose import Pose
from posecoach.results.collecting import Collector, FeatureLog
from posecoach.results.review import PhaseSpan, Segment, Summary
from posecoach.state import CoachState
from posecoach.words.languages import load_words
from tests import told


def moment(t_s: float, *, seen: bool = True) -> Moment:
    """Return a moment with a person in the corner of the frame, or with nobody."""
    if not seen:
        return Moment(Pose.nobody(t_s))
    n = LANDMARK_COUNT
    zeros = np.zeros((n, 3), np.float32)
    return Moment(Pose(t_s, zeros[:, :2], zeros, zeros[:, 0]))


def raised(rule: str, start_s: float) -> FaultRaised:
    """Return a fault that has just become known."""
    return told.raised(start_s + 0.2, told.fault(rule, start_s=start_s, value=3.0, limit=2.0, cue="Slower."))


def cleared(rule: str, start_s: float, end_s: float, value: float = 3.5) -> FaultCleared:
    """Return a fault that is over."""
    return told.cleared(told.fault(rule, start_s=start_s, end_s=end_s, value=value, limit=2.0, cue="Slower."))


def collected(steps: Sequence[tuple[float, Sequence[Event]]], last: Sequence[Event] = ()) -> Collector:
    """Return a collector that has heard (time, events) steps and the end of the media."""
    collector = Collector()
    for t_s, events in steps:
        collector(moment(t_s), events, CoachState())
    collector(None, last, CoachState())
    return collector


def test_frames_and_people_are_counted() -> None:
    """Frames with nobody count as frames only."""
    collector = Collector()
    for t_s, seen in [(0.0, True), (0.04, False), (0.08, True)]:
        collector(moment(t_s, seen=seen), (), CoachState())
    collector(None, (), CoachState())
    assert (collector.frames, collector.frames_with_person, collector.last_t_s) == (3, 2, 0.08)


def test_ended_phase_is_kept_with_the_side_known_at_its_end() -> None:
    """A side may be known only when the phase is over."""
    collector = collected(
        [
            (1.2, [PhaseStarted(1.2, "cat_cow", "twist", None, 1.0)]),
            (2.0, [PhaseEnded(2.0, "cat_cow", "twist", "left", 1.0, 1.9)]),
        ]
    )
    assert collector.phases == [PhaseSpan("twist", "left", 1.0, 1.9)]


def test_open_phase_ends_with_the_media() -> None:
    """A phase that nobody ended lasts until the last frame."""
    collector = collected([(1.2, [PhaseStarted(1.2, "cat_cow", "cat", None, 1.0)]), (4.00049, [])])
    assert collector.phases == [PhaseSpan("cat", None, 1.0, 4.0)]


def test_cleared_fault_is_one_fault_with_the_worst_value() -> None:
    """Raising and clearing are two messages about one fault."""
    collector = collected([(1.2, [raised("slow", 1.0)]), (2.0, [cleared("slow", 1.0, 1.8)])])
    assert collector.faults == [Fault("slow", "cow", None, 1.0, 1.8, "correct", 3.5, 2.0, "s", "Slower.")]


def test_open_fault_ends_with_the_media() -> None:
    """A fault that was never cleared is not lost."""
    collector = collected([(1.2, [raised("slow", 1.0)]), (3.0, [])])
    assert [(fault.rule, fault.start_s, fault.end_s) for fault in collector.faults] == [("slow", 1.0, 3.0)]


def test_faults_are_in_the_order_of_their_start() -> None:
    """A long fault that is cleared late still stands where it began."""
    collector = collected(
        [(1.0, [raised("slow", 0.8)]), (3.0, [cleared("b", 2.0, 2.5), cleared("slow", 0.8, 3.0)])]
    )
    assert [fault.rule for fault in collector.faults] == ["slow", "b"]


def test_value_that_was_not_seen_is_none() -> None:
    """JSON knows no NaN."""
    collector = collected([(2.0, [cleared("slow", 1.0, 1.8, value=math.nan)])])
    assert collector.faults[0].value is None


def test_repetition_is_rounded_for_reading() -> None:
    """Times to the millisecond, holds to the hundredth, scores to the tenth; unseen ranges are None."""
    done = told.repetition_done(
        9.0,
        side="left",
        start_s=2.12345,
        end_s=8.9876,
        hold_s=3.456,
        score=84.56,
        deductions=(Deduction(15.44, "fast"),),
        range={"a": 0.12345, "b": math.nan},
        faults=("slow",),
    )
    collector = collected([(9.0, [done])])
    assert collector.repetitions == [
        Repetition(1, "left", 2.123, 8.988, 3.46, 84.6, {"a": 0.123, "b": None}, ("slow",))
    ]
    assert collector.deductions == [(Deduction(15.44, "fast"),)]


def test_summary_has_the_mean_score_and_counts_faults() -> None:
    """Two repetitions, three fault spans of two rules."""
    done = [told.repetition_done(9.0, index=i, score=score) for i, score in [(1, 80.0), (2, 91.0)]]
    faults = [cleared("slow", 1.0, 1.8), cleared("slow", 3.0, 3.8), cleared("b", 1.0, 1.8)]
    summary = collected([(9.0, [*done, *faults])]).summary({})
    assert summary == Summary(2, 85.5, {"slow": 2, "b": 1}, {})


def test_main_reason_for_not_judging_is_the_most_frequent() -> None:
    """One reason per rule is enough to act on."""
    reasons = ["the feet are hidden", "wrong view", "the feet are hidden"]
    summary = collected(
        [(1.0, [CannotJudge(1.0, "cat_cow", "feet_flat", None, reason) for reason in reasons])]
    ).summary({})
    assert summary.cannot_judge == {"feet_flat": "the feet are hidden"}


def test_rule_whose_phase_never_came_was_not_judged() -> None:
    """Without a twist nobody can say that it was held long enough."""
    heard = collected([(1.0, [PhaseEnded(1.0, "cat_cow", "lift", None, 0.0, 1.0)])])
    lift, twist, hold = {"lift": "Lift"}, {"twist": "Twist"}, {"hold": "Hold"}
    summary = heard.summary({"hold_long_enough": twist | hold, "hips_lifted": lift | twist})
    assert summary.cannot_judge == {"hold_long_enough": "the phase Twist or Hold was not seen"}
    said = load_words("de")(summary.cannot_judge["hold_long_enough"])
    assert said == "die Phase Drehen oder Halten war nicht zu sehen"


def test_each_advice_is_kept_once() -> None:
    """Advice that comes and goes is still one thing to change."""
    advice = SetupAdvice(1.0, "cat_cow", "light", "More light, please.")
    assert collected([(1.0, [advice]), (2.0, [advice])]).advice == ["More light, please."]


def test_features_that_turn_up_late_were_not_seen_before() -> None:
    """Every column has the length of t_s, with None where there was nothing to measure."""
    measured: list[dict[str, float]] = [{"a": 1.0}, {"a": math.nan, "b": 2.0}, {"a": 3.00004}]
    current: dict[str, float] = {}
    log = FeatureLog(lambda: current)
    for index, values in enumerate(measured):
        current = values
        log(moment(index / 30), (), CoachState())
    log(None, (), CoachState())
    assert log.columns() == {"t_s": [0.0, 0.033, 0.067], "a": [1.0, None, 3.0], "b": [None, 2.0, None]}


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_limit_without_a_bound_is_none(value: float) -> None:
    """JSON knows no infinity either."""
    event = told.cleared(told.fault(limit=value))
    assert collected([(2.0, [event])]).faults[0].limit is None


def test_exercises_one_after_another_become_segments_and_their_repetitions_are_numbered_through() -> None:
    collector = Collector()
    done = told.repetition_done(5.0, "toe_touch", start_s=1.0, end_s=4.5)
    events = [
        ExerciseRecognised(5.0, "toe_touch", 0.5),
        done,
        ExerciseRecognised(15.0, "cat_cow", 8.0),
        told.repetition_done(15.0, start_s=9.0, end_s=14.0),
    ]

    collector(None, events, CoachState())

    assert collector.segments == [Segment("toe_touch", 0.5, 4.5, 1), Segment("cat_cow", 8.0, 14.0, 1)]
    assert [repetition.index for repetition in collector.repetitions] == [1, 2]


def test_what_was_told_since_the_next_exercise_began_is_not_kept_of_the_one_before() -> None:
    """That it had begun is known only later: till then its first movement was taken for the old exercise."""
    collector = Collector()
    events = [
        ExerciseRecognised(5.0, "toe_touch", 0.5),
        told.repetition_done(5.0, "toe_touch", start_s=1.0, end_s=4.5),
        cleared("slow", 2.0, 3.0),
        PhaseStarted(4.6, "toe_touch", "stand", None, 4.5),
        raised("bent", 7.0),
        told.repetition_done(12.0, "toe_touch", start_s=8.5, end_s=12.0),
        cleared("slow", 9.0, 10.0),
        ExerciseRecognised(15.0, "cat_cow", 8.0),
        told.repetition_done(15.0, start_s=9.0, end_s=14.0),
    ]

    collector(None, events, CoachState())

    assert collector.segments == [Segment("toe_touch", 0.5, 4.5, 1), Segment("cat_cow", 8.0, 14.0, 1)]
    assert [(one.index, one.start_s) for one in collector.repetitions] == [(1, 1.0), (2, 9.0)]
    assert [(one.rule, one.start_s, one.end_s) for one in collector.faults] == [
        ("slow", 2.0, 3.0),
        ("bent", 7.0, 8.0),
    ]
    assert collector.phases == [PhaseSpan("stand", None, 4.5, 8.0)]
    assert len(collector.deductions) == 2


def test_what_began_in_the_millisecond_of_the_next_exercise_is_not_kept() -> None:
    """A phase of the one before that seems to belong to the next one has no place in its timeline."""
    events = [
        ExerciseRecognised(5.0, "toe_touch", 0.5),
        told.repetition_done(5.0, "toe_touch", start_s=1.0, end_s=4.5),
        PhaseStarted(8.1, "toe_touch", "stand", None, 8.0001),
        told.repetition_done(8.4, "toe_touch", start_s=8.0, end_s=8.4),
        ExerciseRecognised(15.0, "cat_cow", 8.0004),
    ]
    collector = collected([(15.0, events)])

    assert collector.phases == []
    assert [one.start_s for one in collector.repetitions] == [1.0]


def test_of_an_exercise_that_was_all_the_next_one_nothing_is_counted() -> None:
    collector = Collector()
    events = [
        ExerciseRecognised(5.0, "toe_touch", 0.5),
        told.repetition_done(5.0, "toe_touch", start_s=1.0, end_s=4.5),
        ExerciseRecognised(8.0, "cat_cow", 0.5),
        told.repetition_done(8.0, start_s=1.0, end_s=7.0),
    ]

    collector(None, events, CoachState())

    assert collector.segments == [Segment("cat_cow", 0.5, 7.0, 1)]
    assert [one.start_s for one in collector.repetitions] == [1.0]


def test_advice_for_an_exercise_that_was_over_is_dropped_when_the_next_one_is_recognised() -> None:
    side = SetupAdvice(16.0, "toe_touch", "side", "Turn your side to the camera")
    nobody = SetupAdvice(13.0, "", "nobody", "I cannot see you: step into the picture")
    early = SetupAdvice(3.0, "toe_touch", "closer", "Come closer: you are small in the picture")
    twist = ExerciseRecognised(20.0, "torso_twist", 15.0)
    collector = collected([(3.0, [early]), (13.0, [nobody]), (16.0, [side]), (20.0, [twist])])
    assert collector.advice == [early.text, nobody.text]


def test_a_fault_that_is_withdrawn_is_not_reported() -> None:
    """It was seen in what turned out not to be the exercise."""
    over = [cleared("slow", 1.0, 2.0), cleared("slow", 3.0, 4.0)]
    taken_back = FaultWithdrawn(5.0, "cat_cow", over[0].fault)
    collector = collected([(4.0, over), (5.0, [taken_back])])
    assert [fault.start_s for fault in collector.faults] == [3.0]


def test_what_is_going_on_is_taken_to_go_on_for_ever() -> None:
    collector = Collector()
    events: list[Event] = [
        PhaseStarted(1.2, "cat_cow", "cat", "left", 1.0),
        raised("slow", 1.1),
        raised("bent", 1.3),
        cleared("bent", 1.3, 1.6),
    ]
    collector(moment(2.0), events, CoachState())
    phases, faults = collector.open_spans()
    assert phases == [PhaseSpan("cat", "left", 1.0, math.inf)]
    assert [(one.rule, one.start_s, one.end_s) for one in faults] == [("slow", 1.1, math.inf)]
    collector(None, [], CoachState())
    assert collector.open_spans() == ([], [])
