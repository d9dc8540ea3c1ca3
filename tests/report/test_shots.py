"""What the annotated video shows: every frame of the recording, also those that the network did not look at."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from posecoach.capture.video import VideoFile
from posecoach.pose.pose import Pose
from posecoach.report.shots import ShownFrame, seen_frames, shots
from posecoach.testing.people import standing
from tests.videos import evenly, grey_of, write_video


def evidence(path: Path, every: int, last: int = 30) -> Any:
    """Return what a review that looked at every so-many-th frame leaves, of a person who moves by 3 px a frame."""
    write_video(path, evenly(30))
    poses = []
    for index, t_s in list(enumerate(evenly(30)))[:last:every]:
        pose = standing(t_s)
        poses.append(replace(pose, image_px=pose.image_px + np.array([3.0 * index, 0.0], np.float32)))
    return SimpleNamespace(video=path, poses=poses)


def shown_of(material: Any) -> list[ShownFrame]:
    with closing(VideoFile(material.video)) as source:
        return list(shots(material, source))


def ankle_x(pose: Pose) -> float:
    return float(pose.image_px[27, 0]) - float(standing(0.0).image_px[27, 0])


@pytest.mark.parametrize("every", [1, 3])
def test_every_frame_is_shown_with_the_person_on_their_way(tmp_path: Path, every: int) -> None:
    shown = shown_of(evidence(tmp_path / "v.mp4", every))

    assert [shot.pose.t_s for shot in shown] == pytest.approx(evenly(30), abs=1e-3)
    assert [shot.number is not None for shot in shown] == [index % every == 0 for index in range(30)]
    ways_px = [ankle_x(shot.pose) for shot in shown[: 28 if every == 3 else 30]]
    assert ways_px == pytest.approx([3.0 * index for index in range(len(ways_px))], abs=0.2)


def test_faults_are_shown_by_the_pictures_that_were_looked_at(tmp_path: Path) -> None:
    levels = [frame.bgr.mean() for frame in seen_frames(evidence(tmp_path / "v.mp4", 3)) if frame is not None]

    assert levels == pytest.approx([grey_of(index) for index in range(0, 30, 3)], abs=3)


def test_a_review_that_was_interrupted_is_shown_to_its_last_pose(tmp_path: Path) -> None:
    shown = shown_of(evidence(tmp_path / "v.mp4", 1, last=3))

    assert shown[-1].pose.t_s <= evenly(30)[2] + 0.5
