"""Clips on the back, of the exercises that came later: bridge, knees to the chest."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.bridge import bridge
from sample_videos.render.motions.dead_bug import dead_bug
from sample_videos.render.motions.hamstring_stretch import hamstring_stretch
from sample_videos.render.motions.knee_rolls import knee_rolls
from sample_videos.render.motions.knee_to_chest import double_knee_to_chest, single_knee_to_chest
from sample_videos.render.motions.turns import Turn

#: Coached by name alone: from the side a bridge is a hip lift with twist whose turn is not seen, and auto says so.
_bridge = partial(solo, exercise="bridge", also=("hip_lift_twist",))
_single = partial(solo, exercise="single_knee_to_chest")
_hamstring = partial(solo, exercise="hamstring_stretch")
#: By name alone as well: from the side they look like knees that slide or turn along while somebody lies there.
_rolls = partial(solo, exercise="knee_rolls", also=("hook_lying",))
_bug = partial(solo, exercise="dead_bug")
_double = partial(solo, exercise="double_knee_to_chest")

CLIPS = (
    _bridge("clean_a", "two good bridges", "tune", ("female_slim", "tight_teal"),
            bridge(201, [(), ()]), View("left", 4.0, 0.55, 2.2), ("living", "day")),
    _bridge("feet_a", "heels up and hardly held, then feet far away and dropped fast", "tune",
            ("heavy", "loose_grey"),
            bridge(202, [("feet_flat", "hold_long_enough"), ("knees_bent", "slow")]),
            View("right", 14.0, 0.7, 2.55), ("studio", "lamp")),
    _bridge("hips_a", "hips hardly lifted, then pushed too high", "tune", ("heavy", "tight_plum"),
            bridge(203, [("hips_lifted",), ("hips_not_overarched",)]),
            View("left", -12.0, 0.8, 2.6), ("living", "lamp")),
    _bridge("clean_b", "two good bridges; 30 frames/s", "test", ("male", "sport_blue"),
            bridge(211, [(), ()]), View("right", -6.0, 0.65, 2.55, fps=30.0), ("studio", "day")),
    _bridge("feet_b", "heels up and hardly held, then feet far away and dropped fast", "test",
            ("older", "tight_plum"),
            bridge(212, [("feet_flat", "hold_long_enough"), ("knees_bent", "slow")]),
            View("left", 11.0, 0.85, 2.45), ("living", "lamp")),
    _bridge("hips_b", "hips pushed too high, then hardly lifted", "test", ("small", "home_green"),
            bridge(213, [("hips_not_overarched",), ("hips_lifted",)]),
            View("right", 7.0, 0.5, 2.2), ("living", "day")),
    _single("clean_a", "the left knee, then the right", "tune", ("heavy", "sport_blue"),
            single_knee_to_chest(221, [Turn("left"), Turn("right")]),
            View("right", 6.0, 0.6, 2.4), ("studio", "day")),
    _single("all_faults_a", "the head up, then fast and short, then the same side again", "tune",
            ("female_slim", "loose_red"),
            single_knee_to_chest(222, [Turn("right", ["head_down"]),
                                       Turn("left", ["slow", "hold_long_enough"]),
                                       Turn("left", ["sides_alternate"])]),
            View("left", -10.0, 0.75, 2.3), ("living", "lamp")),
    _single("clean_b", "the right knee, then the left", "test", ("small", "tight_teal"),
            single_knee_to_chest(231, [Turn("right"), Turn("left")]),
            View("left", 9.0, 0.5, 2.15), ("living", "day")),
    _single("all_faults_b", "fast and short, then the head up, then the same side again", "test",
            ("older", "home_green"),
            single_knee_to_chest(232, [Turn("left", ["slow", "hold_long_enough"]),
                                       Turn("right", ["head_down"]),
                                       Turn("right", ["sides_alternate"])]),
            View("right", 17.0, 0.8, 2.4), ("studio", "lamp")),
    _double("clean_a", "both knees, twice", "tune", ("female_slim", "home_green"),
            double_knee_to_chest(241, [(), ()]), View("left", 8.0, 0.65, 2.25), ("studio", "day")),
    _double("all_faults_a", "the head up, then a short hold, then fast", "tune", ("heavy", "loose_red"),
            double_knee_to_chest(242, [("head_down",), ("hold_long_enough",), ("slow",)]),
            View("right", -9.0, 0.85, 2.5), ("living", "lamp")),
    _double("clean_b", "both knees, twice", "test", ("older", "sport_blue"),
            double_knee_to_chest(251, [(), ()]), View("right", 13.0, 0.75, 2.35), ("living", "day")),
    _double("all_faults_b", "fast, then the head up, then a short hold; 15 frames/s", "test",
            ("male", "tight_plum"),
            double_knee_to_chest(252, [("slow",), ("head_down",), ("hold_long_enough",)]),
            View("left", -7.0, 0.55, 2.6, fps=15.0), ("studio", "lamp")),
    _hamstring("clean_a", "the left leg, held for eleven seconds", "tune", ("heavy", "tight_teal"),
               hamstring_stretch(261, [Turn("left")]), View("left", 3.0, 0.7, 2.45), ("living", "day")),
    _hamstring("all_faults_a", "short holds: the head up, then fast, then the same side again", "tune",
               ("female_slim", "sport_blue"),
               hamstring_stretch(262, [Turn("right", ["hold_long_enough", "head_down"]),
                                       Turn("left", ["hold_long_enough", "slow"]),
                                       Turn("left", ["hold_long_enough", "sides_alternate"])]),
               View("right", 13.0, 0.6, 2.35), ("studio", "lamp")),
    _hamstring("clean_b", "the right leg, held for eleven seconds", "test", ("small", "loose_grey"),
               hamstring_stretch(271, [Turn("right")]), View("right", -9.0, 0.6, 2.25), ("studio", "day")),
    _hamstring("all_faults_b", "short holds: fast, then the head up, then the same side again", "test",
               ("male", "loose_red"),
               hamstring_stretch(272, [Turn("left", ["hold_long_enough", "slow"]),
                                       Turn("right", ["hold_long_enough", "head_down"]),
                                       Turn("right", ["hold_long_enough", "sides_alternate"])]),
               View("left", 12.0, 0.8, 2.65), ("living", "lamp")),
    _bug("clean_a", "right arm and left leg, then left arm and right leg", "tune",
         ("female_slim", "tight_plum"),
         dead_bug(281, [Turn("right"), Turn("left")]), View("left", 7.0, 0.6, 2.35), ("studio", "day")),
    _bug("all_faults_a", "a leg alone, the other leg sinking, the same side again and fast", "tune",
         ("heavy", "sport_blue"),
         dead_bug(282, [Turn("left", ["opposite_limbs"]), Turn("right", ["other_leg_stays"]),
                        Turn("right", ["sides_alternate", "slow"])]),
         View("right", -8.0, 0.9, 2.65), ("living", "lamp")),
    _bug("clean_b", "left arm and right leg, then right arm and left leg", "test", ("male", "tight_teal"),
         dead_bug(291, [Turn("left"), Turn("right")]), View("right", 10.0, 0.55, 2.75), ("living", "day")),
    _bug("all_faults_b", "fast, the same side again with the other leg sinking, a leg alone", "test",
         ("older", "loose_grey"),
         dead_bug(293, [Turn("right", ["slow"]), Turn("right", ["sides_alternate", "other_leg_stays"]),
                        Turn("left", ["opposite_limbs"])]),
         View("left", 16.0, 0.7, 2.6), ("studio", "lamp")),
    _rolls("clean_a", "the knees to the left, then to the right", "tune", ("female_slim", "loose_grey"),
           knee_rolls(301, [Turn("left"), Turn("right")]), View("left", 6.0, 0.65, 2.3), ("studio", "lamp")),
    _rolls("all_faults_a", "a shoulder up, then one knee left behind and short, then the same side fast", "tune",
           ("heavy", "tight_teal"),
           knee_rolls(302, [Turn("left", ["shoulders_down"]),
                            Turn("right", ["knees_together", "hold_long_enough"]),
                            Turn("right", ["sides_alternate", "slow"])]),
           View("right", 8.0, 0.8, 2.5), ("living", "day")),
    _rolls("clean_b", "the knees to the right, then to the left", "test", ("male", "home_green"),
           knee_rolls(311, [Turn("right"), Turn("left")]), View("right", 5.0, 0.75, 2.6), ("living", "lamp")),
    _rolls("all_faults_b", "one knee left behind, then the same side fast and short, then a shoulder up", "test",
           ("small", "sport_blue"),
           knee_rolls(312, [Turn("right", ["knees_together"]),
                            Turn("right", ["sides_alternate", "slow", "hold_long_enough"]),
                            Turn("left", ["shoulders_down"])]),
           View("left", -9.0, 0.6, 2.2), ("studio", "day")),
)  # fmt: skip
