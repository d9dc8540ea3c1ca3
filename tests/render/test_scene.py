"""Rendered frames: people where the projection says, shadows, noise, props, and the same picture every time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from sample_videos.render.body import load_body
from sample_videos.render.camera import CameraSpec, project
from sample_videos.render.look import OUTFITS
from sample_videos.render.props import Chair, Roller
from sample_videos.render.room import LIGHTS, ROOMS, room_mesh
from sample_videos.render.scene import Person, Scene
from sample_videos.render.shadow import floor_occlusion, thrown_onto_room

CAMERA = CameraSpec(height_m=1.0, distance_m=3.2, size_wh=(320, 240), target=(0.0, 0.0, 0.85))


def person(x: float = 0.0, y: float = 0.0, body: str = "male", outfit: str = "loose_red") -> Person:
    found = load_body(body)
    return found, found.rest_vertices + np.array([x, y, 0], np.float32), OUTFITS[outfit]


def changed(image: np.ndarray, empty: np.ndarray, threshold: int = 60) -> np.ndarray:
    return np.abs(image.astype(int) - empty.astype(int)).sum(axis=2) > threshold


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    try:
        opened = Scene("living", "day", CAMERA)
    except RuntimeError as missing:
        pytest.skip(str(missing))
    with opened:
        yield opened


@pytest.fixture(scope="module")
def empty(scene: Scene) -> np.ndarray:
    return scene.render([])


def test_without_opengl_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise ImportError("libEGL.so not found")

    monkeypatch.setattr("moderngl.create_context", refuse)
    with pytest.raises(RuntimeError) as refusal:
        Scene("living", "day", CAMERA)
    assert str(refusal.value) == (
        "no off-screen OpenGL (libEGL.so not found); install EGL and Mesa, "
        "on Debian: apt install libegl1 libgl1-mesa-dri"
    )


def test_a_frame_has_the_size_of_the_picture(empty: np.ndarray) -> None:
    assert empty.shape == (240, 320, 3)
    assert empty.dtype == np.uint8


def test_the_same_frame_is_drawn_the_same(scene: Scene) -> None:
    first = scene.render([person()], frame=4)
    np.testing.assert_array_equal(first, scene.render([person()], frame=4))


def test_noise_differs_from_frame_to_frame(scene: Scene, empty: np.ndarray) -> None:
    difference = scene.render([], frame=1).astype(int) - empty.astype(int)
    assert 1.0 < difference.std() < 3 * LIGHTS["day"].noise


def test_a_person_is_where_the_projection_says(scene: Scene, empty: np.ndarray) -> None:
    body, vertices, outfit = person(x=0.4)
    there = changed(scene.render([(body, vertices, outfit)]), empty)
    at = project(CAMERA, vertices)
    rows, columns = np.nonzero(there)
    assert columns.min() == pytest.approx(at[:, 0].min(), abs=6)
    assert rows.min() == pytest.approx(at[:, 1].min(), abs=6)
    for x, y in project(CAMERA, body.bone_heads[[body.index("spine03"), body.index("head")]] + [0.4, 0, 0]):
        assert there[int(y), int(x)]


def test_the_nearer_person_hides_the_other(scene: Scene) -> None:
    near, far = person(y=-0.6, outfit="loose_red"), person(y=1.0, body="small", outfit="tight_teal")
    x, y = (int(v) for v in project(CAMERA, [(0, -0.6, 1.2)])[0])
    for people in ([near, far], [far, near]):
        red, green, _ = scene.render(people)[y, x].astype(int)
        assert red > green + 40  # the red shirt in front, not the teal one behind


def test_two_people_with_the_same_body_are_both_seen(scene: Scene, empty: np.ndarray) -> None:
    there = changed(scene.render([person(x=-0.6), person(x=0.6)]), empty)
    for place in (-0.6, 0.6):
        x, y = (int(v) for v in project(CAMERA, [(place, 0, 1.2)])[0])
        assert there[y, x]


def test_a_person_throws_a_shadow_on_the_floor(scene: Scene, empty: np.ndarray) -> None:
    body, vertices, outfit = person()
    image = scene.render([(body, vertices, outfit)]).astype(int)
    head = body.bone_heads[[body.index("spine01")]]
    x, y = (int(v) for v in project(CAMERA, thrown_onto_room(head, scene.light, scene.room))[0])
    assert image[y - 1 : y + 2, x - 1 : x + 2].mean() < empty[y - 1 : y + 2, x - 1 : x + 2].mean() - 15


def test_shadows_fall_on_floor_or_walls() -> None:
    light, room = LIGHTS["day"], ROOMS["living"]
    points = np.random.default_rng(1).uniform([-1, -1, 0.1], [1, 1, 1.8], (200, 3)).astype(np.float32)
    fallen = thrown_onto_room(points, light, room)
    half, back = room.walls_m
    np.testing.assert_array_less(np.abs(fallen[:, 0]), half + 1e-3)
    np.testing.assert_array_less(fallen[:, 1], back + 1e-3)
    np.testing.assert_array_less(-0.0061, fallen[:, 2])
    way = fallen - points
    np.testing.assert_allclose(np.cross(way, light.key_direction), 0, atol=1e-3)
    assert (way[:, 2] < 0).all()


def test_nothing_changes_outside_the_composed_region(scene: Scene) -> None:
    """What is composed for speed must be what composing everything gives, whatever was drawn before."""
    scene.render([person(y=-0.6), person(y=1.0, body="small", outfit="tight_teal")])
    people = [person(x=0.3)]
    part = scene.render(people, frame=2)
    whole_region = (0, 0, *CAMERA.size_wh)
    whole = scene._compose(whole_region, 2)
    assert np.abs(part.astype(int) - whole.astype(int)).max() <= 2


def test_a_roller_is_seen_and_its_turning_too(scene: Scene, empty: np.ndarray) -> None:
    still = scene.render([], [Roller(centre=(0.0, -0.8, 0.075))])
    turned = scene.render([], [Roller(centre=(0.0, -0.8, 0.075), turn_deg=15)])
    x, y = (int(v) for v in project(CAMERA, [(0, -0.8, 0.075)])[0])
    assert changed(still, empty)[y, x]
    assert changed(turned, still).sum() > 5


def test_a_roller_lies_on_the_floor_and_turns_about_its_axis() -> None:
    straight, _, _ = Roller(centre=(0.2, 0.1, 0.075), turn_deg=30).mesh()
    assert straight[:, 2].min() == pytest.approx(0, abs=1e-4)
    assert np.ptp(straight[:, 1]) == pytest.approx(0.45, abs=1e-6)
    across, _, _ = Roller(centre=(0.0, 0.0, 0.075), axis_deg=90).mesh()
    assert np.ptp(across[:, 0]) == pytest.approx(0.45, abs=1e-6)


def test_a_chair_stands_on_the_floor_and_a_stool_ends_at_its_seat(scene: Scene, empty: np.ndarray) -> None:
    chair, stool = (Chair((0.1, -0.2), 0.44, has_back=back).mesh()[0] for back in (True, False))
    assert chair[:, 2].min() == stool[:, 2].min() == pytest.approx(0.0, abs=1e-6)
    assert stool[:, 2].max() == pytest.approx(0.44, abs=1e-6)
    assert chair[chair[:, 2] > 0.45, 1].min() > 0.0  # at 0 they face -Y, so its back is on the other side
    around, _, _ = Chair((0.1, -0.2), 0.44, heading_deg=180.0).mesh()
    assert around[around[:, 2] > 0.45, 1].max() < -0.4
    x, y = (int(v) for v in project(CAMERA, [(0.1, -0.25, 0.44)])[0])
    assert changed(scene.render([], [Chair((0.1, -0.2), 0.44)]), empty)[y, x]


def test_a_wheel_that_turns_right_handed_about_y_rolls_toward_plus_x() -> None:
    start, _, _ = Roller(centre=(0.0, 0.0, 0.075)).mesh()
    turned, _, _ = Roller(centre=(0.0, 0.0, 0.075), turn_deg=10).mesh()
    top = int(start[:, 2].argmax())
    assert turned[top, 0] > start[top, 0]


@pytest.mark.parametrize("light", sorted(LIGHTS))
@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_room_and_light_is_usable(scene: Scene, room: str, light: str) -> None:
    with Scene(room, light, CAMERA) as other:
        image = other.render([person()])
    assert 25 < image.mean() < 215
    assert (image > 250).all(axis=2).mean() < 0.1


def test_dim_light_is_dim() -> None:
    light = LIGHTS["dim"]
    assert light.exposure * np.mean(light.key_colour) < 0.5 * LIGHTS["day"].exposure * np.mean(
        LIGHTS["day"].key_colour
    )


@pytest.mark.parametrize("name", sorted(ROOMS))
def test_rooms_leave_the_mat_free(name: str) -> None:
    mesh = room_mesh(ROOMS[name])
    in_the_way = (
        (np.abs(mesh.positions[:, 0]) < 1.0)
        & (np.abs(mesh.positions[:, 1]) < 1.0)
        & (mesh.positions[:, 2] > 1e-6)
    )
    assert not in_the_way.any()
    np.testing.assert_allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-5)


def test_what_lies_on_the_floor_hides_more_sky_than_what_stands_off_it() -> None:
    low = floor_occlusion([np.array([[0.0, 0.0, 0.02]], np.float32)])
    high = floor_occlusion([np.array([[0.0, 0.0, 0.6]], np.float32)])
    assert low.max() > 5 * high.max() > 0
    assert floor_occlusion([]).max() == 0
