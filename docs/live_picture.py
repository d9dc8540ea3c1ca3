# noqa: INP001 - a script, not a package
"""Makes docs/live.png and docs/live.webp, the live coach in the README, from a sample video.

    python docs/live_picture.py

It is what the window shows, drawn without a screen: at one moment, and moving.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecoach.capture.opencv import cv2
from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import Coach
from posecoach.coaching.demonstration import Demonstrations
from posecoach.drawing.overlay import Overlay
from posecoach.drawing.snapshot import Latest
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import Moment, observe
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path

ROOT = Path(__file__).resolve().parent.parent
CLIP = ROOT / "sample_videos" / "cat_cow_head_still_elbows_a.mp4"
EXERCISE = "cat_cow"
AT_S = 15.5
FILM_S = (6.0, 22.0)
FILM_RATE_HZ = 6.0
FILM_QUALITY = 45


def main() -> None:
    """Coach the clip and write the picture and the film."""
    coach, latest = Coach(builtin_exercises()[EXERCISE]), Latest()
    overlay = Overlay(demonstrations=Demonstrations(builtin_exercises()))
    film = cv2.Animation()
    pictures: list[NDArray[np.uint8]] = []
    still = False
    with (
        closing(VideoFile(CLIP)) as source,
        closing(MediaPipeEstimator(model_path(None), outline=True)) as model,
    ):
        for moment in observe(source, model):
            latest(Moment(moment.pose), coach.step(moment.pose), coach.state)
            t_s = moment.pose.t_s
            if moment.frame is None or t_s < FILM_S[0] + len(pictures) / FILM_RATE_HZ or t_s > FILM_S[1]:
                continue
            pictures.append(overlay.draw(moment.frame.bgr, latest.snapshot).copy())
            if t_s >= AT_S and not still:
                still = cv2.imwrite(str(ROOT / "docs" / "live.png"), pictures[-1])
    film.frames, film.durations = pictures, [round(1000 / FILM_RATE_HZ)] * len(pictures)
    cv2.imwriteanimation(str(ROOT / "docs" / "live.webp"), film, [cv2.IMWRITE_WEBP_QUALITY, FILM_QUALITY])


if __name__ == "__main__":
    main()
