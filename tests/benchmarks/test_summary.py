"""From clips to figures, tables and floors."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from benchmarks.accuracy.clip import ClipResult
from benchmarks.accuracy.command import BASELINE, accuracy_of, as_json
from benchmarks.accuracy.floors import Floor, broken_floors, read_floors
from benchmarks.accuracy.measures import Errors, Spread
from benchmarks.accuracy.run import clips_with_truth
from benchmarks.accuracy.scoring import Counts, RepetitionScore
from benchmarks.accuracy.summary import Accuracy, FaultFigures, RepetitionFigures
from benchmarks.accuracy.tables import README, clips_to_look_at, tables

CLIP = ClipResult(
    also=(),
    clip="cat_cow_a",
    exercise="cat_cow",
    split="test",
    yaw_deg=5.0,
    from_the_side=True,
    there=True,
    recognised="cat_cow",
    frames=100,
    frames_with_person=99,
    repetitions=RepetitionScore(true=4, missed=1, invented=0, side_errors=0, hold_errors_s=()),
    faults={"slow": Counts(right=1, invented=1, missed=0)},
    cannot_judge={"elbows_straight": "hidden"},
    boundaries_s=(0.1, -0.3),
    boundaries_missed=1,
    delays_s={"slow": [0.8]},
    invented_by_auto=0,
    angle_errors={"knee_flexion_deg": np.array([1.0, -3.0])},
    spine=np.array([[0.0, 0.1, 0.2], [0.0, 5.0, 10.0]]),
)
OTHER = msgspec.structs.replace(
    CLIP,
    clip="handstand_a",
    exercise="handstand",
    there=False,
    recognised="cat_cow",
    repetitions=None,
    faults={},
    cannot_judge={},
    boundaries_s=(),
    boundaries_missed=0,
    delays_s={},
    invented_by_auto=3,
    angle_errors={"knee_flexion_deg": np.array([5.0])},
    yaw_deg=-20.0,
    spine=np.empty((2, 0)),
)


@pytest.fixture
def accuracy() -> Accuracy:
    return accuracy_of([CLIP, OTHER], "5f41")


def test_figures_of_a_half(accuracy: Accuracy) -> None:
    figures = accuracy.splits["test"]
    assert (figures.clips, figures.frames, figures.person_found) == (2, 200, 0.99)
    assert figures.repetitions == RepetitionFigures(
        true=4, missed=1, invented=0, side_errors=0, right_share=0.75
    )
    assert figures.faults == FaultFigures(1, 1, 0, precision=0.5, recall=1.0, f1=0.6667)
    assert figures.boundary_s == Spread(median=0.2, p95=0.29, bias=-0.1, n=2)
    assert figures.spine_correlation == 1.0


def test_a_half_without_clips_is_left_out(accuracy: Accuracy) -> None:
    assert list(accuracy.splits) == ["test"]


def test_every_declared_rule_has_a_row_even_if_nobody_broke_it(accuracy: Accuracy) -> None:
    rules = accuracy.splits["test"].exercises["cat_cow"].rules
    assert rules["hips_over_knees"].f1 is None
    assert rules["slow"].cue_delay_s == Spread(0.8, 0.8, 0.8, 1)
    assert (rules["elbows_straight"].cannot_judge, rules["slow"].cannot_judge) == (1.0, 0.0)


def test_exercise_without_declaration_is_not_there_but_its_angles_count(accuracy: Accuracy) -> None:
    figures = accuracy.splits["test"]
    assert figures.exercises["handstand"].there is False
    assert figures.angles["knee_flexion_deg"] == {
        "side": Errors(3.0, 1.0, 4.8, 3),
        "under -10": Errors(5.0, 5.0, 5.0, 1),
        "-10 to 10": Errors(2.0, -1.0, 2.9, 2),
    }


def test_something_else_taken_for_an_exercise_is_invented(accuracy: Accuracy) -> None:
    recognition = accuracy.splits["test"].recognition
    assert (recognition.clips, recognition.right, recognition.others, recognition.invented) == (1, 1, 1, 1)
    assert recognition.invented_events == 3
    assert recognition.wrong == ("handstand_a: cat_cow",)


@pytest.mark.parametrize(
    ("recognised", "lines"),
    [
        ("cat_cow", []),
        ("bird_dog", ["splits.test.recognition.taken is 1, at most 0 is wanted"]),
        (None, []),
    ],
)
def test_a_clip_taken_for_another_exercise_breaks_its_floor(recognised: str | None, lines: list[str]) -> None:
    accuracy = accuracy_of([msgspec.structs.replace(CLIP, recognised=recognised)], "5f41")
    floors = [floor for floor in read_floors() if floor.figure.endswith("recognition.taken")]
    assert broken_floors(accuracy, floors) == lines


def test_a_clip_that_is_not_recognised_lowers_the_share() -> None:
    unseen = msgspec.structs.replace(CLIP, recognised=None)
    recognition = accuracy_of([CLIP, unseen], "5f41").splits["test"].recognition
    assert (recognition.right, recognition.right_share, recognition.taken) == (1, 0.5, 0)


def test_auto_is_right_to_leave_alone_what_is_coached_by_name() -> None:
    left_alone = msgspec.structs.replace(CLIP, by_name=True, recognised=None)
    named = msgspec.structs.replace(CLIP, by_name=True)
    alike = msgspec.structs.replace(CLIP, by_name=True, recognised="foam_roll", also=("foam_roll",))
    recognition = accuracy_of([left_alone, named, alike], "5f41").splits["test"].recognition
    assert (recognition.right, recognition.taken) == (2, 1)
    assert "taken for" not in " ".join(clips_to_look_at([left_alone, alike]))
    assert "taken for cat_cow" in " ".join(clips_to_look_at([named]))


def test_mistakes_are_named_by_clip() -> None:
    assert list(clips_to_look_at([CLIP, OTHER])) == [
        "cat_cow_a (test): 1 of 4 repetitions missed; slow invented 1",
        "handstand_a (test): taken for cat_cow",
    ]


def test_clip_without_mistakes_is_not_named() -> None:
    clean = RepetitionScore(true=4, missed=0, invented=0, side_errors=0, hold_errors_s=())
    assert list(clips_to_look_at([msgspec.structs.replace(CLIP, repetitions=clean, faults={})])) == []


def test_tables_say_what_is_not_there_yet(accuracy: Accuracy) -> None:
    overview, repetitions, faults, angles = tables(accuracy)
    assert ["fault precision", "0.50"] in overview.rows
    assert ["handstand", "1", "not there yet", *["–"] * 6] in repetitions.rows
    assert ["cat_cow: slow", "1", "1", "0", "0.50", "1.00", "0.67", "0.0 %", "0.80 / 0.80"] in faults.rows
    assert ["knee_flexion_deg", "side", "3", "+1", "4.8", "3"] in angles.rows


def test_markdown_table(accuracy: Accuracy) -> None:
    lines = next(tables(accuracy)).to_markdown().splitlines()
    assert lines[:5] == ["**Overview**", "", "|  | test |", "| --- | ---: |", "| clips | 2 |"]


def test_json_can_be_read_back(accuracy: Accuracy) -> None:
    assert msgspec.json.decode(as_json(accuracy), type=Accuracy) == accuracy


@pytest.mark.parametrize(
    ("floor", "lines"),
    [
        (Floor("splits.test.faults.precision", at_least=0.5), []),
        (
            Floor("splits.test.faults.precision", at_least=0.6),
            ["splits.test.faults.precision is 0.5, at least 0.6 is wanted"],
        ),
        (
            Floor("splits.test.boundary_s.median", at_most=0.1),
            ["splits.test.boundary_s.median is 0.2, at most 0.1 is wanted"],
        ),
        (Floor("splits.test.hold_s.median", at_most=0.1), ["splits.test.hold_s.median was not measured"]),
        (Floor("splits.tune.clips", at_least=1), ["splits.tune was not measured"]),
        (
            Floor("splits.test.exercises.*.rules.*.precision", at_least=0.6),
            ["splits.test.exercises.cat_cow.rules.slow.precision is 0.5, at least 0.6 is wanted"],
        ),
    ],
)
def test_floors(floor: Floor, lines: list[str], accuracy: Accuracy) -> None:
    assert broken_floors(accuracy, [floor]) == lines


def test_stored_floors_can_be_read_and_have_limits() -> None:
    for floor in read_floors():
        assert (floor.at_least is None) != (floor.at_most is None), floor


def test_unknown_key_in_floors_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('[[floor]]\nfigure = "x"\natleast = 1.0\n', encoding="utf-8")
    with pytest.raises(msgspec.ValidationError, match="unknown field `atleast`"):
        read_floors(path)


STORED = msgspec.json.decode(BASELINE.read_bytes(), type=Accuracy)


def test_stored_result_is_above_its_floors() -> None:
    assert broken_floors(STORED, read_floors()) == []


def test_readme_shows_the_stored_result() -> None:
    text = README.read_text(encoding="utf-8")
    for table in tables(STORED):
        assert table.to_markdown() in text


def test_stored_result_is_of_all_sample_videos() -> None:
    assert sum(split.clips for split in STORED.splits.values()) == len(clips_with_truth())
