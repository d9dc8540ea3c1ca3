"""What is true of descriptions that are picked by hand, and what somebody who sees them must know."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from sample_videos.render.truth import TruthError
from sample_videos.render.unruly.description import (
    Beat,
    Camera,
    Capture,
    Description,
    Gesture,
    Meant,
    Passer,
    Person,
)
from sample_videos.render.unruly.generator import describe
from sample_videos.render.unruly.grading import verdict_of
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.verdict import Verdict, read_verdicts, write_verdicts

PERSON = Person("tall", "heavy", 0.2, 1.0, "#2b8c8c", "#23303f", "short", "long", "bare", "#d6d5cf", 0.0)
CAMERA = Camera("left", 5.0, 0.6, 0.0, 60.0, 0.75, 0.0, 0.0, (480, 360))
CAPTURE = Capture(12.0, 0.0, 0.0, "day", 1.0, 3.0, 0.0, 90, "living")


def described(
    exercise: str, neutral: Beat, beats: list[Beat], repetitions: list[Meant], **changes: Any
) -> Description:
    end_s = sum(beat.seconds for beat in beats)
    made = Description(
        seed=0, number=0, exercise=exercise, kind=exercise, traits=(), person=PERSON, camera=CAMERA, capture=CAPTURE,
        neutral=neutral, beats=tuple(beats), repetitions=tuple(repetitions), gestures=(), nods=(), sways=(), passers=(),
        window_s=(0.0, end_s), shown_s=(0.0, end_s),
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def bridge(knees_deg: float = 100.0, down_s: float = 1.6, lift: float = 1.0, **changes: Any) -> Description:
    """A plain bridge, up in 1.5 s, kept up for 1 s."""
    feet = {"left_foot_flexion_deg": knees_deg, "right_foot_flexion_deg": knees_deg}
    neutral = Beat("hook_lying", 0.0, feet)
    beats = [
        Beat("hook_lying", 0.8, feet, "rest"),
        Beat("hook_lying", 1.5, {**feet, "lift": lift}, "lift"),
        Beat("hook_lying", 1.0, {**feet, "lift": lift}),
        Beat("hook_lying", down_s, feet, "return"),
        Beat("hook_lying", 0.8, feet, "rest"),
    ]
    return described("hip_lift_twist", neutral, beats, [Meant(1, 4)], **changes)


def cat_cow(cat_deg: float = 44.0, cow_deg: float = 34.0, cat_s: float = 1.8, **changes: Any) -> Description:
    neutral = Beat("all_fours", 0.0, {})
    cow = {"spine_flexion_deg": -cow_deg, "neck_flexion_deg": -38.0}
    cat = {"spine_flexion_deg": cat_deg, "neck_flexion_deg": 24.0}
    beats = [
        Beat("all_fours", 0.5, {}, "neutral"),
        Beat("all_fours", 1.8, cow, "cow"),
        Beat("all_fours", cat_s, cat, "cat"),
        Beat("all_fours", 1.8, {}, "neutral"),
    ]
    return described("cat_cow", neutral, beats, [Meant(1, 3)], **changes)


def verdict(description: Description) -> Verdict:
    return verdict_of(Stage(description))


def rules(faults: tuple[Any, ...]) -> set[str]:
    return {fault.rule for fault in faults}


def test_a_good_bridge_is_a_repetition_without_a_side_and_without_faults() -> None:
    found = verdict(bridge())

    (repetition,) = found.truth.repetitions
    assert (repetition.side, repetition.start_s, repetition.end_s) == (None, 0.8, 4.9)
    assert found.must_be_recognised
    assert not found.truth.faults
    assert not found.sure


def test_feet_near_the_buttocks_are_no_fault_at_rest() -> None:
    found = verdict(bridge(knees_deg=128.0))

    assert max(found.truth.angles["left_knee_flexion_deg"]) > 122.0
    assert "knees_bent" not in rules(found.sure)


def test_knees_too_straight_while_lifted_are_a_fault_for_certain() -> None:
    found = verdict(bridge(knees_deg=46.0))

    assert "knees_bent" in rules(found.sure)
    assert found.truth.repetitions[0].faults == ("knees_bent",)


@pytest.mark.parametrize(
    ("down_s", "sure", "possible"), [(0.4, True, True), (0.85, False, True), (2.0, False, False)]
)
def test_how_fast_is_too_fast_is_arguable_near_the_limit(down_s: float, sure: bool, possible: bool) -> None:
    found = verdict(bridge(down_s=down_s))

    assert ("slow_return" in rules(found.sure)) is sure
    assert ("slow_return" in rules(found.possible)) is possible


def test_from_too_far_aside_nothing_is_sure_and_the_truth_stays() -> None:
    oblique = msgspec.structs.replace(CAMERA, yaw_deg=48.0)
    found = verdict(bridge(down_s=0.4, camera=oblique))

    assert not found.must_be_recognised
    assert not found.sure
    assert found.unsure == ("view",)
    assert rules(found.truth.faults) == {"slow_return"}
    assert "slow_return" in rules(found.possible)


def test_knees_out_of_the_picture_leave_nothing_sure_about_knees() -> None:
    cut = msgspec.structs.replace(CAMERA, pan_right=-0.45)
    found = verdict(bridge(knees_deg=46.0, camera=cut))

    assert "cut off" in found.unsure
    assert not found.sure
    assert found.truth.person_spans_s == ()


def test_a_repetition_that_began_before_the_clip_may_be_found_or_not() -> None:
    found = verdict(bridge(window_s=(1.6, 5.0)))

    assert [(one.start_s, one.sure) for one in found.repetitions] == [(0.0, False)]
    assert not found.truth.repetitions
    assert found.unsure == ("partial",)


def test_changes_count_from_the_own_neutral_even_if_the_clip_begins_in_the_cat() -> None:
    whole, late = verdict(cat_cow()), verdict(cat_cow(window_s=(4.0, 5.9)))

    assert max(whole.truth.angles["spine_flexion_deg"]) == pytest.approx(44.0, abs=2.0)
    assert max(late.truth.angles["spine_flexion_deg"]) == pytest.approx(44.0, abs=2.0)


def test_a_good_cycle_breaks_nothing() -> None:
    found = verdict(cat_cow())

    assert len(found.truth.repetitions) == 1
    assert found.repetitions[0].sure
    assert not found.truth.faults
    assert not found.sure


def test_a_flat_cow_is_a_repetition_with_its_fault() -> None:
    found = verdict(cat_cow(cow_deg=2.0))

    assert found.repetitions[0].sure
    assert rules(found.sure) == {"spine_arched"}


def test_a_cow_near_the_limit_is_arguable() -> None:
    found = verdict(cat_cow(cow_deg=11.0))

    assert "spine_arched" not in rules(found.sure)
    assert "spine_arched" in rules(found.possible)


def test_a_fast_cat_is_too_fast() -> None:
    assert "slow" in rules(verdict(cat_cow(cat_s=0.4)).sure)


def test_cycles_may_be_counted_from_either_half() -> None:
    once = cat_cow()
    beats = (*once.beats[:3], *once.beats[1:])
    twice = msgspec.structs.replace(
        once, beats=beats, repetitions=(Meant(1, 3), Meant(3, 5)), window_s=(0.9, 9.5)
    )
    found = verdict(twice)

    assert [(one.start_s, one.sure) for one in found.repetitions] == [(0.0, False), (3.2, True)]
    assert [(one.start_s, one.end_s, one.sure) for one in found.otherwise] == [(1.4, 5.0, True)]


def test_somebody_who_crosses_in_front_makes_it_unsure() -> None:
    found = verdict(cat_cow(passers=(Passer(PERSON, -0.9, 2.6, 1, 0.0),)))

    assert found.unsure == ("crossed",)


def test_a_hand_that_scratches_is_not_held_against_the_elbows_for_a_moment() -> None:
    scratching = Gesture("left", "face", 1.0, 0.2, 0.2, 0.2)
    found = verdict(cat_cow(gestures=(scratching,)))

    assert "elbows_straight" not in rules(found.sure)
    assert "elbows_straight" in rules(found.possible)


def arm_circle(**changes: Any) -> Description:
    """One circle of both arms, seen from the front."""
    turned = {"left_arm_turn_deg": 360.0, "right_arm_turn_deg": 360.0}
    beats = [
        Beat("arms_circling", 0.5, {}),
        Beat("arms_circling", 3.0, turned, "circling"),
        Beat("arms_circling", 0.5, turned, "-"),
    ]
    whole = {"camera": msgspec.structs.replace(CAMERA, near=None, yaw_deg=0.0), **changes}
    return described("arm_circles", Beat("arms_circling", 0.0, {}), beats, [Meant(1, 2)], **whole)


@pytest.mark.parametrize(("stay_s", "sure"), [(0.2, True), (1.5, False)])
def test_a_hand_that_speaks_draws_no_circle_meanwhile(stay_s: float, sure: bool) -> None:
    found = verdict(arm_circle(gestures=(Gesture("left", "speaking", 1.0, 0.2, stay_s, 0.2),)))

    assert [repetition.sure for repetition in found.repetitions] == [sure]
    assert found.unsure == (() if sure else ("hand away",))


def test_somebody_cut_off_above_the_knees_may_sit() -> None:
    near = msgspec.structs.replace(CAMERA, near=None, yaw_deg=0.0, fill=0.9, pan_up=-0.5)
    found = verdict(arm_circle(camera=near))

    assert not found.repetitions[0].sure
    assert found.unsure == ("cut off",)


def test_relatives_have_no_repetitions_no_phases_and_no_faults() -> None:
    for number in (3, 7, 11):
        found = verdict(describe(4, number))
        assert found.exercise is None
        told = (
            found.repetitions,
            found.truth.repetitions,
            found.truth.phases,
            found.truth.faults,
            found.possible,
        )
        assert not any(told)
        assert not found.must_be_recognised


def test_all_that_is_sure_is_possible() -> None:
    for number in (0, 1, 2, 4, 5, 6, 8, 9):
        found = verdict(describe(3, number))
        for fault in found.sure:
            assert any(
                other.rule == fault.rule
                and other.start_s <= fault.start_s + 1e-6
                and fault.end_s <= other.end_s + 1e-6
                for other in found.possible
            ), (number, fault)


def test_verdicts_are_written_and_read_back(tmp_path: Any) -> None:
    path = tmp_path / "two.json"
    both = [verdict(bridge()).without_angles(), verdict(cat_cow()).without_angles()]
    write_verdicts(both, path)

    assert read_verdicts(path) == both
    path.write_bytes(b"[{}]")
    with pytest.raises(TruthError, match=r"two\.json: is no list of posecoach.verdict/1"):
        read_verdicts(path)


def phased(
    exercise: str, posture: str, *beats: tuple[str, float, dict[str, float]], **changes: Any
) -> Description:
    """One repetition of named beats from the posture's own pose and back, seen from the front unless told."""
    written = [Beat(posture, 0.8, {}, "upright")]
    written += [Beat(posture, seconds, pose, phase) for phase, seconds, pose in beats]
    whole = {"camera": msgspec.structs.replace(CAMERA, near=None, yaw_deg=0.0), **changes}
    return described(exercise, Beat(posture, 0.0, {}), [*written, Beat(posture, 0.8, {}, "-")],
                     [Meant(1, len(written), "left" if whole["camera"].near is None else None)], **whole)  # fmt: skip


