"""The outline of the back on masks whose outline is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from posecoach.pose.landmarks import LANDMARK_COUNT, Landmark
from posecoach.pose.outline import OUTLINE_POINTS, SHORTEST_PX, outline_from_mask

Floats = NDArray[np.float32]
SIZE_WH = (320, 240)
SHARES = np.linspace(0.05, 1, OUTLINE_POINTS)
PIXEL = 1 / 160  # one pixel in trunk lengths, for the trunk below


def trunk(
    shoulder_px: tuple[float, float] = (80.5, 120.5), hip_px: tuple[float, float] = (240.5, 120.5)
) -> tuple[Floats, Floats]:
    """Return image_px and world_m of somebody whose left side is near, and whose right side is elsewhere."""
    image_px = np.full((LANDMARK_COUNT, 2), np.nan, np.float32)
    image_px[Landmark.LEFT_SHOULDER], image_px[Landmark.LEFT_HIP] = shoulder_px, hip_px
    image_px[Landmark.RIGHT_SHOULDER], image_px[Landmark.RIGHT_HIP] = (10, 200), (20, 220)
    world_m = np.zeros((LANDMARK_COUNT, 3), np.float32)
    world_m[[Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP], 2] = 0.3
    return image_px, world_m


def slab(top: int = 80, bottom: int = 160) -> Floats:
    """Return a mask with a horizontal person from row `top` to row `bottom`."""
    mask = np.zeros((SIZE_WH[1], SIZE_WH[0], 1), np.float32)
    mask[top:bottom] = 1
    return mask


def outline(mask: NDArray[np.float32] | NDArray[np.uint8], *landmarks: Floats) -> Floats:
    return outline_from_mask(mask, *(landmarks or trunk()), SIZE_WH)


def test_a_flat_back_is_flat_at_its_height() -> None:
    heights = outline(slab(top=80))
    assert heights.shape == (OUTLINE_POINTS,)
    assert heights.dtype == np.float32
    assert heights == pytest.approx(np.full(OUTLINE_POINTS, 40.5 / 160), abs=PIXEL / 10)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8])
def test_the_edge_is_read_between_the_pixels(share: float) -> None:
    mask = slab(top=81)
    mask[80] = share

    # From the middles of the rows 79 (0), 80 (share) and 81 (1), which lie 41, 40 and 39 px above the line.
    expected_px = 39.0 + 0.5 / (1.0 - share) if share <= 0.5 else 40.0 + (share - 0.5) / share
    assert outline(mask) == pytest.approx(np.full(OUTLINE_POINTS, expected_px / 160), abs=PIXEL / 10)


def test_a_slope_is_followed_from_shoulder_to_hip() -> None:
    mask = np.zeros((SIZE_WH[1], SIZE_WH[0], 1), np.float32)
    for column in range(SIZE_WH[0]):
        mask[100 - column // 8 : 160, column] = 1  # higher toward the hip
    expected = (120 - (100 - (80 + 160 * SHARES) / 8)) / 160
    assert outline(mask) == pytest.approx(expected, abs=1.5 * PIXEL)


def test_a_round_back_is_highest_where_the_circle_is() -> None:
    y, x = np.mgrid[: SIZE_WH[1], : SIZE_WH[0]]
    mask = (np.hypot(x - 160, y - 160) < 100).astype(np.float32)[..., None]
    expected = (np.sqrt(100**2 - (160 * SHARES - 80) ** 2) - 40) / 160
    assert outline(mask) == pytest.approx(expected, abs=1.5 * PIXEL)


def test_heights_are_in_trunk_lengths_so_that_distance_does_not_matter() -> None:
    near = outline(slab(80, 160))
    far = outline(slab(100, 140), *trunk((120.5, 120.5), (200.5, 120.5)))
    assert far == pytest.approx(near, abs=3 * PIXEL)


@pytest.mark.parametrize(("gap", "height_px"), [(1, 40.5), (2, 40.5), (3, 19.5), (10, 19.5)])
def test_a_hole_of_two_pixels_does_not_end_the_back_and_one_of_three_does(gap: int, height_px: float) -> None:
    mask = slab(top=80)
    mask[101 - gap : 101] = 0
    assert outline(mask) == pytest.approx(np.full(OUTLINE_POINTS, height_px / 160), abs=PIXEL / 2)


def test_a_line_that_is_not_on_the_person_gives_nothing() -> None:
    assert np.isnan(outline(slab(130, 160))).all()


def test_only_what_is_not_on_the_person_is_missing() -> None:
    mask = slab()
    mask[:, :161] = 0
    missing = np.isnan(outline(mask))
    assert missing.tolist() == (80.5 + 160 * SHARES < 161).tolist()


def test_a_belly_above_the_line_still_has_a_back() -> None:
    assert outline(slab(60, 90)) == pytest.approx(np.full(OUTLINE_POINTS, 60 / 160), abs=PIXEL)


def test_what_begins_far_above_the_line_is_not_the_belly() -> None:
    assert np.isnan(outline(slab(40, 70))).all()


@pytest.mark.parametrize("top", [0, 1, 2])
def test_a_person_who_goes_on_beyond_the_picture_gives_nothing(top: int) -> None:
    assert np.isnan(outline(slab(top=top))).all()


def test_an_edge_just_inside_the_picture_is_seen() -> None:
    assert outline(slab(top=3), *trunk()) == pytest.approx(np.full(OUTLINE_POINTS, 117 / 160), abs=PIXEL)


def test_what_is_higher_than_a_trunk_is_long_is_no_back() -> None:
    landmarks = trunk((80.5, 120.5), (140.5, 120.5))
    assert np.isnan(outline(slab(top=40), *landmarks)).all()
    assert not np.isnan(outline(slab(top=70), *landmarks)).any()


def test_the_near_side_is_the_one_with_the_smaller_depth() -> None:
    image_px, world_m = trunk()
    world_m[:, 2] = -world_m[:, 2]  # now the right side is near, and it is not on the person
    assert np.isnan(outline(slab(), image_px, world_m)).all()


@pytest.mark.parametrize("index", [Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP])
def test_a_landmark_that_is_not_seen_gives_nothing(index: Landmark) -> None:
    image_px, world_m = trunk()
    image_px[index] = np.nan
    assert np.isnan(outline(slab(), image_px, world_m)).all()


def test_a_trunk_of_a_few_pixels_gives_nothing() -> None:
    assert np.isnan(outline(slab(), *trunk((100, 120), (105, 120)))).all()


def test_the_upper_side_is_up_in_the_picture_whichever_way_somebody_faces() -> None:
    image_px, world_m = trunk((240.5, 120.5), (80.5, 120.5))
    mask = slab(top=80)
    mask[:100, :160] = 0  # lower toward the hip
    heights = outline(mask, image_px, world_m)
    assert heights[0] == pytest.approx(40 / 160, abs=PIXEL)
    assert heights[-1] == pytest.approx(20 / 160, abs=PIXEL)


@pytest.mark.parametrize("ahead", [1.0, -1.0])
@pytest.mark.parametrize("lean_px", [-15.0, 15.0])
def test_of_an_upright_trunk_the_side_away_from_knees_and_face_is_the_back(
    ahead: float, lean_px: float
) -> None:
    image_px, world_m = trunk((160.5 + lean_px, 60.5), (160.5, 200.5))
    world_m[[Landmark.NOSE, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE], 0] = 0.4 * ahead
    upright = np.zeros((SIZE_WH[1], SIZE_WH[0], 1), np.float32)
    behind, before = (120, 180) if ahead > 0.0 else (140, 200)
    upright[:, behind : before + 1] = 1  # 40 px of the person are behind the hip, 20 before it

    assert outline(upright, image_px, world_m)[-1] == pytest.approx(40.5 / 140.0, abs=0.03)


def test_a_smaller_mask_of_the_same_frame_gives_the_same() -> None:
    image_px, world_m = trunk()
    large = outline_from_mask(slab(), image_px, world_m, SIZE_WH)
    small = outline_from_mask(slab(), image_px * 4, world_m, (SIZE_WH[0] * 4, SIZE_WH[1] * 4))
    assert small == pytest.approx(large, abs=PIXEL)


def test_a_mask_that_is_squeezed_in_one_direction_gives_the_same() -> None:
    image_px, world_m = trunk()
    squeezed = slab()[::2]
    assert outline_from_mask(squeezed, image_px, world_m, SIZE_WH) == pytest.approx(
        outline(slab()), abs=2 * PIXEL
    )


def random_mask(seed: int) -> Floats:
    """Return blobs of person of no particular form."""
    random = np.random.default_rng(seed)
    coarse = random.random((SIZE_WH[1] // 8, SIZE_WH[0] // 8)) < 0.8
    return np.kron(coarse, np.ones((8, 8))).astype(np.float32)[..., None]


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**31), turn_px=st.integers(-60, 60), width=st.sampled_from([320, 317]))
def test_one_bit_per_pixel_gives_exactly_what_floats_give(seed: int, turn_px: int, width: int) -> None:
    landmarks = trunk((80.5, 120.5 + turn_px), (240.5, 120.5 - turn_px))
    mask = random_mask(seed)[:, :width]
    bits = np.packbits(mask[..., 0] > 0.5, axis=1)
    size_wh = (width, SIZE_WH[1])
    floats = outline_from_mask(mask, *landmarks, size_wh)
    assert outline_from_mask(bits, *landmarks, size_wh).tobytes() == floats.tobytes()


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**31), right=st.integers(0, 40), down=st.integers(0, 40))
def test_it_does_not_matter_where_in_the_picture_somebody_is(seed: int, right: int, down: int) -> None:
    image_px, world_m = trunk()
    mask = np.zeros((SIZE_WH[1], SIZE_WH[0], 1), np.float32)
    mask[20:200, 20:280] = random_mask(seed)[20:200, 20:280]
    moved = np.roll(mask, (down, right), axis=(0, 1))
    assert outline(moved, image_px + np.array([right, down], np.float32), world_m) == pytest.approx(
        outline(mask, image_px, world_m), abs=PIXEL / 10, nan_ok=True
    )


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 2**31),
    points=st.lists(st.floats(-1e6, 1e6, width=32), min_size=4, max_size=4),
    size_wh=st.tuples(st.integers(1, 2000), st.integers(1, 2000)),
)
def test_whatever_the_landmarks_are_there_is_an_answer(
    seed: int, points: list[float], size_wh: tuple[int, int]
) -> None:
    image_px, world_m = trunk((points[0], points[1]), (points[2], points[3]))
    heights = outline_from_mask(random_mask(seed), image_px, world_m, size_wh)
    assert heights.shape == (OUTLINE_POINTS,)
    length_px = math.dist(points[:2], points[2:]) * SIZE_WH[0] / size_wh[0]
    # A walk ends in whole pixels, at most one beyond the longest way.
    highest = 1 + 2 / max(length_px, SHORTEST_PX)
    assert np.all(np.isnan(heights) | ((heights >= 0) & (heights <= highest)))
