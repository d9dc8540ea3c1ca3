"""All figures of a run, the limits that they are held against, and the ratios that a baseline keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import msgspec

from benchmarks.speed.inference import InferenceSpeed
from benchmarks.speed.live import LiveSpeed
from benchmarks.speed.live_cost import LiveCost
from benchmarks.speed.process import Processes
from posecoach.bench.result import TOLERANCE, Speed, regressions
from posecoach.bench.rounds import CALM_CORES
from posecoach.errors import InputError

SCHEMA: Final = "posecoach.speed/1"
BASELINES: Final = Path(__file__).resolve().parents[1] / "baselines"


class SpeedRun(msgspec.Struct, frozen=True):
    """Everything that `python -m benchmarks speed` measures."""

    schema: Literal["posecoach.speed/1"]
    loop: Speed
    live: tuple[LiveSpeed, ...]
    processes: Processes | None
    inference: tuple[InferenceSpeed, ...] = ()
    live_cost: tuple[LiveCost, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """What a figure must keep: at least or at most. steady: does not depend on what else the machine does."""

    name: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    steady: bool = False

    @property
    def kept(self) -> bool:
        """Whether the figure is within its limit."""
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    @property
    def wanted(self) -> str:
        """The limit in words."""
        return f"at least {self.at_least:g}" if self.at_least is not None else f"at most {self.at_most:g}"


def limits(run: SpeedRun) -> Iterator[Limit]:
    """Yield every figure that has a limit."""
    video = run.loop.videos[0]
    overlay_ms = video.stages["overlay"].ms
    yield Limit("review / bare loop", run.loop.ratios["review_to_bare"], "x", at_least=1.05)
    yield Limit("review / tutorial loop", run.loop.ratios["review_to_tutorial"], "x", at_least=1.25)
    yield Limit("pose to events, live, median", video.step_ms.p50, "ms", at_most=0.25)
    yield Limit("pose to events, live, p99", video.step_ms.p99, "ms", at_most=0.8)
    if video.review_step_ms is not None:
        yield Limit("… in a review, median", video.review_step_ms.p50, "ms", at_most=0.25)
        yield Limit("… in a review, p99", video.review_step_ms.p99, "ms", at_most=0.8)
    yield Limit("own work with overlay, median", video.own_ms.p50 + overlay_ms.p50, "ms", at_most=2.0)
    for one in run.inference:
        if one.inference == "auto":
            yield Limit("whole review, auto / bare loop over all frames", one.times, "x", at_least=2.2)
    for live in run.live:
        if live.rate_hz == 30 and not live.model_ms:
            where = "live, 30 frames/s" + (", window" if live.window else "")
            where += ", voice" if live.voice else ""
            yield Limit(f"{where}: dropped after 1 s", live.dropped, "frames", at_most=0)
            yield Limit(f"{where}: verdict / network, p95", live.latency_to_network_p95, "x", at_most=1.3)
        if live.model_ms:
            yield Limit("slow model: oldest verdict", live.oldest_in_networks, "networks", at_most=2.0)
    for cost in run.live_cost:
        if cost.inference == "auto":
            where = f"live, {cost.rate_hz:g} frames/s{', window' if cost.window else ''}"
            yield Limit(
                f"{where}: processor time, auto / bare loop over all frames",
                cost.times_bare,
                "x",
                at_most=0.5,
            )
    if (processes := run.processes) is not None:
        yield Limit("posecoach --help", processes.help_s, "s", at_most=0.3)
        yield Limit("first verdict of a review", processes.first_verdict_s, "s", at_most=2.0)
        yield Limit("memory, live", processes.live_mb, "MB", at_most=400, steady=True)
        yield Limit(
            f"growth over {processes.replayed:,} frames", processes.growth_mb, "MB", at_most=5, steady=True
        )


def baseline_path(kind: str) -> Path:
    """Return where the baseline of a kind of machine is stored."""
    return BASELINES / f"{kind}.json"


def worse(run: SpeedRun, baseline: SpeedRun, tolerance: float = TOLERANCE) -> list[str]:
    """Return one line for every ratio that is worse than the baseline's, and every steady limit that is broken.

    Ratios are compared only of a run in which the machine had little else to do.
    """
    lines = list(regressions(run.loop, baseline.loop, tolerance)) if is_calm(run) else []
    lines += [
        f"{limit.name} is {limit.value:g} {limit.unit}, {limit.wanted} is wanted"
        for limit in limits(run)
        if limit.steady and not limit.kept
    ]
    return lines


def is_calm(run: SpeedRun) -> bool:
    """Whether other programs left the machine alone while the loops took turns."""
    return all(video.busy_elsewhere <= CALM_CORES for video in run.loop.videos)


def to_json(run: SpeedRun) -> bytes:
    """Return the stored form."""
    return msgspec.json.format(msgspec.json.encode(run), indent=1) + b"\n"


def read_run(path: Path) -> SpeedRun:
    """Read a stored run.

    Raises InputError.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=SpeedRun)
    except OSError as error:
        raise InputError(f"baseline {path} cannot be read ({error.strerror}): check the path") from error
    except msgspec.DecodeError as error:
        raise InputError(f"baseline {path} is no result of this benchmark ({error})") from error
