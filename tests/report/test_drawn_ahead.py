"""The annotated video is drawn while the recording is judged, and shows in the end what the review says."""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import pytest

from posecoach.drawing.cue_band import Message
from posecoach.errors import OutputError
from posecoach.pipeline import Moment
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.pose import Pose
from posecoach.recording.movie import Movie
from posecoach.report import drawn_ahead
from posecoach.report.annotated_video import Stretch, annotate, stretches_of
from posecoach.report.canvas import Painter
from posecoach.report.captions import Captions, Look
from posecoach.report.drawing_thread import DrawingThread, Drawn, DrawnGroup, DueGroup
from posecoach.report.requested import output_names
from posecoach.report.stills import Stills
from posecoach.results.evidence import Evidence
from posecoach.review import job
from posecoach.review.job import examine
from posecoach.review.sources import Material
from tests.poses import every, film, hands_and_knees
from tests.reviewed import CYCLES, job_on
from tests.videos import write_video

SIZE = (640, 360)
TIMES_S = every(25.0, 20.0)
POSES = [
    replace(pose, image_px=pose.image_px / 2, size_wh=SIZE) for pose in film(hands_and_knees, CYCLES, TIMES_S)
]
LOOKED_AT = POSES[::2]
"""As under `auto`: the other frames are drawn with the pose between two."""

Review = Callable[..., Evidence]


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pictures = [np.full((SIZE[1], SIZE[0], 3), 60 + index % 100, np.uint8) for index in range(len(TIMES_S))]
    return write_video(tmp_path_factory.mktemp("ahead") / "video.mp4", TIMES_S, SIZE, pictures=pictures)


@pytest.fixture
def review(monkeypatch: pytest.MonkeyPatch) -> Review:
    """Review a video as if the network had seen these poses in it."""

    def reviewed(video: Path, folder: Path, poses: Iterator[Pose], **more: object) -> Evidence:
        @contextmanager
        def opened(*_: object, **__: object) -> Iterator[Material]:
            model = ModelInfo("full.task", "5f41")
            yield Material(str(video), SIZE, 20.0, model, map(Moment, poses), lambda: 0.0)

        monkeypatch.setattr(job, "open_pieces", opened)
        folder.mkdir(exist_ok=True)
        return examine(job_on(video, folder, **{"exercise": "cat_cow", **more}), lambda _: None)

    return reviewed


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The media times of all pictures that are painted."""
    times_s: list[float] = []
    paint = Painter.paint

    def noting(painter: Painter, frame: Any, pose: Pose, look: Look) -> Any:
        times_s.append(pose.t_s)
        return paint(painter, frame, pose, look)

    monkeypatch.setattr(Painter, "paint", noting)
    return times_s


def pictures_of(path: Path) -> tuple[list[float], list[np.ndarray]]:
    with av.open(str(path)) as container:
        frames = [(frame.time, frame.to_ndarray(format="bgr24")) for frame in container.decode(video=0)]
    return [time for time, _ in frames], [picture for _, picture in frames]


def assert_shows_the_same(path: Path, evidence: Evidence, scratch: Path) -> None:
    """Compare with a video that is drawn when all is known."""
    annotate(evidence, scratch / "late.mp4", lambda _: None, Stills(evidence))
    times_s, pictures = pictures_of(path)
    late_s, late = pictures_of(scratch / "late.mp4")
    assert times_s == late_s
    assert times_s == pytest.approx(TIMES_S, abs=2e-3)
    for t_s, picture, wanted in zip(times_s, pictures, late, strict=True):
        apart = np.abs(picture.astype(np.int16) - wanted).max(axis=2)
        assert np.percentile(apart, 99.9) < 40, f"it shows something else at {t_s:.2f} s"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("poses", "exercise", "lag_s"),
    [
        pytest.param(POSES, "cat_cow", 0.0, id="full, no lag"),
        pytest.param(LOOKED_AT, "cat_cow", drawn_ahead.LAG_S, id="auto"),
        pytest.param(LOOKED_AT, None, drawn_ahead.LAG_S, id="to be recognised"),
    ],
)
def test_it_shows_what_the_review_says_in_the_end(
    video: Path,
    tmp_path: Path,
    review: Review,
    poses: list[Pose],
    exercise: str | None,
    lag_s: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without any lag much of what is drawn first is wrong: faults are told once they are over."""
    monkeypatch.setattr(drawn_ahead, "LAG_S", lag_s)
    evidence = review(video, tmp_path / "out", poses, exercise=exercise)
    assert evidence.faults
    assert_shows_the_same(tmp_path / "out" / "annotated.mp4", evidence, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ["cat_cow", None])
