"""A picture that stands still, or is of one colour, shows nobody: a hold does not go on in a call that hangs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.capture.frame import Frame, frames
from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import LOST, Coach
from posecoach.events import PhaseEnded, RepetitionRejected
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.picture import PictureWatch, plain
from posecoach.pose.pose import Pose
from tests.poses import LIFT, every, film, hook_lying
from tests.videos import evenly, write_video

FROM_S, TO_S = 6.5, 16.5
"""Ten seconds in the middle of a hold."""


def room() -> NDArray[np.uint8]:
    """A wall that the light falls on from one side."""
    return np.broadcast_to(np.linspace(60, 180, 64).astype(np.uint8)[None, :, None], (48, 64, 3)).copy()


def filmed(fps: float, noise: int, frozen_noise: int = 0) -> Iterator[Frame]:
    """Frames of a camera with noise, which hangs between two media times; codecs leave a little noise even then."""
    random = np.random.default_rng(4)
    last = room()
    for index in range(int(20.0 * fps)):
        t_s = index / fps
        if not FROM_S <= t_s < TO_S:
            last = room() + random.integers(0, 1 + noise, (48, 64, 3)).astype(np.uint8)
        flicker = random.integers(0, 1 + frozen_noise, last.shape).astype(np.uint8)
        yield Frame(last + flicker, t_s, index)


def emptied(film_frames: Iterator[Frame]) -> list[float]:
    watch = PictureWatch()
    seen = [watch.emptied(hook_lying(frame.t_s)) for frame in watch.watched(film_frames)]
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
        Frame(room() + random.integers(0, 8, (48, 64, 3)).astype(np.uint8), index / 30.0, index)
        for index in range(300)
    )
    assert emptied(frames) == []


def test_a_frame_of_another_size_begins_anew() -> None:
    frames = (Frame(room()[: 48 - 8 * (index // 20 % 2)], index / 30.0, index) for index in range(120))
    assert emptied(frames) == []


def test_poses_may_come_after_many_frames_were_watched() -> None:
    watch = PictureWatch()
    frames = list(watch.watched(filmed(10.0, noise=20)))
    seen = [watch.emptied(hook_lying(frame.t_s)).seen for frame in frames]
    assert seen.count(False) == pytest.approx(90, abs=2)


def test_a_hold_ends_where_the_picture_froze() -> None:
    # The lift of the script, with ten seconds of its hold seen again and again.
    script = film(hook_lying, LIFT, every(30.0, 13.0))
    watch, coach = PictureWatch(), Coach(builtin_exercises()["hip_lift_twist"])
    events = []
    for frame in watch.watched(filmed(30.0, noise=20)):
        hung_s = min(max(frame.t_s - FROM_S, 0.0), TO_S - FROM_S)
        pose = script[min(round((frame.t_s - hung_s) * 30.0), len(script) - 1)]
        at = Pose(frame.t_s, pose.image_px, pose.world_m, pose.visibility, None, pose.size_wh)
        events += coach.step(watch.emptied(at))
    [hold] = [event for event in events if isinstance(event, PhaseEnded) and event.phase == "hold"]
    assert hold.end_s == pytest.approx(FROM_S + 1.0, abs=0.1)
    assert [event.reason for event in events if isinstance(event, RepetitionRejected)] == [LOST]


def compressed(lively_s: float, still_s: float, *, ever: float = 0.6) -> Iterator[Frame]:
    """Frames that only change every so many seconds, because compression drops what is small; then not at all."""
    for index in range(int((lively_s + still_s) * 25.0)):
        t_s = index / 25.0
        picture = room()
        picture[8:16, 8:16] += np.uint8(20 * (int(min(t_s, lively_s) / ever) % 2))
        yield Frame(picture, t_s, index)


def test_where_compression_drops_small_movements_a_still_person_is_not_taken_for_a_frozen_picture() -> None:
    assert emptied(compressed(3.0, 8.0)) == []


def test_where_movements_are_seen_the_same_stillness_is_a_frozen_picture() -> None:
    assert emptied(compressed(3.0, 8.0, ever=0.12))[0] == pytest.approx(4.0, abs=0.2)


def test_a_photo_shows_nobody() -> None:
    assert emptied(compressed(0.0, 4.0))[0] == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(
    ("bgr", "noise", "expected"),
    [
        ((0, 0, 0), 0, "black"),
        ((16, 16, 16), 10, "black"),
        ((0, 135, 0), 4, "green"),
        ((200, 60, 20), 4, "plain"),
        ((128, 128, 128), 4, "plain"),
    ],
)
def test_a_picture_of_one_colour_is_named(bgr: tuple[int, int, int], noise: int, expected: str) -> None:
    random = np.random.default_rng(6)
    picture = np.full((480, 640, 3), bgr, np.uint8) + random.integers(0, 1 + noise, (480, 640, 3), np.uint8)
    assert plain(Frame(picture, 0.0, 0)) == expected
    watch = PictureWatch()
    watch.look_at(Frame(picture, 0.0, 0))
    seen = [watch.emptied(hook_lying(0.0))]
    assert [(pose.seen, pose.no_picture) for pose in seen] == [(False, expected)]


def test_a_film_that_hangs_is_seen_in_its_file(tmp_path: Path) -> None:
    """H.264 leaves a little noise; only the light of the frames is looked at."""
    pictures = [frame.bgr[:, :, ::-1] for frame in filmed(10.0, noise=20)]
    path = write_video(tmp_path / "hangs.mp4", evenly(len(pictures), 10.0), pictures=pictures)
    with closing(VideoFile(path)) as video:
        empty = emptied(frames(video))
    assert empty[0] == pytest.approx(FROM_S + 1.0, abs=0.3)
    assert len(empty) == pytest.approx((TO_S - FROM_S - 1.0) * 10.0, abs=3)


@pytest.mark.parametrize(
    ("rgb", "expected"), [((0, 0, 0), "black"), ((0, 135, 0), "green"), ((20, 60, 200), "plain")]
)
def test_a_film_of_one_colour_is_named(rgb: tuple[int, int, int], expected: str, tmp_path: Path) -> None:
    picture = np.full((48, 64, 3), rgb, np.uint8)
    with closing(VideoFile(write_video(tmp_path / "one.mp4", evenly(3), pictures=[picture] * 3))) as video:
        assert {plain(frame) for frame in frames(video)} == {expected}


def test_a_dark_room_with_somebody_small_in_it_is_a_picture() -> None:
    random = np.random.default_rng(7)
    picture = random.integers(8, 16, (480, 640, 3), np.uint8)
    picture[300:400, 200:340] += np.uint8(24)
    assert plain(Frame(picture, 0.0, 0)) == ""
