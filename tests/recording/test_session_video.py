"""The pictures of a session as a video that plays, also when the program was killed."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

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
