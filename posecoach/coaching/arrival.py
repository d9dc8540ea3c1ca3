"""Getting into a posture is no exercise: when somebody who came from elsewhere has arrived in it."""

from __future__ import annotations

from collections import deque
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point, distance_px
from posecoach.features.joints import trunk_inclination_deg
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

WALK_S: Final = 1.0
WALK_LENGTHS: Final = (0.15, 0.35)
"""Upright, whose hips and one of whose feet are now further than this, in trunk lengths, from where they were so long
ago takes steps: a walk holds chest and head as steadily as somebody who stands, and another way. Of recorded and
rendered people who do an exercise on their feet or a chair, all but three stay within 0.6 of both; one of the three
steps aside at the end, two turn on the seat."""

HALF_WAY: Final = 0.25
"""A walk goes on: in each half of that time the hips move by this share of their least way. Whoever looks aside, or is
found elsewhere in a frame, is there at once."""

WALK_AT_MOST_S: Final = 6.0
"""Whoever walks for longer than this, or whose camera moves, is followed after this time."""

_FEET: Final = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)

SITS_DEG: Final = 62.0
"""Trunks nearer to the upright than this sit, though the knees are bent and the back points down: people lean back on
their hands for a while before they lie down. The exercises' own limit of sitting up: 77 degrees and more in recorded
people on the back, 60 and less in those who sit up."""

SITS_AT_MOST_S: Final = 8.0
"""Whoever seems to sit for longer may lie and be seen from near the feet. Chosen."""


class Arrival:
    """Follows the trunk of a person who is not yet in the posture.

    lying: whether the back lies on the floor in it, and on no roller. to_the_floor: whether the trunk is level in it.
    Getting down and settling moves hips and shoulders as the exercises there do; who comes to stand or to sit is
    followed once no more steps are taken. Whoever was gone and is seen again comes in, in any posture.
    """

    def __init__(self, *, to_the_floor: bool, lying: bool = False) -> None:
        """Begin with nobody seen."""
        self._lying = lying
        self._to_the_floor = to_the_floor
        self._trunks: deque[tuple[float, Point, Point]] = deque()
        self._came = self._returned = False
        self._steps: deque[tuple[float, tuple[Point, ...]]] = deque()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._trunks.clear()
        self._steps.clear()
        self._came = self._returned = False

    def gone(self) -> None:
        """Take note that nobody is seen any more."""
        self.reset()
        self._returned = True

    def follow(self, body: Body, matched_s: float) -> None:
        """Take in a frame in which somebody was seen. matched_s: since when in the posture [s], NaN = not."""
        if not self._to_the_floor:
            self._follow_steps(body)
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
        if self.walks(body) and body.t_s - matched_s < WALK_AT_MOST_S:
            return False
        came = self._returned or (self._to_the_floor and self._came)
        sits = came and self._lying and trunk_inclination_deg(body) < SITS_DEG
        if sits and body.t_s - matched_s < SITS_AT_MOST_S:
            return False
        waits = came and body.t_s - matched_s < AT_MOST_S
        watched = not self._returned or body.t_s - self._trunks[0][0] >= CALM_S - 1e-9
        if waits and not (watched and self._moved_px(CALM_S) < CALM_LENGTHS * body.scale_px):
            return False
        self._returned = False
        return True

    def _follow_steps(self, body: Body) -> None:
        """Keep where hips and feet were in the last second."""
        points = (body.centre(Landmark.LEFT_HIP), *(body.points[joint] for joint in _FEET))
        self._steps.append((body.t_s, points))
        while self._steps[0][0] < body.t_s - WALK_S:
            self._steps.popleft()

    def walks(self, body: Body) -> bool:
        """Tell whether hips and a foot have moved as in steps; what was not seen has not, and what jumped has not."""
        if not self._steps:
            return False
        (_, (hips_before, *feet_before)), (now_s, (hips, *feet)) = self._steps[0], self._steps[-1]
        hips_between = next(points[0] for t_s, points in self._steps if t_s >= now_s - WALK_S / 2)
        hips_px, foot_px = (share * body.scale_px for share in WALK_LENGTHS)
        goes_on = HALF_WAY * hips_px
        if min(distance_px(hips_before, hips_between), distance_px(hips_between, hips)) < goes_on:
            return False
        return distance_px(hips, hips_before) > hips_px and any(
            distance_px(foot, before) > foot_px for foot, before in zip(feet, feet_before, strict=True)
        )

    def _moved_px(self, seconds: float, *, shoulders_only: bool = False) -> float:
        """Return how far shoulders and hips have moved since so many seconds ago, or since they were first seen."""
        last_s, shoulders, hips = self._trunks[-1]
        _, shoulders_before, hips_before = next(one for one in self._trunks if one[0] >= last_s - seconds)
        ways = [distance_px(shoulders, shoulders_before)]
        return max(ways if shoulders_only else [*ways, distance_px(hips, hips_before)])
