"""On one side, propped on the forearm or the hand, the front of the body to the camera; hips down or up."""

from __future__ import annotations

from typing import Final

from posecoach.features.body import Body
from posecoach.pose.landmarks import Landmark as L
from posecoach.postures.figure import FOOT, HEAD, NECK, FeatureValues, Figure, along
from posecoach.postures.posture import Posture, ViewName, chain
from posecoach.words.phrase import N_

LEVEL_DEG: Final = (48.0, 92.0)
"""Lean of the trunk against the vertical: 56 to 81 degrees in three recorded people, hips down or up, on forearm or
hand; somebody on the back or the belly shows 90 as well, but not the front or the back to the camera."""

FRONT_SHARE: Final = 0.8
"""How far the back points along the view: 0.97 and more in three recorded people."""

STACKED: Final = 0.3
"""One shoulder above the other, in trunk lengths: 0.38 to 0.66 in three recorded people."""


def _recognise(body: Body, incline_deg: float, back_down: float, slack: float) -> bool:
    margin_deg = 15.0 * (slack - 1.0)
    if not LEVEL_DEG[0] - margin_deg < incline_deg < LEVEL_DEG[1] + margin_deg:
        return False
    left, right = body.points[L.LEFT_SHOULDER], body.points[L.RIGHT_SHOULDER]
    stacked = abs(left[1] - right[1]) > STACKED / slack * body.trunk_px
    return stacked and abs(body.dorsal[2]) > FRONT_SHARE / slack


def _figure(values: FeatureValues, view: ViewName) -> Figure:
    """Somebody on the forearm, feet at the left; the hips are as high as they are over the line to the feet."""
    over = max(-0.24, min(0.2, values.get("hips_over_line", -0.22)))
    feet, shoulder = (0.0, 0.08), (2.5, 0.62)
    hip = (1.56, 0.08 + 0.54 * 1.56 / 2.5 + over)
    figure = Figure([[(feet[0], feet[1] + FOOT), feet, hip, shoulder]])
    figure.lines.append([shoulder, (2.46, 0.02), (2.86, 0.02)])
    figure.lines.append([shoulder, (2.05, (hip[1] + shoulder[1]) / 2.0 + 0.16), (hip[0] + 0.1, hip[1] + 0.1)])
    head = along(shoulder, 20.0, NECK)
    figure.lines.append([shoulder, along(shoulder, 20.0, NECK - HEAD)])
    figure.circles.append((head, HEAD))
    return figure


_PROPPED: Final = (
    chain((-1.46, 0.86, 0.175), (-1.40, 0.84, 0.175))
    + chain((-1.36, 0.78, 0.10), (-1.06, 0.60, 0.16), (-0.60, 0.38, 0.15), (-0.08, 0.24, 0.17))
    + chain((-0.08, 0.22, 0.16), (0.76, 0.14, 0.10), (1.50, 0.10, 0.07), (1.56, 0.24, 0.045))
    + chain((-1.10, 0.56, 0.10), (-1.10, 0.08, 0.07), (-1.50, 0.06, 0.055))
)

SIDE_LYING: Final = Posture(
    key="side_lying",
    meaning="on one side, propped on forearm or hand, the front of the body to the camera",
    place=N_("on one side"),
    start=N_("On one side, on the forearm"),
    get_into={"front": N_("Lie on one side, facing the camera, propped on your forearm")},
    at_a_glance={"front": N_("Lie on one side, on the forearm")},
    level=False,  # one shoulder lies over the other: that does not tell from where the camera looks
    in_frame=(L.LEFT_SHOULDER, L.LEFT_HIP),
    recognise=_recognise,
    silhouettes={"front": _PROPPED},
    figure=_figure,
    overlaps=True,
)
