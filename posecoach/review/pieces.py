"""One long video on several cores: pieces of it are seen side by side, and judged as one.

Only the network's work is divided; the coach judges all poses in order, as ever. The network follows a person from
frame to frame, so every piece is seen from some seconds before its first frame on. Where that was not enough for it
to see what the piece before saw in the same frames, the piece is seen again from further back.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from posecoach.capture.piece import VideoPiece
from posecoach.capture.video import VideoFile
from posecoach.errors import VideoError
from posecoach.pipeline import Moment
from posecoach.pose.landmarks import Landmark
from posecoach.pose.mediapipe_estimator import MediaPipeEstimator
from posecoach.pose.model import verify
from posecoach.pose.pose import Pose
from posecoach.review.ahead import observe_ahead
from posecoach.review.material import Material, is_recording, open_material
from posecoach.review.result import ModelInfo
from posecoach.review.workers import Died, Failed, Finished, Told, run_tasks

LEAD_IN_S: Final = 4.0
"""MediaPipe finds a person within some frames and its landmark filters forget within a second or two."""
SHORTEST_S: Final = 15.0
"""Of a piece; in a shorter one the lead-in and the start of a process cost more than a second core brings."""
SEAM_S: Final = 1.0
"""Before a cut, in which both pieces must have seen the same."""
SEAM_SHARE: Final = 0.02
"""Of the frame's longer side: how far landmarks may lie apart in the median and still be the same."""
SEAM_FRAMES: Final = 300
BATCH: Final = 25

_BODY: Final = [landmark for landmark in Landmark if landmark >= Landmark.LEFT_SHOULDER]


@contextmanager
def open_pieces(path: Path, model: Path, *, outline: bool, workers: int) -> Iterator[Material]:
    """Open a video like `open_material`, to be seen by up to so many processes; short ones and recordings by none.

    Raises VideoError, RecordingError or ModelError.
    """
    cuts = [] if is_recording(path) else cuts_of(path, workers)
    if not cuts:
        with open_material(path, model, outline=outline) as material:
            yield material
        return
    with closing(VideoFile(path)) as source:
        size_wh, duration_s = source.size_wh, source.duration_s
    stitcher = Stitcher(path, model, outline, cuts)
    info = ModelInfo(model.name, verify(model))
    with closing(stitcher.moments()) as moments:
        yield Material(str(path), size_wh, duration_s, info, moments, lambda: stitcher.missing_s)


def cuts_of(path: Path, workers: int) -> list[float]:
    """Return the media times [s] at which a video is cut; none if it is too short or its length is not known.

    Raises VideoError.
    """
    with closing(VideoFile(path)) as source:
        duration_s = source.duration_s
    if duration_s is None:
        return []
    count = min(workers, int(duration_s / SHORTEST_S))
    return [duration_s * number / count for number in range(1, count)]


class Stitcher:
    """Has the pieces of a video seen by processes and puts their poses together in order."""

    def __init__(self, path: Path, model: Path, outline: bool, cuts: Sequence[float]) -> None:
        """Take the media times [s] to cut at."""
        self._path = path
        self._see = partial(see, path, model, outline)
        self._starts = [0.0, *cuts]
        self._ends = [*cuts, math.inf]
        self._seen: list[list[Pose]] = [[] for _ in self._starts]
        self._ended: set[int] = set()
        self.missing_s = 0.0
        self.seen_again = 0

    def moments(self) -> Generator[Moment]:
        """Yield a moment, without its frame, for every frame of the video.

        Raises what a piece raised, VideoError if the process of one ended.
        """
        handed: deque[Pose] = deque(maxlen=SEAM_FRAMES)
        current = 0
        leads = [max(0.0, start_s - LEAD_IN_S) for start_s in self._starts]
        for _ in self._run(dict(enumerate(zip(leads, self._ends, strict=True)))):
            # The first piece is judged while it is seen, the others once they are whole.
            while current == 0 or current in self._ended:
                if current and not same(handed, self._seen[current], self._starts[current]):
                    self._see_again(current)
                poses, self._seen[current] = self._seen[current], []
                for pose in poses:
                    if pose.t_s >= self._starts[current]:
                        handed.append(pose)
                        yield Moment(pose)
                if current not in self._ended:
                    break
                current += 1

    def _run(self, spans: Mapping[int, tuple[float, float]]) -> Iterator[None]:
        """See pieces from one media time to another, each in a process; yield whenever something has come."""
        numbers = list(spans)
        tasks = [partial(self._see, *spans[number]) for number in numbers]
        with closing(run_tasks(tasks, len(tasks))) as all_news:
            for news in all_news:
                number = numbers[news.number]
                match news:
                    case Told(what=poses):
                        self._seen[number] += poses
                    case Finished(result=missing_s):
                        self._ended.add(number)
                        self.missing_s = missing_s if number == len(self._starts) - 1 else self.missing_s
                    case Failed(error=error):
                        raise error
                    case Died(exit_code=code):
                        raise VideoError(
                            f"{self._path}: the process that looked at it ended by itself (exit status {code}); "
                            "try again, or without --workers"
                        )
                yield

    def _see_again(self, number: int) -> None:
        """See a piece once more, from the start of the piece before it."""
        self.seen_again += 1
        self._seen[number] = []
        for _ in self._run({number: (self._starts[number - 1], self._ends[number])}):
            pass


def same(before: Iterable[Pose], after: Sequence[Pose], cut_s: float) -> bool:
    """Whether two pieces saw the same person at the same times in the last moments before a cut [s]."""
    first = [pose for pose in before if cut_s - SEAM_S <= pose.t_s < cut_s]
    second = [pose for pose in after if cut_s - SEAM_S <= pose.t_s < cut_s]
    if [pose.t_s for pose in first] != [pose.t_s for pose in second]:
        return False
    apart = [_apart(one, other) for one, other in zip(first, second, strict=True)]
    return all(share <= SEAM_SHARE for share in apart[-(len(apart) + 1) // 2 :])


def _apart(one: Pose, other: Pose) -> float:
    """Return how far the landmarks of two poses lie apart in the median, as a share of the frame's longer side."""
    if not (one.seen and other.seen):
        return 0.0 if one.seen == other.seen else math.inf
    steps = (one.image_px - other.image_px)[_BODY]
    return float(np.median(np.hypot(steps[:, 0], steps[:, 1]))) / max(*one.size_wh, 1)


def see(
    path: Path, model: Path, outline: bool, start_s: float, end_s: float, tell: Callable[[list[Pose]], None]
) -> float:
    """Tell the poses of a part of a video, in batches; return how much [s] was missing at the video's end."""
    with (
        closing(VideoPiece(path, start_s, end_s)) as source,
        closing(MediaPipeEstimator(model, outline=outline)) as estimator,
        observe_ahead(source, estimator) as moments,
    ):
        batch: list[Pose] = []
        for moment in moments:
            batch.append(moment.pose)
            if len(batch) == BATCH:
                tell(batch)
                batch = []
        tell(batch)
        return source.missing_s
