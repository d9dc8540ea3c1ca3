"""Legs that change names: of somebody who lies on the back, seen from the side, MediaPipe exchanges left and right.

It does so from one frame to the next, mostly where a raised leg passes the other one. A leg cannot be where the other
was a moment ago, and the other where it was: what was called left goes on being called so until the legs lie together.
On hands and knees an exchange rather puts right what was wrong before: there the model is believed.
"""

from __future__ import annotations

import math
from collections import deque
from typing import Final

import numpy as np

from posecoach.features.geometry import Point, distance_px
from posecoach.pose.landmarks import LANDMARK_COUNT, Landmark
from posecoach.pose.pose import Pose

APART_LENGTHS: Final = 0.5
"""Legs whose knees and ankles together are this many trunk lengths apart can be told from each other; they lie together
at up to 0.3 (rendered people and recorded ones with bent knees on the back)."""

PARTING_LENGTHS: Final = 0.35
"""Legs that are this far apart are on their way: their names are remembered, because an exchange mostly happens before
they are APART_LENGTHS apart, and the names that they have then would be taken for the right ones."""

CLEARER_SHARE: Final = 0.4
"""An exchange leaves this share of the way, or less, that the legs would have gone without it: rendered raised legs
leave 0.05 to 0.3 of it."""

MEMORY_S: Final = 0.3
"""An exchange takes up to two frames, in which both legs seem to be one."""

SPREAD_S: Final = 0.15
"""A filter of the landmarks, or frames made from between two others, spread an exchange over this long."""

TOGETHER_S: Final = 0.5
"""Legs that lie together for so long may get their names anew."""

_JOINTS: Final = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
_PAIRS: Final = (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX)


def _exchange() -> np.ndarray:
    order = np.arange(LANDMARK_COUNT)
    for left in _PAIRS:
        order[left], order[left + 1] = left + 1, left
    return order


EXCHANGED: Final = _exchange()
"""The landmarks in the order in which the legs have each other's names."""


class LegNames:
    """Remembers which leg is which."""

    __slots__ = ("_apart_s", "_recent", "exchanged")

    def __init__(self) -> None:
        """Create one that has seen no legs yet."""
        self.forget()

    def forget(self) -> None:
        """Forget everything: the legs have the names that the model gives them."""
        self.exchanged = False
        self._recent: deque[tuple[float, list[Point]]] = deque()
        self._apart_s = -math.inf

    def follow(self, pose: Pose, trunk_px: float, on_the_back: bool) -> bool:
        """Look at the legs of a pose; return whether they have each other's names.

        trunk_px: length of the trunk [px]. on_the_back: whether they are legs of somebody who lies so.
        """
        if not on_the_back:
            self.forget()
            return False
        joints: list[Point] = [(float(x), float(y)) for x, y in pose.image_px[list(_JOINTS)]]
        apart_px = distance_px(joints[0], joints[1]) + distance_px(joints[2], joints[3])
        apart = apart_px >= APART_LENGTHS * trunk_px  # false where a joint is not there
        if apart:
            self._apart_s = pose.t_s
        elif pose.t_s - self._apart_s > TOGETHER_S:
            self.exchanged = False
        if self.exchanged:
            joints = _other_way(joints)
        doubtful = not apart_px >= PARTING_LENGTHS * trunk_px
        if not doubtful and self._recent and pose.t_s - self._recent[-1][0] <= MEMORY_S:
            if apart and self._is_exchange(joints, trunk_px):
                self.exchanged, joints = not self.exchanged, _other_way(joints)
                self._recent.clear()
            else:
                before = self._recent[-1][1]
                doubtful = _way_px(_other_way(joints), before) < _way_px(joints, before)
        if not doubtful:
            self._recent.append((pose.t_s, joints))
            while pose.t_s - self._recent[0][0] > SPREAD_S:
                self._recent.popleft()
        return self.exchanged

    def _is_exchange(self, joints: list[Point], trunk_px: float) -> bool:
        """Tell whether each leg is where the other was in the pose before, or a moment ago."""
        crossed, noise_px = _other_way(joints), _noise_px(trunk_px)
        return any(
            _way_px(crossed, before) < CLEARER_SHARE * _way_px(joints, before) - noise_px
            for _, before in self._recent
        )


def _other_way(joints: list[Point]) -> list[Point]:
    return [joints[1], joints[0], joints[3], joints[2]]


def _way_px(joints: list[Point], before: list[Point]) -> float:
    return sum(distance_px(joint, old) for joint, old in zip(joints, before, strict=True))


def _noise_px(trunk_px: float) -> float:
    """What joints that lie still may seem to go."""
    return 0.1 * trunk_px
