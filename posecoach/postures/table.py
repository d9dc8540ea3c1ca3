"""All postures in one table, and which of them a body is in."""

from __future__ import annotations

from typing import Final

from posecoach.features.body import Body
from posecoach.features.joints import trunk_inclination_deg
from posecoach.postures.figure import FeatureValues, Figure, possible
from posecoach.postures.hands_and_knees import HANDS_AND_KNEES
from posecoach.postures.hook_lying import HOOK_LYING
from posecoach.postures.posture import Posture, ViewName
from posecoach.postures.standing import STANDING

POSTURES: Final[dict[str, Posture]] = {one.key: one for one in (HANDS_AND_KNEES, HOOK_LYING, STANDING)}
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


def stick_figure(posture: str, view: ViewName, values: FeatureValues) -> Figure:
    """Return the figure of somebody in a posture with these feature values."""
    return POSTURES[posture].figure(possible(values), view)
