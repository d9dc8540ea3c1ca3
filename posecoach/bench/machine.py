"""Which kind of machine this is, and what else it is doing."""

from __future__ import annotations

import os
import platform
import re
import time
from pathlib import Path
from typing import Final

_STAT: Final = Path("/proc/stat")
_CPU_INFO: Final = Path("/proc/cpuinfo")


def kind() -> str:
    """Return what ratios are comparable on: system, architecture and number of cores, such as linux-x86_64-2."""
    return f"{platform.system()}-{platform.machine()}-{cores()}".lower()


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processor() -> str:
    """Return the processor's name, as far as the system says it."""
    try:
        names = re.findall(r"^model name\s*:\s*(.+)$", _CPU_INFO.read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        names = []
    return names[0].strip() if names else platform.processor() or platform.machine()


class Elsewhere:
    """How busy other programs keep the machine, between its start and `cores()`."""

    def __init__(self) -> None:
        self._start_s = time.perf_counter()
        self._busy_s = _busy_s()
        self._own_s = time.process_time()

    def cores(self) -> float:
        """Return how many cores others used on average since the start; 0 where the system does not say."""
        busy_s = _busy_s()
        if self._busy_s is None or busy_s is None:
            return 0.0
        others_s = busy_s - self._busy_s - (time.process_time() - self._own_s)
        return max(0.0, others_s / (time.perf_counter() - self._start_s))


def _busy_s() -> float | None:
    """Return the time that all cores together have been busy or were taken away by the host [s] (Linux)."""
    try:
        first = _STAT.read_text(encoding="ascii").splitlines()[0]
    except OSError:
        return None
    user, nice, system, _idle, _wait, hard, soft, steal = map(int, first.split()[1:9])
    return (user + nice + system + hard + soft + steal) / os.sysconf("SC_CLK_TCK")
