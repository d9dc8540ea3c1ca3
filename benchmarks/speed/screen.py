"""A display to open windows on, where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen() -> Iterator[bool]:
    """Yield whether windows can be opened; start a virtual display (Xvfb) where it is needed and there."""
    if os.environ.get("DISPLAY") or os.name == "nt":
        yield True
        return
    program = shutil.which("Xvfb")
    if program is None:
        yield False
        return
    reader, writer = os.pipe()
    server = subprocess.Popen(  # noqa: S603 - the program found above, with our own arguments
        [program, "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            os.environ["DISPLAY"] = f":{answer.readline().strip()}"
        yield True
    finally:
        os.environ.pop("DISPLAY", None)
        server.terminate()
        server.wait()
