"""Further clips to choose thresholds on: drawn at random, by number, as many as are wanted.

    python -m sample_videos.render --all --variants 8 --out FOLDER
    python -m benchmarks accuracy --clips FOLDER

A threshold that is chosen on one clip for each fault fits that clip. These have other bodies than either half of the
catalogue (and the two of its half `tune`), other cameras, frame rates, clothes and ranges of movement; none of them
has a body of the half `test`. They are drawn when they are needed and not kept: the same number is the same clip.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import Actor, Clip, View
from sample_videos.render.look import OUTFITS
from sample_videos.render.motions import cat_cow as cats
from sample_videos.render.motions import hip_lift_twist as lifts
from sample_videos.render.motions import thoracic_rotation as rotations
from sample_videos.render.motions.arm_circles import arm_circles
from sample_videos.render.motions.everyday import passing_by
from sample_videos.render.motions.foam_roll import foam_roll
from sample_videos.render.motions.hook_lying import hook_lying
from sample_videos.render.motions.toe_touch import toe_touch
from sample_videos.render.motions.torso_twist import torso_twist
from sample_videos.render.motions.turns import Turn
from sample_videos.render.rig import Side
from sample_videos.render.script import Script

Draw = np.random.Generator

BODIES: Final = ("female_slim", "heavy", "tall", "round", "senior", "sturdy")
"""The two bodies of the half `tune`, and four that are in no clip of the catalogue."""

SHORTER: Final = {"tall": 1.08, "heavy": 1.04}
"""Further away, so that the whole body stays in the picture."""

_SCALED: Final = frozenset({"spine_flexion_deg", "spine_twist_deg", "pelvis_pitch_deg", "travel_m"})
"""What a person may do a little less or more of and still do it well."""


@dataclass(frozen=True)
class _Plan:
    """How to draw clips of one exercise; `near`: seen from a side. Yaws [deg], distances [m] from-to."""

    script: Callable[[Draw, int], Script]
    yaw_deg: tuple[float, float]
    distance_m: tuple[float, float]
    near: bool = True
    height_m: tuple[float, float] = (0.35, 1.0)
    target_m: float = 0.4
    scaled: bool = True


def variant(exercise: str, number: int) -> Clip:
    """One clip of an exercise by its number; KeyError if there is no such exercise."""
    plan = PLANS[exercise]
    draw = np.random.default_rng([number, *exercise.encode()])
    seed = 1000 + 50 * number + list(PLANS).index(exercise)
    body = BODIES[(number + int(draw.integers(2)) * 3) % len(BODIES)]
    side: Side | None = ("left", "right")[int(draw.integers(2))] if plan.near else None  # type: ignore[assignment]  # mypy widens the strings
    view = View(
        near=side,
        yaw_deg=round(float(draw.uniform(*plan.yaw_deg)), 1),
        height_m=round(float(draw.uniform(*plan.height_m)), 2),
        distance_m=round(float(draw.uniform(*plan.distance_m)) * SHORTER.get(body, 1.0), 2),
        fps=float(draw.choice([15.0, 20.0, 24.0])),
        target_m=plan.target_m,
    )
    cast = (body, str(draw.choice(sorted(OUTFITS))))
    stage = (str(draw.choice(["living", "studio"])), str(draw.choice(["day", "lamp", "dim"])))
    script = plan.script(draw, seed)
    if plan.scaled:
        _scale(script, float(draw.uniform(0.8, 1.12)))
    clip = solo(f"v{number:02}", "drawn at random", "tune", cast, script, view, stage, exercise)
    return _passed_by(clip, draw, seed) if exercise == "cat_cow" and number % 3 == 2 else clip


def variants(exercise: str, count: int) -> list[Clip]:
    """The first variants of an exercise, up to a number; KeyError if there is no such exercise."""
    return [variant(exercise, number) for number in range(count)]


def _scale(script: Script, share: float) -> None:
    """Make the movements of a script smaller or larger."""

    def scaled(pose: Mapping[str, float]) -> dict[str, float]:
        start = script.start
        return {k: start[k] + (v - start[k]) * share if k in _SCALED else v for k, v in pose.items()}

    script.segments[:] = [
        replace(part, before=scaled(part.before), after=scaled(part.after)) for part in script.segments
    ]


def _passed_by(clip: Clip, draw: Draw, seed: int) -> Clip:
    """The clip with somebody who walks past behind in the middle of it."""
    wait_s = float(draw.uniform(0.2, 0.6)) * clip.duration_s
    walker = Actor(
        str(draw.choice(BODIES)),
        str(draw.choice(sorted(OUTFITS))),
        passing_by(seed, wait_s),
        90.0,
        (-2.7, 1.25),
    )
    return replace(clip, actors=(*clip.actors, walker))


def _mixed(draw: Draw, faults: tuple[str, ...], count: int) -> list[tuple[str, ...]]:
    """A good repetition first, then faulty ones and perhaps another good one, in any order."""
    chosen = [(str(fault),) for fault in draw.choice(faults, count - 1, replace=False)]
    if draw.random() < 0.3:
        chosen[int(draw.integers(len(chosen)))] = ()
    return [(), *chosen]


def _turns(draw: Draw, faults: tuple[str, ...], count: int) -> list[Turn]:
    mixed = _mixed(draw, faults, count)
    order, first = draw.permutation(count), int(draw.integers(2))
    sides: tuple[Side, Side] = ("left", "right")
    return [Turn(sides[(first + i) % 2], mixed[k]) for i, k in enumerate(order)]


def _cat_cow(draw: Draw, seed: int) -> Script:
    cycles = _mixed(draw, tuple(cats.FAULTS), 4)
    return cats.cat_cow(seed, cycles, float(draw.uniform(1.8, 2.6)), bool(draw.integers(2)))


def _hip_lift(draw: Draw, seed: int) -> Script:
    turns = _turns(draw, tuple(lifts.FAULTS), 3)
    return lifts.hip_lift_twist(seed, turns, float(draw.uniform(2.5, 3.4)))


def _rotation(draw: Draw, seed: int) -> Script:
    turns = _turns(draw, tuple(rotations.FAULTS), 3)
    return rotations.thoracic_rotation(seed, turns, float(draw.uniform(2.5, 3.4)))


def _twist(draw: Draw, seed: int) -> Script:
    rules = [(), (), ("slow",), ("pelvis_forward",), ("pelvis_forward",)]
    turns = [Turn(("left", "right")[i % 2], rules[k]) for i, k in enumerate(draw.permutation(len(rules)))]
    return torso_twist(seed, turns, float(draw.uniform(1.5, 2.2)))


def _roll(draw: Draw, seed: int) -> Script:
    fault = (("feet_flat",), ("feet_flat",), ("knees_bent",))[int(draw.integers(3))]
    passes = [(), (), ("slow",), ()]
    passes += [fault, fault] if fault == ("knees_bent",) else [(), fault]
    return foam_roll(seed, passes, float(draw.uniform(2.0, 3.0)), toes_up=bool(draw.integers(2)))


def _hook(draw: Draw, seed: int) -> Script:
    return hook_lying(seed, (None, "knees_bent", "feet_flat")[int(draw.integers(3))])


def _touch(draw: Draw, seed: int) -> Script:
    return toe_touch(seed, _mixed(draw, ("knees_straight", "slow"), 3), float(draw.uniform(1.8, 2.6)))


def _circles(draw: Draw, seed: int) -> Script:
    rules = _mixed(draw, ("elbows_straight", "full_circle", "arms_together"), 3)
    return arm_circles(seed, [(), *rules], float(draw.uniform(2.2, 3.2)), bool(draw.integers(2)))


PLANS: Final[Mapping[str, _Plan]] = {
    "cat_cow": _Plan(_cat_cow, (-20.0, 20.0), (2.2, 3.4)),
    "hip_lift_twist": _Plan(_hip_lift, (-18.0, 25.0), (2.3, 3.0)),
    "thoracic_rotation": _Plan(_rotation, (-2.0, 28.0), (2.3, 3.0)),
    "torso_twist": _Plan(_twist, (-20.0, 20.0), (2.8, 3.6), False, (0.7, 1.2), 0.95),
    "foam_roll": _Plan(_roll, (-5.0, 25.0), (2.3, 3.0)),
    "hook_lying": _Plan(_hook, (-18.0, 25.0), (2.3, 3.0), scaled=False),
    "toe_touch": _Plan(_touch, (-15.0, 18.0), (2.8, 3.4), height_m=(0.7, 1.1), target_m=0.95),
    "arm_circles": _Plan(_circles, (-20.0, 20.0), (3.2, 3.8), False, (0.8, 1.2), 1.05, scaled=False),
}
"""How to draw each exercise, within what its file says of the camera."""
