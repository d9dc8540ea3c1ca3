"""How long after a fault its cue was heard, from the logs of the voice (posecoach/voice/log.py)."""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec
import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from posecoach.errors import RecordingError
from posecoach.judging.cues import SAME_COOL_DOWN_S
from posecoach.voice.log import LoggedUtterance, read_log

MEDIAN_S = 1.0
P95_S = 1.5
"""What issue 5 allows from a fault's onset to the first sound of its cue."""


@dataclass(frozen=True, slots=True)
class Delays:
    """A kind of delay [s] over all cues that were begun; None without any."""

    cues: int
    median_s: float | None = None
    p95_s: float | None = None
    most_s: float | None = None

    @classmethod
    def of(cls, delays_s: Sequence[float]) -> Delays:
        """Sum up."""
        if not delays_s:
            return cls(0)
        median, p95 = np.percentile(delays_s, [50, 95])
        return cls(len(delays_s), round(float(median), 3), round(float(p95), 3), round(max(delays_s), 3))


@dataclass(frozen=True, slots=True)
class Figures:
    """What logs say.

    from_onset: from when the rule was broken to the first sound. from_span: the same from the start of what the cue is
    about, for rules that are judged over a whole phase the start of the phase. from_known: from the verdict to the
    first sound. repeated: cues that were begun again within their cool-down.
    """

    outcomes: dict[str, int]
    from_onset: Delays
    from_span: Delays
    from_known: Delays
    repeated: list[str]

    @property
    def ok(self) -> bool:
        """Whether the limits are kept, with at least one cue."""
        median_s, p95_s = self.from_onset.median_s, self.from_onset.p95_s
        if median_s is None or p95_s is None:
            return False
        return median_s <= MEDIAN_S and p95_s <= P95_S and not self.repeated


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.description = "Sum up the delay of cues from the logs of the voice."
    parser.add_argument(
        "logs", type=Path, nargs="+", metavar="LOG", help="written by the voice of a live session, one each"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"exit status 1 unless the median is at most {MEDIAN_S:g} s, the 95th percentile at most {P95_S:g} s, "
        "and no cue came twice within its cool-down",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the logs and show their figures; return the exit status."""
    found = figures([_read(path) for path in arguments.logs])
    show(found)
    if arguments.json:
        document = {**asdict(found), "ok": found.ok}
        arguments.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    return 1 if arguments.check and not found.ok else 0


def figures(sessions: Sequence[Sequence[LoggedUtterance]]) -> Figures:
    """Sum up the lines of several sessions, each with a media time of its own."""
    lines = list(itertools.chain.from_iterable(sessions))
    begun = [line for line in lines if line.rule is not None and line.started is not None]
    waited_s = [(line, (line.started or 0.0) - line.queued) for line in begun]
    return Figures(
        outcomes=dict(Counter(line.outcome or "" for line in lines)),
        from_onset=Delays.of(
            [line.known_s - line.onset_s + s for line, s in waited_s if line.onset_s is not None]
        ),
        from_span=Delays.of(
            [line.known_s - line.span_s + s for line, s in waited_s if line.span_s is not None]
        ),
        from_known=Delays.of([s for _, s in waited_s]),
        repeated=[told for session in sessions for told in _repeated(session)],
    )


def _read(path: Path) -> list[LoggedUtterance]:
    try:
        return read_log(path)
    except OSError as error:
        raise RecordingError(f"{path}: cannot be read ({error.strerror})") from error
    except msgspec.MsgspecError as error:
        raise RecordingError(f"{path}: is no log of a voice: {error}") from error


def _repeated(session: Sequence[LoggedUtterance]) -> list[str]:
    by_rule: dict[str, list[float]] = {}
    for line in session:
        if line.rule is not None and line.started is not None:
            by_rule.setdefault(line.rule, []).append(line.known_s)
    return [
        f"{rule} at {one:.2f} and {other:.2f} s"
        for rule, known_s in by_rule.items()
        for one, other in itertools.pairwise(sorted(known_s))
        if other - one < SAME_COOL_DOWN_S
    ]


def show(found: Figures) -> None:
    """Print the figures."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in ("delay of cues [s]", "cues", "median", "p95", "most"):
        table.add_column(heading, justify="left" if heading.startswith("delay") else "right", no_wrap=True)
    for name, delays in (
        ("rule broken to first sound", found.from_onset),
        ("start of the span to first sound", found.from_span),
        ("verdict to first sound", found.from_known),
    ):
        times_s = (delays.median_s, delays.p95_s, delays.most_s)
        values = ["–" if time_s is None else f"{time_s:.2f}" for time_s in times_s]
        table.add_row(name, str(delays.cues), *values)
    console = Console(highlight=False)
    console.print(table)
    console.print(
        "Outcomes: " + ", ".join(f"{count} {name}" for name, count in sorted(found.outcomes.items()))
    )
    console.print("Twice within the cool-down: " + ("; ".join(found.repeated) or "none"))
