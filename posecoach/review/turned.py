"""Recordings that lie on their side, or upside down, and do not say so.

People stand and lie as gravity makes them. Where nobody takes a known posture in the picture as it is, but somebody
does in the picture turned, and does an exercise there, the recording is judged turned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from posecoach.coaching.gravity import SAY_NOTHING, posture_by_gravity
from posecoach.pose.pose import Pose
from posecoach.postures.table import OTHER
from posecoach.words.phrase import N_

LIES: Final[dict[int, str]] = {
    1: N_("The picture lies on its side: it was judged turned. Next time, hold the camera upright"),
    2: N_("The picture is upside down: it was judged turned. Next time, turn the camera around"),
    3: N_("The picture lies on its side: it was judged turned. Next time, hold the camera upright"),
}
"""The notice about a frame that had to be turned clockwise, by the number of quarter turns."""

LOOKS: Final = 60
"""The number of moments checked in a recording, evenly over its length."""

UPRIGHT_SHARE: Final = 0.3
"""A person in a known posture for more than this share of the time is as gravity makes them. In 92 of 93 upright
recordings of real people who do one of the exercises or are on hands and knees the share is higher."""

LYING_SHARE: Final = 0.1
"""Whoever is in a posture for more than this share does not stand in the picture turned: people who lie stretched out
and roll or bend their knees now and then look like that. Of 22 sample videos of standing people, turned, the share is
at most 0.05."""

ONE_KNEE_BENT: Final = "one_knee_bent"
"""Whoever lies on the back with one knee bent does not stand in the picture turned, either: nobody does who stands, in
the sample videos and recordings turned by a quarter."""

TURNED_SHARE: Final = 0.4
"""Standing people fold, and lying ones sit up: in the picture turned they are in a posture for at least this share."""


def quarters_to_turn(poses: Sequence[Pose]) -> tuple[int, ...]:
    """Return by how many quarters clockwise the picture may have to be turned, the likeliest first; often by none."""
    step = max(1, len(poses) // LOOKS)
    looks = [pose for pose in poses[::step] if pose.seen]
    upright = _postures(looks, 0)
    as_it_is = _telling(upright)
    if not looks or as_it_is > UPRIGHT_SHARE * len(looks):
        return ()
    lies = as_it_is + upright[ONE_KNEE_BENT] > LYING_SHARE * len(looks)
    shares: dict[int, float] = {}
    for quarters in LIES:
        postures = _postures(looks, quarters)
        told = _telling(postures)
        stands = 2 * postures["standing"] > told
        shares[quarters] = 0.0 if lies and stands else told / len(looks)
    return tuple(sorted((one for one in shares if shares[one] >= TURNED_SHARE), key=lambda one: -shares[one]))


def posture_shown(poses: Sequence[Pose]) -> str:
    """Return the posture that most of the poses show in the picture as it is."""
    step = max(1, len(poses) // LOOKS)
    counts = _postures([pose for pose in poses[::step] if pose.seen], 0)
    return max(counts, key=lambda posture: counts[posture], default=OTHER)


def _postures(poses: Sequence[Pose], quarters: int) -> Counter[str]:
    """Return in how many of the poses, turned by quarters, somebody is in which posture of an exercise."""
    return Counter(posture_by_gravity(pose, quarters) for pose in poses)


def _telling(postures: Counter[str]) -> int:
    """Return in how many poses the posture tells which way is up: what is done as it is and turned tells more."""
    return sum(count for posture, count in postures.items() if posture not in SAY_NOTHING)
