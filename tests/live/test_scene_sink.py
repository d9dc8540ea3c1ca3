"""Who is followed where nobody is, is looked for anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from posecoach.capture.frame import Frame
from posecoach.capture.video import VideoFile
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import single
from posecoach.guiding.guide import Guide
from posecoach.live.scene_sink import SceneSink, is_elsewhere
from posecoach.pipeline import Moment, run
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path
from posecoach.pose.mediapipe.scene_watch import SceneWatch
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene
from tests.conftest import ROOT

BODY = np.random.default_rng(0).uniform(100, 300, (33, 2)).astype(np.float32)
WORLD = np.zeros((33, 3), np.float32)
SEEN = Pose(0.0, BODY, WORLD, np.ones(33, np.float32), None, (640, 480))


def scene(*bodies: np.ndarray) -> Scene:
    return Scene(0.0, 120.0, len(bodies), bodies)


@pytest.mark.parametrize(
    ("pose", "place", "elsewhere"),
    [
        (SEEN, scene(BODY + 5), False),
        (SEEN, scene(BODY + 200), True),
        (SEEN, scene(BODY + 200, BODY), False),
        (SEEN, scene(), False),
        (Pose.nobody(0.0), scene(BODY), False),
    ],
    ids=["there", "elsewhere", "one of two", "nobody found", "nobody followed"],
)
def test_a_pose_is_elsewhere_if_no_person_is_near_it(pose: Pose, place: Scene, elsewhere: bool) -> None:
    assert is_elsewhere(pose, place) is elsewhere


def turned_at_one_go() -> Iterator[Frame]:
    """Somebody lies on the back for two seconds, and from one picture to the next is on hands and knees."""
    samples = ROOT / "sample_videos"
    t_s = 0.0
    for name, seconds in (("hook_lying_clean_a", 2.0), ("cat_cow_clean_a", 10.0)):
        path = samples / f"{name}.mp4"
        if not path.exists():
            pytest.skip(f"there is no sample_videos/{name}.mp4")
        with closing(VideoFile(path)) as source:
            frame = source.read()
            while frame is not None and frame.t_s < seconds:
                yield Frame(frame.bgr, t_s, round(t_s * 30))
                t_s += 1 / 30
                frame = source.read()


@pytest.mark.slow
def test_who_turned_at_one_go_is_found_again_within_seconds() -> None:
    guide = Guide(single(builtin_exercises()["cat_cow"]))
    times_s: list[float] = []

    def note(moment: Moment | None, events: object, state: object) -> None:
        if moment is not None and guide.state.in_position:
            times_s.append(moment.pose.t_s)

    with (
        closing(MediaPipeEstimator(model_path(), outline=True)) as estimator,
        closing(SceneSink(guide, SceneWatch(model_path()), estimator.look_anew)) as scenes,
    ):
        run((Moment(estimator.estimate(frame), frame) for frame in turned_at_one_go()), guide, [scenes, note])
    assert times_s, "never found again"
    assert 2.0 < times_s[0] < 7.0
