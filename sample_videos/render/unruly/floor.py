"""The exercises on the floor, as unruly people do them."""

from __future__ import annotations

from sample_videos.render.unruly.acts import Act, both, sides, tempo
from sample_videos.render.unruly.description import Side
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.story import Story

_LONG_ENOUGH_S = (8.5, 12.5)


def cat_cow(draw: Draw) -> Act:
    """Cat-cow: any depth, order and tempo; flat halves, still heads, bent elbows, rocking, halves alone."""
    traits: set[str] = set()
    pace = tempo(draw, traits)
    start = {
        "neck_flexion_deg": draw.between(-18, 4, 1),
        "elbow_flexion_deg": draw.between(3, 14, 1),
        "hips_back": draw.between(-0.10, 0.16),
        "hands_ahead": draw.between(-0.05, 0.18),
    }
    if draw.chance(0.2):
        traits.add("head_lifted")
        start["neck_flexion_deg"] -= draw.between(18, 34, 1)
    depth = draw.weighted({"deep": 35.0, "usual": 40.0, "shallow": 25.0})
    traits.add(depth)
    cat_deg = draw.between(*{"deep": (48, 64), "usual": (30, 46), "shallow": (8, 24)}[depth], 1)
    cow_deg = draw.between(*{"deep": (36, 48), "usual": (20, 34), "shallow": (5, 16)}[depth], 1)
    head = draw.weighted({"follows": 70.0, "still": 18.0, "against": 12.0})
    order = ["cow", "cat"] if draw.chance(0.5) else ["cat", "cow"]
    alone = draw.chance(0.12)
    target_s = draw.between(*_LONG_ENOUGH_S)
    if alone:
        traits.add("half_repetition")
    if head != "follows":
        traits.add("head_does_not_follow")

    def half(story: Story, name: str, faults: dict[str, float]) -> None:
        size = draw.between(0.85, 1.12)
        neck = {"follows": {"cow": -34.0, "cat": 26.0}, "still": {"cow": 12.0, "cat": -30.0},
                "against": {"cow": 22.0, "cat": -44.0}}[head][name]  # fmt: skip
        spine_deg = -cow_deg if name == "cow" else cat_deg
        story.to({"spine_flexion_deg": size * spine_deg, "neck_flexion_deg": start["neck_flexion_deg"] + size * neck,
                  **faults}, pace.move(draw), name)  # fmt: skip
        story.hold(pace.pause(draw))

    def perform(story: Story) -> None:
        begin_s = story.now_s
        while story.now_s - begin_s < target_s:
            faults = _of_all_fours(draw, start)
            with story.repetition(whole=not alone):
                for name in order[:1] if alone else order:
                    half(story, name, faults)
            if alone or faults or draw.chance(0.15):
                story.back(pace.move(draw), "neutral")
                story.hold(pace.pause(draw))
        story.back(1.2, "neutral")
        story.hold(0.5)

    sways = {"spine_flexion_deg": draw.between(0.4, 1.6), "neck_flexion_deg": 1.2, "hips_back": 0.008,
             "trunk_sway_deg": draw.between(0.5, 2.5)}  # fmt: skip
    return Act(
        "cat_cow", "cat_cow", "side", "all_fours", start, perform, "neutral", sways, traits, lying=False
    )


def _of_all_fours(draw: Draw, start: dict[str, float]) -> dict[str, float]:
    """What else one cycle does: nothing, elbows that give way, hips that rock."""
    fault = draw.weighted({"": 66.0, "elbows": 17.0, "hips": 17.0})
    if fault == "elbows":
        return {"elbow_flexion_deg": draw.between(28, 72, 1)}
    if fault == "hips":
        return {"hips_back": start["hips_back"] + draw.one_of((1.0, 1.0, -0.6)) * draw.between(0.28, 0.52)}
    return {}


def feet(draw: Draw, traits: set[str]) -> float:
    """Where the feet stand, as the flexion of the knees with the hips down [deg]."""
    where = draw.weighted({"usual": 45.0, "near": 40.0, "far": 15.0})
    if where != "usual":
        traits.add(f"feet_{where}")
    return draw.between(*{"usual": (85, 110), "near": (112, 141), "far": (28, 60)}[where], 1)


def planted(flexion_deg: float, draw: Draw) -> dict[str, float]:
    """Both feet, one a little further away."""
    apart_deg = draw.between(-6, 6, 1)
    return {
        "left_foot_flexion_deg": flexion_deg + apart_deg / 2,
        "right_foot_flexion_deg": flexion_deg - apart_deg / 2,
    }


