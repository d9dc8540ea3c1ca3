"""The set-up check of a live session: the one thing to change now about light, place, camera and posture."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Final

from posecoach.coaching.phrases import SETUP, posture_words
from posecoach.coaching.placement import GOOD_YAW_DEG, SMALL_TRUNK_SHARE
from posecoach.events import SetupAdvice
from posecoach.exercises.declaration import Exercise
from posecoach.features.body import FRAME_MARGIN, Body
from posecoach.features.extract import get_feature
from posecoach.features.trunk import SHOULDER_WIDTH
from posecoach.features.view import HIP_WIDTH, MAX_SIDE_YAW_DEG, side_yaw_deg, view
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene

TRUE_FOR_S: Final = 1.0
"""Only what has been true for so long is said: people and landmarks waver."""

EVERY_S: Final = 7.0
"""Between two pieces of advice: time to hear one, to do it, and to be seen."""

OFTEN: Final = 3
SELDOM_S: Final = 30.0
"""What was said three times and is still so is said less often: the person knows, or cannot change it."""

FIRST_AFTER_S: Final = 3.0
MOVING_AFTER_S: Final = 7.0
"""After the exercise was announced: nothing is said at once, and nothing about place and posture while the person
gets there."""

LEFT_FOR_S: Final = 3.0
"""In the middle of an exercise only this long an absence from its posture is spoken of."""

DARK: Final = 40.0
"""Mean grey level, 0..255. Sample videos darkened to it, with noise, are seen in all cases, at 30 in 24 of 26, at 20 in
13, at 15 in 4; daylight in them is 150 to 190, dim light 96."""

HIGH_CAMERA_DEG: Final = 27.0
"""Looking down more steeply than this is told. On rendered bodies on the floor a camera up to 1.0 m high reads -12 to
21 degrees (one of 44 clips 29), one at 1.6 m 16 to 31, one at 2.0 m 17 to 37: the measure is off by 7 degrees."""

SCENE_FRESH_S: Final = 3.0
"""What was seen of the place longer ago says nothing about now; it is looked at about once a second."""

ORDER: Final = ("dark", "people", "nobody", "step_back", "feet", "hands", "head", "closer", "posture", "side", "front",
                "camera")  # fmt: skip
"""The most important first: what keeps the coach from seeing anything at all, then what keeps it from judging."""

_MOVING: Final = frozenset({"nobody", "posture", "side", "front"})
_PARTS: Final = {
    "feet": (L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX),
    "hands": (L.LEFT_WRIST,),
    "head": (L.LEFT_EAR,),
}


class SetupCheck:
    """Watches the place of one exercise, says one thing at a time, and nothing that is not true now."""

    def __init__(self, exercise: Exercise) -> None:
        """Take what an exercise needs to see."""
        self._exercise = exercise
        needed = {mark for name in _features(exercise) for mark in get_feature(name).landmarks}
        self._parts = {part: marks for part, marks in _PARTS.items() if needed & set(marks)}
        self.reset(-math.inf)

    def reset(self, t_s: float) -> None:
        """Begin anew at a media time, at which the exercise was announced."""
        self._begun_s = t_s
        self._advised_s = -math.inf
        self._since_s: dict[str, float] = {}
        self._said: Counter[str] = Counter()
        self._said_s: dict[str, float] = {}
        self._clear_s = math.nan

    def step(self, pose: Pose, body: Body, in_position: bool, scene: Scene | None) -> SetupAdvice | None:
        """Look at the person before the exercise, and return the advice to give now, if there is one."""
        t_s = pose.t_s
        if scene is not None and t_s - scene.t_s > SCENE_FRESH_S:
            scene = None
        now = set(self._problems(pose, body, in_position, scene))
        self._follow(t_s, now)
        self._clear_s = math.nan if now else t_s if math.isnan(self._clear_s) else self._clear_s
        return self._advise(t_s, TRUE_FOR_S)

    def watch(self, body: Body, in_position: bool) -> SetupAdvice | None:
        """Look at the person during the exercise: only an absence, or a view that allows no verdicts, is told."""
        now = set()
        if not body.seen:
            now.add("nobody")
        elif not in_position:
            now.add("posture")
        elif self._exercise.view == "side" and abs(side_yaw_deg(body)) > MAX_SIDE_YAW_DEG and self._lying:
            now.add("side")
        self._follow(body.t_s, now)
        return self._advise(body.t_s, LEFT_FOR_S)

    def clear_for(self, t_s: float) -> float:
        """Return for how long nothing has been wrong [s]."""
        return 0.0 if math.isnan(self._clear_s) else t_s - self._clear_s

    @property
    def _lying(self) -> bool:
        """Whether the trunk lies along the floor, where the shift of its far side tells the camera's direction."""
        return self._exercise.posture != "standing"

    def _follow(self, t_s: float, now: set[str]) -> None:
        self._since_s = {code: self._since_s.get(code, t_s) for code in now}
        for code in set(self._said) - now:
            del self._said[code]

    def _advise(self, t_s: float, true_for_s: float) -> SetupAdvice | None:
        if t_s - self._advised_s < EVERY_S:
            return None
        for code in ORDER:
            patience_s = MOVING_AFTER_S if code in _MOVING else FIRST_AFTER_S
            since_s = self._since_s.get(code, math.inf)
            known = self._said[code] >= OFTEN and t_s - self._said_s[code] < SELDOM_S
            if t_s - since_s >= true_for_s - 1e-9 and t_s - self._begun_s >= patience_s and not known:
                self._advised_s = self._said_s[code] = t_s
                self._said[code] += 1
                words = posture_words(self._exercise) if code == "posture" else SETUP[code]
                return SetupAdvice(t_s, code, words)
        return None

    def _problems(self, pose: Pose, body: Body, in_position: bool, scene: Scene | None) -> Iterator[str]:
        if scene is not None and scene.brightness < DARK:
            yield "dark"
        if scene is not None and scene.people > 1:
            yield "people"
        if not body.seen:
            yield "nobody"
            return
        cut_off = [part for part, marks in self._parts.items() if _outside(pose, body, marks)]
        yield from ["step_back"] if len(cut_off) > 1 else cut_off
        if body.size_wh[0] and body.trunk_px < SMALL_TRUNK_SHARE * body.size_wh[0]:
            yield "closer"
        if not in_position:
            yield "posture"
        else:
            yield from self._view_problems(body)

    def _view_problems(self, body: Body) -> Iterator[str]:
        seen = view(body)
        if self._exercise.view == "front":
            if seen in {"side", "back"}:
                yield "front"
        elif seen in {"front", "back"} or (self._lying and abs(side_yaw_deg(body)) > GOOD_YAW_DEG):
            yield "side"
        elif self._lying and camera_pitch_deg(body) > HIGH_CAMERA_DEG:
            yield "camera"


