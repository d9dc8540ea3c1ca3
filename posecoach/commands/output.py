"""Where the commands print: results to standard output, progress to standard error."""

from __future__ import annotations

import sys

from rich.console import Console


class OutputConsole(Console):
    """A console that lets a closed pipe be handled in one place, by the command line."""

    def on_broken_pipe(self) -> None:
        """Raise the BrokenPipeError on, where rich would end the program with status 1."""
        raise  # noqa: PLE0704  (rich calls this while it handles the error)


def output_console() -> Console:
    """Return a console for results."""
    return OutputConsole(highlight=False)


def errors_console() -> Console:
    """Return a console for progress and remarks.

    Whether it is a terminal is found out now: later the model's library may be kept quiet by turning standard error
    elsewhere for a moment.
    """
    return Console(stderr=True, highlight=False, force_terminal=sys.stderr.isatty())
