"""Pictures of an exercise in the terminal."""

from __future__ import annotations

import io
import math

import pytest
from rich.console import Console

from posecoach.cli.braille import DOTS, BrailleCanvas
from posecoach.cli.exercise_pictures import Pictures, drawings, scenes
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import all_exercises
from posecoach.postures.figure import THIGH, Figure
from posecoach.postures.table import stick_figure
from tests.exercise_files import changed

EXERCISES = all_exercises("extra_exercises")
EVERY = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.key)


def printed(exercise: Exercise, width: int = 80, encoding: str = "utf-8") -> str:
    """Return what a terminal shows; its encoding tells whether it has the characters."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    Console(file=file, width=width, legacy_windows=False).print(Pictures(exercise))
    file.flush()
    return file.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined] # a BytesIO


def test_a_line_from_corner_to_corner_sets_the_dots_on_its_way() -> None:
    canvas = BrailleCanvas(4, 4)
    canvas.line((0, 0), (3, 3))
    assert canvas.rows() == ["⡠⠊"]


def test_a_circle_is_as_wide_as_it_is_high() -> None:
    canvas = BrailleCanvas(12, 12)
    canvas.circle((5.0, 5.0), 4.0)
    dots = [
        (2 * column + x, 4 * row + y)
        for row, characters in enumerate(canvas.rows())
        for column, character in enumerate(characters)
        for x, bits in enumerate(DOTS)
        for y, bit in enumerate(bits)
        if character != " " and ord(character) & bit
    ]
    xs, ys = zip(*dots, strict=True)
    assert max(xs) - min(xs) == max(ys) - min(ys) == 8
    assert (5, 6) not in dots


def test_what_lies_outside_of_the_drawing_is_left_out() -> None:
    canvas = BrailleCanvas(2, 4)
    canvas.line((-9, 1), (9, 1))
    assert canvas.rows() == ["⠤"]


@pytest.mark.parametrize(
    ("key", "captions"),
    [
        ("cat_cow", ["Start", "Cow", "Cat"]),
        ("plain_bridge", ["Start", "Hold"]),
        ("torso_twist", ["Start", "Turn, left", "Turn, right"]),
        ("hook_lying", ["Start"]),
        ("side_bend", ["Start", "Lean to the side, left", "Lean to the side, right"]),
    ],
)
def test_the_scenes_are_the_start_and_where_the_phases_lead(key: str, captions: list[str]) -> None:
    assert [", ".join(filter(None, scene.title)) for scene in scenes(EXERCISES[key])] == captions


@EVERY
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_longer_than_the_terminal_and_every_caption_is_there(
    exercise: Exercise, width: int
) -> None:
    text = printed(exercise, width)

    assert max(map(len, text.splitlines())) <= width
    assert "Start" in text
    assert any("\u2801" <= character <= "\u28ff" for character in text)


@EVERY
def test_nobody_sinks_into_the_floor_and_all_pictures_have_the_same_size(exercise: Exercise) -> None:
    figures = [stick_figure(exercise.posture, exercise.view, scene.values) for scene in scenes(exercise)]

    assert all(figure.bounds()[2] >= -0.01 for figure in figures)
    assert len({(len(rows), len(row)) for rows in drawings(figures) for row in rows}) == 1


@pytest.mark.parametrize("width", [80, 40])
def test_a_terminal_without_such_characters_gets_words(width: int) -> None:
    assert printed(EXERCISES["cat_cow"], width, "ascii").split() == ["Start,", "then", "Cow,", "then", "Cat"]


def test_what_looks_the_same_to_both_sides_is_shown_once() -> None:
    text = printed(EXERCISES["thoracic_rotation"])

    assert "Hold, either side" in " ".join(text.split())
    assert "left" not in text


def test_an_exercise_without_a_good_example_has_no_picture() -> None:
    assert printed(changed(examples=())).strip() == ""


@pytest.mark.parametrize("lift", [0.1, 0.3, 0.5])
def test_hips_that_are_lifted_are_drawn_higher(lift: float) -> None:
    lying = stick_figure("hook_lying", "side", {"hip_height": 0.08, "knee_flexion_deg": 95.0})
    lifted = stick_figure("hook_lying", "side", {"hip_height": 0.08 + lift, "knee_flexion_deg": 95.0})

    assert hips(lifted)[1] - hips(lying)[1] == pytest.approx(lift)


@pytest.mark.parametrize("flexion_deg", [20.0, 60.0, 120.0])
def test_a_knee_is_drawn_as_bent_as_it_is(flexion_deg: float) -> None:
    line = stick_figure("hook_lying", "side", {"knee_flexion_deg": flexion_deg}).lines[0]
    ankle, knee, hip = line[2:5]
    at_knee = math.degrees(
        math.acos(((ankle[0] - knee[0]) * (hip[0] - knee[0]) + (ankle[1] - knee[1]) * (hip[1] - knee[1]))
        / (math.dist(ankle, knee) * math.dist(hip, knee)))
    )  # fmt: skip

    assert 180.0 - at_knee == pytest.approx(flexion_deg)
    assert math.dist(hip, knee) == pytest.approx(THIGH)


@EVERY
@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan, 1e9, -1e9, 0.0])
def test_whatever_number_a_file_holds_there_is_a_picture_of_bearable_size(
    exercise: Exercise, number: float
) -> None:
    (rows,) = drawings(
        [stick_figure(exercise.posture, exercise.view, dict.fromkeys(scenes(exercise)[0].values, number))]
    )

    assert len(rows) < 100
    assert len(rows[0]) < 100


def hips(figure: Figure) -> tuple[float, float]:
    return figure.lines[0][4]
