"""What can be reviewed: a video, with the model that looks at it, or a pose recording."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from posecoach.capture.frame import Frame, FrameSource, frames
from posecoach.capture.grey import grey_cells
from posecoach.capture.prefetch import Ahead
from posecoach.capture.video import VideoFile
from posecoach.pipeline import Moment
from posecoach.pose.estimator import ModelInfo, StagedEstimator
from posecoach.pose.inference_policy import GreyPicture, Inference, InferencePolicy
from posecoach.pose.opening import open_estimator
from posecoach.pose.picture import PictureWatch
from posecoach.pose.pose import Pose
from posecoach.pose.recording import read_recording

RECORDING_SUFFIX = ".npz"


@dataclass(frozen=True, slots=True)
class Material:
    """An open recording and what a review says about it.

    size_wh: width and height of the frames [px].
    duration_s: length [s], if it is known beforehand.
    moments: every moment, once, in order of media time.
    missing_s: says after the last moment how much of the promised length [s] was not there.
    """

    name: str
    size_wh: tuple[int, int]
    duration_s: float | None
    model: ModelInfo
    moments: Iterator[Moment]
    missing_s: Callable[[], float]


@contextmanager
def open_material(
    path: Path, model: Path, *, outline: bool, inference: Inference = "full"
) -> Iterator[Material]:
    """Open a video, or a pose recording if the name ends in .npz.

    model: the bundle that looks at a video; a recording names the one it was made with. outline: whether the
    outline of the back is wanted. inference: in which frames of a video the model looks. Raises VideoError,
    RecordingError or ModelError.
    """
    if is_recording(path):
        recording = read_recording(path)
        info = ModelInfo("pose recording", recording.model_sha256)
        moments = map(Moment, recording.poses)
        yield Material(str(path), recording.size_wh, recording.duration_s, info, moments, lambda: 0.0)
        return
    with (
        closing(VideoFile(path)) as source,
        watched(source, model, outline=outline, inference=inference) as material,
    ):
        yield material


@contextmanager
def watched(
    source: VideoFile, model: Path, *, outline: bool, inference: Inference = "full"
) -> Iterator[Material]:
    """Have an open video looked at by a model, in the frames that `inference` asks for.

    Raises VideoError or ModelError.
    """
    with (
        open_estimator(model, outline) as estimator,
        observe_ahead(source, estimator, inference) as seen,
    ):
        yield Material(
            source.name,
            source.size_wh,
            source.duration_s,
            estimator.model,
            seen,
            lambda: source.missing_s,
        )


def is_recording(path: Path) -> bool:
    """Whether a path names a pose recording, for which no model is needed."""
    return path.suffix.lower() == RECORDING_SUFFIX


TOGETHER: Final = 6
"""Frames that are read in one go, and then judged in one go: in between, the network pushes code and data of the
others out of the caches. One at a time, reading and judging take twice the processor time, and the network is
slower beside them. The pictures and masks that wait take 15 MB."""

WAITING_PIXELS: Final = TOGETHER * 1920 * 1088
"""Of decoded frames that wait to be looked at or not, 1.5 bytes each; of larger ones than Full HD fewer wait."""

# The next detection needs the interpreter for some tenths of a millisecond before it runs without: whoever judges
# waits for that.
_GIVE_WAY_S: Final = 0.001


@contextmanager
def observe_ahead(
    source: FrameSource, estimator: StagedEstimator, inference: Inference = "full"
) -> Iterator[Iterator[Moment]]:
    """Yield an iterator over the moments of a source, without their frames.

    inference: in which frames the network looks; there is no moment of any other.

    Nobody in a review looks at pixels, and keeping those of three threads at work would take 30 MB at 1080p. Where not
    every frame is looked at, decoded ones wait instead, and only those that are looked at are converted.
    The threads end with the context. What the source or the model raises is raised where moments are asked for.
    """
    watch = PictureWatch()
    policy = None if inference == "full" else InferencePolicy(inference)
    prepare = _ready(watch, source, estimator, policy)
    depth = TOGETHER if policy is None else frames_that_wait(source.size_wh)
    with (
        closing(Ahead(prepare, depth, f"frames of {source.name}")) as prepared,
        closing(
            Ahead(_seen(estimator, prepared, policy), TOGETHER, "pose network", together=TOGETHER)
        ) as seen,
    ):
        try:
            yield _moments(seen, watch)
        finally:
            gc.unfreeze()


def frames_that_wait(size_wh: tuple[int, int]) -> int:
    """Return how many decoded frames of a size [px] may wait: they take no more memory than those of Full HD."""
    return max(1, min(TOGETHER, WAITING_PIXELS // (size_wh[0] * size_wh[1])))


@dataclass(frozen=True, slots=True)
class _ReadyFrame:
    """A frame of which the network may be shown `image()`, and what the policy decides from."""

    t_s: float
    small: GreyPicture | None
    image: Callable[[], Any]


def _ready(
    watch: PictureWatch, source: FrameSource, estimator: StagedEstimator, policy: InferencePolicy | None
) -> Iterator[_ReadyFrame]:
    """Make the frames of a source ready; those that can wait are only converted if the policy wants them."""

    def image(frame: Frame) -> Any:
        watch.look_at(frame)
        return estimator.prepare(frame)

    for frame in watch.watched(frames(source)):
        small = grey_cells(frame) if policy is not None and policy.looks_at_pixels else None
        later = policy is not None and frame.waits
        yield _ReadyFrame(
            frame.t_s, small, partial(image, frame) if later else partial(_itself, image(frame))
        )


def _seen(
    estimator: StagedEstimator, prepared: Iterator[_ReadyFrame], policy: InferencePolicy | None
) -> Iterator[Callable[[], Pose]]:
    """Run the network in the frames that the policy wants; yield what gives their poses.

    Without a policy the poses are made where they are asked for, beside the next detection. A policy needs them here.
    """
    for frame in prepared:
        if policy is None:
            yield partial(estimator.pose, estimator.detect(frame.image()))
        elif policy.wanted(frame.t_s, frame.small):
            pose = estimator.pose(estimator.detect(frame.image()))
            policy.seen(pose)
            yield partial(_itself, pose)


def _itself(made: Any) -> Any:
    return made


def _moments(seen: Iterator[Callable[[], Pose]], watch: PictureWatch) -> Iterator[Moment]:
    for number, pose in enumerate(seen):
        if number % TOGETHER == 0:
            time.sleep(_GIVE_WAY_S)
        yield Moment(watch.emptied(pose()))
        if number == 0:
            # Everything is loaded and warm now: a full collection, which stops all threads for 11 to 34 ms, has
            # nearly nothing left to look at after this one.
            gc.collect()
            gc.freeze()