_HOLDS_S = {"long": (2.2, 3.6), "short": (0.45, 1.4), "none": (0.15, 0.3)}
_LIFTS = {"full": (0.8, 1.1), "low": (0.3, 0.6), "high": (1.3, 1.7)}


def hold_of(draw: Draw, traits: set[str]) -> tuple[float, float]:
    """How long the turned position is held, from-to [s]."""
    hold = draw.weighted({"long": 45.0, "short": 40.0, "none": 15.0})
    traits.add(f"hold_{hold}")
    return _HOLDS_S[hold]


def lifted(draw: Draw, height: str, *, heels: bool) -> dict[str, float]:
    """Hips off the floor, low, straight or too high, perhaps on the balls of the feet."""
    pose = {"lift": draw.between(*_LIFTS[height])}
    if height == "high":
        pose["spine_flexion_deg"] = draw.between(-26, -6, 1)
    return pose | (both("heel_up_deg", draw.between(16, 36, 1)) if heels else {})


def hip_lift(draw: Draw) -> Act:
    """Hip lifts: plain bridges, taps, low and high ones, short holds, drops; twists to any side."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.4, 2.4))
    posture = draw.weighted({"hands_at_back": 60.0, "hook_lying": 40.0})
    if posture == "hook_lying":
        traits.add("arms_beside")
    start = planted(feet(draw, traits), draw)
    twisting = draw.weighted({"twist": 62.0, "plain": 38.0})
    if twisting == "plain":
        traits.add("no_twist")
    turns = sides(draw, traits, 8)
    hold_s = hold_of(draw, traits)
    height = draw.weighted({"full": 60.0, "low": 22.0, "high": 18.0})
    if height != "full":
        traits.add("shallow" if height == "low" else "deep")
    heels = draw.chance(0.16)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def lift(story: Story, side: Side) -> None:
        with story.repetition(side if twisting == "twist" else None):
            story.to(lifted(draw, height, heels=heels), pace.move(draw), "lift")
            if twisting == "twist":
                story.hold(0.3 * pace.pause(draw))
                turn_deg = draw.between(16, 34, 1) * (1.0 if side == "left" else -1.0)
                story.to({"spine_twist_deg": turn_deg}, 0.8 * pace.move(draw), "twist")
                story.hold(draw.between(*hold_s), "hold")
            else:
                story.hold(draw.between(*hold_s))
            story.back(pace.move(draw), "return")
        story.hold(max(pace.pause(draw), 0.12), "rest")

    def perform(story: Story) -> None:
        begin_s = story.now_s
        for side in turns:
            lift(story, side)
            if story.now_s - begin_s > target_s:
                break
        story.hold(0.5)

    sways = {
        "spine_twist_deg": draw.between(0.3, 1.2),
        "head_follows": 0.02,
        "knees_aside_deg": draw.between(0.3, 2.5),
    }
    return Act("hip_lift_twist", "hip_lift_twist", "side", posture, start, perform, "rest", sways, traits)


_TURNS_DEG = {"deep": (34, 44), "usual": (22, 34), "shallow": (12, 20)}


def _turned(draw: Draw, side: Side, size: str) -> dict[str, float]:
    """The upper body turned to a side, perhaps with knees that fall, elbows drawn in or hands off the head."""
    sign = 1.0 if side == "left" else -1.0
    pose = {
        "spine_twist_deg": sign * draw.between(*_TURNS_DEG[size], 1),
        "spine_flexion_deg": draw.between(0, 14, 1),
    }
    fault = draw.weighted({"": 58.0, "knees": 16.0, "elbows": 13.0, "hands": 13.0})
    if fault == "knees":
        pose["knees_aside_deg"] = draw.one_of((sign, sign, -sign)) * draw.between(14, 52, 1)
    if fault == "elbows":
        pose["elbows_forward_deg"] = draw.between(50, 95, 1)
    if fault == "hands":
        pose["hands"] = draw.between(0.5, 1.0)
    return pose


def thoracic_rotation(draw: Draw) -> Act:
    """Thoracic rotations: any side and size, hands that leave the head, knees that fall along, elbows drawn in."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.3, 2.2))
    start = planted(feet(draw, traits), draw)
    turns = sides(draw, traits, 8)
    hold_s = hold_of(draw, traits)
    size = draw.weighted({"deep": 38.0, "usual": 48.0, "shallow": 14.0})
    traits.add(size)
    hands_between = draw.chance(0.25)
    if hands_between:
        traits.add("hands_off_between")
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s
        for side in turns:
            pose = _turned(draw, side, size)
            with story.repetition(side):
                story.to(pose, pace.move(draw), "rotate")
                story.hold(draw.between(*hold_s), "hold")
                story.back(pace.move(draw), "return")
            story.hold(max(pace.pause(draw), 0.12), "centre")
            if hands_between:
                for share in (1.0, 0.0):
                    story.to({"hands": share}, 0.6)
                    story.hold(0.2)
            if story.now_s - begin_s > target_s:
                break
        story.hold(0.4)

    sways = {"spine_twist_deg": draw.between(0.4, 1.4), "knees_aside_deg": draw.between(0.4, 2.5)}
    return Act(
        "thoracic_rotation",
        "thoracic_rotation",
        "side",
        "hands_behind_head",
        start,
        perform,
        "centre",
        sways,
        traits,
    )


