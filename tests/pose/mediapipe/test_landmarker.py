"""The only door to MediaPipe: what it hands on, and the one line that each of its errors becomes."""

from __future__ import annotations

import gc
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.errors import ModelError
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.landmarker import Landmarker, start_landmarker, stop_landmarker
from posecoach.pose.mediapipe.model import model_path
from posecoach.pose.mediapipe.result import Person, first_person
from posecoach.pose.pose import Pose

Picture = NDArray[np.uint8]
MODEL = model_path()


def rgb(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[..., ::-1])


def see(landmarker: Landmarker, picture: Picture, t_ms: int = 0) -> Person:
    person = first_person(landmarker.detect(landmarker.image(rgb(picture)), t_ms))
    assert person is not None
    return person


def by_the_library(pictures: list[Picture]) -> list[Any]:
    mediapipe, landmarker = start_landmarker(MODEL, outline=True)
    try:
        return [
            landmarker.detect_for_video(
                mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb(picture)), 40 * index
            )
            for index, picture in enumerate(pictures)
        ]
    finally:
        stop_landmarker(landmarker)


def test_nobody_is_none() -> None:
    with closing(Landmarker(MODEL, outline=True)) as landmarker:
        assert landmarker.detect(landmarker.image(np.zeros((480, 640, 3), np.uint8)), 0) is None


def test_without_outline_there_is_no_mask(person_pictures: list[Picture]) -> None:
    with closing(Landmarker(MODEL, outline=False)) as landmarker:
        assert see(landmarker, person_pictures[0]).mask is None


def test_what_was_seen_outlives_the_landmarker(person_pictures: list[Picture]) -> None:
    with closing(Landmarker(MODEL, outline=True)) as landmarker:
        person = see(landmarker, person_pictures[0])
    gc.collect()
    assert person.mask is not None
    assert 0.02 < float((person.mask > 0.5).mean()) < 0.5


def test_time_that_stands_still_is_one_clear_line(person_pictures: list[Picture], tmp_path: Path) -> None:
    with closing(Landmarker(MODEL, outline=False)) as landmarker:
        image = landmarker.image(rgb(person_pictures[0]))
        landmarker.detect(image, 7)
        with pytest.raises(ModelError, match=r"cannot be used by MediaPipe \(.*monotonically increasing"):
            landmarker.detect(image, 7)


def test_another_mediapipe_is_refused_because_newer_ones_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", {"mediapipe": "0.10.35"}.__getitem__)
    told = (
        "MediaPipe 0.10.35 is installed, and newer ones than 0.10.31 may upload usage logs: "
        "run 'pip install mediapipe==0.10.31'"
    )
    with pytest.raises(ModelError, match=re.escape(told)):
        start_landmarker(MODEL, outline=False)


def test_a_result_of_the_librarys_own_interface_is_the_pose_that_the_estimator_gives(
    person_pictures: list[Picture],
) -> None:
    with closing(MediaPipeEstimator(MODEL, outline=True)) as estimator:
        for index, theirs in enumerate(by_the_library(person_pictures[:3])):
            ours = estimator.estimate(Frame(person_pictures[index], index / 25, index))
            pose = Pose.from_mediapipe(theirs, index / 25, (640, 480))
            assert (pose.t_s, pose.size_wh) == (ours.t_s, ours.size_wh)
            for name in ("image_px", "world_m", "visibility", "back_outline"):
                np.testing.assert_array_equal(getattr(pose, name), getattr(ours, name))
