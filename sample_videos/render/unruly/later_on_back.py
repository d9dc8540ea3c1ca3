"""The later exercises on the back and on a side, as unruly people do them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sample_videos.render.motions.feet import both_down, of_leg
from sample_videos.render.rig import SIDES, SIGN
from sample_videos.render.unruly.acts import Act, both, sides, tempo
from sample_videos.render.unruly.description import Side
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.floor import feet, hold_of, lifted, planted
from sample_videos.render.unruly.story import Story

_LONG_ENOUGH_S = (8.5, 12.0)
_NO_HOLD_S = 0.05
_OTHER: Final[Mapping[Side, Side]] = {"left": "right", "right": "left"}
_HEAD_UP_DEG = (36.0, 48.0)


def _again(story: Story, target_s: float, once: Callable[[], None], after_s: float = 0.5) -> None:
    """The same thing until it is enough."""
    begin_s = story.now_s
    while story.now_s - begin_s < target_s:
        once()
    story.hold(after_s)


def _in_turn(story: Story, target_s: float, turns: Sequence[Side], once: Callable[[Side], None]) -> None:
    """One side after the other until it is enough."""
    begin_s = story.now_s
    for side in turns:
        once(side)
        if story.now_s - begin_s > target_s:
            break
    story.hold(0.5)


def _home(story: Story, names: Mapping[str, float], seconds: float, phase: str) -> None:
    """What was moved goes back to where it started."""
    story.to({name: story.start.get(name, 0.0) for name in names}, seconds, phase)


def bridge(draw: Draw) -> Act:
    """Bridges: low, straight and too high, taps and holds, dropped, feet anywhere or on their balls."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.4, 2.4))
    start = planted(feet(draw, traits), draw)
    hold_s = hold_of(draw, traits)
    height = draw.weighted({"full": 60.0, "low": 20.0, "high": 20.0})
    if height != "full":
        traits.add("shallow" if height == "low" else "deep")
    heels = draw.chance(0.2)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        def once() -> None:
            with story.repetition():
                story.to(lifted(draw, height, heels=heels), pace.move(draw), "lift")
                story.hold(draw.between(*hold_s), "hold")
                story.back(pace.move(draw), "lower")
            story.hold(max(pace.pause(draw), 0.12), "rest")

        _again(story, target_s, once)

    sways = {"head_follows": 0.02, "knees_aside_deg": draw.between(0.3, 2.0)}
    return Act("bridge", "bridge", "side", "hook_lying", start, perform, "rest", sways, traits)


def _drawn_in(draw: Draw, traits: set[str]) -> dict[str, float]:
    """A knee drawn in: far, as usual, or hardly."""
    size = draw.weighted({"deep": 35.0, "usual": 47.0, "shallow": 18.0})
    traits.add(size)
    flexion_deg = draw.between(*{"deep": (128, 138), "usual": (120, 128), "shallow": (84, 98)}[size], 1)
    return {
        "leg_free": 1.0,
        "leg_flexion_deg": flexion_deg,
        "leg_bend_deg": draw.between(108, 126, 1),
        "leg_point_deg": draw.between(4, 30, 1),
    }


def _head(draw: Draw, traits: set[str]) -> Callable[[], dict[str, float]]:
    """A head that stays, or comes up most times."""
    if not draw.chance(0.28):
        return dict
    traits.add("head_up")
    up_deg = draw.between(*_HEAD_UP_DEG, 1)
    return lambda: {"head_up_deg": up_deg} if draw.chance(0.7) else {}


_LEG_SWAYS = {"knees_aside_deg": 0.8, "left_leg_flexion_deg": 1.4, "right_leg_flexion_deg": 1.4}
_PULLED = frozenset({"pull", "hold", "lower"})


