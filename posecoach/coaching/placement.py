"""The set-up check: what to change about light, place, camera and posture.

One check for all: before and during an exercise it gives the one piece of advice that matters now; for a recording,
what was wrong for much of it. Limits, order and words are the same everywhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from posecoach.coaching.framing import OFTEN_SHARE, PARTS, cut_off, cut_off_code, is_small
from posecoach.coaching.phrases import SETUP, posture_words
from posecoach.events import SetupAdvice
from posecoach.exercises.declaration import Exercise
from posecoach.features.body import Body
from posecoach.features.extract import get_feature
from posecoach.features.geometry import circular_difference_deg
from posecoach.features.view import MAX_HEAD_YAW_DEG, MAX_YAW_DEG, View, camera_pitch_deg, off_view_deg, view
from posecoach.pose.scene import Scene
from posecoach.postures.table import POSTURES

GOOD_YAW_DEG: Final[dict[str, float]] = {"side": 25.0, "front": 35.0}
"""By required view: up to here the rules were measured to hold; beyond, the person is told."""

HIGH_CAMERA_DEG: Final = 27.0
"""A camera that looks down more steeply than this is mentioned. With rendered bodies on the floor a camera up to 1.0 m
high reads -12 to 21 degrees (one of 44 clips 29), one at 1.6 m 16 to 31, one at 2.0 m 17 to 37: the measure is off by
7 degrees."""

DARK: Final = 40.0
"""Mean grey level, 0..255. In sample videos darkened to this level, with noise, the person is always seen; at 30 in 24
of 26, at 20 in 13, at 15 in 4. Daylight in them is 150 to 190, dim light 96."""

SCENE_FRESH_S: Final = 3.0
"""A look at the place older than this says nothing about now; there is one about every second."""

TRUE_FOR_S: Final = 1.0
"""Only what has been true for this long is mentioned: people and landmarks waver."""

LEFT_FOR_S: Final = 3.0
"""In the middle of an exercise, or when nobody was told what to do, only an absence from the posture this long is
mentioned."""

EVERY_S: Final = 7.0
"""Between two pieces of advice: time to hear one, act on it, and be seen."""

OFTEN: Final = 3
SELDOM_S: Final = 30.0
"""Advice given three times in vain is repeated less often: the person knows, or cannot change it."""

FIRST_AFTER_S: Final = 3.0
MOVING_AFTER_S: Final = 7.0
"""After the announcement of the exercise, or the first frame: nothing is said at once, and nothing about place and
posture while the person is still getting there."""

YAW_TIME_CONSTANT_S: Final[dict[str, float]] = {"side": 1.0, "front": 3.0}
"""A chest that turns to the side takes the hips along for a while, or seems to; the camera has not moved."""

AGAIN_DEG: Final = 4.0
"""A view that allowed no verdicts must be this much better to allow them again: measured angles waver, cameras stay."""

ORDER: Final = ("black", "green", "plain", "frozen", "upside_down", "dark", "people", "nobody", "step_back", "feet",
                "hands", "head", "closer", "posture", "side", "side_head", "side_feet", "front", "camera")  # fmt: skip
"""The most important first: what keeps the coach from seeing anything at all, then what keeps it from judging."""

WITHOUT_PICTURE: Final = frozenset({"black", "green", "plain", "frozen"})
"""What is wrong with an image that shows nothing."""

OF_NOBODY: Final = WITHOUT_PICTURE | {"nobody"}
"""What is said while nobody can be seen."""

FOR_ANY_EXERCISE: Final = OF_NOBODY | {"upside_down", "dark", "people", "closer"}
"""What is said even if it is unknown what the person is about to do."""

_MOVING: Final = OF_NOBODY | {"posture", "side", "side_head", "side_feet", "front"}


@dataclass(frozen=True, slots=True)
class Setup:
    """What was seen of the camera's placement. yaw_deg: off the required view, see `off_view_deg`; NaN = not seen."""

    view: View
    yaw_deg: float
    advice: tuple[str, ...]


class _Degrees:
    """Counts whole degrees from -180 to 180."""

    def __init__(self) -> None:
        self._counts = [0] * 361

    def add(self, value_deg: float) -> None:
        """Count a value; NaN = not seen is left out."""
        if value_deg == value_deg:
            self._counts[round(value_deg) + 180] += 1

    @property
    def median_deg(self) -> float:
        """The median, NaN without any value."""
        total, passed = sum(self._counts), 0
        for i, count in enumerate(self._counts):
            passed += count
            if count and 2 * passed >= total:
                return float(i - 180)
        return math.nan


