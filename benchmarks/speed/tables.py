"""The figures as tables, for the terminal and for benchmarks/README.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import Console

from benchmarks.accuracy.tables import Figures
from benchmarks.speed.inference import InferenceSpeed
from benchmarks.speed.live import LiveSpeed
from benchmarks.speed.live_cost import LiveCost
from benchmarks.speed.result import SpeedRun, limits
from posecoach.bench.result import Times, VideoSpeed
from posecoach.bench.table import LOOPS_IN_WORDS, STAGES_IN_WORDS
from posecoach.review.sources import TOGETHER

README: Final = Path(__file__).resolve().parents[1] / "README.md"
BEGIN: Final = "<!-- speed -->"
LONGEST_NUMBER: Final = 22
END: Final = "<!-- end of speed -->"


def tables(run: SpeedRun) -> Iterator[Figures]:
    """Yield all tables, what must be kept first."""
    rows = [
        [limit.name, f"{limit.value:.3g} {limit.unit}", limit.wanted, "yes" if limit.kept else "**no**"]
        for limit in limits(run)
    ]
    yield Figures("Limits", ["figure", "measured", "wanted", "kept"], rows)
    for video in run.loop.videos:
        yield _stages(video)
        yield _loops(video)
    if run.inference:
        yield _inference(run.inference)
    if run.live:
        yield _live(run.live)
    if run.live_cost:
        yield _live_cost(run.live_cost)


def _stages(video: VideoSpeed) -> Figures:
    rows = [
        [STAGES_IN_WORDS.get(name, name), *_numbers(stage.ms), f"{stage.share:.1%}", f"{stage.peak_kb:.0f}"]
        for name, stage in video.stages.items()
    ]
    rows.append(["pose to events", *_numbers(video.step_ms), "", ""])
    if video.review_step_ms is not None:
        rows.append(["… in a review", *_numbers(video.review_step_ms), "", ""])
    rows.append(["own work, with the outline", *_numbers(video.own_ms), "", ""])
    headings = ["stage of one frame [ms]", "p50", "p95", "p99", "share", "held [KB]"]
    return Figures(f"Stages, {_title(video)}", headings, rows)


def _loops(video: VideoSpeed) -> Figures:
    rows = []
    for name, loop in video.loops.items():
        ratio = video.ratios.get(f"review_to_{name}")
        times = f"{ratio.median:.2f} x ({ratio.low:.2f}–{ratio.high:.2f})" if ratio else ""
        rows.append([LOOPS_IN_WORDS.get(name, name), f"{loop.frames_per_s:.1f}", *_numbers(loop.ms), times])
    headings = [
        f"loop, each time over {TOGETHER} frames",
        "frames/s",
        "p50 [ms]",
        "p95",
        "p99",
        "review is faster",
    ]
    return Figures(f"Loops in turn, {_title(video)}", headings, rows)


def _inference(reviews: tuple[InferenceSpeed, ...]) -> Figures:
    rows = [
        [
            one.inference,
            f"{one.looked:.0%}",
            f"{one.times:.2f} x",
            f"{one.processor:.2f}",
            f"{one.bare_processor:.2f}",
        ]
        for one in reviews
    ]
    headings = [
        "--inference",
        "frames looked at",
        "review is faster",
        "processor s / s",
        "… of the bare loop",
    ]
    return Figures("Whole reviews against a bare loop over all frames, in turn", headings, rows)


def _live(sessions: tuple[LiveSpeed, ...]) -> Figures:
    headings = ["camera", "judged", "dropped", "p50 [ms]", "p95", "p99", "network p95", "told"]
    rows = [
        [
            f"{live.rate_hz:g} frames/s{', window' if live.window else ''}"
            + (", voice" if live.voice else "")
            + (f", model {live.model_ms:g} ms" if live.model_ms else ""),
            str(live.judged),
            str(live.dropped),
            *_numbers(live.latency_ms),
            f"{live.network_ms.p95:.2f}",
            "slow" if live.advised else "",
        ]
        for live in sessions
    ]
    return Figures(
        "Live with simulated cameras: from a frame's arrival to its verdict, after the first second",
        headings,
        rows,
    )


def _live_cost(sessions: tuple[LiveCost, ...]) -> Figures:
    rows = [
        [
            f"{cost.inference}, {cost.rate_hz:g} frames/s{', window' if cost.window else ''}",
            f"{cost.looked:.0%}",
            f"{cost.processor:.2f}",
            f"{cost.bare_processor:.2f}",
            f"{cost.times_bare:.2f} x",
        ]
        for cost in sessions
    ]
    headings = [
        "--inference",
        "frames looked at",
        "processor s / s",
        "… of the bare loop",
        "of the bare loop's",
    ]
    return Figures("Live against a bare loop over all frames of the camera, in turn", headings, rows)


def _title(video: VideoSpeed) -> str:
    width, height = video.size_wh
    outline = "with" if video.outline else "without"
    return f"{video.path}, {width}x{height}, {video.exercise}, {outline} the outline of the back"


def _numbers(ms: Times) -> list[str]:
    return [f"{value:.2f}" for value in (ms.p50, ms.p95, ms.p99)]


def print_table(console: Console, figures: Figures) -> None:
    """Print a table whose words may be broken into lines, but not its numbers."""
    table = figures.to_rich()
    for index, column in enumerate(table.columns):
        cells = list(column.cells)
        column.no_wrap = index > 0 and all(len(str(cell)) < LONGEST_NUMBER for cell in cells)
        column.justify = "right" if column.no_wrap else "left"
    console.print(table, "")


def write_readme(run: SpeedRun) -> None:
    """Put the tables between the marks in benchmarks/README.md."""
    machine = run.loop.machine
    busy = max([video.busy_elsewhere for video in run.loop.videos])
    head = (
        f"Measured on {machine.processor}, {machine.cores} cores, Python {machine.python}; other programs used "
        f"{busy:.2f} cores meanwhile. Times differ between machines, ratios hardly.\n"
    )
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    body = "\n".join([head, *(table.to_markdown() for table in tables(run))])
    README.write_text(f"{before}{BEGIN}\n\n{body}\n{END}{after}", encoding="utf-8")
