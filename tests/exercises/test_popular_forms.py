"""Forms of the exercises that many people do: each counts, without a false fault, and is recognised if it can be."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.accuracy.unruly.program import review_named, review_unnamed
from sample_videos.render.unruly.description import Side
from tests.popular_forms import FORMS, NONE, Filmed, filmed

pytestmark = pytest.mark.slow

CAMERAS: tuple[tuple[Side, float], ...] = (("left", 0.0), ("right", 12.0))


@cache
def seen(what: str, camera: tuple[Side, float]) -> Filmed:
    return filmed({**FORMS, **NONE}[what], *camera)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("what", FORMS)
def test_a_popular_form_counts_without_a_false_fault(what: str, camera: tuple[Side, float]) -> None:
    form, film = FORMS[what], seen(what, camera)
    review = review_named(what, film.recording, form.exercise or "")

    assert tuple(one.side for one in review.repetitions) == film.sides
    assert {fault.rule for fault in review.faults} <= form.faults


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("what", [what for what, form in FORMS.items() if form.by_auto])
def test_a_popular_form_is_recognised(what: str, camera: tuple[Side, float]) -> None:
    assert review_unnamed(what, seen(what, camera).recording).exercise == FORMS[what].exercise


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("what", NONE)
def test_what_is_none_of_the_exercises_is_left_alone(what: str, camera: tuple[Side, float]) -> None:
    assert review_unnamed(what, seen(what, camera).recording).exercise is None
