"""Reads what strace wrote: which sockets a program and its children opened, and which files they wrote to."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

CALLS = "network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
LOCAL = frozenset({"AF_UNIX", "AF_LOCAL"})

_LINE = re.compile(r"^(\d+) +(.*)$")
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE")
_OPENED = re.compile(r"^(?:open|openat|creat)\(.* = \d+<(.+?)>(?:\(deleted\))?$")
_NAMED = re.compile(r"^(?:mkdir|mkdirat|rename|renameat|renameat2|link|linkat|symlink|symlinkat)\(.*\) += 0$")


@cache
def can_trace() -> bool:
    """Whether strace is here and may look at our processes."""
    try:
        return subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False).returncode == 0  # noqa: S607
    except OSError:
        return False


def traced(command: list[str], trace: Path) -> list[str]:
    """Return a command that also writes down its system calls, and those of its children."""
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-o", str(trace), "-e", f"trace={CALLS}", *command]


def calls(trace: Path) -> list[str]:
    """Return the calls, those that were interrupted by another thread's put together again."""
    found, waiting = [], {}
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        process, call = match.groups()
        if call.endswith("<unfinished ...>"):
            waiting[process] = call.removesuffix("<unfinished ...>")
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>", call)
        if resumed:
            call = waiting.pop(process, "") + call[resumed.end() :]
        found.append(call)
    return found


def families(trace: Path) -> set[str]:
    """Return the address families of all sockets that were asked for, such as AF_INET."""
    found = (re.match(r"(?:socket|socketpair)\((\w+)", call) for call in calls(trace))
    return {match[1] for match in found if match}


def written(trace: Path, folder: Path) -> set[Path]:
    """Return the files and folders that were made, renamed or opened for writing; `folder`: where it was started."""
    paths: set[Path] = set()
    for call in calls(trace):
        opened = _OPENED.match(call)
        if opened and _WRITING.search(call):
            paths.add(folder / opened[1])
        elif _NAMED.match(call):
            paths |= {folder / name for name in re.findall(r'"([^"]*)"', call)}
    return paths
