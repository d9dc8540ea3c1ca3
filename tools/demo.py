# noqa: INP001 - a script, not a package
"""Shows the best of posecoach in under a minute: a review of a recording with a fault, and what to type next.

    python tools/demo.py [VIDEO]

The report is opened where there is a screen to show it on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE: Final = ROOT / "sample_videos" / "cat_cow_flat_back_a.mp4"
"""Its second cat is not round and its third cow not arched: two true faults in 19 seconds."""
REPORTS: Final = ROOT / "build" / "demo"


def program() -> Path:
    """Return the installed `posecoach` of this interpreter."""
    name = "posecoach.exe" if os.name == "nt" else "posecoach"
    return Path(sysconfig.get_path("scripts")) / name


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Return whether a browser could show a page to a person at this computer."""
    if environment.get("CI") or environment.get("SSH_CONNECTION"):
        return False
    if platform in {"darwin", "win32"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def open_page(page: Path) -> bool:
    """Open a page in the person's browser; return whether there was one."""
    if sys.platform in {"darwin", "win32"}:
        return webbrowser.open(page.as_uri())
    # Not webbrowser: without a graphical browser it starts one for the terminal, which would wait for keys.
    opener = shutil.which("xdg-open")
    if opener is None:
        return False
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    subprocess.Popen([opener, str(page)], start_new_session=True, **quiet)  # noqa: S603
    return True


def next_commands(typed: str, live_works: bool) -> str:
    """Return what to try next; `typed` is how the program is called from here."""
    live = f"{typed} live" if live_works else f"{typed} live cat_cow --no-window --source {_short(SAMPLE)}"
    rows = (
        (live, "the coach, in front of your camera" if live_works else "the coach, in the terminal"),
        (f"{typed} review MY_VIDEO.mp4 --out my_review", "a recording of your own"),
        (f"{typed} doctor", "what works on this computer, and how to fix what does not"),
    )
    width = max(len(command) for command, _ in rows)
    return "\n".join(f"  {command:{width}}   # {meaning}" for command, meaning in rows)


def _short(path: Path) -> str:
    """Return a path as it is typed in the folder where we are."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def main(arguments: list[str]) -> int:
    """Review, open the report, and say what comes next; return the exit status."""
    video = Path(arguments[0]) if arguments else SAMPLE
    typed = _short(program())
    out = REPORTS / video.stem
    print(f"$ {typed} review {_short(video.absolute())} --out {_short(out)}", flush=True)
    command = [sys.executable, "-m", "posecoach", "review", str(video), "--out", str(out)]
    done = subprocess.run(command, check=False)  # noqa: S603 - our own program
    if done.returncode:
        return done.returncode
    screen = has_screen(os.environ, sys.platform)
    opened = screen and open_page(out / "report.html")
    print(f"\nThe report is {'open in your browser' if opened else 'a page for your browser'}: ", end="")
    print(f"{_short(out / 'report.html')}\n\nNext, type:\n{next_commands(typed, screen)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
