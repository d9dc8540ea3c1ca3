"""Socks and shoes: one rounded shape that goes with the foot."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import ConvexHull
from scipy.spatial.transform import Rotation

from sample_videos.render.body import load_body
from sample_videos.render.dressing import dress
from sample_videos.render.footwear import lasts
from sample_videos.render.look import OUTFITS

BODIES = ["female_slim", "heavy", "male", "older", "round", "senior", "small", "sturdy", "tall"]


@pytest.mark.parametrize("name", BODIES)
def test_the_gaps_between_the_toes_are_gone(name: str) -> None:
    body = load_body(name)
    for last in lasts(body):
        toes = last.rest[:, 1] < last.rest[:, 1].min() + 0.04
        hull = ConvexHull(last.rest[last.rest[:, 2] < 0.055]).equations
        before = (-last.rest[toes] @ hull[:, :3].T - hull[:, 3]).min(axis=1)
        after = (-last.moved(body.rest_vertices)[toes] @ hull[:, :3].T - hull[:, 3]).min(axis=1)
        assert before.max() > 0.006
        assert np.abs(after).max() < 0.001


@pytest.mark.parametrize("name", BODIES)
def test_a_foot_grows_by_little_and_keeps_its_length(name: str) -> None:
    body = load_body(name)
    for last in lasts(body):
        moved = last.moved(body.rest_vertices)
        assert np.linalg.norm(last.offset, axis=1).max() < 0.06
        np.testing.assert_allclose(moved.min(axis=0), last.rest.min(axis=0), atol=0.004)
        np.testing.assert_allclose(moved.max(axis=0)[:2], last.rest.max(axis=0)[:2], atol=0.012)


def test_the_shape_turns_with_the_foot() -> None:
    body = load_body("male")
    left = lasts(body)[0]
    turn = Rotation.from_euler("xyz", [-50, 20, 35], degrees=True).as_matrix()
    turned = left.moved((body.rest_vertices @ turn.T + [0.1, 0.2, 0.3]).astype(np.float32))
    np.testing.assert_allclose(turned, left.moved(body.rest_vertices) @ turn.T + [0.1, 0.2, 0.3], atol=1e-4)


def test_bare_feet_keep_their_toes() -> None:
    body = load_body("small")
    assert dress(body, OUTFITS["tight_teal"]).lasts == ()
    assert len(dress(body, OUTFITS["tight_plum"]).lasts) == 2
