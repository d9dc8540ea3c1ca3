"""Recordings of several exercises, put together of the poses of sample videos with the same body."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recording
from sample_videos.render.truth import Truth
from sample_videos.render.unruly.draw import Draw

Way = Literal["away", "on"]
"""How a person gets from one exercise to the next: out of the frame and back, or straight on."""

CLIPS: Final = 4
"""In a recording."""

OTHERS: Final = 0.2
"""Share of the clips that show none of the exercises sought, if there are such of the body."""

NEAR: Final = 0.6
"""Share of the clips that are drawn of those that the same camera may have taken, where there are such."""

STAYS: Final = 0.8
"""Share of those who stay in the frame where the camera may be one."""

AWAY_S: Final = 8.0
ON_S: Final = 3.0
"""Time between two clips: nobody is seen, or the body goes over from the last pose to the first."""

STEP_S: Final = 1 / 30
"""Between two poses there."""

SAME_PLACE_DEG: Final = 10.0
SAME_PLACE_M: Final = 0.15
"""Cameras whose yaw and height differ by less may be one, before which the person lies down a little differently."""


class Drawn(msgspec.Struct, frozen=True):
    """Clips one after another, and how the person gets to each of them but the first."""

    number: int
    clips: tuple[str, ...]
    ways: tuple[Way, ...]


class Placed(msgspec.Struct, frozen=True):
    """From when to when a clip lasts in a recording of several [s]."""

    start_s: float
    end_s: float


def draw(number: int, seed: int, truths: Mapping[str, Truth], sought: Mapping[str, bool]) -> Drawn:
    """Draw a sequence of different exercises. sought: clip -> whether its exercise is to be recognised."""
    dice = Draw("mixed", seed, number)
    bodies = sorted({truth.body for truth in truths.values() if truth.body is not None})
    body = bodies[number % len(bodies)]
    of_body = [clip for clip in sorted(truths) if truths[clip].body == body]
    clips: list[str] = []
    shown: set[str] = set()
    while len(clips) < CLIPS:
        wanted = not dice.chance(OTHERS)
        fit = [clip for clip in of_body if truths[clip].shows not in shown]
        some = [clip for clip in fit if sought[clip] is wanted] or fit
        if not some:
            break
        near = [clip for clip in some if clips and _is_same_place(truths[clips[-1]], truths[clip])]
        some = near if near and dice.chance(NEAR) else some
        clips.append(dice.one_of(some))
        shown.add(truths[clips[-1]].shows)
    ways = tuple(_way(truths[a], truths[b], dice) for a, b in pairwise(clips))
    return Drawn(number, tuple(clips), ways)


def joined(recordings: Sequence[Recording], ways: Sequence[Way]) -> tuple[Recording, list[Placed]]:
    """Return one recording of several, and where each is in it."""
    poses: list[Pose] = []
    places: list[Placed] = []
    for recording, way in zip(recordings, (None, *ways), strict=True):
        if way is not None:
            poses += _between(poses, recording.poses, way)
        start_s = poses[-1].t_s + STEP_S if poses else 0.0
        first_s = recording.poses[0].t_s
        poses += [replace(pose, t_s=pose.t_s - first_s + start_s) for pose in recording.poses]
        places.append(Placed(start_s, poses[-1].t_s))
    return Recording(poses, recordings[0].size_wh, recordings[0].model_sha256), places


def _way(before: Truth, after: Truth, dice: Draw) -> Way:
    return "on" if _is_same_place(before, after) and dice.chance(STAYS) else "away"


def _is_same_place(before: Truth, after: Truth) -> bool:
    """Tell whether one camera may have taken two clips."""
    a, b = before.camera, after.camera
    return (
        a.near_side == b.near_side
        and a.size_wh == b.size_wh
        and abs(a.yaw_deg - b.yaw_deg) < SAME_PLACE_DEG
        and abs(a.height_m - b.height_m) < SAME_PLACE_M
    )


def _between(before: Sequence[Pose], after: Sequence[Pose], way: Way) -> list[Pose]:
    start_s = before[-1].t_s + STEP_S
    if way == "away":
        return [Pose.nobody(start_s + k * STEP_S) for k in range(round(AWAY_S / STEP_S))]
    last = next(pose for pose in reversed(before) if pose.seen)
    first = next(pose for pose in after if pose.seen)
    count = round(ON_S / STEP_S)
    return [_blend(last, first, start_s + k * STEP_S, (k + 1) / (count + 1)) for k in range(count)]


def _blend(last: Pose, first: Pose, t_s: float, share: float) -> Pose:
    """Return a pose between two, on a way that begins and ends gently."""
    weight = (1.0 - math.cos(math.pi * share)) / 2.0

    def mixed(a: npt.NDArray[np.float32], b: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return ((1.0 - weight) * a + weight * b).astype(np.float32)

    visibility = np.minimum(last.visibility, first.visibility)
    image_px, world_m = mixed(last.image_px, first.image_px), mixed(last.world_m, first.world_m)
    return Pose(t_s, image_px, world_m, visibility, None, first.size_wh)
