"""Features over media time: value, change, size, rise, fall, speed, peak, retreat."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import pytest

from posecoach.exercises.declaration import Attempt, Condition, Enter, Exercise, Mark, Of, Proof, Trait
from posecoach.judging.signals import HISTORY_S, Signals, used_features
from tests.exercise_files import bridge, changed
from tests.poses import every

NAMES = ("hip_height", "knee_flexion_deg")


def fed(*values: float, dt_s: float = 0.1) -> Signals:
    """Return signals after some values of hip_height."""
    signals = Signals(bridge())
    signals.set_neutral({"hip_height": 0.0})
    for i, value in enumerate(values):
        signals.update(i * dt_s, [value, math.nan])
    return signals


def read(signals: Signals, of: Of) -> float:
    return signals.reader("hip_height", of)()


def test_the_features_of_an_exercise_are_listed_once_each() -> None:
    assert used_features(bridge()) == NAMES


@pytest.mark.parametrize(
    ("of", "expected"),
    [("value", 0.3), ("change", 0.25), ("size", 0.25), ("rise", 0.2), ("fall", 0.2), ("peak", 0.45)],
)
def test_what_of_a_feature_is_meant(of: Of, expected: float) -> None:
    signals = Signals(bridge())
    signals.set_neutral({"hip_height": 0.05})
    for i, value in enumerate((0.1, 0.5, 0.3)):
        signals.update(float(i), [value, math.nan])

    assert read(signals, of) == pytest.approx(expected)


def test_a_change_has_a_sign_and_a_size_has_none() -> None:
    signals = fed(-0.2)

    assert read(signals, "change") == pytest.approx(-0.2)
    assert read(signals, "size") == pytest.approx(0.2)


def test_a_retreat_is_the_share_of_the_peak_given_up_again() -> None:
    assert read(fed(0.0, 0.4, 0.3), "retreat") == pytest.approx(0.25)
    assert read(fed(0.0, 0.4), "retreat") == pytest.approx(0.0)


def test_there_is_no_retreat_before_a_movement() -> None:
    assert math.isnan(read(fed(0.0), "retreat"))


def turned(of: Of, *ends: float, neutral: float = 0.0) -> float:
    """Return a dip or a hump after hip_height has gone from one value to the next, each in ten steps."""
    signals = Signals(bridge())
    signals.set_neutral({"hip_height": neutral})
    now = signals.reader("hip_height", of)
    path = [start + (end - start) * k / 10.0 for start, end in pairwise(ends) for k in range(11)]
    for i, value in enumerate(path):
        signals.update(i * 0.1, [value, math.nan])
    return now()


def test_a_dip_is_the_smaller_of_the_ways_down_and_up_again() -> None:
    assert turned("dip", 0.4, 0.1) == pytest.approx(0.0)
    assert turned("dip", 0.4, 0.1, 0.3) == pytest.approx(0.2)
    assert turned("dip", 0.2, 0.4, 0.1, 0.39) == pytest.approx(0.29)
    assert turned("dip", 0.4, 0.1, 0.7) == pytest.approx(0.0)  # it goes on from a new most


def test_a_hump_is_a_dip_the_other_way_round() -> None:
    assert turned("hump", -0.4, -0.1) == pytest.approx(0.0)
    assert turned("hump", -0.4, -0.1, -0.3) == pytest.approx(0.2)
    assert turned("hump", -0.4, -0.1, -0.6) == pytest.approx(0.0)


def test_what_wavers_far_from_neutral_makes_no_dip() -> None:
    assert turned("dip", 0.4, 0.23, 0.4) == pytest.approx(0.0)
    assert turned("dip", 0.4, 0.21, 0.39) == pytest.approx(0.18)


def test_a_dip_is_not_known_without_a_neutral() -> None:
    assert turned("dip", 0.4, 0.1, 0.4, neutral=math.nan) == pytest.approx(0.0)


def dips(values: Sequence[float]) -> float:
    """Return a dip after some values of hip_height, from a most of 0.4."""
    signals = Signals(bridge())
    signals.set_neutral({"hip_height": 0.0})
    now = signals.reader("hip_height", "dip")
    for i, value in enumerate([0.4] * 10 + list(values)):
        signals.update(i * 0.1, [value, math.nan])
    return now()


def test_poses_that_are_wrong_make_no_dip() -> None:
    assert dips([0.0, 0.0, *[0.39] * 30]) == pytest.approx(0.0)
    assert dips([0.3, 0.2, 0.1, 0.1, 0.2, 0.3]) == pytest.approx(0.2)


def test_noise_makes_no_dip() -> None:
    noise = [0.4, 0.1, 0.1, 0.4, 0.3, 0.1, 0.4, 0.1, 0.2, 0.4]

    assert dips(noise) == pytest.approx(0.0)


def test_a_dip_is_not_known_while_the_feature_is_not_seen() -> None:
    down_and_up = [0.3, 0.2, 0.1, 0.1, 0.2, 0.3]

    assert math.isnan(dips([*down_and_up, math.nan]))
    assert dips([*down_and_up[:4], math.nan, *down_and_up[4:]]) == pytest.approx(0.2)


def test_a_dip_is_looked_for_anew_in_each_phase() -> None:
    signals = fed(0.0)
    now = signals.reader("hip_height", "dip")
    for i, value in enumerate((0.4, 0.4, 0.3, 0.2, 0.1, 0.1)):
        signals.update(1.0 + i * 0.1, [value, math.nan])
    signals.new_phase()
    for i in range(4):
        signals.update(2.0 + i * 0.1, [0.3, math.nan])

    assert now() == pytest.approx(0.0)


def test_when_a_movement_turned_back_is_the_time_of_its_far_end() -> None:
    signals = fed(0.0)
    signals.reader("hip_height", "dip")
    for i, value in enumerate((0.4, 0.4, 0.3, 0.1, 0.0, 0.1, 0.2, 0.3)):
        signals.update(1.0 + i, [value, math.nan])

    assert signals.turned_s("hip_height", "dip") == pytest.approx(5.0)


def test_a_new_repetition_has_its_own_peak() -> None:
    signals = fed(0.0, 0.6)
    signals.new_repetition()
    signals.update(1.0, [0.3, math.nan])

    assert read(signals, "peak") == pytest.approx(0.3)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_the_speed_of_a_steady_movement_has_no_sign_and_does_not_depend_on_the_frame_rate(fps: float) -> None:
    signals = Signals(bridge())
    for t_s in every(fps, 2.0):
        signals.update(t_s, [-0.2 * t_s, math.nan])

    assert read(signals, "speed") == pytest.approx(0.2, rel=0.01)


def test_the_speed_of_jitter_is_dulled() -> None:
    wavering = fed(*[0.01 * (i % 2) for i in range(40)], dt_s=1 / 30)

    assert read(wavering, "speed") < 0.4 * 0.01 * 30.0


def test_the_speed_share_is_against_the_fastest_of_the_phase() -> None:
    signals = fed(0.0, 0.1, 0.2, 0.3)
    assert read(signals, "speed_share") == pytest.approx(1.0)
    for i in range(20):
        signals.update(1.0 + i * 0.1, [0.3, math.nan])
    assert read(signals, "speed_share") < 0.1

    signals.new_phase()
    signals.update(4.0, [0.3 + 1e-6, math.nan])
    assert read(signals, "speed_share") == pytest.approx(1.0)


@pytest.mark.parametrize("of", ["rise", "fall"])
def test_rise_and_fall_begin_with_the_phase(of: Of) -> None:
    signals = fed(0.1, 0.9, 0.5)
    signals.new_phase()

    assert read(signals, of) == 0.0


@pytest.mark.parametrize("of", ["value", "change", "size", "speed", "speed_share", "retreat", "rise", "fall"])
def test_what_is_not_seen_is_nan(of: Of) -> None:
    assert math.isnan(read(fed(0.0, 0.4, math.nan), of))


@pytest.mark.parametrize("of", ["value", "change", "size", "retreat", "peak", "rise", "fall"])
def test_what_was_not_seen_for_a_while_is_forgotten_at_once(of: Of) -> None:
    assert read(fed(0.1, math.nan, 0.4, 0.3), of) == pytest.approx(read(fed(0.1, 0.1, 0.4, 0.3), of))


def test_a_speed_needs_two_frames_that_saw() -> None:
    signals = fed(0.1, math.nan, 0.4)

    assert math.isnan(read(signals, "speed"))
    signals.update(0.3, [0.5, math.nan])
    assert read(signals, "speed") == pytest.approx(1.0)


def test_a_time_stamp_that_does_not_increase_has_no_speed() -> None:
    signals = fed(0.0, 0.1)
    before = read(signals, "speed")
    signals.update(0.1, [0.9, math.nan])

    assert read(signals, "speed") == before


@pytest.mark.parametrize(
    ("limits", "value", "holds"),
    [
        ({"at_least": 0.2}, 0.2, True),
        ({"at_least": 0.2}, 0.19, False),
        ({"at_most": 0.2}, 0.2, True),
        ({"at_most": 0.2}, 0.21, False),
        ({"at_least": 0.2}, math.nan, None),
    ],
)
def test_a_condition_is_true_false_or_cannot_be_told(
    limits: dict[str, float], value: float, holds: bool | None
) -> None:
    signals = Signals(bridge())
    condition = signals.condition(Condition(feature="hip_height", **limits))
    signals.update(0.0, [value, math.nan])

    assert condition() is holds


def test_a_rebased_neutral_lasts_until_it_is_restored() -> None:
    signals = fed(0.0, 0.4)
    signals.rebase([0])
    signals.update(1.0, [0.5, math.nan])
    assert read(signals, "change") == pytest.approx(0.1)
    assert read(signals, "peak") == pytest.approx(0.1)

    signals.restore_neutral()
    assert read(signals, "change") == pytest.approx(0.5)


def test_the_own_neutral_outlasts_a_rebase() -> None:
    signals = fed(0.0)
    signals.set_neutral({"hip_height": 0.05})
    signals.rebase([0])
    signals.restore_neutral()

    assert read(signals, "change") == pytest.approx(-0.05)


@pytest.mark.parametrize("fps", [15.0, 60.0, 240.0])
def test_the_history_reaches_back_as_far_at_any_frame_rate(fps: float) -> None:
    signals = Signals(bridge())
    for t_s in every(fps, 60.0):
        signals.update(t_s, [t_s, math.nan])

    samples = signals.span(0.0)
    assert len(samples) <= HISTORY_S / 0.03
    assert samples[0][0] <= 60.0 - HISTORY_S + 0.1
    assert next(t_s for t_s, _ in signals.span(59.0)) == pytest.approx(59.0, abs=0.07)


def test_reset_equals_new() -> None:
    used, new = fed(0.0, 0.5, math.nan, 0.3), Signals(bridge())
    used.set_neutral({"hip_height": 0.2})
    used.reset()
    for signals in (used, new):
        signals.update(0.0, [0.1, 90.0])
        signals.update(0.1, [0.2, 90.0])

    for of in ("value", "change", "size", "rise", "fall", "speed", "speed_share", "peak", "retreat"):
        assert read(used, of) == pytest.approx(read(new, of), nan_ok=True)
    assert list(used.history) == list(new.history)


WHEN = (Condition(feature="elbow_flexion_deg", at_least=1.0),)
TRAIT = Trait(feature="elbow_flexion_deg", of="range", per="hand_offset", at_least=1.0)
MARK = Mark(text="another", when=(TRAIT,), source="the eye")


def with_phase(**of_up: object) -> Exercise:
    down, up = bridge().phases
    return changed(phases=(down, msgspec.structs.replace(up, **of_up)))


def with_repetition(**of_it: object) -> Exercise:
    return changed(repetition=msgspec.structs.replace(bridge().repetition, **of_it))


def with_rule(**of_it: object) -> Exercise:
    return changed(rules=(msgspec.structs.replace(bridge().rules[0], **of_it), *bridge().rules[1:]))


def with_neutral(**of_it: object) -> Exercise:
    return changed(neutral=(msgspec.structs.replace(bridge().neutral[0], **of_it),))


@pytest.mark.parametrize(
    "exercise",
    [
        with_neutral(given=WHEN),
        with_repetition(report=("elbow_flexion_deg",)),
        with_repetition(travel=("elbow_flexion_deg",)),
        with_repetition(attempts=(Attempt(phase="up", when=WHEN),)),
        changed(proof=Proof(when=WHEN)),
        changed(needs=(MARK,)),
        changed(requires=(MARK,)),
        changed(is_not=(MARK,)),
        with_phase(signal="elbow_flexion_deg"),
        with_phase(side_of="elbow_flexion_deg"),
        with_phase(rebase={"elbow_flexion_deg": 1.0}),
        with_phase(first_when=WHEN),
        with_phase(enter=(Enter(after=("down",), when=WHEN),)),
        with_phase(enter=(msgspec.structs.replace(bridge().phases[1].enter[0], onset="elbow_flexion_deg"),)),
        with_rule(feature="elbow_flexion_deg"),
        with_rule(given=WHEN),
    ],
    ids=lambda exercise: "",
)
def test_what_any_part_of_an_exercise_goes_by_is_measured(exercise: Exercise) -> None:
    assert "elbow_flexion_deg" in used_features(exercise)


def test_what_a_range_is_a_share_of_is_measured_too() -> None:
    assert "hand_offset" in used_features(changed(is_not=(MARK,)))
