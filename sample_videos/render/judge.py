"""Which rules a motion breaks, and when, read from the three-dimensional truth.

The limits are those of the exercises' own rules. A script says which rules a repetition is meant to break; what is
written into the truth comes from here, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sample_videos.render.measure import Series
from sample_videos.render.rig import Side
from sample_videos.render.script import PhaseSpan

#: Crossings of a limit that are shorter or closer together than this are sway, not a fault [s].
_SHORTEST_S = 0.2


@dataclass(frozen=True)
class Fault:
    """A rule broken in a phase, from when to when."""

    rule: str
    phase: str
    side: Side | None
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Motion:
    """What a rule looks at: time stamps (T,) and measures (T,) by name, and all phases for those that compare some."""

    t_s: Series
    values: dict[str, Series]
    phases: tuple[PhaseSpan, ...] = ()

    def within(self, name: str, phase: PhaseSpan) -> Series:
        """A measure during a phase."""
        return self.values[name][(self.t_s >= phase.start_s) & (self.t_s < phase.end_s)]


Rule = Callable[[Motion, PhaseSpan], Iterator[tuple[float, float]]]


def outside(names: Iterable[str], phases: Iterable[str], low: float = -np.inf, high: float = np.inf) -> Rule:
    """Broken while any of the measures is outside low to high in one of the phases."""
    names, phases = tuple(names), frozenset(phases)

    def rule(motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
        if phase.phase not in phases:
            return
        inside = (motion.t_s >= phase.start_s) & (motion.t_s < phase.end_s)
        values = np.array([motion.values[name] for name in names])
        broken = inside & ((values < low) | (values > high)).any(axis=0)
        yield from _spans(motion.t_s, broken)

    return rule


def never_reaches(
    names: Iterable[str],
    phases: Iterable[str],
    at_least: float,
    downward: bool = False,
    unsigned: bool = False,
) -> Rule:
    """Broken for the whole phase where one of the measures never gets as far as it should (downward: as low)."""
    names, phases = tuple(names), frozenset(phases)

    def rule(motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
        if phase.phase not in phases:
            return
        values = np.array([motion.within(name, phase) for name in names])
        values = np.abs(values) if unsigned else -values if downward else values
        if values.size and float(values.max(axis=1).min()) < at_least:
            yield phase.start_s, phase.end_s

    return rule


def too_fast(phases: Iterable[str], least_s: float = 1.0) -> Rule:
    """Broken for the whole phase where its movement takes less than this."""
    phases = frozenset(phases)

    def rule(motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
        if phase.phase in phases and 0.0 < phase.moving_s < least_s:
            yield phase.start_s, phase.end_s

    return rule


def too_short(phase_name: str, least_s: float = 2.0) -> Rule:
    """Broken where a hold is shorter than this."""

    def rule(motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
        if phase.phase == phase_name and phase.end_s - phase.start_s < least_s:
            yield phase.start_s, phase.end_s

    return rule


def apart(first: str, second: str, phases: Iterable[str], limit: float) -> Rule:
    """Broken while two measures differ by more than the limit."""
    phases = frozenset(phases)

    def rule(motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
        if phase.phase not in phases:
            return
        inside = (motion.t_s >= phase.start_s) & (motion.t_s < phase.end_s)
        difference = motion.values[first] - motion.values[second]
        yield from _spans(motion.t_s, inside & (np.abs(difference) > limit))

    return rule


def changed(names: Iterable[str], phases: Iterable[str], least: float, most: float) -> Rule:
    """Broken while any of the measures differs from what it is in the first frame by less or more than these."""
    names, phases = tuple(names), frozenset(phases)

    def rule(motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
        if phase.phase not in phases:
            return
        inside = (motion.t_s >= phase.start_s) & (motion.t_s < phase.end_s)
        changes = np.array([motion.values[name] - motion.values[name][0] for name in names])
        yield from _spans(motion.t_s, inside & ((changes < least) | (changes > most)).any(axis=0))

    return rule


def same_side_again(phase_name: str) -> Rule:
    """Broken for the whole phase where it goes to the side of the one before."""

    def rule(motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
        before = [p for p in motion.phases if p.phase == phase_name and p.start_s < phase.start_s]
        if phase.phase == phase_name and phase.side is not None and before and before[-1].side == phase.side:
            yield phase.start_s, phase.end_s

    return rule


_KNEES, _ELBOWS, _HEELS, _HANDS_TO_HIPS = (
    tuple(f"{side}_{name}" for side in ("left", "right"))
    for name in ("knee_flexion_deg", "elbow_flexion_deg", "heel_up_deg", "hand_hip_distance")
)
_LIFTED = ("lift", "twist", "hold", "return")
_TURNED = ("rotate", "hold", "return")

_KNEES_TO_CHEST: dict[str, Rule] = {
    "hold_long_enough": too_short("hold"),
    "head_down": outside(["head_flexion_deg"], ["pull", "hold"], -24.0, 24.0),
    "slow": too_fast(["pull", "lower"]),
}

RULES: dict[str, dict[str, Rule]] = {
    "cat_cow": {
        "spine_rounded": never_reaches(["spine_flexion_deg"], ["cat"], 20.0),
        "spine_arched": never_reaches(["spine_flexion_deg"], ["cow"], 12.0, downward=True),
        "head_follows": never_reaches(["head_flexion_deg"], ["cow", "cat"], 18.0, unsigned=True),
        "elbows_straight": outside(_ELBOWS, ["cow", "cat"], high=25.0),
        "hips_over_knees": outside(["hips_off_knees"], ["cow", "cat"], -0.25, 0.25),
        "slow": too_fast(["cow", "cat"]),
    },
    "hip_lift_twist": {
        "knees_bent": outside(_KNEES, _LIFTED, 60.0, 120.0),
        "feet_flat": outside(_HEELS, _LIFTED, -12.0, 12.0),
        "hips_lifted": outside(["both_shoulder_hip_knee_deg"], ["twist", "hold"], low=150.0),
        "hips_not_overarched": outside(["both_shoulder_hip_knee_deg"], _LIFTED, high=190.0),
        "hold_long_enough": too_short("hold"),
        "slow_return": too_fast(["return"]),
    },
    "toe_touch": {
        "knees_straight": outside(_KNEES, ["folding", "reach", "rising"], high=20.0),
        "slow": too_fast(["folding", "rising"]),
    },
    "arm_circles": {
        "elbows_straight": outside(_ELBOWS, ["circling"], high=25.0),
        "full_circle": never_reaches(["left_arm_raised_deg", "right_arm_raised_deg"], ["circling"], 160.0),
        "arms_together": apart("left_arm_turn_deg", "right_arm_turn_deg", ["circling"], 30.0),
    },
    "torso_twist": {
        "pelvis_forward": outside(["pelvis_rotation_deg"], ["twist"], -20.0, 20.0),
        "slow": too_fast(["twist", "centre"]),
    },
    "hook_lying": {
        "knees_bent": outside(_KNEES, ["hold"], 60.0, 120.0),
        "feet_flat": outside(_HEELS, ["hold"], -12.0, 12.0),
    },
    "foam_roll": {
        "feet_flat": outside(_HEELS, ["roll_up", "roll_down"], -12.0, 12.0),
        "knees_bent": outside(_KNEES, ["roll_up", "roll_down"], 60.0, 120.0),
        "slow": too_fast(["roll_up", "roll_down"]),
    },
    "thoracic_rotation": {
        "hands_behind_head": outside(["left_hand_to_head", "right_hand_to_head"], _TURNED, high=0.5),
        "elbows_wide": outside(["elbows_apart"], ["rotate", "hold"], low=1.5),
        "knees_still": outside(["knees_aside"], _TURNED, -0.2, 0.2),
        "hold_long_enough": too_short("hold"),
        "slow": too_fast(["rotate", "return"]),
    },
    "side_bend": {
        "slow": too_fast(["bend", "return"], 0.8),
        "chest_forward": outside(["chest_turn_deg"], ["bend"], -25.0, 25.0),
        "sides_alternate": same_side_again("bend"),
    },
    "standing_extension": {
        "knees_straight": outside(_KNEES, ["lean", "hold"], high=20.0),
        "slow": too_fast(["lean", "return"], 0.8),
        "hold_long_enough": too_short("hold", 1.0),
        "hands_at_back": never_reaches(_HANDS_TO_HIPS, ["lean"], -0.6, downward=True),
    },
    "seated_cat_cow": {
        "slow": too_fast(["cow", "cat"], 0.8),
        "spine_rounded": never_reaches(["spine_flexion_deg"], ["cat"], 20.0),
        "spine_arched": never_reaches(["spine_flexion_deg"], ["cow"], 12.0, downward=True),
        "trunk_over_seat": outside(["trunk_inclination_deg"], ["cow", "cat"], high=28.0),
        "knees_still": changed(["left_knee_flexion_deg"], ["cow", "cat"], -16.0, 16.0),
    },
    "seated_twist": {
        "slow": too_fast(["twist", "centre"], 0.8),
        "hold_long_enough": too_short("hold"),
        "stay_tall": outside(["side_bend_deg"], ["twist", "hold"], -14.0, 14.0),
        "sides_alternate": same_side_again("twist"),
    },
    "bird_dog": {
        "opposite_limbs": never_reaches(["opposite_reach"], ["reach"], 0.25),
        "leg_not_too_high": outside(["leg_level_deg"], ["hold"], high=25.0),
        "hold_long_enough": too_short("hold"),
        "slow": too_fast(["reach", "return"]),
        "sides_alternate": same_side_again("reach"),
    },
    "childs_pose": {
        "hold_long_enough": too_short("hold"),
        "hips_stay_back": outside(_KNEES, ["hold"], low=124.0),
        "slow": too_fast(["back", "up"]),
    },
    "thread_the_needle": {
        "hips_over_knees": changed(_KNEES, ["thread", "hold"], -16.0, 16.0),
        "hold_long_enough": too_short("hold"),
        "slow": too_fast(["thread", "back"], 0.7),
    },
    "press_up": {
        "hips_on_floor": changed(["hip_over_knee"], ["up", "hold"], -np.inf, 0.12),
        "neck_long": outside(["head_pitch_deg"], ["hold"], high=-30.0),
        "slow": too_fast(["up"], 2.0),
        "slow_return": too_fast(["down"]),
        "hold_long_enough": too_short("hold", 1.0),
    },
    "bridge": {
        "hips_not_overarched": outside(["both_shoulder_hip_knee_deg"], ["lift", "hold"], high=190.0),
        "knees_bent": outside(_KNEES, ["hold"], 60.0, 125.0),
        "feet_flat": outside(_HEELS, ["lift", "hold", "lower"], -12.0, 12.0),
        "hips_lifted": never_reaches(["both_shoulder_hip_knee_deg"], ["hold"], 160.0),
        "hold_long_enough": too_short("hold"),
        "slow": too_fast(["lower"]),
    },
    "double_knee_to_chest": _KNEES_TO_CHEST,
    "knee_rolls": {
        "shoulders_down": outside(["shoulder_lift"], ["sink", "stay"], -0.14, 0.14),
        "knees_together": outside(["knees_apart"], ["sink", "stay"], high=0.36),
        "hold_long_enough": too_short("stay"),
        "slow": too_fast(["sink", "up"], 0.7),
        "sides_alternate": same_side_again("sink"),
    },
    "hamstring_stretch": {
        "hold_long_enough": too_short("hold", 10.0),
        "head_down": outside(["head_flexion_deg"], ["stretch", "hold"], -24.0, 24.0),
        "slow": too_fast(["stretch", "lower"], 0.8),
        "sides_alternate": same_side_again("stretch"),
    },
    "dead_bug": {
        "opposite_limbs": never_reaches(["opposite_reach"], ["pause"], 0.25),
        "other_leg_stays": outside(["still_hip_deg"], ["pause"], 68.0, 120.0),
        "slow": too_fast(["stretch", "return"]),
        "sides_alternate": same_side_again("stretch"),
    },
    "single_knee_to_chest": {**_KNEES_TO_CHEST, "sides_alternate": same_side_again("pull")},
    "curl_up": {
        "only_a_little": changed(["trunk_rise_deg"], ["lift", "hold"], -np.inf, 20.0),
        "chin_stays": changed(["head_flexion_deg"], ["hold"], -np.inf, 30.0),
        "slow": too_fast(["lift", "lower"]),
        "hold_long_enough": too_short("hold"),
    },
    "side_plank": {
        "hips_in_line": outside(["hip_height"], ["hold"], low=-0.09),
        "hold_long_enough": too_short("hold"),
    },
}  # fmt: skip


def faults_of(exercise: str, motion: Motion, phases: Iterable[PhaseSpan]) -> list[Fault]:
    """The faults of a motion, by time."""
    phases = tuple(phases)
    motion = replace(motion, phases=phases)
    found = [
        Fault(rule, phase.phase, phase.side, start_s, end_s)
        for phase in phases
        for rule, spans in RULES[exercise].items()
        for start_s, end_s in spans(motion, phase)
    ]
    return sorted(set(found), key=lambda fault: (fault.start_s, fault.rule))


def _spans(t_s: Series, broken: npt.NDArray[np.bool_]) -> Iterator[tuple[float, float]]:
    """Spans of time [s] in which something is so, short gaps bridged and short spans dropped."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], broken.astype(np.int8), [0]])))
    spans: list[tuple[float, float]] = []
    for first, after in edges.reshape(-1, 2):
        start_s, end_s = float(t_s[first]), float(t_s[min(after, len(t_s) - 1)])
        if spans and start_s - spans[-1][1] < _SHORTEST_S:
            spans[-1] = (spans[-1][0], end_s)
        else:
            spans.append((start_s, end_s))
    yield from (span for span in spans if span[1] - span[0] >= _SHORTEST_S)
