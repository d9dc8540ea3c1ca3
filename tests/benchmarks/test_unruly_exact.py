"""The exact poses of unruly clips: where the network finds the same people, and what they are made of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from benchmarks.__main__ import main
from benchmarks.accuracy.unruly.exact import exact_recording, landmarks_m, mask_of, pose_of, seen_by
from benchmarks.accuracy.unruly.figures import Figures
from benchmarks.accuracy.unruly.program import Landmark
from benchmarks.accuracy.unruly.stored import read_stored
from sample_videos.render.unruly.generator import describe
from sample_videos.render.unruly.stage import Stage

SEEN_ALIKE = [
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.NOSE,
]


@pytest.fixture(scope="module")
def stage() -> Stage:
    verdict, _ = read_stored()[0]
    return Stage(describe(verdict.seed, verdict.number))


@pytest.mark.slow
def test_the_network_finds_the_same_people_in_the_same_places() -> None:
    for verdict, recording in read_stored()[:3]:
        exact = {
            pose.t_s: pose for pose in exact_recording(Stage(describe(verdict.seed, verdict.number))).poses
        }
        pairs = [(exact[pose.t_s], pose) for pose in recording.poses if pose.seen and pose.t_s in exact]
        ways = [
            np.hypot(*(one.image_px - other.image_px)[SEEN_ALIKE].T) / one.trunk_px
            for one, other in pairs
            if one.seen
        ]

        assert len(ways) > 40
        assert float(np.median(ways)) < 0.2  # trunk lengths; a mirrored person is half of one away


def test_left_and_low_in_the_picture_are_left_and_low_in_the_world(stage: Stage) -> None:
    pose = pose_of(stage, stage.figure(stage.description.window_s[0]), 0.0)
    x_px, y_px = pose.image_px.T
    x_m, y_m, _ = pose.world_m.T

    assert np.corrcoef(x_px, x_m)[0, 1] > 0.95
    low, high = int(np.argmax(y_px)), int(np.argmin(y_px))
    assert y_m[low] > y_m[high]


def test_bones_are_as_long_as_those_of_the_figure(stage: Stage) -> None:
    figure = stage.figure(stage.description.window_s[0])
    points = landmarks_m(figure, figure.vertices())
    seen = seen_by(stage.camera, stage.to_world(points))

    for a, b in ((Landmark.LEFT_HIP, Landmark.LEFT_KNEE), (Landmark.RIGHT_SHOULDER, Landmark.NOSE)):
        length_m = np.linalg.norm(points[a] - points[b])
        assert np.linalg.norm(seen[a] - seen[b]) == pytest.approx(length_m, abs=1e-5)
    assert (seen[Landmark.LEFT_HIP] + seen[Landmark.RIGHT_HIP]) == pytest.approx(0.0, abs=1e-6)


def test_the_face_is_put_together_rightly(stage: Stage) -> None:
    figure = stage.play.neutral()
    points = landmarks_m(figure, figure.vertices())

    def way_m(a: Landmark, b: Landmark) -> float:
        return float(np.linalg.norm(points[a] - points[b]))

    assert way_m(Landmark.LEFT_EYE, Landmark.LEFT_EAR) < way_m(Landmark.LEFT_EYE, Landmark.RIGHT_EAR)
    assert way_m(Landmark.LEFT_EYE_INNER, Landmark.RIGHT_EYE_INNER) == pytest.approx(0.04, abs=1e-6)
    assert way_m(Landmark.LEFT_EYE, Landmark.LEFT_SHOULDER) > way_m(
        Landmark.MOUTH_LEFT, Landmark.LEFT_SHOULDER
    )


def test_nobody_is_found_with_the_trunk_beyond_the_edge() -> None:
    stage = Stage(describe(20, 1))
    figure = stage.figure(stage.description.window_s[0])
    stage.__dict__["camera"] = replace(stage.camera, target=(40.0, 30.0, 0.5))

    assert not pose_of(stage, figure, 1.5).seen


def test_what_is_beyond_the_edge_is_guessed(stage: Stage) -> None:
    pose = pose_of(stage, stage.figure(stage.description.window_s[0]), 0.0)
    inside = ((pose.image_px >= 0) & (pose.image_px < pose.size_wh)).all(axis=1)

    assert (pose.visibility[inside] == 1.0).all()
    assert (pose.visibility[~inside] < 0.5).all()


def test_a_mask_is_closed_between_its_points_and_cut_at_the_edge() -> None:
    skin = np.array([[x, y] for x in range(-30, 14, 4) for y in range(2, 12, 4)], np.float64)

    mask = mask_of(skin, np.array([[0, 1, 2]]), (16.0, 24.0))

    assert mask.shape == (16, 24)
    assert mask[3:9, 3:9].all()
    assert not mask[:, 16:].any()


def test_the_mask_of_somebody_behind_the_camera_is_empty() -> None:
    assert not mask_of(np.full((3, 2), np.nan), np.array([[0, 1, 2]]), (4.0, 6.0)).any()


@pytest.mark.slow
def test_clips_are_judged_from_their_exact_joints_without_a_picture(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    asked = ["accuracy", "--unruly", "2", "--seed", "88001", "--unruly-exact", "--workers", "1"]

    assert main([*asked, "--json", str(out), "--cache", str(tmp_path / "cache")]) == 0

    figures = msgspec.json.decode(out.read_bytes(), type=Figures)
    assert figures.clips == 2
    assert figures.model_sha256 == ""
    assert not (tmp_path / "cache").exists()
