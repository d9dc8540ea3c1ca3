"""Looks at the place while the person gets into it: light, people, and whether the right one is followed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from posecoach.coaching.gravity import UpsideDown
from posecoach.events import Event
from posecoach.pipeline import CoachLike, Moment
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene, SceneLook
from posecoach.state import CoachState

APART_SHARE: Final = 0.1
"""Share of the frame's longer side: two poses with a larger median distance are not of the same body. Found afresh, a
body lies within 0.02; one lost in a turn lay 0.4 away (sample videos cut from lying to kneeling)."""
LOOKS: Final = 2
"""This many looks in a row must agree."""
AGAIN_AFTER_S: Final = 6.0


class SceneSink:
    """A sink that passes what a watch sees to a coach, only while the person gets into place.

    look_anew: called when the followed pose is where a fresh look sees nobody, and the posture does not fit either.
    """

    def __init__(self, coach: CoachLike, watch: SceneLook, look_anew: Callable[[], None]) -> None:
        """Take the coach, and the watch, which is closed with this."""
        self._coach = coach
        self._watch = watch
        self._look_anew = look_anew
        self._elsewhere = 0
        self._upside_down = UpsideDown()
        self._looked_anew_s = -math.inf

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Look at the frame of one step, about once a second."""
        if moment is None or moment.frame is None:
            return
        if not self._coach.wants_scene:
            self._watch.close()  # its model takes 60 MB that the exercise has no use for
            return
        scene = self._watch.look(moment.frame)
        if scene is None:
            return
        self._coach.scene(replace(scene, upside_down=self._upside_down.look(moment.pose)))
        lost = not state.in_position and is_elsewhere(moment.pose, scene)
        self._elsewhere = self._elsewhere + 1 if lost else 0
        if self._elsewhere >= LOOKS and moment.pose.t_s - self._looked_anew_s > AGAIN_AFTER_S:
            self._looked_anew_s, self._elsewhere = moment.pose.t_s, 0
            self._look_anew()

    def close(self) -> None:
        """Free what the watch holds."""
        self._watch.close()


def is_elsewhere(pose: Pose, scene: Scene) -> bool:
    """Whether there are people in the frame, but none where the pose is."""
    if not (pose.seen and scene.places_px):
        return False
    nearest_px = min(
        float(np.median(np.hypot(*(pose.image_px - place_px).T))) for place_px in scene.places_px
    )
    return nearest_px > APART_SHARE * max(pose.size_wh)
