"""The estimator with the real model: sizes, order of time, nobody, sameness, and what it writes on the terminal."""

from __future__ import annotations

import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.capture.opencv import cv2
from posecoach.capture.resize import Shrinker
from posecoach.errors import ModelError
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator, inference_size
from posecoach.pose.mediapipe.model import model_path
from posecoach.pose.outline import OUTLINE_POINTS
from posecoach.pose.pose import Pose
from tests.memory import peak_bytes

Picture = NDArray[np.uint8]
MODEL = model_path()


@pytest.fixture
def estimator() -> Iterator[MediaPipeEstimator]:
    with closing(MediaPipeEstimator(MODEL, outline=True)) as opened:
        yield opened


def frame(picture: Picture, index: int = 0, rate_hz: float = 25.0) -> Frame:
    return Frame(picture, index / rate_hz, index)


def poses(pictures: Sequence[Picture], *, outline: bool = True) -> list[Pose]:
    with closing(MediaPipeEstimator(MODEL, outline=outline)) as estimator:
        return [estimator.estimate(frame(picture, index)) for index, picture in enumerate(pictures)]


def content(pose: Pose) -> tuple[object, ...]:
    """Return everything in a pose as something that can be compared bit by bit."""
    arrays = (pose.image_px, pose.world_m, pose.visibility, pose.back_outline)
    return (pose.t_s, pose.size_wh, *(None if array is None else array.tobytes() for array in arrays))


def test_a_person_is_seen_in_pixels_metres_and_outline(person_pictures: list[Picture]) -> None:
    pose = poses(person_pictures[:3])[-1]
    height, width = person_pictures[0].shape[:2]
    assert pose.seen
    assert pose.size_wh == (width, height)
    assert {pose.image_px.dtype, pose.world_m.dtype, pose.visibility.dtype} == {np.dtype(np.float32)}
    assert (pose.image_px.shape, pose.world_m.shape) == ((LANDMARK_COUNT, 2), (LANDMARK_COUNT, 3))
    assert pose.visibility.shape == (LANDMARK_COUNT,)
    inside = (pose.image_px > 0) & (pose.image_px < (width, height))
    assert inside[11:29].mean() > 0.8
    assert 0.3 < np.linalg.norm(pose.world_m[11] - pose.world_m[23]) < 0.7  # a trunk [m]
    assert pose.back_outline is not None
    assert pose.back_outline.shape == (OUTLINE_POINTS,)
    assert np.isfinite(pose.back_outline).mean() > 0.5


def test_the_outline_is_only_there_when_asked_for(person_pictures: list[Picture]) -> None:
    pose = poses(person_pictures[:2], outline=False)[-1]
    assert pose.seen
    assert pose.back_outline is None


def test_masks_do_not_change_the_landmarks(person_pictures: list[Picture]) -> None:
    with_outline, without = poses(person_pictures[:3]), poses(person_pictures[:3], outline=False)
    assert [pose.image_px.tobytes() for pose in with_outline] == [pose.image_px.tobytes() for pose in without]


def test_a_fresh_estimator_sees_the_same_bit_by_bit(person_pictures: list[Picture]) -> None:
    first, second = poses(person_pictures), poses(person_pictures)
    assert [content(pose) for pose in first] == [content(pose) for pose in second]


def test_a_pose_does_not_change_when_later_frames_are_seen(
    estimator: MediaPipeEstimator, person_pictures: list[Picture]
) -> None:
    kept, before = [], []
    for index, picture in enumerate(person_pictures[:6]):
        kept.append(estimator.estimate(frame(picture, index)))
        before.append(content(kept[-1]))
    assert [content(pose) for pose in kept] == before


