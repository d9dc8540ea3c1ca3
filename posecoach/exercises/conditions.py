"""What a person may have that speaks against an exercise: the words that `not_with` of an exercise file may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from posecoach.words.phrase import N_

CONDITIONS: Final[Mapping[str, str]] = {
    "dizziness": N_("dizziness with the head down or tilted back"),
    "falls": N_("a risk of falling"),
    "hip_replacement": N_("a hip replacement"),
    "knee_injury": N_("a knee that cannot bend fully or bear weight"),
    "leg_pain": N_("pain that spreads down a leg"),
    "neck_pain": N_("neck pain"),
    "osteoporosis": N_("osteoporosis"),
    "pregnancy": N_("late pregnancy"),
    "recent_surgery": N_("recent surgery"),
    "shoulder_injury": N_("a shoulder that cannot bear weight"),
    "spinal_stenosis": N_("spinal stenosis"),
    "spondylolisthesis": N_("a slipped vertebra (spondylolisthesis)"),
    "wrist_injury": N_("a wrist that cannot bear weight"),
}
"""What each is, as it stands after "not with"."""
