"""What somebody saw in recordings of real people, read from labels.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.real.labels import Expected, Label, Seen, read_labels
from benchmarks.real.program import InputError
from tests.shared import shared

BRIDGE = {
    "duration_s": 9.0,
    "tol_s": 0.2,
    "phases": [{"phase": "up", "t0": 1.0, "t1": 2.5}],
    "usable": [[0.5, 8.0]],
    "expected": {
        "exercise": "hip_lift_twist",
        "also": ["plain_bridge"],
        "repetitions": [2, 3],
        "faults": ["slow_return"],
        "arguable": ["feet_flat"],
        "note": "for people",
    },
    "camera": "for people",
}
BIRD_DOG = Label(
    duration_s=10.0,
    tol_s=0.3,
    expected=Expected(None, (0, 0)),
    exercise_key="bird_dog",
    library_repetitions=(4, 6),
)


def folder_of(tmp_path: Path, labels: dict[str, Any], recordings: list[str]) -> Path:
    (tmp_path / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    for name in recordings:
        (tmp_path / f"{name}.npz").touch()
    return tmp_path


def test_a_label_is_read_and_what_is_for_people_is_passed_over(tmp_path: Path) -> None:
    assert read_labels(folder_of(tmp_path, {"bridge_a": BRIDGE}, ["bridge_a"])) == {
        "bridge_a": Label(
            duration_s=9.0,
            tol_s=0.2,
            phases=(Seen("up", 1.0, 2.5),),
            usable=((0.5, 8.0),),
            expected=Expected("hip_lift_twist", (2, 3), ("slow_return",), ("feet_flat",), ("plain_bridge",)),
        )
    }


def test_a_pattern_keeps_some_recordings(tmp_path: Path) -> None:
    names = ["bridge_a", "bridge_b", "cat_cow_a"]
    folder = folder_of(tmp_path, dict.fromkeys(names, BRIDGE), names)
    assert list(read_labels(folder, "bridge_*")) == ["bridge_a", "bridge_b"]


def test_a_pattern_that_fits_nothing_is_said(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"bridge_a": BRIDGE}, ["bridge_a"])
    with pytest.raises(InputError, match="no recording of that name"):
        read_labels(folder, "squat_*")


def test_a_missing_recording_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"bridge_a\.npz is missing"):
        read_labels(folder_of(tmp_path, {"bridge_a": BRIDGE}, []))


def test_a_folder_without_labels_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"labels\.json cannot be read"):
        read_labels(tmp_path)


def test_labels_of_another_form_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="form of labels"):
        read_labels(folder_of(tmp_path, {"bridge_a": {"duration_s": 9.0}}, ["bridge_a"]))


def test_without_usable_spans_all_of_a_recording_is_usable() -> None:
    assert BIRD_DOG.spans_s == ((0.0, float("inf")),)


def test_an_exercise_that_the_program_does_not_have_is_to_be_left_alone() -> None:
    assert BIRD_DOG.expects(["cat_cow"]).accepted == frozenset()


def test_an_exercise_is_expected_from_when_the_program_has_it() -> None:
    expected = BIRD_DOG.expects(["cat_cow", "bird_dog"])
    assert expected == Expected("bird_dog", (4, 6), faults_seen=False)


def test_every_recording_of_real_people_has_a_label_that_can_be_read() -> None:
    folder = shared("real_poses", "labels.json").parent
    assert set(read_labels(folder)) == {path.stem for path in folder.glob("*.npz")}


def test_a_clip_that_was_labelled_again_is_expected_to_show_what_the_later_label_says(tmp_path: Path) -> None:
    alone = {"duration_s": 9.0, "tol_s": 0.3, "expected": {"exercise": None, "repetitions": [0, 0]}}
    later = {**alone, "exercise_key": "seated_twist", "library_repetitions": [2, 2]}
    names = ["lib_seated_twist_b", "torso_twist_a"]

    read = read_labels(folder_of(tmp_path, dict(zip(names, [later, alone], strict=True)), names), "torso_*")

    assert read["torso_twist_a"].expects(["seated_twist"]).exercise == "seated_twist"
    assert read["torso_twist_a"].expects([]).exercise is None


def test_an_exercise_that_is_coached_by_name_is_to_be_left_alone_by_auto() -> None:
    expected = BIRD_DOG.expects({"bird_dog"}, {"bird_dog"})

    assert (expected.exercise, expected.by_name) == ("bird_dog", True)
