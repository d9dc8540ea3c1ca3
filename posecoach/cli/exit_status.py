"""Exit statuses, and errors as one line."""

from __future__ import annotations

import re
import sys
import traceback

from posecoach.errors import PosecoachError

INTERRUPTED = 130
"""Exit status after Ctrl-C or SIGTERM, when what was judged has been saved."""

WRONG_USAGE = 2
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
UNEXPECTED = 1


def one_line(text: str) -> str:
    """Return a text as one line in which nothing steers the terminal: a file's name may hold any character."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def complain(error: PosecoachError, *, debug: bool = False) -> int:
    """Print an error as one line on standard error, after its traceback if asked for; return its status."""
    if debug:
        traceback.print_exception(error)
    print("posecoach:", one_line(str(error)), file=sys.stderr)
    return error.exit_status
