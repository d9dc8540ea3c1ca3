"""The rules of `judge.py` with room for error: what is broken for certain, and what might be.

Each limit stands beside the error with which a camera measures it. With a slack of 1 a limit is moved out by its error,
so that what is still broken is broken for certain; with -1 it is moved in by half of it, and what is then not broken is
kept for certain. What lies between is arguable. A slack of 0 is `judge.py`, but for the knees, see below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

import numpy as np

from sample_videos.render.judge import Fault, Motion, Rule, apart, never_reaches, outside, too_fast, too_short
from sample_videos.render.script import PhaseSpan
from sample_videos.render.unruly.description import Side

POSITIONS: Final = frozenset({
    "knees_bent", "feet_flat", "hips_lifted", "hips_not_overarched", "knees_straight", "elbows_straight",
    "hips_over_knees", "arms_together", "pelvis_forward", "hands_behind_head", "elbows_wide", "knees_still",
    "chest_forward", "stay_tall", "trunk_over_seat", "head_down", "other_leg_stays", "shoulders_down", "knees_together",
    "leg_not_too_high", "hips_stay_back", "hips_on_floor", "neck_long", "only_a_little", "chin_stays", "hips_in_line",
})  # fmt: skip
"""Rules about a position, which is broken while it lasts; the others are broken for a whole phase."""

#: Hips this high over the line from shoulders to ankles are lifted, in trunk lengths.
_LIFTED: Final = 0.15
#: A hold that is shorter is a turn back without one: whether it is a short hold is a matter of words [s].
_NO_HOLD_S: Final = 0.4
_BOTH: Final = ("left", "right")
_ALL_PHASES: Final = frozenset({
    "cow", "cat", "neutral", "rest", "lift", "twist", "hold", "return", "upright", "folding", "reach", "rising",
    "circling", "centre", "roll_up", "roll_down", "rotate", "bend", "lean", "pull", "lower", "stretch", "pause",
    "start", "sink", "stay", "up", "middle", "thread", "back", "lie", "down",
})  # fmt: skip

Rules = Mapping[str, Rule]


class Limits:
    """The rules of an exercise at one slack; errors grow by `wider` with the obliqueness of the view.

    `near`: only limbs of this side count (a camera at the side sees no others for certain); None: both sides.
    """

    def __init__(
        self, slack: int, near: Side | None = None, wider: float = 1.0, frame_s: float = 0.0
    ) -> None:
        # A report is only excused by half of the error: with arms at 10 degrees, "straighten your arms" is wrong.
        self._by = slack * wider * (0.5 if slack < 0 else 1.0)
        self._slack = slack
        self._seconds = slack * (0.25 + 1.5 * frame_s)
        self._hold_s = slack * (0.45 + 1.5 * frame_s)
        self._sides = (near,) if near and slack > 0 else _BOTH

    def of(self, exercise: str) -> Rules:
        """The rules by name."""
        return {
            "cat_cow": self._cat_cow,
            "hip_lift_twist": self._hip_lift,
            "toe_touch": self._toe_touch,
            "arm_circles": self._arm_circles,
            "torso_twist": self._torso_twist,
            "hook_lying": self._hook_lying,
            "foam_roll": self._foam_roll,
            "thoracic_rotation": self._thoracic_rotation,
            "side_bend": self._side_bend,
            "standing_extension": self._standing_extension,
            "seated_cat_cow": self._seated_cat_cow,
            "seated_twist": self._seated_twist,
            "bridge": self._bridge,
            "single_knee_to_chest": self._knees_to_chest,
            "double_knee_to_chest": self._knees_to_chest,
            "hamstring_stretch": self._hamstring_stretch,
            "dead_bug": self._dead_bug,
            "knee_rolls": self._knee_rolls,
            "curl_up": self._curl_up,
            "side_plank": self._side_plank,
            "bird_dog": self._bird_dog,
            "childs_pose": self._childs_pose,
            "thread_the_needle": self._thread_the_needle,
            "press_up": self._press_up,
        }[exercise]()

    def _cat_cow(self) -> Rules:
        return {
            "spine_rounded": self._reaches(["spine_flexion_deg"], ["cat"], 20.0, 8.0),
            "spine_arched": self._reaches(["spine_flexion_deg"], ["cow"], 12.0, 5.0, downward=True),
            "head_follows": self._reaches(["head_flexion_deg"], ["cow", "cat"], 18.0, 10.0, unsigned=True),
            "elbows_straight": self._within("elbow_flexion_deg", ["cow", "cat"], high=25.0, error=15.0),
            "hips_over_knees": self._inside("hips_off_knees", ["cow", "cat"], -0.25, 0.25, 0.10),
            "slow": self._slow(["cow", "cat"]),
        }

    def _hip_lift(self) -> Rules:
        phases = ["lift", "twist", "hold", "return"]
        return {
            "knees_bent": self._knees_while_lifted(phases),
            "feet_flat": self._feet(phases),
            "hips_lifted": self._inside("both_shoulder_hip_knee_deg", ["twist", "hold"], 150.0, np.inf, 10.0)
            if self._slack >= 0
            else self._inside("both_shoulder_hip_knee_deg", ["lift", "twist", "hold"], 150.0, np.inf, 10.0),
            "hips_not_overarched": self._inside("both_shoulder_hip_knee_deg", phases, -np.inf, 190.0, 8.0),
            "hold_long_enough": self._long_enough(),
            "slow_return": self._slow(["return"]),
        }

    def _toe_touch(self) -> Rules:
        phases = ["folding", "reach", "rising"]
        return {
            "knees_straight": self._within("knee_flexion_deg", phases, high=20.0, error=10.0),
            "slow": self._slow(["folding", "rising"]),
        }

    def _arm_circles(self) -> Rules:
        raised = [f"{side}_arm_raised_deg" for side in _BOTH]
        return {
            "elbows_straight": self._within("elbow_flexion_deg", ["circling"], high=25.0, error=14.0),
            "full_circle": self._reaches(raised, ["circling"], 160.0, 15.0),
            "arms_together": partial(_apart, 30.0 + 18.0 * self._by),
        }

    def _torso_twist(self) -> Rules:
        return {
            "pelvis_forward": self._inside("pelvis_rotation_deg", ["twist"], -20.0, 20.0, 13.0),
            "slow": self._slow(["twist", "centre"]),
        }

    def _hook_lying(self) -> Rules:
        # At rest people have 105 to 139 degrees: that is hook-lying, so the limit is that of the posture.
        return {"knees_bent": self._knees(["hold"], 145.0), "feet_flat": self._feet(["hold"])}

    def _foam_roll(self) -> Rules:
        phases = ["roll_up", "roll_down"]
        # Real rolling bends the knees to 140 at its lower end.
        return {
            "feet_flat": self._feet(phases),
            "knees_bent": self._knees(phases, 150.0),
            "slow": self._slow(phases),
        }

    def _thoracic_rotation(self) -> Rules:
        turned = ["rotate", "hold", "return"]
        wrists = [f"{side}_hand_to_head" for side in _BOTH]
        return {
            "hands_behind_head": self._outside(wrists, turned, -np.inf, 0.5, 0.12)
            if self._slack <= 0
            else self._outside([f"{side}_hand_to_head" for side in self._sides], turned, -np.inf, 0.5, 0.12),
            "elbows_wide": self._inside("elbows_apart", ["rotate", "hold"], 1.5, np.inf, 0.15),
            "knees_still": self._inside("knees_aside", turned, -0.2, 0.2, 0.10),
            "hold_long_enough": self._long_enough(),
            "slow": self._slow(["rotate", "return"]),
        }

    def _side_bend(self) -> Rules:
        return {
            "chest_forward": self._inside("chest_turn_deg", ["bend"], -25.0, 25.0, 12.0),
            "slow": self._slow(["bend", "return"], 0.8),
        }

    def _standing_extension(self) -> Rules:
        wrists = [f"{side}_hand_hip_distance" for side in self._sides]
        return {
            "knees_straight": self._within("knee_flexion_deg", ["lean", "hold"], high=20.0, error=10.0),
            "slow": self._slow(["lean", "return"], 0.8),
            "hold_long_enough": self._long_enough(1.0),
            "hands_at_back": self._reaches(wrists, ["lean"], -0.6, 0.15, downward=True),
        }

    def _seated_cat_cow(self) -> Rules:
        return {
            "spine_rounded": self._reaches(["spine_flexion_deg"], ["cat"], 20.0, 8.0),
            "spine_arched": self._reaches(["spine_flexion_deg"], ["cow"], 12.0, 5.0, downward=True),
            "trunk_over_seat": self._inside("trunk_inclination_deg", ["cow", "cat"], -np.inf, 28.0, 8.0),
            "slow": self._slow(["cow", "cat"], 0.8),
        }

    def _seated_twist(self) -> Rules:
        return {
            "stay_tall": self._inside("side_bend_deg", ["twist", "hold"], -14.0, 14.0, 5.0),
            "hold_long_enough": self._long_enough(),
            "slow": self._slow(["twist", "centre"], 0.8),
        }

    def _bridge(self) -> Rules:
        line = "both_shoulder_hip_knee_deg"
        return {
            "hips_not_overarched": self._inside(line, ["lift", "hold"], -np.inf, 190.0, 8.0),
            "knees_bent": self._knees(["hold"], 125.0),
            "feet_flat": self._feet(["lift", "hold", "lower"]),
            "hips_lifted": self._reaches([line], ["hold"], 160.0, 10.0),
            "hold_long_enough": self._long_enough(),
            "slow": self._slow(["lower"]),
        }

    def _knees_to_chest(self) -> Rules:
        return {
            "hold_long_enough": self._long_enough(),
            "head_down": self._inside("head_flexion_deg", ["pull", "hold"], -24.0, 24.0, 12.0),
            "slow": self._slow(["pull", "lower"]),
        }

    def _hamstring_stretch(self) -> Rules:
        return {
            "hold_long_enough": self._long_enough(10.0),
            "head_down": self._inside("head_flexion_deg", ["stretch", "hold"], -24.0, 24.0, 12.0),
            "slow": self._slow(["stretch", "lower"], 0.8),
        }

    def _dead_bug(self) -> Rules:
        return {
            "opposite_limbs": self._reaches(["opposite_reach"], ["pause"], 0.25, 0.12),
            "other_leg_stays": self._inside("still_hip_deg", ["pause"], 68.0, 120.0, 10.0),
            "slow": self._slow(["stretch", "return"]),
        }

    def _knee_rolls(self) -> Rules:
        return {
            "shoulders_down": self._inside("shoulder_lift", ["sink", "stay"], -0.14, 0.14, 0.07),
            "knees_together": self._inside("knees_apart", ["sink", "stay"], -np.inf, 0.36, 0.08),
            "hold_long_enough": self._long_enough(phase="stay"),
            "slow": self._slow(["sink", "up"], 0.7),
        }

    def _curl_up(self) -> Rules:
        return {
            "only_a_little": self._inside("trunk_rise_deg_change", ["lift", "hold"], -np.inf, 20.0, 8.0),
            "chin_stays": self._inside("head_flexion_deg", ["hold"], -np.inf, 30.0, 15.0),
            "slow": self._slow(["lift", "lower"]),
            "hold_long_enough": self._long_enough(),
        }

    def _side_plank(self) -> Rules:
        return {
            # Hips that are down between holds say nothing.
            "hips_in_line": outside(["hip_height"], ["hold"], low=-0.09 - 0.05 * self._by),
            "hold_long_enough": self._long_enough(),
        }

    def _bird_dog(self) -> Rules:
        return {
            "opposite_limbs": self._reaches(["opposite_reach"], ["reach"], 0.25, 0.12),
            "leg_not_too_high": self._inside("leg_level_deg", ["hold"], -np.inf, 25.0, 12.0),
            "hold_long_enough": self._long_enough(),
            "slow": self._slow(["reach", "return"]),
        }

    def _childs_pose(self) -> Rules:
        knees = [f"{side}_knee_flexion_deg" for side in self._sides]
        return {
            "hold_long_enough": self._long_enough(),
            "hips_stay_back": outside(knees, ["hold"], low=124.0 - 10.0 * self._by),
            "slow": self._slow(["back", "up"]),
        }

    def _thread_the_needle(self) -> Rules:
        phases = ["thread", "hold"]
        return {
            "hips_over_knees": self._within("knee_flexion_deg_change", phases, -16.0, 16.0, 10.0),
            "hold_long_enough": self._long_enough(),
            "slow": self._slow(["thread", "back"], 0.7),
        }

    def _press_up(self) -> Rules:
        return {
            "hips_on_floor": self._inside("hip_over_knee_change", ["up", "hold"], -np.inf, 0.12, 0.06),
            "neck_long": self._inside("head_pitch_deg", ["hold"], -np.inf, -30.0, 15.0),
            "slow": self._slow(["up"], 2.0),
            "slow_return": self._slow(["down"]),
            "hold_long_enough": self._long_enough(1.0),
        }

    def _knees(self, phases: Iterable[str], high_deg: float) -> Rule:
        return self._within("knee_flexion_deg", phases, 60.0, high_deg, 10.0)

    def _knees_while_lifted(self, phases: Iterable[str]) -> Rule:
        """Knees outside 60 to 120 with the hips off the floor; at rest up to 145 is fine, and straight is arguable."""
        bent = self._knees(phases, 120.0)
        if self._slack < 0:
            return bent

        def rule(motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
            lifted = motion.values["hip_height"] >= _LIFTED
            level = {
                name: np.where(lifted, series, 90.0) if name.endswith("knee_flexion_deg") else series
                for name, series in motion.values.items()
            }
            yield from bent(Motion(motion.t_s, level), phase)

        return rule

    def _feet(self, phases: Iterable[str]) -> Rule:
        return self._within("heel_up_deg", phases, -12.0, 12.0, 9.0)

    def _within(
        self, name: str, phases: Iterable[str], low: float = -np.inf, high: float = np.inf, error: float = 0.0
    ) -> Rule:
        """Broken while a limb's measure is outside."""
        return self._outside([f"{side}_{name}" for side in self._sides], phases, low, high, error)

    def _inside(self, name: str, phases: Iterable[str], low: float, high: float, error: float) -> Rule:
        return self._outside([name], phases, low, high, error)

    def _outside(
        self, names: list[str], phases: Iterable[str], low: float, high: float, error: float
    ) -> Rule:
        """Broken while outside; what might be broken might be so in any phase."""
        return outside(
            names, _ALL_PHASES if self._slack < 0 else phases, low - self._by * error, high + self._by * error
        )

    def _reaches(
        self, names: list[str], phases: Iterable[str], at_least: float, error: float, *, downward: bool = False,
        unsigned: bool = False,
    ) -> Rule:  # fmt: skip
        return never_reaches(names, phases, at_least - self._by * error, downward, unsigned)

    def _slow(self, phases: Iterable[str], least_s: float = 1.0) -> Rule:
        return too_fast(phases, least_s - self._seconds)

    def _long_enough(self, least_s: float = 2.0, phase: str = "hold") -> Rule:
        rule = too_short(phase, least_s - self._hold_s)
        return rule if self._slack <= 0 else partial(_held_at_all, rule)


