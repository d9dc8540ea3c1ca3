"""Pieces of a long video put together: with poses in the place of a network, seen here or told by processes."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from posecoach.errors import VideoError
from posecoach.pose.inference_policy import Inference
from posecoach.pose.pose import Pose
from posecoach.review import long_videos as pieces
from posecoach.review.long_videos import BATCH, LEAD_IN_S, SEAM_S, SEAM_SHARE, SEAM_SHARED, Stitcher, same
from posecoach.review.workers import Died, Failed, Finished, Told
from tests.poses import every, film, hands_and_knees

CUTS = (6.0, 12.0)
WHOLE = film(hands_and_knees, [(0.0, {"bow": 0.0}), (16.0, {"bow": 0.08})], every(20.0, 16.0))
VIDEO, MODEL = Path("long.mp4"), Path("model.task")
MISSING_S = 0.75

Seen = Callable[[float], Callable[[Pose], Pose]]
"""What a network makes of a pose, by where it began [s]."""


@dataclass
class _Piece:
    """A piece of the video, as it is opened."""

    path: Path
    start_s: float
    end_s: float = math.inf

    def end_at(self, end_s: float) -> None:
        self.end_s = end_s


def rightly(start_s: float) -> Callable[[Pose], Pose]:
    return lambda pose: pose


def wrongly_at_first(for_s: float) -> Seen:
    """Return a network that takes a while to find the person, but for the one that began with the video."""

    def seen(start_s: float) -> Callable[[Pose], Pose]:
        def pose_of(pose: Pose) -> Pose:
            lost = start_s > 0.0 and pose.t_s < start_s + for_s
            return replace(pose, image_px=pose.image_px + np.float32(90.0)) if lost else pose

        return pose_of

    return seen


class _Network:
    """Stands in for what looks at a piece; keeps what it was asked for."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.asked: list[tuple[float, float]] = []
        self.reached_s = 0.0

    def look(
        self, source: _Piece, model: Path, outline: bool, inference: Inference
    ) -> Generator[tuple[list[Pose], float | None]]:
        assert (source.path, model, outline, inference) == (VIDEO, MODEL, True, "full")
        self.asked.append((source.start_s, source.end_s))
        poses = list(map(self.seen(source.start_s), self.of(source.start_s, source.end_s)))
        for first in range(0, len(poses), BATCH):
            self.reached_s = poses[first].t_s
            yield poses[first : first + BATCH], None
        yield [], MISSING_S if source.end_s == math.inf else 0.25

    def of(self, start_s: float, end_s: float) -> list[Pose]:
        return [pose for pose in WHOLE if start_s <= pose.t_s < end_s]

    def run_tasks(self, tasks: Sequence[Any], workers: int) -> Iterator[object]:
        """Tell of all tasks in turns, as processes side by side do."""
        assert workers == 2
        rounds = []
        for number, task in enumerate(tasks):
            assert task.func is pieces.see
            path, model, outline, inference, start_s, end_s = task.args
            batches = list(self.look(_Piece(path, start_s, end_s), model, outline, inference))
            told: list[object] = [Told(number, poses) for poses, _ in batches if poses]
            rounds.append([*told, Finished(number, batches[-1][1])])
        while any(rounds):
            for several in rounds:
                if several:
                    yield several.pop(0)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Callable[[Seen], _Network]:
    def put(seen: Seen) -> _Network:
        made = _Network(seen)
        monkeypatch.setattr(pieces, "look", made.look)
        monkeypatch.setattr(pieces, "run_tasks", made.run_tasks)
        monkeypatch.setattr(pieces, "VideoPiece", _Piece)
        return made

    return put


def stitched(workers: int, begin: bool = False) -> tuple[Stitcher, list[Pose]]:
    stitcher = Stitcher(VIDEO, MODEL, True, CUTS, workers)
    if begin:
        stitcher.begin_with(_Piece(VIDEO, 0.0))  # type: ignore[arg-type]  # all that is asked of one
    return stitcher, [moment.pose for moment in stitcher.moments()]


