"""Forms of the exercises that many people do and that nothing else here draws, and movements that are none of them.

Posed, and seen as a network without errors would find them: what goes wrong with these is the coach's own doing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.accuracy.unruly.exact import exact_recording
from posecoach.pose.recording import Recording
from sample_videos.render.motions.feet import both_down, of_leg
from sample_videos.render.unruly.description import Beat, Camera, Capture, Description, Person, Side
from sample_videos.render.unruly.people import COLOURS
from sample_videos.render.unruly.postures import POSTURES
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.story import Story

Pose = Mapping[str, float]

SIDES: Final[tuple[Side, Side]] = ("left", "right")
OTHER: Final[Mapping[Side, Side]] = {"left": "right", "right": "left"}
FPS: Final = 10.0

DRAWN_IN: Final = {
    "leg_free": 1.0, "leg_flexion_deg": 122.0, "leg_bend_deg": 118.0, "leg_point_deg": 10.0
}  # fmt: skip
LONG: Final = {"leg_free": 1.0, "leg_flexion_deg": 1.0, "leg_bend_deg": 4.0, "leg_point_deg": 35.0}
STRAIGHT_UP: Final = {"leg_free": 1.0, "leg_flexion_deg": 85.0, "leg_bend_deg": 12.0, "leg_point_deg": 0.0}
TABLE: Final = {"leg_free": 1.0, "leg_flexion_deg": 90.0, "leg_bend_deg": 88.0, "leg_point_deg": 5.0}


@dataclass(frozen=True)
class Form:
    """What is done: how often, from which pose of which posture. exercise: None for none of ours.

    by_auto: whether `auto` is to tell which exercise it is; faults: rules that this form breaks by its nature.
    """

    exercise: str | None
    posture: str
    start: Pose
    write: Callable[[Story], None]
    view: str = "side"
    by_auto: bool = True
    faults: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Filmed:
    """A form as it was seen, and the sides of the repetitions that were meant, in order."""

    recording: Recording
    sides: tuple[Side | None, ...]


def both(name: str, value: float) -> dict[str, float]:
    """The same for both sides."""
    return {f"{side}_{name}": value for side in SIDES}


def legs(leg: Pose) -> dict[str, float]:
    """Both legs alike."""
    return {**of_leg("left", leg), **of_leg("right", leg)}


def repeat(
    story: Story,
    pose: Callable[[Side], Pose],
    sides: tuple[Side | None, ...] = ("left", "right", "left"),
    *,
    move_s: float = 1.7,
    hold_s: float = 2.6,
    rest_s: float = 0.8,
) -> None:
    """There, held, and back, once for each side; None: of no side."""
    for side in sides:
        there = pose(side or "left")
        defaults = POSTURES[story.posture].defaults
        home = {name: story.start.get(name, defaults[name]) for name in there}
        with story.repetition(side):
            story.to(there, move_s)
            story.hold(hold_s)
            story.to(home, move_s)
        story.hold(rest_s)


NO_SIDE: Final = (None, None, None)
FEET: Final = both("foot_flexion_deg", 95.0)


def _knee_in(story: Story) -> None:
    repeat(story, lambda side: {**of_leg(side, DRAWN_IN), f"{side}_shin_held": 1.0})


def _knees_in(story: Story) -> None:
    repeat(story, lambda _: {**legs(DRAWN_IN), "both_shins_held": 1.0}, NO_SIDE)


def _leg_up(story: Story) -> None:
    repeat(story, lambda side: {**of_leg(side, STRAIGHT_UP), f"{side}_thigh_held": 1.0}, SIDES, hold_s=11.0)


def _leg_up_by_way_of_the_knee(story: Story) -> None:
    for side in SIDES:
        with story.repetition(side):
            story.to({**of_leg(side, DRAWN_IN), f"{side}_thigh_held": 1.0}, 1.6)
            story.hold(0.8)
            story.to(of_leg(side, STRAIGHT_UP), 1.6)
            story.hold(11.0)
            story.to(of_leg(side, {**DRAWN_IN, "leg_flexion_deg": 100.0}), 1.2)
            story.to({f"{side}_leg_free": 0.0, f"{side}_thigh_held": 0.0}, 1.4)
        story.hold(0.8)


def _lifts_between_lying_flat(story: Story) -> None:
    for side in SIDES:  # the feet are put down one after the other
        story.to({f"{side}_leg_free": 0.0}, 1.3)
    story.hold(0.8)
    for side in SIDES:
        with story.repetition(side):
            story.to({"lift": 1.0}, 1.8)
            story.to({"spine_twist_deg": 28.0 if side == "left" else -28.0}, 1.4)
            story.hold(2.6)
            story.to({"lift": 0.0, "spine_twist_deg": 0.0}, 2.2)
        story.hold(0.8)
    for side in SIDES:
        story.to(of_leg(side, LONG), 1.3)
    story.hold(1.5)


def _table_from_feet_on_the_floor(story: Story) -> None:
    story.to({**legs(TABLE), **both("arm_free", 1.0), **both("arm_deg", 0.0)}, 1.8)
    story.start.update(story.pose)
    story.hold(1.0)
    out = {"leg_flexion_deg": 14.0, "leg_bend_deg": 8.0}
    repeat(story, lambda side: {**of_leg(OTHER[side], out), f"{side}_arm_deg": 80.0}, hold_s=1.2)


def _elbow_to_knee(story: Story) -> None:
    for _ in range(3):
        with story.repetition("left"):
            story.to({"left_arm_out": 1.0, "right_leg_out": 1.0}, 1.3)
            story.hold(2.5)
        tucked = {"right_leg_free": 1.0, "right_leg_flexion_deg": 118.0, "right_leg_bend_deg": 110.0}
        story.to({"left_arm_out": 0.3, "right_leg_out": 0.0, "spine_flexion_deg": 18.0, **tucked}, 1.4)
        story.to({"right_leg_free": 0.0, "spine_flexion_deg": 0.0}, 0.6)
    story.back(1.0)


def _arms_up_before_each_fold(story: Story) -> None:
    fold = {"hips_back_deg": 9.0, "pelvis_pitch_deg": 55.0, "spine_flexion_deg": 50.0}
    for _ in range(3):
        story.to(both("to_up", 1.0), 1.4)
        story.hold(0.5)
        with story.repetition():
            story.to({**fold, **both("to_up", 0.0), **both("arm_forward_deg", -6.0)}, 2.2)
            story.hold(2.0)
            story.back(2.2)
        story.hold(0.4)


def _side(degrees: float, side: Side) -> float:
    return degrees if side == "left" else -degrees


def _one_arm_over(story: Story) -> None:
    repeat(story, lambda side: {"spine_bend_deg": _side(26.0, side), f"{OTHER[side]}_to_up": 1.0}, hold_s=1.5)


def _turn_on_a_chair(story: Story) -> None:
    repeat(
        story, lambda side: {"spine_twist_deg": _side(46.0, side), "neck_twist_deg": _side(12.0, side)}, hold_s=3.0
    )  # fmt: skip


FORMS: Final[Mapping[str, Form]] = {
    "a knee drawn in, the other leg long": Form("single_knee_to_chest", "on_back", legs(LONG), _knee_in),
    # Knees that are drawn in and stretched out again may be another exercise.
    "both knees drawn in from long legs": Form(
        "double_knee_to_chest", "on_back", legs(LONG), _knees_in, by_auto=False
    ),
    # So may a straight leg that comes up from the floor.
    "a leg stretched up, the other one long": Form(
        "hamstring_stretch", "on_back", legs(LONG), _leg_up, by_auto=False
    ),
    "a leg stretched up by way of the knee": Form(
        "hamstring_stretch", "on_back", {**FEET, **both_down(DRAWN_IN)}, _leg_up_by_way_of_the_knee
    ),
    "hip lifts between lying flat": Form(
        "hip_lift_twist", "on_back", {**FEET, **legs(LONG)}, _lifts_between_lying_flat
    ),
    "arms up in a bridge": Form(
        "bridge",
        "on_back",
        {**FEET, **both("arm_free", 1.0)},
        lambda story: repeat(story, lambda _: {"lift": 1.0}, NO_SIDE),
        by_auto=False,
    ),
    "a dead bug that begins with the feet on the floor": Form(
        "dead_bug", "on_back", {**FEET, **both_down(TABLE)}, _table_from_feet_on_the_floor
    ),
    "a curl-up with both knees bent": Form(
        "curl_up",
        "curling",
        {},
        lambda story: repeat(story, lambda _: {"curl_deg": 24.0}, NO_SIDE, hold_s=3.0),
        by_auto=False,
    ),
    "elbow to knee between the reaches": Form(
        "bird_dog", "arm_and_leg", {"neck_flexion_deg": -8.0}, _elbow_to_knee, faults=frozenset({"sides_alternate"})
    ),
    "arms up before each fold": Form("toe_touch", "standing", {"stance": 1.3}, _arms_up_before_each_fold),
    "one arm over the head": Form("side_bend", "arms_at_legs", {"stance": 1.4}, _one_arm_over, "front"),
    "turns with crossed arms": Form("seated_twist", "sitting", {"arms_crossed": 1.0}, _turn_on_a_chair, "front"),
}  # fmt: skip
"""Forms of exercises, by what is done."""

NONE: Final[Mapping[str, Form]] = {
    "leg raises": Form(
        None, "on_back", legs(LONG),
        lambda story: repeat(
            story, lambda side: of_leg(side, STRAIGHT_UP), SIDES * 3, move_s=1.2, hold_s=0.2, rest_s=0.2
        ),
    ),
    "marching on the back": Form(
        None, "on_back", {**FEET, **both_down(TABLE)},
        lambda story: repeat(story, lambda side: of_leg(side, TABLE), SIDES * 3, move_s=0.9, hold_s=0.3),
    ),
    "heels that slide away": Form(
        None, "on_back", FEET, lambda story: repeat(story, lambda side: {f"{side}_foot_flexion_deg": 25.0}, SIDES * 2)
    ),
    "arms raised aside": Form(
        None, "standing", {},
        lambda story: repeat(story, lambda _: both("to_aside", 1.0), (None,) * 4, move_s=1.2, hold_s=0.5), "front",
    ),
    "arms raised over the head": Form(
        None, "standing", {},
        lambda story: repeat(story, lambda _: both("to_up", 1.0), (None,) * 4, move_s=1.3, hold_s=0.6), "front",
    ),
    "arms that open and close": Form(
        None, "standing", both("to_ahead", 1.0),
        lambda story: repeat(
            story, lambda _: {**both("to_ahead", 0.0), **both("to_aside", 1.0)}, NO_SIDE * 2, move_s=1.0, hold_s=0.4
        ), "front",
    ),
    "sitting and drinking": Form(
        None, "sitting", {},
        lambda story: repeat(story, lambda _: {"right_to_face": 1.0}, NO_SIDE, move_s=1.0, hold_s=1.5),
    ),
    "lying flat": Form(None, "on_back", legs(LONG), lambda story: story.hold(12.0)),
}  # fmt: skip
"""Movements that are to be left alone."""

_COLOURS: Final = {part: colours[0] for part, colours in COLOURS.items()}


def filmed(form: Form, near: Side, yaw_deg: float) -> Filmed:
    """Return a form as a camera sees it. near: the side toward the camera, of a form that is seen from the side."""
    story = Story(form.posture, form.start, "-")
    story.hold(1.2)
    form.write(story)
    story.hold(1.2)
    standing = form.posture in {"standing", "arms_at_legs", "sitting"}
    camera = Camera(
        near if form.view == "side" else None, yaw_deg, 1.1 if standing else 0.7, 0.0, 60.0, 0.74, 0.0, 0.0, (480, 360)
    )  # fmt: skip
    person = Person(
        "female_slim", "sturdy", 0.2, 1.0, _COLOURS["top"], _COLOURS["bottom"], "short", "long", "socks",
        _COLOURS["footwear"], 0.3,
    )  # fmt: skip
    whole_s = (0.0, story.now_s)
    description = Description(
        0, 0, form.exercise, "form", (), person, camera,
        Capture(FPS, 0.0, 0.0, "day", 1.0, 2.0, 0.0, 90, "living"), Beat(form.posture, 0.0, dict(form.start)),
        tuple(story.beats), tuple(story.repetitions), (), (), (), (), whole_s, whole_s,
    )  # fmt: skip
    recording = exact_recording(Stage(description))
    return Filmed(recording, tuple(meant.side for meant in story.repetitions))