def single_knee_to_chest(draw: Draw) -> Act:
    """Knees drawn in one by one: far and hardly, hands on the shin, the thigh or nowhere, one side only, short."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.4, 2.4))
    leg = _drawn_in(draw, traits)
    start = {**planted(feet(draw, traits), draw), **both_down(leg)}
    hands = draw.weighted({"shin": 62.0, "thigh": 18.0, "": 20.0})
    turns = sides(draw, traits, 8)
    hold_s = hold_of(draw, traits)
    head = _head(draw, traits)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        def once(side: Side) -> None:
            pose = {**of_leg(side, leg), **({f"{side}_{hands}_held": 1.0} if hands else {}), **head()}
            with story.repetition(side):
                story.to(pose, pace.move(draw), "pull")
                story.hold(draw.between(*hold_s), "hold")
                _home(story, pose, pace.move(draw), "lower")
            story.hold(max(pace.pause(draw), 0.12), "rest")

        _in_turn(story, target_s, turns, once)

    kind = "single_knee_to_chest"
    return Act(
        kind, kind, "side", "on_back", start, perform, "rest", _LEG_SWAYS, traits,
        sided=_PULLED, busy_hands=True,
    )  # fmt: skip


def double_knee_to_chest(draw: Draw) -> Act:
    """Both knees drawn in: far and hardly, hands on them or not, heads that come up, short holds, dropped feet."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.4, 2.4))
    leg = _drawn_in(draw, traits)
    start = {**planted(feet(draw, traits), draw), **both_down(leg)}
    held = draw.chance(0.8)
    hold_s = hold_of(draw, traits)
    head = _head(draw, traits)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        def once() -> None:
            hands = {"both_shins_held": 1.0} if held else {}
            pose = {**of_leg("left", leg), **of_leg("right", leg), **hands, **head()}
            with story.repetition():
                story.to(pose, pace.move(draw), "pull")
                story.hold(draw.between(*hold_s), "hold")
                _home(story, pose, pace.move(draw), "lower")
            story.hold(max(pace.pause(draw), 0.12), "rest")

        _again(story, target_s, once)

    kind = "double_knee_to_chest"
    return Act(
        kind, kind, "side", "on_back", start, perform, "rest", _LEG_SWAYS, traits,
        sided=_PULLED, busy_hands=True,
    )  # fmt: skip