@pytest.mark.parametrize(
    "size_wh", [(642, 480), (650, 366), (482, 361), (321, 241), (270, 480), (1920, 1080)]
)
def test_points_are_those_of_the_source_whatever_its_size(
    person_pictures: list[Picture], size_wh: tuple[int, int]
) -> None:
    picture = person_pictures[0]
    height, width = picture.shape[:2]
    scale = min(size_wh[0] / width, size_wh[1] / height)
    shown = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    canvas = np.full((size_wh[1], size_wh[0], 3), 90, np.uint8)
    canvas[: shown.shape[0], : shown.shape[1]] = shown[: size_wh[1], : size_wh[0]]
    original, fitted = poses([picture] * 3)[-1], poses([canvas] * 3)[-1]
    assert fitted.seen
    assert fitted.back_outline is not None  # the mask was read, and the process is alive
    trunk_px = float(np.linalg.norm(original.image_px[11] - original.image_px[23])) * scale
    body = [11, 12, 23, 24, 25, 26]
    apart_px = np.linalg.norm(fitted.image_px[body] - original.image_px[body] * scale, axis=1)
    assert apart_px.max() < 0.15 * trunk_px


@pytest.mark.parametrize("size_wh", [(1, 1), (2, 3), (1, 2000), (2000, 1), (17, 31), (4000, 3000)])
def test_no_size_stops_the_program(estimator: MediaPipeEstimator, size_wh: tuple[int, int]) -> None:
    picture = np.full((size_wh[1], size_wh[0], 3), 128, np.uint8)
    for index in range(3):
        assert not estimator.estimate(frame(picture, index)).seen


def test_the_size_may_change_between_frames(
    estimator: MediaPipeEstimator, person_pictures: list[Picture]
) -> None:
    picture = person_pictures[0]
    for index, scale in enumerate((1.0, 0.5, 1.0)):
        small = cv2.resize(picture, None, fx=scale, fy=scale)
        pose = estimator.estimate(frame(np.asarray(small, np.uint8), index))
        assert pose.size_wh == (small.shape[1], small.shape[0])


def test_after_a_cut_nothing_is_left_of_the_film_before(person_pictures: list[Picture]) -> None:
    before = [np.ascontiguousarray(picture[::-1, ::-1]) for picture in person_pictures[:4]]
    after = person_pictures[:4]
    with closing(MediaPipeEstimator(MODEL, outline=True)) as fresh:
        alone = [fresh.estimate(frame(picture, index)) for index, picture in enumerate(after, len(before))]
    assert [content(pose) for pose in poses([*before, *after])[len(before) :]] == [
        content(pose) for pose in alone
    ]


class OnlySmall:
    """The pixels of a file's frame that may only be asked for in the size of a smaller picture."""

    luma = None

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self.size_wh = (picture.shape[1], picture.shape[0])

    def bgr(self) -> Picture:
        raise AssertionError("the whole frame was converted")

    def small_into(self, out: Picture) -> bool:
        Shrinker().shrink(self._picture, out)
        return True


def test_of_a_large_frame_of_a_file_no_more_is_converted_than_the_network_sees(
    estimator: MediaPipeEstimator, person_pictures: list[Picture]
) -> None:
    height, width = person_pictures[0].shape[:2]
    whole = np.asarray(cv2.resize(person_pictures[0], (2 * width, 2 * height)), np.uint8)
    pose = estimator.estimate(Frame(OnlySmall(whole), 0.0, 0))
    assert pose.seen
    assert content(pose) == content(poses([whole])[0])


def test_nobody_is_an_answer(estimator: MediaPipeEstimator) -> None:
    pose = estimator.estimate(Frame(np.zeros((480, 640, 3), np.uint8), 1.5, 0))
    assert pose.t_s == 1.5
    assert not pose.seen
    assert pose.back_outline is None
    assert np.isnan(pose.image_px).all()


def test_times_closer_than_a_millisecond_are_taken(estimator: MediaPipeEstimator) -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    times_s = [0.0, 0.0001, 0.0002, 0.01, 0.0104, 86400.0]
    assert [estimator.estimate(Frame(picture, t_s, 0)).t_s for t_s in times_s] == times_s


def test_estimating_allocates_no_frame(estimator: MediaPipeEstimator, person_pictures: list[Picture]) -> None:
    picture = np.ascontiguousarray(cv2.resize(person_pictures[0], (1280, 720)), np.uint8)
    estimator.estimate(frame(picture, 0))
    assert peak_bytes(lambda: estimator.estimate(frame(picture, 1))) < 640 * 360


