"""No memory of a frame's size is taken for each frame: the collector's pauses would be frames lost."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from posecoach.capture.video import VideoFile
from posecoach.pipeline import observe
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path
from tests.memory import peak_bytes

WARM_UP_FRAMES = 10
FRAME_BYTES = 640 * 480 * 3


@pytest.mark.parametrize("outline", [False, True])
def test_reading_and_estimating_takes_no_memory_of_a_frame(person_video: Path, outline: bool) -> None:
    with (
        closing(VideoFile(person_video)) as source,
        closing(MediaPipeEstimator(model_path(), outline)) as estimator,
    ):
        moments = observe(source, estimator)
        for _ in range(WARM_UP_FRAMES):
            next(moments)
        peaks = [peak_bytes(lambda: next(moments)) for _ in range(10)]
    # The outline's walks through the mask need some; a mask alone would take 640 * 480 * 4.
    assert max(peaks) < FRAME_BYTES / 2
