"""Runs a model once in a process that may be lost: damaged networks can end it from C++, without an exception.

    python -m posecoach.pose.mediapipe.trial_run MODEL

Ends with 0 unless the library ends the process; any error in words is reported again when the model is loaded.
"""

from __future__ import annotations

import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import numpy as np

from posecoach.capture.opencv import cv2
from posecoach.errors import ModelError
from posecoach.pose.mediapipe.landmarker import Landmarker
from posecoach.pose.mediapipe.silence import quiet_stderr

PERSON: Final = Path(__file__).resolve().parents[2] / "doctor_person.jpg"
"""640 x 480, a width that masks allow; with a person, or the landmark network would not run."""
FRAMES: Final = 3


def run(model: Path) -> None:
    """Look at the picture of a person a few times."""
    encoded = np.frombuffer(PERSON.read_bytes(), np.uint8)
    rgb = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR_RGB), np.uint8)
    with quiet_stderr(), suppress(ModelError), closing(Landmarker(model, outline=True)) as landmarker:
        for index in range(FRAMES):
            landmarker.detect(landmarker.image(rgb), 40 * index)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
