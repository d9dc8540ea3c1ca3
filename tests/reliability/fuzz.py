"""Lets atheris look for a recording or an exercise file that breaks its reader; not run by pytest.

    pip install atheris
    python -m tests.reliability.fuzz exercise -max_total_time=600
    python -m tests.reliability.fuzz recording -max_total_time=600

What is neither read nor refused with an error of ours ends the run, and is left in a file crash-*.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["posecoach.exercises", "posecoach.pose", "tomllib", "zipfile"]):
    from posecoach.exercises.loader import find_problems
    from posecoach.pose.recording import read_recording

from posecoach.errors import PosecoachError
from tests.exercise_files import MINIMAL
from tests.reliability.material import small_recording


def read_exercise_file(content: bytes) -> None:
    """Look for the problems of an exercise file."""
    find_problems(content.decode("utf-8", "replace"), "fuzz.toml")


def read_recording_file(content: bytes) -> None:
    """Read a recording."""
    path = FOLDER / "fuzz.npz"
    path.write_bytes(content)
    with suppress(PosecoachError):
        read_recording(path)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        FOLDER = Path(name)
        seeds = FOLDER / "seeds"
        seeds.mkdir()
        (seeds / "exercise.toml").write_text(MINIMAL, encoding="utf-8")
        small_recording(seeds / "recording.npz")
        readers = {"exercise": read_exercise_file, "recording": read_recording_file}
        reader = readers[sys.argv[1]]
        atheris.Setup([sys.argv[0], str(seeds), "-max_len=30000", *sys.argv[2:]], reader)
        atheris.Fuzz()
