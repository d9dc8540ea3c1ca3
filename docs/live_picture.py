# noqa: INP001 - a script, not a package
"""Makes docs/live.png, the live coach in the README, from a sample video.

    python docs/live_picture.py

It is what the window shows at that moment, drawn without a screen.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

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


def main() -> None:
    """Coach the clip up to the moment and write the picture."""
    coach, latest = Coach(builtin_exercises()[EXERCISE]), Latest()
    with (
        closing(VideoFile(CLIP)) as source,
        closing(MediaPipeEstimator(model_path(None), outline=True)) as model,
    ):
        for moment in observe(source, model):
            latest(Moment(moment.pose), coach.step(moment.pose), coach.state)
            if moment.frame is not None and moment.pose.t_s >= AT_S:
                overlay = Overlay(demonstrations=Demonstrations(builtin_exercises()))
                cv2.imwrite(str(ROOT / "docs" / "live.png"), overlay.draw(moment.frame.bgr, latest.snapshot))
                return


if __name__ == "__main__":
    main()
