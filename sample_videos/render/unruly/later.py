"""The later exercises, standing and on a chair, as unruly people do them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sample_videos.render.unruly.acts import Act, both, sides, tempo
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.story import Story

_LONG_ENOUGH_S = (7.5, 11.0)
#: Somebody who turns back at once still has a moment that is no movement [s].
_NO_HOLD_S = 0.05


def side_bend(draw: Draw) -> Act:
    """Side bends: any depth and tempo, the chest along, one side only, arms anywhere, straight on to the other side."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.3, 2.4))
    depth = draw.weighted({"deep": 30.0, "usual": 45.0, "shallow": 25.0})
    traits.add(depth)
    bend_deg = draw.between(*{"deep": (38, 50), "usual": (26, 38), "shallow": (14, 22)}[depth], 1)
    twist_deg = draw.weighted(
        {draw.between(0, 6, 1): 60.0, draw.between(14, 24, 1): 15.0, draw.between(46, 60, 1): 25.0}
    )
    turns = sides(draw, traits, 12)
    start = {"stance": draw.between(1.1, 1.9), "elbow_flexion_deg": draw.between(6, 16, 1)}
    arms = draw.weighted({"": 70.0, "hip": 20.0, "head": 10.0})
    if arms:
        start |= both(f"to_{arms}", 1.0)
        traits.add(f"arms_{arms}")
    hips_m = draw.weighted({draw.between(0.01, 0.03): 75.0, draw.between(0.05, 0.08): 25.0})
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        for side in turns:
            sign = (1.0 if side == "left" else -1.0) * draw.between(0.88, 1.1)
            leaned = {"spine_bend_deg": bend_deg, "spine_twist_deg": twist_deg, "aside_m": -hips_m}
            with story.repetition(side):
                story.to({name: sign * value for name, value in leaned.items()}, pace.move(draw), "bend")
                story.hold(pace.pause(draw))
                story.back(pace.move(draw), "return")
            story.hold(max(pace.pause(draw), 0.12), "upright")
            if story.now_s - begin_s > target_s:
                break
        story.hold(0.5)

    sways = {"spine_bend_deg": draw.between(0.4, 1.2), "spine_flexion_deg": 0.8, "aside_m": 0.008}
    posture = "arms_at_legs"
    return Act(
        "side_bend", "side_bend", "front", posture, start, perform, "upright", sways, traits, lying=False
    )


