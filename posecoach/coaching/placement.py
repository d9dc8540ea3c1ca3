"""Where the camera stands and what to change about it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from posecoach.exercises.declaration import Exercise
from posecoach.features.body import Body
from posecoach.features.view import View, side_yaw_deg, view
from posecoach.pose.landmarks import Landmark

GOOD_YAW_DEG: Final = 25.0
"""Up to here the rules were measured to hold; beyond, the person is told."""

YAW_TIME_CONSTANT_S: Final = 1.0
ADVICE_AFTER_S: Final = 3.0
ADVICE_EVERY_S: Final = 8.0
CUT_OFF_SHARE: Final = 0.3
SMALL_TRUNK_SHARE: Final = 0.1
"""A trunk shorter than this share of the frame's width leaves the landmarks too coarse."""

NOBODY: Final = "nobody"
"""Code of the advice to step into the picture, which holds for every exercise."""

_POSTURES: Final = {
    "standing": "stand upright in front of the camera",
    "hook_lying": "lie on your back, side to the camera, knees bent and feet flat",
    "hands_and_knees": "come onto hands and knees, side to the camera",
}
_PARTS: Final = {
    "head": (Landmark.NOSE,),
    "hands": (Landmark.LEFT_WRIST,),
    "feet": (Landmark.LEFT_ANKLE, Landmark.LEFT_FOOT_INDEX),
}


@dataclass(frozen=True, slots=True)
class Setup:
    """What was seen of the camera's place. yaw_deg: off the exact side, + toward the head; NaN = not seen."""

    view: View
    yaw_deg: float
    advice: tuple[str, ...]


class SetupWatch:
    """Watches view, framing and posture, and says the one thing to change."""

    def __init__(self, exercise: Exercise) -> None:
        """Take the posture and view that an exercise needs."""
        self._exercise = exercise
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._yaw_deg = math.nan
        self._yaws = [0] * 181
        self._views: dict[View, int] = {}
        self._frames = 0
        self._cut_off = dict.fromkeys(_PARTS, 0)
        self._small = 0
        self._t_s = math.nan
        self._out_since_s = math.nan
        self._advised_s = -math.inf

    def observe(self, body: Body) -> float:
        """Take in a frame of a person in position; return the smoothed yaw [deg]."""
        yaw_deg = side_yaw_deg(body)
        dt_s, self._t_s = body.t_s - self._t_s, body.t_s
        if yaw_deg == yaw_deg:
            rate = dt_s / (dt_s + YAW_TIME_CONSTANT_S) if dt_s > 0.0 else 1.0
            before = self._yaw_deg
            self._yaw_deg = yaw_deg if before != before else before + rate * (yaw_deg - before)
            self._yaws[round(yaw_deg) + 90] += 1
        seen = view(body)
        self._views[seen] = self._views.get(seen, 0) + 1
        self._frames += 1
        for part, landmarks in _PARTS.items():
            for landmark in landmarks:
                x_px = body.points[landmark + body.near if landmark else landmark][0]
                if x_px != x_px:  # NaN is not equal to itself
                    self._cut_off[part] += 1
                    break
        if body.size_wh[0] and body.trunk_px < SMALL_TRUNK_SHARE * body.size_wh[0]:
            self._small += 1
        return self._yaw_deg

    def step(self, t_s: float, person: bool, in_position: bool) -> tuple[str, str] | None:
        """Return (code, text) if there is something to say now."""
        if in_position:
            self._out_since_s = math.nan
            return None
        if self._out_since_s != self._out_since_s:
            self._out_since_s = t_s
        if t_s - self._out_since_s < ADVICE_AFTER_S or t_s - self._advised_s < ADVICE_EVERY_S:
            return None
        self._advised_s = t_s
        if not person:
            return NOBODY, "I cannot see you: step into the picture"
        return "posture", f"To begin, {_POSTURES[self._exercise.posture]}"

    def result(self, ever_in_position: bool) -> Setup:
        """Return the whole recording's view, median yaw and advice."""
        if not ever_in_position:
            return Setup("unknown", math.nan, (f"To begin, {_POSTURES[self._exercise.posture]}.",))
        yaw_deg = self._median_yaw_deg()
        seen = max(self._views, key=lambda name: self._views[name])
        return Setup(seen, yaw_deg, tuple(self._advice(seen, yaw_deg)))

    def _advice(self, seen: View, yaw_deg: float) -> list[str]:
        advice: list[str] = []
        if self._exercise.view == "side" and (seen != "side" or abs(yaw_deg) > GOOD_YAW_DEG):
            where = "head" if yaw_deg > 0.0 else "feet"
            angle = f": it stands about {abs(yaw_deg):.0f} degrees toward your {where}"
            advice.append(f"Turn your side to the camera{'' if math.isnan(yaw_deg) else angle}.")
        parts = [part for part, count in self._cut_off.items() if count > CUT_OFF_SHARE * self._frames]
        if parts:
            advice.append(f"Move the camera back: your {' and '.join(parts)} cannot be seen.")
        elif self._small > CUT_OFF_SHARE * self._frames:
            advice.append("Move the camera closer: you are small in the picture.")
        return advice

    def _median_yaw_deg(self) -> float:
        total = sum(self._yaws)
        passed = 0
        for i, count in enumerate(self._yaws):
            passed += count
            if count and 2 * passed >= total:
                return float(i - 90)
        return math.nan
