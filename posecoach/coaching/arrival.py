"""Getting into a posture is no exercise: when somebody who came from elsewhere has arrived in it."""

from __future__ import annotations

from collections import deque
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point, distance_px
from posecoach.pose.landmarks import Landmark

CAME_S: Final = 1.5
CAME_LENGTHS: Final = 0.5
"""Whose shoulders moved by more than this, in trunk lengths, in this time before the posture was first matched came
from elsewhere. Where a recording begins in the middle of an exercise on the floor, the shoulders lie."""

CALM_S: Final = 0.3
CALM_LENGTHS: Final = 0.1
"""Arrived is whose shoulders and hips moved by less than this, in trunk lengths, in this time. Lying down moves the
hips by 0.5 lengths a second and more; a slow lift of the hips by 0.2 (rendered people)."""

AT_MOST_S: Final = 1.5
"""Whoever moves on without a rest is followed after this time."""


class Arrival:
    """Follows the trunk of a person who is not yet in the posture.

    to_the_floor: whether the trunk is level in it. Getting down and settling moves hips and shoulders as the exercises
    there do; who comes to stand or to sit is followed at once. Whoever was gone and is seen again comes in, in any
    posture.
    """

    def __init__(self, *, to_the_floor: bool) -> None:
        """Begin with nobody seen."""
        self._to_the_floor = to_the_floor
        self._trunks: deque[tuple[float, Point, Point]] = deque()
        self._came = self._returned = False

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._trunks.clear()
        self._came = self._returned = False

    def gone(self) -> None:
        """Take note that nobody is seen any more."""
        self.reset()
        self._returned = True

    def follow(self, body: Body, matched_s: float) -> None:
        """Take in a frame in which somebody was seen. matched_s: since when in the posture [s], NaN = not."""
        if not (self._to_the_floor or self._returned):
            return
        centres = (body.centre(Landmark.LEFT_SHOULDER), body.centre(Landmark.LEFT_HIP))
        self._trunks.append((body.t_s, *centres))
        while self._trunks[0][0] < body.t_s - CAME_S:
            self._trunks.popleft()
        if not matched_s < body.t_s:  # also true for NaN
            self._came = self._moved_px(CAME_S, shoulders_only=True) > CAME_LENGTHS * body.scale_px

    def over(self, matched_s: float, body: Body) -> bool:
        """Tell whether the person has arrived in a posture that has been matched since a media time [s]."""
        came = self._returned or (self._to_the_floor and self._came)
        waits = came and body.t_s - matched_s < AT_MOST_S
        watched = not self._returned or body.t_s - self._trunks[0][0] >= CALM_S - 1e-9
        if waits and not (watched and self._moved_px(CALM_S) < CALM_LENGTHS * body.scale_px):
            return False
        self._returned = False
        return True

    def _moved_px(self, seconds: float, *, shoulders_only: bool = False) -> float:
        """Return how far shoulders and hips have moved since so many seconds ago, or since they were first seen."""
        last_s, shoulders, hips = self._trunks[-1]
        _, shoulders_before, hips_before = next(one for one in self._trunks if one[0] >= last_s - seconds)
        ways = [distance_px(shoulders, shoulders_before)]
        return max(ways if shoulders_only else [*ways, distance_px(hips, hips_before)])
