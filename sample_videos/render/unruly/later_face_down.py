"""The later exercises on hands and knees and on the belly, as unruly people do them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sample_videos.render.unruly.acts import Act, sides, tempo
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.floor import hold_of
from sample_videos.render.unruly.story import Story

_LONG_ENOUGH_S = (8.5, 12.0)
_OTHER = {"left": "right", "right": "left"}


def bird_dog(draw: Draw) -> Act:
    """Bird-dogs: any height of the leg, a leg alone, one side only, swings and holds, sagging backs."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.2, 2.2))
    start = {"hips_back": draw.between(-0.06, 0.12), "neck_flexion_deg": draw.between(-18, 2, 1)}
    level_deg = draw.weighted({draw.between(-18, 12, 1): 75.0, draw.between(40, 52, 1): 25.0})
    out = {
        "leg_level_deg": level_deg,
        "arm_level_deg": draw.between(-14, 14, 1),
        "spine_flexion_deg": -26.0 if level_deg > 30.0 else draw.between(-12, 6, 1),
    }
    alone = draw.chance(0.22)
    traits |= {"leg_alone"} if alone else set()
    turns = sides(draw, traits, 8)
    hold_s = hold_of(draw, traits)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        for side in turns:
            limbs = {f"{_OTHER[side]}_leg_out": 1.0}
            if not (alone and draw.chance(0.7)):
                limbs[f"{side}_arm_out"] = 1.0
            with story.repetition(side):
                story.to({**out, **limbs}, pace.move(draw), "reach")
                story.hold(draw.between(*hold_s), "hold")
                story.back(pace.move(draw), "return")
            story.hold(max(pace.pause(draw), 0.12), "start")
            if story.now_s - begin_s > target_s:
                break
        story.hold(0.4)

    sways = {"spine_flexion_deg": 0.7, "neck_flexion_deg": 1.0, "leg_level_deg": draw.between(0.6, 2.0)}
    return Act(
        "bird_dog", "bird_dog", "side", "arm_and_leg", start, perform, "start", sways, traits, lying=False,
        sided=frozenset({"reach", "hold"}), busy_hands=True,
    )  # fmt: skip


def childs_pose(draw: Draw) -> Act:
    """Child's poses: on the heels or short of them, hands that slide or stay, hips that come forward, up again soon."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.4, 2.4))
    start = {"hips_back": draw.between(-0.06, 0.12), "neck_flexion_deg": draw.between(-18, 2, 1)}
    back = {
        "hips_back": draw.between(0.62, 0.74),
        "hands_ahead": draw.between(0.12, 0.34),
        "spine_flexion_deg": draw.between(14, 30, 1),
        "neck_flexion_deg": draw.between(2, 20, 1),
        "elbow_flexion_deg": draw.between(6, 20, 1),
    }
    forward = draw.chance(0.3)
    traits |= {"hips_forward"} if forward else set()
    hold_s = draw.weighted({draw.between(2.8, 5.0): 60.0, draw.between(0.6, 1.3): 40.0})
    traits.add("hold_short" if hold_s < 2.0 else "hold_long")
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        while story.now_s - begin_s < target_s:
            with story.repetition():
                story.to(back, pace.move(draw), "back")
                story.hold(hold_s * draw.between(0.95, 1.05), "hold")
                if forward and draw.chance(0.7):
                    story.to({"hips_back": draw.between(0.2, 0.3), "hands_ahead": 0.62, "spine_flexion_deg": 8.0,
                              "neck_flexion_deg": 16.0}, 1.0)  # fmt: skip
                    story.hold(draw.between(1.2, 2.0))
                story.back(pace.move(draw), "up")
                story.hold(max(pace.pause(draw), 0.12))
        story.hold(0.4, "-")

    sways = {"spine_flexion_deg": 0.9, "neck_flexion_deg": 1.2, "trunk_sway_deg": draw.between(0.4, 1.6)}
    kind = "childs_pose"
    return Act(kind, kind, "side", "folded", start, perform, "-", sways, traits, lying=False, busy_hands=True)


def thread_the_needle(draw: Draw) -> Act:
    """Arms threaded under the body: hips that go along, one side only, taps and holds, jerks."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.3, 2.3))
    start = {"hands_ahead": draw.between(0.05, 0.12), "neck_flexion_deg": draw.between(-16, 0, 1)}
    hips = draw.weighted({0.0: 65.0, draw.between(0.42, 0.5): 20.0, draw.between(-0.3, -0.26): 15.0})
    traits |= {"hips_along"} if hips else set()
    turns = sides(draw, traits, 8)
    hold_s = hold_of(draw, traits)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        for side in turns:
            with story.repetition():
                story.to({f"{side}_thread": 1.0, "hips_back": hips}, pace.move(draw), "thread")
                story.hold(draw.between(*hold_s), "hold")
                story.back(pace.move(draw), "back")
            story.hold(max(pace.pause(draw), 0.12), "start")
            if story.now_s - begin_s > target_s:
                break
        story.hold(0.4)

    sways = {"spine_flexion_deg": 0.7, "neck_flexion_deg": 1.0}
    return Act(
        "thread_the_needle", "thread_the_needle", "side", "threaded", start, perform, "start", sways, traits,
        lying=False, busy_hands=True,
    )  # fmt: skip


def press_up(draw: Draw) -> Act:
    """Press-ups from the belly: high and low, hips that come up, heads thrown back, taps and holds, drops."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (2.3, 3.2))
    size = draw.weighted({"deep": 35.0, "usual": 50.0, "shallow": 15.0})
    traits.add(size)
    arch_deg = draw.between(*{"deep": (46, 56), "usual": (34, 46), "shallow": (20, 28)}[size], 1)
    up = {
        "spine_flexion_deg": -arch_deg,
        "pelvis_up_deg": draw.between(4, 10, 1),
        "neck_flexion_deg": draw.weighted({draw.between(-18, 0, 1): 75.0, draw.between(-78, -68, 1): 25.0}),
    }
    if up["neck_flexion_deg"] < -50.0:
        traits.add("head_back")
    hips = draw.chance(0.25)
    traits |= {"hips_up"} if hips else set()
    if hips:
        up |= {"hips_up": draw.between(0.22, 0.28), "pelvis_up_deg": 12.0}
    hold_s = draw.weighted({draw.between(1.5, 2.6): 60.0, draw.between(0.1, 0.3): 40.0})
    traits |= {"hold_none"} if hold_s < 1.0 else set()
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        while story.now_s - begin_s < target_s:
            with story.repetition():
                story.to(up, max(pace.move(draw), 0.6), "up")
                story.hold(hold_s, "hold")
                story.back(pace.move(draw), "down")
            story.hold(max(pace.pause(draw), 0.2), "lie")
        story.hold(0.4)

    sways = {"spine_flexion_deg": 0.6, "neck_flexion_deg": 0.9}
    return Act(
        "press_up",
        "press_up",
        "side",
        "prone",
        {},
        perform,
        "lie",
        sways,
        traits,
        lying=False,
        busy_hands=True,
    )


FACE_DOWN: Final[Mapping[str, Callable[[Draw], Act]]] = {
    "bird_dog": bird_dog,
    "childs_pose": childs_pose,
    "thread_the_needle": thread_the_needle,
    "press_up": press_up,
}
"""Exercises on hands and knees or on the belly, by name."""
