"""The one thing a person can say from the mat: the hand nearer the camera, raised and waved, in any posture.

The hand is above elbow and shoulder, and goes from side to side about the elbow. Nothing else that people do on a mat,
well or badly, does that so quickly with a shoulder that stays where it is (`python -m benchmarks waves`).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from posecoach.features.geometry import Point, distance_px
from posecoach.pose.landmarks import Landmark
from posecoach.pose.pose import Pose

# All lengths are in trunk lengths. Chosen on drawn people who wave, with each number in the middle of what neither
# misses one of them nor takes anything else for a wave; see benchmarks/README.md.
SWINGS: Final = 4
"""A wave has this many swings from one side to the other. Three are also seen in people who get up, or are lost."""
SWING_LENGTHS: Final = 0.12
"""How far the hand goes past the elbow in a swing, at least; of a forearm that points at the camera little is seen."""
SHORTEST_SWING_S: Final = 0.1
LONGEST_SWING_S: Final = 0.4
"""A quicker swing is a landmark that jitters, a slower one a movement of an exercise or a hand that talks."""
OVER_ELBOW_LENGTHS: Final = 0.05
OVER_SHOULDER_LENGTHS: Final = 0.1
"""How far above both the hand is while it is raised."""
SHOULDER_LENGTHS: Final = 0.35
"""A shoulder that goes further meanwhile is that of somebody who gets up, or who was lost."""
ELBOW_LENGTHS: Final = 0.5
"""An elbow that goes further between one turn of the hand and the next is one that the network takes now for this,
now for that: seen from beyond the feet it leapt by 0.6 to 0.8. Drawn people move it by 0.35 at most while they wave
best."""
SEEN: Final = 0.5
ELBOW_SEEN: Final = 0.1
"""Least visibility. The network doubts the elbow of a raised arm even where it is right."""
GAP_S: Final = 0.25
"""A hand that is down, or unseen, for longer starts anew; one that moves fast is often lost for a frame."""
REST_S: Final = 1.0
"""A wave that goes on is the same wave; another one counts after this long without."""

_ARMS: Final = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
)
_VISIBLE: Final = (SEEN, ELBOW_SEEN, SEEN)
_WINDOW_S: Final = (SWINGS + 1) * LONGEST_SWING_S


class Waving:
    """Looks for a wave in pose after pose, in the order of their media time."""

    def __init__(self) -> None:
        """Create one that has seen nothing yet."""
        self._arms = tuple(_Arm(*marks) for marks in _ARMS)
        self._waved_s = -math.inf

    def step(self, pose: Pose) -> bool:
        """Take in a pose; return whether a wave has just been seen."""
        # Each arm has to see every pose.
        if max([arm.swings(pose) for arm in self._arms]) < SWINGS:
            return False
        fresh = pose.t_s - self._waved_s > REST_S
        self._waved_s = pose.t_s
        return fresh


@dataclass(frozen=True, slots=True)
class _Raised:
    """A raised arm: how far its hand is to the right of the elbow [trunk lengths]; shoulder, elbow and trunk [px]."""

    t_s: float
    aside: float
    shoulder: Point
    elbow: Point
    trunk_px: float


class _Arm:
    """An arm since it was raised, for as long as a wave lasts."""

    def __init__(self, shoulder: Landmark, elbow: Landmark, wrist: Landmark) -> None:
        self._marks = (shoulder, elbow, wrist)
        self._raised: deque[_Raised] = deque()

    def swings(self, pose: Pose) -> int:
        """Take in a pose; return how many swings the arm has just made one after the other."""
        raised, now = self._raised, self._as_raised(pose)
        if now is None:
            if raised and pose.t_s - raised[-1].t_s > GAP_S:
                raised.clear()
            return 0
        raised.append(now)
        while now.t_s - raised[0].t_s > _WINDOW_S:
            raised.popleft()
        return _swings(raised)

    def _as_raised(self, pose: Pose) -> _Raised | None:
        """Return the arm if its hand is seen to be up, else None."""
        trunk_px = pose.trunk_px
        points = [(float(x), float(y)) for x, y in pose.image_px[list(self._marks)]]
        shoulder, elbow, wrist = points
        sure = all(pose.visibility[mark] >= least for mark, least in zip(self._marks, _VISIBLE, strict=True))
        # Comparisons with NaN are false: what was not seen is not up.
        up = (
            elbow[1] - wrist[1] >= OVER_ELBOW_LENGTHS * trunk_px
            and shoulder[1] - wrist[1] >= OVER_SHOULDER_LENGTHS * trunk_px
        )
        if not (sure and up and trunk_px > 0.0 and all(_inside(point, pose.size_wh) for point in points)):
            return None
        return _Raised(pose.t_s, (wrist[0] - elbow[0]) / trunk_px, shoulder, elbow, trunk_px)


def _inside(point: Point, size_wh: tuple[int, int]) -> bool:
    """Tell whether a point lies in the frame: outside of it landmarks are guessed."""
    width, height = size_wh
    return not (width and height) or (0.0 <= point[0] <= width and 0.0 <= point[1] <= height)


def _swings(raised: Iterable[_Raised]) -> int:
    """Count the swings up to now, backward until one is too quick or slow, or the shoulder was elsewhere."""
    turns = _turns(raised)
    now = turns[-1]
    count = 0
    for begin, end in reversed(list(pairwise(turns))):
        if distance_px(begin.shoulder, now.shoulder) > SHOULDER_LENGTHS * now.trunk_px:
            break
        if distance_px(begin.elbow, end.elbow) > ELBOW_LENGTHS * now.trunk_px:
            break
        if not SHORTEST_SWING_S <= end.t_s - begin.t_s <= LONGEST_SWING_S:
            break
        count += 1
    return count


def _turns(raised: Iterable[_Raised]) -> list[_Raised]:
    """Return where the hand turned back, from first to last, and at the end how far it has come by now."""
    turns: list[_Raised] = []
    way = 0  # 1: to the right, -1: to the left, 0: not known yet
    left = right = None
    for one in raised:
        if left is None or right is None:
            left = right = one
        left = one if one.aside < left.aside else left
        right = one if one.aside > right.aside else right
        if way <= 0 and one.aside - left.aside >= SWING_LENGTHS:
            turns.append(left)
            way, right = 1, one
        elif way >= 0 and right.aside - one.aside >= SWING_LENGTHS:
            turns.append(right)
            way, left = -1, one
    end = right if way > 0 else left
    return turns if end is None else [*turns, end]
