"""Which faults belong to a repetition, what they cost, and what a phase that was left out says."""

from __future__ import annotations

import math

import msgspec
import pytest

from posecoach.events import CannotJudge, Deduction, Fault, FaultCleared, FaultRaised, RepetitionDone
from posecoach.exercises.declaration import Part, Rule, Severity
from posecoach.judging.phases import Span
from posecoach.judging.repetitions import Draft
from posecoach.judging.resolution import TOO_FEW_POSES
from posecoach.judging.rules.kind import ROUGH_NEUTRAL, kind_of
from posecoach.judging.rules.phase_check import WRONG_VIEW
from posecoach.judging.scoring import SURER, UNSEEN, Completion, off_by, score
from posecoach.judging.signals import Signals
from tests.exercise_files import bridge, changed

UP = bridge().phases[1]


def rule(name: str, cue: str = "Do it", severity: Severity = "correct") -> Rule:
    return Rule(
        name=name,
        kind="limit",
        feature="hip_height",
        at_most=1.0,
        dwell_s=0.5,
        severity=severity,
        cue=cue,
        why="so",
        source="me",
    )


BENT, LOW = rule("bent"), rule("low", severity="info")
STRAIGHT = rule("bent", "Bend it")


def fault(one: Rule, start_s: float, end_s: float) -> Fault:
    return Fault(one.name, "up", None, start_s, end_s, one.severity, 2.0, 1.0, "", one.cue)


def completion(*over: Fault) -> Completion:
    exercise = changed(rules=(BENT, LOW, STRAIGHT))
    made = Completion(exercise, Signals(exercise), (), ())
    for one in over:
        made.fault_over(one)
    return made


@pytest.mark.parametrize(("start_s", "within"), [(1.0, True), (0.99, False), (2.99, True), (3.0, False)])
def test_a_fault_belongs_to_the_time_in_which_it_began(start_s: float, within: bool) -> None:
    one = fault(BENT, start_s, 9.0)

    assert completion(one).begun_within(1.0, 3.0) == ([one] if within else [])


@pytest.mark.parametrize(
    ("start_s", "end_s", "hardly"),
    [
        (0.5, 1.4, True),
        (0.5, 1.5, False),
        (2.6, 3.5, True),
        (2.5, 3.5, False),
        (1.0, 1.2, False),
        (2.8, 3.0, False),
        (0.9, 1.2, True),
    ],
    ids=["before", "before, for its dwell", "after", "after, for its dwell", "first", "last", "just before"],
)
def test_a_fault_that_reaches_beyond_a_time_lasts_in_it_for_its_dwell(
    start_s: float, end_s: float, hardly: bool
) -> None:
    one = fault(BENT, start_s, end_s)

    assert completion().hardly_within([one], 1.0, 3.0) == ([one] if hardly else [])


def test_of_rules_with_one_name_the_cue_tells_which_is_broken() -> None:
    assert completion().rule_of(fault(STRAIGHT, 1.0, 2.0)) is STRAIGHT
    assert completion().rule_of(fault(BENT, 1.0, 2.0)) is BENT


def test_the_last_sixty_four_faults_are_remembered() -> None:
    faults = [fault(BENT, float(number), number + 0.5) for number in range(70)]

    assert completion(*faults).begun_within(0.0, 99.0) == faults[6:]


def done(made: Completion) -> RepetitionDone:
    """Return the repetition from 1 s to 3 s."""
    return made.done(3.0, Draft([Span(UP, 1.0, 3.0)]))


@pytest.mark.parametrize(
    ("start_s", "end_s", "counts"),
    [(0.0, 1.0, False), (0.0, 1.1, True), (2.9, 9.0, True), (3.0, 9.0, False)],
    ids=["over as it begins", "in its beginning", "at its end", "from its end on"],
)
def test_a_fault_counts_in_the_repetition_that_it_overlaps(
    start_s: float, end_s: float, counts: bool
) -> None:
    one = done(completion(fault(BENT, start_s, end_s)))

    assert one.faults == (("bent",) if counts else ())
    assert one.score == (80.0 if counts else 100.0)


def test_a_fault_that_was_taken_back_does_not_count() -> None:
    one = fault(BENT, 1.0, 2.0)
    made = completion(one)
    made.forget(one)

    assert done(made).faults == ()


@pytest.mark.parametrize(
    ("start_s", "known_s", "open_points"),
    [(2.9, 4.0, 20.0), (3.0, 4.0, 0.0), (0.0, 1.1, 20.0), (0.0, 1.0, 0.0)],
)
def test_what_may_have_been_broken_in_a_repetition_leaves_its_score_open(
    start_s: float, known_s: float, open_points: float
) -> None:
    made = completion()
    made.not_judged(CannotJudge(known_s, "my_bridge", "bent", "up", TOO_FEW_POSES), start_s)

    assert done(made).open_points == open_points
    assert done(made).score == (None if open_points else 100.0)


