"""Exit statuses, and errors as one line."""

from __future__ import annotations

import sys
import traceback

from posecoach.errors import PosecoachError
from posecoach.plain_text import for_terminal
from posecoach.words.catalogue import ENGLISH, Words

STOPPED_FOR_PAIN = 5
"""Exit status of a session that the person ended with "it hurts"; all of it has been saved."""

WRONG_USAGE = 2
UNEXPECTED = 1


def remark(text: str) -> None:
    """Print a line on standard error."""
    print("posecoach:", for_terminal(text), file=sys.stderr)


def spoken(error: BaseException, words: Words) -> str:
    """Return the message of an error in the person's language."""
    message = error.args[0] if error.args else ""
    return words(message) if isinstance(message, str) else str(error)


def complain(error: PosecoachError, words: Words = ENGLISH, *, debug: bool = False) -> int:
    """Print an error as one line on standard error, after its traceback if asked for; return its status."""
    if debug:
        traceback.print_exception(error)
    remark(spoken(error, words))
    return error.exit_status
