"""What people do before, after and beside an exercise: come in, lie down, sit up, roll over, talk, point, scratch."""

from __future__ import annotations

from sample_videos.render.rig import SIDES
from sample_videos.render.unruly.acts import Act, both
from sample_videos.render.unruly.description import Gesture, Nod, Side
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.story import Story

_STEP_M = 0.52
#: Where somebody stands who then sits down, or kneels down, in their place [m ahead].
_STAND_TO_SIT_M, _STAND_TO_KNEEL_M = 0.38, -0.35
#: Where somebody stands who then sits down on a chair [m ahead].
_STAND_TO_CHAIR_M = 0.42
_SQUAT = {
    "knee_flexion_deg": 100.0,
    "hips_back_deg": 22.0,
    "pelvis_pitch_deg": 38.0,
    "spine_flexion_deg": 14.0,
}
_SEATED = {"sit_deg": 72.0, "spine_flexion_deg": 16.0, **both("foot_flexion_deg", 92.0)}


def opening(draw: Draw, act: Act, traits: set[str]) -> Story:
    """A story up to where the act begins."""
    way = draw.weighted(_ways_in(act))
    traits |= {way} - {""}
    if way == "walks_in":
        story = _walked_in(draw, act)
    elif way == "sits_down":
        story = Story("standing", _standing_at(_STAND_TO_CHAIR_M), "-")
        story.hold(draw.between(0.3, 1.0))
        story.to(_SQUAT, draw.between(0.6, 1.0))
    elif way == "sits_first":
        story = Story("sitting_up", {**_SEATED, "sit_deg": draw.between(55, 80, 1)}, "-")
        story.hold(draw.between(0.4, 1.6))
    elif way == "rolls_in":
        story = Story(
            "rolled", {"roll_deg": draw.one_of((90.0, -90.0)), "curl_deg": draw.between(20, 55, 1)}, "-"
        )
        story.hold(draw.between(0.2, 1.0))
    elif way == "from_belly":
        story = Story(*_on_the_belly(act), "-")
        story.hold(0.3)
    else:
        story = Story(act.posture, act.pose, act.phase)
        story.hold({"still": 1.4, "talks_first": draw.between(1.2, 2.5)}.get(way, 0.3))
        return story
    if not (way == "walks_in" and not act.lying and not act.face_down):
        story.enter(act.posture, act.pose, draw.between(0.9, 1.5))
    story.hold(draw.between(0.15, 0.9), act.phase or "-")
    return story


def _on_the_belly(act: Act) -> tuple[str, dict[str, float]]:
    """Posture and pose on the belly; where it was drawn first, somebody turns round on the way."""
    if act.posture in {"all_fours", "plank"}:
        return "rolled", {"roll_deg": 180.0, "curl_deg": 0.0}
    return "prone", {}


def _ways_in(act: Act) -> dict[str, float]:
    """What may come before an act, by its posture, with its weight."""
    comes = "sits_down" if act.posture == "sitting" else "walks_in"
    ways = {"": 62.0, "still": 8.0, "talks_first": 8.0, comes: 10.0}
    if act.busy_hands:
        del ways["talks_first"]
    if act.lying:
        ways |= {"sits_first": 8.0}
    if act.lying and act.posture != "on_roller":
        ways |= {"rolls_in": 6.0}
    if act.face_down and act.posture != "prone":
        ways |= {"from_belly": 6.0}
    return ways


def _walked_in(draw: Draw, act: Act) -> Story:
    """Steps into the place, and down to the floor where the act begins there."""
    steps = draw.count(2, 4)
    if not act.lying and not act.face_down:
        start = {**act.pose, **_standing_at(-steps * _STEP_M)}
        story = Story(act.posture, start, "-")
        walk(story, steps)
        story.start = dict(act.pose)
        story.back(0.5)
        return story
    place_m = _STAND_TO_KNEEL_M if act.face_down else _STAND_TO_SIT_M
    story = Story("standing", _standing_at(place_m - steps * _STEP_M), "-")
    walk(story, steps)
    story.to(_SQUAT, draw.between(0.6, 1.0))
    if act.lying:
        story.enter("sitting_up", _SEATED, draw.between(0.8, 1.2))
        story.hold(0.2)
    if act.posture == "prone":
        story.enter("all_fours", {}, draw.between(0.8, 1.2))
        story.hold(0.2)
    return story


def _standing_at(ahead_m: float) -> dict[str, float]:
    return {"ahead_m": ahead_m, **both("foot_ahead_m", ahead_m)}


