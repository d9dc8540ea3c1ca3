"""Every rule of every exercise points where its words say, in the picture, whichever way the person faces."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from posecoach.coaching.limb_targets import fault_corrections
from posecoach.events import Fault
from posecoach.exercises.declaration import Rule
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.state import Correction
from tests.lying import prone
from tests.poses import CameraPlace, facing_camera, hands_and_knees, hook_lying, standing
from tests.sitting import sitting_sideways

EXERCISES = builtin_exercises()
ABOUT_TIME_OR_ORDER = {"slow", "slow_return", "hold_long_enough", "sides_alternate"}
ABOUT_TWO_LIMBS = {
    *("opposite_limbs", "leg_not_too_high", "other_leg_stays"),
    *("knees_together", "shoulders_down", "both_shoulders", "hips_in_line"),
}
"""Of a pair of limbs, one of which may be hidden: there is no place to point at."""

Made = Callable[[CameraPlace], Pose]


@dataclass(frozen=True)
class Case:
    """A person who breaks a rule, what was measured, and where the ways lead: "up", "down", "head", "feet" or a mark.

    "head" is toward the head end (of somebody upright: to the front), "feet" the other way.
    """

    exercise: str
    rule: str
    cue: str
    person: Made
    value: float
    leads: Sequence[str | L]
    change: float = math.nan
    feature: str = ""


def moved(pose: Pose, places: dict[L, tuple[float, float]], camera: CameraPlace) -> Pose:
    """Return a pose with landmarks of both sides moved [m], headward and up."""
    image = pose.image_px.copy()
    for left, (ahead, up) in places.items():
        image[[left, left + 1]] += (ahead * camera.facing * camera.scale, -up * camera.scale)
    return replace(pose, image_px=image)


def lying(**how: float) -> Made:
    return lambda camera: hook_lying(0.0, camera, **how)


def heel_up(camera: CameraPlace) -> Pose:
    return moved(hook_lying(0.0, camera), {L.LEFT_HEEL: (0.0, 0.06), L.LEFT_ANKLE: (0.0, 0.06)}, camera)


def elbow_up(camera: CameraPlace) -> Pose:
    """The hands are behind the head, the elbow points at the ceiling."""
    hands = {L.LEFT_WRIST: (0.75, 0.05)}
    return moved(hook_lying(0.0, camera), {**hands, L.LEFT_ELBOW: (0.35, 0.2)}, camera)


def all_fours(**how: float) -> Made:
    return lambda camera: hands_and_knees(0.0, camera, **how)


def upright(**how: float) -> Made:
    return lambda camera: facing_camera(0.0, replace(camera, scale=300.0, facing=1), **how)


def sat(**how: float) -> Made:
    return lambda camera: sitting_sideways(0.0, camera, **how)


def on_belly(**how: float) -> Made:
    return lambda camera: prone(0.0, camera, trunk_rise_deg=30.0, **how)


def folded_with_bent_knees(camera: CameraPlace) -> Pose:
    return moved(standing(0.0, camera, trunk_inclination_deg=70.0), {L.LEFT_KNEE: (0.15, 0.0)}, camera)


CASES = [
    Case(
        "arm_circles",
        "elbows_straight",
        "Straighten your arms",
        upright(left_arm_deg=70.0, right_arm_deg=70.0, elbows_flexion_deg=60.0),
        60.0,
        ["out", "out"],
    ),
    Case(
        "arm_circles",
        "arms_together",
        "Both arms together",
        upright(left_arm_deg=110.0, right_arm_deg=40.0),
        70.0,
        ["down", "up"],
    ),
    Case(
        "arm_circles",
        "full_circle",
        "Hands up past",
        upright(left_arm_deg=100.0),
        100.0,
        ["up"],
        feature="left_arm_elevation_deg",
    ),
    Case(
        "arm_circles",
        "full_circle",
        "Hands up past",
        upright(right_arm_deg=100.0),
        100.0,
        ["up"],
        feature="right_arm_elevation_deg",
    ),
    Case("bridge", "hips_not_overarched", "Lower your hips", lying(hip_height=0.6), 205.0, ["down"]),
    Case("bridge", "hips_lifted", "Lift your hips", lying(hip_height=0.12), 125.0, ["up"]),
    Case("bridge", "feet_flat", "Keep your feet flat", heel_up, 0.08, ["down"]),
    Case("bridge", "knees_bent", "Move your feet toward", lying(knee_flexion_deg=40.0), 40.0, ["head"]),
    Case("bridge", "knees_bent", "Move your feet a little", lying(knee_flexion_deg=138.0), 138.0, ["feet"]),
    Case("cat_cow", "spine_rounded", "Round your back", all_fours(), 0.0, ["up"]),
    Case("cat_cow", "spine_arched", "Let your belly sink", all_fours(), 0.0, ["down"]),
    Case("cat_cow", "hips_over_knees", "Hips back", all_fours(knee_offset=-0.4), -25.0, ["feet"]),
    Case("cat_cow", "hips_over_knees", "Hips forward", all_fours(knee_offset=0.4), 25.0, ["head"]),
    Case("cat_cow", "shoulders_over_hands", "Shoulders over", all_fours(hand_offset=0.6), 0.6, ["head"]),
    Case("cat_cow", "elbows_straight", "Straighten", all_fours(elbow_flexion_deg=60.0), 60.0, ["head"]),
    Case("cat_cow", "head_follows", "Look up", all_fours(), 2.0, ["head"]),
    Case("cat_cow", "head_follows", "Chin to your chest", all_fours(), 2.0, ["feet"]),
    Case("childs_pose", "hips_stay_back", "Let your hips sink", all_fours(), 100.0, ["feet"]),
    Case("single_knee_to_chest", "head_down", "Let your head rest", lying(), -40.0, ["head"]),
    Case("double_knee_to_chest", "head_down", "Let your head rest", lying(), -40.0, ["head"]),
    Case("hamstring_stretch", "head_down", "Let your head rest", lying(), -40.0, ["head"]),
    Case("foam_roll", "knees_bent", "Bend your knees", lying(knee_flexion_deg=40.0), 40.0, ["head"]),
    Case("foam_roll", "feet_flat", "Keep your feet flat", heel_up, 0.08, ["down"], feature="ankle_height"),
    Case(
        "foam_roll",
        "feet_flat",
        "Keep your feet flat",
        lying(foot_inclination_deg=40.0),
        40.0,
        ["down"],
        feature="sole_slope_deg",
    ),
    Case("hip_lift_twist", "hips_not_overarched", "Lower your hips", lying(hip_height=0.6), 205.0, ["down"]),
    Case("hip_lift_twist", "hips_lifted", "Lift your hips", lying(hip_height=0.12), 125.0, ["up"]),
    Case("hip_lift_twist", "feet_flat", "Keep your feet flat", heel_up, 0.08, ["down"]),
    Case("hip_lift_twist", "knees_bent", "Bend your knees", lying(knee_flexion_deg=40.0), 40.0, ["head"]),
    Case("hip_lift_twist", "knees_bent", "Move your feet", lying(knee_flexion_deg=138.0), 138.0, ["feet"]),
    Case("hip_lift_twist", "hands_at_back", "Hands on", lying(hand_hip_distance=-0.9), 0.9, [L.LEFT_HIP]),
    Case("hook_lying", "knees_bent", "Bend your knees", lying(knee_flexion_deg=40.0), 40.0, ["head"]),
    Case("hook_lying", "knees_bent", "Move your feet", lying(knee_flexion_deg=150.0), 150.0, ["feet"]),
    Case("hook_lying", "feet_flat", "Put your feet flat", heel_up, 0.08, ["down"], feature="ankle_height"),
    Case(
        "hook_lying",
        "feet_flat",
        "Put your feet flat",
        lying(foot_inclination_deg=40.0),
        40.0,
        ["down"],
        feature="foot_inclination_deg",
    ),
    Case("thoracic_rotation", "hands_behind_head", "Keep your hands", lying(), 1.2, [L.LEFT_EAR]),
    Case("thoracic_rotation", "elbows_wide", "Keep your elbows", elbow_up, 60.0, ["down"]),
    Case("thoracic_rotation", "knees_still", "Keep your knees", lying(), 14.0, ["down"], 14.0),
    Case("thoracic_rotation", "knees_still", "Keep your knees", lying(), 14.0, ["up"], -14.0),
    Case("standing_extension", "knees_straight", "Keep your knees", folded_with_bent_knees, 40.0, ["feet"]),
    Case(
        "standing_extension",
        "hands_at_back",
        "Hands on the small",
        lambda camera: standing(0.0, camera, trunk_inclination_deg=-20.0),
        0.8,
        [L.LEFT_HIP],
    ),
    Case("curl_up", "only_a_little", "Not so high", lying(), 40.0, ["down"], change=40.0),
    Case("curl_up", "chin_stays", "Keep your chin", lying(), -60.0, ["head"], change=-60.0),
    Case("press_up", "hips_on_floor", "Let your hips sink", on_belly(hip_over_knee=0.4), 0.34, ["down"]),
    Case("press_up", "neck_long", "Do not throw", on_belly(head_pitch_deg=0.0), 0.0, ["down"]),
    Case("seated_twist", "stay_tall", "Stay tall", upright(), 20.0, ["right of the screen"], 20.0),
    Case("seated_twist", "stay_tall", "Stay tall", upright(), 20.0, ["left of the screen"], -20.0),
    Case("seated_cat_cow", "spine_rounded", "Round your back more", sat(), 0.0, ["feet"]),
    Case("seated_cat_cow", "spine_rounded", "Round your back more", sat(lean_deg=-6.0), 0.0, ["feet"]),
    Case("seated_cat_cow", "spine_arched", "Lift your chest", sat(), 0.0, ["head"]),
    Case("seated_cat_cow", "trunk_over_seat", "Round your back without", sat(lean_deg=40.0), 40.0, ["feet"]),
    Case("seated_cat_cow", "knees_still", "Keep your feet", sat(knee_deg=60.0), 35.0, ["feet"], -35.0),
    Case("thread_the_needle", "hips_over_knees", "Hips back", all_fours(knee_offset=-0.4), -25.0, ["feet"]),
    Case("thread_the_needle", "hips_over_knees", "Hips forward", all_fours(knee_offset=0.4), 25.0, ["head"]),
    Case("toe_touch", "knees_straight", "Straighten your knees", folded_with_bent_knees, 40.0, ["feet"]),
    Case("side_bend", "chest_forward", "Keep your chest", upright(), 40.0, ["right of the screen"], 40.0),
    Case("side_bend", "chest_forward", "Keep your chest", upright(), 40.0, ["left of the screen"], -40.0),
    Case("torso_twist", "pelvis_forward", "Keep your hips", upright(), 40.0, ["right of the screen"], 40.0),
    Case("torso_twist", "pelvis_forward", "Keep your hips", upright(), 40.0, ["left of the screen"], -40.0),
]


def rules_of(case: Case) -> list[Rule]:
    named = [rule for rule in EXERCISES[case.exercise].rules if rule.name == case.rule]
    said = [rule for rule in named if rule.cue.startswith(case.cue)]
    return [rule for rule in said if case.feature in ("", rule.feature)]


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


def found(case: Case, rule: Rule, body: Body) -> tuple[Correction, ...]:
    limit = rule.at_least if rule.at_least is not None else rule.at_most
    fault = Fault(case.rule, None, None, 0.0, 1.0, "correct", case.value, limit, "", case.cue)
    return fault_corrections(rule, fault, body, EXERCISES[case.exercise].posture, case.change)


def leads(one: Correction, body: Body, facing: int) -> set[str | L]:
    """Return all that can be said of where a way leads."""
    (x0, y0), (x1, y1) = one.way[0], one.way[-1]
    said: set[str | L] = {"up" if y1 < y0 else "down"}
    said.add("head" if (x1 - x0) * facing > 0.0 else "feet")
    # Of what the camera sees the screen shows the mirror image.
    said.add("left of the screen" if x1 > x0 else "right of the screen")
    for mark in (L.LEFT_HIP, L.LEFT_EAR):
        if math.dist((x1, y1), body.side(mark)) < 0.3 * body.trunk_px:
            said.add(mark)
    shoulder = min(
        (body.points[L.LEFT_SHOULDER], body.points[L.RIGHT_SHOULDER]), key=lambda at: math.dist(at, (x0, y0))
    )
    if math.dist(shoulder, (x1, y1)) > math.dist(shoulder, (x0, y0)) + 5.0:
        said.add("out")
    return said


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.exercise}-{case.rule}-{case.cue}")
def test_a_target_is_where_the_words_ask_for(case: Case, facing: int) -> None:
    body = body_of(case.person(CameraPlace(scale=400.0, facing=facing)))
    wanted = case.leads
    for rule in rules_of(case):
        corrections = found(case, rule, body)
        assert len(corrections) == len(wanted), rule.feature
        for one, way in zip(corrections, wanted, strict=True):
            assert way in leads(one, body, facing), (rule.feature, one)
            assert one.way[-1] in [pytest.approx(place, abs=0.1) for place in one.line] or len(one.line) > 4


def test_the_right_arm_goes_up_by_itself() -> None:
    case = next(case for case in CASES if case.feature == "right_arm_elevation_deg")
    body = body_of(case.person(CameraPlace()))
    (one,) = found(case, rules_of(case)[0], body)
    assert one.way[0] == pytest.approx(body.points[L.RIGHT_WRIST])


def test_every_rule_of_every_exercise_has_a_case_or_no_place() -> None:
    shown = {(case.exercise, case.rule, rule.feature, rule.cue) for case in CASES for rule in rules_of(case)}
    every = {
        (key, rule.name, rule.feature, rule.cue)
        for key, exercise in EXERCISES.items()
        for rule in exercise.rules
        if rule.name not in ABOUT_TIME_OR_ORDER | ABOUT_TWO_LIMBS
    }
    assert every == shown


@pytest.mark.parametrize("key", EXERCISES)
def test_time_and_order_have_no_place(key: str) -> None:
    body = body_of(hook_lying())
    for rule in EXERCISES[key].rules:
        if rule.name in ABOUT_TIME_OR_ORDER | ABOUT_TWO_LIMBS:
            fault = Fault(rule.name, None, None, 0.0, 1.0, "correct", 0.5, 1.0, "s", rule.cue)
            assert fault_corrections(rule, fault, body, EXERCISES[key].posture, math.nan) == ()


@pytest.mark.parametrize(("hip_height", "up"), [(0.6, False), (0.12, True)])
def test_lifted_hips_hang_between_shoulders_and_feet(hip_height: float, up: bool) -> None:
    """Trunk and thigh keep their lengths, shoulders and feet stay on the floor."""
    case = next(case for case in CASES if case.rule == ("hips_lifted" if up else "hips_not_overarched"))
    body = body_of(hook_lying(hip_height=hip_height))
    (one,) = found(case, rules_of(case)[0], body)
    shoulder, hip, knee = one.line
    assert shoulder == body.side(L.LEFT_SHOULDER)
    assert math.dist(shoulder, hip) == pytest.approx(body.trunk_px)
    for a, b, near in ((hip, knee, L.LEFT_HIP), (knee, body.side(L.LEFT_ANKLE), L.LEFT_ANKLE)):
        assert math.dist(a, b) == pytest.approx(math.dist(body.side(L.LEFT_KNEE), body.side(near)), rel=0.01)
