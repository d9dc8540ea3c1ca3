"""What the commands share. Each is a module with one function: arguments in, exit status out."""

from __future__ import annotations

import sys
import traceback

from posecoach.errors import PosecoachError

INTERRUPTED = 130
"""Exit status after Ctrl-C or SIGTERM, when what was judged has been saved."""

WRONG_USAGE = 2
UNEXPECTED = 1


def complain(error: PosecoachError, *, debug: bool = False) -> int:
    """Print an error as one line on standard error, after its traceback if asked for; return its status."""
    if debug:
        traceback.print_exception(error)
    print("posecoach:", " ".join(str(error).split()), file=sys.stderr)
    return error.exit_status