def test_little_is_drawn_twice(
    video: Path, tmp_path: Path, review: Review, painted: list[float], exercise: str | None
) -> None:
    """Nothing is drawn while it is not known which exercise it is: all of that would be drawn again."""
    review(video, tmp_path / "out", POSES, exercise=exercise)
    assert len(set(painted)) == len(POSES)
    assert len(painted) < 1.2 * len(POSES)
    assert painted != sorted(painted) or exercise is not None


@pytest.mark.slow
def test_what_is_found_in_the_second_reading_is_drawn(
    video: Path, tmp_path: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here all that is found is news in the end: the sink hears of no event."""
    hear = drawn_ahead.DrawnAhead.__call__
    monkeypatch.setattr(
        drawn_ahead.DrawnAhead, "__call__", lambda ahead, moment, _, state: hear(ahead, moment, (), state)
    )
    evidence = review(video, tmp_path / "out", POSES)
    assert evidence.faults
    assert_shows_the_same(tmp_path / "out" / "annotated.mp4", evidence, tmp_path)


@pytest.mark.slow
def test_the_same_recording_gives_the_same_file(video: Path, tmp_path: Path, review: Review) -> None:
    for name in ("first", "second"):
        review(video, tmp_path / name, POSES)
    first, second = ((tmp_path / name / "annotated.mp4").read_bytes() for name in ("first", "second"))
    assert first == second


@pytest.mark.slow
def test_nothing_but_the_results_is_left(video: Path, tmp_path: Path, review: Review) -> None:
    review(video, tmp_path, POSES)
    assert {path.name for path in tmp_path.iterdir()} == set(output_names(job.DEFAULT_WISHES))


@pytest.mark.slow
def test_faults_have_their_pictures(video: Path, tmp_path: Path, review: Review) -> None:
    """They are taken from groups that are not drawn again as well."""
    evidence = review(video, tmp_path / "out", POSES)
    report = (tmp_path / "out" / "report.html").read_text()
    assert report.count("data:image/webp") == len(evidence.faults) > 0


@pytest.mark.slow
def test_ctrl_c_leaves_neither_a_video_nor_a_part_of_one(video: Path, tmp_path: Path, review: Review) -> None:
    def interrupted() -> Iterator[Pose]:
        yield from POSES[:340]
        raise KeyboardInterrupt

    evidence = review(video, tmp_path, interrupted())
    assert not evidence.report.complete
    assert not list(tmp_path.glob("*.mp4"))


class _Full(Movie):
    """Finds no room after some pictures."""

    def add(self, *_: object, **__: object) -> None:
        raise OutputError("no room")


@pytest.mark.slow
@pytest.mark.parametrize("where", ["drawing_thread", "annotated_video"])
def test_a_full_disk_is_one_error_and_leaves_no_part(
    where: str, video: Path, tmp_path: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"posecoach.report.{where}.Movie", _Full)
    with pytest.raises(OutputError, match="no room"):
        review(video, tmp_path, POSES)
    assert not [path for path in tmp_path.glob("*.mp4") if path.name != "annotated.mp4"]


@pytest.mark.slow
def test_a_recording_whose_stamps_are_repaired_is_drawn_from_its_beginning(
    tmp_path: Path, review: Review, painted: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part of it that is sought would get other media times."""
    leaping_s = [t_s if t_s < 5.0 else t_s + 700.0 for t_s in TIMES_S]
    picture = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    video = write_video(tmp_path / "v.mkv", leaping_s, SIZE, pictures=[picture] * len(TIMES_S))
    review(video, tmp_path / "out", POSES)
    assert painted[-len(POSES) :] == sorted(painted[-len(POSES) :])
    with av.open(str(tmp_path / "out" / "annotated.mp4")) as container:
        assert sum(1 for _ in container.decode(video=0)) == len(TIMES_S)


@pytest.mark.slow
def test_a_recording_that_becomes_shorter_meanwhile_is_shown_as_far_as_it_was_drawn(
    tmp_path: Path, review: Review
) -> None:
    picture = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    video = write_video(tmp_path / "v.mp4", TIMES_S, SIZE, pictures=[picture] * len(TIMES_S))
    shorter = write_video(tmp_path / "s.mp4", TIMES_S[:100], SIZE, pictures=[picture] * 100)

    def poses() -> Iterator[Pose]:
        yield from POSES
        while not list(tmp_path.glob("out/*.mp4")):
            time.sleep(0.01)
        shorter.replace(video)

    review(video, tmp_path / "out", poses())
    times_s, _ = pictures_of(tmp_path / "out" / "annotated.mp4")
    assert times_s == sorted(set(times_s))
    assert times_s[-1] > 15.0


@pytest.mark.slow
def test_judging_waits_for_the_drawing(
    video: Path, tmp_path: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that what waits to be drawn takes no more memory in a longer recording."""
    monkeypatch.setattr("posecoach.report.drawing_thread.MOST_WAITING", 1)
    most, put = [0], DrawingThread.put

    def counting(thread: DrawingThread, group: Any) -> None:
        put(thread, group)
        most[0] = max(most[0], thread._due.qsize())

    monkeypatch.setattr(DrawingThread, "put", counting)
    review(video, tmp_path, POSES)
    assert most[0] <= 1


def test_the_last_second_is_left_out_for_the_next_pose_is_not_known_there(
    video: Path, tmp_path: Path
) -> None:
    nothing = SimpleNamespace(
        exercise=None, exercise_at=lambda _: None, phases=(), faults=(), repetitions=(), cues=()
    )
    thread = DrawingThread(video, tmp_path / "a.mp4", 0, Pose.nobody(0.0), "both")
    for number in range(3):
        poses = [pose for pose in LOOKED_AT if int(pose.t_s) == number]
        thread.put(DueGroup(poses, Captions(nothing)))
    done = thread.finish(lambda _: None)
    assert done is not None
    assert {number: len(group.looks) for number, group in done.groups.items()} == {0: 25, 1: 25}


def drawn(last: int, keys_s: list[float]) -> Drawn:
    look = Look(Message(""), "", False, "both", frozenset(), "info")
    return Drawn(Path("a.mp4"), {n: DrawnGroup(array("d", [n]), [look]) for n in range(last + 1)}, keys_s)


@pytest.mark.parametrize(
    ("right", "wanted", "keys_s", "stretches"),
    [
        (set(range(10)), set(), [0.0, 5.0], [(10, math.inf)]),
        (set(range(10)) - {4}, set(), [0.0, 2.0, 7.0], [(4, 4), (10, math.inf)]),
        (set(range(10)), {4}, [0.0, 2.0, 7.0], [(4, 4), (10, math.inf)]),
        (set(range(10)) - {4}, set(), [0.0, 2.0], [(4, math.inf)]),
        (set(range(10)) - {1, 2, 8}, set(), [0.0, 5.0, 9.6], [(1, 2), (8, math.inf)]),
        (set(range(3, 10)), set(), [0.0, 5.0], [(0, 2), (10, math.inf)]),
        (set(range(10)), {12}, [0.0, 5.0], [(10, math.inf)]),
        (set(), set(), [0.0, 1.0, 2.0, 3.0], [(0, math.inf)]),
    ],
)
def test_what_is_read_again(
    right: set[int], wanted: set[int], keys_s: list[float], stretches: list[tuple[int, float]]
) -> None:
    """Parts are sought where a key frame lies before them, at least half a second, and behind the part before."""
    assert stretches_of(drawn(9, keys_s), right, wanted) == [Stretch(*one) for one in stretches]
