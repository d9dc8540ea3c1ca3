"""The pictures of a session as a video that plays, also when the program was killed."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Self

import av
import numpy as np
import pytest

from posecoach.capture.frame import Frame
from posecoach.errors import OutputError
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.recording.session_video import VideoRecorder
from posecoach.state import CoachState

STATE = CoachState()


def moment(index: int, size_wh: tuple[int, int] = (64, 48)) -> Moment:
    picture = np.full((size_wh[1], size_wh[0], 3), 50 + 10 * index % 200, np.uint8)
    return Moment(Pose.nobody(index / 10), Frame(picture, index / 10, index))


def times_s(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [round(frame.time or 0.0, 3) for frame in container.decode(video=0)]


def recorded(path: Path, size_wh: tuple[int, int] = (64, 48)) -> list[float]:
    recorder = VideoRecorder(path, size_wh)
    for index in range(30):
        recorder(moment(index, size_wh), (), STATE)
        while recorder._free.empty() and recorder._thread.is_alive():
            pass  # the encoder of a test has all the time it wants
    recorder(None, (), STATE)
    recorder.close()
    recorder.close()
    assert recorder.missed == 0
    return times_s(path)


@pytest.mark.parametrize("size_wh", [(64, 48), (65, 49)], ids=["even", "odd"])
def test_all_pictures_are_there_with_their_media_times(tmp_path: Path, size_wh: tuple[int, int]) -> None:
    assert recorded(tmp_path / "video.mp4", size_wh) == [index / 10 for index in range(30)]


@pytest.mark.parametrize("link", [False, True])
def test_a_file_that_is_there_already_is_told_and_stays(tmp_path: Path, link: bool) -> None:
    path, mine = tmp_path / "video.mp4", tmp_path / "mine.mp4"
    mine.write_text("mine")
    if link:
        path.symlink_to(mine)
    else:
        path.hardlink_to(mine)
    with pytest.raises(OutputError) as caught:
        VideoRecorder(path, (64, 48))
    assert str(caught.value) == f"cannot write {path}: File exists; choose another place"
    assert mine.read_text() == "mine"


def test_a_picture_that_finds_no_free_buffer_is_left_out_and_counted(tmp_path: Path) -> None:
    recorder = VideoRecorder(tmp_path / "video.mp4", (64, 48))
    recorder(moment(0), (), STATE)
    taken = [recorder._free.get() for _ in range(4)]
    recorder(moment(1), (), STATE)
    for buffer in taken:
        recorder._free.put(buffer)
    recorder(moment(2), (), STATE)
    recorder.close()
    assert recorder.missed == 1
    assert times_s(tmp_path / "video.mp4") == [0.0, 0.2]


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(
        OutputError, match=r"^cannot write .*No such file or directory; choose another place$"
    ):
        recorded(tmp_path / "missing" / "video.mp4")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kills in another way")
def test_a_killed_program_leaves_a_video_that_plays_up_to_the_last_second(tmp_path: Path) -> None:
    program = textwrap.dedent(
        f"""
        import os, signal, time
        from pathlib import Path
        from tests.recording.test_session_video import STATE, VideoRecorder, moment
        recorder = VideoRecorder(Path({str(tmp_path / "video.mp4")!r}), (64, 48))
        for index in range(100):
            recorder(moment(index), (), STATE)
            while recorder._free.empty():
                time.sleep(0.001)
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    root = Path(__file__).resolve().parent.parent.parent
    killed = subprocess.run([sys.executable, "-c", program], cwd=root, timeout=60, check=False)
    assert killed.returncode == -9
    left = times_s(tmp_path / "video.mp4")
    assert left == [index / 10 for index in range(len(left))]
    assert left[-1] > 8.5  # of 10 s, at ten pictures a second: a fragment is a second of media


class _Broken:
    """A file that takes some pictures and no more."""

    def __init__(self, takes: int) -> None:
        self.takes, self.taken = takes, 0

    def add(self, picture: np.ndarray, t_s: float) -> None:
        if self.taken == self.takes:
            raise OutputError("cannot write video.mp4: full")
        self.taken += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def test_a_file_that_fails_is_told_with_the_next_picture_and_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = _Broken(2)
    monkeypatch.setattr("posecoach.recording.session_video.Movie", lambda *_, **__: broken)
    recorder = VideoRecorder(tmp_path / "video.mp4", (64, 48))

    def on() -> None:
        for index in range(1000):
            recorder(moment(index), (), STATE)
            recorder._thread.join(0.01)

    with pytest.raises(OutputError, match=r"^cannot write video\.mp4: full$"):
        on()
    with pytest.raises(OutputError, match=r"^cannot write video\.mp4: full$"):
        recorder.close()
    recorder.close()
    assert broken.taken == 2


def test_a_step_without_a_picture_is_none(tmp_path: Path) -> None:
    recorder = VideoRecorder(tmp_path / "video.mp4", (64, 48))
    recorder(Moment(Pose.nobody(0.0)), (), STATE)
    recorder(moment(3), (), STATE)
    recorder.close()
    assert len(times_s(tmp_path / "video.mp4")) == 1
    assert recorder.missed == 0


def test_pictures_are_copied_before_the_camera_reuses_them(tmp_path: Path) -> None:
    recorder = VideoRecorder(tmp_path / "video.mp4", (64, 48))
    borrowed = np.full((48, 64, 3), 200, np.uint8)
    recorder(Moment(Pose.nobody(0.0), Frame(borrowed, 0.0, 0)), (), STATE)
    borrowed.fill(0)
    recorder.close()
    with av.open(str(tmp_path / "video.mp4")) as container:
        [shown] = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    assert shown.mean() == pytest.approx(200, abs=4)


def test_an_encoder_that_hangs_does_not_keep_the_program_alive(tmp_path: Path) -> None:
    recorder = VideoRecorder(tmp_path / "video.mp4", (64, 48))
    assert recorder._thread.daemon
    recorder.close()
