"""What `auto` takes each movement for, from the results of the other benchmarks."""

from __future__ import annotations

import argparse
from types import SimpleNamespace

import pytest

from benchmarks.confusion import command
from benchmarks.confusion.tables import tables
from benchmarks.confusion.taken import REAL, SAMPLES, UNRULY, Taken, of_real, of_samples, of_unruly


def sample(
    clip: str, exercise: str | None, told: str | None, *, right: bool, by_name: bool = False
) -> object:
    return SimpleNamespace(
        clip=clip, exercise=exercise, there=True, by_name=by_name, recognised=told, rightly_recognised=right
    )


def test_a_sample_video_is_named_by_its_exercise_or_by_what_else_is_done_in_it() -> None:
    clips = [
        sample("cat_cow_clean_a", "cat_cow", "cat_cow", right=True),
        sample("bridge_clean_a", "bridge", None, right=True, by_name=True),
        sample("negative_squats_b", None, "toe_touch", right=False),
    ]
    assert of_samples(clips) == [  # type: ignore[arg-type]  # what is read of them
        Taken(SAMPLES, "cat_cow", True, "cat_cow", True),
        Taken(SAMPLES, "bridge", False, None, True),
        Taken(SAMPLES, "squats", False, "toe_touch", False),
    ]


def test_an_unruly_clip_is_named_by_its_kind_if_it_shows_none_of_ours() -> None:
    clips = [
        SimpleNamespace(
            exercise=exercise, kind=kind, left_alone=alone, recognised=told, recognised_rightly=right
        )
        for exercise, kind, alone, told, right in (
            ("dead_bug", "dead_bug", False, None, False),
            (None, "pelvic_tilt", True, "hook_lying", False),
        )
    ]
    assert of_unruly(clips) == [  # type: ignore[arg-type]  # what is read of them
        Taken(UNRULY, "dead_bug", True, None, False),
        Taken(UNRULY, "pelvic_tilt", False, "hook_lying", False),
    ]


@pytest.mark.parametrize(
    ("name", "exercise", "shown"),
    [("lib_superman_c", None, "superman"), ("other_a", "hook_lying", "hook_lying"), ("squat", None, "squat")],
)
def test_a_recording_is_named_by_its_exercise_or_its_file(
    name: str, exercise: str | None, shown: str
) -> None:
    one = SimpleNamespace(
        name=name,
        expected=SimpleNamespace(exercise=exercise),
        sought=exercise is not None,
        auto=SimpleNamespace(exercise=exercise),
        taken_rightly=True,
    )
    assert of_real([one]) == [  # type: ignore[list-item]  # what is read of it
        Taken(REAL, shown, exercise is not None, exercise, True)
    ]


TAKEN = (
    Taken(UNRULY, "dead_bug", True, "dead_bug", True),
    Taken(UNRULY, "dead_bug", True, None, False),
    Taken(UNRULY, "dead_bug", True, "hamstring_stretch", False),
    Taken(UNRULY, "dead_bug", True, None, False),
    Taken(REAL, "bird_dog", True, "bird_dog", True),
    Taken(REAL, "pelvic_tilt", False, "hook_lying", False),
)


def test_a_row_tells_how_many_are_right_and_what_the_others_were_taken_for() -> None:
    exercises, others = tables(TAKEN)

    assert exercises.headings == [
        "shown", "sample videos", "taken for", "unruly people", "taken for", "real people", "taken for",
    ]  # fmt: skip
    assert exercises.rows == [
        ["bird_dog", "–", "", "–", "", "1 of 1", ""],
        ["dead_bug", "–", "", "1 of 4", "nothing 2, hamstring_stretch", "–", ""],
        ["all", "–", "", "1 of 4", "nothing 2, hamstring_stretch", "1 of 1", ""],
    ]
    assert others.rows[0] == ["pelvic_tilt", "–", "", "–", "", "0 of 1", "hook_lying"]


@pytest.mark.parametrize("text", ["7", "7:", ":3", "7:x", "-1:3"])
def test_a_draw_that_is_none_is_told(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args([f"--draw={text}"])

    assert f"{text} is no SEED:N, such as 7:64" in capsys.readouterr().err