def bend(bend_deg: float = 34.0, twist_deg: float = 0.0, seconds: float = 1.6) -> Description:
    leaned = {"spine_bend_deg": bend_deg, "spine_twist_deg": twist_deg}
    return phased("side_bend", "arms_at_legs", ("bend", seconds, leaned), ("return", seconds, {}))


@pytest.mark.parametrize(
    ("how", "sure", "possible"),
    [
        ({}, set(), set()),
        ({"seconds": 0.4}, {"slow"}, {"slow"}),
        ({"seconds": 0.7}, set(), {"slow"}),
        ({"twist_deg": 42.0, "seconds": 4.5}, {"chest_forward"}, {"chest_forward"}),
        ({"twist_deg": 22.0}, set(), {"chest_forward"}),
    ],
)
def test_a_side_bend_is_judged_with_room_for_error(
    how: dict[str, float], sure: set[str], possible: set[str]
) -> None:
    found = verdict(bend(**how))

    assert [(one.side, one.sure) for one in found.repetitions] == [("left", True)]
    assert rules(found.sure) == sure
    assert rules(found.possible) == possible


@pytest.mark.parametrize("how", [{"bend_deg": 20.0}, {"twist_deg": 60.0}], ids=["hardly leans", "a twist"])
def test_a_side_bend_that_hardly_leans_or_turns_as_far_need_not_be_found(how: dict[str, float]) -> None:
    assert not verdict(bend(**how)).must_be_recognised


