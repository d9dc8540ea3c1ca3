"""Tasks for worker processes; a module of its own, so that a spawned process can import it."""

from __future__ import annotations

import os
import signal
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
