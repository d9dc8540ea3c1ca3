"""Looks at one file after another in a process of its own, so that the sender outlives an abort.

    python -m tests.reliability.eater WAY

Every line of standard input is the JSON of a path; every answer is a line of JSON: ["judged", detail], ["refused",
message] or ["broken", traceback]. At the end of the input the process says how much memory it held at most.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
import traceback
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path

from posecoach.capture.frame import frames
from posecoach.capture.video import VideoFile
from posecoach.cli.main import main
from posecoach.errors import InputError, PosecoachError
from posecoach.exercises.loader import all_exercises
from posecoach.pose.recording import read_recording

Answer = tuple[str, str]


def decode(path: Path) -> Answer:
    """Read all frames of a video."""
    with closing(VideoFile(path)) as video:
        times_s = [frame.t_s for frame in frames(video)]
    assert times_s == sorted(set(times_s)), times_s
    return "judged", f"{len(times_s)} frames"


def replay(path: Path) -> Answer:
    """Read all poses of a recording."""
    times_s = [pose.t_s for pose in read_recording(path).poses]
    assert times_s == sorted(set(times_s)), times_s
    return "judged", f"{len(times_s)} poses"


def declare(path: Path) -> Answer:
    """Read an exercise file."""
    return "judged", f"{len(all_exercises(str(path)))} exercises"


def review(path: Path, *options: str) -> Answer:
    """Run the whole command; only exit status 0 is judged.

    Refused is exit status 3 with one line, or 4 with a line for what was not found after one for each thing to change.
    """
    output, error = io.StringIO(), io.StringIO()
    with redirect_stdout(output), redirect_stderr(error):
        status = main(["review", str(path), *options])
    said = error.getvalue()
    if status == 0:
        return "judged", ""
    own = [line.startswith("posecoach: ") for line in said.splitlines()]
    if all(own) and ((status == 3 and len(own) == 1) or (status == 4 and own)):
        return "refused", said
    return "broken", f"exit status {status}: {said}"


def keep(path: Path) -> Answer:
    """Run the whole command with everything that it leaves in a folder beside the file."""
    folder = path.with_name("kept")
    shutil.rmtree(folder, ignore_errors=True)
    return review(path, "--out", str(folder), "--features", "--export", "csv")


WAYS: dict[str, Callable[[Path], Answer]] = {
    "decode": decode,
    "replay": replay,
    "declare": declare,
    "review": review,
    "keep": keep,
}


def look_at(path: Path, way: Callable[[Path], Answer]) -> Answer:
    """Return what became of a file."""
    try:
        kind, detail = way(path)
    except PosecoachError as error:
        if "\n" in str(error) or not (isinstance(error, InputError) or way is declare):
            return "broken", traceback.format_exc()
        return "refused", str(error)
    except BaseException:  # noqa: BLE001 - whatever it is, it is what this is here to find
        return "broken", traceback.format_exc()
    return kind, detail


def serve(way: Callable[[Path], Answer]) -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no answer
    for line in sys.stdin:
        print(json.dumps(look_at(Path(json.loads(line)), way)), file=answers, flush=True)
    print(json.dumps(("peak", peak_bytes())), file=answers, flush=True)


def peak_bytes() -> int:
    """Return the most memory that this process has held, 0 where that cannot be found out.

    Not by getrusage: there Linux counts what the parent held when it started this process.
    """
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0
    found = re.search(r"^VmHWM:\s*(\d+) kB$", status.read_text(encoding="ascii"), re.MULTILINE)
    return 1024 * int(found[1]) if found else 0


if __name__ == "__main__":
    serve(WAYS[sys.argv[1]])
