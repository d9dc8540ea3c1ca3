"""Reading exercise files: every mistake is told with its place and with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecoach.errors import ExerciseFileError
from posecoach.exercises.loader import (
    MAX_FILE_BYTES,
    builtin_exercises,
    find_problems,
    load_exercise,
    read_exercise,
)
from posecoach.exercises.toml_tables import MOST_PROBLEMS
from posecoach.exercises.validation import nearest
from tests.exercise_files import MINIMAL


def message_for(old: str, new: str) -> str:
    """Return what is said about MINIMAL when the first `old` in it is replaced by `new`."""
    assert old in MINIMAL
    with pytest.raises(ExerciseFileError) as raised:
        read_exercise(MINIMAL.replace(old, new, 1), "mine.toml")
    return str(raised.value)


def test_a_valid_file_is_read_with_all_its_tables() -> None:
    exercise = read_exercise(MINIMAL, "mine.toml")

    assert exercise.key == "my_bridge"
    assert [phase.name for phase in exercise.phases] == ["down", "up"]
    assert exercise.phases[1].enter[0].when[0].at_least == 0.2
    assert exercise.rules[0].margin == 0.0
    assert exercise.examples[0].path[2] == (3.0, {"hip_height": 0.5})


def test_the_exercises_that_come_with_posecoach_are_named_by_their_keys() -> None:
    exercises = builtin_exercises()

    assert {"cat_cow", "hip_lift_twist"} <= set(exercises)
    assert all(key == exercise.key for key, exercise in exercises.items())
    assert list(exercises) == sorted(exercises)


@pytest.mark.parametrize(
    ("key", "phases", "rules"),
    [
        (
            "cat_cow",
            {"neutral", "cow", "cat"},
            {"spine_rounded", "spine_arched", "head_follows", "elbows_straight", "hips_over_knees", "slow"},
        ),
        (
            "hip_lift_twist",
            {"rest", "lift", "twist", "hold", "return"},
            {
                "knees_bent",
                "feet_flat",
                "hips_lifted",
                "hips_not_overarched",
                "hold_long_enough",
                "slow_return",
            },
        ),
    ],
)
def test_names_that_other_programs_rely_on_are_there(key: str, phases: set[str], rules: set[str]) -> None:
    exercise = builtin_exercises()[key]

    assert {phase.name for phase in exercise.phases} == phases
    assert rules <= {rule.name for rule in exercise.rules}
    assert exercise.view == "side"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("summary =", "sumary =", "mine.toml:4: sumary: there is no key 'sumary'; did you mean 'summary'?"),
        (
            "label = ",
            "lable = ",
            "mine.toml:34: phases[0].lable: there is no key 'lable'; did you mean 'label'?",
        ),
        (
            '[{ feature = "hip_height", of',
            '[{ featur = "hip_height", of',
            "mine.toml:39: phases[0].enter[0].when[0].featur: there is no key 'featur'; did you mean 'feature'?",
        ),
        (
            'signal = "hip_height"',
            'first_when = [{ feature = "hip_height", at_last = 1.0 }]',
            "mine.toml:44: phases[1].first_when[0].at_last: there is no key 'at_last'; did you mean 'at_least'?",
        ),
        ("[dosage]", "[dose]", "mine.toml:14: dose: there is no key 'dose'; did you mean 'dosage'?"),
        (
            "per_day = 20",
            "per_day = 20\nzzz = 1",
            "mine.toml:17: dosage.zzz: there is no key 'zzz'; valid are: per_day, per_side, repetitions, source",
        ),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_one_of_its_table(old: str, new: str, message: str) -> None:
    assert message_for(old, new) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'feature = "hip_height"\ntypical',
            'feature = "hip_hight"\ntypical',
            "mine.toml:25: neutral[0].feature: there is no feature 'hip_hight'; did you mean 'hip_height'?",
        ),
        (
            'report = ["hip_height"]',
            'report = ["knee_flexion"]',
            "mine.toml:22: repetition.report: there is no feature 'knee_flexion'; did you mean 'knee_flexion_deg'?",
        ),
        (
            '{ feature = "hip_height", of = "change", at_least',
            '{ feature = "hipheight", at_least',
            (
                "mine.toml:50: phases[1].enter[0].when[0].feature: there is no feature 'hipheight'; "
                "did you mean 'hip_height'?"
            ),
        ),
        (
            'signal = "hip_height"',
            'signal = "hip_hight"',
            "mine.toml:44: phases[1].signal: there is no feature 'hip_hight'; did you mean 'hip_height'?",
        ),
        (
            'after = ["down"]\n',
            'after = ["down"]\nonset = "hip_heigt"\n',
            "mine.toml:48: phases[1].enter[0].onset: there is no feature 'hip_heigt'; did you mean 'hip_height'?",
        ),
        (
            'feature = "knee_flexion_deg"',
            'feature = "knee_flexion_dg"',
            (
                "mine.toml:56: rules[0].feature: there is no feature 'knee_flexion_dg'; "
                "did you mean 'knee_flexion_deg'?"
            ),
        ),
        (
            "[3.0, { hip_height",
            "[3.0, { hip_hight",
            "mine.toml:78: examples[0].path[2]: there is no feature 'hip_hight'; did you mean 'hip_height'?",
        ),
    ],
)
def test_an_unknown_feature_is_told_with_the_nearest_one(old: str, new: str, message: str) -> None:
    assert message_for(old, new) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'after = ["up"]',
            'after = ["upp"]',
            "mine.toml:37: phases[0].enter[0].after: there is no phase 'upp'; did you mean 'up'?",
        ),
        (
            'phases = ["up"]\nreport',
            'phases = ["left"]\nreport',
            "mine.toml:21: repetition.phases: there is no phase 'left'; valid are: down, up",
        ),
        (
            'phases = ["up"]\ncue',
            'phases = ["dwn"]\ncue',
            "mine.toml:67: rules[1].phases: there is no phase 'dwn'; did you mean 'down'?",
        ),
        (
            "report = ",
            'missing = { dow = "high" }\nreport = ',
            "mine.toml:22: repetition.missing: there is no phase 'dow'; did you mean 'down'?",
        ),
    ],
)
def test_an_unknown_phase_is_told_with_the_nearest_one(old: str, new: str, message: str) -> None:
    assert message_for(old, new) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "report = ",
            'missing = { up = "hgh" }\nreport = ',
            "mine.toml:22: repetition.missing: there is no rule 'hgh'; did you mean 'high'?",
        ),
        (
            "repetitions = 1",
            'repetitions = 1\nbreaks = ["knees"]',
            "mine.toml:75: examples[0].breaks: there is no rule 'knees'; did you mean 'knees_bent'?",
        ),
    ],
)
def test_an_unknown_rule_is_told_with_the_nearest_one(old: str, new: str, message: str) -> None:
    assert message_for(old, new) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('view = "side"', 'view = "sid"', "mine.toml:6: view: 'sid' is not known here; did you mean 'side'?"),
        (
            'kind = "limit"',
            'kind = "limits"',
            "mine.toml:55: rules[0].kind: 'limits' is not known here; did you mean 'limit'?",
        ),
        (
            'of = "change", at_least',
            'of = "x", at_least',
            (
                "mine.toml:50: phases[1].enter[0].when[0].of: 'x' is not known here; "
                "valid are: change, dip, fall, hump, peak, retreat, rise, size, speed, speed_share, value"
            ),
        ),
        (
            'schema = "posecoach.exercise/1"',
            'schema = "posecoach.exercise/2"',
            (
                "mine.toml:1: schema: 'posecoach.exercise/2' is not known here; "
                "did you mean 'posecoach.exercise/1'?"
            ),
        ),
    ],
)
def test_an_unknown_word_is_told_with_the_nearest_one(old: str, new: str, message: str) -> None:
    assert message_for(old, new) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('key = "my_bridge"\n', "", "mine.toml:1: the file: the key 'key' is missing"),
        ("per_day = 20\n", "", "mine.toml:14: dosage: the key 'per_day' is missing"),
        ('label = "Up"\n', "", "mine.toml:41: phases[1]: the key 'label' is missing"),
    ],
)
def test_a_missing_key_is_named_with_its_table(old: str, new: str, message: str) -> None:
    assert message_for(old, new) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "repetitions = 5",
            'repetitions = "5"',
            "mine.toml:15: dosage.repetitions: expected a whole number, got text in quotes",
        ),
        (
            "at_least = 60.0",
            'at_least = "60"',
            "mine.toml:57: rules[0].at_least: expected a number, got text in quotes",
        ),
        (
            'steps = ["Lift the hips."]',
            'steps = "Lift"',
            "mine.toml:8: steps: expected a list, got text in quotes",
        ),
        (
            'steps = ["Lift the hips."]',
            'steps = ["Lift the hips.", 3]',
            "mine.toml:8: steps[1]: expected text in quotes, got a whole number",
        ),
        ("[dosage]", "[[dosage]]", "mine.toml:14: dosage: expected a table, got a list"),
        ('name = "My bridge"', "name = 3", "mine.toml:3: name: expected text in quotes, got a whole number"),
        (
            "[1.0, {}]",
            '["1.0", {}]',
            "mine.toml:77: examples[0].path[1][0]: expected a number, got text in quotes",
        ),
        (
            "[3.0, { hip_height = 0.5 }]",
            '[3.0, { hip_height = "high" }]',
            "mine.toml:78: examples[0].path[2][1]: expected a number, got text in quotes",
        ),
        (
            "dwell_s = 0.2",
            "dwell_s = -0.2",
            "mine.toml:38: phases[0].enter[0].dwell_s: expected a number >= 0.0",
        ),
        (
            "repetitions = 5",
            "repetitions = 0",
            "mine.toml:15: dosage.repetitions: expected a whole number >= 1",
        ),
        (
            'phases = ["up"]\nreport',
            "phases = []\nreport",
            "mine.toml:21: repetition.phases: the list is empty; write what belongs in it",
        ),
    ],
)
def test_a_value_of_the_wrong_type_or_size_is_named(old: str, new: str, message: str) -> None:
    assert message_for(old, new) == message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "at_least = 0.2 }",
            "at_least = 0.2, at_most = 0.3 }",
            "mine.toml:50: phases[1].enter[0].when[0]: give exactly one of at_least and at_most",
        ),
        (
            ", at_least = 0.2 }",
            " }",
            "mine.toml:50: phases[1].enter[0].when[0]: give exactly one of at_least and at_most",
        ),
        ("at_least = 60.0\n", "", "mine.toml:53: rules[0]: at_least or at_most is missing"),
        (
            'feature = "knee_flexion_deg"\n',
            "",
            "mine.toml:53: rules[0]: a rule of kind 'limit' needs a feature",
        ),
        (
            "at_least = 60.0\n",
            "at_least = 60.0\naim_s = 3.0\n",
            "mine.toml:53: rules[0]: aim_s is for rules of kind 'duration' or 'movement_time', not 'limit'",
        ),
        (
            "at_least = 60.0\n",
            "at_least = 60.0\nbest_share = 0.5\n",
            "mine.toml:53: rules[0]: best_share is for rules of kind 'reach', not 'limit'",
        ),
        (
            'kind = "reach"\nfeature = "hip_height"\nat_least = 0.4',
            'kind = "duration"\nat_least = 2.0\naim_s = 2.0',
            "mine.toml:62: rules[1]: aim_s must be more than at_least",
        ),
        (
            'kind = "reach"\n',
            'kind = "reach"\nof = "speed"\n',
            "mine.toml:62: rules[1]: a rule of kind 'reach' is about value, change or size, not 'speed'",
        ),
        (
            'signal = "hip_height"\n',
            'signal = "hip_height"\nrebase = { hipheight = 1.0 }\n',
            "mine.toml:45: phases[1].rebase: there is no feature 'hipheight'; did you mean 'hip_height'?",
        ),
        (
            'signal = "hip_height"\n',
            "rebase = { hip_height = 1.0 }\n",
            "mine.toml:41: phases[1]: rebase needs a signal",
        ),
        (
            'signal = "hip_height"\n',
            'signal = "trunk_rotation_deg"\nsided = true\n',
            "mine.toml:41: phases[1]: sided needs a signal that has a [[neutral]] table",
        ),
        (
            'pattern = "sequence"\n',
            'pattern = "each"\nalso = ["down"]\n',
            'mine.toml:21: repetition.also: also is for the pattern "sequence"',
        ),
        (
            'pattern = "sequence"\n',
            'pattern = "sequence"\nalso = ["up"]\n',
            "mine.toml:21: repetition.also: 'up' stands in phases already",
        ),
        (
            'label = "Up"\n',
            'label = "Up"\nhidden = true\nshown_as = "down"\n',
            "mine.toml:41: phases[1]: hidden and shown_as exclude each other",
        ),
        (
            'label = "Up"\n',
            'label = "Up"\nshown_as = "up"\n',
            "mine.toml:41: phases[1]: shown_as must name a phase that is shown under its own name",
        ),
        (
            'label = "Up"\n',
            'label = "Up"\nshown_as = "don"\n',
            "mine.toml:44: phases[1].shown_as: there is no phase 'don'; did you mean 'down'?",
        ),
        (
            "[repetition]\n",
            '[proof]\nwhen = [{ feature = "hip_heigt", at_least = 0.1 }]\n\n[repetition]\n',
            "mine.toml:20: proof.when[0].feature: there is no feature 'hip_heigt'; did you mean 'hip_height'?",
        ),
        (
            'feature = "knee_flexion_deg"\n',
            'feature = "knee_flexion_deg"\nof = "change"\n',
            "mine.toml:57: rules[0].of: 'change' of 'knee_flexion_deg' needs a [[neutral]] table for it",
        ),
        (
            '{ feature = "hip_height", of = "change", at_least',
            '{ feature = "knee_flexion_deg", of = "retreat", at_least',
            (
                "mine.toml:50: phases[1].enter[0].when[0].of: "
                "'retreat' of 'knee_flexion_deg' needs a [[neutral]] table for it"
            ),
        ),
        (
            'name = "up"',
            'name = "down"',
            "mine.toml:42: phases[1].name: there already is a phase 'down'",
        ),
        (
            "at_least = 60.0",
            "at_least = nan",
            "mine.toml:57: rules[0].at_least: nan is no number to compare with",
        ),
        (
            "typical = 0.0",
            "typical = inf",
            "mine.toml:26: neutral[0].typical: inf is no number to compare with",
        ),
        (
            "[1.0, {}]",
            "[0.0, {}]",
            "mine.toml:77: examples[0].path[1]: the seconds must increase, but 0 follows 0",
        ),
        (
            "[6.0, {}]",
            "[inf, {}]",
            "mine.toml:80: examples[0].path[4]: the seconds must increase, but inf follows 5",
        ),
    ],
)
def test_what_types_cannot_rule_out_is_told(old: str, new: str, message: str) -> None:
    assert message_for(old, new) == message


def test_two_phases_of_one_name_are_told() -> None:
    doubled = MINIMAL.replace("[[rules]]", '[[phases]]\nname = "up"\nlabel = "Up"\n\n[[rules]]', 1)

    with pytest.raises(ExerciseFileError) as raised:
        read_exercise(doubled, "mine.toml")

    assert str(raised.value) == "mine.toml:54: phases[2].name: there already is a phase 'up'"


def test_a_path_of_one_entry_is_told() -> None:
    head, _, _ = MINIMAL.partition("path = [")

    with pytest.raises(ExerciseFileError) as raised:
        read_exercise(head + "path = [[0.0, {}]]\n", "mine.toml")

    assert str(raised.value) == "mine.toml:75: examples[0].path: at least two entries are needed"


def test_nan_in_an_example_means_not_seen_and_is_no_mistake() -> None:
    exercise = read_exercise(MINIMAL.replace("[1.0, {}]", "[1.0, { knee_flexion_deg = nan }]"), "mine.toml")

    assert exercise.examples[0].path[1][1]["knee_flexion_deg"] != 90.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("steps = [", "mine.toml:1: a bracket is opened and never closed; write its other half"),
        ("a = " + "[\n" * 5000, "mine.toml: not valid TOML: too many brackets inside each other"),
        ("a = " + "1" * 5000, "mine.toml:1: longer than 2000 characters; break the line"),
        (
            ".".join(["a"] * 12) + " = 1",
            "mine.toml:1: a.a.a.a.a.a.a.a.a.a: more than 10 tables and lists within each other",
        ),
        (
            'a = """' + "word\n" * 500 + '"""',
            "mine.toml:1: a: a text of more than 2000 characters; shorten it",
        ),
        ('a = "\\u001b[2J"', "mine.toml:1: a: a text with a control character in it; remove it"),
    ],
)
def test_text_that_is_no_toml_is_told(text: str, message: str) -> None:
    with pytest.raises(ExerciseFileError) as raised:
        read_exercise(text, "mine.toml")

    assert str(raised.value) == message


def test_a_file_is_read_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "brücke.toml"
    path.write_bytes(MINIMAL.replace('name = "My bridge"', 'name = "Brücke"').encode())

    assert load_exercise(path).name == "Brücke"


def test_the_byte_order_mark_of_some_editors_and_windows_line_ends_are_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())

    assert load_exercise(path).name == "My bridge"


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"
    path.write_bytes(MINIMAL.replace('name = "My bridge"', 'name = "Brücke"').encode("latin-1"))

    with pytest.raises(ExerciseFileError) as raised:
        load_exercise(path)

    assert str(raised.value) == f"{path}: is not a text file in UTF-8; save it as UTF-8"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"

    with pytest.raises(ExerciseFileError) as raised:
        load_exercise(path)

    assert str(raised.value) == f"{path}: no such file or folder; check the path"


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExerciseFileError, match=r"cannot be read \(.+\); check the path$"):
        load_exercise(tmp_path)


def test_a_file_that_is_too_large_is_told_before_it_is_read_as_toml(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"
    path.write_bytes(b"\xff" * (MAX_FILE_BYTES + 1))

    with pytest.raises(ExerciseFileError) as raised:
        load_exercise(path)

    assert str(raised.value) == f"{path}: larger than 200000 bytes; this is no exercise file"


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"
    path.write_text((MINIMAL + "# more\n" * MAX_FILE_BYTES)[:MAX_FILE_BYTES], encoding="utf-8")

    assert load_exercise(path).key == "my_bridge"


def test_the_mistake_in_a_file_is_told_with_the_file_as_it_was_named(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"
    path.write_text(MINIMAL.replace("view", "viev"), encoding="utf-8")

    with pytest.raises(ExerciseFileError) as raised:
        load_exercise(path)

    assert str(raised.value) == f"{path}:6: viev: there is no key 'viev'; did you mean 'view'?"


def test_nearest_names_all_when_nothing_is_near() -> None:
    assert nearest("zzz", ["right", "left"]) == "valid are: left, right"


LINES = MINIMAL.splitlines()


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.sampled_from(
                ["", "x", "= 1", "[[phases]]", "[dosage]", 'name = "up"', "at_least = nan", "]", "}"]
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_file_with_lines_replaced_is_read_or_told_in_one_line(edits: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for row, line in edits:
        lines[row] = line

    try:
        read_exercise("\n".join(lines), "mine.toml")
    except ExerciseFileError as error:
        told = str(error)
    else:
        told = "mine.toml: read"

    assert told.startswith("mine.toml:")
    assert "\n" not in told


@given(st.text(max_size=200))
def test_any_text_is_told_in_one_line(text: str) -> None:
    with pytest.raises(ExerciseFileError) as raised:
        read_exercise(text, "mine.toml")

    assert "\n" not in str(raised.value)


def test_of_very_many_problems_the_first_hundred_are_told() -> None:
    text = "\n".join(f"[nonsense{number}]" for number in range(3000))

    assert len(find_problems(text, "mine.toml")) == MOST_PROBLEMS


def test_examples_that_would_take_hours_to_try_are_refused() -> None:
    assert message_for("[6.0, {}]", "[3600.5, {}]") == (
        "mine.toml:75: examples[0].path: the examples last more than 3600 s together; shorten them"
    )


def test_a_start_posture_that_would_have_to_be_kept_for_hours_is_refused() -> None:
    assert message_for("[dosage]", "still_s = 1e9\n\n[dosage]").startswith("mine.toml:")


@pytest.mark.parametrize(
    ("table", "trait"),
    [
        ("is_not", 'of = "range", at_least = 0.4'),
        ("requires", 'of = "most", at_least = 0.4'),
        ("requires", 'of = "range", at_most = 0.4'),
    ],
)
def test_only_a_range_that_is_required_may_be_shown_by_both_sides(table: str, trait: str) -> None:
    when = f'[{{ feature = "hip_height", {trait}, both_sides = 0.6 }}]'
    mark = f'[[{table}]]\ntext = "no"\nwhen = {when}\nsource = "me"\n'
    assert message_for("[repetition]\n", f"{mark}\n[repetition]\n").endswith(
        "both_sides is for a range in [[requires]] with at_least"
    )


@pytest.mark.parametrize("trait", ['of = "loop"', 'of = "range", across = "knee_flexion_deg"'])
def test_a_loop_is_across_another_feature_and_nothing_else_is(trait: str) -> None:
    when = f'[{{ feature = "hip_height", {trait}, at_least = 0.4 }}]'
    mark = f'[[requires]]\ntext = "no"\nwhen = {when}\nsource = "me"\n'
    assert message_for("[repetition]\n", f"{mark}\n[repetition]\n").endswith(
        "requires[0].when[0].across: give across, the other feature, with of = 'loop', and only there"
    )


@pytest.mark.parametrize("place", ["only_if", "when"])
def test_all_traits_of_a_mark_are_looked_into(place: str) -> None:
    trait = '[{ feature = "hip_height", of = "range", at_least = 0.1 }]'
    of_nothing = '[{ feature = "hip_hight", of = "range", at_least = 0.1 }]'
    told = {"only_if": trait, "when": trait, place: of_nothing}
    mark = f'[[requires]]\ntext = "no"\nonly_if = {told["only_if"]}\nwhen = {told["when"]}\nsource = "me"\n'
    assert f"requires[0].{place}[0].feature: " in message_for("[repetition]\n", f"{mark}\n[repetition]\n")
