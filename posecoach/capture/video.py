"""A video file, or a part of one, as a source of frames with media time from the container's time stamps."""

from __future__ import annotations

import math
import os
import re
import threading
from pathlib import Path
from typing import Final

from posecoach.capture.opencv import cv2  # noqa: F401 - see below

# isort: split
import av  # after OpenCV: both bring a libxcb, and with this one's first no window opens, for ever
import av.error

from posecoach.capture.container import Container
from posecoach.capture.frame import Frame, OpenSource
from posecoach.capture.upright import Upright
from posecoach.errors import VideoError
from posecoach.files import is_folder, open_file
from posecoach.words.phrase import N_, filled

_USUAL_INTERVAL_S: Final = 1 / 30
_INTERVAL_RANGE_S: Final = (1 / 500, 2.0)  # what a container says outside of this is no frame rate
_START_BYTES: Final = 16
_CONTAINERS: Final = (b"\x1aE\xdf\xa3", b"RIFF")  # Matroska and WebM, AVI; MP4 has a length before its name
_LATEST_S: Final = 1e7  # 115 days; a later stamp is damage
_LONGEST_GAP_S: Final = (
    600.0  # no camera pauses so long within a recording: a stamp that jumps further is damage
)
_ADDRESS: Final = re.compile(
    r"([a-zA-Z][a-zA-Z0-9+.-]+):/+(?=[^/])"
)  # a path knows no //; C:/ has one letter


class VideoFile(OpenSource):
    """A video file; every frame has the size and the orientation in which it is meant to be seen.

    Raises VideoError when the file cannot be opened or contains no video. A file that is cut off ends with its last
    whole frame; `missing_s` then says how much of the promised length is missing.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        start = _first_bytes(self._path)
        self._busy = threading.Lock()  # released during a read, the decoder aborts the process
        try:
            self._container = Container(self._path)
        except (OSError, ValueError, av.error.FFmpegError):
            raise VideoError(filled(_why_not(start), path=self._path)) from None
        self._interval_s = _frame_interval_s(self._container.interval_s)
        self._frame_count = self._container.frame_count
        self._duration_s = self._container.duration_s
        self._stamps = MediaClock(self._interval_s)
        self._upright = Upright()
        self._skip_to_s = -math.inf
        self._index = 0
        self._end_s = 0.0
        self._ended = False
        self.keys_s: list[float] = []
        """Media times [s] of the frames read until now that can be decoded without those before them."""
        self._waiting: Frame | None = self._first_frame()

    @property
    def name(self) -> str:
        """Path of the file as it was given."""
        return str(self._path)

    @property
    def size_wh(self) -> tuple[int, int]:
        """Width and height of every frame [px], rotation applied."""
        return self._size_wh

    @property
    def duration_s(self) -> float | None:
        """Length [s] as far as the container says; None if it does not say."""
        return self._duration_s

    @property
    def frame_count(self) -> int | None:
        """Number of frames as far as the container says; None if it does not say."""
        return self._frame_count

    @property
    def speed(self) -> float:
        """Media time in one second of the file: 1, or less for slow motion that says so."""
        return self._container.speed

    @property
    def repaired(self) -> bool:
        """Whether media times read until now differ from the stamps in the file: parts of it would get others."""
        return self._stamps.repaired

    @property
    def missing_s(self) -> float:
        """Length [s] that the container promised and the file did not hold; 0 before the end is reached."""
        if not self._ended or self._duration_s is None:
            return 0.0
        missing_s = self._duration_s - self._end_s
        # A container's own figure is an estimate: believe it only when much of the video is missing.
        return missing_s if missing_s > max(0.5, 0.05 * self._duration_s) else 0.0

    def read(self) -> Frame | None:
        """Return the next frame, or None at the end; it is converted once somebody wants to see it."""
        with self._busy:
            return self._read()

    def close(self) -> None:
        """Close the file after any read in progress; safe to call twice, and from another thread."""
        with self._busy:
            self._waiting = None
            self._container.close()

    def _read(self) -> Frame | None:
        first, self._waiting = self._waiting, None
        if first is not None:
            return first
        if self._ended or not self._container.is_open:
            return None
        frame = self._decoded()
        self._ended = frame is None
        return frame

    def _decoded(self) -> Frame | None:
        """Return the next wanted frame, or None at the end."""
        while (decoded := self._container.read()) is not None:
            t_s = self._stamps.stamp(self._container.stamp_s(decoded))
            if t_s < self._skip_to_s:
                self._index += 1
                continue
            try:
                pixels = self._upright.take(decoded, self._container.aspect)
            except (ValueError, OSError, av.error.FFmpegError):
                continue
            if decoded.key_frame:
                self.keys_s.append(t_s)
            frame = Frame(pixels, t_s, self._index)
            self._index += 1
            self._end_s = t_s + self._interval_s
            return frame
        return None

    def _first_frame(self) -> Frame:
        frame = self._decoded()
        if frame is None:
            self._container.close()
            raise VideoError(
                filled(
                    "{path} contains no readable video: it may be cut off or only sound",
                    path=self._path,
                )
            )
        self._size_wh = frame.size_wh
        return frame


class MediaClock:
    """Makes media times increase strictly, whatever the container says [s].

    A single stamp that does not advance, or leaps ahead, is moved half a frame on, so that the next good one still
    fits. A second one in a row means that the stamps restarted or are useless: time then goes on frame by frame.
    """

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._offset_s = 0.0
        self._last_s: float | None = None
        self._repaired = False
        self.repaired = False
        """Whether any stamp was moved until now."""

    def stamp(self, container_s: float) -> float:
        """Return the media time [s] of the next frame, given the container's stamp."""
        if not (math.isfinite(container_s) and abs(container_s) < _LATEST_S):
            container_s = -math.inf  # never advances
        if self._last_s is None:
            self._last_s = max(0.0, container_s)
            self._offset_s = self._last_s - container_s if math.isfinite(container_s) else 0.0
            self.repaired = self._last_s != container_s
            return self._last_s
        t_s = container_s + self._offset_s
        good = self._last_s < t_s < self._last_s + _LONGEST_GAP_S
        if not good and not self._repaired:
            t_s = self._last_s + self._interval_s / 2
        elif not good:
            t_s = self._last_s + self._interval_s
            if math.isfinite(container_s):
                self._offset_s = t_s - container_s
        self._repaired = not good
        self.repaired = self.repaired or not good
        self._last_s = t_s
        return t_s


