"""Frames that can be turned upside down while they come."""

from __future__ import annotations

import numpy as np

from posecoach.capture.frame import Frame, OpenSource
from posecoach.capture.turnable import Turnable


class Stripes(OpenSource):
    """Frames that are light above and dark below."""

    name, size_wh, duration_s, frame_count = "camera 0", (6, 4), None, None

    def __init__(self) -> None:
        self.index = -1

    def read(self) -> Frame | None:
        self.index += 1
        bgr = np.zeros((4, 6, 3), np.uint8)
        bgr[:2] = 200
        return Frame(bgr, self.index / 30, self.index)

    def close(self) -> None:
        pass


def top(source: Turnable) -> int:
    frame = source.read()
    assert frame is not None
    return int(frame.bgr[0, 0, 0])


def test_it_is_turned_and_turned_back_when_asked() -> None:
    source = Turnable(Stripes())
    seen = [top(source)]
    for _ in range(2):
        source.turn()
        seen.append(top(source))
    assert seen == [200, 0, 200]
