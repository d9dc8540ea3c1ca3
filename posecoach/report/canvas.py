"""The pictures of the annotated video: a frame with the person drawn on it, and a band of words under it."""

from __future__ import annotations

from typing import Final

import numpy as np

from posecoach.capture.frame import Frame
from posecoach.capture.resize import Shrinker
from posecoach.drawing.colours import BACKGROUND, TEXT
from posecoach.drawing.cue_band import Message, draw_band
from posecoach.drawing.layout import CUE_CAP_HEIGHT
from posecoach.drawing.shapes import Image
from posecoach.drawing.type import line
from posecoach.pose.pose import Pose
from posecoach.report.captions import Look
from posecoach.report.fault_picture import Placing, draw_person, plain_ground

LONGEST_PX: Final = 1280
SHORTEST_PX: Final = 640
"""The longer side of the picture: larger is only slower to play and send, smaller leaves the words unreadable."""
BAND_SHARE: Final = 0.15
"""Height of the band under the picture in picture widths (of the height, if upright: 1.4 times less)."""
COUNT_SHARE: Final = 0.2
"""Of the band's width, for the count of repetitions."""
BAND_UNITS: Final = 26
"""The band of the live screen has this many hundredths of the screen's height; its sizes follow from that."""


def picture_size(source_wh: tuple[int, int]) -> tuple[tuple[int, int], float]:
    """Return the size of the annotated picture, both sides even [px], and its scale against the source."""
    longer = max(source_wh)
    scale = min(max(longer, SHORTEST_PX), LONGEST_PX) / longer
    width, height = (max(2, 2 * round(side * scale / 2)) for side in source_wh)
    return (width, height), width / source_wh[0]


class Canvas:
    """A picture with a band of words under it; the band is drawn only when its words change."""

    def __init__(self, size_wh: tuple[int, int]) -> None:
        """Make an empty canvas for pictures of this size [px]."""
        width, height = size_wh
        self._band_px = 2 * round(BAND_SHARE * min(width, 1.4 * height) / 2)
        self._picture_wh = size_wh
        self.pixels: Image = np.full((height + self._band_px, width, 3), BACKGROUND, np.uint8)
        self._said: tuple[Message, str] | None = None

    @property
    def size_wh(self) -> tuple[int, int]:
        """Size of the whole [px]."""
        return self.pixels.shape[1], self.pixels.shape[0]

    def show(self, picture: Image) -> Image:
        """Copy a picture of the canvas's size into it; return the part of the canvas that it fills."""
        shown = self.pixels[: self._picture_wh[1]]
        np.copyto(shown, picture)
        return shown

    def say(self, message: Message, count: str) -> None:
        """Draw the band, the count at its right, if there is anything new to say."""
        if (message, count) == self._said:
            return
        self._said = (message, count)
        band = self.pixels[self._picture_wh[1] :]
        unit = band.shape[0] / BAND_UNITS
        left = round(band.shape[1] * (1 - COUNT_SHARE))
        draw_band(band[:, :left], message, unit)
        box = band[:, left:]
        draw_band(box, Message(""), unit)
        written = line(count, 0.7 * CUE_CAP_HEIGHT * 100 * unit, 0.8 * box.shape[1])
        written.draw(box, (box.shape[1] - written.width_px) / 2, (box.shape[0] + written.cap_px) / 2, TEXT)


class Painter:
    """Paints pictures of the annotated video, each in the same buffer."""

    def __init__(self, source_wh: tuple[int, int]) -> None:
        """Prepare for frames of a size [px]."""
        self.picture_wh, scale = picture_size(source_wh)
        self._canvas = Canvas(self.picture_wh)
        self._placing = Placing(0.0, 0.0, scale)
        self._ground = plain_ground(self.picture_wh)

    @property
    def size_wh(self) -> tuple[int, int]:
        """Size of what is painted [px]."""
        return self._canvas.size_wh

    def paint(self, frame: Image | None, pose: Pose, look: Look) -> Image:
        """Return the picture of a frame of `picture_wh`, or of a skeleton on a plain ground; valid until the next."""
        picture = self._canvas.show(self._ground if frame is None else frame)
        if look.seen:
            points = self._placing.points(pose, self.picture_wh)
            draw_person(picture, points, look.near, look.faulty, look.severity)
        self._canvas.say(look.message, look.count)
        return self._canvas.pixels


class Scaler:
    """Brings frames to the size in which they are drawn on."""

    def __init__(self, size_wh: tuple[int, int]) -> None:
        """Take the size [px]."""
        self._size_wh = size_wh
        self._shrinker = Shrinker()

    def scaled(self, frame: Frame | None) -> Image | None:
        """Return a picture of a frame that does not change any more."""
        if frame is None:
            return None
        picture = np.empty((self._size_wh[1], self._size_wh[0], 3), np.uint8)
        self._shrinker.shrink_frame(frame, picture)
        return picture
