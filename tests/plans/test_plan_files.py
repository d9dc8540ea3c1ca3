"""Plan files: those that come with posecoach, and one's own with every mistake told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from posecoach.errors import ExerciseFileError
from posecoach.exercises.loader import builtin_exercises
from posecoach.plans.reading import builtin_plans, find_plan_problems, read_plan
from tests.plans.weeks import PLAN, my_plan

EXERCISES = builtin_exercises()


def test_a_plan_says_for_whom_what_and_when() -> None:
    plan = my_plan()

    assert (plan.person, plan.goals, plan.weeks) == ("Ana", ("Tie my shoes",), 6)
    assert plan.exercises[0].days == ("mon", "wed", "fri")
    assert plan.exercises[0].progression[0].repetitions == 10
    assert plan.exercises[1].only_side == "left"


def test_a_date_is_the_first_day() -> None:
    assert str(my_plan("weeks = 6", "begins = 2026-03-02").begins) == "2026-03-02"


def test_the_plans_that_come_with_posecoach_name_their_programme() -> None:
    plans = builtin_plans(EXERCISES)

    assert list(plans) == ["back_to_action", "mayo_back_exercises", "mcgill_big_three", "nhs_lower_back"]
    assert all(plan.sources and plan.stop for plan in plans.values())


def test_the_plans_that_come_with_posecoach_leave_no_exercise_unwatched_that_it_coaches() -> None:
    coached = {exercise.name.casefold() for exercise in EXERCISES.values()}
    for plan in builtin_plans(EXERCISES).values():
        unwatched = [re.split("[:,]", one.text)[0].casefold() for one in plan.unwatched]
        assert [name for name in unwatched if name in coached] == [], plan.key


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cat_cow", "catcow", "10: exercises[0].exercise: there is no exercise 'catcow'; did you mean 'cat_cow'?"),
        ("sets =", "set =", "11: exercises[0].set: there is no key 'set'; did you mean 'sets'?"),
        ('"wed"', '"wensday"', "13: exercises[0].days[1]: 'wensday' is not known here; did you mean 'wed'?"),
        ('"wed"', '"mon"', "13: exercises[0].days: mon is given twice"),
        ("sets = 2", "sets = 0.5", "11: exercises[0].sets: expected a whole number, got 0.5"),
        ("sets = 2", "sets = nan", "11: exercises[0].sets: expected a whole number, got nan"),
        (
            'days = ["mon", "wed", "fri"]',
            "days = []",
            (
                "13: exercises[0].days: the list is empty; name some of mon, tue, wed, thu, fri, sat, sun "
                "or leave the key out"
            ),
        ),
        ('"left"', '"lft"', "26: exercises[1].side: 'lft' is not known here; did you mean 'left'?"),
        ('note = "Gently."', 'side = "left"', "14: exercises[0].side: cat_cow has no sides; leave side out"),
        ('note = "Gently."', "hold_s = 5", "14: exercises[0].hold_s: cat_cow has no hold; leave hold_s out"),
        (
            "hold_s = 6",
            "hold_s = 90",
            (
                "25: exercises[1].hold_s: a repetition of thoracic_rotation may take 60 s at most; "
                "hold for less"
            ),
        ),
        (
            "tempo_s = 2",
            "tempo_s = 0.5",
            (
                "27: exercises[1].tempo_s: thoracic_rotation calls less than 1 s too fast; "
                "give at least that much"
            ),
        ),
        (
            "elbows_wide =",
            "elbow_wide =",
            "28: exercises[1].cues: thoracic_rotation has no rule 'elbow_wide'; did you mean 'elbows_wide'?",
        ),
        (
            '"Open your elbows"',
            '" "',
            "28: exercises[1].cues: the cue for 'elbows_wide' is empty; write one or leave it out",
        ),
        (
            "sets = 2",
            "sets = 3",
            "9: exercises[0]: 30 repetitions of cat_cow are more than its 24 a day; lower sets or repetitions",
        ),
        (
            "from_week = 2",
            "from_week = 7",
            (
                "17: exercises[0].progression[0].from_week: the plan ends after 6 weeks; "
                "this would never begin"
            ),
        ),
        (
            "repetitions = 10\n",
            "",
            (
                "16: exercises[0].progression[0]: nothing changes; "
                "give sets, repetitions, hold_s, tempo_s or rest_s"
            ),
        ),
        ("above = 3", "above = 11", "36: stop[0].above: expected a whole number <= 10"),
        ("weeks = 6", 'begins = "soon"', "7: begins: expected a date without quotes, such as 2026-03-02"),
        ('key = "mine"', 'key = "cat_cow"', "2: key: 'cat_cow' is the key of an exercise; choose another"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_was_meant(old: str, new: str, message: str) -> None:
    text = PLAN.replace(old, new, 1)
    assert text != PLAN
    assert find_plan_problems(text, "mine.toml", EXERCISES) == [f"mine.toml:{message}"]
    with pytest.raises(ExerciseFileError) as raised:
        read_plan(text, "mine.toml", EXERCISES)
    assert str(raised.value) == f"mine.toml:{message}"


def test_an_exercise_that_is_not_for_the_person_is_a_mistake() -> None:
    bent = PLAN.replace("repetitions = 5", "repetitions = 1", 1).replace('"cat_cow"', '"childs_pose"', 1)

    def told(conditions: str) -> list[str]:
        text = bent.replace("weeks = 6", f"conditions = {conditions}\nweeks = 6", 1)
        return [str(problem) for problem in find_plan_problems(text, "mine.toml", EXERCISES)]

    assert told('["wrist_injury"]') == []
    assert told('["wrist_injury", "osteoporosis"]') == [
        (
            "mine.toml:11: exercises[0].exercise: childs_pose is not for people with osteoporosis; "
            "choose another exercise"
        )
    ]
    assert told('["osteoporsis"]') == [
        "mine.toml:7: conditions[0]: 'osteoporsis' is not known here; did you mean 'osteoporosis'?"
    ]


def test_an_exercise_in_two_places_adds_up_on_the_days_that_they_share() -> None:
    again = PLAN + '\n[[exercises]]\nexercise = "cat_cow"\nrepetitions = 5\ndays = ["fri"]\n'
    other = again.replace('["fri"]', '["sat"]')

    assert find_plan_problems(other, "mine.toml", EXERCISES) == []
    assert find_plan_problems(again, "mine.toml", EXERCISES) == [
        "mine.toml:39: exercises[2]: 25 repetitions of cat_cow are more than its 24 a day; lower sets or repetitions"
    ]


def test_the_pace_of_an_exercise_that_has_none_cannot_be_set() -> None:
    text = PLAN.replace('"cat_cow"', '"arm_circles"', 1).replace('note = "Gently."', "tempo_s = 3", 1)

    assert find_plan_problems(text, "mine.toml", EXERCISES) == [
        "mine.toml:14: exercises[0].tempo_s: the pace of arm_circles is not judged; leave tempo_s out and write a note"
    ]


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = PLAN.replace("sets = 2", "set = 2").replace('"left"', "3")

    assert find_plan_problems(text, "mine.toml", EXERCISES) == [
        "mine.toml:11: exercises[0].set: there is no key 'set'; did you mean 'sets'?",
        "mine.toml:26: exercises[1].side: expected text in quotes, got a whole number",
    ]
