"""A movement that belongs to another exercise is no repetition, and is not what an exercise is recognised by."""

from __future__ import annotations

import math
from collections.abc import Callable

import msgspec
import pytest

from posecoach.events import RepetitionDone, RepetitionRejected
from posecoach.exercises.declaration import Exercise, Mark, Trait
from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.identity import Identity
from posecoach.judging.signals import Signals
from tests.exercise_files import changed

TOLD = "a foot left the floor"
Value = Callable[[float], float]


def bridge(*, requires: tuple[Mark, ...] = (), is_not: tuple[Mark, ...] = ()) -> Exercise:
    return msgspec.structs.replace(builtin_exercises()["hip_lift_twist"], requires=requires, is_not=is_not)


def mark(**trait: object) -> Mark:
    return Mark(text=TOLD, when=(msgspec.convert(trait, Trait),), source="test")


def lift(t_s: float) -> float:
    """One hip lift of five seconds that begins after two."""
    return 0.08 + 0.35 * math.sin(math.pi * min(max((t_s - 2.0) / 5.0, 0.0), 1.0))


def judged(exercise: Exercise, foot: Value, fps: float = 30.0) -> tuple[ExerciseJudge, list[object]]:
    judge = ExerciseJudge(exercise)
    events: list[object] = []
    frame = 0
    while (t_s := frame / fps) < 9.0:
        known = {"hip_height": lift(t_s), "trunk_rotation_deg": 0.0, "higher_foot": foot(t_s)}
        values = [known.get(name, math.nan) for name in judge.signals.names]
        events += judge.step(t_s, values, judgeable=True)
        frame += 1
    return judge, [*events, *judge.finish()]


def raised(t_s: float) -> float:
    return 0.8 if 3.0 < t_s < 4.0 else 0.0


@pytest.mark.parametrize("fps", [10.0, 30.0, 60.0])
def test_a_movement_that_shows_another_exercise_is_rejected_with_the_words_of_the_file(fps: float) -> None:
    exercise = bridge(is_not=(mark(feature="higher_foot", of="range", at_least=0.5),))
    judge, events = judged(exercise, raised, fps)
    assert [event.reason for event in events if isinstance(event, RepetitionRejected)] == [TOLD]
    assert not [event for event in events if isinstance(event, RepetitionDone)]
    assert judge.evidence.typical == 0
    assert 4.0 < judge.evidence.another_s < 6.0


def test_a_movement_without_it_counts() -> None:
    exercise = bridge(is_not=(mark(feature="higher_foot", of="range", at_least=0.5),))
    judge, events = judged(exercise, lambda t_s: 0.0)
    assert len([event for event in events if isinstance(event, RepetitionDone)]) == 1
    assert (judge.evidence.typical, judge.evidence.another_s) == (1, 0.0)
    assert 4.0 < judge.evidence.typical_s < 6.0


def test_what_lasted_less_than_its_dwell_is_left_out() -> None:
    def flicker(t_s: float) -> float:
        return 0.8 if 3.0 < t_s < 3.1 else 0.0

    exercise = bridge(is_not=(mark(feature="higher_foot", of="range", at_least=0.5, dwell_s=0.3),))
    assert judged(exercise, flicker)[0].evidence.another_s == 0.0


def hidden(t_s: float) -> float:
    """A foot that is hardly seen."""
    return raised(t_s) if 2.9 < t_s < 4.1 else math.nan


def test_what_is_hardly_seen_speaks_neither_for_nor_against() -> None:
    limit = mark(feature="higher_foot", of="range", at_least=0.5)
    assert judged(bridge(is_not=(limit,)), hidden)[0].evidence.another_s == 0.0
    assert judged(bridge(requires=(limit,)), hidden)[0].evidence.typical == 1


@pytest.mark.parametrize(("seen_s", "another"), [(0.5, True), (0.2, False)])
def test_a_height_that_was_seen_for_all_its_dwell_was_there_however_little_else_was_seen(
    seen_s: float, another: bool
) -> None:
    exercise = bridge(is_not=(mark(feature="higher_foot", of="most", at_least=0.5, dwell_s=0.3),))
    judge, _ = judged(exercise, lambda t_s: 0.8 if 3.0 < t_s < 3.0 + seen_s else math.nan)
    assert (judge.evidence.another_s > 0.0) is another


