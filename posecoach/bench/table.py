"""The figures as they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.bench.result import Speed, Times, VideoSpeed
from posecoach.review.sources import TOGETHER

STAGES_IN_WORDS = {
    "read": "read and decode",
    "convert": "resize, convert to RGB",
    "network": "network (MediaPipe)",
    "landmarks": "landmarks to arrays",
    "outline": "outline of the back",
    "smooth": "smooth",
    "features": "features",
    "phases": "phases",
    "rules": "rules, repetitions, cues",
    "coach": "posture, view, state",
    "overlay": "overlay (live only)",
    "encode": "encode (--record only)",
}
LOOPS_IN_WORDS = {
    "review": "posecoach review",
    "bare": "bare loop",
    "tutorial": "tutorial loop",
    "tutorial_mask": "tutorial loop, mask drawn",
}
LOOPS_EXPLAINED = (
    "bare: read, resize, convert, detect, one after the other. tutorial: full frame, landmark list, a numpy angle "
    "for each joint, draw, encode. All ask the network for the same; in brackets where half of the rounds lie."
)
BUSY_CORES = 0.15
QUIET = "dim"


def page(speed: Speed) -> RenderableType:
    """Return everything that a run found."""
    machine = speed.machine
    head = f"{machine.processor}, {machine.cores} cores, Python {machine.python} ({machine.kind})"
    return Group(Text(head, QUIET), *(part for video in speed.videos for part in _video(video)))


def _video(video: VideoSpeed) -> Iterator[RenderableType]:
    width, height = video.size_wh
    outline = "with" if video.outline else "without"
    yield Text.assemble(
        ("\n" + video.path, "bold"),
        f"  {width}x{height}, {video.exercise}, {outline} the outline of the back",
    )
    yield _stages(video)
    yield _loops(video)
    yield Text(LOOPS_EXPLAINED, QUIET)
    if video.busy_elsewhere > BUSY_CORES:
        yield Text(
            f"Other programs used {video.busy_elsewhere:.1f} cores meanwhile: the figures are rough.",
            "bold #e69f00",
        )


def _stages(video: VideoSpeed) -> Table:
    table = _table("stage of one frame [ms]", "p50", "p95", "p99", "share", "held [KB]")
    for name, stage in video.stages.items():
        table.add_row(
            STAGES_IN_WORDS.get(name, name), *_numbers(stage.ms), f"{stage.share:.1%}", f"{stage.peak_kb:.0f}"
        )
    table.add_section()
    table.add_row("from pose to events", *_numbers(video.step_ms), "", "", style="bold")
    if video.review_step_ms is not None:
        table.add_row("… in a review", *_numbers(video.review_step_ms), "", "")
    table.add_row("own work, with the outline", *_numbers(video.own_ms), "", "", style="bold")
    return table


def _loops(video: VideoSpeed) -> Table:
    table = _table(f"loop [ms a frame, over {TOGETHER} each]", "frames/s", "p50", "p95", "p99", "review is")
    for name, loop in video.loops.items():
        ratio = video.ratios.get(f"review_to_{name}")
        times = f"{ratio.median:.2f} x ({ratio.low:.2f} to {ratio.high:.2f})" if ratio else ""
        table.add_row(LOOPS_IN_WORDS.get(name, name), f"{loop.frames_per_s:.1f}", *_numbers(loop.ms), times)
    return table


def _table(first: str, *numbers: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column(Text(first))
    for heading in numbers:
        table.add_column(Text(heading), justify="right", no_wrap=True)
    return table


def _numbers(ms: Times) -> list[str]:
    return [f"{value:.2f}" for value in (ms.p50, ms.p95, ms.p99)]
