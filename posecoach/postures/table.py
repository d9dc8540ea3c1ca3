"""All postures in one table, and which of them a body is in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from posecoach.features.body import Body
from posecoach.features.joints import trunk_inclination_deg
from posecoach.postures.childs_pose import CHILDS_POSE
from posecoach.postures.figure import FeatureValues, Figure, possible
from posecoach.postures.hand_and_knee import HAND_AND_KNEE
from posecoach.postures.hands_and_knees import HANDS_AND_KNEES
from posecoach.postures.hook_lying import HOOK_LYING
from posecoach.postures.knees_aside import KNEES_ASIDE
from posecoach.postures.one_knee_bent import ONE_KNEE_BENT
from posecoach.postures.plank import PLANK
from posecoach.postures.posture import Posture, ViewName
from posecoach.postures.prone import PRONE
from posecoach.postures.seated import SEATED
from posecoach.postures.side_lying import SIDE_LYING
from posecoach.postures.standing import STANDING
from posecoach.postures.supine_legs_up import SUPINE_LEGS_UP

POSTURES: Final[dict[str, Posture]] = {
    one.key: one
    for one in (
        *(HANDS_AND_KNEES, HOOK_LYING, STANDING),
        *(CHILDS_POSE, HAND_AND_KNEE, SUPINE_LEGS_UP, SEATED, KNEES_ASIDE, SIDE_LYING, PRONE, ONE_KNEE_BENT),
        PLANK,
    )
}
"""By key, in the order in which a body is compared with them; the first that fits is the one."""

OTHER: Final = "other"
"""A posture that is in no row."""

SLACK: Final = 1.6
"""A posture that was recognised is kept until its limits are exceeded by this factor: the exercise itself moves it."""


def posture_of(body: Body, before: str = OTHER) -> str | None:
    """Return the key of the posture, OTHER for none of them, or None if too little is seen to tell.

    before: the posture until now; it is kept within wider limits (hysteresis). Limits: trunk against floor or
    vertical, which way the back points, where knees and hands are against hips and shoulders.
    """
    incline_deg = trunk_inclination_deg(body)
    back_down = body.dorsal[1]
    if not (incline_deg == incline_deg and back_down == back_down):
        return None
    for key, posture in POSTURES.items():
        if posture.recognise(body, incline_deg, back_down, SLACK if before == key else 1.0):
            return key
    return OTHER


def posture_among(body: Body, wanted: Collection[str], before: str = OTHER) -> str | None:
    """Return which of the postures somebody looks for a body is in; else as `posture_of`.

    A posture that overlaps with one above it in the table is found like this only.
    """
    found = posture_of(body, before)
    if found is None or found in wanted:
        return found
    incline_deg, back_down = trunk_inclination_deg(body), body.dorsal[1]
    for key in wanted:
        posture = POSTURES[key]
        slack = SLACK if before == key or before in wanted else 1.0  # it is passed through from there
        if posture.overlaps and posture.recognise(body, incline_deg, back_down, slack):
            return key
    return found


def stick_figure(posture: str, view: ViewName, values: FeatureValues) -> Figure:
    """Return the figure of somebody in a posture with these feature values."""
    return POSTURES[posture].figure(possible(values), view)