@pytest.mark.parametrize("limit", [{"of": "most", "at_most": 0.9}, {"of": "most", "at_least": 0.9}])
def test_a_glimpse_does_not_tell_that_a_height_was_never_reached(limit: dict[str, object]) -> None:
    exercise = bridge(is_not=(mark(feature="higher_foot", dwell_s=0.3, **limit),))
    assert judged(exercise, hidden)[0].evidence.another_s == 0.0


def test_a_glimpse_below_is_as_good_as_one_above() -> None:
    exercise = bridge(is_not=(mark(feature="higher_foot", of="least", at_most=-0.5, dwell_s=0.3),))
    judge, _ = judged(exercise, lambda t_s: -0.8 if 3.0 < t_s < 3.5 else math.nan)
    assert judge.evidence.another_s > 0.0


def test_nothing_is_recognised_by_movements_of_what_was_hardly_seen() -> None:
    exercise = bridge(requires=(mark(feature="higher_foot", of="range", at_least=0.5),))
    lift_phase = next(phase for phase in exercise.phases if phase.name == "lift")
    followed = tuple(
        msgspec.structs.replace(phase, signal="higher_foot") if phase is lift_phase else phase
        for phase in exercise.phases
    )
    judge, _ = judged(msgspec.structs.replace(exercise, phases=followed), hidden)
    assert (judge.repetitions, judge.evidence.typical) == (1, 0)


def test_a_repetition_that_lacks_what_is_required_counts_but_is_not_recognised_by() -> None:
    exercise = bridge(requires=(mark(feature="higher_foot", of="most", at_least=0.5),))
    judge, events = judged(exercise, lambda t_s: 0.0)
    assert len([event for event in events if isinstance(event, RepetitionDone)]) == 1
    assert (judge.evidence.typical, judge.evidence.another_s) == (0, 0.0)


@pytest.mark.parametrize(("at_most", "another"), [(3.0, True), (2.0, False)])
def test_a_range_may_be_a_share_of_another(at_most: float, another: bool) -> None:
    exercise = bridge(is_not=(mark(feature="higher_foot", of="range", per="hip_height", at_most=at_most),))
    assert (judged(exercise, raised)[0].evidence.another_s > 0.0) is another


def foot_in_a_circle(t_s: float) -> float:
    """Ahead on the way up, back on the way down, while the hips rise and sink."""
    return 0.3 * math.sin(2.0 * math.pi * min(max((t_s - 2.0) / 5.0, 0.0), 1.0))


@pytest.mark.parametrize(("foot", "typical"), [(foot_in_a_circle, 1), (lift, 0), (lambda _: 0.5, 0)])
@pytest.mark.parametrize("fps", [10.0, 30.0])
def test_a_movement_may_have_to_come_back_another_way(foot: Value, typical: int, fps: float) -> None:
    circle = mark(feature="hip_height", of="loop", across="higher_foot", at_least=0.3)
    assert judged(bridge(requires=(circle,)), foot, fps)[0].evidence.typical == typical


def test_noise_makes_no_other_way_back() -> None:
    def wavering(t_s: float) -> float:
        return 0.3 * math.sin(40.0 * t_s)

    circle = mark(feature="hip_height", of="loop", across="higher_foot", at_least=0.1)
    assert judged(bridge(requires=(circle,)), wavering)[0].evidence.typical == 0


def test_where_the_other_feature_is_hidden_the_way_back_is_not_known() -> None:
    circle = mark(feature="hip_height", of="loop", across="higher_foot", at_least=0.3)
    assert judged(bridge(requires=(circle,)), lambda _: math.nan)[0].evidence.typical == 1


@pytest.mark.parametrize(("at_least", "typical"), [(0.3, 0), (0.4, 1)])
def test_a_mark_may_be_for_some_movements_only(at_least: float, typical: int) -> None:
    raised_foot = mark(feature="higher_foot", of="range", at_least=0.5)
    large = Trait(feature="hip_height", of="range", at_least=at_least)
    of_large = msgspec.structs.replace(raised_foot, only_if=(large,))
    assert judged(bridge(requires=(of_large,)), lambda _: 0.0)[0].evidence.typical == typical


@pytest.mark.parametrize("of", ["range", "most"])
@pytest.mark.parametrize(("at_least", "counted"), [(0.3, 0), (0.4, 1)])
def test_what_rules_out_some_movements_lets_others_count(at_least: float, counted: int, of: str) -> None:
    raised_foot = mark(feature="higher_foot", of=of, at_least=0.5)
    large = Trait(feature="hip_height", of="range", at_least=at_least)
    of_large = msgspec.structs.replace(raised_foot, only_if=(large,))
    assert judged(bridge(is_not=(of_large,)), raised)[0].repetitions == counted


