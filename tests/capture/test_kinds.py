"""Which files of a folder are taken for videos: by their ending, or by what they begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.capture.kinds import is_video
from tests.videos import evenly, write_video


@pytest.mark.parametrize(
    "name", ["00001.m2ts", "CLIP.MTS", "tv.m2t", "dvd.vob", "phone.3gp", "old.wmv", "tape.dv"]
)
def test_endings_that_only_videos_have_tell(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert is_video(path)


@pytest.mark.parametrize("container", ["mp4", "mov", "mkv", "webm", "avi", "flv", "ts", "m2ts"])
def test_a_video_without_such_an_ending_is_known_by_its_start(container: str, tmp_path: Path) -> None:
    codec = {"webm": "libvpx", "flv": "flv"}.get(container, "libx264")
    made = write_video(tmp_path / f"made.{container}", evenly(4, 25.0), codec=codec)
    path = made.rename(tmp_path / "made.ts") if container == "ts" else made.rename(tmp_path / "made")
    assert is_video(path)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("page.ts", b"export const G = 1;\n" * 100),
        ("photo", b"\0\0\0\x18ftypheic" + bytes(200)),
        ("song", b"\0\0\0\x18ftypM4A " + bytes(200)),
        ("notes.txt", b"Grip, go, G.\n" * 100),
        ("empty", b""),
    ],
)
def test_what_is_no_video_is_left_out(name: str, start: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(start)
    assert not is_video(path)


def test_what_is_not_there_is_no_video(tmp_path: Path) -> None:
    assert not is_video(tmp_path / "gone")
