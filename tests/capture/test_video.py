"""Video files: time stamps, orientation, odd formats, and one clear line for what is no video."""

from __future__ import annotations

import gc
import math
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.capture.frame import frames
from posecoach.capture.video import MediaClock, VideoFile
from posecoach.errors import VideoError
from posecoach.recording.movie import Movie
from tests.videos import evenly, grey_of, turn_quarter, write_sound, write_video

VARIABLE_S = [0.0, 0.02, 0.05, 0.12, 0.13, 0.3, 0.333, 0.366, 0.9, 1.0, 1.5, 1.517]


def times_of(path: Path) -> list[float]:
    with closing(VideoFile(path)) as video:
        return [frame.t_s for frame in frames(video)]


def means_of(path: Path) -> list[float]:
    with closing(VideoFile(path)) as video:
        return [float(frame.bgr.mean()) for frame in frames(video)]


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_media_time_is_the_containers_time_stamp_at_a_variable_rate(tmp_path: Path, suffix: str) -> None:
    path = write_video(tmp_path / f"variable{suffix}", VARIABLE_S)
    assert times_of(path) == pytest.approx(VARIABLE_S, abs=1e-6)


def test_media_time_starts_at_zero_when_the_first_stamp_does_not(tmp_path: Path) -> None:
    path = write_video(tmp_path / "late.mp4", [0.5 + t_s for t_s in VARIABLE_S])
    assert times_of(path) == pytest.approx(VARIABLE_S, abs=1e-6)


def test_a_recording_that_restarts_its_stamps_goes_on_in_time(tmp_path: Path) -> None:
    once = write_video(tmp_path / "once.ts", evenly(10)).read_bytes()
    twice = tmp_path / "twice.ts"
    twice.write_bytes(once + once)
    times_s = times_of(twice)
    assert len(times_s) == 20
    assert all(before < after for before, after in pairwise(times_s))
    assert times_s[-1] == pytest.approx(19 / 30, abs=1 / 30)


def test_a_rotation_flag_is_honoured(tmp_path: Path) -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:, :32] = 200  # the left half is bright, so that the upper half is after a quarter turn clockwise
    path = turn_quarter(write_video(tmp_path / "portrait.mp4", evenly(3), pictures=[picture] * 3))
    with closing(VideoFile(path)) as video:
        frame = video.read()
        assert frame is not None
        assert video.size_wh == frame.size_wh == (48, 64)
        assert frame.bgr[5].mean() > 180
        assert frame.bgr[-5].mean() < 20


@pytest.mark.parametrize("size_wh", [(1, 1), (3, 5), (65, 49), (642, 48), (482, 6)])
def test_odd_sizes_are_read(tmp_path: Path, size_wh: tuple[int, int]) -> None:
    path = write_video(tmp_path / "odd.mkv", evenly(4), size_wh, codec="ffv1", pixels="bgr0")
    with closing(VideoFile(path)) as video:
        assert video.size_wh == size_wh
        assert [frame.size_wh for frame in frames(video)] == [size_wh] * 4


@pytest.mark.parametrize("pixels", ["gray", "yuv420p10le", "bgra", "yuv444p"])
def test_other_pixel_formats_arrive_as_bgr(tmp_path: Path, pixels: str) -> None:
    path = write_video(tmp_path / "pixels.mkv", evenly(4), codec="ffv1", pixels=pixels)
    assert means_of(path) == pytest.approx([grey_of(index) for index in range(4)], abs=2)


def test_a_picture_that_changes_its_size_keeps_the_first_one(tmp_path: Path) -> None:
    small = write_video(tmp_path / "small.ts", evenly(6), (64, 48)).read_bytes()
    large = write_video(tmp_path / "large.ts", evenly(6), (96, 80)).read_bytes()
    both = tmp_path / "both.ts"
    both.write_bytes(small + large)
    with closing(VideoFile(both)) as video:
        assert [frame.bgr.shape for frame in frames(video)] == [(48, 64, 3)] * 12


