"""A video that browsers and phones play: H.264 in MP4, with the sound of the recording that it is made from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from fractions import Fraction
from functools import partial
from heapq import merge
from operator import itemgetter
from pathlib import Path
from typing import Final, Self, TypeAlias

from posecoach.capture.opencv import cv2

# isort: split
import av  # after OpenCV: both bring a libxcb, and with this one's first no window opens, for ever
import av.error
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.frame import PictureType
from av.video.stream import VideoStream
from numpy.typing import NDArray

from posecoach.capture.conversion import planes_of
from posecoach.errors import OutputError
from posecoach.words.phrase import filled

LIVE_RATE_HZ: Final = 30.0
"""About what a camera gives."""

TICKS_PER_S: Final = 90_000
"""The usual clock of video in MP4: holds 24, 25, 30 and 60 frames/s exactly and variable rates to 11 microseconds."""

COPIED: Final = frozenset({"aac", "mp3", "opus"})
"""Sound that every browser plays in an MP4 is copied as it is; any other is encoded as AAC.

So is FLAC: its description, if damaged, would spoil the file when it is closed."""

# A recording of a session shares the processor with the model: the cheapest preset, half its cost. Fragments that are
# written once a second leave a file that plays even if the program is killed.
_LIVE_OPTIONS: Final = {"preset": "ultrafast", "crf": "23", "tune": "zerolatency", "threads": "1"}
_WHOLE_FILE: Final = {"movflags": "+faststart"}
_LIVE_FILE: Final = {
    "movflags": "+empty_moov+default_base_moof",
    "frag_duration": "1000000",  # microseconds: key frames come by number, and a slow computer takes few pictures
    "flush_packets": "1",
}

# x264's "superfast" takes a tenth less than its "veryfast" and gives the same picture for 2 to 6 % more bytes, if it
# goes on to weigh how long a part of the picture is seen ("mbtree"): without that it takes twice as many. Without
# B-frames another 4 to 15 % of the time is saved, most where the picture has grain, for at most a ninth more bytes.
# Each picture that it looks ahead takes 3.5 MB at 1280x828: three in place of ten save 25 MB, and with a crf of 22 in
# place of 23 cost 0.0 to 0.5 dB of 39 to 43, for 5 to 11 % fewer bytes, or 14 % more where the picture has grain. A key
# frame every second makes jumping about in the report quick.
_OPTIONS: Final = {
    "preset": "superfast",
    "crf": "22",
    "mbtree": "1",
    "rc-lookahead": "3",
    "bf": "0",
    "threads": "2",
    "forced-idr": "1",
}
_LONGEST_GROUP: Final = 1000
"""Pictures between two key frames, where these are asked for."""


def even_size(size_wh: tuple[int, int]) -> tuple[int, int]:
    """Return the size without an odd last column or row [px]: H.264 halves the colours' resolution."""
    return size_wh[0] - size_wh[0] % 2, size_wh[1] - size_wh[1] % 2


