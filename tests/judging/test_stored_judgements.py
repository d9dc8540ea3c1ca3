"""Nothing that the judge makes of an example changes unnoticed, however it is done or seen."""

from __future__ import annotations

import pytest

from posecoach.exercises.declaration import Example, Exercise
from tests.judging.stored_judgements import differences, in_pairs, judged, kept, name_of


@pytest.mark.parametrize(
    ("exercise", "example"), [pytest.param(*pair, id=name_of(*pair)) for pair in in_pairs()]
)
def test_the_judge_makes_of_it_what_it_made(exercise: Exercise, example: Example) -> None:
    assert differences(judged(exercise, example), kept()[name_of(exercise, example)]) == [], (
        "if that is meant: python -m tests.judging.stored_judgements"
    )


def test_another_number_or_name_is_told_with_its_kind() -> None:
    then = {"hasty": {"FaultRaised": [1, 10.5, 7], "PhaseEnded": [2, 3.0, 9]}}
    now = {"hasty": {"FaultRaised": [1, 10.6, 7], "PhaseEnded": [2, 3.001, 9], "CueGiven": [1, 0.0, 5]}}

    assert differences(now, then) == [
        "hasty: CueGiven: [1, 0.0, 5], kept was [0, 0.0, 0]",
        "hasty: FaultRaised: [1, 10.6, 7], kept was [1, 10.5, 7]",
    ]
