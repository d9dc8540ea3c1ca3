"""A wave is seen in time by those who wave, and never in those who do not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.accuracy.unruly.stored import read_stored as read_unruly
from benchmarks.waves.command import nobody_waves, promises_broken
from benchmarks.waves.scoring import SEEN_SHARE, delays_s, in_time, invented, seen_at_s
from benchmarks.waves.stored import read_stored
from posecoach.coaching.waving import Waving
from posecoach.pose.landmarks import LANDMARK_COUNT, Landmark
from posecoach.pose.pose import Pose
from tests.shared import shared

NAN_3D = np.full((LANDMARK_COUNT, 3), np.nan, np.float32)

#: How far the hand is aside of the elbow at a time [trunk lengths].
Aside = Callable[[float], float]


def person(t_s: float, aside: float, *, up: float = 0.6, shift_px: float = 0.0) -> Pose:
    """Somebody whose trunk is 200 px long holds up the left hand."""
    image_px = np.full((LANDMARK_COUNT, 2), np.nan, np.float32)
    for mark, x, y in (
        (Landmark.LEFT_SHOULDER, 350, 200),
        (Landmark.RIGHT_SHOULDER, 290, 200),
        (Landmark.LEFT_HIP, 340, 400),
        (Landmark.RIGHT_HIP, 300, 400),
        (Landmark.LEFT_ELBOW, 400, 190),
        (Landmark.LEFT_WRIST, 400 + 200 * aside, 190 - 200 * up),
        (Landmark.RIGHT_ELBOW, 280, 290),
        (Landmark.RIGHT_WRIST, 280, 380),
    ):
        image_px[mark] = x + shift_px, y
    return Pose(t_s, image_px, NAN_3D, np.ones(LANDMARK_COUNT, np.float32), None, (640, 480))


def wave(t_s: float, hz: float = 2.0, reach: float = 0.2) -> float:
    return reach * math.sin(2.0 * math.pi * hz * t_s)


def seen(poses: Iterator[Pose]) -> list[float]:
    waving = Waving()
    return [pose.t_s for pose in poses if waving.step(pose)]


def film(aside: Aside, seconds: float = 3.0, fps: float = 30.0, **place: float) -> Iterator[Pose]:
    return (person(index / fps, aside(index / fps), **place) for index in range(int(seconds * fps)))


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("hz", [1.5, 2.0, 2.5])
def test_a_wave_is_seen_once_and_in_time_at_any_frame_rate(fps: float, hz: float) -> None:
    times_s = seen(film(lambda t_s: wave(t_s, hz), fps=fps))
    assert len(times_s) == 1
    assert times_s[0] < 1.5


def test_waving_on_is_the_same_wave_and_another_one_counts_after_a_rest() -> None:
    def twice(t_s: float) -> float:
        return wave(t_s) if t_s < 4.0 or t_s > 6.0 else 0.0

    first_s, second_s = seen(film(twice, 8.0))
    assert first_s < 1.5
    assert 6.0 < second_s < 7.5


@pytest.mark.parametrize(
    "poses",
    [
        film(lambda _: 0.0),
        film(lambda t_s: wave(t_s, reach=0.04)),
        film(lambda t_s: wave(t_s, hz=0.8)),
        film(wave, up=-0.6),
        film(lambda t_s: wave(t_s, hz=7.0), fps=15.0),
        (person(index / 30, wave(index / 30), shift_px=12 * index) for index in range(20)),
    ],
    ids=["held still", "trembles", "talks with the hand", "hand down", "jitters", "whole person moves"],
)
def test_what_is_no_wave_is_none(poses: Iterator[Pose]) -> None:
    assert seen(poses) == []


def with_elbow_aside(pose: Pose, lengths: float) -> Pose:
    """The same with the whole forearm moved sideways."""
    image_px = pose.image_px.copy()
    image_px[[Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST], 0] += 200.0 * lengths
    return replace(pose, image_px=image_px)


@pytest.mark.parametrize(("lengths", "waves"), [(0.22, 1), (0.28, 0)], ids=["0.44 in all", "0.56 in all"])
def test_an_elbow_that_leaps_with_the_hand_is_no_elbow(lengths: float, waves: int) -> None:
    poses = (with_elbow_aside(pose, wave(pose.t_s, reach=lengths)) for pose in film(wave))

    assert len(seen(poses)) == waves


def test_what_was_not_seen_never_waves() -> None:
    def hidden(pose: Pose) -> Pose:
        image_px = pose.image_px.copy()
        image_px[Landmark.LEFT_WRIST] = np.nan
        return replace(pose, image_px=image_px)

    assert seen(map(hidden, film(wave))) == []
    assert seen(Pose.nobody(pose.t_s) for pose in film(wave)) == []
    assert seen(replace(pose, visibility=pose.visibility * 0.3) for pose in film(wave)) == []


def test_people_drawn_in_every_posture_are_seen_in_time() -> None:
    delays = delays_s(read_stored())
    assert {place for _, place in delays} == {
        "standing", "seated", "lying", "on the side", "roller", "hands and knees",
    }  # fmt: skip
    assert in_time(delays.values()) >= SEEN_SHARE


def test_at_half_their_frame_rate_they_are_seen_as_well() -> None:
    fast = [recording for recording in read_stored().values() if len(recording.poses) > 75]
    halved = [replace(recording, poses=recording.poses[::2]) for recording in fast]
    both = [(bool(seen_at_s(whole)), bool(seen_at_s(half))) for whole, half in zip(fast, halved, strict=True)]
    assert both == [(True, True)] * len(fast)


def test_nobody_waves_in_the_stored_unruly_clips() -> None:
    assert invented({verdict.clip: recording for verdict, recording in read_unruly()}) == {}


def test_nobody_waves_in_recordings_of_real_people() -> None:
    folder = shared("real_poses")
    assert invented(dict(nobody_waves([folder]))) == {}


def test_a_broken_promise_is_told() -> None:
    delays = {(0, "lying"): math.inf, (1, "lying"): 0.8}
    assert promises_broken(delays, {"a.npz": [1.5]}) == [
        "50% of the waves are seen in time, not 95%",
        "a.npz: a wave is seen at [1.5] s, and nobody waves",
    ]
