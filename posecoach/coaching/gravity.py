"""Whether a person lies, stands or kneels as gravity makes them, in a frame that may be turned."""

from __future__ import annotations

import math
from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import distance_px, flexion_deg
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from posecoach.pose.turned import turned
from posecoach.postures.table import OTHER, posture_of

SAY_NOTHING: Final = frozenset({OTHER, "supine_legs_up", "side_lying", "seated", "prone", "one_knee_bent"})
"""Postures that do not tell how a frame is turned: on the back with the legs up looks like on hands and knees, turned
over, and on the belly like flat on the back; a straight body on one side, and one that sits, like one that stands and
folds forward, turned by a quarter."""

CURLED_UP: Final = "childs_pose"
"""Turned, it says nothing either: that is how somebody looks who lies on the back with the knees drawn up."""

UPRIGHT_KNEES_DEG: Final = 60.0
"""Who stands with knees bent by more lies on the back in a picture that lies on its side."""

LEANING_DEG: Final = 12.0
"""Whoever stands has the ankles under the hips to this angle. A side plank looks like standing in a turned picture,
but for the legs: 14 to 17 degrees off in five recorded people, 0 to 8 in six who stand (medians)."""

FEET_APART: Final = 0.95
"""Trunk lengths: whoever lies with bent knees has the feet together, 0.0 to 0.9 apart (medians of 125 recorded and
rendered clips; with an ankle on the other knee the most). Lunges, which look like it in the picture turned: 1.04 to
1.67 in six rendered people."""

FEET_UP: Final = 0.4
"""Whoever lies with bent knees has the ankles on the floor: up to 0.1 of the knees' height over the hips (medians of 73
recorded and rendered clips). Whoever sits on a chair or squats looks like it in a picture turned by a quarter, but for
the ankles, which are as high as the knees: 0.54 to 1.0 in 22 clips. So are those of legs in the air or in straps (0.49
to 0.97 in 7), which turned cannot be told from sitting."""


def posture_by_gravity(pose: Pose, quarters: int) -> str:
    """Return the posture somebody is in, in the frame turned clockwise by quarters; OTHER for none of an exercise."""
    body = Body()  # by itself: what is smoothed over other moments would turn as well
    body.update(turned(pose, quarters))
    posture = posture_of(body) or OTHER
    if quarters and posture == CURLED_UP:
        return OTHER
    if quarters and posture == "hook_lying":
        sits = quarters != 2 and _feet_up(body) > FEET_UP
        return OTHER if sits or _feet_apart(body) > FEET_APART else posture
    if posture != "standing":
        return posture
    bent_deg = flexion_deg(body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE))
    leans = quarters and _legs_lean_deg(body) > LEANING_DEG
    return OTHER if leans or bent_deg > UPRIGHT_KNEES_DEG else posture


def _legs_lean_deg(body: Body) -> float:
    """Return how far the ankles are from straight under the hips, to either side."""
    (hip_x, hip_y), (ankle_x, ankle_y) = body.centre(L.LEFT_HIP), body.centre(L.LEFT_ANKLE)
    return math.degrees(math.atan2(abs(ankle_x - hip_x), ankle_y - hip_y))


def _feet_up(body: Body) -> float:
    """Return how high the ankle is over the hip, as a share of the knee's height over it."""
    hip, knee, ankle = body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE), body.side(L.LEFT_ANKLE)
    return (hip[1] - ankle[1]) / (hip[1] - knee[1]) if knee[1] != hip[1] else math.nan


def _feet_apart(body: Body) -> float:
    """Return how far one ankle is from the other [trunk lengths], seen or guessed."""
    left, right = body.guessed[L.LEFT_ANKLE], body.guessed[L.RIGHT_ANKLE]
    return distance_px(left, right) / body.trunk_px


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
        over = posture_by_gravity(pose, 0) == OTHER and posture_by_gravity(pose, 2) not in SAY_NOTHING
        self._row = self._row + 1 if over else 0
        return self._row >= self.LOOKS
