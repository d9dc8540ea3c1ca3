"""From what somebody asks for to a job and to a coach."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.errors import UsageError
from posecoach.exercises.library import open_library
from posecoach.guiding.guide import Guide
from posecoach.report.requested import Wishes
from posecoach.review.job import Job
from posecoach.review.request import Asked, coach_for, job_for

LIBRARY = open_library(None)
ALL = tuple(LIBRARY.exercises.values())
CAT_COW = LIBRARY.exercises["cat_cow"]
OWN = msgspec.structs.replace(CAT_COW, key="mine")
CLIP, MODEL = Path("clip.mp4"), Path("model.task")


def asked(what: Asked) -> tuple[list[str], str | None, list[str]]:
    """Return the exercises of the job, the one that it is, and its steps."""
    job = job_for(CLIP, what, LIBRARY, MODEL)
    return [one.key for one in job.exercises], job.exercise, [step.exercise.key for step in job.steps]


def test_an_exercise_is_known_by_its_name_among_all() -> None:
    assert asked("cat_cow") == ([one.key for one in ALL], "cat_cow", [])


def test_a_routine_is_its_steps() -> None:
    exercises, exercise, steps = asked("pop_your_back")
    assert (exercises, exercise) == ([one.key for one in ALL], None)
    assert steps == [step.exercise.key for step in LIBRARY.steps("pop_your_back")]
    assert len(steps) > 1


def test_auto_is_whichever_it_is() -> None:
    assert asked("auto") == ([one.key for one in ALL], None, [])


def test_a_declaration_is_the_only_one() -> None:
    assert asked(OWN) == (["mine"], "mine", [])


def test_of_several_it_is_one() -> None:
    assert asked(["cat_cow", OWN, "toe_touch"]) == (["cat_cow", "mine", "toe_touch"], None, [])


@pytest.mark.parametrize("what", ["no such", ["cat_cow", "no such"], []])
def test_what_does_not_exist_is_refused(what: Asked) -> None:
    for ask in (lambda: job_for(CLIP, what, LIBRARY, MODEL), lambda: coach_for(what, LIBRARY)):
        with pytest.raises(UsageError):
            ask()


def test_a_job_has_nothing_that_was_not_asked_for() -> None:
    assert job_for(CLIP, "auto", LIBRARY, MODEL) == Job(CLIP, None, MODEL, ALL)


def test_a_job_has_all_that_was_asked_for() -> None:
    wishes = Wishes(exports=("csv",))
    job = job_for(
        CLIP,
        "auto",
        LIBRARY,
        MODEL,
        folder=Path("out"),
        features=True,
        wishes=wishes,
        overwrite=True,
        inference="auto",
    )
    assert job == Job(CLIP, Path("out"), MODEL, ALL, None, True, wishes, (), True, "auto")


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("cat_cow", Coach),
        (OWN, Coach),
        ("auto", Recogniser),
        (["cat_cow", OWN], Recogniser),
        ("pop_your_back", Guide),
    ],
)
def test_a_job_and_a_caller_get_the_same_kind_of_coach(what: Asked, kind: type) -> None:
    for coach in (coach_for(what, LIBRARY), job_for(CLIP, what, LIBRARY, MODEL).coach()):
        assert type(coach) is kind


def test_a_job_for_an_exercise_that_it_does_not_know_has_no_coach() -> None:
    job = Job(CLIP, None, MODEL, (CAT_COW,), "toe_touch")
    assert job.known == {"cat_cow": CAT_COW}
    with pytest.raises(KeyError):
        job.coach()
