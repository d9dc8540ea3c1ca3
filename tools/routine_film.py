# noqa: INP001 - a script, not a package
"""Makes one film of a whole routine out of the sample videos, to be played as if it were the camera.

    PYTHONPATH=. python tools/routine_film.py FILM.mp4

Clips of one body follow each other, good and faulty ones, until the dosage of every exercise of pop_your_back is done.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.frame import frames
from posecoach.capture.resize import fit_into
from posecoach.capture.video import VideoFile
from posecoach.recording.movie import Movie

SAMPLES: Final = Path(__file__).resolve().parent.parent / "sample_videos"
SIZE_WH: Final = (640, 480)
SEAM_S: Final = 1 / 30
STILL_S: Final = 38.0
"""How long the first picture of a later exercise stands: the person has changed position and listens to the coach."""
CLIPS: Final = (
    ("hook_lying_clean_a", 1),
    ("cat_cow_clean_a", 2),
    ("cat_cow_flat_back_a", 1),
    ("cat_cow_head_still_elbows_a", 1),
    ("foam_roll_clean_a", 3),
    ("foam_roll_fast_heels_a", 2),
    ("foam_roll_knees_a", 1),
    ("foam_roll_clean_a", 1),
    ("thoracic_rotation_clean_a", 3),
    ("thoracic_rotation_hands_fast_a", 1),
    ("thoracic_rotation_elbows_short_a", 1),
    ("thoracic_rotation_clean_a", 2),
)
"""What is shown, and how often in a row."""


def pictures() -> Iterator[tuple[NDArray[np.uint8], float]]:
    """Yield all pictures with their media times [s]."""
    start_s = 0.0
    shown = ""
    for name, times in CLIPS:
        for _ in range(times):
            exercise = name.rpartition("_clean")[0] or shown
            still_s = STILL_S if shown and exercise != shown else 0.0
            shown = exercise
            for canvas, t_s in clip(name, still_s):
                yield canvas, start_s + t_s
                end_s = start_s + t_s
            start_s = end_s + SEAM_S


def clip(name: str, still_s: float) -> Iterator[tuple[NDArray[np.uint8], float]]:
    """Yield the pictures of a clip, the first one for a while longer, with times from its start [s]."""
    canvas = np.empty((SIZE_WH[1], SIZE_WH[0], 3), np.uint8)
    with closing(VideoFile(SAMPLES / f"{name}.mp4")) as source:
        for frame in frames(source):
            fit_into(frame.bgr, canvas)
            if frame.index == 0:
                yield from ((canvas, index * SEAM_S) for index in range(round(still_s / SEAM_S)))
            yield canvas, still_s + frame.t_s


def main() -> None:
    """Write the film."""
    with Movie(Path(sys.argv[1]), SIZE_WH, 30.0, None) as movie:
        for picture, t_s in pictures():
            movie.add(picture, t_s)


if __name__ == "__main__":
    main()
