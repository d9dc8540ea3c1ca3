"""On the back, hands under the small of the back, a leg bent or long: head and shoulders curl up, the rest stays.

Below the chest the spine keeps its shape; `sit_deg` is a trunk that comes up from the hips all the same. The head is
toward +Y, the face up.
"""

from __future__ import annotations

import numpy as np

from sample_videos.render.ik import turn_x, vector
from sample_videos.render.posing import Figure
from sample_videos.render.postures import Pose, Posture
from sample_videos.render.postures.supine import DEFAULTS as LYING
from sample_videos.render.postures.supine import HANDS_AT_BACK, foot_place, hands_at_waist
from sample_videos.render.rig import SIDES, Rig

DEFAULTS: Pose = {
    "curl_deg": 0.0,  # chest against the low back
    "chin_deg": 0.0,  # chin to chest
    "sit_deg": 0.0,  # trunk up from the hips
    "left_foot_flexion_deg": 95.0,
    "right_foot_flexion_deg": 95.0,
    "left_long": 0.0,  # 0: the foot stands ... 1: the leg lies long
    "right_long": 0.0,
}
#: Which bones curl, lowest first: none of the low back.
_CURL = {"spine03": 0.24, "spine02": 0.38, "spine01": 0.38}
_NECK = ("neck01", "neck02", "neck03", "head")
_LONG_KNEE_DEG, _POINTED_DEG = 7.0, 22.0


def _build(rig: Rig, p: dict[str, float]) -> Figure:
    feet = {f"{side}_foot_flexion_deg": p[f"{side}_foot_flexion_deg"] for side in SIDES}
    figure = HANDS_AT_BACK.build(rig, {**LYING, **feet})
    hips_y = float(figure.middle("hip")[1])
    figure.set({bone: turn_x(share * p["curl_deg"]) for bone, share in _CURL.items()})
    nod = turn_x(p["chin_deg"] / len(_NECK))
    figure.set({bone: figure.rotations.get(bone, np.eye(3)) @ nod for bone in _NECK})
    figure.set({"root": turn_x(p["sit_deg"]) @ figure.rotations["root"]})
    figure.move(vector(0.0, hips_y - float(figure.middle("hip")[1]), -figure.lowest_m("trunk")))
    for side in SIDES:
        _leg(figure, side, p)
    hands_at_waist(figure, p)
    return figure


def _leg(figure: Figure, side: str, p: dict[str, float]) -> None:
    """A leg whose foot stands, or that lies on its heel."""
    rig, share = figure.rig, p[f"{side}_long"]
    standing = foot_place(rig, side, p[f"{side}_foot_flexion_deg"])
    lying = foot_place(rig, side, _LONG_KNEE_DEG)
    foot = turn_x(share * (_POINTED_DEG - 90.0))
    ankle = (1.0 - share) * standing + share * lying
    ankle[2] = -rig.lowest_of_foot_m(side, foot)
    figure.leg_to(side, ankle, vector(0.0, -0.3, 1.0), foot)


#: On the back with the hands under it: the curl-up.
CURLING = Posture("curling", DEFAULTS, _build)
