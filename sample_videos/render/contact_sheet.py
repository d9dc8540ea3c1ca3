"""Pictures to look at: many moments of one clip, or one moment of many clips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]

_MARGIN_PX = 4
_LABEL_PX = 18
_PAPER = 250
_INK = (40, 40, 40)


def contact_sheet(
    video: Path, picture: Path, moments: int = 15, columns: int = 5, tile_wh: tuple[int, int] = (320, 240)
) -> None:
    """Write evenly spaced moments of a clip, each with its time, to a picture file (.png or .jpg)."""
    frames = list(_frames(video))
    chosen = [
        frames[i] for i in np.linspace(0, len(frames) - 1, min(moments, len(frames))).round().astype(int)
    ]
    _write(picture, [(image, f"{t_s:.2f} s") for t_s, image in chosen], columns, tile_wh)


def overview(
    videos: Sequence[Path], picture: Path, columns: int = 6, tile_wh: tuple[int, int] = (213, 160)
) -> None:
    """Write one telling moment of each clip, under its name, to a picture file (.png or .jpg)."""
    _write(picture, [(_liveliest(video), video.stem) for video in videos], columns, tile_wh)


def _liveliest(video: Path) -> Image:
    """The frame that differs most from the first one: the person in the middle of the exercise."""
    frames = [image for _, image in _frames(video)]
    small = np.stack([image[::8, ::8].astype(np.float32) for image in frames])
    return frames[int(np.abs(small - small[0]).mean(axis=(1, 2, 3)).argmax())]


def _frames(video: Path) -> Iterator[tuple[float, Image]]:
    """Media time [s] and picture (H, W, 3) RGB of every frame. FileNotFoundError or av.FFmpegError on a bad file."""
    with av.open(str(video)) as file:
        for frame in file.decode(video=0):
            yield float(frame.time or 0.0), np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def _write(picture: Path, tiles: Sequence[tuple[Image, str]], columns: int, tile_wh: tuple[int, int]) -> None:
    wide, high = tile_wh[0] + _MARGIN_PX, tile_wh[1] + _LABEL_PX
    rows = -(-len(tiles) // columns)
    sheet = np.full((rows * high + _MARGIN_PX, columns * wide + _MARGIN_PX, 3), _PAPER, np.uint8)
    for place, (image, label) in enumerate(tiles):
        left, top = _MARGIN_PX + place % columns * wide, _MARGIN_PX + place // columns * high
        _paste(sheet, _fitted(image, tile_wh), left, top)
        at = (left + 2, top + tile_wh[1] + _LABEL_PX - _MARGIN_PX - 3)
        cv2.putText(
            sheet, _shortened(label, tile_wh[0]), at, cv2.FONT_HERSHEY_SIMPLEX, 0.34, _INK, 1, cv2.LINE_AA
        )
    picture.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwrite(str(picture), sheet[:, :, ::-1]):
        raise OSError(f"can't write {picture}")


def _fitted(image: Image, tile_wh: tuple[int, int]) -> Image:
    """The picture, made as large as fits into the tile."""
    height, width = image.shape[:2]
    scale = min(tile_wh[0] / width, tile_wh[1] / height)
    size = (round(width * scale), round(height * scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _paste(sheet: Image, image: Image, left: int, top: int) -> None:
    sheet[top : top + image.shape[0], left : left + image.shape[1]] = image


def _shortened(label: str, width_px: int) -> str:
    most = int(width_px / 5.6)
    return label if len(label) <= most else label[: most - 2] + ".."
