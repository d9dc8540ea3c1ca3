"""On one hand and one knee: of hands and knees, an arm and the opposite leg are stretched out."""

from __future__ import annotations

from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import FeatureValues, Figure
from posecoach.postures.hands_and_knees import HANDS_AND_KNEES
from posecoach.postures.posture import TILT_DEG, Posture, ViewName
from posecoach.words.phrase import N_

_BACK_UP: Final = (-0.6, 0.0)
"""How far down the back may face on the way in, and once there (-1 = straight up): over an arm that is threaded
through, the shoulders turn until the back faces the camera, or the wall behind (rendered people: up to -0.09)."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    """Tell by either leg: the one that carries, or the other one that is stretched back in the air."""
    if abs(incline_deg - 90.0) > (35.0 + TILT_DEG) * slack or back_down > _BACK_UP[slack > 1.0]:
        return False
    size = body.trunk_px
    forward = 1.0 if body.side(L.LEFT_SHOULDER)[0] > body.side(L.LEFT_HIP)[0] else -1.0
    for side in (0, 1):
        hip, knee, ankle = (body.points[left + side] for left in (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE))
        carries = knee[1] - hip[1] > 0.45 / slack * size and abs(knee[0] - hip[0]) < 0.5 * slack * size
        foot = body.guessed[
            L.LEFT_ANKLE + side
        ]  # cut off by the frame, it is guessed where a foot would stand
        on_the_knee = not foot[1] - knee[1] > 0.4 * slack * size
        if carries and on_the_knee:
            return True
        if _on_a_hand(body, slack) and _stretched_back(hip, knee, ankle, size * forward, slack):
            return True
    return False


def _on_a_hand(body: Body, slack: float) -> bool:
    """Tell whether either hand is on the floor, an arm's length below its shoulder: not lying on the belly."""
    return any(
        body.points[L.LEFT_WRIST + side][1] - body.points[L.LEFT_SHOULDER + side][1]
        > 0.6 / slack * body.trunk_px
        for side in (0, 1)
    )


def _stretched_back(hip: Point, knee: Point, ankle: Point, forward_px: float, slack: float) -> bool:
    """Tell whether a leg points back, its foot nearly as high as the hip: not on the floor, as in a plank."""
    back = (hip[0] - knee[0]) / forward_px > 0.5 / slack and (knee[0] - ankle[0]) / forward_px > 0.3 / slack
    return back and ankle[1] - hip[1] < 0.35 * slack * abs(forward_px)


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    return HANDS_AND_KNEES.figure(values, view)


HAND_AND_KNEE: Final = Posture(
    key="hand_and_knee",
    meaning="as on hands and knees, an arm and a leg stretched out",
    place=N_("one hand and one knee"),
    start=N_("On one hand and one knee"),
    get_into={"side": N_("Come onto hands and knees, side to the camera")},
    at_a_glance={"side": N_("Come onto hands and knees")},
    level=True,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP),
    recognise=_recognise,
    figure=_figure,
    overlaps=True,
)
