"""What people have reported: each recording from the field is read and judged as it must be.

../shared/design/field_cases.md says what is right. Kinds that can be made on the fly have tests of their own, beside
what they concern: tests/capture/test_field_files.py, tests/pose/test_picture.py, tests/review/test_turned.py,
tests/judging/test_beginnings.py, tests/capture/test_camera.py, tests/live/test_window.py, tests/safety/test_text.py.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

import pytest

from posecoach.cli.main import main
from tests.shared import shared

pytestmark = pytest.mark.slow

FOLDS = [(1.7, 6.5), (7.6, 12.5)]
"""When the sample video of two toe touches folds."""


def reviewed(path: Path, tmp_path: Path, *more: str, status: int = 0) -> dict[str, Any]:
    out = tmp_path / "review.json"
    assert main(["review", str(path), "--json", str(out), *more]) == status
    result: dict[str, Any] = json.loads(out.read_bytes())
    return result


def spans(review: dict[str, Any]) -> list[tuple[float, float]]:
    return [(one["start_s"], one["end_s"]) for one in review["repetitions"]]


@pytest.mark.parametrize(
    ("name", "exercise", "duration_s", "repetitions"),
    [
        ("wobble_fold.mp4", "toe_touch", 15.33, [(1.7, 8.2), (9.2, 14.2)]),
        ("interlaced25.mp4", "toe_touch", 13.6, FOLDS),
        ("psf25.mts", "hook_lying", 8.0, [(0.1, 8.0)]),
        ("sar_16_9_hook_clean.mp4", "hook_lying", 13.0, [(0.1, 12.96)]),
        ("cut_copy_5s.mp4", "toe_touch", 8.667, [(2.6, 7.5)]),
        ("trim_cat.mp4", "cat_cow", 9.083, [(1.3, 6.4)]),
        ("trim_end.mp4", "toe_touch", 7.2, [(1.7, 6.5)]),
        ("av1.mp4", "toe_touch", 8.0, [(1.7, 6.5)]),
        ("slowmo_android.mp4", "toe_touch", 12.5, FOLDS),
        ("join_toe_twist.mp4", "torso_twist", 29.33, [*FOLDS, (15.2, 19.1), (19.8, 23.6), (24.5, 28.4)]),
    ],
)
def test_a_recording_from_the_field_is_recognised_and_its_repetitions_found(
    name: str, exercise: str, duration_s: float, repetitions: list[tuple[float, float]], tmp_path: Path
) -> None:
    review = reviewed(shared("field_inputs", name), tmp_path)
    assert review["exercise"] == exercise
    assert review["video"]["duration_s"] == pytest.approx(duration_s, abs=0.02)
    found = spans(review)
    assert len(found) == len(repetitions)
    for one, expected in zip(found, repetitions, strict=True):
        assert one == pytest.approx(expected, abs=0.2)
    if name != "trim_cat.mp4":  # in which the cat was cut away
        assert review["summary"]["faults"] == {}
    assert review["setup"]["advice"] == []


@pytest.mark.parametrize(
    ("name", "knee_deg"), [("sar_16_9_hook_clean.mp4", 92.0), ("sar_4_3_hook_knees.mp4", 96.0)]
)
def test_angles_are_right_where_pixels_are_not_square(name: str, knee_deg: float, tmp_path: Path) -> None:
    review = reviewed(shared("field_inputs", name), tmp_path, "--exercise", "hook_lying", "--features")
    seen = [value for value in review["features"]["knee_flexion_deg"] if value is not None]
    assert statistics.median(seen) == pytest.approx(knee_deg, abs=2.0)


def test_a_fold_that_the_recording_cuts_off_is_seen_from_its_start(tmp_path: Path) -> None:
    path = shared("field_inputs", "il_mpeg2_pal.mpg")
    review = reviewed(path, tmp_path, "--exercise", "toe_touch")
    folding = next(one for one in review["phases"] if one["phase"] == "folding")
    assert folding["start_s"] == pytest.approx(1.7, abs=0.15)
    assert review["video"]["frames_with_person"] == review["video"]["frames"]


def test_a_picture_that_changes_its_shape_is_not_stretched(tmp_path: Path) -> None:
    path = shared("field_inputs", "aspect_change.webm")
    review = reviewed(path, tmp_path, "--exercise", "hook_lying")
    assert [(one["score"], one["faults"]) for one in review["repetitions"]] == [(100.0, [])]


@pytest.mark.parametrize("name", ["w2_hip.mp4", "false_start_hip.mp4"])
def test_a_false_start_counts_only_with_what_it_lacked(name: str, tmp_path: Path) -> None:
    review = reviewed(shared("field_inputs", name), tmp_path)
    assert review["exercise"] == "hip_lift_twist"
    whole = [one for one in review["repetitions"] if one["hold_s"] is not None]
    assert [(one["side"], one["score"]) for one in whole] == [("left", 100.0), ("right", 100.0)]
    assert all(one["score"] <= 80.0 for one in review["repetitions"] if one not in whole)


def test_containers_of_camcorders_and_television_are_found_in_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared("field_inputs", "folder_scan")
    out = tmp_path / "all.json"
    main(["review", str(folder), "--json", str(out)])
    reviews = json.loads(out.read_bytes())
    assert [Path(one["video"]["path"]).name for one in reviews] == ["a.m2ts", "b.ts"]
    assert [one["video"]["duration_s"] for one in reviews] == [8.0, 5.0]
