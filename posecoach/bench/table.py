"""The figures as they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecoach.bench.result import Speed, Times, VideoSpeed
from posecoach.review.sources import TOGETHER
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_

STAGES_IN_WORDS = {
    "read": N_("read and decode"),
    "convert": N_("resize, convert to RGB"),
    "network": N_("network (MediaPipe)"),
    "landmarks": N_("landmarks to arrays"),
    "outline": N_("outline of the back"),
    "smooth": N_("smooth"),
    "features": N_("features"),
    "phases": N_("phases"),
    "rules": N_("rules, repetitions, cues"),
    "coach": N_("posture, view, state"),
    "overlay": N_("overlay (live only)"),
    "encode": N_("encode (--record only)"),
}
LOOPS_IN_WORDS = {
    "review": N_("posecoach review"),
    "bare": N_("bare loop"),
    "tutorial": N_("tutorial loop"),
    "tutorial_mask": N_("tutorial loop, mask drawn"),
}
LOOPS_EXPLAINED = N_(
    "bare: read, resize, convert, detect, one after the other. tutorial: full frame, landmark list, a numpy angle "
    "for each joint, draw, encode. All ask the network for the same; in brackets where half of the rounds lie."
)
BUSY_CORES = 0.15
QUIET = "dim"


def page(speed: Speed, words: Words = ENGLISH) -> RenderableType:
    """Return everything that a run found."""
    machine = speed.machine
    head = words(
        "{processor}, {cores} cores, Python {python} ({kind})",
        processor=machine.processor,
        cores=machine.cores,
        python=machine.python,
        kind=machine.kind,
    )
    return Group(Text(head, QUIET), *(part for video in speed.videos for part in _video(video, words)))


def _video(video: VideoSpeed, words: Words) -> Iterator[RenderableType]:
    width, height = video.size_wh
    outline = (
        words("with the outline of the back") if video.outline else words("without the outline of the back")
    )
    yield Text.assemble(("\n" + video.path, "bold"), f"  {width}x{height}, {video.exercise}, {outline}")
    yield _stages(video, words)
    yield _loops(video, words)
    yield Text(words(LOOPS_EXPLAINED), QUIET)
    if video.busy_elsewhere > BUSY_CORES:
        busy = N_("Other programs used {cores} cores meanwhile: the figures are rough.")
        yield Text(words(busy, cores=format(video.busy_elsewhere, ".1f")), "bold #e69f00")


def _stages(video: VideoSpeed, words: Words) -> Table:
    share, held = words("share"), words("held [KB]")
    table = _table(words("stage of one frame [ms]"), "p50", "p95", "p99", share, held)
    for name, stage in video.stages.items():
        stage_name = words(STAGES_IN_WORDS.get(name, name))
        table.add_row(stage_name, *_numbers(stage.ms), f"{stage.share:.1%}", f"{stage.peak_kb:.0f}")
    table.add_section()
    table.add_row(words("from pose to events"), *_numbers(video.step_ms), "", "", style="bold")
    if video.review_step_ms is not None:
        table.add_row(words("… in a review"), *_numbers(video.review_step_ms), "", "")
    table.add_row(words("own work, with the outline"), *_numbers(video.own_ms), "", "", style="bold")
    return table


def _loops(video: VideoSpeed, words: Words) -> Table:
    first = words("loop [ms per frame, over {count} each]", count=TOGETHER)
    table = _table(first, words("frames/s"), "p50", "p95", "p99", words("review is"))
    for name, loop in video.loops.items():
        ratio = video.ratios.get(f"review_to_{name}")
        times = ""
        if ratio:
            low, high = f"{ratio.low:.2f}", f"{ratio.high:.2f}"
            times = words("{median} x ({low} to {high})", median=f"{ratio.median:.2f}", low=low, high=high)
        loop_name = words(LOOPS_IN_WORDS.get(name, name))
        table.add_row(loop_name, f"{loop.frames_per_s:.1f}", *_numbers(loop.ms), times)
    return table


def _table(first: str, *numbers: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column(Text(first))
    for heading in numbers:
        table.add_column(Text(heading), justify="right", no_wrap=True)
    return table


def _numbers(ms: Times) -> list[str]:
    return [f"{value:.2f}" for value in (ms.p50, ms.p95, ms.p99)]
