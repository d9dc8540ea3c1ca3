"""Pictures made smaller."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.capture.resize import Shrinker


def noise(size_wh: tuple[int, int]) -> NDArray[np.uint8]:
    generator = np.random.default_rng(7)
    return generator.integers(0, 256, (size_wh[1], size_wh[0], 3), np.uint8)


def shrunk(picture: NDArray[np.uint8], size_wh: tuple[int, int]) -> NDArray[np.uint8]:
    out = np.empty((size_wh[1], size_wh[0], 3), np.uint8)
    Shrinker().shrink(picture, out)
    return out


SIZES = [
    ((1920, 1080), (640, 360)),
    ((3840, 2160), (640, 360)),
    ((1080, 1920), (352, 626)),
    ((1440, 1080), (640, 480)),
    ((801, 601), (640, 480)),
]


@pytest.mark.parametrize(("size_wh", "small_wh"), SIZES)
def test_a_small_picture_shows_what_the_mean_over_the_exact_area_shows(
    size_wh: tuple[int, int], small_wh: tuple[int, int]
) -> None:
    smooth = np.asarray(cv2.GaussianBlur(noise(size_wh), (0, 0), 8.0), np.uint8)
    smooth = np.asarray(cv2.normalize(smooth, None, 0, 255, cv2.NORM_MINMAX), np.uint8)  # type: ignore[call-overload]  # None: a new picture
    exact = cv2.resize(smooth, small_wh, interpolation=cv2.INTER_AREA)
    assert np.abs(shrunk(smooth, small_wh).astype(int) - exact).mean() < 1.0


@pytest.mark.parametrize(("size_wh", "small_wh"), SIZES[:4])
def test_grain_is_averaged_and_not_picked(size_wh: tuple[int, int], small_wh: tuple[int, int]) -> None:
    picture = noise(size_wh)
    picked = cv2.resize(picture, small_wh, interpolation=cv2.INTER_NEAREST)
    assert shrunk(picture, small_wh).std() < 0.5 * picked.std()


def test_half_the_size_is_the_mean_of_four() -> None:
    picture = noise((1280, 720))
    four = picture.reshape(360, 2, 640, 2, 3).astype(int).sum(axis=(1, 3))
    assert np.abs(shrunk(picture, (640, 360)) - four / 4).max() <= 0.5


def test_pictures_of_changing_size_leave_nothing_of_each_other() -> None:
    shrinker, out = Shrinker(), np.empty((360, 640, 3), np.uint8)
    for size_wh in ((1920, 1080), (3840, 2160), (1920, 1080)):
        picture = noise(size_wh)
        shrinker.shrink(picture, out)
        assert np.array_equal(out, shrunk(picture, (640, 360)))
