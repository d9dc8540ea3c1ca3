"""On hands and knees."""

from __future__ import annotations

from typing import Final

from posecoach.features.body import Body
from posecoach.features.geometry import Point
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import (
    FOREARM,
    LARGER,
    SHANK,
    THIGH,
    UPPER_ARM,
    FeatureValues,
    Figure,
    add_head,
    along,
    bent,
)
from posecoach.postures.posture import TILT_DEG, Posture, ViewName, chain
from posecoach.words.phrase import N_

LOWERED_DEG: Final = 95.0
"""A trunk whose shoulders are lower than the hips is drawn with an arm slid under it."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    if abs(incline_deg - 90.0) > (35.0 + TILT_DEG) * slack or back_down > -0.6 / slack:
        return False
    hip, knee = body.side(L.LEFT_HIP), body.side(L.LEFT_KNEE)
    # A guess serves: feet that the frame cuts off are guessed below the knees of somebody who bends over, and beside
    # those of a real person on all fours (0.6 and 0.0 trunk lengths).
    ankle = body.guessed[L.LEFT_ANKLE + body.near]
    thigh_upright = (knee[1] - hip[1]) > 0.45 / slack * body.trunk_px  # lower than the hip: not lying prone
    knee_under_hip = abs(knee[0] - hip[0]) < 0.5 * slack * body.trunk_px
    shoulder, elbow = body.side(L.LEFT_SHOULDER), body.side(L.LEFT_ELBOW)
    # Hidden hands are no objection.
    arm_down = not elbow[1] < shoulder[1]
    on_the_knees = not ankle[1] - knee[1] > 0.4 * slack * body.trunk_px  # not on the feet, bent over
    return thigh_upright and knee_under_hip and arm_down and on_the_knees


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Somebody on hands and knees, seen from the side, head at the right."""
    hip = (-values.get("knee_offset", 0.0), THIGH)
    lean = values.get("trunk_inclination_deg", 0.0)
    shoulder = along(hip, 90.0 - lean, 1.0) if lean > LOWERED_DEG else (hip[0] + 0.98, 0.98)
    bow = LARGER * values.get("back_bow", 0.0)
    back = [_on_back(hip, shoulder, bow, i / 12.0) for i in range(13)]
    pitch = values.get("head_pitch_deg", -85.0)
    wrist = (shoulder[0] + values.get("hand_offset", 0.0), 0.0)
    elbow = bent(shoulder, wrist, values.get("elbow_flexion_deg", 0.0))
    figure = Figure(
        [[(-SHANK - 0.1, 0.0), (0.0, 0.0), *back], [shoulder, elbow, wrist, (wrist[0] + 0.14, 0.0)]]
    )
    figure.lines += _stretched(hip, shoulder, values)
    if lean > LOWERED_DEG:  # the other arm lies on the floor, under the body
        figure.lines.append([shoulder, (shoulder[0] - 0.3, 0.1), (shoulder[0] - 0.8, 0.02)])
    add_head(figure, shoulder, 10.0 + 0.8 * (pitch + 85.0), pitch)
    return figure


def _stretched(hip: Point, shoulder: Point, values: FeatureValues) -> list[list[Point]]:
    """Return the leg and the arm that leave the floor, on the way from under the trunk to level."""
    bend = values.get("straighter_knee_deg", 90.0)
    share = max(0.0, min(1.0, (90.0 - bend) / 80.0))
    if not share:
        return []
    knee = along(hip, 270.0 - (90.0 + values.get("leg_level_deg", 0.0)) * share, THIGH)
    leg = [hip, knee, along(knee, 180.0 - max(values.get("leg_level_deg", 0.0), 0.0), SHANK)]
    raised = share * min(1.0, max(0.0, values.get("opposite_reach", 0.0)) / 0.8)
    arm = [shoulder, along(shoulder, 270.0 + 92.0 * raised, UPPER_ARM + FOREARM)]
    return [leg, arm] if raised > 0.0 else [leg]


def _on_back(hip: Point, shoulder: Point, bow: float, share: float) -> Point:
    """Return a point of the back: a parabola whose mean height over its chord is `bow`."""
    arc = 6.0 * bow * share * (1.0 - share)
    return hip[0] + share * (shoulder[0] - hip[0]), hip[1] + share * (shoulder[1] - hip[1]) + arc


_ALL_FOURS: Final = (
    chain((-1.36, 1.12, 0.18), (-1.30, 1.16, 0.18))
    + chain((-1.36, 1.04, 0.10), (-1.38, 0.91, 0.035))
    + chain((-1.22, 1.06, 0.11), (-0.98, 0.96, 0.15), (-0.50, 0.94, 0.16), (0.0, 0.88, 0.17))
    + chain((0.0, 0.84, 0.15), (0.0, 0.10, 0.10), (0.78, 0.09, 0.065), (0.98, 0.05, 0.045))
    + chain((-0.98, 0.94, 0.10), (-1.00, 0.50, 0.075), (-0.98, 0.08, 0.06), (-1.12, 0.045, 0.045))
)

HANDS_AND_KNEES: Final = Posture(
    key="hands_and_knees",
    meaning="belly down, trunk level, knees under the hips",
    place=N_("hands and knees"),
    start=N_("On hands and knees"),
    get_into={
        "front": N_("Come onto hands and knees, facing the camera"),
        "side": N_("Come onto hands and knees, side to the camera"),
    },
    at_a_glance={"side": N_("Come onto hands and knees")},
    level=True,
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE),
    recognise=_recognise,
    silhouettes={"side": _ALL_FOURS},
    figure=_figure,
)
