"""Child's pose, from landmarks: told from hands and knees, the hold counted, a short one a fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import FaultRaised, RepetitionDone
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.pose.pose import Pose
from posecoach.postures.table import posture_among
from tests.poses import hands_and_knees, hook_lying, standing
from tests.reaching import folded

FPS = 20.0


def rests(*holds_s: float) -> Iterator[Pose]:
    """Yield poses: from hands and knees back, a hold, and up again, for each of the holds."""
    t_s = 0.0
    for hold_s in holds_s:
        for seconds, start, end in ((1.2, 0.0, 0.0), (2.5, 0.0, 1.0), (hold_s, 1.0, 1.0), (2.5, 1.0, 0.0)):
            for frame in range(int(seconds * FPS)):
                yield folded(t_s, start + (end - start) * frame / (seconds * FPS))
                t_s += 1.0 / FPS


def found(pose: Pose) -> str | None:
    body = Body()
    body.update(pose)
    return posture_among(body, ("childs_pose",))


def test_it_is_told_from_hands_and_knees_and_from_lying_and_standing() -> None:
    assert found(folded()) == "childs_pose"
    assert [found(pose) for pose in (hands_and_knees(), folded(share=0.2), hook_lying(), standing())] == [
        "hands_and_knees",
        "hands_and_knees",
        "hook_lying",
        "standing",
    ]


@pytest.mark.parametrize(("hold_s", "faults"), [(8.0, set()), (1.0, {"hold_long_enough"})])
def test_a_hold_counts_and_a_short_one_is_told(hold_s: float, faults: set[str]) -> None:
    coach = Coach(builtin_exercises()["childs_pose"])
    events = [event for pose in rests(8.0, hold_s) for event in coach.step(pose)]
    events += coach.finish()

    assert sum(isinstance(event, RepetitionDone) for event in events) == 2
    assert {event.rule for event in events if isinstance(event, FaultRaised)} == faults


def test_it_is_recognised_and_is_no_cat_cow() -> None:
    auto = Recogniser(tuple(builtin_exercises().values()))
    for pose in rests(6.0, 6.0):
        auto.step(pose)
    auto.finish()

    assert auto.recognised == "childs_pose"
