"""A picture that stands still shows nobody, so that a hold does not go on in a call that hangs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from posecoach.capture.frame import Frame
from posecoach.coaching.coach import LOST, Coach
from posecoach.events import PhaseEnded, RepetitionRejected
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.frozen import FrozenPicture
from posecoach.pose.pose import Pose
from tests.poses import LIFT, every, film, hook_lying

FROM_S, TO_S = 6.5, 16.5
"""Ten seconds in the middle of a hold."""


def filmed(fps: float, noise: int, frozen_noise: int = 0) -> Iterator[Frame]:
    """Frames of a camera with noise, which hangs between two media times; codecs leave a little noise even then."""
    random = np.random.default_rng(4)
    last = np.full((48, 64, 3), 100, np.uint8)
    for index in range(int(20.0 * fps)):
        t_s = index / fps
        if not FROM_S <= t_s < TO_S:
            last = random.integers(100, 101 + noise, (48, 64, 3)).astype(np.uint8)
        flicker = random.integers(0, 1 + frozen_noise, last.shape).astype(np.uint8)
        yield Frame(last + flicker, t_s, index)


def emptied(frames: Iterator[Frame]) -> list[float]:
    frozen = FrozenPicture()
    seen = [frozen.emptied(hook_lying(frame.t_s)) for frame in frozen.watched(frames)]
    return [pose.t_s for pose in seen if not pose.seen]


@pytest.mark.parametrize("fps", [5.0, 15.0, 30.0, 60.0])
@pytest.mark.parametrize("codec", [0, 2])
def test_after_a_second_a_picture_that_stands_still_shows_nobody(fps: float, codec: int) -> None:
    empty = emptied(filmed(fps, noise=20, frozen_noise=codec))
    assert empty[0] == pytest.approx(FROM_S + 1.0, abs=2.0 / fps + 1e-6)
    assert empty[-1] == pytest.approx(TO_S, abs=1.5 / fps)
    assert len(empty) == pytest.approx((TO_S - FROM_S - 1.0) * fps, abs=3)


def test_the_noise_of_a_camera_before_somebody_who_lies_still_is_no_frozen_picture() -> None:
    random = np.random.default_rng(5)
    frames = (
        Frame(random.integers(100, 108, (48, 64, 3)).astype(np.uint8), index / 30.0, index)
        for index in range(300)
    )
    assert emptied(frames) == []


def test_a_frame_of_another_size_begins_anew() -> None:
    frames = (
        Frame(np.zeros((48, 64 + 32 * (index // 20 % 2), 3), np.uint8), index / 30.0, index)
        for index in range(120)
    )
    assert emptied(frames) == []


def test_poses_may_come_after_many_frames_were_watched() -> None:
    frozen = FrozenPicture()
    frames = list(frozen.watched(filmed(10.0, noise=20)))
    seen = [frozen.emptied(hook_lying(frame.t_s)).seen for frame in frames]
    assert seen.count(False) == pytest.approx(90, abs=2)


def test_a_hold_ends_where_the_picture_froze() -> None:
    # The lift of the script, with ten seconds of its hold seen again and again.
    script = film(hook_lying, LIFT, every(30.0, 13.0))
    frozen, coach = FrozenPicture(), Coach(builtin_exercises()["hip_lift_twist"])
    events = []
    for frame in frozen.watched(filmed(30.0, noise=20)):
        hung_s = min(max(frame.t_s - FROM_S, 0.0), TO_S - FROM_S)
        pose = script[min(round((frame.t_s - hung_s) * 30.0), len(script) - 1)]
        at = Pose(frame.t_s, pose.image_px, pose.world_m, pose.visibility, None, pose.size_wh)
        events += coach.step(frozen.emptied(at))
    [hold] = [event for event in events if isinstance(event, PhaseEnded) and event.phase == "hold"]
    assert hold.end_s == pytest.approx(FROM_S + 1.0, abs=0.1)
    assert [event.reason for event in events if isinstance(event, RepetitionRejected)] == [LOST]