def test_closing_twice_is_fine() -> None:
    estimator = MediaPipeEstimator(MODEL)
    estimator.close()
    estimator.close()


def test_a_closed_estimator_says_so() -> None:
    estimator = MediaPipeEstimator(MODEL)
    estimator.close()
    with pytest.raises(ValueError, match=r"^the estimator is closed$"):
        estimator.estimate(frame(np.zeros((48, 64, 3), np.uint8)))


def test_closing_in_the_middle_of_an_inference_is_no_abort(person_pictures: list[Picture]) -> None:
    for _ in range(4):
        estimator = MediaPipeEstimator(MODEL, outline=True)
        started = threading.Event()
        ends: list[str] = []

        def estimate_until_closed(
            estimator: MediaPipeEstimator, started: threading.Event, ends: list[str]
        ) -> None:
            try:
                for index in count():
                    estimator.estimate(frame(person_pictures[0], index))
                    started.set()
            except ValueError as error:
                ends.append(str(error))

        thread = threading.Thread(target=estimate_until_closed, args=(estimator, started, ends))
        thread.start()
        started.wait(30)
        estimator.close()
        thread.join(30)
        assert ends == ["the estimator is closed"]


@given(width=st.integers(1, 20_000), height=st.integers(1, 20_000))
def test_the_model_never_sees_a_width_that_is_no_multiple_of_16(width: int, height: int) -> None:
    new_width, new_height = inference_size(width, height)
    assert new_width % 16 == 0
    assert 16 <= new_width <= 640
    assert 16 <= new_height <= 1280


@pytest.mark.parametrize(
    ("size_wh", "expected_wh"),
    [
        ((640, 480), (640, 480)),
        ((1280, 720), (640, 360)),
        ((1920, 1080), (640, 360)),
        ((1080, 1920), (352, 626)),
        ((480, 640), (480, 640)),
        ((642, 480), (640, 479)),
        ((321, 241), (320, 240)),
        ((1, 1), (16, 16)),
    ],
)
def test_frames_shrink_to_640_and_keep_their_shape(
    size_wh: tuple[int, int], expected_wh: tuple[int, int]
) -> None:
    assert inference_size(*size_wh) == expected_wh


def networks() -> dict[str, bytes]:
    with zipfile.ZipFile(MODEL) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def halved() -> dict[str, bytes]:
    return {name: network[: len(network) // 2] for name, network in networks().items()}


def swapped() -> dict[str, bytes]:
    detector, landmarks = networks().values()
    return dict(zip(networks(), (landmarks, detector), strict=True))


@pytest.mark.parametrize(
    ("parts", "reason"),
    [(halved, "The model is not a valid Flatbuffer buffer"), (swapped, "CalculatorGraph::Run() failed")],
)
def test_networks_that_cannot_run_are_one_clear_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], parts: Callable[[], dict[str, bytes]], reason: str
) -> None:
    path = tmp_path / "broken.task"
    with zipfile.ZipFile(path, "w") as bundle:
        for name, network in parts().items():
            bundle.writestr(name, network)
    with pytest.raises(ModelError) as raised, closing(MediaPipeEstimator(path, outline=True)) as estimator:
        estimator.estimate(frame(np.zeros((48, 64, 3), np.uint8)))
    assert str(raised.value) == (
        f"model {path} cannot be used by MediaPipe ({reason}): give another with --model"
    )
    assert capfd.readouterr() == ("", "")


SCRIPT = """
import os, sys
import numpy as np
from posecoach.capture.frame import Frame, frames
from posecoach.capture.video import VideoFile
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import model_path
estimator = MediaPipeEstimator(model_path(), outline=True)
for frame, _ in zip(frames(VideoFile(sys.argv[1])), range(5)):
    seen = estimator.estimate(frame).seen
os.write(2, b"given back, seen %d" % seen)
"""


def test_the_terminal_stays_clean_from_start_to_a_forgotten_close(person_video: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, person_video], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout == ""
    assert done.stderr == "given back, seen 1"


def test_the_adapter_is_imported_without_mediapipe() -> None:
    script = "import sys, posecoach.pose.mediapipe.estimator; sys.exit('mediapipe' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], timeout=60, check=True)