def extension(hold_s: float = 1.8, **pose: float) -> Description:
    leaned = {"pelvis_pitch_deg": -7.0, "spine_flexion_deg": -32.0, **pose}
    return phased(
        "standing_extension", "hands_on_back", ("lean", 1.6, leaned), ("hold", hold_s, leaned), ("return", 1.6, {}),
        camera=CAMERA,
    )  # fmt: skip


def test_an_extension_without_a_pause_or_with_bent_knees_is_at_fault() -> None:
    assert not verdict(extension()).possible
    assert rules(verdict(extension(hold_s=0.45)).sure) == set()
    assert rules(verdict(extension(hold_s=0.45)).possible) == {"hold_long_enough"}
    assert rules(verdict(extension(knee_flexion_deg=45.0)).sure) == {"knees_straight"}


def seated_twist(hold_s: float = 3.0, lean_deg: float = 0.0) -> Description:
    turned = {"spine_twist_deg": 52.0, "hands_aside": 1.0, "spine_bend_deg": lean_deg}
    return phased(
        "seated_twist", "sitting", ("twist", 1.5, turned), ("hold", hold_s, turned), ("centre", 1.5, {})
    )


def test_a_seated_twist_that_leans_or_is_not_held_is_at_fault() -> None:
    assert not verdict(seated_twist()).possible
    assert rules(verdict(seated_twist(lean_deg=32.0)).sure) == {"stay_tall"}
    assert rules(verdict(seated_twist(hold_s=0.8)).sure) == {"hold_long_enough"}


def test_a_round_on_a_chair_is_a_repetition_from_either_half() -> None:
    cow = {"pelvis_pitch_deg": 12.0, "spine_flexion_deg": -30.0, "neck_flexion_deg": -24.0}
    cat = {"pelvis_pitch_deg": -14.0, "spine_flexion_deg": 50.0, "neck_flexion_deg": 26.0}
    found = verdict(phased("seated_cat_cow", "sitting", ("cow", 1.8, cow), ("cat", 1.8, cat), camera=CAMERA))

    assert [one.sure for one in found.repetitions] == [True]
    assert not found.sure