def _frame_interval_s(interval_s: float) -> float:
    """Return the time between frames [s] as a container says it, or the usual one if that is nonsense."""
    low_s, high_s = _INTERVAL_RANGE_S
    return interval_s if low_s <= interval_s <= high_s else _USUAL_INTERVAL_S


def _first_bytes(path: Path) -> bytes:
    """Return how a file starts; raise VideoError, with a remedy, for what FFmpeg refuses without a reason."""
    try:
        str(path).encode()
        if is_folder(path):
            raise VideoError(filled("{path} is a folder: give a video file", path=path))
        with open_file(path) as file:
            start = file.read(_START_BYTES)
    except UnicodeEncodeError:  # FFmpeg takes names as UTF-8
        raise VideoError(filled("{path} has a name that is not UTF-8: rename it", path=path)) from None
    except FileNotFoundError:
        raise VideoError(_absent(path)) from None
    except PermissionError:
        raise VideoError(filled("{path} cannot be read: check its permissions", path=path)) from None
    except OSError as error:
        raise VideoError(
            filled(
                "{path} cannot be read ({reason}): give a video file", path=path, reason=str(error.strerror)
            )
        ) from error
    if not start:
        raise VideoError(filled("{path} is empty: record or copy it again", path=path))
    return start


def _absent(path: Path) -> str:
    if address := _ADDRESS.match(str(path)):
        return filled(
            "{address} is an address: download the video and give the file",
            address=f"{address[1]}://{str(path)[address.end() :]}",
        )
    return filled("{path} does not exist: check the path", path=path)


def _why_not(start: bytes) -> str:
    """Say what may be wrong with a file that starts like this and cannot be opened."""
    if start[4:8] == b"ftyp" or start.startswith(_CONTAINERS):
        return N_("{path} is cut off, damaged or contains no video: copy or record it again")
    return N_("{path} is not a readable video: give a video file such as .mp4 or .webm")


_EARLIER_S: Final = 0.5
"""Seek this much before the wanted moment, because a container's index may land on the next frame instead."""


class VideoPiece(VideoFile):
    """The frames of a video file with `start_s` <= media time < `end_s`; index counts from where reading began.

    Frames are found by seeking and known by their own time stamps; where seeking lands too late, the file is read
    from its beginning. Raises VideoError like VideoFile.
    """

    def __init__(self, path: str | os.PathLike[str], start_s: float, end_s: float = math.inf) -> None:
        self._start_s = start_s
        self._until_s = end_s
        super().__init__(path)

    def end_at(self, end_s: float) -> None:
        """End the piece at another media time [s]."""
        self._until_s = end_s

    def read(self) -> Frame | None:
        """Return the next frame, or None at the end of the piece; it is converted once somebody wants to see it."""
        frame = super().read()
        while frame is not None and frame.t_s < self._start_s:
            frame = super().read()
        if frame is not None and frame.t_s >= self._until_s:
            self.close()
            return None
        return frame

    def _first_frame(self) -> Frame:
        frame = super()._first_frame()  # the first one of the file sets the size of all
        early_s = self._start_s - _EARLIER_S
        if early_s > 0.0 and self._container.seek(early_s):
            self._stamps, self._index = MediaClock(self._interval_s), 0
            sought = self._decoded()
            if sought is None or sought.t_s > self._start_s:  # beyond what can be read, or too late
                self._container.close()
                self._container = Container(self._path)
                self._stamps, self._index = MediaClock(self._interval_s), 0
                sought = super()._first_frame()
            frame = sought
        self._skip_to_s = self._start_s
        return frame