def walk(story: Story, steps: int) -> None:
    """Steps forward (a negative number: backward), left foot first, and the other foot beside it."""
    way_m = _STEP_M if steps > 0 else -_STEP_M
    start_m = story.value("ahead_m")
    foot_m, other = start_m, "right"
    for number in range(1, abs(steps) + 1):
        side, other = ("left", "right") if number % 2 else ("right", "left")
        foot_m = start_m + way_m * number
        swing = {f"{side}_arm_forward_deg": -14.0, f"{other}_arm_forward_deg": 18.0}
        story.to(
            {"ahead_m": foot_m - way_m / 2.0, f"{side}_foot_ahead_m": foot_m, **swing}, 0.5,
            arc={f"{side}_foot_lift_m": 0.07}, even=True,
        )  # fmt: skip
    rest = {"ahead_m": foot_m, f"{other}_foot_ahead_m": foot_m, **both("arm_forward_deg", 0.0)}
    story.to(rest, 0.45, arc={f"{other}_foot_lift_m": 0.05})


def closing(draw: Draw, story: Story, act: Act, traits: set[str]) -> None:
    """What comes after the act, if anything."""
    way = draw.weighted({"": 66.0, "rests": 10.0, **_ways_on(act)})
    traits |= {way} - {""}
    if way == "rests":
        story.hold(draw.between(1.0, 2.5))
    elif way == "sits_up":
        story.enter("sitting_up", {**_SEATED, "sit_deg": draw.between(60, 80, 1)}, draw.between(0.9, 1.5))
        story.hold(draw.between(0.4, 1.2))
    elif way == "rolls_over":
        roll = {"roll_deg": draw.one_of((90.0, -90.0)), "curl_deg": draw.between(20, 55, 1)}
        story.enter("rolled", roll, draw.between(0.9, 1.6))
        story.hold(draw.between(0.3, 1.0))
    elif way == "sits_back":
        story.enter(
            "all_fours", {"hips_back": 0.66, "spine_flexion_deg": 24.0, "neck_flexion_deg": 20.0}, 1.3
        )
        story.hold(draw.between(0.4, 1.5))
    elif way == "lies_down":
        story.enter(*_on_the_belly(act), 1.3)
        story.hold(0.6)
    elif way == "walks_off":
        story.to({}, 0.2, "-")
        walk(story, draw.count(2, 4))


def _ways_on(act: Act) -> dict[str, float]:
    """What may come after an act, by its posture, with its weight."""
    if act.lying:
        return {"sits_up": 12.0} | ({"rolls_over": 8.0} if act.posture != "on_roller" else {})
    if act.face_down:
        return {"sits_back": 10.0, "lies_down": 6.0}
    return {} if act.posture == "sitting" else {"walks_off": 10.0}


def gestures(draw: Draw, act: Act, start_s: float, end_s: float, traits: set[str]) -> tuple[Gesture, ...]:
    """Hands that talk, point and scratch at some time."""
    if act.busy_hands:
        return ()
    found = []
    if "talks_first" in traits:
        found.append(_gesture(draw, "talking", 0.0, traits))
    if draw.chance(0.3):
        for _ in range(draw.count(1, 2)):
            kind = draw.weighted({"talking": 35.0, "pointing": 25.0, "scratching": 40.0})
            found.append(_gesture(draw, kind, draw.between(start_s, max(end_s - 2.0, start_s + 0.1)), traits))
    return tuple(found)


def _gesture(draw: Draw, kind: str, start_s: float, traits: set[str]) -> Gesture:
    traits.add(kind)
    hand: Side = draw.one_of(SIDES)
    if kind == "talking":
        return Gesture(
            hand,
            "speaking",
            start_s,
            0.4,
            draw.between(0.8, 2.6),
            0.4,
            draw.between(0.04, 0.10),
            draw.between(0.7, 1.6),
        )
    if kind == "pointing":
        return Gesture(
            hand, draw.one_of(("pointing", "ahead", "knee")), start_s, 0.4, draw.between(0.5, 1.4), 0.5
        )
    place = draw.one_of(("face", "belly", "thigh", "head", "hip"))
    return Gesture(hand, place, start_s, 0.35, draw.between(0.5, 1.5), 0.4, 0.02, draw.between(2.0, 3.5))


def nods(draw: Draw, start_s: float, end_s: float, traits: set[str]) -> tuple[Nod, ...]:
    """A head that looks at the camera, or at the feet."""
    if not draw.chance(0.3):
        return ()
    traits.add("looks_away")
    return tuple(
        Nod(draw.between(start_s, end_s), draw.between(0.3, 0.7), draw.between(0.5, 2.5), draw.between(0.3, 0.7),
            draw.between(-24, 24, 1), draw.between(-45, 45, 1))
        for _ in range(draw.count(1, 2))
    )  # fmt: skip
