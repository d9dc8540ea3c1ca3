"""A folder says which of its files it left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from posecoach.cli.main import main


@pytest.mark.parametrize(
    ("others", "told"),
    [
        (["notes.txt"], "notes.txt"),
        ([f"{number}.jpg" for number in range(7)], "0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg and 2 more"),
    ],
    ids=["one", "many"],
)
def test_what_is_no_video_is_named(
    others: list[str], told: str, recorded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "videos"
    folder.mkdir()
    shutil.copy(recorded, folder)
    for name in [*others, ".hidden", "half.part.mp4"]:
        (folder / name).write_text("text")
    assert main(["review", str(folder), "--exercise", "cat_cow"]) == 0
    line = f"posecoach: left out of {folder}, because they are no videos: {told}"
    assert " ".join(capsys.readouterr().err.split()).startswith(line)
