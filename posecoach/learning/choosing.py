"""Which feature tells one repetition from the next: the one that agrees best with what all others count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from posecoach.exercises.validation import view_needed
from posecoach.features.extract import feature_names
from posecoach.learning.measuring import MeasuredRecording
from posecoach.learning.repeating import RepeatedMovement, movement
from posecoach.postures.posture import ViewName
from posecoach.postures.table import POSTURES

SIDED: Final = frozenset(
    {
        "arm_lead",
        "chest_turn_deg",
        "hip_lead_deg",
        "leg_lead_deg",
        "pelvis_rotation_deg",
        "reaching_side",
        "shoulder_tilt",
        "side_bend_deg",
        "trunk_rotation_deg",
        "trunk_twist_deg",
    }
)
"""Features whose sign tells the side: positive = the person's left."""

ONLY_RANGE: Final = frozenset(
    {"arm_turn_deg", "foot_place", "higher_foot", "hip_place", "hips_sway", "shoulder_place", "trunk_place"}
)
"""Features of which only the range means something: they have no rest that holds for other people and cameras."""

LYING: Final = frozenset({"hook_lying", "one_knee_bent", "supine_legs_up"})
ONLY_IN: Final[Mapping[str, Collection[str]]] = {
    "elbow_ahead": LYING,
    "head_height": LYING,
    "shoulder_over_ears": LYING,
    "shoulder_tilt": LYING,
    "trunk_rise_deg": LYING | {"prone"},
    "trunk_rotation_deg": LYING,
    "turn_to_camera_deg": LYING,
    "upper_arm_lift_deg": LYING,
}
"""Features that mean something in these postures alone, as the features themselves say."""

OVER_THE_FLOOR: Final = frozenset({"ankle_height", "hip_height", "sole_slope_deg", "toe_shoulder_distance"})
"""Measured against a line along the floor, which a person who stands does not have."""

FROM_THE_SIDE: Final = frozenset({"trunk_rotation_deg", "turn_to_camera_deg"})

ENOUGH_ERRORS: Final = 6.0
PLENTY_ERRORS: Final = 10.0
"""A movement larger than this many errors of its feature is seen no better for being larger still. How often it was
done, several features that agree say better than one that is very clear."""

# These three, and the two above, were chosen with the sample videos of both halves in sight: what
# `python -m benchmarks learn` shows is no test of them on recordings that nobody has looked at.
IRREGULAR: Final = 3.0
"""How much a feature that moves differently each time counts for less."""

TELLS_SIDE: Final = 2.0
"""How much what tells the sides counts for more: where they alternate, a feature of one arm or leg sees half."""

STAYS_AWAY: Final = 0.1
"""How much what does not come back counts for: where somebody ends as they did not begin, it has missed something."""


def movements(recordings: Sequence[MeasuredRecording]) -> list[RepeatedMovement]:
    """Return what moves again and again in the recordings; they show one posture in one view."""
    first = recordings[0]
    found = (
        movement(name, recordings, sided=name in SIDED)
        for name in feature_names()
        if means_something(name, first.posture, first.view)
    )
    return [one for one in found if one is not None]


def means_something(feature: str, posture: str, view: ViewName) -> bool:
    """Tell whether a feature can be compared between people who begin in a posture, seen from there."""
    if feature in ONLY_RANGE or posture not in ONLY_IN.get(feature, POSTURES):
        return False
    if feature in OVER_THE_FLOOR and not POSTURES[posture].level:
        return False
    return view_needed(feature) in (None, view) and (view == "side" or feature not in FROM_THE_SIDE)


def weight(one: RepeatedMovement, most_errors: float = PLENTY_ERRORS) -> float:
    """Return how much a movement counts: the clearer, the more regular and the more often, the more.

    A repetition is easily missed, where something else hides it or it is smaller than the others; none is made up.
    """
    clear = min(one.errors, most_errors) * (TELLS_SIDE if one.kind == "both sides" else 1.0)
    clear *= 1.0 if one.back else STAYS_AWAY
    return clear * sum(one.counts) / (1.0 + IRREGULAR * one.irregular)


def ranked(found: Sequence[RepeatedMovement]) -> list[RepeatedMovement]:
    """Return the movements, those first that agree with most of the others on how often the exercise was done."""
    votes: defaultdict[tuple[int, ...], float] = defaultdict(float)
    for one in found:
        votes[one.counts] += weight(one, ENOUGH_ERRORS)
    return sorted(found, key=lambda one: (-votes[one.counts], -weight(one)))
