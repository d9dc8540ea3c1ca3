"""Strange, empty and damaged videos and recordings, made when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import av

from tests.pose.test_recording import poses, record
from tests.reliability.damage import bits_flipped, cut_off
from tests.videos import MILLISECONDS, evenly, turn_quarter, write_sound, write_video

LOOKED_AT = "looked at"
REFUSED = "refused"
CONTAINERS = {
    "mp4": ("libx264", "yuv420p"),
    "mkv": ("libx264", "yuv420p"),
    "webm": ("libvpx-vp9", "yuv420p"),
    "avi": ("mjpeg", "yuvj420p"),
    "ts": ("libx264", "yuv420p"),
    "gif": ("gif", "rgb8"),
}
PLAYLIST = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{}\n#EXT-X-ENDLIST\n"
SESSION = (
    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
    "m=video 9 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
)
LIST = "ffconcat version 1.0\nfile http://127.0.0.1:9/a.mp4\n"


def damaged_containers(
    folder: Path, container: str, *, places: int, flips: int
) -> tuple[Path, Iterator[tuple[str, bytes]]]:
    """Return where to write damaged videos of ten small frames, and (label, content) of one after another."""
    codec, pixels = CONTAINERS[container]
    whole = write_video(folder / f"whole.{container}", evenly(10), codec=codec, pixels=pixels).read_bytes()

    def contents() -> Iterator[tuple[str, bytes]]:
        yield from cut_off(whole, places)
        yield from bits_flipped(whole, flips, seed=1)

    return folder / f"damaged.{container}", contents()


def small_recording(path: Path) -> Path:
    """Write a recording of six poses."""
    return record(path, poses(6))


def _lossless(size_wh: tuple[int, int], pixels: str = "bgr0") -> Callable[[Path], Path]:
    return lambda folder: write_video(folder / "a.mkv", evenly(4), size_wh, codec="ffv1", pixels=pixels)


def _long(size_wh: tuple[int, int]) -> Callable[[Path], Path]:
    return lambda folder: write_video(folder / "a.mov", evenly(3), size_wh, codec="png", pixels="rgb24")


def _timed(times_s: Sequence[float], name: str = "a.mkv") -> Callable[[Path], Path]:
    return lambda folder: write_video(folder / name, times_s)


def _written(name: str, content: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return make


def _rated(rate: int) -> Callable[[Path], Path]:
    """Return a maker of an .avi whose stream header promises a number of frames a second."""

    def make(folder: Path) -> Path:
        path = write_video(folder / "a.avi", evenly(6), codec="mjpeg", pixels="yuvj420p")
        content = bytearray(path.read_bytes())
        header = content.index(b"strh") + 8
        content[header + 20 : header + 28] = (1).to_bytes(4, "little") + rate.to_bytes(4, "little")
        path.write_bytes(content)
        return path

    return make


def _huge(folder: Path) -> Path:
    """Write a small .gif that claims a huge picture."""
    path = write_video(folder / "a.gif", evenly(6), codec="gif", pixels="rgb8")
    content = bytearray(path.read_bytes())
    content[6:10] = 2 * (16_000).to_bytes(2, "little")
    path.write_bytes(content)
    return path


def _backwards(folder: Path) -> Path:
    """Write a video whose time stamps go backwards from frame to frame."""
    straight = write_video(folder / "straight.mkv", evenly(10), codec="mjpeg", pixels="yuvj420p")
    path = folder / "a.mkv"
    with av.open(str(straight)) as source, av.open(str(path), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for index, packet in enumerate(source.demux(video=0)):
            if packet.pts is not None:
                packet.time_base = MILLISECONDS
                packet.dts, packet.pts = index, 2000 - 100 * index
                packet.stream = stream
                target.mux(packet)
    return path


VIDEOS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "empty": (REFUSED, _written("a.mp4", "")),
    "text": (REFUSED, _written("a.mp4", "this is no video\n" * 100)),
    "sound only": (REFUSED, lambda folder: write_sound(folder / "a.mp4")),
    "zero frames": (REFUSED, _timed([])),
    "one frame": (LOOKED_AT, _timed([0.0])),
    "1x1": (LOOKED_AT, _lossless((1, 1))),
    "1x4000": (LOOKED_AT, _long((1, 4000))),
    "8000x1": (LOOKED_AT, _long((8000, 1))),
    "odd width": (LOOKED_AT, _lossless((643, 480))),
    "odd height": (LOOKED_AT, _lossless((640, 481))),
    "16000x16000": (REFUSED, _huge),
    "0 frames/s": (LOOKED_AT, _rated(0)),
    "1000 frames/s": (LOOKED_AT, _rated(1000)),
    "a frame a millisecond": (LOOKED_AT, _timed(evenly(30, 1000.0))),
    "times backwards": (LOOKED_AT, _backwards),
    "variable rate": (LOOKED_AT, _timed([0.0, 0.02, 0.5, 0.51, 2.0, 2.9])),
    "hours between frames": (LOOKED_AT, _timed([0.0, 0.04, 18_000.0, 18_000.04])),
    "weeks between frames": (LOOKED_AT, _timed([0.0, 0.04, 2e6, 2e6 + 0.04])),
    "rotated": (LOOKED_AT, lambda folder: turn_quarter(write_video(folder / "a.mp4", evenly(4)))),
    "10 bit": (LOOKED_AT, _lossless((64, 48), "yuv420p10le")),
    "alpha": (LOOKED_AT, _lossless((64, 48), "bgra")),
    "grey": (LOOKED_AT, _lossless((64, 48), "gray")),
    "GIF": (LOOKED_AT, lambda folder: write_video(folder / "a.gif", evenly(6), codec="gif", pixels="rgb8")),
    "a picture": (
        LOOKED_AT,
        lambda folder: write_video(folder / "001.png", [0.0], codec="png", pixels="rgb24"),
    ),
    "a playlist of addresses": (REFUSED, _written("a.mp4", PLAYLIST.format("http://127.0.0.1:9/a.ts"))),
    "a list of addresses": (REFUSED, _written("a.mp4", LIST)),
    "a session description": (REFUSED, _written("a.sdp", SESSION)),
}
"""What is strange, and whether the pictures are looked at (nobody is in them) or the file is refused before."""