def hamstring_stretch(draw: Draw) -> Act:
    """A leg up: straight or bent, high or low, held for long or let down at once, hands behind it or on the floor."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.4, 2.4))
    size = draw.weighted({"deep": 35.0, "usual": 47.0, "shallow": 18.0})
    traits.add(size)
    leg = {
        "leg_free": 1.0,
        "leg_flexion_deg": draw.between(*{"deep": (86, 98), "usual": (74, 86), "shallow": (40, 52)}[size], 1),
        "leg_bend_deg": draw.between(4, 22, 1),
        "leg_point_deg": draw.between(-6, 20, 1),
    }
    start = {**planted(feet(draw, traits), draw), **both_down(leg)}
    held = draw.chance(0.75)
    turns = sides(draw, traits, 4)
    hold_s = draw.weighted({draw.between(2.4, 6.5): 55.0, draw.between(10.8, 11.4): 30.0, 0.4: 15.0})
    traits |= {"hold_none"} if hold_s < 1.0 else {"hold_short"} if hold_s < 10.0 else {"hold_long"}
    head = _head(draw, traits)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        def once(side: Side) -> None:
            pose = {**of_leg(side, leg), **({f"{side}_thigh_held": 1.0} if held else {}), **head()}
            with story.repetition(side):
                story.to(pose, pace.move(draw), "stretch")
                story.hold(hold_s * draw.between(0.95, 1.05), "hold")
                _home(story, pose, pace.move(draw), "lower")
            story.hold(max(pace.pause(draw), 0.12), "rest")

        _in_turn(story, target_s, turns, once)

    kind = "hamstring_stretch"
    return Act(
        kind, kind, "side", "on_back", start, perform, "rest", _LEG_SWAYS, traits,
        sided=frozenset({"stretch", "hold", "lower"}), busy_hands=True,
    )  # fmt: skip


def dead_bug(draw: Draw) -> Act:
    """Dead bugs: any reach and tempo, a leg alone, the other leg sinking, one side only, taps and pauses."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.3, 2.2))
    table = {"leg_free": 1.0, "leg_flexion_deg": draw.between(80, 98, 1), "leg_bend_deg": draw.between(78, 102, 1),
             "leg_point_deg": draw.between(-4, 18, 1), "arm_free": 1.0, "arm_deg": draw.between(-8, 10, 1)}  # fmt: skip
    start = {
        **both("foot_flexion_deg", 95.0),
        **{k: v for side in SIDES for k, v in of_leg(side, table).items()},
    }
    reach = {
        "leg_flexion_deg": draw.between(10, 26, 1),
        "leg_bend_deg": draw.between(4, 18, 1),
        "leg_point_deg": 16.0,
    }
    arm_deg = draw.between(66, 88, 1)
    turns = sides(draw, traits, 12)
    hold_s = draw.weighted({draw.between(0.8, 2.2): 60.0, draw.between(0.15, 0.4): 40.0})
    fault = draw.weighted({"": 55.0, "leg_alone": 20.0, "sinks": 25.0})
    traits |= {fault} - {""}
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        def once(side: Side) -> None:
            wrong = fault if draw.chance(0.7) else ""
            pose = of_leg(_OTHER[side], reach)
            if wrong != "leg_alone":
                pose[f"{side}_arm_deg"] = arm_deg
            if wrong == "sinks":
                pose |= {f"{side}_leg_flexion_deg": draw.between(34, 50, 1), f"{side}_leg_bend_deg": 70.0}
            with story.repetition(side):
                story.to(pose, pace.move(draw), "stretch")
                story.hold(hold_s, "pause")
                _home(story, pose, pace.move(draw), "return")
            story.hold(max(pace.pause(draw), 0.12), "start")

        _in_turn(story, target_s, turns, once)

    sways = {
        f"{side}_{name}": 1.4 for side in SIDES for name in ("leg_flexion_deg", "leg_bend_deg", "arm_deg")
    }
    return Act(
        "dead_bug", "dead_bug", "side", "on_back", start, perform, "start", sways, traits,
        sided=frozenset({"stretch", "pause"}), busy_hands=True,
    )  # fmt: skip


