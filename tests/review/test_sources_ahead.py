"""Side by side is the same as one after the other, to the last event."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from posecoach.capture.frame import Frame
from posecoach.capture.grey import grey_cells
from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import Coach
from posecoach.errors import VideoError
from posecoach.events import Event
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import Moment, observe, run
from posecoach.pose.inference_policy import Inference
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path
from posecoach.pose.pose import Pose
from posecoach.review import sources
from posecoach.review.sources import frames_that_wait, observe_ahead
from posecoach.state import CoachState
from posecoach.testing import FakeEstimator, FakeSource
from posecoach.testing.people import standing
from tests.conftest import ROOT
from tests.shared import SHARED


class Heard:
    """Keeps poses and events."""

    def __init__(self) -> None:
        self.poses: list[tuple[np.ndarray | None, ...]] = []
        self.times_s: list[float] = []
        self.events: list[Event] = []

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        self.events.extend(events)
        if moment is not None:
            pose = moment.pose
            self.times_s.append(pose.t_s)
            self.poses.append((pose.image_px, pose.world_m, pose.visibility, pose.back_outline))


def heard(moments: Iterable[Moment]) -> Heard:
    sink = Heard()
    run(moments, Coach(builtin_exercises()["hip_lift_twist"]), [sink])
    return sink


@pytest.fixture(scope="module")
def both(person_video: Path) -> tuple[Heard, Heard]:
    exercises = [*sorted((ROOT / "sample_videos").glob("hip_lift_twist_*.mp4"))]
    exercises += [
        path for path in [SHARED / "real_clips" / "glute_bridge.mp4", person_video] if path.is_file()
    ]
    with (
        closing(VideoFile(exercises[0])) as source,
        closing(MediaPipeEstimator(model_path(), outline=True)) as estimator,
    ):
        one_after_the_other = heard(observe(source, estimator))
    with (
        closing(VideoFile(exercises[0])) as source,
        closing(MediaPipeEstimator(model_path(), outline=True)) as estimator,
        observe_ahead(source, estimator) as moments,
    ):
        return one_after_the_other, heard(moments)


@pytest.mark.slow
def test_poses_and_events_are_the_same(both: tuple[Heard, Heard]) -> None:
    one_after_the_other, side_by_side = both
    assert side_by_side.times_s == one_after_the_other.times_s
    for ours, theirs in zip(side_by_side.poses, one_after_the_other.poses, strict=True):
        for array, other in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(array, other)
    assert side_by_side.events == one_after_the_other.events
    assert side_by_side.events


def breaking(count: int) -> FakeSource:
    """Empty pictures; breaks after that many of them."""
    return FakeSource(count, error=VideoError("it is cut off"))


@pytest.fixture
def estimator() -> Iterator[MediaPipeEstimator]:
    with closing(MediaPipeEstimator(model_path(), outline=True)) as it:
        yield it


def test_what_breaks_ahead_is_raised_after_the_moments_before_it(estimator: MediaPipeEstimator) -> None:
    with observe_ahead(breaking(7), estimator) as moments:
        seen = [next(moments).pose.t_s for _ in range(7)]
        with pytest.raises(VideoError, match=r"^it is cut off$"):
            next(moments)
    assert seen == [index / 30 for index in range(7)]


def test_leaving_early_ends_the_threads(estimator: MediaPipeEstimator) -> None:
    before = set(threading.enumerate())
    with observe_ahead(breaking(1000), estimator) as moments:
        assert next(moments).pose.t_s == 0.0
    left = set(threading.enumerate()) - before
    assert all(
        thread.name.startswith("ThreadPoolExecutor") for thread in left
    )  # of MediaPipe, until it closes


def test_only_frames_that_are_wanted_are_looked_at() -> None:
    estimator = FakeEstimator(lambda frame: standing(frame.t_s))
    with observe_ahead(FakeSource(60), estimator, 10.0) as moments:
        times_s = [moment.pose.t_s for moment in moments]
    assert times_s == [index / 30 for index in range(0, 60, 3)]


def test_a_sudden_change_of_the_picture_is_looked_at_at_once() -> None:
    looked_s: list[float] = []

    def still_person(frame: Frame) -> Pose:
        looked_s.append(frame.t_s)
        return standing(frame.t_s)

    still = [np.full((48, 64, 3), 100, np.uint8)] * 120
    source = _Pictures([*still[:100], *[picture + np.uint8(50) for picture in still[100:]]])
    with observe_ahead(source, FakeEstimator(still_person), "auto") as moments:
        judged_s = [moment.pose.t_s for moment in moments]
    assert 100 / 30 in looked_s
    assert len([t_s for t_s in looked_s if 2.0 <= t_s < 100 / 30]) <= 14
    assert judged_s[:10] == looked_s[:10]


class _Threads(FakeEstimator):
    """Notes in which thread each pose is made."""

    def __init__(self) -> None:
        super().__init__(lambda frame: standing(frame.t_s))
        self.made_in: set[threading.Thread] = set()

    def pose(self, detected: Any) -> Pose:
        self.made_in.add(threading.current_thread())
        return super().pose(detected)


@pytest.mark.parametrize(("inference", "here"), [("full", True), ("auto", False)])
def test_where_every_frame_is_looked_at_poses_are_made_beside_the_next_detection(
    inference: Inference, here: bool
) -> None:
    estimator = _Threads()
    with observe_ahead(FakeSource(20), estimator, inference) as moments:
        assert list(moments)
    assert (threading.current_thread() in estimator.made_in) is here
    assert len(estimator.made_in) == 1


@pytest.mark.parametrize(("inference", "looks"), [("full", False), (10.0, False), ("auto", True)])
def test_pictures_are_compared_only_where_that_decides(
    inference: Inference, looks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[float] = []

    def noted(frame: Frame) -> Any:
        compared.append(frame.t_s)
        return grey_cells(frame)

    monkeypatch.setattr(sources, "grey_cells", noted)
    with observe_ahead(
        FakeSource(20), FakeEstimator(lambda frame: standing(frame.t_s)), inference
    ) as moments:
        assert list(moments)
    assert len(compared) == (20 if looks else 0)


@pytest.mark.parametrize(
    ("size_wh", "count"), [((640, 480), 6), ((1920, 1080), 6), ((3840, 2160), 1), ((7680, 4320), 1)]
)
def test_of_large_frames_fewer_wait(size_wh: tuple[int, int], count: int) -> None:
    assert frames_that_wait(size_wh) == count


@pytest.mark.parametrize("inference", ["full", "auto", 8.0])
def test_a_session_looks_at_the_same_frames_as_a_review(inference: Inference) -> None:
    """Of somebody who stands still, walks and stands still again."""
    noise = np.random.default_rng(1).integers(0, 200, (48, 64, 3), np.uint8)
    pictures = [np.roll(noise, max(0, min(index, 90) - 60), axis=1) for index in range(150)]

    def walks(frame: Frame) -> Pose:
        pose, way_px = standing(frame.t_s), np.clip(frame.t_s - 2.0, 0.0, 1.0) * 100.0
        return replace(pose, image_px=pose.image_px + np.array([way_px, 0.0], np.float32))

    live, review = FakeEstimator(walks), FakeEstimator(walks)
    seen = list(observe(_Pictures(pictures), live, inference))
    with observe_ahead(_Pictures(pictures), review, inference) as moments:
        judged_s = [moment.pose.t_s for moment in moments]

    assert [moment.pose.t_s for moment in seen] == judged_s
    assert live.frames == [round(30 * t_s) for t_s in judged_s]


@pytest.mark.parametrize("inference", ["full", "auto"])
def test_pixels_that_are_valid_until_the_next_read_are_taken_before_it(inference: Inference) -> None:
    taken: dict[int, int] = {}

    class Looking(FakeEstimator):
        def prepare(self, frame: Frame) -> Frame:
            taken[frame.index] = int(frame.bgr[0, 0, 0])
            return super().prepare(frame)

    with observe_ahead(_OneBuffer(60), Looking(lambda frame: standing(frame.t_s)), inference) as moments:
        judged = [round(30 * moment.pose.t_s) for moment in moments]
    assert judged
    assert [taken[index] for index in judged] == judged


class _OneBuffer(FakeSource):
    """Fills the same buffer with every frame, as a camera does."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self._buffer = np.zeros((48, 64, 3), np.uint8)

    def read(self) -> Frame | None:
        frame = super().read()
        if frame is None:
            return None
        np.copyto(self._buffer, frame.bgr)
        return Frame(self._buffer, frame.t_s, frame.index)


class _Pictures(FakeSource):
    """Shows given pictures."""

    def __init__(self, pictures: Sequence[np.ndarray]) -> None:
        super().__init__(len(pictures))
        self._pictures = pictures

    def read(self) -> Frame | None:
        frame = super().read()
        return None if frame is None else Frame(self._pictures[frame.index], frame.t_s, frame.index)
