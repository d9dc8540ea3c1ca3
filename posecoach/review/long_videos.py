"""One long video in pieces: seen one after the other or side by side, and judged as one.

Only the network's work is divided; the coach judges all poses in order, as ever. The network follows a person from
frame to frame and never quite forgets where it started, so the cuts are the same for any number of processes, and so
is the result, to the last digit. Every piece is seen from some seconds before its first frame on. Where that was not
enough for it to see what the piece before saw in the same frames, the piece is seen again from further back.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Final, assert_never

import numpy as np

from posecoach.capture.video import VideoPiece
from posecoach.errors import VideoError
from posecoach.pipeline import Moment
from posecoach.pose.inference_policy import Inference
from posecoach.pose.landmarks import Landmark
from posecoach.pose.opening import check_model, open_estimator
from posecoach.pose.pose import Pose
from posecoach.review.sources import Material, is_recording, observe_ahead, open_material, watched
from posecoach.review.workers import Died, Failed, Finished, Told, run_tasks
from posecoach.words.phrase import filled

PIECE_S: Final = 60.0
LEAD_IN_S: Final = 3.0
"""MediaPipe finds a person within some frames and its landmark filters forget within a second or two. A twentieth of
a piece: so much slower is the review of a long video."""
SHORTEST_S: Final = 15.0
"""Of the last piece; a shorter rest belongs to the one before."""
LEAST_BYTES_S: Final = 100.0
"""In the file for each second [bytes]; a webcam has a hundred times as many. A container may promise hours between its
first frame and its second, and each piece costs the start of a network."""
SEAM_S: Final = 1.0
"""Before a cut, in which both pieces must have seen the same."""
SEAM_SHARE: Final = 0.02
"""Of the frame's longer side: how far landmarks may lie apart in the median and still be the same."""
SEAM_SHARED: Final = 0.25
"""Share of the frames before a cut that both must have looked at: where `auto` looks depends on where it began."""
SEAM_FRAMES: Final = 300
BATCH: Final = 25

_BODY: Final = [landmark for landmark in Landmark if landmark >= Landmark.LEFT_SHOULDER]


@contextmanager
def open_pieces(
    path: Path, model: Path, *, outline: bool, workers: int, inference: Inference = "full"
) -> Iterator[Material]:
    """Open a video like `open_material`, long ones in pieces, seen by up to `workers` processes.

    The file is opened once, and once more for each piece after the first. Raises VideoError, RecordingError or
    ModelError.
    """
    if is_recording(path):
        with open_material(path, model, outline=outline) as material:
            yield material
        return
    with closing(VideoPiece(path, 0.0)) as source:
        cuts = cuts_of(path, source.duration_s)
        if not cuts:
            with watched(source, model, outline=outline, inference=inference) as material:
                yield material
            return
        info = check_model(model, loads_next=workers == 1)
        stitcher = Stitcher(path, model, outline, cuts, workers, inference)
        if workers == 1:
            stitcher.begin_with(source)
        else:
            source.close()  # each process opens its own
        with closing(stitcher.moments()) as moments:
            yield Material(
                source.name, source.size_wh, source.duration_s, info, moments, lambda: stitcher.missing_s
            )


def cuts_of(path: Path, duration_s: float | None) -> list[float]:
    """Return the media times [s] at which a video is cut; none if it is short or its length is not to be believed.

    duration_s: as far as its container says.
    """
    long_s = duration_s or 0.0
    count = 1 + int(max(long_s - SHORTEST_S, 0.0) / PIECE_S)
    if path.stat().st_size < long_s * LEAST_BYTES_S:
        return []
    return [PIECE_S * number for number in range(1, count)]


