"""Contact sheets of clips."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from sample_videos.render.contact_sheet import contact_sheet, overview
from sample_videos.render.encode import encode


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    frames = [np.full((48, 64, 3), (i * 20, 40, 200 - i * 15), np.uint8) for i in range(12)]
    encode(tmp_path / "clip.mp4", frames, [i / 10 for i in range(12)])
    return tmp_path / "clip.mp4"


def test_a_sheet_shows_moments_from_first_to_last(clip: Path, tmp_path: Path) -> None:
    contact_sheet(clip, tmp_path / "sheet.png", moments=4, columns=2, tile_wh=(64, 48))
    sheet = cv2.imread(str(tmp_path / "sheet.png"))[:, :, ::-1]
    assert sheet.shape == (2 * (48 + 18) + 4, 2 * (64 + 4) + 4, 3)
    first, last = sheet[28, 36].astype(int), sheet[28 + 66, 36 + 68].astype(int)
    np.testing.assert_allclose(first, [0, 40, 200], atol=25)
    np.testing.assert_allclose(last, [220, 40, 35], atol=25)


def test_a_clip_shorter_than_the_sheet_is_shown_frame_by_frame(clip: Path, tmp_path: Path) -> None:
    contact_sheet(clip, tmp_path / "sheet.png", moments=50, columns=12, tile_wh=(64, 48))
    assert cv2.imread(str(tmp_path / "sheet.png")).shape == (48 + 18 + 4, 12 * (64 + 4) + 4, 3)


def test_an_overview_has_a_tile_for_each_clip(clip: Path, tmp_path: Path) -> None:
    overview([clip] * 5, tmp_path / "all.jpg", columns=3, tile_wh=(64, 48))
    assert cv2.imread(str(tmp_path / "all.jpg")).shape == (2 * (48 + 18) + 4, 3 * (64 + 4) + 4, 3)


def test_a_picture_that_cannot_be_written_is_an_error(clip: Path, tmp_path: Path) -> None:
    (tmp_path / "taken.png").mkdir()
    with pytest.raises(OSError, match=r"can't write .*taken\.png"):
        contact_sheet(clip, tmp_path / "taken.png")
