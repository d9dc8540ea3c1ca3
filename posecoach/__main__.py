"""`posecoach`, also as `python -m posecoach`: from the first moment on it ends in order when it is told to end."""

from __future__ import annotations

import atexit
import os
import sys

from posecoach.signals import INTERRUPTED, end_as_it_ended, end_at_once


def main() -> int:
    """Run the command line; return its exit status."""
    end_at_once()
    statuses: list[int] = []
    atexit.register(_keep_status, statuses)  # the first one is the last to be called
    try:
        from posecoach.cli.main import main as run

        statuses.append(run())
    except KeyboardInterrupt:  # another one, while the first was answered
        statuses.append(INTERRUPTED)
    finally:
        end_at_once(told=INTERRUPTED in statuses)
    return statuses[0]


def _keep_status(statuses: list[int]) -> None:
    """End with the status of an interruption: Python ends by SIGINT where one came while it made a class."""
    if INTERRUPTED in statuses:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(INTERRUPTED)
    end_as_it_ended()


if __name__ == "__main__":
    sys.exit(main())