def alike(poses: Sequence[Pose], others: Sequence[Pose]) -> bool:
    return [pose.t_s for pose in poses] == [pose.t_s for pose in others] and all(
        np.array_equal(one.image_px, other.image_px) for one, other in zip(poses, others, strict=True)
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_pieces_that_fit_are_the_video_with_every_frame_once(
    workers: int, network: Callable[[Seen], _Network]
) -> None:
    made = network(rightly)
    stitcher, poses = stitched(workers, begin=workers == 1)

    assert alike(poses, WHOLE)
    assert (stitcher.seen_again, stitcher.missing_s) == (0, MISSING_S)
    assert made.asked == [(0.0, 6.0), (6.0 - LEAD_IN_S, 12.0), (12.0 - LEAD_IN_S, math.inf)]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("for_s", "again"), [(LEAD_IN_S - SEAM_S - 0.1, 0), (LEAD_IN_S - 0.2, 2), (LEAD_IN_S + 1.0, 2)]
)
def test_a_piece_that_had_not_found_the_person_is_seen_again_from_the_cut_before(
    workers: int, for_s: float, again: int, network: Callable[[Seen], _Network]
) -> None:
    made = network(wrongly_at_first(for_s))
    stitcher, poses = stitched(workers)

    assert alike(poses, WHOLE)
    assert stitcher.seen_again == again
    anew = {asked for asked in made.asked if asked[0] in {0.0, 6.0} and asked[1] != 6.0}
    assert anew == ({(0.0, 12.0), (6.0, math.inf)} if again else set())


def test_nobody_is_waited_for_where_the_first_piece_goes_on(network: Callable[[Seen], _Network]) -> None:
    """What has been seen is judged at once, and not when its piece is over."""
    made = network(rightly)
    moments = Stitcher(VIDEO, MODEL, True, CUTS, 1).moments()
    first = [next(moments).pose for _ in range(BATCH)]

    assert alike(first, WHOLE[:BATCH])
    assert made.asked == [(0.0, 6.0)]
    moments.close()


def test_a_later_piece_is_judged_while_it_is_seen_as_soon_as_it_has_come_to_its_cut(
    network: Callable[[Seen], _Network],
) -> None:
    made = network(rightly)
    moments = Stitcher(VIDEO, MODEL, True, CUTS, 1).moments()
    for start_s in CUTS:
        pose = next(moment.pose for moment in moments if moment.pose.t_s >= start_s)
        assert pose.t_s == start_s
        assert made.reached_s <= start_s
    moments.close()


@pytest.mark.parametrize(
    ("news", "message"),
    [
        (Failed(1, VideoError("long.mp4 is broken")), "long.mp4 is broken"),
        (
            Died(1, -6),
            "long.mp4: the process that looked at it ended by itself (exit status -6)",
        ),
    ],
)
def test_what_a_process_could_not_do_ends_the_video(
    news: object, message: str, network: Callable[[Seen], _Network], monkeypatch: pytest.MonkeyPatch
) -> None:
    network(rightly)
    monkeypatch.setattr(pieces, "run_tasks", lambda *_: (one for one in [Told(0, WHOLE[:20]), news]))
    moments = Stitcher(VIDEO, MODEL, True, CUTS, 2).moments()
    seen = []
    with pytest.raises(VideoError) as raised:
        seen += [next(moments) for _ in range(99)]
    assert str(raised.value).split(";")[0] == message


SEAM = [pose for pose in WHOLE if 4.0 <= pose.t_s < 6.0]


def moved(poses: Iterable[Pose], by_px: float) -> list[Pose]:
    return [replace(pose, image_px=pose.image_px + np.float32((by_px, 0.0))) for pose in poses]


def test_landmarks_may_lie_apart_by_a_share_of_the_longer_side() -> None:
    limit_px = SEAM_SHARE * max(WHOLE[0].size_wh)

    assert same(SEAM, moved(SEAM, 0.99 * limit_px), 6.0)
    assert not same(SEAM, moved(SEAM, 1.01 * limit_px), 6.0)


def test_only_the_last_moments_before_a_cut_and_nothing_after_it_count() -> None:
    early = [pose for pose in SEAM if pose.t_s < 6.0 - SEAM_S]
    late = SEAM[len(early) :]

    assert same(SEAM, [*moved(early, 90.0), *late], 6.0)
    assert same([*SEAM, *WHOLE[120:130]], [*SEAM, *moved(WHOLE[120:130], 90.0)], 6.0)
    assert len(late) == 20
    assert same(SEAM, [*moved(late[:9], 90.0), *late[9:]], 6.0)
    assert not same(SEAM, [*moved(late[:10], 90.0), *late[10:]], 6.0)


def test_where_the_network_chose_its_frames_a_share_of_them_is_enough() -> None:
    late = [pose for pose in SEAM if pose.t_s >= 6.0 - SEAM_S]
    enough = round(SEAM_SHARED * len(late))

    assert not same(SEAM, late[-(len(late) - 1) :], 6.0)
    assert same(SEAM, late[-enough:], 6.0, "auto")
    assert not same(SEAM, late[-enough + 1 :], 6.0, "auto")


def test_nobody_is_like_nobody_and_like_nobody_else() -> None:
    empty = [Pose.nobody(pose.t_s) for pose in SEAM]

    assert same(empty, empty, 6.0)
    assert not same(SEAM, empty, 6.0)
    assert not same(empty, SEAM, 6.0)
