"""The page that lists the sample videos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sample_videos.render.encode import encode
from sample_videos.render.readme import main, page
from sample_videos.render.truth import SCHEMA, Camera, Repetition, Truth, truth_path, write_truth


def truth(clip: str, exercise: str | None, **changes: object) -> Truth:
    content: dict[str, object] = {
        "schema": SCHEMA, "clip": clip, "shows": "two cycles", "exercise": exercise, "body": "male",
        "outfit": "loose_red", "split": "tune", "camera": Camera(-12.0, 0.6, 2.5, "left", (640, 480), 24.0),
        "room": "living", "light": "day", "person_spans_s": (), "phases": (), "repetitions": (), "faults": (),
        "t_s": (0.0, 30.0), "angles": {},
    }  # fmt: skip
    return Truth(**(content | changes))  # type: ignore[arg-type]


def row_of(text: str, clip: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"| `{clip}`"))


def test_a_row_says_who_does_what_in_front_of_which_camera() -> None:
    repetitions = (
        Repetition(1, None, 0.0, 5.0, 0.0, ()),
        Repetition(2, None, 5.0, 9.0, 0.0, ("slow",)),
        Repetition(3, None, 9.0, 12.0, 0.0, ("elbows_straight", "slow")),
    )
    text = page([truth("cat_cow_x", "cat_cow", repetitions=repetitions)], size_mb=1.0)
    assert row_of(text, "cat_cow_x") == (
        "| `cat_cow_x` | two cycles | 3, `elbows_straight` 1, `slow` 2 | male, loose_red"
        " | left near, -12 deg, 0.6 m high, 2.5 m away | living, day | tune |"
    )


def test_what_is_unusual_about_a_camera_is_said() -> None:
    camera = Camera(0.0, 1.0, 3.0, None, (480, 640), None)
    text = page([truth("arm_circles_x", "arm_circles", camera=camera)], size_mb=1.0)
    assert "| front, +0 deg, 1 m high, 3 m away, 480x640, variable rate |" in row_of(text, "arm_circles_x")


def test_an_empty_room_has_nobody() -> None:
    text = page([truth("negative_empty", None, body=None, outfit=None)], size_mb=1.0)
    assert "| none | nobody |" in row_of(text, "negative_empty")
    assert "## None of the exercises" in text


def test_the_page_sums_up_what_there_is() -> None:
    text = page([truth("cat_cow_a", "cat_cow"), truth("cat_cow_b", "cat_cow")], size_mb=3.21)
    assert "2 clips, about 1 minutes, 3.2 MB with their truth." in text
    assert text.count("## `cat_cow`") == 1


def test_page_and_picture_are_written_beside_the_clips(tmp_path: Path) -> None:
    for name in ("negative_a", "cat_cow_a"):
        frames = [np.full((48, 64, 3), 20 * i, np.uint8) for i in range(3)]
        encode(tmp_path / f"{name}.mp4", frames, [0.0, 0.1, 0.2])
        write_truth(
            truth(name, None if "negative" in name else "cat_cow"), truth_path(tmp_path / f"{name}.mp4")
        )
    main(tmp_path)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert text.index("cat_cow_a") < text.index("negative_a")
    assert (tmp_path / "contact_sheet.jpg").stat().st_size > 1000


def test_without_clips_it_says_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(
        SystemExit, match=r"no clips in .*; render them with: python -m sample_videos\.render --all"
    ):
        main(tmp_path)