def test_what_could_not_be_seen_leaves_nothing_open() -> None:
    made = completion()
    made.not_judged(CannotJudge(2.0, "my_bridge", "bent", "up", WRONG_VIEW), 1.0)

    assert done(made).open_points == 0.0


@pytest.mark.parametrize(("severity", "points"), [("info", 95.0), ("correct", 80.0), ("stop", 60.0)])
def test_what_a_fault_costs(severity: Severity, points: float) -> None:
    one = rule("bent", severity=severity)

    assert score([(one, "Up")], []) == (points, (Deduction(100.0 - points, "Do it", "bent", "Up"),))


def test_what_a_part_that_was_left_out_costs() -> None:
    part = Part(phase="up", advice="Lift as well", reason="it was left out")

    assert score([], [], [part]) == (80.0, (Deduction(20.0, "Lift as well"),))


def left_out(*seen: tuple[float, float], share: float = 1.0, rough: tuple[str, ...] = ()) -> object:
    """Return what is made of a lift left out from 2 s to 2 s, of what was seen: the rule, or why it is open."""
    repetition = msgspec.structs.replace(bridge().repetition, pattern="cycle", missing={"up": "bent"})
    exercise = changed(rules=(BENT, LOW), repetition=repetition)
    signals = Signals(exercise)
    for t_s, value in seen:
        signals.update(t_s, [value] * len(signals.names))
    stand_in = Span(UP, 2.0, 2.0, moved=False)
    return Completion(exercise, signals, (), ()).missed(stand_in, share, rough)


SEEN = [(0.25 * number, 0.0) for number in range(17)]


def test_a_phase_that_was_left_out_breaks_its_rule() -> None:
    assert left_out(*SEEN) == BENT
    assert left_out(*SEEN, share=0.5) == BENT


def test_where_the_view_was_wrong_or_the_neutral_rough_that_is_open() -> None:
    assert left_out(*SEEN, share=0.49) == WRONG_VIEW
    assert left_out(*SEEN, rough=("hip_height",)) == ROUGH_NEUTRAL


@pytest.mark.parametrize(
    ("hidden_s", "is_open"),
    [
        ((1.75, 1.75), False),
        ((1.75, 2.0), True),
        ((0.0, 0.75), False),
        ((1.0, 1.5), True),
        ((2.5, 3.0), True),
        ((3.25, 4.0), False),
        ((0.0, 4.0), True),
    ],
    ids=[
        "half a second",
        "more",
        "more than a second before",
        "a second before",
        "a second after",
        "more than that after",
        "all the time",
    ],
)
def test_a_phase_that_may_have_gone_unseen_is_not_left_out(
    hidden_s: tuple[float, float], is_open: bool
) -> None:
    """Hidden from one sample to another; between its neighbours that is a quarter of a second more at each end."""
    seen = [(t_s, math.nan if hidden_s[0] <= t_s <= hidden_s[1] else value) for t_s, value in SEEN]

    assert left_out(*seen) == (UNSEEN if is_open else BENT)


def test_a_phase_that_may_be_left_out_breaks_nothing() -> None:
    exercise = changed()

    assert Completion(exercise, Signals(exercise), (), ()).missed(Span(UP, 2.0, 2.0), 1.0) is None


def test_what_is_known_of_a_whole_repetition() -> None:
    """Its number, side, hold and ranges: how far a feature went, or how far it came from its start."""
    held = msgspec.structs.replace(UP, hold_aim_s=3.0)
    repetition = msgspec.structs.replace(bridge().repetition, travel=("knee_flexion_deg",))
    exercise = changed(repetition=repetition, phases=(bridge().phases[0], held), rules=())
    signals = Signals(exercise)
    for number, (height, bend_deg) in enumerate(
        [(0.0, 90.0), (0.5, 70.0), (math.nan, math.nan), (0.25, 80.0)]
    ):
        values = {"hip_height": height, "knee_flexion_deg": bend_deg}
        signals.update(1.0 + 0.5 * number, [values[name] for name in signals.names])
    made = Completion(exercise, signals, (), ())
    draft = Draft([Span(held, 1.0, 2.5, side="left")])

    first, second = made.done(2.5, draft), made.done(2.5, draft)
    assert (first.repetition.index, second.repetition.index) == (1, 2)
    assert (first.side, first.repetition.start_s, first.repetition.end_s) == ("left", 1.0, 2.5)
    assert first.repetition.hold_s == 1.5
    assert first.repetition.range == {"hip_height": 0.5, "knee_flexion_deg": -10.0}


@pytest.mark.parametrize(("phases", "label"), [(("up",), ""), (("down", "up"), "Up")])
def test_a_phase_is_named_where_there_are_several(phases: tuple[str, ...], label: str) -> None:
    repetition = msgspec.structs.replace(bridge().repetition, phases=phases)
    exercise = changed(rules=(BENT,), repetition=repetition)
    made = Completion(exercise, Signals(exercise), (), ())
    made.fault_over(fault(BENT, 1.0, 2.0))

    assert done(made).deductions == (Deduction(20.0, "Do it", "bent", label),)


