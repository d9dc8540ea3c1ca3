"""One long video on several cores: the same result as in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.throughput import repeated
from posecoach.capture.frame import frames
from posecoach.capture.video import VideoFile, VideoPiece
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.mediapipe.model import model_path
from posecoach.pose.pose import Pose
from posecoach.results.review import Review
from posecoach.review import long_videos as pieces
from posecoach.review.job import Job, carry_out
from posecoach.review.long_videos import cuts_of, open_pieces, same
from tests.poses import every, film, hands_and_knees
from tests.videos import evenly, write_video

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of 12 s with uneven time stamps, each frame of its own grey."""
    times_s = [t_s + 0.005 * (number % 3) for number, t_s in enumerate(evenly(360))]
    return write_video(tmp_path_factory.mktemp("numbered") / "numbered.mp4", times_s)


def stamps(source: VideoFile) -> list[tuple[float, int]]:
    """Return the media time and the middle grey of every frame."""
    with closing(source):
        return [(frame.t_s, int(frame.bgr[24, 32, 0])) for frame in frames(source)]


@pytest.mark.parametrize(
    ("start_s", "end_s"), [(0.0, 4.0), (4.0, 8.0), (7.99, 8.5), (8.0, np.inf), (11.9, np.inf)]
)
def test_piece_has_exactly_the_frames_of_its_span(numbered: Path, start_s: float, end_s: float) -> None:
    whole = stamps(VideoFile(numbered))
    assert stamps(VideoPiece(numbered, start_s, end_s)) == [one for one in whole if start_s <= one[0] < end_s]


def test_piece_beyond_the_end_is_empty(numbered: Path) -> None:
    assert stamps(VideoPiece(numbered, 100.0)) == []


def test_piece_of_a_file_that_cannot_be_sought(numbered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Landing too late, it is read from the beginning."""
    monkeypatch.setattr("posecoach.capture.video._EARLIER_S", -3.0)
    whole = stamps(VideoFile(numbered))
    assert stamps(VideoPiece(numbered, 4.0, 6.0)) == [one for one in whole if 4.0 <= one[0] < 6.0]


def test_short_video_is_not_cut(numbered: Path) -> None:
    assert cuts_of(numbered, 12.0) == []


@pytest.mark.parametrize(
    ("piece_s", "shortest_s", "cuts"),
    [(3.0, 1.0, [3.0, 6.0, 9.0]), (3.0, 4.0, [3.0, 6.0]), (5.0, 1.0, [5.0, 10.0]), (5.0, 3.0, [5.0])],
)
def test_cuts_are_even_and_a_short_rest_belongs_to_the_last_piece(
    piece_s: float, shortest_s: float, cuts: list[float], numbered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIECE_S", piece_s)
    monkeypatch.setattr(pieces, "SHORTEST_S", shortest_s)
    assert cuts_of(numbered, 12.0) == cuts


@pytest.mark.parametrize(("bytes_a_second", "is_cut"), [(100, True), (99, False), (0, False)])
def test_a_file_too_small_for_the_length_that_it_claims_is_not_cut(
    bytes_a_second: int, is_cut: bool, tmp_path: Path
) -> None:
    (tmp_path / "claims.mp4").write_bytes(bytes(600 * bytes_a_second))
    assert bool(cuts_of(tmp_path / "claims.mp4", 600.0)) is is_cut


def test_a_video_of_a_length_that_nobody_knows_is_not_cut(numbered: Path) -> None:
    assert cuts_of(numbered, None) == []


FILM = film(hands_and_knees, [(0.0, {"bow": 0.0}), (2.0, {"bow": 0.05})], every(30.0, 2.0))


def moved(poses: Iterable[Pose], by_px: float) -> list[Pose]:
    return [replace(pose, image_px=pose.image_px + np.float32(by_px)) for pose in poses]


@pytest.mark.parametrize(
    ("after", "fits"),
    [
        (FILM, True),
        (moved(FILM, 5.0), True),
        (moved(FILM, 50.0), False),
        ([*moved(FILM[:35], 50.0), *FILM[35:]], True),
        (FILM[1:50], False),
        ([Pose.nobody(pose.t_s) for pose in FILM], False),
        ([], False),
    ],
    ids=["same", "nearly", "elsewhere", "found in time", "other frames", "nobody", "nothing"],
)
def test_seam_fits_where_both_pieces_saw_the_same(after: Sequence[Pose], fits: bool) -> None:
    assert same(FILM, after, 1.9) is fits


def length_s(video: Path) -> float | None:
    with closing(VideoFile(video)) as source:
        return source.duration_s


def reviewed(video: Path, workers: int) -> Review:
    job = Job(video, None, model_path(), tuple(builtin_exercises().values()), "cat_cow")
    return carry_out(job, lambda _: None, workers).review


@pytest.fixture(scope="module")
def sample() -> Path:
    """A sample video that lasts long enough to be cut when it is shown three times over."""
    found = sorted((ROOT / "sample_videos").glob("cat_cow_clean_*.mp4"))
    if not found:
        pytest.skip("there is no sample_videos/cat_cow_clean_*.mp4")
    return found[0]


@pytest.mark.slow
def test_the_review_is_the_same_to_the_last_digit_for_any_number_of_workers(
    sample: Path, tmp_path: Path
) -> None:
    video = repeated(sample, tmp_path / "long.mp4", 6)
    assert len(cuts_of(video, length_s(video))) == 1, "the video is too short to be cut"
    assert reviewed(video, 2) == reviewed(video, 1)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_piece_that_saw_something_else_is_seen_again(
    workers: int, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing fits: every piece but the first is seen from the start of the one before it."""
    monkeypatch.setattr(pieces, "PIECE_S", 4.0)
    monkeypatch.setattr(pieces, "SHORTEST_S", 2.0)
    monkeypatch.setattr(pieces, "same", lambda *_: False)
    with open_pieces(sample, model_path(), outline=False, workers=workers) as material:
        times_s = [moment.pose.t_s for moment in material.moments]
    with closing(VideoFile(sample)) as source:
        assert times_s == [frame.t_s for frame in frames(source)]


@pytest.mark.slow
def test_pieces_that_fit_are_judged_while_they_are_seen(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIECE_S", 4.0)
    monkeypatch.setattr(pieces, "SHORTEST_S", 2.0)
    monkeypatch.setattr(pieces, "LEAD_IN_S", 2.0)
    stitcher = pieces.Stitcher(sample, model_path(), False, cuts_of(sample, length_s(sample)), 1)
    with closing(stitcher.moments()) as moments:
        times_s = [moment.pose.t_s for moment in moments]
    with closing(VideoFile(sample)) as source:
        assert times_s == [frame.t_s for frame in frames(source)]
    assert stitcher.seen_again == 0
