"""Variants of a video, each with what must be seen in it: which frame of the original, when, and turned how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.filter import Graph
from av.video.frame import PictureType
from av.video.stream import VideoStream

_X264: Final = {"crf": "23", "preset": "veryfast"}

_FINEST: Final = {"flags": "+qscale"}
"""Old codecs with their finest quantiser, as devices with bits to spare: 48 dB to the sample videos. Such a file takes
0.7 Mbit/s, for these pictures are drawn; a camcorder writes 9 and more."""

_MPEG2: Final = {"strict": "unofficial"}
"""Any frame rate."""

TRIMMED_S: Final = 1.5
"""So much is hidden at the start by an edit list; the key frames of the sample videos lie further apart."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What must be seen in a file: frames of the original by number, and their media times [s].

    quarters: by how many the frames are turned counterclockwise. exact: whether they are the same to the last bit.
    refusal: what is said of a file that cannot be read, in place of all this.
    """

    frames: Sequence[int]
    times_s: Sequence[float]
    quarters: int = 0
    exact: bool = True
    refusal: str = ""


Make = Callable[[Path, Path, Sequence[float]], Variant]
"""Makes a variant of a video: from a file, into a file, given the media times of the original's frames [s]."""


def _whole(times_s: Sequence[float], *, exact: bool = True, quarters: int = 0) -> Variant:
    return Variant(range(len(times_s)), times_s, quarters, exact)


def _copied(source: Path, target: Path, shift_s: float = 0.0) -> None:
    """Copy the compressed frames of a video into another container, shown earlier by a time [s]."""
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        pictures = old.streams.video[0]
        stream = new.add_stream_from_template(pictures)
        for packet in old.demux(pictures):
            if packet.dts is None or packet.pts is None or packet.time_base is None:
                continue
            shift = round(shift_s / packet.time_base)
            packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
            packet.stream = stream
            new.mux(packet)


def copied(source: Path, target: Path, times_s: Sequence[float]) -> Variant:
    """Another container, or another name."""
    _copied(source, target)
    return _whole(times_s)


def trimmed(source: Path, target: Path, times_s: Sequence[float]) -> Variant:
    """The first frames are hidden by an edit list, as phones trim."""
    _copied(source, target, TRIMMED_S)
    first = next(index for index, t_s in enumerate(times_s) if t_s >= TRIMMED_S - 1e-6)
    left_s = times_s[first:]
    return Variant(range(first, len(times_s)), [t_s - left_s[0] for t_s in left_s])


def turned(quarters: int) -> Make:
    """A file whose header says that it is to be shown turned, as phones write it."""

    def make(source: Path, target: Path, times_s: Sequence[float]) -> Variant:
        _copied(source, target)
        _say_turned(target, quarters)
        return _whole(times_s, quarters=quarters)

    return make


def _say_turned(path: Path, quarters: int) -> None:
    """Write into the header of an .mp4 that it is to be shown turned counterclockwise."""
    content = bytearray(path.read_bytes())
    matrix = content.index(b"tkhd") + 44  # ISO/IEC 14496-12, track header box version 0
    a, b = {1: (0, -1), 2: (-1, 0), 3: (0, 1)}[quarters]
    numbers = (a << 16, b << 16, 0, -b << 16, a << 16, 0, 0, 0, 1 << 30)
    content[matrix : matrix + 36] = b"".join(number.to_bytes(4, "big", signed=True) for number in numbers)
    path.write_bytes(content)


def held_upright(quarters: int) -> Make:
    """Filmed with the phone turned: the pixels lie on their side, and the header says how to show them."""
    lying = encoded("libx264", _X264, quarters=-quarters)

    def make(source: Path, target: Path, times_s: Sequence[float]) -> Variant:
        variant = lying(source, target, times_s)
        _say_turned(target, quarters)
        return variant

    return make


def joined(source: Path, target: Path, times_s: Sequence[float]) -> Variant:
    """The recording twice in one file, put together byte by byte, as camcorders and broadcasters do it."""
    _copied(source, target)
    target.write_bytes(target.read_bytes() * 2)
    lasts_s = times_s[-1] + float(np.median([after - before for before, after in pairwise(times_s)]))
    return Variant([*range(len(times_s))] * 2, [*times_s, *(lasts_s + t_s for t_s in times_s)])


def unknown_codec(source: Path, target: Path, times_s: Sequence[float]) -> Variant:
    """A codec that nobody knows."""
    _copied(source, target)
    target.write_bytes(target.read_bytes().replace(b"avc1", b"zq9x"))
    return Variant((), (), refusal="uses a codec that FFmpeg does not know (zq9x)")


