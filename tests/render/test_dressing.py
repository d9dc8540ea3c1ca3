"""Clothes: where they are, that they cover the skin, and that nothing sinks into the floor."""

from __future__ import annotations

import numpy as np
import pytest

from sample_videos.render.body import EYE, JOINTS, load_body
from sample_videos.render.dressing import BOTTOM, FEET, HAIR_CAP, TOP, dress
from sample_videos.render.look import LOOKS, OUTFITS, linear_rgb

BODIES = sorted(LOOKS)


@pytest.mark.parametrize("outfit", sorted(OUTFITS))
@pytest.mark.parametrize("name", BODIES)
def test_trunk_and_thighs_are_covered_and_face_and_hands_are_not(name: str, outfit: str) -> None:
    body = load_body(name)
    cover = dress(body, OUTFITS[outfit]).cover
    chest = body.bone_weight("spine01", "spine02", "breast") > 0.9
    thigh = body.bone_weight("upperleg01") > 0.5
    assert (cover[chest, TOP] > 0).mean() > 0.9
    assert (cover[thigh, BOTTOM] > 0).mean() > 0.9
    bare = (body.bone_weight("finger") > 0.9) | (body.material == EYE)
    assert (cover[bare] < 0).all()
    assert (cover[body.landmarks["nose"]] < 0).all()


def test_sleeves_end_where_the_outfit_says() -> None:
    body = load_body("male")
    elbow = body.bone_weight("lowerarm01") > 0.9
    shoulder = body.bone_weight("upperarm01") > 0.6
    for outfit, on_shoulder, on_elbow in (("tight_teal", 0, 0), ("tight_plum", 1, 0), ("loose_grey", 1, 1)):
        cover = dress(body, OUTFITS[outfit]).cover[:, TOP] > 0
        assert cover[shoulder].mean() == pytest.approx(on_shoulder, abs=0.25)
        assert cover[elbow].mean() == pytest.approx(on_elbow, abs=0.25)


def test_bare_feet_are_bare_and_shod_feet_are_not() -> None:
    body = load_body("small")
    toe = body.landmarks["left_toe"]
    assert dress(body, OUTFITS["tight_teal"]).cover[toe, FEET] < 0
    assert dress(body, OUTFITS["sport_blue"]).cover[toe, FEET] > 0


def test_the_crown_has_hair_and_the_forehead_has_none() -> None:
    body = load_body("heavy")
    cover = dress(body, OUTFITS["tight_teal"]).cover[:, HAIR_CAP]
    head = body.bone_weight("head") > 0.9
    crown = head & (body.rest_vertices[:, 2] > body.rest_vertices[:, 2].max() - 0.03)
    nose = body.rest_vertices[body.landmarks["nose"]]
    face = head & (np.linalg.norm(body.rest_vertices - nose, axis=1) < 0.05)
    assert (cover[crown] > 0).all()
    assert (cover[face] < 0).all()


def test_tight_cloth_lies_on_the_skin_and_loose_cloth_stands_off() -> None:
    body = load_body("female_slim")
    belly = body.bone_weight("spine04", "spine03") > 0.9
    tight, loose = (dress(body, OUTFITS[name]).thickness[belly] for name in ("tight_plum", "loose_grey"))
    assert 0.003 < np.median(tight) < 0.011
    assert 0.012 < np.median(loose) < 0.030


@pytest.mark.parametrize("outfit", ["tight_teal", "loose_grey", "sport_blue"])
def test_nothing_is_below_the_floor(outfit: str) -> None:
    body = load_body("heavy")
    sunk = body.rest_vertices - np.array([0, 0, 0.05], np.float32)
    vertices, normals = dress(body, OUTFITS[outfit]).drape(sunk)
    assert vertices[:, 2].min() > 0
    assert np.isfinite(normals).all()


def test_clothes_follow_the_body_when_it_moves() -> None:
    body = load_body("older")
    dressing = dress(body, OUTFITS["home_green"])
    here, _ = dressing.drape(body.rest_vertices)
    there, _ = dressing.drape(body.rest_vertices + np.array([1, 2, 0], np.float32))
    np.testing.assert_allclose(there - here, np.broadcast_to([1, 2, 0], here.shape), atol=1e-4)


def test_both_sides_are_dressed_alike() -> None:
    body = load_body("male")
    cover = dress(body, OUTFITS["sport_blue"]).cover
    for part in ("heel", "toe", "ear"):
        left, right = (cover[body.landmarks[f"{side}_{part}"]] for side in ("left", "right"))
        np.testing.assert_allclose(left, right, atol=0.006)


def test_every_body_has_a_look_and_all_its_joints() -> None:
    for name in BODIES:
        body = load_body(name)
        assert all(body.index(bone) >= 0 for bone in JOINTS.values())


def test_colours_become_linear_light() -> None:
    np.testing.assert_allclose(linear_rgb("#ff0080"), [1, 0, 0.2158605], atol=1e-6)
