"""What the commands share. Each command is a module with one function that takes the arguments and returns a status."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from difflib import get_close_matches

from posecoach.errors import PosecoachError, UsageError

INTERRUPTED = 130
"""Exit status after Ctrl-C or SIGTERM, when what was judged has been saved."""

WRONG_USAGE = 2
UNEXPECTED = 1

AUTO = "auto"
"""In place of an exercise's name: find out."""


def complain(error: PosecoachError) -> int:
    """Print an error as one line on standard error and return its exit status."""
    print("posecoach:", " ".join(str(error).split()), file=sys.stderr)
    return error.exit_status


def unknown_exercise(name: str, known: Iterable[str]) -> UsageError:
    """Return the error for a name that is no exercise, with the nearest one that is."""
    names = sorted(known)
    nearest = get_close_matches(name.lower().replace("-", "_").replace(" ", "_"), names, n=1, cutoff=0.4)
    hint = f"did you mean {nearest[0]}?" if nearest else f"known are {', '.join(names)}"
    return UsageError(f"there is no exercise {name!r}; {hint} ('posecoach exercises' lists them)")