def test_a_cut_off_file_ends_early_and_says_how_much_is_missing(tmp_path: Path) -> None:
    path = write_video(tmp_path / "cut.mkv", evenly(90), (320, 240), codec="mpeg4")
    whole = means_of(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with closing(VideoFile(path)) as video:
        assert video.missing_s == 0
        found = [float(frame.bgr.mean()) for frame in frames(video)]
        assert found == whole[: len(found)]
        assert 10 < len(found) < 80
        assert video.missing_s == pytest.approx(3 - len(found) / 30, abs=0.1)


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", "libx264"), ("a.mkv", "libx264"), ("a.avi", "mpeg4")])
def test_a_whole_file_misses_nothing(tmp_path: Path, name: str, codec: str) -> None:
    with closing(VideoFile(write_video(tmp_path / name, evenly(60), codec=codec))) as video:
        list(frames(video))
        assert video.missing_s == 0


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be somebody else for a moment if this is root, who may read everything."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # nobody
    try:
        yield
    finally:
        os.seteuid(user)


def test_closing_in_the_middle_of_a_read_is_no_abort(tmp_path: Path) -> None:
    path = write_video(tmp_path / "busy.mp4", evenly(60), (320, 240))
    for _ in range(25):
        video = VideoFile(path)
        reader = threading.Thread(target=lambda video=video: list(frames(video)))
        reader.start()
        video.read()
        video.close()
        reader.join(30)
        assert video.read() is None


def test_what_was_not_read_before_closing_is_not_missing(tmp_path: Path) -> None:
    video = VideoFile(write_video(tmp_path / "long.mp4", evenly(90)))
    video.read()
    video.close()
    assert video.read() is None
    assert video.missing_s == 0


def no_video(tmp_path: Path, what: str) -> Path:
    """Make something that is not a video."""
    path = tmp_path / f"{what}.mp4"
    match what:
        case "text":
            path.write_text("not a video at all\n" * 100)
        case "empty":
            path.touch()
        case "folder":
            path.mkdir()
        case "locked":
            path.write_bytes(b"x")
            path.chmod(0)
        case "pipe":
            os.mkfifo(path)
        case "header":
            write_video(path, evenly(30))
            path.write_bytes(path.read_bytes()[:40])
        case "without index":  # an .mp4 has it at its end
            write_video(path, evenly(30))
            path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
        case "sound":
            write_sound(path)
        case "no pictures":
            path = write_video(tmp_path / "no pictures.mkv", evenly(30))
            path.write_bytes(path.read_bytes()[:900])
    return path


UNREADABLE = "{path} is not a readable video: give a video file such as .mp4 or .webm"
DAMAGED = "{path} is cut off, damaged or contains no video: copy or record it again"
COMPLAINTS = {
    "missing": "{path} does not exist: check the path",
    "text": UNREADABLE,
    "empty": "{path} is empty: record or copy it again",
    "folder": "{path} is a folder: give a video file",
    "locked": "{path} cannot be read: check its permissions",
    "pipe": "{path} cannot be read (it is a pipe or a device, not a file): give a video file",
    "header": DAMAGED,
    "without index": DAMAGED,
    "sound": DAMAGED,
    "no pictures": "{path} contains no readable video: it may be cut off or only sound",
}


@pytest.mark.parametrize("what", COMPLAINTS)
def test_what_is_no_video_gets_one_clear_line(tmp_path: Path, what: str) -> None:
    if what in ("locked", "pipe") and sys.platform == "win32":
        pytest.skip("Windows has neither such permissions nor such pipes")
    path = no_video(tmp_path, what)
    with without_privileges() if what == "locked" else nullcontext(), pytest.raises(VideoError) as raised:
        VideoFile(path)
    assert str(raised.value) == COMPLAINTS[what].format(path=path)


@pytest.mark.parametrize("what", ["text", "header", "no pictures", "cut"])
def test_the_decoders_own_chatter_stays_off_the_terminal(tmp_path: Path, what: str) -> None:
    path = no_video(tmp_path, what)
    if what == "cut":
        path = write_video(tmp_path / "cut.mkv", evenly(60), codec="mpeg4")
        path.write_bytes(path.read_bytes()[:-1500])
    script = """
import sys
import threading
from posecoach.capture.frame import frames
from posecoach.capture.video import VideoFile
from posecoach.errors import VideoError
from posecoach.recording.movie import Movie
try:
    print(len(list(frames(VideoFile(sys.argv[1])))))
except VideoError:
    print("refused")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "refused" or int(done.stdout) > 10


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=60))
def test_media_time_increases_whatever_the_container_says(stamps_s: list[float]) -> None:
    clock = MediaClock(1 / 30)
    times_s = [clock.stamp(stamp_s) for stamp_s in stamps_s]
    assert times_s[0] >= 0
    assert all(math.isfinite(t_s) for t_s in times_s)
    assert all(before < after for before, after in pairwise(times_s))


@pytest.mark.parametrize(
    ("stamps_s", "expected_s"),
    [
        pytest.param([0.0, 0.1, 0.1, 0.2, 0.3], [0.0, 0.1, 0.15, 0.2, 0.3], id="one stamp twice"),
        pytest.param([0.0, 0.1, 0.05, 0.2], [0.0, 0.1, 0.15, 0.2], id="one stamp backwards"),
        pytest.param([0.0] * 5, [0.0, 0.05, 0.15, 0.25, 0.35], id="no stamps at all"),
        pytest.param([5.0, 5.1, 0.0, 0.1, 0.2], [5.0, 5.1, 5.15, 5.25, 5.35], id="restart"),
        pytest.param([-0.2, -0.1, 0.0], [0.0, 0.1, 0.2], id="start before zero"),
        pytest.param([math.nan, 0.1, 0.2], [0.0, 0.1, 0.2], id="first one missing"),
        pytest.param([0.0, 2e6, 0.2, 0.3], [0.0, 0.05, 0.2, 0.3], id="one stamp far ahead"),
        pytest.param([0.0, 2e6, 2e6 + 0.1, 2e6 + 0.2], [0.0, 0.05, 0.15, 0.25], id="all stamps far ahead"),
        pytest.param([0.0, 500.0, 500.1], [0.0, 500.0, 500.1], id="a long pause"),
    ],
)
def test_bad_stamps_are_repaired(stamps_s: list[float], expected_s: list[float]) -> None:
    clock = MediaClock(0.1)
    assert [clock.stamp(stamp_s) for stamp_s in stamps_s] == pytest.approx(expected_s)


@pytest.mark.parametrize(
    ("stamps_s", "repaired"),
    [
        ([0.0, 0.1, 0.35, 0.4], False),
        ([0.0, 0.1, 0.1, 0.2], True),
        ([-0.2, -0.1, 0.0], True),
        ([math.nan, 0.1], True),
    ],
)
def test_it_is_known_whether_a_stamp_was_repaired(stamps_s: list[float], repaired: bool) -> None:
    clock = MediaClock(0.1)
    for stamp_s in stamps_s:
        clock.stamp(stamp_s)
    assert clock.repaired is repaired


def test_key_frames_are_known_once_they_are_read(tmp_path: Path) -> None:
    with Movie(tmp_path / "v.mp4", (64, 48), 10.0, None, keyed=True) as movie:
        for number in range(20):
            movie.add(np.full((48, 64, 3), 100, np.uint8), number / 10, key=number in {0, 13})
    with VideoFile(tmp_path / "v.mp4") as video:
        assert video.keys_s == [0.0]
        assert len(list(video)) == 20
        assert video.keys_s == pytest.approx([0.0, 1.3])
        assert not video.repaired


def test_a_picture_that_nobody_films_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = write_video(tmp_path / "huge.mp4", [0.0], (8192, 4336))
    with pytest.raises(VideoError) as raised:
        VideoFile(path)
    assert str(raised.value) == (f"{path} is 8192 x 4336: larger than 8K is not supported; scale it down")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://example.org/a.mp4", "https://example.org/a.mp4"),
        ("rtsp://10.0.0.1:554/live", "rtsp://10.0.0.1:554/live"),
    ],
)
def test_an_address_is_refused_with_what_to_do(given: str, told: str) -> None:
    with pytest.raises(VideoError) as raised:
        VideoFile(given)
    assert str(raised.value) == f"{told} is an address: download the video and give the file"


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
def test_a_folder_named_like_a_protocol_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "http:").mkdir()
    write_video(tmp_path / "http:" / "a.mp4", evenly(3))
    monkeypatch.chdir(tmp_path)
    assert len(times_of(Path("http:/a.mp4"))) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_name_that_is_no_text_is_refused_because_opencv_would_end_the_process(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"clip\xff.mp4")
    path.write_bytes(write_video(tmp_path / "a.mp4", evenly(3)).read_bytes())
    with pytest.raises(VideoError) as raised:
        VideoFile(path)
    assert str(raised.value) == f"{path} has a name that is not UTF-8: rename it"


def frames_held() -> int:
    """Return how many decoded frames are in memory."""
    return sum(isinstance(item, av.VideoFrame) for item in gc.get_objects())


@pytest.fixture
def no_garbage_collector() -> Iterator[None]:
    """What refers to itself stays in memory."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_garbage_collector")
def test_decoded_frames_are_freed_as_they_are_read(tmp_path: Path) -> None:
    path = write_video(tmp_path / "long.mp4", evenly(60))
    before = frames_held()
    means_of(path)
    assert frames_held() - before <= 1, "the first refers to itself since its display matrix was read"
