"""Exercise files proposed from recordings: of scripted people, and of real ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from posecoach.coaching.coach import Coach
from posecoach.errors import NothingToJudge
from posecoach.exercises.loader import find_problems
from posecoach.judging.examples import check_examples
from posecoach.learning.learning import Learned, learn
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.review.readings import read_twice
from posecoach.testing.people import CYCLE, LIFT, CameraPlace, every, film, hands_and_knees, hook_lying

Course = Sequence[tuple[float, Mapping[str, float]]]

NEAR = CameraPlace()
FAR = CameraPlace(scale=150.0)


def again(path: Course, times: int) -> list[tuple[float, Mapping[str, float]]]:
    """Return a path several times, one after the other."""
    length_s = path[-1][0]
    return [(t_s + i * length_s, values) for i in range(times) for t_s, values in path if not i or t_s > 0.0]


def filmed(
    make: Callable[..., Pose], path: Course, times: int, camera: CameraPlace = NEAR, fps: float = 15.0
) -> list[Pose]:
    whole = again(path, times)
    return film(make, whole, every(fps, whole[-1][0]), camera)


UP: Course = [
    (0.0, {"hip_height": 0.08}),
    (2.0, {}),
    (4.0, {"hip_height": 0.4}),
    (6.5, {}),
    (8.5, {"hip_height": 0.08}),
    (9.5, {}),
]


@pytest.fixture(scope="module")
def bridge() -> Learned:
    return learn("my_bridge", [("one", filmed(hook_lying, UP, 2)), ("two", filmed(hook_lying, UP, 3))])


def test_a_lift_of_the_hips_is_learned_and_counted(bridge: Learned) -> None:
    assert [len(one.repetitions) for one in bridge.counted] == [2, 3]
    assert (bridge.exercise.posture, bridge.exercise.view) == ("hook_lying", "side")
    assert bridge.exercise.repetition.phases == ("out", "hold", "back")
    first = bridge.counted[0].repetitions[0]
    assert first[0] == pytest.approx(2.0, abs=0.3)
    assert 7.5 < first[1] < 8.5  # it is over when the hips are nearly down


def test_the_file_is_valid_and_its_example_is_judged_as_it_says(bridge: Learned) -> None:
    assert find_problems(bridge.text, "my_bridge.toml") == []
    assert check_examples(bridge.exercise) == []
    assert bridge.exercise.key == "my_bridge"


def test_what_was_guessed_says_so(bridge: Learned) -> None:
    head = bridge.text.splitlines()
    assert "#   one: 2" in head
    assert "#   two: 3" in head
    assert bridge.text.count("correct it") >= 4
    assert bridge.text.count("guessed") >= 3
    assert {rule.severity for rule in bridge.exercise.rules} == {"info"}


@pytest.mark.parametrize(("camera", "fps"), [(FAR, 30.0), (NEAR, 10.0)])
def test_others_are_counted_with_it_whatever_their_camera(
    bridge: Learned, camera: CameraPlace, fps: float
) -> None:
    lower = [(t_s, {"hip_height": 0.3} if values.get("hip_height") == 0.4 else values) for t_s, values in UP]
    poses = filmed(hook_lying, lower, 4, camera, fps)
    reading = read_twice(map(Moment, poses), Coach(bridge.exercise), (), features=False)
    assert len(reading.collector.repetitions) == 4


def test_somebody_who_lies_still_does_not_do_it(bridge: Learned) -> None:
    still = [(0.0, {"hip_height": 0.08}), (12.0, {})]
    reading = read_twice(
        map(Moment, filmed(hook_lying, still, 1)), Coach(bridge.exercise), (), features=False
    )
    assert reading.collector.repetitions == []


def test_either_end_of_a_movement_through_rest_is_a_phase() -> None:
    learned = learn("arch", [("one", filmed(hands_and_knees, CYCLE, 3))])
    assert learned.exercise.repetition.pattern == "cycle"
    assert len(learned.counted[0].repetitions) == 3


def test_a_lift_with_turns_counts_the_lifts() -> None:
    learned = learn("turn", [("one", filmed(hook_lying, LIFT, 3))])
    assert len(learned.counted[0].repetitions) == 3


def test_a_key_is_made_of_any_name() -> None:
    learned = learn("2. Brücke \x1b", [("a\nb", filmed(hook_lying, UP, 3))])
    assert learned.exercise.key == "my_2_br_cke"
    assert "\nb:" not in learned.text


@pytest.mark.parametrize(
    ("recordings", "told"),
    [
        ([("a", [])], "a: nobody is seen in it"),
        (
            [("a", filmed(hook_lying, [(0.0, {"hip_height": 0.08}), (9.0, {})], 1))],
            "nothing repeats itself in the recordings: is the whole movement in view?",
        ),
        (
            [("a", filmed(hook_lying, UP, 2))],
            "too few repetitions: 2 in all recordings together, but 3 are needed",
        ),
        (
            [("a", filmed(hook_lying, UP, 3)), ("b", filmed(hands_and_knees, CYCLE, 3))],
            "b begins in the posture 'hands_and_knees', but a in 'hook_lying': give recordings of one exercise",
        ),
    ],
)
def test_what_is_wrong_with_the_recordings_is_told(
    recordings: list[tuple[str, list[Pose]]], told: str
) -> None:
    with pytest.raises(NothingToJudge) as raised:
        learn("mine", recordings)
    assert str(raised.value) == told


def test_no_name_of_an_exercise_that_comes_along_is_used() -> None:
    """It must not know them: what it proposes for one of them stands on the recordings alone."""
    from posecoach.exercises.loader import builtin_exercises

    source = Path(__file__).parents[2] / "posecoach" / "learning"
    text = "".join(path.read_text(encoding="utf-8") for path in source.glob("*.py"))
    assert "builtin_exercises" not in text
    names = set(builtin_exercises()) - {"hook_lying", "childs_pose"}  # postures have the same names
    assert [name for name in names if re.search(rf"\b{name}\b", text)] == []
