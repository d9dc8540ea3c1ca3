"""Where points of the world appear in the picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_videos.render.camera import CameraSpec, look_at, project


def test_the_target_is_in_the_middle_of_the_picture() -> None:
    camera = CameraSpec(yaw_deg=25, height_m=1.1, distance_m=3, target=(0.3, -0.2, 0.6))
    np.testing.assert_allclose(project(camera, [camera.target]), [[320, 240]], atol=1e-9)


def test_right_is_right_and_up_is_up() -> None:
    right, up = project(CameraSpec(target=(0, 0, 0.7)), [(0.5, 0, 0.7), (0, 0, 1.2)])
    assert right[0] > 320
    assert right[1] == pytest.approx(240)
    assert up[1] < 240
    assert up[0] == pytest.approx(320)


def test_a_positive_yaw_walks_toward_plus_x() -> None:
    np.testing.assert_allclose(CameraSpec(yaw_deg=0).position, [0, -3.2, 0.7])
    np.testing.assert_allclose(CameraSpec(yaw_deg=90).position, [3.2, 0, 0.7], atol=1e-12)


@pytest.mark.parametrize("size_wh", [(640, 480), (1280, 720), (480, 640)])
def test_the_field_of_view_spans_the_longer_side(size_wh: tuple[int, int]) -> None:
    camera = CameraSpec(height_m=1, distance_m=2, fov_deg=90, size_wh=size_wh, target=(0, 0, 1))
    edge = (2, 0, 1) if size_wh[0] > size_wh[1] else (0, 0, 3)
    assert project(camera, [edge])[0].max() == pytest.approx(max(size_wh)) or project(camera, [edge])[
        0
    ].min() == (pytest.approx(0))


def test_what_is_behind_the_camera_is_nowhere() -> None:
    assert np.isnan(project(CameraSpec(), [(0, -5, 0.7)])).all()


@given(st.floats(-40, 40), st.floats(0.2, 1.5), st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 1.8))
def test_projection_is_that_of_the_matrices(yaw: float, height: float, x: float, y: float, z: float) -> None:
    camera = CameraSpec(yaw_deg=yaw, height_m=height)
    clip = camera.projection() @ camera.view() @ [x, y, z, 1]
    width, tall = camera.size_wh
    expected = [(clip[0] / clip[3] + 1) / 2 * width, (1 - clip[1] / clip[3]) / 2 * tall]
    np.testing.assert_allclose(project(camera, [(x, y, z)])[0], expected, atol=1e-6)


def test_a_view_straight_down_is_defined() -> None:
    view = look_at(np.array([0.0, 0.0, 5.0]), np.zeros(3))
    np.testing.assert_allclose(view[:3, :3] @ view[:3, :3].T, np.eye(3), atol=1e-12)