class Stitcher:
    """Has the pieces of a video seen, here or by processes, and puts their poses together in order."""

    def __init__(
        self,
        path: Path,
        model: Path,
        outline: bool,
        cuts: Sequence[float],
        workers: int,
        inference: Inference = "full",
    ) -> None:
        """Take the media times [s] to cut at. workers: 1 = see them here, one after the other."""
        self._path, self._model, self._outline = path, model, outline
        self._inference = inference
        self._first: VideoPiece | None = None
        self._see = partial(see, path, model, outline, inference)
        self._workers = workers
        self._starts = [0.0, *cuts]
        self._ends = [*cuts, math.inf]
        self._seen: list[list[Pose]] = [[] for _ in self._starts]
        self._ended: set[int] = set()
        self.missing_s = 0.0
        self.seen_again = 0

    def begin_with(self, source: VideoPiece) -> None:
        """Take the video as it was opened, for the first piece, which is then seen here."""
        source.end_at(self._ends[0])
        self._first = source

    def moments(self) -> Generator[Moment]:
        """Yield a moment, without its frame, for every frame of the video.

        Raises what a piece raised, VideoError if the process of one ended.
        """
        handed: deque[Pose] = deque(maxlen=SEAM_FRAMES)
        current, fits = 0, True
        leads = [max(0.0, start_s - LEAD_IN_S) for start_s in self._starts]
        with closing(self._run(dict(enumerate(zip(leads, self._ends, strict=True))))) as steps:
            for _ in steps:
                while current < len(self._starts) and self._begun(current):
                    fits = (
                        fits
                        or not current
                        or same(handed, self._seen[current], self._starts[current], self._inference)
                    )
                    if not fits and current not in self._ended:
                        break  # it is seen again once it is over
                    if not fits:
                        self._see_again(current)
                    for pose in self._take(current):
                        handed.append(pose)
                        yield Moment(pose)
                    fits = True
                    if current not in self._ended:
                        break
                    current, fits = current + 1, False

    def _begun(self, number: int) -> bool:
        """Whether a piece has come as far as its own first frame, or is over."""
        seen = self._seen[number]
        return number in self._ended or (bool(seen) and seen[-1].t_s >= self._starts[number])

    def _take(self, number: int) -> list[Pose]:
        """Take what has been seen of a piece, without its lead-in."""
        poses, self._seen[number] = self._seen[number], []
        return [pose for pose in poses if pose.t_s >= self._starts[number]]

    def _run(self, spans: Mapping[int, tuple[float, float]]) -> Generator[None]:
        """See pieces from one media time to another; yield whenever something has come."""
        if self._workers == 1:
            for number, (start_s, end_s) in spans.items():
                with closing(self._look(number, start_s, end_s)) as batches:
                    for poses, missing_s in batches:
                        self._note(number, poses, missing_s)
                        yield
            return
        numbers = list(spans)
        tasks = [partial(self._see, *spans[number]) for number in numbers]
        with closing(run_tasks(tasks, self._workers)) as all_news:
            for news in all_news:
                number = numbers[news.number]
                match news:
                    case Told(what=poses):
                        self._note(number, poses, None)
                    case Finished(result=missing_s):
                        self._note(number, [], missing_s)
                    case Failed(error=error):
                        raise error
                    case Died(exit_code=code):
                        raise VideoError(
                            filled(
                                "{path}: the process that looked at it ended by itself (exit status {code}); "
                                "try again, or without --workers",
                                path=self._path,
                                code=str(code),
                            )
                        )
                    case _ as other:
                        assert_never(other)
                yield

    def _look(self, number: int, start_s: float, end_s: float) -> Generator[tuple[list[Pose], float | None]]:
        """Have a piece seen here."""
        source, self._first = self._first, None
        if source is None or number:
            source = VideoPiece(self._path, start_s, end_s)
        return look(source, self._model, self._outline, self._inference)

    def _note(self, number: int, poses: list[Pose], missing_s: float | None) -> None:
        """Keep what was seen; missing_s: None while the piece goes on, else how much [s] was not there in the end."""
        self._seen[number] += poses
        if missing_s is not None:
            self._ended.add(number)
            self.missing_s = missing_s if number == len(self._starts) - 1 else self.missing_s

    def _see_again(self, number: int) -> None:
        """See a piece once more, from the start of the piece before it."""
        self.seen_again += 1
        self._seen[number] = []
        for _ in self._run({number: (self._starts[number - 1], self._ends[number])}):
            pass


def same(before: Iterable[Pose], after: Sequence[Pose], cut_s: float, inference: Inference = "full") -> bool:
    """Whether two pieces saw the same person at the same times in the last moments before a cut [s]."""
    first = [pose for pose in before if cut_s - SEAM_S <= pose.t_s < cut_s]
    second = [pose for pose in after if cut_s - SEAM_S <= pose.t_s < cut_s]
    then = {pose.t_s: pose for pose in second}
    apart = [_apart(one, then[one.t_s]) for one in first if one.t_s in then]
    shared = 1.0 if inference == "full" else SEAM_SHARED
    if len(apart) < shared * max(len(first), len(second)):
        return False
    return all(share <= SEAM_SHARE for share in apart[-(len(apart) + 1) // 2 :])


def _apart(one: Pose, other: Pose) -> float:
    """Return how far the landmarks of two poses lie apart in the median, as a share of the frame's longer side."""
    if not (one.seen and other.seen):
        return 0.0 if one.seen == other.seen else math.inf
    steps = (one.image_px - other.image_px)[_BODY]
    return float(np.median(np.hypot(steps[:, 0], steps[:, 1]))) / max(*one.size_wh, 1)


def look(
    source: VideoPiece, model: Path, outline: bool, inference: Inference
) -> Generator[tuple[list[Pose], float | None]]:
    """Yield the poses of a part of a video in batches, with the last how much [s] was missing at the video's end.

    The part is closed in the end.
    """
    with (
        closing(source),
        open_estimator(model, outline) as estimator,
        observe_ahead(source, estimator, inference) as moments,
    ):
        batch: list[Pose] = []
        for moment in moments:
            batch.append(moment.pose)
            if len(batch) == BATCH:
                yield batch, None
                batch = []
        yield batch, source.missing_s


def see(
    path: Path,
    model: Path,
    outline: bool,
    inference: Inference,
    start_s: float,
    end_s: float,
    tell: Callable[[list[Pose]], None],
) -> float:
    """Tell the poses of a part of a video, in batches; return how much [s] was missing at the video's end."""
    missing_s: float | None = None
    with closing(look(VideoPiece(path, start_s, end_s), model, outline, inference)) as batches:
        for poses, missing_s in batches:  # noqa: B007 - the last one counts
            tell(poses)
    return missing_s or 0.0