def cut_off(source: Path, target: Path, times_s: Sequence[float]) -> Variant:
    """The copy ended early, so that the index at the end of the file is not there."""
    _copied(source, target)
    content = target.read_bytes()
    target.write_bytes(content[: len(content) * 2 // 3])
    return Variant((), (), refusal="is cut off, damaged or contains no video")


def encoded(
    codec: str,
    options: Mapping[str, str] | None = None,
    *,
    pixels: str = "yuv420p",
    aspect: Fraction = Fraction(1),
    quarters: int = 0,
) -> Make:
    """Another codec, from the planes of the decoded frames: by way of RGB they would be two levels darker.

    aspect: of one pixel, into which the frames are squeezed. quarters: by which they are turned counterclockwise first.
    """

    def make(source: Path, target: Path, times_s: Sequence[float]) -> Variant:
        with av.open(str(source)) as old, av.open(str(target), "w") as new:
            pictures = old.streams.video[0]
            rate = Fraction(pictures.average_rate or 25).limit_denominator(1001)
            stream = new.add_stream(codec, rate=rate, options=dict(options or {}))
            stream.width, stream.height = squeezed_size((pictures.width, pictures.height), quarters, aspect)
            stream.pix_fmt = pixels
            stream.codec_context.sample_aspect_ratio = aspect
            filters = _filters(pictures, quarters, (stream.width, stream.height), pixels)
            for index, frame in enumerate(old.decode(pictures)):
                filters.push(frame)
                shown = filters.pull()
                assert isinstance(shown, av.VideoFrame)  # noqa: S101 - for the type checker
                shown.pts, shown.time_base = index, 1 / rate
                shown.pict_type = PictureType.NONE  # else the encoder makes it of the kind that it was
                new.mux(stream.encode(shown))
            new.mux(stream.encode())
        return _whole(times_s, exact=False)

    return make


def _filters(pictures: VideoStream, quarters: int, size_wh: tuple[int, int], pixels: str) -> Graph:
    """Return FFmpeg's filters that turn decoded frames counterclockwise and bring them to a size and format."""
    graph = Graph()
    graph.threads = 1
    turns = {0: (), 1: (("transpose", "cclock"),), 2: (("hflip", None), ("vflip", None))}
    last = graph.add_buffer(template=pictures)
    for name, settings in (
        *turns.get(quarters % 4, (("transpose", "clock"),)),
        ("scale", f"{size_wh[0]}:{size_wh[1]}:flags=area+accurate_rnd"),
        ("format", pixels),
        ("buffersink", None),
    ):
        following = graph.add(name, settings)
        last.link_to(following)
        last = following
    graph.configure()
    return graph


def squeezed_size(size_wh: tuple[int, int], quarters: int, aspect: Fraction) -> tuple[int, int]:
    """Return the size of a picture that is turned, then made narrower by the aspect of one pixel; an even width."""
    width, height = size_wh[::-1] if quarters % 2 else size_wh
    return round(width / aspect / 2) * 2, height


COPIES: Final[Mapping[str, tuple[str, Make]]] = {
    "Matroska": (".mkv", copied),
    "QuickTime": (".mov", copied),
    "MPEG-TS": (".ts", copied),
    "Blu-ray": (".m2ts", copied),
    "Flash": (".flv", copied),
    "3GP": (".3gp", copied),
    "renamed": ("#1 50 %?.bin.mp4", copied),
    "trimmed": (".mp4", trimmed),
    "turned 90": (".mp4", turned(1)),
    "turned 180": (".mp4", turned(2)),
    "turned 270": (".mp4", turned(3)),
    "joined": (".ts", joined),
    "unknown codec": (".mp4", unknown_codec),
    "cut off": (".mp4", cut_off),
}
"""By name: the ending of the file and how it is made, without encoding anything anew."""

ENCODED: Final[Mapping[str, tuple[str, Make]]] = {
    "HEVC": (".mp4", encoded("libx265", {"preset": "ultrafast", "x265-params": "log-level=none:pools=1"})),
    "HEVC 10 bit": (
        ".mkv",
        encoded(
            "libx265", {"preset": "ultrafast", "x265-params": "log-level=none:pools=1"}, pixels="yuv420p10le"
        ),
    ),
    "VP9": (".webm", encoded("libvpx-vp9", {"deadline": "realtime", "cpu-used": "8", "crf": "30", "b": "0"})),
    "AV1": (".mp4", encoded("libsvtav1", {"svtav1-params": "preset=12", "crf": "32"})),
    "MPEG-2": (".mpg", encoded("mpeg2video", _MPEG2 | _FINEST)),
    "MPEG-4": (".avi", encoded("mpeg4", _FINEST)),
    "Motion JPEG": (".mov", encoded("mjpeg", _FINEST, pixels="yuvj420p")),
    "WMV": (".wmv", encoded("wmv2", _FINEST)),
    "interlaced": (".mts", encoded("libx264", _X264 | {"x264-params": "tff=1"})),
    "interlaced MPEG-2": (".mpg", encoded("mpeg2video", _MPEG2 | {"flags": "+ildct+ilme+qscale"})),
    "held upright": (".mp4", held_upright(3)),
    "held upside down": (".mov", held_upright(2)),
    "squeezed 4:3": (".mp4", encoded("libx264", _X264, aspect=Fraction(4, 3))),
    "squeezed 16:11": (".mkv", encoded("libx264", _X264, aspect=Fraction(16, 11))),
}
"""The same, encoded anew."""
