"""Looks at the place now and then before an exercise: light, and how many people are there."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

import numpy as np

from posecoach.capture.frame import Frame
from posecoach.capture.opencv import cv2
from posecoach.pose.mediapipe.estimator import inference_size
from posecoach.pose.mediapipe.landmarker import PeopleFinder, give_back
from posecoach.pose.mediapipe.silence import quiet_stderr
from posecoach.pose.scene import Scene

EVERY_S: Final = 1.0
"""Between two looks: one costs about as much as two inferences (18 ms beside 9 to 12)."""

SAMPLE_STEP_PX: Final = 16
"""One pixel in this many each way is enough for the mean grey level."""


class SceneWatch:
    """Looks at a frame now and then, when asked: before an exercise, not during it.

    In none of 60 frames with one person does it count two; of two people side by side it sees both in 17 of 20 frames.
    """

    def __init__(self, model: Path) -> None:
        """Take the path of the pose model; it is loaded a second time with the first look."""
        self._model = model
        self._finder: PeopleFinder | None = None
        self._looked_s = -math.inf

    def look(self, frame: Frame) -> Scene | None:
        """Return what is seen in a frame; None if the last look was less than EVERY_S of media time ago.

        Raises ModelError.
        """
        if 0.0 <= frame.t_s - self._looked_s < EVERY_S:
            return None
        self._looked_s = frame.t_s
        with quiet_stderr():
            if self._finder is None:
                self._finder = PeopleFinder(self._model)
            small = cv2.resize(frame.bgr, inference_size(*frame.size_wh), interpolation=cv2.INTER_AREA)
            people = self._finder.find(np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB), np.uint8))
        grey = frame.bgr[::SAMPLE_STEP_PX, ::SAMPLE_STEP_PX].mean()
        places_px = tuple(person * np.array(frame.size_wh, np.float32) for person in people)
        return Scene(frame.t_s, float(grey), len(people), places_px)

    def close(self) -> None:
        """Free the model; safe to call twice."""
        if self._finder is not None:
            self._finder.close()
            self._finder = None
            give_back()
