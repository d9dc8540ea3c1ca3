"""What ends posecoach from outside: Ctrl-C, the system, and a terminal that is closed.

Light, because it is imported before anything else.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final, NoReturn

ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP")
"""As far as the system knows them: Windows has no SIGHUP."""


Handler = Callable[[int, FrameType | None], Any] | int | signal.Handlers | None
INTERRUPTED: Final = 130
"""Exit status after Ctrl-C, SIGTERM or a closed terminal, when what was judged has been saved."""


def end_at_once(*, told: bool = False) -> None:
    """Let each of them end the program on the spot: before and after a command there is nothing to keep.

    told: whether the person knows already that it was interrupted; else one line says so. It is in English, because
    nobody knows the language yet.
    """
    _attend(_exit if told else _say_and_exit)


def end_in_order() -> None:
    """Let each of them end a command as Ctrl-C does: what was done is kept.

    One that is ignored stays so, as in a program that was started with nohup. A closed terminal is told of twice, by
    the system and by the shell, and the second time must not disturb the end.
    """
    _attend(_interrupt)


@contextmanager
def put_off() -> Iterator[None]:
    """Let none of them end what is done meanwhile, which is short: it ends the program right after.

    Threads have no need of it: they are not interrupted.
    """
    came: list[int] = []
    before: dict[int, Handler] = {}
    try:
        if threading.current_thread() is threading.main_thread():
            for number in _numbers(*ENDING):
                if (handler := signal.getsignal(number)) is not signal.SIG_IGN:
                    before[number] = handler
                    signal.signal(number, lambda signum, frame: came.append(signum))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


_silenced: list[int] = []
"""What takes the place of standard error for libraries once the program is interrupted; empty = it stays."""
_interrupted: list[int] = []


def silence_libraries_when_interrupted() -> None:
    """Have the lines that libraries write past Python go nowhere from the first interruption on.

    For a program whose own lines go elsewhere than to file descriptor 2. A model that is being loaded while it ends
    has threads that nobody waits for, and what they write would stand between the program's last words.
    """
    _silenced.append(os.open(os.devnull, os.O_WRONLY))


def libraries_are_silenced() -> bool:
    """Whether what libraries write goes nowhere by now."""
    return bool(_silenced and _interrupted)


def leave_to_the_first() -> None:
    """Ignore what reaches all processes of a terminal: in a worker; the first process decides."""
    _ignore("SIGINT", "SIGHUP")


def end_as_it_ended() -> None:
    """Ignore them, last of all: what Python does then is short, and would end by them with everything told and done."""
    _ignore(*ENDING)


def _attend(handler: Callable[[int, FrameType | None], NoReturn]) -> None:
    for number in _numbers(*ENDING):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _ignore(*names: str) -> None:
    for number in _numbers(*names):
        signal.signal(number, signal.SIG_IGN)


def _numbers(*names: str) -> list[int]:
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def _say_and_exit(signum: int, frame: FrameType | None) -> NoReturn:
    with suppress(OSError):
        os.write(2, b"posecoach: interrupted\n")
    os._exit(INTERRUPTED)


def _exit(signum: int, frame: FrameType | None) -> NoReturn:
    os._exit(INTERRUPTED)


def _interrupt(signum: int, frame: FrameType | None) -> NoReturn:
    if signum not in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.SIG_IGN)
    _interrupted.append(signum)
    if _silenced:
        os.dup2(_silenced[0], 2)
    raise KeyboardInterrupt
