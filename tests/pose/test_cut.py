"""A cut is told from movement, from a camera that moves, and from light that flickers."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.pose.cut import CutWatch

Picture = NDArray[np.uint8]


def room(share: float = 0.0, level: int = 200) -> Picture:
    """Return a room of noise, of which the left share shows something else."""
    grey = np.random.default_rng(1).integers(60, 130, (480, 640, 1), np.uint8)
    picture = np.repeat(grey, 3, axis=2)
    picture[:, : round(640 * share)] = level
    return picture


def cuts(*pictures: Picture) -> list[int]:
    """Return at which pictures another film begins."""
    watch = CutWatch()
    return [number for number, picture in enumerate(pictures) if watch.is_cut(picture)]


def test_the_first_picture_is_no_cut() -> None:
    assert cuts(room()) == []


@pytest.mark.parametrize(("share", "expected"), [(0.08, []), (0.15, [1])])
def test_it_is_a_cut_if_much_of_the_picture_is_another_at_once(share: float, expected: list[int]) -> None:
    assert cuts(room(), room(share)) == expected


def test_after_a_cut_the_film_goes_on() -> None:
    assert cuts(room(), room(0.5), room(0.5), room(0.5), room()) == [1, 4]


def test_a_camera_that_moves_on_and_on_cuts_where_it_begins_alone() -> None:
    panned = [np.roll(room(0.5), 60 * number, axis=1) for number in range(8)]
    assert cuts(room(0.5), *panned) == [2]


def test_a_light_that_flickers_cuts_once() -> None:
    bright = room() // 2
    assert cuts(room(), bright, room(), bright, room()) == [1]


def test_noise_of_a_sensor_is_no_cut() -> None:
    noise = np.random.default_rng(2)
    noisy = [(room() + noise.normal(0, 5, (480, 640, 3))).clip(0, 255).astype(np.uint8) for _ in range(4)]
    assert cuts(*noisy) == []


def test_a_picture_of_another_size_begins_another_film() -> None:
    assert cuts(room(), room()[:240, :320]) == [1]
    assert cuts(room(), room()[:240, :320].copy(), room()[:240, :320].copy()) == [1]
