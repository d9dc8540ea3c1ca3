"""Where the commands print: results to standard output, errors and progress to standard error."""

from __future__ import annotations

import re
import shutil
import sys
from typing import Final, Self

import rich._wrap
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.control import Control
from rich.measure import Measurement
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from posecoach.plain_text import for_lines, for_terminal
from posecoach.review.job import Progress as Step
from posecoach.review.job import TellProgress
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.phrase import N_

HELD: Final = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
# Rich ends lines at these as at any other space, so that a French colon would begin the next one; it has no setting.
rich._wrap.re_word = re.compile(rf"[^\S{HELD}]*[\S{HELD}]+[^\S{HELD}]*")  # noqa: SLF001

NARROWEST, WIDEST = 20, 1000
"""Columns for which anything is laid out, whatever COLUMNS says."""


class OutputConsole(Console):
    """A console on which text is only text: no markup is read in it, and no character of it steers the terminal.

    It lets a closed pipe be handled in one place, by the command line.
    """

    def __init__(self, *, stderr: bool = False, force_terminal: bool | None = None) -> None:
        size = shutil.get_terminal_size()
        super().__init__(
            stderr=stderr,
            force_terminal=force_terminal,
            highlight=False,
            markup=False,
            emoji=False,
            width=min(max(size.columns, NARROWEST), WIDEST),
            height=max(size.lines, 2),
        )
        self.push_render_hook(_Plain())

    def on_broken_pipe(self) -> None:
        """Raise the BrokenPipeError on, where rich would end the program with status 1."""
        raise  # noqa: PLE0704  (rich calls this while it handles the error)


class _Plain(RenderHook):
    """Takes everything on its way to a console."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [one if isinstance(one, Control) else _Cleaned(one) for one in renderables]


class _Cleaned:
    """Something to print, without what in its text would steer the terminal."""

    def __init__(self, renderable: ConsoleRenderable) -> None:
        self._renderable = renderable

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._renderable, options):
            yield segment if segment.control else segment._replace(text=for_lines(segment.text))

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._renderable)


def output_console() -> Console:
    """Return a console for results."""
    return OutputConsole()


def errors_console() -> Console:
    """Return a console for progress and remarks.

    Whether it is a terminal is found out now: later the model's library may be kept quiet by turning standard error
    elsewhere for a moment.
    """
    return OutputConsole(stderr=True, force_terminal=sys.stderr.isatty())


DRAWING = N_("{name}: drawing")


class Bars:
    """One bar for each recording under way, in media time, and one for all if there are several.

    Where the length of a recording is not known its bar only pulses.
    """

    def __init__(self, console: Console, total: int = 1, words: Words = ENGLISH) -> None:
        """Take the number of recordings, and the person's language."""
        self._words = words
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(compact=True),
        )
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._total, self._done = total, 0
        self._all = self._progress.add_task(self._counted(), total=total) if total > 1 else None
        self._tasks: dict[tuple[str, str], TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def teller(self, name: str) -> TellProgress:
        """Return a function that moves the bar of a recording."""
        return lambda step: self.move(name, step)

    def move(self, name: str, step: Step) -> None:
        """Move the bar of a recording; every stage has a bar of its own."""
        key = (name, step.stage)
        if key not in self._tasks:
            self._remove(name)
            self._tasks[key] = self._progress.add_task(
                self._words(DRAWING, name=for_terminal(name))
                if step.stage == "drawing"
                else for_terminal(name),
                total=step.duration_s or None,
            )
        self._progress.update(self._tasks[key], completed=step.t_s)

    def end(self, name: str) -> None:
        """Remove the bar of a recording and count it as finished."""
        self._remove(name)
        self._done += 1
        if self._all is not None:
            self._progress.update(self._all, completed=self._done, description=self._counted())

    def _counted(self) -> str:
        return self._words("{done} of {all}", done=self._done, all=self._total)

    def _remove(self, name: str) -> None:
        for key in [key for key in self._tasks if key[0] == name]:
            self._progress.remove_task(self._tasks.pop(key))
