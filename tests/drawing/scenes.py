"""Poses and states to draw."""

from __future__ import annotations

from typing import Any

import numpy as np

from posecoach.drawing.snapshot import Snapshot
from posecoach.pose.landmarks import LANDMARK_COUNT, Landmark
from posecoach.pose.pose import Pose
from posecoach.state import CoachState
from tests.states import changed

SIZE_WH = (640, 480)
CANVAS_WH = (1280, 720)


def picture(size_wh: tuple[int, int] = SIZE_WH, grey: int = 90) -> np.ndarray:
    return np.full((size_wh[1], size_wh[0], 3), grey, np.uint8)


def pose(
    points_px: dict[Landmark, tuple[float, float]], depths_m: dict[Landmark, float] | None = None
) -> Pose:
    """Make a pose of which only these landmarks were seen; the nose stands for the person."""
    image_px = np.full((LANDMARK_COUNT, 2), np.nan, np.float32)
    image_px[Landmark.NOSE] = (320, 60)
    for landmark, at in points_px.items():
        image_px[landmark] = at
    world_m = np.zeros((LANDMARK_COUNT, 3), np.float32)
    for landmark, depth in (depths_m or {}).items():
        world_m[landmark, 2] = depth
    return Pose(1.0, image_px, world_m, np.ones(LANDMARK_COUNT, np.float32), None, SIZE_WH)


ARM = {
    Landmark.LEFT_SHOULDER: (200.0, 100.0),
    Landmark.LEFT_ELBOW: (200.0, 200.0),
    Landmark.LEFT_WRIST: (200.0, 300.0),
}


def state(**values: Any) -> CoachState:
    """Return the state of somebody who exercises, with some values changed."""
    usual: dict[str, Any] = {
        "exercise": "cat_cow",
        "title": "Cat-cow",
        "t_s": 10.0,
        "person": True,
        "in_position": True,
        "phase": "cow",
        "phase_label": "Cow",
        "breath": "in",
        "repetitions": 3,
        "repetitions_aim": 8,
    }
    return changed(CoachState(), **(usual | values))


def fault(cue: str = "Straighten your elbows", **values: Any) -> CoachState:
    """Return a state with a correction on the screen."""
    return state(**({"cue": cue, "cue_severity": "correct", "cue_until_s": 13.0} | values))


def snapshot(of: CoachState | None = None, seen: Pose | None = None) -> Snapshot:
    return Snapshot(of or state(), seen or Pose.nobody(10.0))
