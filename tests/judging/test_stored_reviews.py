"""Nothing that is said of the stored people changes unnoticed: repetitions, phases, faults, values, and gaps."""

from __future__ import annotations

import pytest

from tests.judging.stored_reviews import clips, differences, kept, told


@pytest.mark.parametrize("number", range(len(clips())))
def test_a_review_says_what_it_said(number: int) -> None:
    name, exercise, recording = clips()[number]
    assert list(differences(told(name, exercise, recording), kept()[name])) == [], (
        "if that is meant: python -m tests.judging.stored_reviews"
    )


def test_small_differences_of_processors_are_none() -> None:
    assert list(differences({"end_s": 1.001, "value": 30.001}, {"end_s": 1.0, "value": 30})) == []


def test_other_differences_are_told_with_their_place() -> None:
    now = {"faults": [{"rule": "slow", "end_s": 1.2}], "side": None}
    then = {"faults": [{"rule": "slow", "end_s": 1.0}], "side": "left"}
    assert list(differences(now, then)) == ["faults[0].end_s: 1.2, kept was 1.0", "side: None, kept was left"]
