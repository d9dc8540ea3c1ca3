"""The one way to a pose model: `open_estimator`.

Everything outside `pose/mediapipe/` asks here. Another pose model is one more module that makes `Pose`.
"""

from __future__ import annotations

import os
from pathlib import Path

from posecoach.pose.estimator import ModelInfo, StagedEstimator
from posecoach.pose.scene import SceneLook


def open_estimator(model: str | os.PathLike[str] | None = None, outline: bool = False) -> StagedEstimator:
    """Open the pose model: the bundled one, or another pose landmarker bundle (.task).

    outline: whether poses carry the outline of the back, which costs a mask for each frame. Raises ModelError when
    the model cannot be used.
    """
    from posecoach.pose.mediapipe.estimator import MediaPipeEstimator

    return MediaPipeEstimator(model_path(model), outline)


def open_scene_look(model: str | os.PathLike[str] | None = None) -> SceneLook:
    """Open the watch of the place before an exercise; its network is loaded with the first look."""
    from posecoach.pose.mediapipe.scene_watch import SceneWatch

    return SceneWatch(model_path(model))


def model_path(model: str | os.PathLike[str] | None = None) -> Path:
    """Return the path of the model to use: the one asked for, else the bundled one."""
    from posecoach.pose.mediapipe import model as bundle

    return bundle.model_path(model)


def check_model(model: str | os.PathLike[str] | None = None, *, loads_next: bool = False) -> ModelInfo:
    """Return name and checksum of a model that can be used; it is hashed only once.

    loads_next: this process opens an estimator next, so the bytes read are kept for it. Raises ModelError.
    """
    from posecoach.pose.mediapipe.model import verify

    path = model_path(model)
    return ModelInfo(path.name, verify(path, loads_next=loads_next))
