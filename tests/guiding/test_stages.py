"""Every edge from one stage to the next: when it is taken, and when not yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.events import Stage
from posecoach.guiding.stages import (
    GRACE_S,
    READY_S,
    SETTLE_S,
    SETUP_CLEAR_S,
    SETUP_PATIENCE_S,
    STILL_S,
    UNDER_WAY_S,
    Ending,
    Exercising,
    Exit,
    HoldingStill,
    NotBegun,
    Now,
    Over,
    PassedOver,
    Resting,
    SettingUp,
    StepStage,
)

LEAVES: dict[type[StepStage], set[Exit]] = {
    NotBegun: set(),
    PassedOver: set(),
    Resting: {Exit.MOVED, Exit.PAUSE_OVER},
    SettingUp: {Exit.MOVED, Exit.CLEAR, Exit.PATIENCE_OVER},
    HoldingStill: {Exit.MOVED, Exit.STILL_OVER},
    Exercising: {Exit.DOSAGE_DONE},
    Ending: {Exit.SAID},
    Over: set(),
}
MAKE: dict[type[StepStage], Callable[[], StepStage]] = {
    NotBegun: NotBegun,
    PassedOver: PassedOver,
    Resting: lambda: Resting(0.0, 6.0, 20.0),
    SettingUp: SettingUp,
    HoldingStill: lambda: HoldingStill(0.0),
    Exercising: Exercising,
    Ending: lambda: Ending(0.0),
    Over: Over,
}
EARLIER_S = 0.01
moments = st.builds(
    Now,
    st.floats(0.0, 60.0),
    moved=st.booleans(),
    seen=st.booleans(),
    in_position=st.booleans(),
    clear_s=st.floats(0.0, 5.0),
    neutral=st.booleans(),
    done=st.booleans(),
    settled=st.booleans(),
)


@pytest.mark.parametrize("kind", LEAVES)
@given(seen=st.lists(moments, max_size=30))
def test_a_stage_is_left_by_its_own_edges_only(kind: type[StepStage], seen: list[Now]) -> None:
    stage = MAKE[kind]()
    left_by = {stage.left_by(now) for now in sorted(seen, key=lambda now: now.t_s)}
    assert left_by <= {None, *LEAVES[kind]}


@pytest.mark.parametrize("kind", [Resting, SettingUp, HoldingStill])
def test_whoever_begins_unasked_exercises_at_once(kind: type[StepStage]) -> None:
    assert MAKE[kind]().left_by(Now(0.1, moved=True)) is Exit.MOVED


def at(stage: StepStage, *seconds: float, **known: bool) -> list[Exit | None]:
    return [stage.left_by(Now(t_s, **known)) for t_s in seconds]  # type: ignore[arg-type]


def test_a_pause_ends_with_its_time_for_somebody_who_is_not_in_the_next_posture() -> None:
    pause = Resting(1.0, 6.0, 20.0)
    assert at(pause, 7.0, 21.0 - EARLIER_S, 21.0, in_position=False) == [None, None, Exit.PAUSE_OVER]


def test_a_pause_ends_early_for_somebody_who_has_arrived_but_not_before_its_least_time() -> None:
    there = at(Resting(0.0, 6.0, 20.0), 1.0, 6.0 - EARLIER_S, 6.0)
    assert there == [None, None, Exit.PAUSE_OVER]
    arriving = at(Resting(0.0, 6.0, 20.0), 8.0, 8.0 + READY_S - EARLIER_S, 8.0 + READY_S)
    assert arriving == [None, None, Exit.PAUSE_OVER]


def test_who_leaves_the_next_posture_has_not_arrived() -> None:
    pause = Resting(0.0, 0.0, 20.0)
    pause.left_by(Now(1.0))
    pause.left_by(Now(2.0, in_position=False))
    assert at(pause, 2.1, 2.1 + READY_S - EARLIER_S) == [None, None]


def test_a_pause_without_change_of_posture_lasts_its_time() -> None:
    assert at(Resting(0.0, 6.0, 6.0), 1.0, 6.0 - EARLIER_S, 6.0) == [None, None, Exit.PAUSE_OVER]


def test_the_coach_does_not_look_at_the_last_movement_running_out() -> None:
    pause = Resting(1.0, 6.0, 20.0)
    assert [pause.judges(1.0 + s) for s in (0.0, SETTLE_S - EARLIER_S, SETTLE_S)] == [False, False, True]


def test_what_is_left_of_a_pause_never_falls_below_nothing() -> None:
    pause = Resting(1.0, 6.0, 20.0)
    assert [pause.left_s(t_s) for t_s in (1.0, 11.0, 30.0)] == [20.0, 10.0, 0.0]


def test_setting_up_ends_when_nothing_was_wrong_for_a_moment() -> None:
    stage = SettingUp()
    assert stage.left_by(Now(5.0, clear_s=SETUP_CLEAR_S - EARLIER_S)) is None
    assert stage.left_by(Now(5.1, clear_s=SETUP_CLEAR_S)) is Exit.CLEAR


def test_patience_is_counted_from_when_somebody_is_seen() -> None:
    stage = SettingUp()
    assert at(stage, 0.0, 100.0, seen=False) == [None, None]
    end_s = 101.0 + SETUP_PATIENCE_S
    assert at(stage, 101.0, end_s - EARLIER_S, end_s) == [None, None, Exit.PATIENCE_OVER]


def test_holding_still_ends_with_the_neutral_or_with_patience() -> None:
    assert HoldingStill(2.0).left_by(Now(2.1, neutral=True)) is Exit.STILL_OVER
    assert at(HoldingStill(2.0), 2.0 + STILL_S - EARLIER_S, 2.0 + STILL_S) == [None, Exit.STILL_OVER]


def test_exercising_ends_with_the_dosage_however_long_it_takes() -> None:
    assert at(Exercising(), 1.0, 1000.0) == [None, None]
    assert Exercising().left_by(Now(1.0, done=True)) is Exit.DOSAGE_DONE


def test_an_end_leaves_time_for_words_and_for_what_is_under_way() -> None:
    assert at(Ending(1.0), 1.0 + GRACE_S - EARLIER_S, 1.0 + GRACE_S) == [None, Exit.SAID]
    moving = at(Ending(1.0), 1.0 + GRACE_S, 1.0 + UNDER_WAY_S - EARLIER_S, 1.0 + UNDER_WAY_S, settled=False)
    assert moving == [None, None, Exit.SAID]


def test_what_is_told_of_the_stages_and_where_the_coach_looks() -> None:
    told = {kind: make().told for kind, make in MAKE.items()}
    assert told == {
        NotBegun: None, PassedOver: None, Resting: Stage.REST, SettingUp: Stage.SETUP, HoldingStill: Stage.STILL,
        Exercising: Stage.EXERCISE, Ending: Stage.EXERCISE, Over: Stage.EXERCISE,
    }  # fmt: skip
    assert {kind for kind, make in MAKE.items() if not make().judges(0.0)} == {NotBegun, PassedOver, Resting}
