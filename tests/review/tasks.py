"""Tasks for worker processes; a module of its own, so that a spawned process can import it."""

from __future__ import annotations

import ctypes
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from posecoach.errors import VideoError

Tell = Callable[[Any], None]


def double(value: int, tell: Tell) -> int:
    """Say the value and return twice of it."""
    tell(value)
    return 2 * value


def abort(tell: Tell) -> int:
    """End the process as a failed check in C++ does."""
    os.abort()


def leave(tell: Tell) -> int:
    """End the process without a word."""
    os._exit(7)


def complain(tell: Tell) -> int:
    """Raise an error of ours."""
    raise VideoError("evening.mp4 is empty: record or copy it again")


def stumble(tell: Tell) -> int:
    """Raise what nobody expected."""
    raise ZeroDivisionError("division by zero")


def wait_for(path: Path, tell: Tell) -> int:
    """Say the process's number, then wait until a file appears."""
    tell(os.getpid())
    for _ in range(1200):
        if path.exists():
            return os.getpid()
        time.sleep(0.05)
    raise TimeoutError(path)


def ignores_ctrl_c(tell: Tell) -> bool:
    """Whether Ctrl-C and a closed terminal leave this process alone."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
    return all(signal.getsignal(number) is signal.SIG_IGN for number in numbers)


def pools(tell: Tell) -> int:
    """Return how many pools of memory eight threads of this process have together (glibc)."""
    everybody = threading.Barrier(8)
    threads = [threading.Thread(target=lambda: (everybody.wait(), bytes(5000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with tempfile.TemporaryFile("w+") as told:
        kept = os.dup(2)
        os.dup2(told.fileno(), 2)
        ctypes.CDLL("libc.so.6").malloc_stats()
        os.dup2(kept, 2)
        told.seek(0)
        return told.read().count("Arena")
