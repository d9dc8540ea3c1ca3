"""The moments of a recording, seen by three threads that work side by side.

    reading: decode, resize, convert  |  the network  |  whoever asks: outline of the back, coach, sinks

The network takes nine tenths of the time and lets the others run meanwhile, so a review costs hardly more than
the network alone. The values are the same, in the same order, as those of `pipeline.observe`.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from posecoach.capture.ahead import Ahead
from posecoach.capture.frame import FrameSource, frames
from posecoach.pipeline import Moment
from posecoach.pose.mediapipe_estimator import Detected, MediaPipeEstimator

TOGETHER: Final = 6
"""So many frames are read in one go, and so many judged: in between, the network pushes code and data of the others out
of the caches. One at a time, reading and judging take twice the processor time, and the network is slower beside them.
The pictures and masks that wait take 15 MB."""

# The next detection needs the interpreter for some tenths of a millisecond before it runs without: whoever judges
# waits for that.
_GIVE_WAY_S: Final = 0.001


@contextmanager
def observe_ahead(source: FrameSource, estimator: MediaPipeEstimator) -> Iterator[Iterator[Moment]]:
    """Yield an iterator over the moments of a source, without their frames.

    Nobody in a review looks at pixels, and keeping those of three threads at work would take 30 MB at 1080p.
    The threads end with the context. What the source or the model raises is raised to whoever asks for moments.
    """
    with (
        closing(
            Ahead(
                (estimator.prepare(frame) for frame in frames(source)), TOGETHER, f"frames of {source.name}"
            )
        ) as prepared,
        closing(
            Ahead(
                (estimator.detect(image) for image in prepared), TOGETHER, "pose network", together=TOGETHER
            )
        ) as detected,
    ):
        try:
            yield _moments(estimator, detected)
        finally:
            gc.unfreeze()


def _moments(estimator: MediaPipeEstimator, detected: Iterator[Detected]) -> Iterator[Moment]:
    for number, seen in enumerate(detected):
        if number % TOGETHER == 0:
            time.sleep(_GIVE_WAY_S)
        yield Moment(estimator.pose(seen))
        if number == 0:
            # Everything is loaded and warm now: a full collection, which stops all threads for 11 to 34 ms, has
            # nearly nothing left to look at after this one.
            gc.collect()
            gc.freeze()
