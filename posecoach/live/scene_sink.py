"""Looks at the place while the guide wants to know: light, and how many people are in the picture."""

from __future__ import annotations

from collections.abc import Sequence

from posecoach.coaching.events import Event
from posecoach.coaching.guide import Guide
from posecoach.coaching.state import CoachState
from posecoach.pipeline import Moment
from posecoach.pose.scene_watch import SceneWatch


class SceneSink:
    """A sink that gives a guide what a watch sees, only while it gets the person into place."""

    def __init__(self, guide: Guide, watch: SceneWatch) -> None:
        """Take the guide, and the watch, which is closed with this."""
        self._guide = guide
        self._watch = watch

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Look at the frame of one step, about once a second."""
        if moment is None or moment.frame is None:
            return
        if not self._guide.wants_scene:
            self._watch.close()  # its model takes 60 MB that the exercise has no use for
            return
        scene = self._watch.look(moment.frame)
        if scene is not None:
            self._guide.scene(scene)

    def close(self) -> None:
        """Free what the watch holds."""
        self._watch.close()