def test_after_a_repetition_five_seconds_of_something_else_speak_against_it() -> None:
    exercise = bridge(is_not=(mark(feature="higher_foot", of="range", at_least=0.5),))
    judge = ExerciseJudge(exercise)
    for frame in range(30 * 15):
        t_s = frame / 30.0
        known = {
            "hip_height": lift(t_s),
            "trunk_rotation_deg": 0.0,
            "higher_foot": 0.8 if t_s > 10.0 else 0.0,
        }
        judge.step(t_s, [known.get(name, math.nan) for name in judge.signals.names], judgeable=True)
    assert judge.evidence.typical == 1
    assert judge.evidence.another_s == pytest.approx(5.0, abs=0.1)


UNSEEN = math.nan


def looked_at(exercise: Exercise, *heights: float, knee_deg: float = 90.0) -> Identity:
    """Return what is known of some hip heights, an eighth of a second apart."""
    signals = Signals(exercise)
    for number, height in enumerate(heights):
        values = {"hip_height": height, "knee_flexion_deg": knee_deg}
        signals.update(number / 8, [values[name] for name in signals.names])
    return Identity(exercise, signals)


def shows(*heights: float, **trait: object) -> bool:
    """Whether hips at some heights, an eighth of a second apart, show a trait."""
    told = mark(**({"feature": "hip_height", "dwell_s": 0.0} | trait))
    looked = looked_at(changed(is_not=(told,)), *heights)
    return looked.another(0.0, (len(heights) - 1) / 8) is not None


@pytest.mark.parametrize(
    ("trait", "shown"),
    [
        ({"of": "range", "at_least": 0.5}, True),
        ({"of": "range", "at_least": 0.51}, False),
        ({"of": "range", "at_most": 0.5}, True),
        ({"of": "range", "at_most": 0.49}, False),
        ({"of": "least", "at_least": 1.0}, True),
        ({"of": "least", "at_least": 1.01}, False),
        ({"of": "least", "at_most": 1.0}, True),
        ({"of": "most", "at_most": 1.5}, True),
        ({"of": "most", "at_most": 1.49}, False),
        ({"of": "most", "at_least": 1.5}, True),
        ({"of": "range", "per": "hip_height", "at_least": 1.0}, True),
        ({"of": "range", "per": "hip_height", "at_least": 1.01}, False),
        ({"of": "range", "per": "knee_flexion_deg", "at_least": 0.0}, False),
        ({"of": "range", "per": "knee_flexion_deg", "at_most": 9.0}, False),
    ],
    ids=str,
)
def test_a_trait_is_the_range_or_an_end_of_what_was_seen(trait: dict[str, object], shown: bool) -> None:
    """As a share of what did not move at all, nothing can be told."""
    assert shows(1.25, 1.0, 1.5, 1.25, **trait) is shown


def test_what_is_seen_for_half_of_a_movement_tells() -> None:
    of_nine = [UNSEEN] * 9
    half = [*of_nine[:1], *[1.0] * 4, *of_nine[5:]]
    less = [*[1.0] * 4, *of_nine[4:]]

    assert shows(*half, of="most", at_least=1.0)
    assert not shows(*less, of="most", at_least=1.0)


@pytest.mark.parametrize(("at_least", "shown"), [(0.85, True), (0.87, False)])
def test_of_a_short_movement_no_more_than_a_twelfth_is_left_out(at_least: float, shown: bool) -> None:
    """0.08 of a second is 0.14 of the way from the middle of the one high value to the middle of the next."""
    assert (
        shows(0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, of="most", at_least=at_least, dwell_s=0.3) is shown
    )


def test_each_value_counts_for_its_time() -> None:
    assert shows(*[0.0] * 12, 1.0, 0.5, *[0.0] * 12, of="most", at_least=0.5, dwell_s=0.1875)


def test_a_mark_is_not_there_where_one_of_its_traits_is_followed_and_hidden() -> None:
    traits = (
        Trait(feature="hip_height", of="most", at_least=1.0),
        Trait(feature="knee_flexion_deg", of="most", at_least=60.0),
    )
    exercise = changed(requires=(Mark(text=TOLD, when=traits, source="test"),))

    assert looked_at(exercise, *[UNSEEN] * 9).lacks(0.0, 1.0) == TOLD