def knee_rolls(draw: Draw) -> Act:
    """Knee rolls: far and hardly, a knee left behind, shoulders that come along, one side only, straight on."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.4, 2.4))
    start = {**planted(feet(draw, traits), draw), "head_follows": 1.0}
    size = draw.weighted({"deep": 35.0, "usual": 47.0, "shallow": 18.0})
    traits.add(size)
    knees_deg = draw.between(*{"deep": (50, 60), "usual": (38, 50), "shallow": (14, 24)}[size], 1)
    turns = sides(draw, traits, 8)
    hold_s = hold_of(draw, traits)
    fault = draw.weighted({"": 55.0, "knee_behind": 22.0, "shoulders_along": 23.0})
    traits |= {fault} - {""}
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        def once(side: Side) -> None:
            way_deg = SIGN[side] * knees_deg * draw.between(0.92, 1.05)
            pelvis_deg = 0.5 * way_deg
            pose = both("knee_aside_deg", way_deg)
            if fault == "knee_behind":
                pose |= {
                    f"{side}_knee_aside_deg": 1.3 * way_deg,
                    f"{_OTHER[side]}_knee_aside_deg": -0.1 * way_deg,
                }
                pelvis_deg *= 0.5
            pose |= {
                "pelvis_roll_deg": pelvis_deg,
                "spine_twist_deg": (-0.25 if fault == "shoulders_along" else -1.0) * pelvis_deg,
            }
            with story.repetition(side):
                story.to(pose, pace.move(draw), "sink")
                story.hold(draw.between(*hold_s), "stay")
                _home(story, pose, pace.move(draw), "up")
            story.hold(max(pace.pause(draw), 0.12), "middle")

        _in_turn(story, target_s, turns, once)

    sways = both("knee_aside_deg", draw.between(0.4, 1.2))
    return Act(
        "knee_rolls", "knee_rolls", "side", "on_back", start, perform, "middle", sways, traits,
        sided=frozenset({"sink", "stay", "up"}),
    )  # fmt: skip


def curl_up(draw: Draw) -> Act:
    """Curl-ups: hardly, as usual and half way to sitting, chins on chests, taps and holds, jerks, either leg long."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.2, 2.2))
    long: Side = draw.one_of(SIDES)
    foot_deg = draw.between(70, 125, 1)
    start = {f"{long}_long": 1.0, f"{_OTHER[long]}_foot_flexion_deg": foot_deg}
    size = draw.weighted({"deep": 22.0, "usual": 58.0, "shallow": 20.0})
    traits.add(size)
    curl_deg = draw.between(*{"deep": (34, 42), "usual": (18, 30), "shallow": (10, 15)}[size], 1)
    sit_deg = draw.between(10, 22, 1) if size == "deep" else 0.0
    chin_deg = draw.weighted({draw.between(0, 12, 1): 72.0, draw.between(46, 58, 1): 28.0})
    if chin_deg > 40.0:
        traits.add("chin_down")
    hold_s = hold_of(draw, traits)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        def once() -> None:
            share = draw.between(0.92, 1.06)
            up = {"curl_deg": share * curl_deg, "sit_deg": share * sit_deg, "chin_deg": chin_deg}
            with story.repetition():
                story.to(up, pace.move(draw), "lift")
                story.hold(draw.between(*hold_s), "hold")
                story.back(pace.move(draw), "lower")
            story.hold(max(pace.pause(draw), 0.12), "rest")

        _again(story, target_s, once)

    sways = {"curl_deg": 0.6, "chin_deg": draw.between(0.6, 1.6)}
    return Act(
        "curl_up", "curl_up", "side", "curling", start, perform, "rest", sways, traits, busy_hands=True
    )


def side_plank(draw: Draw) -> Act:
    """Side planks: straight, low and sagging after a while, taps and holds, on either side."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.2, 2.2))
    lower: Side = draw.one_of(SIDES)
    height = draw.weighted({"usual": 75.0, "shallow": 25.0})
    traits.add(height)
    lift = draw.between(*{"usual": (0.92, 1.08), "shallow": (0.45, 0.62)}[height])
    sags = draw.chance(0.3)
    traits |= {"sags"} if sags else set()
    hold_s = hold_of(draw, traits)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        def once() -> None:
            with story.repetition(lower):
                story.to({"lift": lift * draw.between(0.96, 1.03)}, pace.move(draw), "lift")
                story.hold(max(draw.between(*hold_s), _NO_HOLD_S), "hold")
                if sags:
                    story.to({"lift": draw.between(0.3, 0.45)}, draw.between(0.7, 1.4))
                    story.hold(draw.between(1.0, 2.2))
            story.back(pace.move(draw), "down")
            story.hold(max(pace.pause(draw), 0.3))

        _again(story, target_s, once)

    sways = {"lift": 0.015, "neck_bend_deg": 1.0}
    return Act(
        "side_plank", "side_plank", "side", f"side_plank_{lower}", {}, perform, "down", sways, traits,
        sided=frozenset({"lift", "hold"}), near=lower, busy_hands=True,
    )  # fmt: skip


ON_BACK: Final[Mapping[str, Callable[[Draw], Act]]] = {
    "bridge": bridge,
    "single_knee_to_chest": single_knee_to_chest,
    "double_knee_to_chest": double_knee_to_chest,
    "hamstring_stretch": hamstring_stretch,
    "dead_bug": dead_bug,
    "knee_rolls": knee_rolls,
    "curl_up": curl_up,
    "side_plank": side_plank,
}
"""Exercises on the back or on a side, by name."""
