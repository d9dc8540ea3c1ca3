"""When the frames of a clip are taken."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sample_videos.render.unruly.description import Description
from sample_videos.render.unruly.draw import Draw

#: A frame comes at least so long after the one before [s].
_SHORTEST_S = 0.004
#: A frame after a lost one is lost with this probability.
_BURST = 0.6


def stamps_s(description: Description) -> npt.NDArray[np.float64]:
    """Media times (T,) of the frames: whole milliseconds from 0, some of them late, some missing, mostly in bursts."""
    capture = description.capture
    start_s, end_s = description.window_s
    draw = Draw(description.seed, description.number, "frames")
    times, lost = [0.0], False
    for index in range(1, int((end_s - start_s) * capture.fps)):
        lost = draw.chance(
            _BURST if lost else capture.dropped * (1.0 - _BURST) / max(1.0 - capture.dropped, 0.1)
        )
        late = draw.between(-capture.jitter, capture.jitter, 4)
        if not lost:
            times.append(max(round((index + late) / capture.fps, 3), round(times[-1] + _SHORTEST_S, 3)))
    return np.array(times)
