"""From results of single recordings to figures, tables, floors and the list of changes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from benchmarks.accuracy.floors import broken_floors, read_floors
from benchmarks.accuracy.tables import README
from benchmarks.real.changes import Change, changes, difference, read_result
from benchmarks.real.command import BASELINE, SECTION, as_json
from benchmarks.real.labels import Expected
from benchmarks.real.program import InputError, Span
from benchmarks.real.scoring import Judged, JudgedFault, Result, Verdict
from benchmarks.real.summary import FaultFigures, Real, RepetitionFigures, summarise
from benchmarks.real.tables import exercises, overview, recording_lines, rules


def faults(*told: tuple[str, Verdict, float]) -> tuple[JudgedFault, ...]:
    return tuple(JudgedFault(at_s, at_s + 1.0, rule, None, None, what) for rule, what, at_s in told)


def judged(exercise: str | None, repetitions: int = 0, *told: tuple[str, Verdict, float]) -> Judged:
    spans = tuple(Span(2.0 * index, 2.0 * index + 2.0) for index in range(repetitions))
    return Judged(exercise, spans, faults(*told), (), ())


CAT_COW = Result(
    name="cat_cow_a",
    expected=Expected("cat_cow", (2, 2), ("slow",)),
    named=judged("cat_cow", 3, ("slow", "true", 1.0), ("head_follows", "false", 3.0)),
    auto=judged("cat_cow", 3, ("slow", "true", 1.0), ("head_follows", "false", 3.0)),
    clear_s=4.0,
    told_s=4.0,
    agreeing_s=3.0,
)
ARMS = Result(
    name="arm_circles_a",
    expected=Expected("arm_circles", (6, 8), ("full_circle",), ("slow",)),
    named=Judged(
        "arm_circles", (), faults(("slow", "arguable", 1.0)), ("full_circle",), ("elbows_straight",)
    ),
    auto=Judged(None, (), (), ("full_circle",), ()),
)
SIT_UP = Result(
    name="other_a",
    expected=Expected(None, (0, 0)),
    named=None,
    auto=judged("cat_cow", 2, ("slow", "false", 0.0), ("slow", "false", 2.0)),
)
SQUAT = Result(name="other_b", expected=Expected(None, (0, 0)), named=None, auto=judged(None))
ALL = [CAT_COW, ARMS, SIT_UP, SQUAT]


@pytest.fixture
def real() -> Real:
    return summarise(ALL, "1.0")


def test_repetitions_of_all_recordings(real: Real) -> None:
    assert real.all.repetitions == RepetitionFigures(
        recordings=2, recordings_right=0, right=2, missed=6, invented=1, right_share=0.2222
    )


def test_recognition_of_all_recordings(real: Real) -> None:
    figures = real.all.recognition
    assert (figures.recordings, figures.right, figures.wrong, figures.missed) == (2, 1, 0, 1)
    assert figures.right_share == 0.5


def test_something_else_and_what_is_reported_of_it(real: Real) -> None:
    figures = real.all.other
    assert (figures.recordings, figures.left_alone, figures.left_alone_share) == (2, 1, 0.5)
    assert figures.taken == 1
    assert (figures.repetitions, figures.faults) == (2, 2)


def test_arguable_faults_are_in_no_share(real: Real) -> None:
    assert real.all.named_faults == FaultFigures(
        true=1, arguable=1, false=1, missed=1, false_per_reported=0.5, false_per_repetition=0.125
    )


def test_faults_under_a_wrong_exercise_are_among_those_of_auto(real: Real) -> None:
    figures = real.all.auto_faults
    assert (figures.true, figures.arguable, figures.false, figures.missed) == (1, 0, 3, 1)


def test_phases_agree_by_time(real: Real) -> None:
    assert (real.all.phases.clear_s, real.all.phases.told, real.all.phases.agreement) == (4.0, 1.0, 0.75)


def test_a_figure_of_nothing_is_not_known(real: Real) -> None:
    assert real.exercises["arm_circles"].phases.agreement is None


def test_an_exercise_has_the_figures_of_its_recordings(real: Real) -> None:
    assert list(real.exercises) == ["arm_circles", "cat_cow"]
    assert real.exercises["cat_cow"].recordings == 1
    assert real.exercises["cat_cow"].named_faults.false == 1


def test_a_rule_belongs_to_the_exercise_that_was_judged(real: Real) -> None:
    """With auto the two false ones of the sit-up are those of the cat-cow that it was taken for."""
    slow = real.rules["cat_cow: slow"]
    assert (slow.named.true, slow.named.false, slow.auto.true, slow.auto.false) == (1, 0, 1, 2)
    assert real.rules["arm_circles: slow"].named.arguable == 1


def test_a_rule_is_missed_where_its_exercise_is_done(real: Real) -> None:
    rule = real.rules["arm_circles: full_circle"]
    assert (rule.named.missed, rule.auto.missed, rule.recordings) == (1, 1, 1)


def test_json_is_strict_and_can_be_read_back(real: Real) -> None:
    assert b"NaN" not in as_json(real)
    assert msgspec.json.decode(as_json(real), type=Real) == real


def test_tables_show_counts_and_shares(real: Real) -> None:
    assert ["repetitions right", "2 of 8", ""] in overview(real).rows
    assert ["something else left alone", "", "1 of 2"] in overview(real).rows
    assert ["faults false", "1", "3"] in overview(real).rows
    assert ["cat_cow", "1", "2 of 2", "1", "1 of 1", "1", "0", "1", "0", "75.0 %"] in exercises(real).rows
    assert ["cat_cow: slow", "1", "0", "0", "0", "0 of 1", "1", "0", "2", "0"] in rules(real).rows


def test_every_recording_has_a_line_that_says_what_is_wrong(real: Real) -> None:
    lines = {line.split()[0]: line for line in recording_lines(real)}
    assert lines["cat_cow_a"].split() == [
        *("cat_cow_a", "3", "of", "2", "cat_cow", "1/0/1/0", "1/0/1/0", "0.75"),
        *("1", "reps", "invented,", "head_follows", "×1"),
    ]
    assert lines["other_a"].endswith("not left alone, slow ×2 (auto)")
    assert lines["other_b"].split() == ["other_b", *["–"] * 5]


def changed(old: Result, new: Result) -> list[tuple[str, str]]:
    return [(change.sign, change.text) for change in changes({old.name: old}, {new.name: new})]


def test_the_same_result_has_no_changes() -> None:
    recordings = {one.name: one for one in ALL}
    assert changes(recordings, recordings) == []


@pytest.mark.parametrize(("was", "now", "sign"), [(3, 2, "better"), (2, 1, "worse"), (1, 3, "other")])
def test_repetitions_nearer_to_the_right_number_are_better(was: int, now: int, sign: str) -> None:
    old, new = (
        msgspec.structs.replace(CAT_COW, named=judged("cat_cow", count), auto=judged("cat_cow"))
        for count in (was, now)
    )
    assert changed(old, new) == [(sign, f"repetitions {was} → {now} (2 is right)")]


@pytest.mark.parametrize(
    ("was", "now", "sign"),
    [(None, "cat_cow", "better"), ("cat_cow", None, "worse"), ("foam_roll", None, "other")],
)
def test_right_recognition_that_comes_is_better(was: str | None, now: str | None, sign: str) -> None:
    old, new = (msgspec.structs.replace(CAT_COW, auto=judged(key)) for key in (was, now))
    assert changed(old, new)[0] == (sign, f"taken for {was or '–'} → {now or '–'}")


@pytest.mark.parametrize(
    ("what", "came", "went"),
    [("false", "worse", "better"), ("true", "better", "worse"), ("arguable", "other", "other")],
)
def test_false_faults_that_go_and_true_ones_that_come_are_better(what: Verdict, came: str, went: str) -> None:
    without, having = (
        msgspec.structs.replace(CAT_COW, named=review, auto=review)
        for review in (judged("cat_cow"), judged("cat_cow", 0, ("slow", what, 1.0), ("slow", what, 5.0)))
    )
    assert changed(without, having) == [(came, f"{what} slow new: 1.0 s, 5.0 s")]
    assert changed(having, without) == [(went, f"{what} slow gone: 1.0 s, 5.0 s")]


def test_a_fault_that_moves_a_little_is_the_same() -> None:
    old, new = (
        msgspec.structs.replace(CAT_COW, named=judged("cat_cow", 0, ("slow", "false", at_s)))
        for at_s in (1, 1.5)
    )
    assert changed(old, new) == []


def test_a_fault_in_one_of_the_two_reviews_says_in_which() -> None:
    new = msgspec.structs.replace(CAT_COW, auto=judged("cat_cow", 3, ("slow", "true", 1.0)))
    assert changed(CAT_COW, new) == [("better", "false head_follows gone: 3.0 s (auto only)")]


def test_phases_that_agree_less_are_worse() -> None:
    new = msgspec.structs.replace(CAT_COW, agreeing_s=2.0)
    assert changed(CAT_COW, new) == [("worse", "phases agree 0.75 → 0.50")]


def test_what_can_no_longer_be_judged_is_told() -> None:
    named = msgspec.structs.replace(CAT_COW.named, cannot_judge=("slow",))  # type: ignore[type-var]
    new = msgspec.structs.replace(CAT_COW, named=named)
    assert changed(CAT_COW, new) == [("other", "no longer judged: slow")]


def test_the_worse_comes_first_and_unchanged_recordings_are_not_listed() -> None:
    better = msgspec.structs.replace(SIT_UP, auto=judged(None))
    worse = msgspec.structs.replace(SQUAT, auto=judged("foam_roll"))
    old, new = ({one.name: one for one in some} for some in (ALL, [CAT_COW, ARMS, better, worse]))
    assert [(change.sign, change.recording) for change in changes(old, new)] == [
        ("worse", "other_b"),
        ("better", "other_a"),
        ("better", "other_a"),
    ]


def test_figures_are_compared_over_the_recordings_in_both(real: Real) -> None:
    lines = list(difference(real, summarise([msgspec.structs.replace(SIT_UP, auto=judged(None))], "1.0")))
    assert "something else left alone, auto: 0 of 1 → 1 of 1" in lines
    assert lines[-1] == "0 worse, 2 better, 0 other; 1 of 1 recordings changed"


def test_a_changed_label_is_told() -> None:
    new = msgspec.structs.replace(SQUAT, expected=Expected(None, (0, 0), (), ("slow",)))
    assert changes({SQUAT.name: SQUAT}, {new.name: new}) == [
        Change("other", "other_b", "what is expected changed")
    ]


def test_a_file_that_is_no_result_is_said(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text('{"schema": "posecoach.benchmarks.real/0"}', encoding="utf-8")
    with pytest.raises(InputError, match="no result of this benchmark"):
        read_result(path)


STORED = read_result(BASELINE)


def test_stored_result_is_above_its_floors() -> None:
    assert broken_floors(STORED, read_floors(section=SECTION)) == []


def test_stored_floors_have_limits() -> None:
    for floor in read_floors(section=SECTION):
        assert (floor.at_least is None) != (floor.at_most is None), floor


def test_readme_shows_the_stored_result() -> None:
    text = README.read_text(encoding="utf-8")
    for table in (overview(STORED), exercises(STORED)):
        assert table.to_markdown() in text


def test_figures_of_the_stored_result_follow_from_its_recordings() -> None:
    assert summarise(STORED.recordings.values(), STORED.posecoach_version) == STORED
