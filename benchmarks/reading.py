"""`python -m benchmarks reading`: what reading a video file costs, beside OpenCV's own reader."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Final

import msgspec
from rich.console import Console

from benchmarks.accuracy.run import SAMPLES
from benchmarks.accuracy.tables import Figures
from benchmarks.speed.tables import print_table
from posecoach.capture.frame import frames
from posecoach.capture.opencv import cv2
from posecoach.capture.video import VideoFile

# isort: split
import av  # after OpenCV: see posecoach/capture/container.py
from av.video.stream import VideoStream

SIZES_WH: Final = ((640, 480), (1920, 1080))
CODECS: Final = {"H.264": "libx264", "HEVC": "libx265"}
RATE_HZ: Final = 30
AT_MOST: Final = 1.1
"""Processor time of our reader against OpenCV's: on a busy computer, medians of six and eight pairs wavered between
0.93 and 1.08."""


class Reading(msgspec.Struct, frozen=True):
    """Both readers on one file: medians of the time per frame [ms], of the clock and of the processor."""

    codec: str
    size_wh: tuple[int, int]
    frames: int
    ours_ms: float
    opencv_ms: float
    ours_processor_ms: float
    opencv_processor_ms: float
    ratio: float
    """Median over pairs of ours to OpenCV's, of processor time."""


def write_clip(target: Path, source: Path, encoder: str, size_wh: tuple[int, int], count: int) -> None:
    """Encode the first frames of a video, scaled to a size, as an .mp4 at 30 frames/s."""
    with closing(VideoFile(source)) as video, av.open(str(target), "w") as container:
        stream = container.add_stream(encoder, rate=RATE_HZ)
        assert isinstance(stream, VideoStream)  # noqa: S101 - for the type checker
        stream.width, stream.height = size_wh
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, RATE_HZ)
        stream.options = {"preset": "fast", "x265-params": "log-level=error"}
        for index, frame in enumerate(frames(video)):
            if index == count:
                break
            picture = av.VideoFrame.from_ndarray(cv2.resize(frame.bgr, size_wh), format="bgr24")
            picture.pts = index
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def read_ours(path: Path) -> int:
    """Read a file as a review does that looks at every frame; return the number of frames."""
    with closing(VideoFile(path)) as video:
        return sum(frame.bgr.size > 0 for frame in frames(video))


def read_opencv(path: Path) -> int:
    """Read a file with OpenCV, into one buffer; return the number of frames."""
    capture = cv2.VideoCapture(str(path))
    count, (more, picture) = 0, capture.read()
    while more:
        count += 1
        more, picture = capture.read(picture)
    capture.release()
    return count


def measure(path: Path, codec: str, size_wh: tuple[int, int], pairs: int) -> Reading:
    """Read a file with both in turn, each first in half of the pairs. Raises ValueError if they differ in frames."""
    readers = {"ours": read_ours, "opencv": read_opencv}
    counts = {name: read(path) for name, read in readers.items()}  # the first reading fills caches
    if len(set(counts.values())) > 1:
        raise ValueError(f"{codec}, {size_wh[0]}x{size_wh[1]}: {counts}")
    clock_s: dict[str, list[float]] = {name: [] for name in readers}
    processor_s: dict[str, list[float]] = {name: [] for name in readers}
    for pair in range(pairs):
        for name in sorted(readers, reverse=pair % 2 == 0):
            took_s, busy_s = _timed(readers[name], path)
            clock_s[name].append(took_s)
            processor_s[name].append(busy_s)
    per_frame_ms = 1000 / counts["ours"]
    ratios = [ours / other for ours, other in zip(processor_s["ours"], processor_s["opencv"], strict=True)]
    return Reading(
        codec,
        size_wh,
        counts["ours"],
        statistics.median(clock_s["ours"]) * per_frame_ms,
        statistics.median(clock_s["opencv"]) * per_frame_ms,
        statistics.median(processor_s["ours"]) * per_frame_ms,
        statistics.median(processor_s["opencv"]) * per_frame_ms,
        statistics.median(ratios),
    )


def _timed(read: Callable[[Path], int], path: Path) -> tuple[float, float]:
    """Return the time of the clock and of all threads of this process [s]."""
    busy_s, start_s = time.process_time(), time.perf_counter()
    read(path)
    return time.perf_counter() - start_s, time.process_time() - busy_s


def table(readings: Sequence[Reading]) -> Figures:
    """Return the figures, a row for each file."""
    headings = ["", "frames", "ours", "OpenCV", "ours, CPU", "OpenCV, CPU", "ratio"]
    rows = [
        [
            f"{one.codec}, {one.size_wh[0]}x{one.size_wh[1]}",
            str(one.frames),
            f"{one.ours_ms:.2f}",
            f"{one.opencv_ms:.2f}",
            f"{one.ours_processor_ms:.2f}",
            f"{one.opencv_processor_ms:.2f}",
            f"{one.ratio:.2f}",
        ]
        for one in readings
    ]
    return Figures("Reading a file [ms each frame]; ratio: processor time, ours to OpenCV's", headings, rows)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Decoding and conversion of whole files, in turn with OpenCV's own reader."
    parser.add_argument("--frames", type=int, default=300, metavar="N", help="of each file (default 300)")
    parser.add_argument("--pairs", type=int, default=10, metavar="N", help="readings of each (default 10)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument(
        "--check", action="store_true", help="exit status 1 if ours takes more processor time than OpenCV's"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the benchmark; return the exit status."""
    source = min(SAMPLES.glob("cat_cow_clean*.mp4"), default=None)
    if source is None:
        print("benchmarks: there is no sample_videos/cat_cow_clean*.mp4", file=sys.stderr)
        return 3
    readings = []
    with tempfile.TemporaryDirectory() as folder:
        for codec, encoder in CODECS.items():
            for size_wh in SIZES_WH:
                path = Path(folder) / f"{encoder}_{size_wh[1]}.mp4"
                write_clip(path, source, encoder, size_wh, arguments.frames)
                readings.append(measure(path, codec, size_wh, arguments.pairs))
    print_table(Console(highlight=False), table(readings))
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(readings), indent=1) + b"\n")
    slow = [one for one in readings if one.ratio > AT_MOST]
    for one in slow if arguments.check else ():
        name = f"{one.codec}, {one.size_wh[0]}x{one.size_wh[1]}"
        print(f"benchmarks: {name}: {one.ratio:.2f} times OpenCV's, {AT_MOST} is allowed", file=sys.stderr)
    return 1 if arguments.check and slow else 0
