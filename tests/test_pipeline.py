"""The loop: every moment is judged and told, in order, and nothing judged is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from posecoach.capture.frame import Frame
from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import Event, PersonFound, PhaseEnded
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import Moment, observe, run
from posecoach.pose.pose import Pose
from posecoach.state import CoachState
from posecoach.testing import FakeEstimator, FakeSource
from tests.poses import every, hands_and_knees

CAT_COW = builtin_exercises()["cat_cow"]
POSES = [hands_and_knees(t_s) for t_s in every(30.0, 2.0)]


@dataclass
class Listener:
    """Keeps what it was told."""

    told: list[tuple[Moment | None, list[Event], str]] = field(default_factory=list)

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        self.told.append((moment, list(events), state.movement.phase))


def test_every_moment_is_told_in_order_and_then_the_end() -> None:
    moments = [Moment(pose) for pose in POSES]
    listener = Listener()

    assert run(moments, Coach(CAT_COW), [listener]) is True
    assert [moment for moment, _, _ in listener.told] == [*moments, None]


def test_all_listeners_hear_the_same() -> None:
    one, two = Listener(), Listener()

    run(map(Moment, POSES), Coach(CAT_COW), [one, two])

    assert one.told == two.told


def test_what_the_judge_finds_is_told_with_the_moment_it_became_known() -> None:
    listener = Listener()

    run(map(Moment, POSES), Coach(CAT_COW), [listener])

    assert [type(event) for event in listener.told[0][1]] == [PersonFound]
    assert listener.told[40][2] == "neutral"
    assert PhaseEnded in [type(event) for event in listener.told[-1][1]]


def test_ctrl_c_keeps_what_was_judged_and_says_that_it_is_not_all() -> None:
    def interrupted() -> Iterator[Moment]:
        yield from map(Moment, POSES[:40])
        raise KeyboardInterrupt

    listener = Listener()

    assert run(interrupted(), Coach(CAT_COW), [listener]) is False
    assert len(listener.told) == 41
    moment, events, _ = listener.told[-1]
    assert moment is None
    assert [event.phase for event in events if isinstance(event, PhaseEnded)] == ["neutral"]


def test_ctrl_c_in_a_listener_keeps_what_was_judged() -> None:
    class Impatient(Listener):
        def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
            super().__call__(moment, events, state)
            if len(self.told) == 5:
                raise KeyboardInterrupt

    listener = Impatient()

    assert run(map(Moment, POSES), Coach(CAT_COW), [listener]) is False
    assert [moment is None for moment, _, _ in listener.told] == [False] * 5 + [True]


def test_an_error_of_the_source_is_not_hidden() -> None:
    def broken() -> Iterator[Moment]:
        yield Moment(POSES[0])
        raise OSError("unplugged")

    with pytest.raises(OSError, match="unplugged"):
        run(broken(), Coach(CAT_COW), [])


def test_no_moments_at_all_is_an_end_without_events() -> None:
    listener = Listener()

    assert run([], Recogniser([CAT_COW]), [listener]) is True
    assert listener.told == [(None, [], "")]


def test_observing_pairs_every_frame_with_its_pose() -> None:
    moments = list(observe(FakeSource(3), FakeEstimator()))

    assert [moment.frame.index for moment in moments if moment.frame] == [0, 1, 2]
    assert [moment.pose.t_s for moment in moments] == [0.0, pytest.approx(1 / 30), pytest.approx(2 / 30)]


def test_only_the_frames_that_are_looked_at_are_moments() -> None:
    looked_at: list[int] = []

    def sees(frame: Frame) -> Pose:
        looked_at.append(frame.index)
        return Pose.nobody(frame.t_s)

    moments = list(observe(FakeSource(30), FakeEstimator(sees), inference=10.0))

    assert looked_at == [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]
    assert [moment.frame.index for moment in moments if moment.frame] == looked_at
