"""Fakes for your own tests: cameras, pose models and people without a camera, a model or a person.

    from posecoach.testing import FakeEstimator, FakeSource, film, hands_and_knees

`FakeSource` delivers plain frames and may fail, `FakeEstimator` sees the poses you give it, and `film` moves a scripted
person through a movement: `hands_and_knees`, `hook_lying`, `standing` or `facing_camera`.
"""

from posecoach.testing.people import (
    CameraPlace,
    every,
    facing_camera,
    film,
    hands_and_knees,
    hidden,
    hook_lying,
    jittered,
    mirrored,
    standing,
)
from posecoach.testing.sources import FakeEstimator, FakeSource, keypoints_coco17

__all__ = [
    "CameraPlace",
    "FakeEstimator",
    "FakeSource",
    "every",
    "facing_camera",
    "film",
    "hands_and_knees",
    "hidden",
    "hook_lying",
    "jittered",
    "keypoints_coco17",
    "mirrored",
    "standing",
]
