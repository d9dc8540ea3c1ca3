"""The near relatives: what looks like one of the exercises for a moment, and is none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sample_videos.render.unruly.acts import Act, Tempo, View, both, tempo
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.floor import feet
from sample_videos.render.unruly.story import Story

_LONG_ENOUGH_S = (7.0, 10.0)
_SIDES = ("left", "right")
_VIEWS: Final[tuple[View, View]] = ("side", "front")


def _again(draw: Draw, once: Callable[[Story, int], None]) -> Callable[[Story], None]:
    """The same thing again and again, for long enough."""
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s, count = story.now_s, 0
        while story.now_s - begin_s < target_s:
            once(story, count)
            count += 1

    return perform


def _there_and_back(
    draw: Draw, pace: Tempo, pose: Mapping[str, float], *, turns: bool = False
) -> Callable[[Story], None]:
    """To a pose and back, with a size of its own each time; `turns`: to the other side every second time."""

    def once(story: Story, count: int) -> None:
        size = draw.between(0.85, 1.1)
        wanted = mirrored(pose) if turns and count % 2 else pose
        home = {name: story.start.get(name, 0.0) for name in wanted}
        story.to(
            {name: home[name] + size * (value - home[name]) for name, value in wanted.items()},
            pace.move(draw),
        )
        story.hold(pace.pause(draw))
        story.back(pace.move(draw))
        story.hold(pace.pause(draw))

    return _again(draw, once)


def mirrored(pose: Mapping[str, float]) -> dict[str, float]:
    """The pose done to the other side."""
    exchange = {"left": "right", "right": "left"}
    either_way = {
        "spine_twist_deg",
        "spine_bend_deg",
        "neck_twist_deg",
        "pelvis_turn_deg",
        "aside_m",
        "knees_aside_deg",
    }
    named = {}
    for name, value in pose.items():
        side, _, rest = name.partition("_")
        named[f"{exchange[side]}_{rest}" if side in exchange else name] = (
            -value if name in either_way else value
        )
    return named


def _sit_ups(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.1, 2.0))
    hands = draw.one_of(("head", "chest", ""))
    start = {
        **_lying_feet(draw, traits),
        "neck_flexion_deg": 8.0,
        **(both(f"to_{hands}", 1.0) if hands else {}),
    }
    up = {
        "sit_deg": draw.between(52, 78, 1),
        "spine_flexion_deg": draw.between(18, 38, 1),
        "neck_flexion_deg": 24.0,
    }
    if draw.chance(0.3):
        up["spine_twist_deg"] = draw.between(18, 34, 1)
    perform = _there_and_back(draw, pace, up, turns=True)
    return Act("sit_ups", None, "side", "sitting_up", start, perform, traits=traits)


def _crunches(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (0.8, 1.6))
    hands = draw.one_of(("head", "head", "chest", "thigh"))
    start = {**_lying_feet(draw, traits), "neck_flexion_deg": 6.0, **both(f"to_{hands}", 1.0)}
    up = {
        "sit_deg": draw.between(3, 14, 1),
        "spine_flexion_deg": draw.between(34, 52, 1),
        "neck_flexion_deg": 26.0,
    }
    if draw.chance(0.4):
        up["spine_twist_deg"] = draw.between(16, 36, 1)
    return Act(
        "crunches",
        None,
        "side",
        "sitting_up",
        start,
        _there_and_back(draw, pace, up, turns=True),
        traits=traits,
    )


def _bird_dog(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.0, 1.8))
    start = {"hips_back": draw.between(-0.05, 0.12), "neck_flexion_deg": draw.between(-16, 4, 1)}
    limbs = draw.one_of(("both", "both", "arm", "leg"))
    out: dict[str, float] = {"trunk_sway_deg": 3.0, "spine_flexion_deg": draw.between(-10, 6, 1)}
    if limbs != "leg":
        out |= {"left_to_up": 1.0}
    if limbs != "arm":
        out |= {
            "right_leg_free": 1.0,
            "right_leg_flexion_deg": draw.between(-16, 6, 1),
            "right_leg_bend_deg": 4.0,
        }
    if draw.chance(0.3):
        traits.add("knee_to_elbow")

    def once(story: Story, count: int) -> None:
        story.to(mirrored(out) if count % 2 else out, pace.move(draw))
        story.hold(pace.pause(draw) + 0.3)
        if "knee_to_elbow" in traits:
            drawn_in = {"spine_flexion_deg": 30.0, "right_leg_flexion_deg": 95.0, "right_leg_bend_deg": 110.0,
                        "left_to_up": 0.0, "left_to_belly": 0.8}  # fmt: skip
            drawn_in = {
                name: value for name, value in drawn_in.items() if name in out or name == "spine_flexion_deg"
            }
            story.to(mirrored(drawn_in) if count % 2 else drawn_in, pace.move(draw))
        story.back(pace.move(draw))
        story.hold(pace.pause(draw))

    return Act("bird_dog", None, "side", "all_fours", start, _again(draw, once), traits=traits, lying=False)


def _childs_pose(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.4, 2.4))
    start = {"hips_back": draw.between(-0.05, 0.15), "neck_flexion_deg": draw.between(-16, 4, 1)}
    back = {"hips_back": draw.between(0.62, 0.74), "spine_flexion_deg": draw.between(18, 34, 1),
            "neck_flexion_deg": 24.0, "elbow_flexion_deg": draw.between(6, 16, 1)}  # fmt: skip

    def once(story: Story, count: int) -> None:
        story.to({name: value * draw.between(0.95, 1.0) for name, value in back.items()}, pace.move(draw))
        story.hold(draw.between(1.0, 4.0))
        story.back(pace.move(draw))
        story.hold(pace.pause(draw) + 0.2)

    return Act(
        "childs_pose", None, "side", "all_fours", start, _again(draw, once), traits=traits, lying=False
    )


def _plank(draw: Draw) -> Act:
    start = {"forearms": float(draw.chance(0.5)), "sag_deg": draw.between(-10, 10, 1)}

    def once(story: Story, count: int) -> None:
        story.to({"sag_deg": start["sag_deg"] + draw.between(-9, 9, 1)}, draw.between(0.8, 2.0))
        story.hold(draw.between(0.2, 1.0))

    return Act("plank", None, "side", "plank", start, _again(draw, once), sways={"sag_deg": 0.8}, lying=False)


def _push_ups(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (0.9, 1.6))
    start = {"knees_down": float(draw.chance(0.35)), "sag_deg": draw.between(-8, 6, 1)}
    down = {"down": draw.between(0.55, 0.95), "sag_deg": start["sag_deg"] + draw.between(-4, 8, 1)}
    return Act(
        "push_ups",
        None,
        "side",
        "plank",
        start,
        _there_and_back(draw, pace, down),
        traits=traits,
        lying=False,
    )


def _jumping_jacks(draw: Draw) -> Act:
    seconds, arms_deg = draw.between(0.32, 0.55), draw.between(140, 176, 1)
    apart = {"stance": draw.between(2.6, 3.6), **both("arm_turn_deg", arms_deg)}
    start = {"stance": 1.0, "elbow_flexion_deg": draw.between(6, 30, 1)}

    def once(story: Story, count: int) -> None:
        for pose in (apart, {"stance": 1.0, **both("arm_turn_deg", 4.0)}):
            story.to(pose, seconds, arc={"hop_m": 0.07}, even=True)

    return Act("jumping_jacks", None, "front", "arms_circling", start, _again(draw, once), lying=False)


def _side_bends(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.0, 2.0))
    arm = draw.one_of(("overhead", "hanging", "hips"))
    start: dict[str, float] = {"stance": draw.between(1.1, 2.0)}
    if arm == "hips":
        start |= both("to_hip", 1.0)
    bend = {"spine_bend_deg": draw.between(20, 38, 1), "aside_m": -0.05}
    if arm == "overhead":
        bend |= {"right_to_up": 1.0}
    perform = _there_and_back(draw, pace, bend, turns=True)
    return Act("side_bends", None, "front", "standing", start, perform, traits=traits, lying=False)


def _hinge(draw: Draw, kind: str, start: dict[str, float], down: dict[str, float]) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.1, 2.0))
    if draw.chance(0.6):
        traits.add("bar")
    return Act(
        kind, None, "side", "standing", start, _there_and_back(draw, pace, down), traits=traits, lying=False
    )


def _deadlifts(draw: Draw) -> Act:
    down = {"pelvis_pitch_deg": draw.between(52, 70, 1), "knee_flexion_deg": draw.between(34, 62, 1),
            "hips_back_deg": draw.between(14, 22, 1), "spine_flexion_deg": draw.between(2, 16, 1),
            "neck_flexion_deg": -20.0}  # fmt: skip
    return _hinge(draw, "deadlifts", {"stance": draw.between(1.1, 1.6)}, down)


def _good_mornings(draw: Draw) -> Act:
    down = {"pelvis_pitch_deg": draw.between(58, 82, 1), "knee_flexion_deg": draw.between(8, 22, 1),
            "hips_back_deg": draw.between(10, 16, 1), "spine_flexion_deg": draw.between(-4, 8, 1),
            "neck_flexion_deg": -16.0}  # fmt: skip
    start = {"stance": draw.between(1.1, 1.9), **both("to_head", 1.0)}
    return _hinge(draw, "good_mornings", start, down)


def _windmills(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.0, 1.9))
    start = {"stance": draw.between(2.6, 3.6), **both("arm_turn_deg", 86.0)}
    down = {"pelvis_pitch_deg": draw.between(58, 76, 1), "spine_flexion_deg": draw.between(6, 20, 1),
            "spine_twist_deg": draw.between(40, 56, 1), "pelvis_turn_deg": 10.0, "hips_back_deg": 8.0,
            "knee_flexion_deg": draw.between(5, 16, 1)}  # fmt: skip
    perform = _there_and_back(draw, pace, down, turns=True)
    view: View = draw.one_of(_VIEWS)
    return Act("windmills", None, view, "arms_circling", start, perform, traits=traits, lying=False)


def _squats(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (0.9, 1.7))
    arms = draw.one_of(("ahead", "chest", "hip", "hanging"))
    down = {"knee_flexion_deg": draw.between(72, 108, 1), "hips_back_deg": draw.between(18, 26, 1),
            "pelvis_pitch_deg": draw.between(24, 42, 1), "spine_flexion_deg": 8.0}  # fmt: skip
    start: dict[str, float] = {"stance": draw.between(1.3, 1.9)}
    if arms in {"chest", "hip"}:
        start |= both(f"to_{arms}", 1.0)
    if arms == "ahead":
        down |= both("arm_forward_deg", 84.0)
    view: View = draw.one_of(_VIEWS)
    return Act(
        "squats", None, view, "standing", start, _there_and_back(draw, pace, down), traits=traits, lying=False
    )


def _lunges(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (0.8, 1.5))
    step_m = draw.between(0.34, 0.44)
    start = {
        "left_foot_ahead_m": step_m,
        "right_foot_ahead_m": -step_m,
        "knee_flexion_deg": 20.0,
        "right_heel_up_deg": 40.0,
    }
    down = {
        "knee_flexion_deg": draw.between(64, 86, 1),
        "right_heel_up_deg": 56.0,
        "pelvis_pitch_deg": draw.between(2, 14, 1),
    }
    if draw.chance(0.5):
        start |= both("to_hip", 1.0)
    if draw.chance(0.3):
        down["spine_twist_deg"] = draw.between(20, 38, 1)
    return Act(
        "lunges",
        None,
        "side",
        "standing",
        start,
        _there_and_back(draw, pace, down),
        traits=traits,
        lying=False,
    )


def _leg_raises(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (0.9, 1.8))
    straight = {f"{side}_{name}": value for side in _SIDES
                for name, value in (("leg_free", 1.0), ("leg_flexion_deg", 8.0), ("leg_bend_deg", 6.0))}  # fmt: skip
    raised_deg = draw.between(50, 88, 1)
    one = draw.chance(0.5)
    up = {f"{side}_leg_flexion_deg": raised_deg for side in (_SIDES[:1] if one else _SIDES)}
    start = straight
    if one and draw.chance(0.5):
        start = {name: value for name, value in straight.items() if name.startswith("left")}
    perform = _there_and_back(draw, pace, up, turns=one and len(start) == len(straight))
    return Act("leg_raises", None, "side", "hook_lying", start, perform, traits=traits)


def _single_leg_bridge(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (0.9, 1.8))
    leg = draw.one_of(_SIDES)
    start = {**_lying_feet(draw, traits), f"{leg}_leg_free": 1.0, f"{leg}_leg_flexion_deg": draw.between(14, 44, 1),
             f"{leg}_leg_bend_deg": draw.between(2, 24, 1)}  # fmt: skip
    up = {"lift": draw.between(0.6, 1.05)}
    return Act(
        "single_leg_bridge", None, "side", "hook_lying", start, _there_and_back(draw, pace, up), traits=traits
    )


def _pelvic_tilt(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.0, 2.0))
    start = {**_lying_feet(draw, traits), "neck_flexion_deg": 0.0}
    tilt = {"spine_flexion_deg": draw.between(8, 18, 1), "sit_deg": -draw.between(1, 4, 1)}
    return Act(
        "pelvic_tilt", None, "side", "sitting_up", start, _there_and_back(draw, pace, tilt), traits=traits
    )


def _rolling(draw: Draw) -> Act:
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.2, 2.2))
    places = draw.shuffled([0.0, 90.0, 180.0, -90.0, 90.0])
    start = {"roll_deg": places[0], "curl_deg": draw.between(10, 50, 1)}

    def once(story: Story, count: int) -> None:
        pose = {"roll_deg": places[(count + 1) % len(places)], "curl_deg": draw.between(5, 60, 1),
                "spine_flexion_deg": draw.between(-5, 25, 1)}  # fmt: skip
        story.to(pose, pace.move(draw))
        story.hold(pace.pause(draw) + 0.2)

    return Act("rolling", None, "side", "rolled", start, _again(draw, once), traits=traits)


def _lying_feet(draw: Draw, traits: set[str]) -> dict[str, float]:
    return both("foot_flexion_deg", feet(draw, traits))


RELATIVES: Final[Mapping[str, Callable[[Draw], Act]]] = {
    "sit_ups": _sit_ups,
    "crunches": _crunches,
    "bird_dog": _bird_dog,
    "childs_pose": _childs_pose,
    "plank": _plank,
    "push_ups": _push_ups,
    "jumping_jacks": _jumping_jacks,
    "side_bends": _side_bends,
    "deadlifts": _deadlifts,
    "good_mornings": _good_mornings,
    "windmills": _windmills,
    "squats": _squats,
    "lunges": _lunges,
    "leg_raises": _leg_raises,
    "single_leg_bridge": _single_leg_bridge,
    "pelvic_tilt": _pelvic_tilt,
    "rolling": _rolling,
}
"""None of the exercises, by name."""
