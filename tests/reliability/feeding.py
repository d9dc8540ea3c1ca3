"""Feeds files to a worker process and notes what becomes of each: judged, refused, broken, died or hung."""

from __future__ import annotations

import json
import selectors
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 60.0
"""For one file; the machine may be busy."""


@dataclass
class Tally:
    """How many files ended how, and what ought not to have happened, with the file that did it."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    peak_bytes: int = 0

    def __str__(self) -> str:
        """Return one line for the record."""
        parts = ", ".join(f"{count} {kind}" for kind, count in sorted(self.counts.items()))
        return f"{sum(self.counts.values())} tried: {parts}; at most {self.peak_bytes / 2**20:.0f} MiB"


class Feeder:
    """A context manager around the worker; one that died or hung is replaced by a new one."""

    def __init__(self, way: str, limit_s: float = LIMIT_S) -> None:
        self._way, self._limit_s = way, limit_s
        self._process: subprocess.Popen[str] | None = None
        self.tally = Tally()

    def feed(self, path: Path, label: str) -> tuple[str, str]:
        """Return what became of a file as (kind, detail)."""
        worker = self._worker()
        assert worker.stdin is not None
        worker.stdin.write(json.dumps(str(path)) + "\n")
        worker.stdin.flush()
        kind, detail = self._answer(worker)
        self.tally.counts[kind] += 1
        if kind not in ("judged", "refused"):
            self.tally.faults.append(f"{label}: {kind}: {detail}")
        return kind, detail

    def feed_bytes(self, path: Path, contents: Iterable[tuple[str, bytes]]) -> None:
        """Feed contents one after another under the same name."""
        for label, content in contents:
            path.write_bytes(content)
            self.feed(path, label)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            output, _ = self._process.communicate(timeout=self._limit_s)
            self.tally.peak_bytes = max(self.tally.peak_bytes, json.loads(output)[1])
        self._process = None

    def _worker(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.reliability.eater", self._way],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        return self._process

    def _answer(self, worker: subprocess.Popen[str]) -> tuple[str, str]:
        assert worker.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(worker.stdout, selectors.EVENT_READ)
            in_time = selector.select(self._limit_s)
        line = worker.stdout.readline() if in_time else ""
        if line:
            kind, detail = json.loads(line)
            return kind, detail
        worker.kill()
        worker.communicate()
        self._process = None
        return (
            ("died", f"exit status {worker.returncode}") if in_time else ("hung", f"over {self._limit_s:g} s")
        )
