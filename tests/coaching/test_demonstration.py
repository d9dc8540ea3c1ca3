"""The figure that shows an exercise: every exercise has one, in the tempo of its file."""

from __future__ import annotations

import msgspec
import pytest

from posecoach.coaching.demonstration import Demonstrations, demonstration
from posecoach.exercises.loader import builtin_exercises

BUILT_IN = builtin_exercises()


@pytest.mark.parametrize("key", BUILT_IN)
def test_every_exercise_is_shown_with_every_phase_that_a_person_is_told(key: str) -> None:
    exercise = BUILT_IN[key]
    shown = demonstration(exercise)
    assert shown is not None
    labels = {sketch.label for sketch in shown.sketches}
    hidden = {phase.name for phase in exercise.phases if phase.hidden}
    assert labels >= {
        phase.label
        for phase in exercise.phases
        if phase.name in exercise.repetition.phases and phase.name not in hidden and phase.shown_as is None
    }


def test_it_moves_in_the_tempo_of_the_example_and_rests_before_it_starts_again() -> None:
    shown = demonstration(BUILT_IN["hip_lift_twist"])
    assert shown is not None
    assert shown.sketches[-1].t_s == pytest.approx(23.5, abs=0.11)
    assert shown.number_at(3.0) == shown.number_at(3.0 + shown.duration_s) == 30
    assert shown.number_at(shown.duration_s - 0.01) == len(shown.sketches) - 1


def test_both_sides_and_the_breath_are_shown() -> None:
    shown = demonstration(BUILT_IN["hip_lift_twist"])
    assert shown is not None
    assert {sketch.side for sketch in shown.sketches} >= {"left", "right"}
    lifting = [one for one in shown.sketches if one.label == "Lift"]
    assert {one.breath for one in lifting} == {"in"}
    assert lifting[0].breath_share is not None
    assert lifting[-1].breath_share > lifting[0].breath_share


def test_the_roller_is_drawn() -> None:
    shown = demonstration(BUILT_IN["foam_roll"])
    assert shown is not None
    assert all(len(sketch.figure.circles) == 2 for sketch in shown.sketches)


def test_without_a_good_example_nothing_is_shown() -> None:
    exercise = msgspec.structs.replace(BUILT_IN["cat_cow"], examples=())
    assert demonstration(exercise) is None
    assert Demonstrations({"cat_cow": exercise}).of("cat_cow") is None
    assert Demonstrations({}).of("cat_cow") is None
