"""The one way to open a source of frames: a camera by its number, or a video file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from posecoach.capture.camera import Camera
from posecoach.capture.frame import OpenSource
from posecoach.capture.playback import Playback
from posecoach.capture.reconnecting import Steady, TellNotice
from posecoach.capture.video import VideoFile
from posecoach.errors import CameraError
from posecoach.words.phrase import filled

MOST_DIGITS: Final = 4
"""Most digits of a camera's number; systems count cameras from 0."""


def open_source(
    source: int | str | os.PathLike[str],
    *,
    real_time: bool = False,
    tell: TellNotice | None = None,
) -> OpenSource:
    """Open a camera by its number (0 or "0"), or a video file.

    real_time: deliver the frames of a file when they are due, as a camera would. tell: called with notices about a
    camera, such as that it has stopped and is being waited for. Raises CameraError or VideoError.
    """
    if isinstance(source, int) or is_camera(source):
        if len(str(source)) > MOST_DIGITS:
            raise CameraError(
                filled(
                    "there is no camera {source}: give the number of one that is connected",
                    source=str(source),
                )
            )
        number = int(str(source))
        return Steady(Camera(number), lambda: Camera(number), tell or _nobody_listens)
    return Playback(source) if real_time else VideoFile(Path(source))


def is_camera(source: int | str | os.PathLike[str]) -> bool:
    """Whether this is a camera number."""
    return isinstance(source, int) or (isinstance(source, str) and source.isdecimal())


def _nobody_listens(text: str, *, lasting: bool = False) -> None:
    """Say nothing."""
