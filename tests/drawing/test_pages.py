"""The full-screen pages: what they say, which keys answer them, and that all of it is on the canvas."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from posecoach.drawing import page_texts
from posecoach.drawing.colours import BACKGROUND, SKY_BLUE, TEXT
from posecoach.drawing.layout import READABLE, unit_of
from posecoach.drawing.page import ENTER, QUIT, Bullets, Page, Paragraph, Table
from posecoach.drawing.page_drawing import Touchable, draw_page
from posecoach.drawing.pages import (
    Option,
    Result,
    choice_page,
    enough_page,
    pain_page,
    resume_page,
    summary_page,
    warning_page,
)
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import builtin_routines
from posecoach.words.catalogue import ENGLISH, Words

ROUTINES = [Option("crack", "Crack your back", "6 exercises"), Option("pop", "Pop your back", "4 exercises")]
EXERCISES = [Option("cat_cow", "Cat-cow"), Option("toe_touch", "Toe touch"), Option("twist", "Torso twist")]
RESULTS = [
    Result("Lying with bent knees", 1, 1, 100.0, 100.0, 10.2),
    Result("Cat-cow", 6, 6, 92.1, 95.0),
    Result("Foam roller", 10, 12, None, None),
]


def pages(words: Words = ENGLISH) -> dict[str, Page]:
    return {
        "warning": warning_page(words),
        "choice": choice_page(ROUTINES, EXERCISES, words),
        "pain": pain_page("Cat-cow", words),
        "summary": summary_page(RESULTS, ["Slower"] * 3, ["Hands: hidden"] * 2, "Lower the camera", words),
        "nothing": summary_page([], words=words),
        "resume": resume_page("Pop your back", "Cat-cow", words),
        "enough": enough_page("Cat-cow", words),
    }


class Long(dict[str, str]):
    """A catalogue whose every word is half as long again."""

    def get(self, text: str, default: object = None) -> str:  # type: ignore[override]
        return " ".join(w if w.startswith("{") else w + "ungen"[: 1 + len(w) // 2] for w in text.split())


@pytest.mark.parametrize("size_wh", [(1280, 720), (1920, 1080), (640, 360), (700, 1000), (1920, 500)])
@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize("words", [ENGLISH, Words("long", Long())], ids=["English", "long words"])
def test_a_page_fits_on_any_canvas_in_any_language(size_wh: tuple[int, int], name: str, words: Words) -> None:
    """Nothing touches the edges, and a line is left free above the keys."""
    canvas = np.zeros((size_wh[1], size_wh[0], 3), np.uint8)
    draw_page(canvas, pages(words)[name])
    free = (canvas == BACKGROUND).all(axis=-1)
    bar = round(1.5 * min(size_wh[1], size_wh[0] * 9 / 16) / 100)
    assert free[:2, bar + 1 :].all()
    assert free[-2:, bar + 1 :].all()
    assert free[:, -4:].all()
    ink = (canvas == TEXT).all(axis=-1).any(axis=1)
    assert ink[: size_wh[1] // 2].any()
    assert ink[size_wh[1] * 3 // 4 :].any()


def test_the_warning_has_the_guides_words_and_every_red_flag() -> None:
    page = warning_page()
    flags = next(block for block in page.blocks if isinstance(block, Bullets))
    assert flags.heading == "See a doctor first if any of these applies to you:"
    assert flags.points == (
        "a new problem with your bladder or bowels, or numbness between the legs",
        "weakness in one or both legs, or a foot that drops",
        "a recent fall or accident",
        "fever together with back pain, or a weakened immune system",
        "cancer, now or in the past",
        "unexplained weight loss",
        "pain that wakes you at night, or that no position relieves",
        "osteoporosis, or long-term steroid use",
        "recent surgery",
        "pregnancy",
    )
    assert page.blocks[0] == Paragraph(
        "Move gently and slowly. Stop at once if anything hurts, and ask a health professional.", "lead"
    )


@pytest.mark.parametrize(
    ("name", "code", "answer"),
    [
        ("warning", ENTER, ENTER),
        ("warning", QUIT, QUIT),
        ("warning", " ", None),
        ("warning", "", None),
        ("pain", ENTER, ENTER),
        ("pain", QUIT, QUIT),
        ("summary", QUIT, QUIT),
        ("resume", ENTER, ENTER),
        ("resume", "n", "n"),
        ("enough", ENTER, ENTER),
        ("choice", "1", "crack"),
        ("choice", "3", "cat_cow"),
        ("choice", "9", None),
        ("choice", QUIT, QUIT),
        ("choice", ENTER, "pop"),
    ],
)
def test_keys_answer_a_page(name: str, code: str, answer: str | None) -> None:
    """The second choice is selected."""
    assert pages()[name].answer(code, 1 if name == "choice" else 0) == answer


@pytest.mark.parametrize(
    ("selected", "code", "after"),
    [
        (0, "down", 1),
        (1, "down", 2),
        (4, "down", 0),
        (0, "up", 4),
        (1, "right", 3),
        (4, "left", 1),
        (0, "left", 2),
        (2, "x", 2),
        (2, "", 2),
    ],
)
def test_arrows_go_through_the_choices(selected: int, code: str, after: int) -> None:
    """Two routines at the left, three exercises at the right."""
    assert pages()["choice"].moved(selected, code) == after


def test_arrows_do_nothing_where_there_is_no_choice() -> None:
    assert warning_page().moved(0, "down") == 0


def test_more_choices_than_digits_go_on_with_letters_but_not_those_with_a_meaning() -> None:
    many = choice_page([], [Option(str(i), f"Exercise {i}") for i in range(20)])
    keys = "".join(choice.key for choice in many.choices)
    assert keys == "123456789abcdegijklm"
    assert QUIT not in keys


def test_what_no_key_is_left_for_can_still_be_chosen() -> None:
    many = choice_page([], [Option(str(i), f"Exercise {i}") for i in range(40)])

    assert [choice.answer for choice in many.choices] == [str(i) for i in range(40)]
    assert (many.answer(ENTER, 39), many.answer("", 39)) == ("39", None)


def test_exercises_stand_in_a_column_for_each_heading() -> None:
    exercises = [
        Option("a", "A", heading="Low"),
        Option("b", "B", heading="High"),
        Option("c", "C", heading="Low"),
    ]
    page = choice_page(ROUTINES, exercises)

    assert [[choice.answer for choice in column] for column in page.columns] == [
        ["crack", "pop"],
        ["a", "c"],
        ["b"],
    ]
    assert [choice.key for choice in page.choices] == ["1", "2", "3", "4", "5"]


def test_everything_built_in_has_a_key() -> None:
    exercises = builtin_exercises()
    routines = [Option(key, key) for key in builtin_routines(exercises)]
    page = choice_page(routines, [Option(key, key) for key in (*exercises, "auto")])

    keys = [choice.key for choice in page.choices]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set("fhpqx"), "they mean something else"


@pytest.mark.parametrize(("size_wh", "lanes"), [((1366, 768), 3), ((720, 1280), 2), ((400, 1600), 1)])
def test_columns_that_would_be_narrow_stand_below_each_other(size_wh: tuple[int, int], lanes: int) -> None:
    names = ["Hamstring stretch on the back", "Lying with bent knees", "Bridge"]
    exercises = [Option(f"{at} {name}", name, heading=at) for at in ("Low", "High") for name in names * 6]
    canvas = np.zeros((size_wh[1], size_wh[0], 3), np.uint8)

    pressed = draw_page(canvas, choice_page(ROUTINES, exercises))

    choices = pressed[:38]
    assert len({round(one.left) for one in choices}) == lanes
    for one, other in combinations(choices, 2):
        beside = one.left + one.width <= other.left or other.left + other.width <= one.left
        assert beside or one.top + one.height <= other.top + 1 or other.top + other.height <= one.top + 1


def test_the_selected_choice_is_marked() -> None:
    boxes = []
    for selected in range(5):
        canvas = np.zeros((720, 1280, 3), np.uint8)
        draw_page(canvas, pages()["choice"], selected)
        rows, columns = np.nonzero((canvas[:, 60:] == SKY_BLUE).all(axis=-1))
        wide = np.bincount(rows, minlength=720) > 300
        boxes.append(
            (
                int(np.flatnonzero(wide).mean()),
                bool(columns[np.isin(rows, np.flatnonzero(wide))].mean() > 500),
            )
        )
    assert [right for _, right in boxes] == [False, False, True, True, True]
    assert boxes[0][0] < boxes[1][0]
    assert boxes[2][0] < boxes[3][0] < boxes[4][0]


def test_the_summary_shows_what_was_done_and_nothing_that_was_not() -> None:
    table = summary_page(RESULTS).blocks[0]
    assert table == Table(
        (
            ("Exercise", "Repetitions", "Held", "Score", "Best"),
            ("Lying with bent knees", "1 of 1", "10 s", "100", "100"),
            ("Cat-cow", "6 of 6", "–", "92", "95"),
            ("Foam roller", "10 of 12", "–", "–", "–"),
        )
    )
    assert summary_page(RESULTS[2:]).blocks[0] == Table(
        (("Exercise", "Repetitions"), ("Foam roller", "10 of 12"))
    )


@pytest.mark.parametrize(
    ("repetitions", "score", "title"),
    [(10, 92.0, "Well done"), (10, 79.6, "Well done"), (10, 59.0, "Your session"), (3, 92.0, "Your session")],
)
def test_praise_is_for_what_was_done_well_and_to_its_end(repetitions: int, score: float, title: str) -> None:
    assert summary_page([Result("Cat-cow", repetitions, 10, score)]).title == title


@pytest.mark.parametrize(("held_s", "shown"), [(2.9, "2.9 s"), (2.96, "3.0 s"), (119.7, "120 s")])
def test_seconds_held_are_rounded(held_s: float, shown: str) -> None:
    table = summary_page([Result("Cat-cow", 1, 1, held_s=held_s)]).blocks[0]
    assert isinstance(table, Table)
    assert table.rows[1][-1] == shown


def test_a_summary_without_repetitions_says_so() -> None:
    assert summary_page([]).blocks == (Paragraph("You did not complete a repetition this time.", "lead"),)


def test_the_pain_page_names_the_moment_and_when_to_get_help() -> None:
    texts = [block.text for block in pain_page("Cat-cow").blocks if isinstance(block, Paragraph)]
    saved = "It is saved in your history; the next session asks about it first."
    assert f"Stopped at: Cat-cow. {saved}" in texts
    assert page_texts.PAIN_FLAGS in texts
    assert saved in [b.text for b in pain_page().blocks if isinstance(b, Paragraph)]
    assert saved not in str(pain_page("Cat-cow", kept=False))


def test_the_readme_has_the_red_flags_of_the_screen() -> None:
    readme = (Path(page_texts.__file__).parents[2] / "README.md").read_text()
    listed = [line.removeprefix("- ") for line in readme.splitlines() if line.startswith("- ")]
    assert [flag for flag in page_texts.RED_FLAGS if flag not in listed] == []


def test_the_resume_question_names_routine_and_exercise() -> None:
    assert resume_page("Pop your back", "Cat-cow").blocks == (
        Paragraph("Today you left Pop your back at Cat-cow.", "lead"),
    )


def test_what_could_not_all_be_judged_is_not_praised() -> None:
    results = [Result("Cat-cow", 1, 1, 95.0), Result("Toe touch", 1, 1, None)]
    assert summary_page(results).title == "Your session"


MANY = choice_page(ROUTINES * 4, [Option(str(i), f"Lying with bent knees {i}") for i in range(25)])


def pressable(page: Page, selected: int, size_wh: tuple[int, int] = (1280, 720)) -> list[Touchable]:
    """Return what may be pressed on a page with large words."""
    canvas = np.zeros((size_wh[1], size_wh[0], 3), np.uint8)
    return draw_page(canvas, page, selected, large=True)


def height_of_selected(page: Page, *, large: bool, size_wh: tuple[int, int]) -> float:
    """Return the height of the selected choice in heights of a readable capital."""
    canvas = np.zeros((size_wh[1], size_wh[0], 3), np.uint8)
    first = draw_page(canvas, page, 8, large=large)
    chosen = next(one for one in first if one.answer == "0")
    return chosen.height / (READABLE * unit_of(size_wh, large=True))


@pytest.mark.parametrize("size_wh", [(1280, 720), (1920, 1080), (640, 360), (800, 600)])
def test_names_to_choose_stay_readable_in_large_words(size_wh: tuple[int, int]) -> None:
    assert height_of_selected(MANY, large=True, size_wh=size_wh) >= 2.2  # a line is 2.3 capitals high
    assert height_of_selected(MANY, large=False, size_wh=size_wh) < 2.0


@pytest.mark.parametrize("size_wh", [(1280, 720), (640, 360), (800, 600), (600, 900)])
def test_whatever_is_selected_is_in_view_in_large_words(size_wh: tuple[int, int]) -> None:
    for number, choice in enumerate(MANY.choices):
        shown = [one for one in pressable(MANY, number, size_wh) if one.answer == choice.answer]
        assert shown, choice
        assert all(one.top >= 0 and one.top + one.height <= size_wh[1] for one in shown)


def test_the_triangles_lead_to_every_choice_and_back() -> None:
    for start, direction in ((0, -1), (len(MANY.choices) - 1, 0)):
        selected: int | None = start
        seen: set[str] = set()
        for _ in range(len(MANY.choices)):
            assert selected is not None
            pressed = pressable(MANY, selected)
            seen |= {one.answer for one in pressed}
            triangles = [one.selects for one in pressed if one.selects is not None]
            if len(triangles) < 2 and selected != start:
                break
            selected = triangles[direction]
        assert {choice.answer for choice in MANY.choices} <= seen


def test_a_page_on_which_all_has_room_is_no_part_of_one_in_large_words() -> None:
    assert [one.selects for one in pressable(pages()["choice"], 0)] == [None] * 7


def test_no_half_of_a_choice_is_shown() -> None:
    """Below the last choice that can be pressed, and above the keys, no name is written."""
    for selected in range(len(MANY.choices)):
        canvas = np.zeros((720, 1280, 3), np.uint8)
        pressed = draw_page(canvas, MANY, selected, large=True)
        choices = [one for one in pressed if one.width > 300]
        keys_top = min(one.top for one in pressed if one.answer == QUIT)
        for left in {one.left for one in choices}:
            lane = [one for one in choices if one.left == left]
            bottom = max(one.top + one.height for one in lane)
            right = left + lane[0].width
            below = canvas[round(bottom) : round(keys_top), round(left) : round(right)]
            assert not (below == TEXT).all(axis=-1).any(), selected
