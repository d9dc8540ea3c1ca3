"""The truth format: written and read back, and damage told plainly."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample_videos.render.truth import (
    Camera,
    Fault,
    Phase,
    Repetition,
    Truth,
    TruthError,
    read_truth,
    truth_path,
    write_truth,
)

TRUTH = Truth(
    schema="posecoach.truth/1",
    clip="cat_cow_x",
    shows="a cycle",
    exercise="cat_cow",
    body="male",
    outfit="tight_teal",
    split="tune",
    camera=Camera(10.0, 0.7, 2.5, "left", (640, 480), None),
    room="living",
    light="day",
    person_spans_s=((0.0, 2.0),),
    phases=(Phase("cow", None, 0.0, 2.0),),
    repetitions=(Repetition(0, None, 0.0, 2.0, 0.0, ("slow",)),),
    faults=(Fault("slow", "cow", None, 0.0, 2.0),),
    t_s=(0.0, 0.042),
    angles={"left_knee_flexion_deg": (88.1, 88.2)},
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Every field, to the last digit."""
    path = tmp_path / "a.truth.json"
    write_truth(TRUTH, path)
    assert read_truth(path) == TRUTH


def test_the_truth_of_a_clip_is_beside_it() -> None:
    """Under the clip's name."""
    assert truth_path(Path("videos/cat_cow_x.mp4")) == Path("videos/cat_cow_x.truth.json")


def test_a_missing_truth_says_how_to_make_it(tmp_path: Path) -> None:
    """One message with file and remedy."""
    path = tmp_path / "none.truth.json"
    with pytest.raises(TruthError) as raised:
        read_truth(path)
    assert str(raised.value) == (
        f"{path}: cannot be read (No such file or directory); render it with: python -m sample_videos.render"
    )


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"schema": "posecoach.truth/2"}'])
def test_another_file_is_no_truth(tmp_path: Path, content: bytes) -> None:
    """Damaged files and other versions are told apart from a truth."""
    path = tmp_path / "b.truth.json"
    path.write_bytes(content)
    with pytest.raises(
        TruthError, match=r"b\.truth\.json: is no posecoach\.truth/1 \(.+\); render the clip again$"
    ):
        read_truth(path)


def test_series_must_have_a_value_per_frame(tmp_path: Path) -> None:
    """A series of another length is an error that names it."""
    path = tmp_path / "c.truth.json"
    write_truth(TRUTH, path)
    path.write_text(path.read_text().replace("[88.1,88.2]", "[88.1]"))
    with pytest.raises(
        TruthError, match=r"left_knee_flexion_deg has 1 values for 2 frames; render the clip again$"
    ):
        read_truth(path)