def even(bgr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a view of a picture, (H, W, 3), without an odd last column or row."""
    width, height = even_size((bgr.shape[1], bgr.shape[0]))
    return bgr[:height, :width]


Sound: TypeAlias = "Packet[AudioStream]"


class MovieFile:
    """An open .mp4 with one stream of pictures and the sound of a recording; a context manager that closes the file.

    pictures: adds the stream to a new file. sound: the recording whose sound is taken over; none if it has none or it
    cannot be read. Raises OutputError when the file cannot be written.
    """

    def __init__(
        self,
        path: Path,
        pictures: Callable[[OutputContainer], VideoStream],
        sound: Path | None,
        options: Mapping[str, str] = _WHOLE_FILE,
    ) -> None:
        self._path = path
        self._container = _opened(path, options)
        self._video = pictures(self._container)
        self._sound = _Sound(sound, self._container) if sound is not None else None
        if self._sound is not None and not self._begins():
            # What the sound claims to be does not fit into the file: it is damaged.
            self._container = _opened(path, options)
            self._video = pictures(self._container)
            self._sound = None

    def _begins(self) -> bool:
        """Write the file's head; return whether that worked, and close the file if not."""
        try:
            self._container.start_encoding()
        except (OSError, ValueError, av.error.FFmpegError):
            self._container.close()
            return False
        return True

    def take(self, packet: Packet[VideoStream], t_s: float) -> None:
        """Append a compressed picture, shown at a media time, and the sound until then."""
        packet.stream = self._video
        with self._output():
            self._container.mux(packet)
            self._sound_up_to(t_s)

    def close(self) -> None:
        """Write what is still held back and close the file."""
        with self._output():
            self._sound_up_to(math.inf)
            self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self._container.close()

    def _sound_up_to(self, t_s: float) -> None:
        if self._sound is not None:
            self._sound.up_to(t_s)

    def _output(self) -> _WriteErrors:
        return _WriteErrors(self._path)


class Movie(MovieFile):
    """Writes pictures with their media times to an .mp4.

    size_wh: both even [px]. rate_hz: about how many pictures a second, only a hint. live: written beside a running
    model, and left so that it plays up to the last second even if the program is killed. keyed: key frames come where
    `add` says so, else about once a second.
    """

    def __init__(
        self,
        path: Path,
        size_wh: tuple[int, int],
        rate_hz: float,
        sound: Path | None,
        *,
        live: bool = False,
        keyed: bool = False,
    ) -> None:
        encoder = partial(_encoder, size_wh=size_wh, rate_hz=rate_hz, live=live, keyed=keyed)
        super().__init__(path, encoder, sound, _LIVE_FILE if live else _WHOLE_FILE)
        # One frame for all pictures: the encoder copies what it keeps.
        self._frame = av.VideoFrame(*size_wh, "yuv420p")
        self._frame.time_base = Fraction(1, TICKS_PER_S)
        self._yuv = np.empty((size_wh[1] * 3 // 2, size_wh[0]), np.uint8)

    def add(self, bgr: NDArray[np.uint8], t_s: float, *, key: bool = False) -> None:
        """Append a picture, (H, W, 3) uint8 BGR, at a media time later than that of the one before.

        key: it can be shown without those before it, and so can all after it.
        """
        height, width = bgr.shape[:2]
        # A quarter of what FFmpeg's conversion costs, and at least as near: 0.3 ms at 1280x828.
        cv2.cvtColor(bgr, cv2.COLOR_BGR2YUV_I420, dst=self._yuv)
        self._frame.make_writable()
        luma, *chroma = planes_of(self._frame)
        np.copyto(luma, self._yuv[:height])
        for plane, values in zip(chroma, self._yuv[height:].reshape(2, height // 2, width // 2), strict=True):
            np.copyto(plane, values)
        self._frame.pts = round(t_s * TICKS_PER_S)
        self._frame.pict_type = PictureType.I if key else PictureType.NONE
        with self._output():
            self._container.mux(self._video.encode(self._frame))
            self._sound_up_to(t_s)

    def close(self) -> None:
        """Write what is still held back and close the file."""
        with self._output():
            self._container.mux(self._video.encode())
        super().close()


def _opened(path: Path, options: Mapping[str, str]) -> OutputContainer:
    """Open a file to write. Raises OutputError."""
    try:
        return av.open(str(path), "w", format="mp4", options=dict(options))
    except (OSError, av.error.FFmpegError) as error:
        raise OutputError(
            filled(
                "cannot write {path}: {reason}; choose another place", path=path, reason=str(error.strerror)
            )
        ) from error


def _encoder(
    container: OutputContainer, size_wh: tuple[int, int], rate_hz: float, *, live: bool, keyed: bool
) -> VideoStream:
    """Add a stream for pictures that are compressed here."""
    rate = Fraction(round(min(max(rate_hz, 1.0), 240.0) * 1000), 1000)
    video = container.add_stream("libx264", rate=rate, options=dict(_LIVE_OPTIONS if live else _OPTIONS))
    video.width, video.height = size_wh
    video.pix_fmt = "yuv420p"
    video.gop_size = _LONGEST_GROUP if keyed else max(1, round(rate))
    video.codec_context.time_base = video.time_base = Fraction(1, TICKS_PER_S)
    return video


def join(path: Path, parts: Sequence[tuple[Path, Callable[[float], bool]]], sound: Path | None) -> None:
    """Write one .mp4 of pictures that movies of the same size and rate hold, with the sound of a recording.

    parts: each movie, and which of its pictures are taken, by their media time [s]: whole runs that begin with a key
    frame, each time from one movie only. Raises OutputError.
    """
    with ExitStack() as stack:
        sources = [stack.enter_context(av.open(str(part))) for part, _ in parts]
        runs = [_taken(source, wanted) for source, (_, wanted) in zip(sources, parts, strict=True)]
        pictures = sources[0].streams.video[0]
        file = MovieFile(path, lambda container: container.add_stream_from_template(pictures), sound)
        with file:
            for t_s, packet in merge(*runs, key=itemgetter(0)):
                file.take(packet, t_s)


def _taken(
    source: InputContainer, wanted: Callable[[float], bool]
) -> Iterator[tuple[float, Packet[VideoStream]]]:
    """Yield the compressed pictures of a movie that are wanted, with their media times [s]."""
    for packet in source.demux(source.streams.video[0]):
        if packet.pts is not None and wanted(t_s := float(packet.pts * packet.time_base)):
            yield t_s, packet


class _WriteErrors:
    """Turns errors of writing into OutputError."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, (OSError, av.error.FFmpegError)):
            raise OutputError(
                filled(
                    "cannot write {path}: {reason}; choose another place",
                    path=self._path,
                    reason=str(error.strerror),
                )
            ) from error


class _Sound:
    """Takes the sound of a recording over into a container, in step with the pictures."""

    def __init__(self, path: Path, container: OutputContainer) -> None:
        self._container = container
        self._packets: Iterator[Sound] = iter(())
        self._waiting: Sound | None = None
        try:
            source = av.open(str(path.absolute()))
        except (OSError, ValueError, av.error.FFmpegError):  # ValueError: names that are no text
            return
        if not source.streams.audio or source.streams.audio[0].codec_context is None:
            source.close()
            return
        stream = source.streams.audio[0]
        pictures = source.streams.video[0] if source.streams.video else None
        # Media time counts from the first picture, as everywhere in posecoach.
        start = pictures.start_time if pictures is not None and pictures.start_time is not None else 0
        self._zero_s = float(start * (pictures.time_base or 0)) if pictures is not None else 0.0
        copied = stream.codec_context.codec.canonical_name in COPIED
        self._packets = self._copied(source, stream) if copied else self._encoded(source, stream)

    def up_to(self, t_s: float) -> None:
        """Write the sound up to a media time; where it is damaged it ends, which is no reason to fail."""
        while True:
            try:
                packet = self._waiting or next(self._packets, None)
            except av.error.FFmpegError:
                packet = None
            self._waiting = packet
            if packet is None:
                self._packets = iter(())
                return
            if packet.pts is not None and float(packet.pts * packet.time_base) > t_s:
                return
            self._waiting = None
            with suppress(ValueError):  # FFmpeg's own: a time that does not fit behind the one before
                self._container.mux(packet)

    def _copied(self, source: InputContainer, stream: AudioStream) -> Iterator[Sound]:
        target = self._container.add_stream_from_template(stream)
        return self._shifted(source, stream, target)

    def _shifted(self, source: InputContainer, stream: AudioStream, target: AudioStream) -> Iterator[Sound]:
        with source:
            for packet in source.demux(stream):
                if packet.dts is None or packet.pts is None:
                    continue
                shift = round(self._zero_s / packet.time_base)
                packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
                if packet.pts >= 0:
                    packet.stream = target
                    yield packet

    def _encoded(self, source: InputContainer, stream: AudioStream) -> Iterator[Sound]:
        rate = stream.codec_context.sample_rate
        target = self._container.add_stream("aac", rate=rate)
        return self._transcoded(source, stream, target)

    def _transcoded(
        self, source: InputContainer, stream: AudioStream, target: AudioStream
    ) -> Iterator[Sound]:
        ended = (
            0  # samples written; stamps may be as coarse as a frame, and the encoder wants each sample once
        )
        with source:
            for frame in source.decode(stream):
                if frame.time is None or frame.time < self._zero_s:
                    continue
                start = max(ended, round((frame.time - self._zero_s) * frame.sample_rate))
                frame.pts, frame.time_base = start, Fraction(1, frame.sample_rate)
                ended = start + frame.samples
                yield from target.encode(frame)
            yield from target.encode(None)
