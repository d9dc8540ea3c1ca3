"""From a seed and a number to a description: a pure function.

Numbers go round: every fourth clip is a near relative, the others take turns with the exercises, so that any run of 64
numbers has each of the first eight six times and each relative about once; each of all twenty-four twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from sample_videos.render.unruly import floor, standing
from sample_videos.render.unruly.acts import Act
from sample_videos.render.unruly.description import (
    Beat,
    Camera,
    Capture,
    Description,
    Passer,
    Person,
    Side,
    Sway,
)
from sample_videos.render.unruly.draw import Draw
from sample_videos.render.unruly.habits import closing, gestures, nods, opening
from sample_videos.render.unruly.later import LATER
from sample_videos.render.unruly.later_face_down import FACE_DOWN
from sample_videos.render.unruly.later_on_back import ON_BACK
from sample_videos.render.unruly.people import COLOURS, FAMILIES
from sample_videos.render.unruly.relatives import RELATIVES
from sample_videos.render.unruly.story import Story

Choice = Literal["all", "twelve", "eight"]
"""Which exercises are drawn."""

_EIGHT: Final[Mapping[str, Callable[[Draw], Act]]] = {
    "cat_cow": floor.cat_cow,
    "hip_lift_twist": floor.hip_lift,
    "thoracic_rotation": floor.thoracic_rotation,
    "foam_roll": floor.foam_roll,
    "hook_lying": floor.hook_lying,
    "toe_touch": standing.toe_touch,
    "arm_circles": standing.arm_circles,
    "torso_twist": standing.torso_twist,
}

_TWELVE: Final = {**_EIGHT, **LATER}
EXERCISES: Final[Mapping[Choice, Mapping[str, Callable[[Draw], Act]]]] = {
    "eight": _EIGHT,
    "twelve": _TWELVE,
    "all": {**_TWELVE, **ON_BACK, **FACE_DOWN},
}
"""How each exercise is drawn, by name; a draw of fewer stays as it is when an exercise is added."""

ALL: Final = EXERCISES["all"]
#: A relative of the first eight may be an exercise of more of them.
_COACHED: Final[Mapping[Choice, frozenset[str]]] = {
    "eight": frozenset(),
    "twelve": frozenset({"side_bends"}),
    "all": frozenset({"side_bends", "bird_dog", "childs_pose"}),
}
_KEYS: Final[Mapping[Choice, str]] = {"eight": "unruly", "twelve": "unruly of all", "all": "unruly of 24"}

NEGATIVE_EVERY: Final = 4
LONGEST_S: Final = 15.0
#: Nobody needs to see more than this many frames.
MOST_FRAMES: Final = 330

_RATES: Final = {10.0: 24.0, 12.0: 24.0, 15.0: 30.0, 20.0: 8.0, 24.0: 6.0, 30.0: 4.0, 50.0: 2.0, 60.0: 2.0}
_SIZES: Final = {(480, 360): 78.0, (512, 288): 14.0, (288, 384): 8.0}
_OBLIQUE_DEG, _HIGH_M, _LOW_M, _TILTED_DEG = 35.0, 1.35, 0.26, 5.0


def describe(seed: int, number: int, of: Choice = "eight") -> Description:
    """The clip of this number of a seed, drawn of the first eight exercises, of twelve, or of all."""
    draw = Draw(_KEYS[of], seed, number)
    act = _act(seed, number, draw, of)
    traits = set(act.traits)
    story = opening(draw, act, traits)
    story.sided = act.sided
    start_s = story.now_s
    act.perform(story)
    end_s = story.now_s
    closing(draw, story, act, traits)
    capture = _capture(draw, traits)
    window_s = _window(draw, story, start_s, traits, capture.fps)
    near: Side | None = None if act.view == "front" else act.near or draw.one_of(("left", "right"))
    person = _person(draw, traits)
    neutral = Beat(act.posture, 0.0, {name: round(value, 3) for name, value in act.pose.items()})
    shown_s = (max(start_s, window_s[0]), max(min(end_s, window_s[1]), start_s + 0.5))
    return Description(
        seed=seed,
        number=number,
        exercise=act.exercise,
        kind=act.kind,
        person=person,
        camera=_camera(draw, act, near, traits),
        capture=capture,
        neutral=neutral,
        beats=tuple(story.beats),
        repetitions=tuple(story.repetitions),
        gestures=gestures(draw, act, *shown_s, traits),
        nods=nods(draw, *shown_s, traits),
        sways=_sways(draw, act),
        passers=_passers(draw, traits, window_s[1] - window_s[0]),
        window_s=window_s,
        shown_s=shown_s,
        traits=tuple(sorted(traits)),
    )


def _act(seed: int, number: int, draw: Draw, of: Choice) -> Act:
    exercises = EXERCISES[of]
    relatives = [name for name in RELATIVES if name not in _COACHED[of]]
    group, place = divmod(number, NEGATIVE_EVERY)
    if place == NEGATIVE_EVERY - 1:
        turn, index = divmod(group, len(relatives))
        return RELATIVES[Draw("relatives", seed, turn).shuffled(relatives)[index]](draw)
    turn, index = divmod(group * (NEGATIVE_EVERY - 1) + place, len(exercises))
    return exercises[Draw("exercises", seed, turn).shuffled(list(exercises))[index]](draw)


def _window(draw: Draw, story: Story, start_s: float, traits: set[str], fps: float) -> tuple[float, float]:
    """The part of the timeline that is filmed: it may begin and end in the middle of anything."""
    first_s, last_s = 0.0, story.now_s
    opened = traits & {
        "walks_in",
        "sits_down",
        "sits_first",
        "rolls_in",
        "talks_first",
        "from_belly",
        "still",
    }
    if not opened:
        # The first repetition, or the first movements where there are none.
        after = story.repetitions[0].after if story.repetitions else min(4, len(story.beats))
        turn_s = sum(beat.seconds for beat in story.beats[:after]) - start_s
        if draw.chance(0.6):
            traits.add("starts_in_the_middle")
            most_s = 2.0 if len(story.repetitions) == 1 else 0.9 * turn_s
            first_s = start_s + draw.between(0.0, most_s)
        else:
            traits.add("no_still_start")
            first_s = max(start_s - draw.between(0.0, 0.3), 0.0)
    elif "walks_in" in traits and draw.chance(0.4):
        first_s = draw.between(0.0, 1.2)
    longest_s = min(LONGEST_S, MOST_FRAMES / fps)
    if draw.chance(0.3):
        traits.add("ends_in_the_middle")
        last_s -= draw.between(0.2, 1.8)
    last_s = max(min(last_s, first_s + longest_s), min(first_s + 5.0, story.now_s))
    return round(first_s, 3), round(last_s, 3)


def _person(draw: Draw, traits: set[str], hair: bool = True) -> Person:
    family = draw.weighted({FAMILIES[0]: 55.0, FAMILIES[1]: 33.0, FAMILIES[2]: 12.0})
    looseness = draw.weighted({0.0: 40.0, 0.5: 30.0, 1.0: 20.0, 1.5: 10.0})
    if looseness >= 1.0:
        traits.add("loose_clothes")
    hair_m = draw.between(0.22, 0.5) if hair and draw.chance(0.25) else 0.0
    if hair_m:
        traits.add("long_hair")
    return Person(
        body=draw.one_of(family),
        other=draw.one_of(family),
        share=draw.between(0.0, 0.5),
        scale=draw.between(0.93, 1.06),
        top=draw.one_of(COLOURS["top"]),
        bottom=draw.one_of(COLOURS["bottom"]),
        sleeve=draw.one_of(("none", "short", "long")),
        legs=draw.one_of(("short", "knee", "long", "long")),
        feet=draw.one_of(("bare", "socks", "shoes")),
        footwear=draw.one_of(COLOURS["footwear"]),
        looseness=looseness,
        hair_m=hair_m,
    )


def _camera(draw: Draw, act: Act, near: Side | None, traits: set[str]) -> Camera:
    floor_act = act.lying or act.face_down
    most_deg = 70.0 if near else 45.0
    least_deg = -5 if act.kind == "thoracic_rotation" and draw.chance(0.7) else -20
    yaw_deg = draw.weighted({
        draw.between(least_deg, 20, 1): 64.0, draw.one_of((-1, 1)) * draw.between(20, 30, 1): 20.0,
        draw.one_of((-1, 1)) * draw.between(36, most_deg, 1): 16.0,
    })  # fmt: skip
    usual_m = (0.3, 1.0) if floor_act else (0.7, 1.3)
    height_m = draw.weighted(
        {draw.between(*usual_m): 70.0, draw.between(0.1, 0.3): 15.0, draw.between(1.0, 1.8): 15.0}
    )
    roll_deg = draw.weighted(
        {draw.between(-2, 2, 1): 65.0, draw.one_of((-1, 1)) * draw.between(3, 12, 1): 35.0}
    )
    size_wh = draw.weighted(_SIZES)
    if floor_act and size_wh == (288, 384):
        size_wh = (480, 360)
    fill = draw.weighted({draw.between(0.66, 0.86): 70.0, draw.between(0.36, 0.62): 30.0})
    pan_right, pan_up = draw.between(-0.06, 0.06), draw.between(-0.06, 0.06)
    if draw.chance(0.17):
        fill = draw.between(0.72, 0.9)
        pan_right, pan_up = _cut(draw, act, near, fill, floor_act, traits)
        # From below, somebody who is cut off at the hips would stand before the ceiling.
        height_m = max(height_m, 0.7) if "cut_hips" in traits and not floor_act else height_m
    for name, there in {
        "oblique": abs(yaw_deg) > _OBLIQUE_DEG, "camera_high": height_m > _HIGH_M, "camera_low": height_m < _LOW_M,
        "tilted": abs(roll_deg) >= _TILTED_DEG, "small_in_picture": fill < 0.5,
    }.items():  # fmt: skip
        if there:
            traits.add(name)
    return Camera(
        near, yaw_deg, height_m, roll_deg, draw.between(50, 74, 1), fill, pan_right, pan_up, size_wh
    )


def _cut(
    draw: Draw, act: Act, near: Side | None, fill: float, floor_act: bool, traits: set[str]
) -> tuple[float, float]:
    """Pans that push a part of the body out of the picture."""
    spare = 0.5 - fill / 2.0
    if not floor_act:
        part = draw.weighted({"feet": 40.0, "hips": 30.0, "head": 30.0})
        traits.add(f"cut_{part}")
        share = {"feet": (0.08, 0.2), "hips": (0.42, 0.52), "head": (0.06, 0.14)}[part]
        return 0.0, (1.0 if part == "head" else -1.0) * (spare + draw.between(*share) * fill)
    part = draw.weighted({"feet": 45.0, "head": 20.0, "hands": 35.0 if act.face_down else 0.0, "hips": 15.0})
    traits.add(f"cut_{part}")
    if part == "hands":
        return 0.0, -(0.5 - 0.3 * fill + draw.between(0.05, 0.12))
    # Lying with the left side near, or on hands and knees with the right side near, the head is on the right.
    head_right = (near == "left") is not act.face_down
    share = {"feet": (0.10, 0.22), "head": (0.08, 0.18), "hips": (0.45, 0.55)}[part]
    way = (1.0 if head_right else -1.0) * (1.0 if part == "head" else -1.0)
    return way * (spare + draw.between(*share) * fill), 0.0


def _capture(draw: Draw, traits: set[str]) -> Capture:
    fps = draw.weighted(_RATES)
    dropped = draw.between(0.06, 0.28) if draw.chance(0.25) else 0.0
    light = draw.weighted({"day": 40.0, "lamp": 35.0, "dim": 25.0})
    noise = draw.weighted(
        {draw.between(2, 5, 1): 60.0, draw.between(6, 11, 1): 28.0, draw.between(12, 20, 1): 12.0}
    )
    for name, there in {
        "frames_dropped": dropped > 0.0, "dim": light == "dim", "noisy": noise > 9.0, "fast_camera": fps >= 50.0,
        "slow_camera": fps <= 10.0,
    }.items():  # fmt: skip
        if there:
            traits.add(name)
    return Capture(
        fps=fps,
        dropped=dropped,
        jitter=draw.weighted({0.0: 60.0, 0.25: 40.0}),
        light=light,
        brightness=draw.between(0.7, 1.25),
        noise=noise,
        blur_px=draw.weighted({0.0: 70.0, draw.between(0.5, 1.1): 30.0}),
        jpeg=draw.count(38, 92),
        room=draw.one_of(("living", "studio")),
    )


def _sways(draw: Draw, act: Act) -> tuple[Sway, ...]:
    return tuple(
        Sway(name, round(share * amplitude, 4), draw.between(low, high, 3), draw.between(0.0, 1.0, 3))
        for name, amplitude in act.sways.items()
        for share, low, high in ((0.7, 0.12, 0.32), (0.4, 0.4, 0.8))
    )


def _passers(draw: Draw, traits: set[str], length_s: float) -> tuple[Passer, ...]:
    way = draw.weighted({"": 84.0, "crossing_behind": 8.0, "crossing_in_front": 3.0, "stands_by": 5.0})
    if not way:
        return ()
    traits.add(way)
    other = _person(draw, set(), hair=False)
    if way == "stands_by":
        return (Passer(other, draw.between(0.7, 1.3), draw.one_of((-1, 1)) * draw.between(0.7, 1.2), 0, 0.0),)
    depth_m = draw.between(0.9, 1.5) if way == "crossing_behind" else -draw.between(0.8, 1.1)
    start_s = draw.between(0.0, max(length_s - 5.0, 0.5))
    return (Passer(other, depth_m, 2.6, draw.one_of((-1, 1)), start_s),)
