"""Draws groups of pictures of the annotated video, in order, on threads of its own, as they are handed over."""

from __future__ import annotations

import queue
import threading
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from posecoach.capture.prefetch import Ahead
from posecoach.capture.video import VideoPiece
from posecoach.drawing.shapes import Image
from posecoach.drawing.skeleton import Near
from posecoach.pose.pose import Pose
from posecoach.recording.movie import Movie
from posecoach.report.canvas import Painter, Scaler
from posecoach.report.captions import Captions, Look
from posecoach.report.fault_picture import near_of
from posecoach.report.shots import group_of, rate_hz, start_of, with_poses

MOST_WAITING: Final = 60
"""Groups that may wait to be drawn, then judging waits: a minute of poses, 3 MB."""
AHEAD: Final = 2
"""Pictures that are read before they are drawn on: 6 MB at most."""
_WAKE_EVERY_S: Final = 0.2  # on Windows Ctrl-C is only seen between waits


@dataclass(frozen=True, slots=True)
class DueGroup:
    """The poses of one second, and what is said of it."""

    poses: Sequence[Pose]
    captions: Captions


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """What the pictures of one second show: their media times [s], and their looks."""

    times_s: array[float] = field(default_factory=lambda: array("d"))
    looks: list[Look] = field(default_factory=list)

    def is_still_right(self, captions: Captions) -> bool:
        """Whether all of it would be drawn in the same way."""
        now = captions.within(self.times_s[0], self.times_s[-1])
        return all(
            now.look(t_s, look.seen, look.near) == look
            for t_s, look in zip(self.times_s, self.looks, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn, group by group, into the movie at a path. keys_s: see `VideoFile.keys_s`."""

    path: Path
    groups: Mapping[int, DrawnGroup]
    keys_s: Sequence[float]


class DrawingThread:
    """Draws into the movie at a path, beginning with a group.

    first: its number. before, near: the pose and the nearer side in the last picture before it.
    """

    def __init__(self, video: Path, path: Path, first: int, before: Pose, near: Near) -> None:
        self._video, self._path = video, path
        self._first, self._before, self._near = first, before, near
        self._due: queue.Queue[DueGroup | None] = queue.Queue(MOST_WAITING)
        self._captions: dict[int, Captions] = {}
        self._groups: dict[int, DrawnGroup] = {}
        self._begun = first
        self._keys_s: Sequence[float] = ()
        self._repaired = False
        self._drawn_s = 0.0
        self._stopped = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="posecoach drawing ahead", daemon=True)
        self._thread.start()

    def put(self, group: DueGroup | None) -> None:
        """Hand the next group over, None: it was the last one; raises what drawing raised."""
        while self._error is None:
            with suppress(queue.Full):
                self._due.put(group, timeout=_WAKE_EVERY_S)
                return
        raise self._error

    def finish(self, progress: Callable[[float], None]) -> Drawn | None:
        """Return what was drawn when all of it is; None where no part of the recording can be read by itself.

        progress: told the media time [s] that has been reached.
        """
        self.put(None)
        while self._thread.is_alive():
            self._thread.join(_WAKE_EVERY_S)
            progress(self._drawn_s)
        if self._error is not None:
            raise self._error
        if self._repaired:
            return None
        whole = {number: group for number, group in self._groups.items() if number < self._begun}
        return Drawn(self._path, whole, self._keys_s)

    def stop(self) -> None:
        """End, whatever is still to be drawn."""
        self._stopped = True
        with suppress(queue.Full):  # then nobody waits for more
            self._due.put_nowait(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            with closing(VideoPiece(self._video, start_of(self._first))) as source:
                self._draw(source)
                self._keys_s, self._repaired = source.keys_s, source.repaired
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits, whatever it is
            self._error = error

    def _draw(self, source: VideoPiece) -> None:
        painter, near = Painter(source.size_wh), self._near
        with (
            Movie(self._path, painter.size_wh, rate_hz(source), None, keyed=True) as movie,
            closing(Ahead(self._ready(source, painter.picture_wh), AHEAD, "posecoach frames ahead")) as ready,
        ):
            for captions, pose, frame in ready:
                near = near_of(pose, near)
                look = captions.look(pose.t_s, pose.seen, near)
                begins = self._note(pose.t_s, look)
                movie.add(painter.paint(frame, pose, look), pose.t_s, key=begins)
                self._drawn_s = pose.t_s

    def _note(self, t_s: float, look: Look) -> bool:
        """Take note of a picture; return whether a group begins with it."""
        number = group_of(t_s)
        begins = number not in self._groups
        group = self._groups.setdefault(number, DrawnGroup())
        same = not begins and group.looks[-1] == look
        group.times_s.append(t_s)
        group.looks.append(group.looks[-1] if same else look)  # one for all that are the same
        return begins

    def _ready(
        self, source: VideoPiece, size_wh: tuple[int, int]
    ) -> Iterator[tuple[Captions, Pose, Image | None]]:
        """Yield the frames of the groups that were handed over, small, with their poses and what is said then."""
        scaler = Scaler(size_wh)
        for shot in with_poses(source, self._waited_for(), self._before):
            number = group_of(shot.pose.t_s)
            for over in [one for one in self._captions if one < number]:
                del self._captions[over]
            if self._stopped or number not in self._captions:
                return
            yield self._captions[number], shot.pose, scaler.scaled(shot.frame)

    def _waited_for(self) -> Iterator[Pose]:
        """Yield the poses as they are handed over."""
        number = self._first
        while (group := self._due.get()) is not None:
            self._captions[number] = group.captions
            for pose in group.poses:
                self._begun = number  # frames before this pose lie between two poses, whatever comes
                yield pose
            number += 1