def test_sides_take_turns_from_repetition_to_repetition() -> None:
    alternate = Rule(name="turns", kind="alternate", cue="Other side", why="so", source="me")
    exercise = changed(rules=(alternate,))
    made = Completion(exercise, Signals(exercise), (), ())

    def broken(side: str | None) -> bool:
        draft = Draft([Span(UP, 1.0, 3.0, side=side)])
        found = made.findings(3.0, draft, 1.0)
        made.done(3.0, draft)
        return bool(found)

    assert [broken(side) for side in ("left", "left", None, "left", "right")] == [
        False,
        True,
        False,
        True,
        False,
    ]
    made.forget_side()
    assert not broken("right")


@pytest.mark.parametrize(
    ("limits", "limit"), [({"at_most": 1.0}, 1.0), ({"at_most": None, "at_least": 2.0}, 2.0)]
)
def test_a_phase_that_was_left_out_is_a_fault_of_its_repetition(
    limits: dict[str, float], limit: float
) -> None:
    one = msgspec.structs.replace(BENT, **limits)
    repetition = msgspec.structs.replace(
        bridge().repetition, pattern="cycle", phases=("down", "up"), missing={"up": "bent"}
    )
    exercise = changed(rules=(one,), repetition=repetition)
    signals = Signals(exercise)
    for t_s, value in SEEN:
        signals.update(t_s, [value] * len(signals.names))
    made = Completion(exercise, signals, (), ())
    draft = Draft([Span(bridge().phases[0], 1.0, 2.0), Span(UP, 2.0, 2.0, moved=False)])

    missed = Fault("bent", "up", None, 2.0, 2.0, "correct", 0.0, limit, "trunk lengths", "Do it")
    key = exercise.key
    assert made.findings(3.0, draft, 1.0) == [FaultRaised(3.0, key, missed), FaultCleared(3.0, key, missed)]
    assert made.findings(3.0, draft, 0.0) == [CannotJudge(3.0, key, "bent", "up", WRONG_VIEW)]


def sequence(poses_s: float, *names: str, parts: tuple[Part, ...] = ()) -> list[object]:
    """What is found in a repetition of some phases, with poses so far apart; a rule is for each phase."""
    rules = tuple(msgspec.structs.replace(BENT, name=name, phases=(name,)) for name in ("down", "up"))
    repetition = msgspec.structs.replace(bridge().repetition, phases=("down", "up"), parts=parts)
    exercise = changed(rules=(*rules, LOW), repetition=repetition)
    signals = Signals(exercise)
    for number in range(round(4.0 / poses_s)):
        signals.update(number * poses_s, [0.0] * len(signals.names))
    phases = {phase.name: phase for phase in exercise.phases}
    draft = Draft([Span(phases[name], 1.0, 3.0) for name in names])
    return Completion(exercise, signals, (), ()).findings(3.0, draft, 1.0)


def test_what_is_judged_in_a_part_that_was_left_out_cannot_be_judged() -> None:
    part = Part(phase="up", advice="Lift as well", reason="it was left out")

    assert sequence(0.05, "down", parts=(part,)) == [
        CannotJudge(3.0, "my_bridge", "up", "up", "it was left out")
    ]
    assert sequence(0.05, "down", "up", parts=(part,)) == []


@pytest.mark.parametrize(("poses_s", "is_open"), [(0.05, False), (0.25, True)])
def test_a_phase_that_may_have_come_and_gone_between_two_poses_is_open(poses_s: float, is_open: bool) -> None:
    open_ = [CannotJudge(3.0, "my_bridge", "up", "up", TOO_FEW_POSES)]

    assert sequence(poses_s, "down") == (open_ if is_open else [])
    assert sequence(poses_s, "down", "up") == []


@pytest.mark.parametrize(("poses_s", "times"), [(0.1, 1.0), (0.25, SURER)])
def test_a_score_of_far_apart_poses_allows_for_more_than_the_usual_error_of_a_time(
    poses_s: float, times: float
) -> None:
    hold = msgspec.structs.replace(
        BENT,
        kind="duration",
        feature=None,
        phases=("up",),
        at_most=None,
        at_least=1.0,
        aim_s=4.0,
        dwell_s=0.0,
    )
    exercise = changed(rules=(hold,))
    signals = Signals(exercise)
    for number in range(round(4.0 / poses_s)):
        signals.update(number * poses_s, [0.0] * len(signals.names))
    check = kind_of(hold).check(hold, signals)
    span = Span(UP, 1.0, 3.0, moved=True, whole=True)
    open_points = Completion(exercise, signals, (), (check,)).done(3.0, Draft([span])).open_points

    error_s = check.error_s(span)

    assert open_points == off_by([(hold, 2.0, times * error_s, error_s)])
    assert (open_points > 0.0) == (error_s > 0.0)
