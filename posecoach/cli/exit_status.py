"""Exit statuses, and errors as one line."""

from __future__ import annotations

import sys
import traceback

from posecoach.errors import PosecoachError
from posecoach.plain_text import for_terminal

INTERRUPTED = 130
"""Exit status after Ctrl-C or SIGTERM, when what was judged has been saved."""

WRONG_USAGE = 2
UNEXPECTED = 1


def remark(text: str) -> None:
    """Print a line on standard error."""
    print("posecoach:", for_terminal(text), file=sys.stderr)


def complain(error: PosecoachError, *, debug: bool = False) -> int:
    """Print an error as one line on standard error, after its traceback if asked for; return its status."""
    if debug:
        traceback.print_exception(error)
    remark(str(error))
    return error.exit_status