def standing_extension(draw: Draw) -> Act:
    """Extensions: any depth and tempo, with and without a pause, knees that give way, hands crossed or hanging."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.2, 2.2))
    depth = draw.weighted({"deep": 30.0, "usual": 45.0, "shallow": 25.0})
    traits.add(depth)
    size = draw.between(*{"deep": (1.0, 1.2), "usual": (0.7, 1.0), "shallow": (0.4, 0.6)}[depth])
    knees_deg = draw.weighted({4.0: 62.0, 16.0: 13.0, 44.0: 25.0})
    hold_s = draw.weighted({draw.between(1.4, 2.6): 60.0, draw.between(0.5, 0.9): 20.0, 0.0: 20.0})
    traits |= {"hold_none"} if hold_s == 0.0 else {"hold_short"} if hold_s < 1.0 else set()
    start = {"stance": draw.between(1.2, 1.9)}
    hands = draw.weighted({"": 66.0, "crossed": 14.0, "beside": 20.0})
    if hands == "crossed":
        start |= {"hands_up": 1.0}
    elif hands:
        start |= both("to_beside", 1.0)
    traits |= {f"arms_{hands}"} if hands else set()
    leaned = {
        "hips_back_deg": -5.0,
        "pelvis_pitch_deg": -7.0,
        "spine_flexion_deg": -32.0,
        "neck_flexion_deg": -16.0,
    }
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        while story.now_s - begin_s < target_s:
            share = size * draw.between(0.9, 1.08)
            pose = {name: share * value for name, value in leaned.items()}
            with story.repetition(whole=size >= 0.5):
                story.to({**pose, "knee_flexion_deg": knees_deg}, pace.move(draw), "lean")
                story.hold(max(hold_s * draw.between(0.9, 1.1), _NO_HOLD_S), "hold")
                story.back(pace.move(draw), "return")
            story.hold(max(pace.pause(draw), 0.15), "upright")
        story.hold(0.4)

    sways = {"pelvis_pitch_deg": 0.7, "spine_flexion_deg": draw.between(0.4, 1.2), "aside_m": 0.008}
    kind, posture = "standing_extension", "hands_on_back"
    return Act(kind, kind, "side", posture, start, perform, "upright", sways, traits, lying=False)


def seated_cat_cow(draw: Draw) -> Act:
    """Rounds on a chair: any depth and tempo, halves, flat backs, heads that stay, leans from the hips."""
    traits: set[str] = {"stool"} if draw.chance(0.4) else set()
    pace = tempo(draw, traits, (1.4, 2.6))
    cow_deg = draw.weighted({draw.between(24, 38, 1): 75.0, draw.between(0, 4, 1): 25.0})
    cat_deg = draw.weighted({draw.between(36, 54, 1): 78.0, draw.between(0, 6, 1): 22.0})
    lean_deg = draw.weighted({draw.between(-14, -6, 1): 75.0, draw.between(10, 18, 1): 25.0})
    nod = draw.weighted({1.0: 80.0, 0.1: 20.0})
    if nod < 0.5:
        traits.add("head_does_not_follow")
    cat_first = draw.chance(0.3)
    start = {"pelvis_pitch_deg": draw.between(-10, 0, 1), "spine_flexion_deg": draw.between(0, 14, 1)}
    target_s = draw.between(*_LONG_ENOUGH_S)
    cow = {"pelvis_pitch_deg": 12.0, "spine_flexion_deg": -cow_deg, "neck_flexion_deg": -26.0 * nod}
    cat = {"pelvis_pitch_deg": lean_deg, "spine_flexion_deg": cat_deg, "neck_flexion_deg": 28.0 * nod}
    halves = [("cow", cow), ("cat", cat)]

    def perform(story: Story) -> None:
        begin_s = story.now_s
        while story.now_s - begin_s < target_s:
            with story.repetition(whole=min(cow_deg, cat_deg) > 12.0):
                for phase, pose in reversed(halves) if cat_first else halves:
                    size = draw.between(0.9, 1.1)
                    bent = {
                        **pose,
                        "spine_flexion_deg": start["spine_flexion_deg"] + size * pose["spine_flexion_deg"],
                    }
                    story.to(bent, pace.move(draw), phase)
                    story.hold(pace.pause(draw))
        story.back(pace.move(draw), "neutral")
        story.hold(0.6)

    sways = {"spine_flexion_deg": 0.8, "neck_flexion_deg": 1.2, "pelvis_pitch_deg": 0.4}
    kind = "seated_cat_cow"
    return Act(kind, kind, "side", "sitting", start, perform, "neutral", sways, traits, lying=False)


def seated_twist(draw: Draw) -> Act:
    """Twists on a chair: any size and tempo, holds of any length, leans, one side only, hands anywhere."""
    traits: set[str] = {"stool"} if draw.chance(0.3) else set()
    pace = tempo(draw, traits, (1.2, 2.2))
    size = draw.weighted({"deep": 35.0, "usual": 45.0, "shallow": 20.0})
    traits.add(size)
    twist_deg = draw.between(*{"deep": (50, 62), "usual": (38, 50), "shallow": (14, 22)}[size], 1)
    lean_deg = draw.weighted({0.0: 60.0, draw.between(6, 12, 1): 15.0, draw.between(28, 32, 1): 25.0})
    hold_s = draw.weighted({draw.between(2.6, 4.0): 55.0, draw.between(0.6, 1.2): 25.0, 0.0: 20.0})
    traits |= {"hold_none"} if hold_s == 0.0 else {"hold_short"} if hold_s < 2.0 else set()
    turns = sides(draw, traits, 8)
    arms = draw.weighted({"knee": 60.0, "crossed": 25.0, "thighs": 15.0})
    traits.add(f"arms_{arms}")
    start = {"spine_flexion_deg": draw.between(0, 12, 1), "arms_crossed": float(arms == "crossed")}
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        for side in turns:
            sign = 1.0 if side == "left" else -1.0
            pose = {"spine_twist_deg": twist_deg * draw.between(0.9, 1.08), "spine_bend_deg": lean_deg,
                    "neck_twist_deg": 12.0, "hands_aside": float(arms == "knee")}  # fmt: skip
            with story.repetition(side):
                story.to({name: sign * value for name, value in pose.items()}, pace.move(draw), "twist")
                story.hold(max(hold_s, _NO_HOLD_S), "hold")
                story.back(pace.move(draw), "centre")
            story.hold(pace.pause(draw))
            if story.now_s - begin_s > target_s:
                break
        story.hold(0.5)

    sways = {"spine_twist_deg": draw.between(0.4, 1.4), "spine_flexion_deg": 0.7, "spine_bend_deg": 0.4}
    kind = "seated_twist"
    return Act(kind, kind, "front", "sitting", start, perform, "centre", sways, traits, lying=False)


LATER: Final[Mapping[str, Callable[[Draw], Act]]] = {
    "side_bend": side_bend,
    "standing_extension": standing_extension,
    "seated_cat_cow": seated_cat_cow,
    "seated_twist": seated_twist,
}
"""Exercises that are drawn beside the first eight where all are asked for."""
