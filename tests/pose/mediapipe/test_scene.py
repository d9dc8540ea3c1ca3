"""Light and number of people, from the picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.capture.frame import Frame, frames
from posecoach.capture.video import VideoFile
from posecoach.errors import ModelError
from posecoach.pose.mediapipe.model import model_path
from posecoach.pose.mediapipe.scene_watch import EVERY_S, SceneWatch
from posecoach.pose.scene import Scene

SAMPLES = Path(__file__).resolve().parents[3] / "sample_videos"


@pytest.fixture
def watch() -> Iterator[SceneWatch]:
    with closing(SceneWatch(model_path())) as watch:
        yield watch


def picture(clip: str, t_s: float = 1.0) -> NDArray[np.uint8]:
    """Return a picture (BGR) of a sample video."""
    path = SAMPLES / f"{clip}.mp4"
    if not path.is_file():
        pytest.skip("the sample videos are not here")
    with closing(VideoFile(path)) as source:
        return next(frame.bgr.copy() for frame in frames(source) if frame.t_s >= t_s)


def seen(watch: SceneWatch, bgr: NDArray[np.uint8], t_s: float = 0.0) -> Scene:
    scene = watch.look(Frame(np.ascontiguousarray(bgr), t_s, 0))
    assert scene is not None
    return scene


def test_one_person_is_one(watch: SceneWatch) -> None:
    assert seen(watch, picture("toe_touch_clean_a")).people == 1


def test_two_people_beside_each_other_are_two(watch: SceneWatch) -> None:
    one, other = picture("torso_twist_clean_a"), picture("arm_circles_clean_a")
    both = np.hstack([one[:, 160:480], other[:, 160:480]])

    assert seen(watch, both).people == 2


def test_an_empty_room_is_empty(watch: SceneWatch) -> None:
    assert seen(watch, picture("negative_empty_room_a")).people == 0


@pytest.mark.parametrize("grey", [0, 40, 255])
def test_brightness_is_the_mean_grey_level(watch: SceneWatch, grey: int) -> None:
    assert seen(watch, np.full((480, 640, 3), grey, np.uint8)) == Scene(0.0, float(grey), 0)


def test_it_looks_once_in_a_while_of_media_time(watch: SceneWatch) -> None:
    dark = np.zeros((480, 640, 3), np.uint8)
    looked = [watch.look(Frame(dark, i / 30.0, i)) is not None for i in range(61)]

    assert [i for i, looks in enumerate(looked) if looks] == [0, 30 * EVERY_S, 60 * EVERY_S]


def test_media_time_that_begins_anew_is_looked_at(watch: SceneWatch) -> None:
    dark = np.zeros((480, 640, 3), np.uint8)
    watch.look(Frame(dark, 100.0, 0))

    assert watch.look(Frame(dark, 0.0, 0)) is not None


def test_closing_twice_or_unused_is_no_error() -> None:
    watch = SceneWatch(model_path())
    watch.close()
    seen(watch, np.zeros((480, 640, 3), np.uint8))
    watch.close()
    watch.close()


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    path = tmp_path / "no.task"
    path.write_bytes(b"nothing")

    with (
        closing(SceneWatch(path)) as watch,
        pytest.raises(ModelError, match=r"^model .*no\.task cannot be used"),
    ):
        watch.look(Frame(np.zeros((480, 640, 3), np.uint8), 0.0, 0))
