"""What the commands keep on request: landmarks, events and pictures, in a folder that the user names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from posecoach.errors import OutputError
from posecoach.events import Event
from posecoach.live.notices import Notices
from posecoach.pipeline import Moment, Sink
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.recording import Recorder
from posecoach.publishing.disk import Create, create, write
from posecoach.recording.background import Behind
from posecoach.recording.fault_tolerant import Tolerant
from posecoach.state import CoachState
from posecoach.words.phrase import filled, plain


class EventLog:
    """A sink that writes every event as one line of JSON as soon as it is known, so that a crash loses none.

    Raises OutputError if the file cannot be written.
    """

    def __init__(self, path: Path, create: Create = create) -> None:
        """Begin a new file."""
        self._path = path
        try:
            self._file = create(path, buffering=0)
        except OSError as error:
            raise OutputError(
                filled("cannot write {path}: {reason}", path=path, reason=str(error.strerror))
            ) from error

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Write the events of one step."""
        try:
            for event in events:
                write(self._file, msgspec.json.encode(_line(event), enc_hook=plain) + b"\n")
        except OSError as error:
            raise OutputError(
                filled("cannot write {path}: {reason}", path=self._path, reason=str(error.strerror))
            ) from error

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._file.close()


def _line(event: Event) -> dict[str, Any]:
    """Return an event as it is written: what it says of a repetition or a fault stands beside the rest."""
    line: dict[str, Any] = {"event": type(event).__name__, **msgspec.to_builtins(event, enc_hook=plain)}
    for told in ("repetition", "fault"):
        line |= line.pop(told, {})
    return line


def recording_to(recorder: Recorder) -> Sink:
    """Return a sink that adds every pose to a recording."""

    def record(moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if moment is not None:
            recorder.add(moment.pose)

    return record


def recorders(
    folder: Path, size_wh: tuple[int, int], model: ModelInfo, notices: Notices, create: Create = create
) -> Iterator[Tolerant]:
    """Yield the sinks that keep landmarks, events and pictures in a folder, to be closed in the end.

    create: what makes their files. Each is opened when it is asked for, so that what is open can be closed if the next
    one fails. Raises OutputError.
    """
    # The encoder takes 15 MB, which a session that records nothing can do without.
    from posecoach.recording.session_video import VideoRecorder

    poses = Recorder(folder / "poses.npz", size_wh, model.sha256, create=create)
    yield _tolerant(recording_to(poses), poses.close, notices)
    log = EventLog(folder / "events.jsonl", create)
    yield _tolerant(log, log.close, notices)
    video = VideoRecorder(folder / "video.mp4", size_wh, create)
    yield Tolerant(video, video.close, notices)


def _tolerant(sink: Sink, close: Callable[[], None], notices: Notices) -> Tolerant:
    behind = Behind(sink, close)
    return Tolerant(behind, behind.close, notices)
