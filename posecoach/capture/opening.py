"""The one way to open a source of frames: a camera by number or name, a phone by its address, or a video file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from posecoach.capture.camera import Camera, cameras_named
from posecoach.capture.frame import OpenSource
from posecoach.capture.network import NetworkCamera, is_address
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
    """Open a camera by its number (0 or "0") or name, a phone's stream by its address, or a video file.

    real_time: deliver the frames of a file when they are due, as a camera would. tell: called with notices about a
    camera, such as that it has stopped and is being waited for. Raises CameraError or VideoError.
    """
    tell = tell or _nobody_listens
    if is_address(source):
        address = str(source)
        return Steady(NetworkCamera(address), lambda: NetworkCamera(address), tell)
    source = by_number(source)
    if isinstance(source, int) or source.isdecimal():
        if len(str(source)) > MOST_DIGITS:
            raise CameraError(
                filled(
                    "there is no camera {source}: give the number of one that is connected",
                    source=str(source),
                )
            )
        number = int(str(source))
        return Steady(Camera(number), lambda: Camera(number), tell)
    if _is_name(source):
        raise CameraError(
            filled(
                "there is no file or camera called {source}: check the name ('posecoach doctor' lists the cameras)",
                source=source,
            )
        )
    return Playback(source) if real_time else VideoFile(Path(source))


def is_camera(source: int | str | os.PathLike[str]) -> bool:
    """Whether this is a camera: its number or name, or the address of a stream."""
    known = by_number(source)
    return isinstance(known, int) or known.isdecimal() or is_address(source)


def by_number(source: int | str | os.PathLike[str]) -> int | str:
    """Return the number of a camera that is called by its name; anything else as it is, a path as text.

    A file of that name comes first. Of several cameras whose names contain the text the first is meant.
    """
    if isinstance(source, int):
        return source
    text = os.fspath(source)
    if not text or text.isdecimal() or is_address(text) or os.path.lexists(text):
        return text
    return next(iter(cameras_named(text)), text)


def _is_name(source: str) -> bool:
    """Whether this looks like a camera's name rather than a file's: without a folder and an ending."""
    return (
        bool(source)
        and not os.path.lexists(source)
        and Path(source).name == source
        and not Path(source).suffix
    )


def _nobody_listens(text: str, *, lasting: bool = False) -> None:
    """Say nothing."""
