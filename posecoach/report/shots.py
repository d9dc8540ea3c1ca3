"""What the annotated video shows: every frame of a recording with the pose in it, in groups of one second."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from posecoach.capture.frame import Frame, frames
from posecoach.capture.video import VideoFile
from posecoach.pose.between import LONGEST_S, pose_between
from posecoach.pose.pose import Pose
from posecoach.recording.movie import TICKS_PER_S
from posecoach.results.evidence import Evidence

SAME_S: Final = 1e-4
"""Media times this close are those of one frame."""


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """What one picture of the annotated video shows.

    number: of the pose in the evidence; None of one in a frame that the network did not look at, from those around it.
    frame: of the recording, if there is one.
    """

    pose: Pose
    number: int | None
    frame: Frame | None


def group_of(t_s: float) -> int:
    """Return the number of the group that the picture of a media time [s] belongs to, as the movie's clock has it."""
    return round(t_s * TICKS_PER_S) // TICKS_PER_S


def start_of(group: int) -> float:
    """Return the media time [s] before which no picture of a group is."""
    return max(0.0, group - 0.5 / TICKS_PER_S)


def shots(evidence: Evidence, source: VideoFile | None, start_s: float = 0.0) -> Iterator[ShownFrame]:
    """Yield what there is to show from a media time on, at which the source begins, in order.

    A video that became shorter ends early.
    """
    if source is None:
        yield from (ShownFrame(pose, number, None) for number, pose in enumerate(evidence.poses))
        return
    poses = evidence.poses
    first = bisect_left(poses, start_s - SAME_S, key=lambda pose: pose.t_s)
    before = poses[first - 1] if first else Pose.nobody(0.0)
    yield from with_poses(source, islice(poses, first, None), before, first)


def with_poses(
    source: VideoFile, poses: Iterator[Pose], before: Pose, first: int = 0
) -> Iterator[ShownFrame]:
    """Yield the frames of a source with their poses. before: the last pose in a frame before them; first: a number."""
    number, after = first, next(poses, None)
    for frame in frames(source):
        if after is not None and frame.t_s >= after.t_s - SAME_S:
            yield ShownFrame(after, number, frame)
            number, before = number + 1, after
            after = next(poses, None)
        elif after is None and frame.t_s - before.t_s > LONGEST_S:
            return
        else:
            yield ShownFrame(pose_between(before, after, frame.t_s), None, frame)


def seen_frames(evidence: Evidence) -> Iterator[Frame | None]:
    """Yield the frame of every pose, in order, None without a video; a video that became shorter ends early.

    Raises VideoError.
    """
    with _opened(evidence.video) as source:
        yield from (shot.frame for shot in shots(evidence, source) if shot.number is not None)


def _opened(video: Path | None) -> AbstractContextManager[VideoFile | None]:
    return nullcontext() if video is None else closing(VideoFile(video))


def rate_hz(source: VideoFile) -> float:
    """Return about how many frames a second a file has."""
    return (source.frame_count or 0) / source.duration_s if source.duration_s else 25.0


def pose_rate_hz(evidence: Evidence) -> float:
    """Return about how many poses a second there are."""
    steps = np.diff(evidence.t_s)
    return float(1.0 / np.median(steps)) if steps.size else 25.0