def camera_pitch_deg(body: Body) -> float:
    """Return how steeply the camera looks down on somebody whose trunk lies along the floor [deg]; NaN = not seen.

    From above, the far shoulder and hip lie higher in the picture than the near ones, in proportion to their typical
    widths.
    """
    shoulder, hip = body.centre(L.LEFT_SHOULDER), body.centre(L.LEFT_HIP)
    ux, uy = shoulder[0] - hip[0], shoulder[1] - hip[1]
    square = ux * ux + uy * uy
    if not square > 0.0:
        return math.nan
    up = math.copysign(1.0, ux)  # along the trunk's axis turned upward in the picture: (uy, -ux) if ux > 0
    rise = 0.0
    for joint in (L.LEFT_SHOULDER, L.LEFT_HIP):
        near, far = body.points[joint + body.near], body.points[joint + body.far]
        rise += up * ((far[0] - near[0]) * uy - (far[1] - near[1]) * ux) / square
    return math.degrees(math.asin(max(-1.0, min(1.0, rise / (SHOULDER_WIDTH + HIP_WIDTH)))))


def _outside(pose: Pose, body: Body, marks: tuple[L, ...]) -> bool:
    """Tell whether the near side of a part of the body lies outside of the frame, as far as can be guessed."""
    width, height = pose.size_wh
    if not (width and height):
        return False
    points = [pose.image_px[mark + body.near].tolist() for mark in marks]
    margin = FRAME_MARGIN
    return any(
        not (-margin * width <= x <= (1 + margin) * width and -margin * height <= y <= (1 + margin) * height)
        for x, y in points
    )


def _features(exercise: Exercise) -> Iterator[str]:
    """Yield the features that an exercise's rules and phases stand on."""
    yield from (rule.feature for rule in exercise.rules if rule.feature)
    yield from (phase.signal for phase in exercise.phases if phase.signal)