class Placement:
    """Watches the set-up of one exercise; says one thing at a time, and only what is true now."""

    def __init__(self, exercise: Exercise) -> None:
        """Take what an exercise needs to see."""
        self._exercise = exercise
        self._posture = POSTURES[exercise.posture]
        needed = {mark for name in _features(exercise) for mark in get_feature(name).landmarks}
        self._parts = {part: marks for part, marks in PARTS.items() if needed & set(marks)}
        self._parts["body"] = self._posture.in_frame
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self.yaw_deg = self._t_s = math.nan
        self._fits = True
        self._yaws, self._pitches = _Degrees(), _Degrees()
        self._views: Counter[View] = Counter()
        self._frames = 0
        self._wrong: Counter[str] = Counter()
        self._announced = False
        self._forget(math.nan)

    def announced(self, t_s: float) -> None:
        """Start over at a media time, when the person was told what to do."""
        self._announced = True
        self._forget(t_s)

    def _forget(self, begun_s: float) -> None:
        """Forget what was said; NaN: it begins with the next frame."""
        self._begun_s = begun_s
        self._advised_s = -math.inf
        self._since_s: dict[str, float] = {}
        self._said: Counter[str] = Counter()
        self._said_s: dict[str, float] = {}
        self._clear_s = math.nan

    def observe(self, body: Body, *, at_rest: bool) -> None:
        """Take in a frame of a person in position, for the result; yaw_deg follows the camera's yaw, smoothed.

        at_rest: nothing has moved yet; a turning trunk would suggest a wrong camera height.
        """
        yaw_deg = off_view_deg(body, self._exercise.view)
        dt_s, self._t_s = body.t_s - self._t_s, body.t_s
        if yaw_deg == yaw_deg:  # NaN is not equal to itself
            rate = dt_s / (dt_s + YAW_TIME_CONSTANT_S[self._exercise.view]) if dt_s > 0.0 else 1.0
            before = self.yaw_deg
            change = circular_difference_deg(yaw_deg, before)
            self.yaw_deg = (
                yaw_deg if before != before else circular_difference_deg(before + rate * change, 0.0)
            )
        margin_deg = 0.0 if self._fits else AGAIN_DEG
        self._fits = not abs(self.yaw_deg) > self._most_deg(self.yaw_deg) - margin_deg
        self._yaws.add(yaw_deg)
        if at_rest:
            self._pitches.add(camera_pitch_deg(body))
        self._views[view(body)] += 1
        self._frames += 1
        for part in cut_off(body, self._parts):
            self._wrong[part] += 1
        if is_small(body):
            self._wrong["closer"] += 1

    @property
    def fits(self) -> bool:
        """Whether the view allows verdicts; an unknown direction does not count against it."""
        return self._fits

    @property
    def shows(self) -> bool:
        """Whether the view shows which exercise is done.

        From the side that is so even where it allows no verdicts, but not from beyond the head of a person who lies on
        the back: from there rolling and turning look like lifted hips.
        """
        return self.fits or (
            self._exercise.view == "side" and not (self._posture.on_back and self.yaw_deg > 0.0)
        )

    @property
    def _lies(self) -> bool:
        return self._exercise.view == "side" and self._posture.level

    def _most_deg(self, yaw_deg: float) -> float:
        """Return how far the camera may stand off the view on the side where it does [deg]."""
        return MAX_HEAD_YAW_DEG if self._lies and yaw_deg > 0.0 else MAX_YAW_DEG[self._exercise.view]

    def before(
        self, body: Body, in_position: bool, scene: Scene | None = None, codes: Collection[str] = ORDER
    ) -> SetupAdvice | None:
        """Look at the person before the exercise; return the advice to give now, if any, out of these codes."""
        t_s = body.t_s
        if scene is not None and t_s - scene.t_s > SCENE_FRESH_S:
            scene = None
        now = {code for code in self._problems(body, in_position, scene) if code in codes}
        self._follow(t_s, now)
        self._clear_s = math.nan if now else t_s if math.isnan(self._clear_s) else self._clear_s
        return self._advise(t_s, TRUE_FOR_S, TRUE_FOR_S if self._announced else LEFT_FOR_S)

    def during(self, body: Body, in_position: bool) -> SetupAdvice | None:
        """Look at the person during the exercise: only an absence, or a view that allows no verdicts, is mentioned."""
        now: set[str] = set()
        if not body.seen:
            now.add(body.no_picture or "nobody")
        elif not in_position:
            now.add("posture")
        elif not self.fits:
            now.add(self._turn(self.yaw_deg))
        self._follow(body.t_s, now)
        return self._advise(body.t_s, LEFT_FOR_S, LEFT_FOR_S)

    def clear_for(self, t_s: float) -> float:
        """Return how long nothing has been wrong [s]."""
        return 0.0 if math.isnan(self._clear_s) else t_s - self._clear_s

    def result(self) -> Setup:
        """Return view, median yaw and advice of the whole recording."""
        if not self._frames:
            return Setup("unknown", math.nan, (posture_words(self._exercise),))
        seen, yaw_deg = self._views.most_common(1)[0][0], self._yaws.median_deg
        least = OFTEN_SHARE * self._frames
        picture = cut_off_code([part for part in self._parts if self._wrong[part] > least])
        if picture is None and self._wrong["closer"] > least:
            picture = "closer"
        found = (picture, self._view_problem(seen, yaw_deg, self._pitches.median_deg))
        codes = sorted((code for code in found if code is not None), key=ORDER.index)
        return Setup(seen, yaw_deg, tuple(SETUP[code] for code in codes))

    def _follow(self, t_s: float, now: set[str]) -> None:
        if math.isnan(self._begun_s):
            self._begun_s = t_s
        self._since_s = {code: self._since_s.get(code, t_s) for code in now}
        for code in set(self._said) - now:
            del self._said[code]

    def _advise(self, t_s: float, true_for_s: float, moving_for_s: float) -> SetupAdvice | None:
        """Return the most important of what has been wrong for long enough; moving_for_s: for place and posture."""
        if not self._since_s or t_s - self._advised_s < EVERY_S:
            return None
        for code in ORDER:
            moving = code in _MOVING
            patience_s = MOVING_AFTER_S if moving and self._announced else FIRST_AFTER_S
            long_s = t_s - self._since_s.get(code, math.inf)
            known = self._said[code] >= OFTEN and t_s - self._said_s[code] < SELDOM_S
            enough_s = moving_for_s if moving else true_for_s
            if long_s >= enough_s - 1e-9 and t_s - self._begun_s >= patience_s and not known:
                self._advised_s = self._said_s[code] = t_s
                self._said[code] += 1
                words = posture_words(self._exercise) if code == "posture" else SETUP[code]
                exercise = "" if code in OF_NOBODY else self._exercise.key
                return SetupAdvice(t_s, exercise, code, words)
        return None

    def _problems(self, body: Body, in_position: bool, scene: Scene | None) -> Iterator[str]:
        if body.no_picture:
            yield body.no_picture
            return
        if scene is not None and scene.upside_down:
            yield "upside_down"
        if scene is not None and scene.brightness < DARK:
            yield "dark"
        if scene is not None and scene.people > 1:
            yield "people"
        if not body.seen:
            yield "nobody"
            return
        picture = cut_off_code(cut_off(body, self._parts))
        wrong = None
        if in_position:
            yaw_deg = off_view_deg(body, self._exercise.view)
            wrong = self._view_problem(view(body), yaw_deg, camera_pitch_deg(body))
        yield from (code for code in (picture, wrong) if code is not None)
        if is_small(body):
            yield "closer"
        if not in_position:
            yield "posture"

    def _view_problem(self, seen: View, yaw_deg: float, pitch_deg: float) -> str | None:
        """Return what is wrong with the camera's direction, if anything is."""
        if abs(yaw_deg) > GOOD_YAW_DEG[self._exercise.view]:
            return self._turn(yaw_deg)
        if math.isnan(yaw_deg) and seen not in {self._exercise.view, "unknown"}:
            return self._exercise.view
        return "camera" if self._posture.level and pitch_deg > HIGH_CAMERA_DEG else None

    def _turn(self, yaw_deg: float) -> str:
        """Return the code of the advice to turn if the camera is too far off the required view."""
        if self._exercise.view == "front" or not self._posture.level:
            return self._exercise.view
        return "side_head" if yaw_deg > 0.0 else "side_feet"


def _features(exercise: Exercise) -> Iterator[str]:
    """Yield the features on which an exercise's rules and phases depend."""
    yield from (rule.feature for rule in exercise.rules if rule.feature)
    yield from (phase.signal for phase in exercise.phases if phase.signal)
