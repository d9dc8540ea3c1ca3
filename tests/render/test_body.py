"""The committed bodies, their skeletons and their skin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from sample_videos.render.body import (
    BODIES_DIR,
    EYE,
    HAIR,
    JOINTS,
    SKIN,
    Body,
    body_names,
    forward,
    load_body,
    skin,
    vertex_normals,
)

HEIGHTS_M = {
    "female_slim": 1.66,
    "heavy": 1.74,
    "male": 1.81,
    "older": 1.58,
    "round": 1.67,
    "senior": 1.69,
    "small": 1.53,
    "sturdy": 1.61,
    "tall": 1.91,
}
NAMES = list(HEIGHTS_M)


@pytest.fixture(params=NAMES)
def body(request: pytest.FixtureRequest) -> Body:
    return load_body(request.param)


def turned(axis: str, degrees: float) -> np.ndarray:
    return Rotation.from_euler(axis, degrees, degrees=True).as_matrix()


def test_there_are_these_bodies() -> None:
    assert body_names() == NAMES


def test_an_unknown_body_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(FileNotFoundError) as refusal:
        load_body("nobody")
    assert str(refusal.value) == (f"no body 'nobody' in {BODIES_DIR}; there are {', '.join(NAMES)}")


def test_an_unknown_bone_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="body 'male' has no bone 'tail'"):
        load_body("male").index("tail")


@pytest.mark.parametrize("name", NAMES)
def test_files_stay_small(name: str) -> None:
    assert (BODIES_DIR / f"{name}.npz").stat().st_size < 650_000


def test_bodies_stand_on_the_floor_at_their_height(body: Body) -> None:
    standing = body.rest_vertices[body.material == SKIN, 2]
    assert standing.min() == pytest.approx(0, abs=1e-6)
    assert standing.max() == pytest.approx(HEIGHTS_M[body.name], abs=0.02)


def test_faces_look_outward(body: Body) -> None:
    a, b, c = (body.rest_vertices[body.faces[:, i]].astype(np.float64) for i in range(3))
    volume_m3 = np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6
    assert 0.03 < volume_m3 < 0.15  # 30 to 150 litres; negative would be inside out


def test_skin_weights_sum_to_one(body: Body) -> None:
    np.testing.assert_allclose(body.skin_weight.sum(axis=1), 1, atol=1e-6)


def test_parents_come_before_their_children(body: Body) -> None:
    assert body.parents[0] == -1
    assert (body.parents[1:] < np.arange(1, len(body.parents))).all()
    assert (body.parents[1:] >= 0).all()


def test_left_is_plus_x_and_the_face_looks_to_minus_y(body: Body) -> None:
    place = {name: body.rest_vertices[vertex] for name, vertex in body.landmarks.items()}
    assert place["left_ear"][0] > 0.05 > -0.05 > place["right_ear"][0]
    assert place["nose"][1] < place["left_ear"][1] - 0.05
    assert place["left_toe"][1] < place["left_heel"][1] - 0.15
    assert body.bone_heads[body.index(JOINTS["left_knee"]), 0] > 0


def test_landmarks_of_both_sides_mirror_each_other(body: Body) -> None:
    for part in ("ear", "heel", "toe"):
        left, right = (body.rest_vertices[body.landmarks[f"{side}_{part}"]] for side in ("left", "right"))
        np.testing.assert_allclose(left * [-1, 1, 1], right, atol=0.003)


def test_every_material_is_known(body: Body) -> None:
    assert set(np.unique(body.material)) <= {SKIN, EYE, HAIR}


def test_without_rotations_the_body_rests(body: Body) -> None:
    transforms, joints = forward(body, {})
    np.testing.assert_allclose(joints, body.bone_heads, atol=1e-6)
    np.testing.assert_allclose(skin(body, transforms), body.rest_vertices, atol=1e-5)


def test_the_root_moves_everything() -> None:
    body = load_body("male")
    transforms, joints = forward(body, {}, (1.0, -2.0, 0.5))
    np.testing.assert_allclose(
        joints - body.bone_heads, np.tile([1.0, -2.0, 0.5], (len(joints), 1)), atol=1e-6
    )
    moved = skin(body, transforms) - body.rest_vertices
    np.testing.assert_allclose(moved, np.tile([1.0, -2.0, 0.5], (len(moved), 1)), atol=1e-5)


def test_a_knee_bends_by_the_angle_asked_for() -> None:
    body = load_body("female_slim")
    hip, knee, ankle = (body.index(JOINTS[f"left_{joint}"]) for joint in ("hip", "knee", "ankle"))
    _, joints = forward(body, {JOINTS["left_knee"]: turned("x", 70)})
    thigh, shin = joints[knee] - joints[hip], joints[ankle] - joints[knee]
    rest_shin = body.bone_heads[ankle] - body.bone_heads[knee]
    np.testing.assert_allclose(shin, turned("x", 70) @ rest_shin, atol=1e-6)
    np.testing.assert_allclose(thigh, body.bone_heads[knee] - body.bone_heads[hip], atol=1e-6)


def test_rotations_of_a_child_happen_inside_those_of_its_parent() -> None:
    body = load_body("small")
    hip_turn, knee_turn = turned("xyz", [-40.0, 10.0, 5.0]), turned("x", 60)
    transforms, _ = forward(body, {JOINTS["left_hip"]: hip_turn, JOINTS["left_knee"]: knee_turn})
    shin = transforms[body.index(JOINTS["left_knee"]), :3, :3]
    np.testing.assert_allclose(shin, hip_turn @ knee_turn, atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-170, 170), min_size=9, max_size=9))
def test_bones_keep_their_length_whatever_is_turned(angles: list[float]) -> None:
    body = load_body("older")
    bones = ("root", JOINTS["left_shoulder"], JOINTS["left_elbow"])
    rotations = {
        bone: turned("xyz", angles[3 * i : 3 * i + 3])
        for i, bone in enumerate(bones)  # type: ignore[arg-type]
    }
    _, joints = forward(body, rotations)
    child = np.arange(1, len(joints))
    lengths = np.linalg.norm(joints[child] - joints[body.parents[child]], axis=1)
    rest = np.linalg.norm(body.bone_heads[child] - body.bone_heads[body.parents[child]], axis=1)
    np.testing.assert_allclose(lengths, rest, atol=1e-5)


def test_normals_point_away_from_a_body() -> None:
    body = load_body("male")
    normals = vertex_normals(body, body.rest_vertices)
    np.testing.assert_allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-5)
    assert normals[body.landmarks["nose"], 1] < -0.8  # out of the face


def test_weights_of_bones_add_up() -> None:
    body = load_body("heavy")
    np.testing.assert_allclose(body.bone_weight(""), 1, atol=1e-5)
    assert body.bone_weight("head")[body.landmarks["nose"]] > 0.9
