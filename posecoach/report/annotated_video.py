"""The annotated video: the recording with skeleton, phase, counts and cues, which never cover the person."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from posecoach.capture.prefetch import Ahead
from posecoach.capture.video import VideoPiece
from posecoach.drawing.shapes import Image
from posecoach.drawing.skeleton import Near
from posecoach.pose.pose import Pose
from posecoach.recording.movie import Movie, join
from posecoach.report.canvas import Painter, Scaler
from posecoach.report.captions import Captions
from posecoach.report.drawing_thread import AHEAD, Drawn
from posecoach.report.fault_picture import near_of
from posecoach.report.shots import group_of, pose_rate_hz, rate_hz, shots, start_of
from posecoach.report.stills import Stills
from posecoach.results.evidence import Evidence
from posecoach.words.catalogue import ENGLISH, Words

SEEK_BEFORE_S: Final = 0.5
"""A part is sought this long before its start, so only a key frame that is earlier spares any decoding."""
NOTHING: Final = Drawn(Path(), {}, ())


@dataclass(frozen=True, slots=True)
class Stretch:
    """Groups of pictures that are read once more: from the first one to the last, math.inf = to the end."""

    first: int
    last: float


def annotate(
    evidence: Evidence,
    path: Path,
    progress: Callable[[float], None],
    stills: Stills,
    words: Words = ENGLISH,
    drawn: Drawn | None = None,
) -> None:
    """Write the annotated video of a review to an .mp4.

    The pictures come from the recording, or are skeletons on a plain ground where there is none. progress: told
    the media time [s]. stills: are shown the frames that they want, before anything is drawn on them, on another
    thread, which reads and scales while this one draws. drawn: what was drawn while the recording was judged; only
    what is not right any more is drawn again. Raises VideoError if the recording cannot be read again, OutputError if
    the file cannot be written.
    """
    if not len(evidence.poses):
        return
    captions = Captions(evidence, words)
    drawn = drawn or NOTHING
    right = {number for number, group in drawn.groups.items() if group.is_still_right(captions)}
    wanted = {group_of(evidence.poses[index].t_s) for index in stills.indices}
    drawing = _Drawing(evidence, captions, drawn, right, stills)
    stretches = stretches_of(drawn, right, wanted)
    if not right:
        drawing.draw(path, stretches, progress, sound=True)
        return
    again = path.with_suffix(f".again{path.suffix}")
    with ExitStack() as stack:
        stack.callback(again.unlink, missing_ok=True)
        drawing.draw(again, stretches, progress, sound=False)
        parts = [(drawn.path, lambda t_s: group_of(t_s) in right)]
        if again.exists():  # else the recording has become shorter, and there was nothing to draw
            parts.append((again, lambda t_s: group_of(t_s) not in right))
        join(path, parts, drawing.sound)


def stretches_of(drawn: Drawn, right: Collection[int], wanted: Collection[int]) -> list[Stretch]:
    """Return what is read again: what was not drawn, or is not right any more, and the groups that are wanted.

    Stretches are put together where nothing would be gained by seeking: no key frame lies between them.
    """
    ahead = max(drawn.groups, default=-1)
    lacking = {*range(min(drawn.groups, default=0)), *drawn.groups}.difference(right)
    numbers = lacking | {one for one in wanted if one <= ahead}
    stretches = [Stretch(number, number) for number in sorted(numbers)]
    stretches.append(Stretch(ahead + 1, math.inf))
    joined = stretches[:1]
    keys_s = sorted(drawn.keys_s)
    for stretch in stretches[1:]:
        sought_s = start_of(stretch.first) - SEEK_BEFORE_S
        after = bisect_right(keys_s, start_of(int(joined[-1].last) + 1))
        if after < bisect_right(keys_s, sought_s):
            joined.append(stretch)
        else:
            joined[-1] = Stretch(joined[-1].first, stretch.last)
    return joined


class _Drawing:
    """Reads parts of a recording again and draws what is not right of it. sound: whose sound goes with it, if any."""

    def __init__(
        self, evidence: Evidence, captions: Captions, drawn: Drawn, right: Collection[int], stills: Stills
    ) -> None:
        self._evidence, self._captions, self._stills = evidence, captions, stills
        self._drawn, self._right = drawn, right
        self.sound: Path | None = None

    def draw(
        self, path: Path, stretches: list[Stretch], progress: Callable[[float], None], *, sound: bool
    ) -> None:
        """Write a movie of the groups of some stretches that are not right as they were drawn."""
        painter = Painter(self._evidence.report.review.video.size_wh)
        with ExitStack() as stack:
            sources = stack.enter_context(closing(self._sources(stretches)))
            first = next(sources)
            source, group = first[1], -1
            # Slow motion is read at its real speed, which its sound does not have.
            self.sound = self._evidence.video if source is not None and source.speed == 1 else None
            rate = pose_rate_hz(self._evidence) if source is None else rate_hz(source)
            movie = stack.enter_context(
                Movie(path, painter.size_wh, rate, self.sound if sound else None, keyed=True)
            )
            pictures = self._pictures(chain([first], sources), painter.picture_wh)
            for pose, near, frame in stack.enter_context(closing(Ahead(pictures, AHEAD, "drawing"))):
                begins, group = group_of(pose.t_s) != group, group_of(pose.t_s)
                if begins:
                    captions = self._captions.within(pose.t_s, pose.t_s + 1)
                look = captions.look(pose.t_s, pose.seen, near)
                movie.add(painter.paint(frame, pose, look), pose.t_s, key=begins)
                progress(pose.t_s)

    def _sources(self, stretches: list[Stretch]) -> Generator[tuple[Stretch, VideoPiece | None]]:
        """Yield the stretches, each with the opened part of the recording, which the next step closes."""
        for stretch in stretches:
            if self._evidence.video is None:
                yield stretch, None
                continue
            end_s = start_of(int(stretch.last) + 1) if stretch.last < math.inf else math.inf
            with closing(VideoPiece(self._evidence.video, start_of(stretch.first), end_s)) as source:
                yield stretch, source

    def _pictures(
        self, sources: Iterable[tuple[Stretch, VideoPiece | None]], size_wh: tuple[int, int]
    ) -> Iterator[tuple[Pose, Near, Image | None]]:
        """Yield what is to be drawn, with the nearer side of the person and the frame in its size."""
        scaler = Scaler(size_wh)
        for stretch, source in sources:
            near = self._near_before(stretch.first)
            for shot in shots(self._evidence, source, start_of(stretch.first)):
                if shot.number is not None:
                    self._stills.offer(shot.number, shot.frame)
                near = near_of(shot.pose, near)
                if group_of(shot.pose.t_s) in self._right:
                    continue
                yield shot.pose, near, scaler.scaled(shot.frame)

    def _near_before(self, number: int) -> Near:
        """Return the nearer side in the last picture before a group."""
        before = max((one for one in self._drawn.groups if one < number), default=None)
        return "both" if before is None else self._drawn.groups[before].looks[-1].near
