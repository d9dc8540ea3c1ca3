"""Where the commands print: results to standard output, errors and progress to standard error."""

from __future__ import annotations

import sys
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from posecoach.review.job import Progress as Step
from posecoach.review.job import Tell


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


DOING = {"judging": "", "drawing": ": drawing"}


class Bars:
    """One bar for each recording under way, in media time, and one for all if there are several.

    Where the length of a recording is not known its bar only pulses.
    """

    def __init__(self, console: Console, total: int = 1) -> None:
        """Take the number of recordings."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(compact=True),
        )
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._total, self._done = total, 0
        self._all = self._progress.add_task(f"0 of {total}", total=total) if total > 1 else None
        self._tasks: dict[tuple[str, str], TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def teller(self, name: str) -> Tell:
        """Return a function that moves the bar of a recording."""
        return lambda step: self.move(name, step)

    def move(self, name: str, step: Step) -> None:
        """Move the bar of a recording; every stage has a bar of its own."""
        key = (name, step.stage)
        if key not in self._tasks:
            self._remove(name)
            self._tasks[key] = self._progress.add_task(
                name + DOING.get(step.stage, ""), total=step.duration_s or None
            )
        self._progress.update(self._tasks[key], completed=step.t_s)

    def end(self, name: str) -> None:
        """Remove the bar of a recording and count it as finished."""
        self._remove(name)
        self._done += 1
        if self._all is not None:
            self._progress.update(
                self._all, completed=self._done, description=f"{self._done} of {self._total}"
            )

    def _remove(self, name: str) -> None:
        for key in [key for key in self._tasks if key[0] == name]:
            self._progress.remove_task(self._tasks.pop(key))
