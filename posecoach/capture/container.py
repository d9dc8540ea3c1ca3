"""A video file opened with PyAV: what its container says, and its decoded frames."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

from posecoach.capture.opencv import cv2  # noqa: F401 - see below

# isort: split
import av  # after OpenCV: both bring a libxcb, and with this one's first no window opens, for ever
import av.error
import av.logging
from av.container import InputContainer
from av.video.stream import VideoStream

from posecoach.errors import VideoError
from posecoach.files import open_file
from posecoach.words.phrase import filled

av.logging.set_level(None)  # FFmpeg would write about every damaged packet on the user's terminal

LARGEST_PIXELS: Final = 8192 * 4320
"""8K in either of its shapes. A file of some kilobytes can claim 16,000 x 16,000, which needs gigabytes to decode."""
_ONE_THREAD_PIXELS: Final = 1920 * 1088
_THREADS: Final = 4  # each holds a frame of its own: 50 MB at 8K
_OPTIONS: Final = {
    "protocol_whitelist": "file",  # a playlist names addresses that nobody asked to contact
    "pattern_type": "none",  # a name with % is a name
}
_LISTS: Final = frozenset({"hls", "applehttp", "concat", "dash", "sdp", "rtsp", "imf"})
"""Formats that only name other files."""
_SPEEDS: Final = (1 / 600, 64.0)  # 1 frame in 20 s shown at 30 frames/s; 1920 frames/s shown at 30
_REAL: Final = (1 / 1.5, 1.5)  # a camera's rate wavers with the light; slow motion starts at a half
_NAMED_WITHIN: Final = 2**22  # bytes at either end of a file: the index of three hours has 3 MB
_CODEC_NAME: Final = re.compile(
    rb"vide.{1,1000}?stsd.{12}([ -~]{4})|\x86[\x80-\xff](V_[A-Z0-9_/]{2,40})", re.DOTALL
)
"""ISO/IEC 14496-12, sample description box of a track of pictures; RFC 9559, CodecID."""
_CAPTURE_RATE: Final = "com.android.capture.fps"
"""Android's MediaRecorder writes the rate at which the camera filmed, in frames a second of real time."""


class Container:
    """An open video file. Raises FFmpegError or ValueError if it is not one, VideoError if it cannot be decoded.

    interval_s: usual time between two frames [s of media time], 0 if the file does not say. duration_s: length of the
    pictures [s of media time], None if it does not say; hidden frames of an edit list are not counted. speed: seconds
    of real time in one second of the file: 1, or less for slow motion that says so.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # From the root: FFmpeg takes a name that begins with http: for an address, even if there is such a folder.
        opened = av.open(str(path.absolute()), options=dict(_OPTIONS), metadata_errors="replace")
        self._container: InputContainer | None = opened
        try:
            self._stream = _pictures(opened, path)
            self._tune()
        except BaseException:
            opened.close()
            raise
        rate_hz = float(self._stream.guessed_rate or self._stream.average_rate or 0)
        self.speed = speed_of(opened.metadata, float(self._stream.average_rate or rate_hz))
        self.interval_s = self.speed / rate_hz if rate_hz > 0 else 0.0
        self._time_base = self._stream.time_base or Fraction(1, av.time_base)
        self._zero = self._stream.start_time or 0
        length_s = self._length_s(opened)
        self.duration_s = length_s * self.speed if length_s is not None else None
        self.frame_count = self._count(length_s, rate_hz)
        self._decoding = self._decoded()

    def read(self) -> av.VideoFrame | None:
        """Return the next frame that can be decoded; None at the end."""
        return next(self._decoding, None)

    def stamp_s(self, frame: av.VideoFrame) -> float:
        """Return the media time of a frame as the file gives it [s]; NaN if it gives none."""
        pts = frame.pts if frame.pts is not None else frame.dts
        if pts is None:
            return math.nan
        return float((pts - self._zero) * (frame.time_base or self._time_base)) * self.speed

    @property
    def aspect(self) -> Fraction | None:
        """Width to height of one pixel, as the file says."""
        return self._stream.sample_aspect_ratio or self._stream.codec_context.sample_aspect_ratio

    def seek(self, t_s: float) -> bool:
        """Go to a frame at or before a media time [s] that can be decoded alone; return whether that worked."""
        if self._container is None:
            return False
        try:
            self._container.seek(
                self._zero + int(t_s / self.speed / self._time_base), stream=self._stream, backward=True
            )
        except (OSError, ValueError, OverflowError, av.error.FFmpegError):
            return False
        self._decoding = self._decoded()
        return True

    def close(self) -> None:
        """Close the file; safe to call twice."""
        if self._container is not None:
            self._decoding = iter(())
            self._container.close()
            self._container = None

    @property
    def is_open(self) -> bool:
        """Whether frames can still be read."""
        return self._container is not None

    def _tune(self) -> None:
        """Refuse frames of impossible size before more than one is in memory; choose the number of threads.

        Frames up to Full HD are decoded by one thread: that costs 0.5 to 5 ms a frame, and more threads would only
        push the network, which takes 11 ms, off its core.
        """
        codec = self._stream.codec_context
        if codec.width * codec.height > LARGEST_PIXELS:
            raise VideoError(
                filled(
                    "{path} is {width} x {height}: larger than 8K is not supported; scale it down",
                    path=self._path,
                    width=codec.width,
                    height=codec.height,
                )
            )
        one = codec.width * codec.height <= _ONE_THREAD_PIXELS
        codec.thread_count = 1 if one else min(os.cpu_count() or 1, _THREADS)
        codec.thread_type = "SLICE" if one else "AUTO"

    def _decoded(self) -> Iterator[av.VideoFrame]:
        """Yield frames; skip damaged packets."""
        assert self._container is not None  # noqa: S101 - for the type checker
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
            except (OSError, ValueError, av.error.FFmpegError):
                return
            if packet is None:
                return
            try:
                frames = packet.decode()
            except (ValueError, av.error.FFmpegError):
                continue
            for frame in frames:
                if frame.width * frame.height <= LARGEST_PIXELS:
                    yield frame

    def _length_s(self, opened: InputContainer) -> float | None:
        """Return the length of the pictures [s of the file]."""
        if self._stream.duration:
            return float(self._stream.duration * self._time_base)
        late_s = float(self._zero * self._time_base)
        if opened.duration is None:
            return None
        start_s = (opened.start_time or 0) / av.time_base
        whole_s = opened.duration / av.time_base - max(0.0, late_s - start_s)
        said_s = _tagged_s(self._stream.metadata)  # Matroska: of this stream alone, where its sound goes on
        length_s = whole_s if said_s is None else min(whole_s, said_s - late_s)
        return length_s if length_s > 0 else None

    def _count(self, length_s: float | None, rate_hz: float) -> int | None:
        """Return about how many frames are shown: a track's own number counts hidden ones too."""
        counts = [self._stream.frames] if self._stream.frames > 0 else []
        if length_s is not None and rate_hz > 0 and length_s * rate_hz < 1e9:  # else it is damage
            counts.append(round(length_s * rate_hz))
        return min(counts, default=0) or None


