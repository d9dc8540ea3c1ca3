"""Whatever is given to `posecoach review`: it is judged, or refused with exit status 3 or 4 and one clear line."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.amount import times
from tests.reliability.damage import bits_flipped, cut_off
from tests.reliability.feeding import Feeder
from tests.reliability.material import VIDEOS, damaged_containers, small_recording
from tests.videos import evenly, write_video

LIMIT_S = 60.0
LARGEST_BYTES = 3 * 2**29
"""1.5 GiB of memory for 8K, whose frames have 100 MB each; a review of a webcam's size takes a quarter of it."""


def review(path: str | bytes | Path, **options: object) -> tuple[int, str]:
    """Return exit status and standard error of the real command."""
    done = subprocess.run(
        [sys.executable, "-m", "posecoach", "review", path],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    return done.returncode, done.stderr.decode(errors="replace")


def test_a_missing_file() -> None:
    assert review("gone.mp4") == (3, "posecoach: gone.mp4 does not exist: check the path\n")


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1:9/a.mp4", "rtsp://127.0.0.1:9/a", "udp://127.0.0.1:9", "http://[::1]:9/a.mp4?x=1"],
)
def test_an_address_is_refused(address: str) -> None:
    assert review(address) == (
        3,
        f"posecoach: {address} is an address: download the video and give the file\n",
    )


def test_a_pattern_of_pictures_is_the_name_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    write_video(tmp_path / "001.png", [0.0], codec="png", pixels="rgb24")
    pattern = tmp_path / "%03d.png"
    assert review(pattern) == (3, f"posecoach: {pattern} does not exist: check the path\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such devices")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_a_device_is_refused(device: str) -> None:
    assert review(device) == (
        3,
        f"posecoach: {device} cannot be read (it is a pipe or a device, not a file): give a video file\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
@pytest.mark.parametrize("suffix", [".mp4", ".npz"])
def test_a_pipe_that_nobody_writes_to_keeps_nobody_waiting(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pipe{suffix}"
    os.mkfifo(path)
    status, said = review(path)
    assert status == 3
    assert said.startswith(f"posecoach: {path} cannot be read (it is a pipe or a device, not a file): ")
    assert said.count("\n") == 1


def test_an_empty_folder(tmp_path: Path) -> None:
    assert review(tmp_path) == (2, f"posecoach: there is no video or pose recording in {tmp_path}\n")


@pytest.mark.parametrize("suffix", [".mp4", ".npz", ""])
def test_a_name_that_is_too_long(suffix: str) -> None:
    status, said = review("x" * 300 + suffix)
    assert status == 3
    assert "cannot be read (" in said
    assert said.count("\n") == 1


def without_privileges() -> None:
    """Give up what lets root read everything, before the command starts (capabilities 1 and 2, man 7)."""
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


@pytest.mark.skipif(sys.platform != "linux", reason="how root gives up its rights is Linux's own")
@pytest.mark.parametrize("name", ["clip.mp4", "poses.npz"])
@pytest.mark.parametrize("locked", ["file", "folder"])
def test_a_file_that_may_not_be_read(tmp_path: Path, name: str, locked: str) -> None:
    path = tmp_path / "folder" / name
    path.parent.mkdir()
    path.write_bytes(b"x")
    barred = path if locked == "file" else path.parent
    barred.chmod(0)
    try:
        status, said = review(path, preexec_fn=without_privileges)
    finally:
        barred.chmod(0o700)
    assert status == 3
    assert said.startswith(f"posecoach: {path} ")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "name", ["two words.mp4", "Rücken 背中 🧘.mp4", "100 %d.mp4", "-rf.mp4", "a'b\"c.mp4"]
)
def test_any_name_that_is_text_will_do(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and '"' in name:
        pytest.skip("no file has such a name there")
    path = tmp_path / name
    shutil.copy(write_video(tmp_path / "plain.mp4", [0.0]), path)
    assert review(path)[0] == 4


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such names")
@pytest.mark.parametrize("name", [b"two\nlines.mp4", b"steering\x1b[2J.mp4", b"no text \xff.mp4"])
def test_a_name_cannot_break_the_one_line_or_steer_the_terminal(tmp_path: Path, name: bytes) -> None:
    path = os.fsencode(tmp_path) + b"/" + name
    shutil.copy(write_video(tmp_path / "plain.mp4", [0.0]), path)
    status, said = review(path)
    assert status in (3, 4)
    assert said.count("\n") == 1
    assert "\x1b" not in said


@pytest.fixture(scope="module")
def command() -> Iterator[Feeder]:
    """The whole command, MediaPipe included, in one process for many files; that process must not end."""
    with Feeder("review", LIMIT_S) as feeder:
        yield feeder
    print(feeder.tally)
    assert feeder.tally.faults == []


@pytest.mark.parametrize("what", VIDEOS)
def test_a_strange_video_is_judged_or_refused(tmp_path: Path, command: Feeder, what: str) -> None:
    expected, make = VIDEOS[what]
    kind, detail = command.feed(make(tmp_path), what)
    assert kind == "refused", detail
    assert detail.startswith("posecoach: nobody was seen in ") == (expected == "looked at"), detail


@pytest.mark.slow
def test_pictures_of_8k_are_looked_at_within_bounds(tmp_path: Path) -> None:
    path = write_video(tmp_path / "8k.mp4", evenly(4), (7680, 4320))
    with Feeder("review", 2 * LIMIT_S) as feeder:
        feeder.feed(path, "8K")
    assert feeder.tally.faults == []
    assert feeder.tally.peak_bytes < LARGEST_BYTES


@pytest.mark.slow
@pytest.mark.parametrize("container", ["mp4", "mkv", "webm", "avi", "ts", "gif"])
def test_a_damaged_video_is_decoded_or_refused(tmp_path: Path, container: str) -> None:
    count = times(1000 if container == "mp4" else 250)
    with Feeder("decode", LIMIT_S) as feeder:
        feeder.feed_bytes(*damaged_containers(tmp_path, container, places=40, flips=count))
    print(container, feeder.tally)
    assert feeder.tally.faults == []
    assert feeder.tally.counts["judged"] > count / 10  # else what is tried is not what is meant
    assert feeder.tally.counts["refused"] > 10
    assert feeder.tally.peak_bytes < LARGEST_BYTES


@pytest.mark.slow
def test_a_damaged_video_goes_through_the_whole_command(tmp_path: Path, command: Feeder) -> None:
    command.feed_bytes(*damaged_containers(tmp_path, "mp4", places=10, flips=times(30)))


@pytest.mark.slow
def test_a_damaged_recording_is_replayed_or_refused(tmp_path: Path) -> None:
    whole = small_recording(tmp_path / "whole.npz").read_bytes()
    with Feeder("replay", LIMIT_S) as feeder:
        feeder.feed_bytes(tmp_path / "a.npz", cut_off(whole, 40))
        feeder.feed_bytes(tmp_path / "a.npz", bits_flipped(whole, times(1000), seed=2))
    print(feeder.tally)
    assert feeder.tally.faults == []
    assert feeder.tally.counts["judged"] > 10
    assert feeder.tally.peak_bytes < LARGEST_BYTES / 4


@pytest.mark.slow
def test_a_damaged_recording_goes_through_the_whole_command(tmp_path: Path, command: Feeder) -> None:
    whole = small_recording(tmp_path / "whole.npz").read_bytes()
    command.feed_bytes(tmp_path / "a.npz", bits_flipped(whole, times(60), seed=3))
