"""What the commands keep on request: landmarks and events, in a folder that the user names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from posecoach.coaching.events import Event
from posecoach.coaching.state import CoachState
from posecoach.errors import OutputError
from posecoach.pipeline import Moment


class EventLog:
    """A sink that writes every event as one line of JSON as soon as it is known, so that a crash loses none.

    Raises OutputError if the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        """Start the file afresh."""
        self._path = path
        try:
            self._file = path.open("wb", buffering=0)
        except OSError as error:
            raise OutputError(f"cannot write {path}: {error.strerror}") from error

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Write the events of one step."""
        try:
            for event in events:
                line = {"event": type(event).__name__, **msgspec.to_builtins(event)}
                self._file.write(msgspec.json.encode(line) + b"\n")
        except OSError as error:
            raise OutputError(f"cannot write {self._path}: {error.strerror}") from error

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._file.close()


def make_folder(folder: Path) -> Path:
    """Make a folder and those above it.

    Raises OutputError if that cannot be done.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot make the folder {folder}: {error.strerror}; choose another place"
        ) from error
    return folder
