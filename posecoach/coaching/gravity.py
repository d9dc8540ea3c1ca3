"""Whether a person lies, stands or kneels as gravity makes them, in a frame that may be turned."""

from __future__ import annotations

from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import flexion_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.pose.turned import turned
from posecoach.postures.table import OTHER, posture_of

UPRIGHT_KNEES_DEG: Final = 60.0
"""Who stands with knees bent by more lies on the back in a picture that lies on its side."""


def lies_so(pose: Pose, quarters: int) -> bool:
    """Whether somebody is in the posture of an exercise, in the frame turned clockwise by quarters."""
    body = Body()  # by itself: what is smoothed over other moments would turn as well
    body.update(turned(pose, quarters))
    posture = posture_of(body) or OTHER
    bent_deg = flexion_deg(body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE))
    return posture != OTHER and not (posture == "standing" and bent_deg > UPRIGHT_KNEES_DEG)


class UpsideDown:
    """Looks at a person now and then, and tells whether the frame seems to be upside down."""

    LOOKS: Final = 4
    """This many in a row must agree; at one a second, that is as long as somebody takes to settle."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._row = 0

    def look(self, pose: Pose) -> bool:
        """Take in a pose; return whether it and those before it are in a posture only in the frame turned over."""
        if not pose.seen:
            return self._row >= self.LOOKS
        over = not lies_so(pose, 0) and lies_so(pose, 2)
        self._row = self._row + 1 if over else 0
        return self._row >= self.LOOKS
