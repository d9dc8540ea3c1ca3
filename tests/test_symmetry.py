"""What is judged does not depend on which side is shown, on the size of the picture, or on its shape."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from posecoach.pose.pose import Pose
from tests.poses import mirrored
from tests.real.recordings import Judged, judged, recording

pytestmark = pytest.mark.slow

CLIPS = (
    "cat_cow_flat_back_a",
    "hip_lift_twist_feet_short_hold_a",
    "thoracic_rotation_elbows_short_a",
    "torso_twist_pelvis_fast_a",
    "arm_circles_elbows_half_a",
)
REAL = ("cat_cow_a", "cat_cow_b", "bridge_a", "bridge_b", "foam_roll_a", "arm_circles_a", "supine_twist_a")
TILT_MATTERS = ("bridge_b",)
"""A lift in which a tilt of 4 degrees and more makes a small turn of the chest of the way the head moves."""
OTHER = {"left": "right", "right": "left"}
TIME_TOLERANCE_S = 0.01

Poses = Callable[[str], Sequence[Pose]]


@dataclass(frozen=True)
class Outcome:
    """What a person would call the result: repetitions and faults with their sides, and when."""

    recognised: str | None
    repetitions: list[tuple[str | None, tuple[str, ...]]]
    faults: list[tuple[str, str, str]]
    times_s: list[float]

    @classmethod
    def of(cls, review: Judged) -> Outcome:
        return cls(
            review.recognised,
            [(done.side, tuple(sorted(done.faults))) for done in review.repetitions],
            sorted((fault.rule, fault.fault.phase or "", fault.fault.side or "") for fault in review.faults),
            [t_s for done in review.repetitions for t_s in (done.start_s, done.repetition.end_s)],
        )

    def sides_exchanged(self) -> Outcome:
        return replace(
            self,
            repetitions=[(OTHER.get(side or "", side), faults) for side, faults in self.repetitions],
            faults=sorted((rule, phase, OTHER.get(side, side)) for rule, phase, side in self.faults),
        )

    def assert_like(self, other: Outcome) -> None:
        assert (self.recognised, self.repetitions, self.faults) == (
            other.recognised,
            other.repetitions,
            other.faults,
        )
        assert self.times_s == pytest.approx(other.times_s, abs=TIME_TOLERANCE_S)


@pytest.fixture(scope="session")
def poses_of() -> Poses:
    """Return a function from the name of a clip or recording to its poses; a clip is looked at once in a session."""
    from posecoach.capture.video import VideoFile
    from posecoach.pipeline import observe
    from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
    from posecoach.pose.mediapipe.model import model_path

    seen: dict[str, list[Pose]] = {}

    def poses(name: str) -> Sequence[Pose]:
        if name in REAL:
            return recording(name).poses
        if name not in seen:
            clip = Path(__file__).resolve().parent.parent / "sample_videos" / f"{name}.mp4"
            if not clip.is_file():
                pytest.skip(f"{clip.name} is not rendered yet")
            with (
                closing(VideoFile(clip)) as source,
                closing(MediaPipeEstimator(model_path(None), outline=True)) as estimator,
            ):
                seen[name] = [moment.pose for moment in observe(source, estimator)]
        return seen[name]

    return poses


@pytest.fixture(scope="session")
def outcome_of(poses_of: Poses) -> Callable[[str], Outcome]:
    """Return a function from the name of a clip or recording to what is made of it as it is."""
    known: dict[str, Outcome] = {}

    def outcome(name: str) -> Outcome:
        if name not in known:
            known[name] = Outcome.of(judged(poses_of(name)))
        return known[name]

    return outcome


def halved(pose: Pose) -> Pose:
    """Return the pose in a picture of half the width and height."""
    width, height = pose.size_wh
    return replace(pose, image_px=pose.image_px * np.float32(0.5), size_wh=(width // 2, height // 2))


def rolled(pose: Pose, by_deg: float) -> Pose:
    """Return the pose as a camera sees it that is tilted to one side."""
    turn = math.radians(by_deg)
    matrix = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]], np.float32)
    middle = np.array(pose.size_wh, np.float32) / 2.0
    world_m = pose.world_m.copy()
    world_m[:, :2] = world_m[:, :2] @ matrix.T
    # Without a size nothing is cut off at the edge of a picture that was not turned with it.
    return replace(
        pose, image_px=(pose.image_px - middle) @ matrix.T + middle, world_m=world_m, size_wh=(0, 0)
    )


def letterboxed(pose: Pose) -> Pose:
    """Return the pose in a picture of 16:9 that has bars where it was narrower or lower, not stretched."""
    width, height = pose.size_wh
    wide, high = max(width, round(height * 16 / 9)), max(height, round(width * 9 / 16))
    shift = np.array([(wide - width) / 2.0, (high - height) / 2.0], np.float32)
    return replace(pose, image_px=pose.image_px + shift, size_wh=(wide, high))


@pytest.mark.parametrize("name", [*CLIPS, *REAL])
def test_mirrored_left_to_right_the_result_is_the_same_with_its_sides_exchanged(
    name: str, poses_of: Poses, outcome_of: Callable[[str], Outcome]
) -> None:
    result = Outcome.of(judged([mirrored(pose) for pose in poses_of(name)]))

    result.assert_like(outcome_of(name).sides_exchanged())


@pytest.mark.parametrize("change", [halved, letterboxed])
@pytest.mark.parametrize("name", [*CLIPS, *REAL])
def test_in_a_picture_of_another_size_or_shape_the_result_is_the_same(
    name: str, change: Callable[[Pose], Pose], poses_of: Poses, outcome_of: Callable[[str], Outcome]
) -> None:
    result = Outcome.of(judged([change(pose) for pose in poses_of(name)]))

    result.assert_like(outcome_of(name))


@pytest.mark.parametrize("by_deg", [-8.0, 8.0])
@pytest.mark.parametrize("name", [*CLIPS, *(name for name in REAL if name not in TILT_MATTERS)])
def test_a_tilted_camera_gives_the_same_result(name: str, by_deg: float, poses_of: Poses) -> None:
    level = Outcome.of(judged([rolled(pose, 0.0) for pose in poses_of(name)]))
    tilted = Outcome.of(judged([rolled(pose, by_deg) for pose in poses_of(name)]))

    assert (tilted.recognised, tilted.repetitions) == (level.recognised, level.repetitions)


@pytest.mark.parametrize("name", CLIPS)
def test_there_is_something_to_compare(name: str, outcome_of: Callable[[str], Outcome]) -> None:
    result = outcome_of(name)

    assert result.recognised is not None
    assert name.startswith(result.recognised)
    assert result.repetitions
    assert result.faults