def _held_at_all(rule: Rule, motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
    if phase.end_s - phase.start_s >= _NO_HOLD_S:
        yield from rule(motion, phase)


def _apart(limit_deg: float, motion: Motion, phase: PhaseSpan) -> Iterator[tuple[float, float]]:
    yield from apart("left_arm_turn_deg", "right_arm_turn_deg", ["circling"], limit_deg)(motion, phase)


def broken(rules: Rules, motion: Motion, phases: Iterable[PhaseSpan]) -> list[Fault]:
    """The faults of a motion by these rules, by time."""
    found = {
        Fault(name, phase.phase, phase.side, start_s, end_s)
        for phase in phases
        for name, rule in rules.items()
        for start_s, end_s in rule(motion, phase)
    }
    return sorted(found, key=lambda fault: (fault.start_s, fault.rule))


JUDGED: Final[Mapping[str, frozenset[str]]] = {
    exercise: frozenset(Limits(0).of(exercise)) | beside
    for exercise, beside in {
        "cat_cow": {"shoulders_over_hands"},
        "hip_lift_twist": {"sides_alternate", "hands_at_back"},
        "toe_touch": set[str](),
        "arm_circles": set[str](),
        "torso_twist": {"sides_alternate"},
        "hook_lying": set[str](),
        "foam_roll": set[str](),
        "thoracic_rotation": {"sides_alternate"},
        "side_bend": {"sides_alternate"},
        "standing_extension": set[str](),
        "seated_cat_cow": set[str](),
        "seated_twist": {"sides_alternate"},
        "bridge": set[str](),
        "single_knee_to_chest": {"sides_alternate"},
        "double_knee_to_chest": set[str](),
        "hamstring_stretch": {"sides_alternate"},
        "dead_bug": {"sides_alternate"},
        "knee_rolls": {"sides_alternate"},
        "curl_up": set[str](),
        "side_plank": set[str](),
        "bird_dog": {"sides_alternate"},
        "childs_pose": set[str](),
        "thread_the_needle": set[str](),
        "press_up": set[str](),
    }.items()
}
"""The rules of each exercise that a verdict knows; what else a program reports is not counted."""