def speed_of(metadata: Mapping[str, str], shown_hz: float) -> float:
    """Return the seconds of real time in one second of a file shown at a number of frames a second.

    1 unless its metadata says that it was filmed much faster (slow motion) or slower (time lapse).
    """
    try:
        filmed_hz = float(metadata.get(_CAPTURE_RATE, "nan"))
    except ValueError:
        return 1.0
    ratio = filmed_hz / shown_hz if shown_hz > 0 else math.nan
    low, high = _SPEEDS
    if not low <= ratio <= high or _REAL[0] < ratio < _REAL[1]:
        return 1.0
    return 1.0 / ratio


def _pictures(opened: InputContainer, path: Path) -> VideoStream:
    """Return the stream with the video, not one with a cover. Raises ValueError if there is none."""
    if _LISTS & set(opened.format.name.split(",")):
        raise ValueError(opened.format.name)
    best = opened.streams.best("video")
    for stream in (best, *opened.streams.video):
        if isinstance(stream, VideoStream) and not stream.disposition & stream.disposition.attached_pic:
            if stream.codec_context is None:
                raise VideoError(
                    filled(
                        "{path} uses a codec that FFmpeg does not know ({codec}): convert it to H.264, for "
                        "example with HandBrake or 'ffmpeg -i IN -c:v libx264 OUT.mp4'",
                        path=path,
                        codec=_codec(path),
                    )
                )
            return stream
    raise ValueError("no pictures")


def _codec(path: Path) -> str:
    """Return the name that an .mp4 or Matroska file gives its video codec: PyAV has none for unknown codecs."""
    with open_file(path) as file:
        start = file.read(_NAMED_WITHIN)
        file.seek(max(0, path.stat().st_size - _NAMED_WITHIN))
        named = _CODEC_NAME.search(start) or _CODEC_NAME.search(file.read(_NAMED_WITHIN))
    return (named[1] or named[2]).decode("ascii").strip() if named else "?"


def _tagged_s(metadata: Mapping[str, str]) -> float | None:
    """Return the end of a Matroska stream [s] as its tag says it, None without one."""
    try:
        hours, minutes, seconds = metadata["DURATION"].split(":")
        return 3600 * int(hours) + 60 * int(minutes) + float(seconds)
    except (KeyError, ValueError):
        return None