def hook_lying(draw: Draw) -> Act:
    """Hook-lying: feet anywhere, knees that sway, feet that are put elsewhere or tipped."""
    traits: set[str] = set()
    posture = draw.weighted({"hook_lying": 60.0, "hands_at_back": 20.0, "hands_behind_head": 20.0})
    start = planted(feet(draw, traits), draw)
    total_s = draw.between(7.5, 11.5)
    restless = draw.weighted({"calm": 40.0, "feet": 20.0, "tips": 20.0, "knees": 20.0})
    if restless != "calm":
        traits.add(f"restless_{restless}")

    def perform(story: Story) -> None:
        begin_s = story.now_s
        with story.repetition():
            story.hold(draw.between(1.5, 3.0), "hold")
            if restless == "feet":
                flexion_deg = draw.between(30, 136, 1)
                for side in ("left", "right"):
                    story.to({f"{side}_foot_flexion_deg": flexion_deg}, draw.between(0.5, 0.9),
                             arc={f"{side}_foot_lift_m": 0.03})  # fmt: skip
            if restless == "tips":
                side = draw.one_of(("left", "right"))
                story.to({f"{side}_heel_up_deg": draw.one_of((1, -1)) * draw.between(12, 36, 1)}, 0.7)
                story.hold(draw.between(1.0, 3.5))
                story.to({f"{side}_heel_up_deg": 0.0}, 0.7)
            if restless == "knees":
                for _ in range(draw.count(1, 3)):
                    story.to({"knees_aside_deg": draw.between(-16, 16, 1)}, draw.between(0.8, 1.8))
                story.to({"knees_aside_deg": 0.0}, 1.0)
            story.hold(max(total_s - (story.now_s - begin_s), 1.0))
        story.hold(0.2)

    sways = {"knees_aside_deg": draw.between(0.4, 2.0), "head_follows": 0.02}
    return Act("hook_lying", "hook_lying", "side", posture, start, perform, "-", sways, traits)


def foam_roll(draw: Draw) -> Act:
    """Foam roll: long and short passes, any tempo, feet tipped or too far away, hands behind the head."""
    traits: set[str] = set()
    pace = tempo(draw, traits, (1.6, 2.8))
    size = draw.weighted({"deep": 30.0, "usual": 45.0, "shallow": 25.0})
    traits.add(size)
    travel_m = draw.between(
        *{"deep": (0.09, 0.115), "usual": (0.06, 0.09), "shallow": (0.02, 0.045)}[size], 3
    )
    flexion_deg = draw.between(84, 124, 1) if draw.chance(0.8) else draw.between(36, 66, 1)
    up_first = draw.chance(0.6)
    start = {
        **planted(flexion_deg, draw),
        "travel_m": -travel_m if up_first else travel_m,
        "hips_up_m": draw.between(0.04, 0.12),
    }
    if draw.chance(0.3):
        traits.add("hands_at_head")
        start |= both("to_head", 1.0)
    tips = draw.chance(0.25)
    tip_deg = draw.one_of((1, -1)) * draw.between(20, 36, 1)
    target_s = draw.between(*_LONG_ENOUGH_S)

    def perform(story: Story) -> None:
        begin_s = story.now_s

        def way(phase: str, to_m: float) -> None:
            change = {"travel_m": to_m * draw.between(0.85, 1.1)}
            if tips:
                change |= both("heel_up_deg", tip_deg if draw.chance(0.6) else 0.0)
            story.to(change, pace.move(draw), phase)
            story.hold(pace.pause(draw))

        if not up_first:
            way("roll_down", -travel_m)
        while story.now_s - begin_s < target_s:
            with story.repetition():
                way("roll_up", travel_m)
                way("roll_down", -travel_m)
        story.hold(0.4)

    sways = {"spine_twist_deg": draw.between(0.4, 1.5), "hips_up_m": 0.004}
    return Act("foam_roll", "foam_roll", "side", "on_roller", start, perform, "-", sways, traits)
