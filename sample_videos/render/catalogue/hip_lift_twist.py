"""Clips of the hip lift with twist."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.hip_lift_twist import hip_lift_twist
from sample_videos.render.motions.turns import Turn

_clip = partial(solo, exercise="hip_lift_twist")

CLIPS = (
    _clip("clean_a", "a good lift and twist to the left, then to the right", "tune",
          ("female_slim", "tight_teal"),
          hip_lift_twist(31, [Turn("left"), Turn("right")]), View("left", 0.0, 0.6, 2.15), ("living", "day")),
    _clip("feet_short_hold_a", "heels up in the first, a short hold in the second", "tune",
          ("heavy", "sport_blue"),
          hip_lift_twist(32, [Turn("left", ["feet_flat"]), Turn("right", ["hold_long_enough"])], 2.8),
          View("right", 14.0, 0.8, 2.55), ("studio", "lamp")),
    _clip("fast_return_knees_a", "a fast return in the first, knees too straight in the second", "tune",
          ("female_slim", "loose_red"),
          hip_lift_twist(33, [Turn("right", ["slow_return"]), Turn("left", ["knees_bent"])], 2.8),
          View("right", -12.0, 0.45, 2.45), ("living", "lamp")),
    _clip("hips_low_overarched_a", "hips hardly lifted in the first, pushed too high in the second", "tune",
          ("heavy", "home_green"),
          hip_lift_twist(34, [Turn("right", ["hips_lifted"]), Turn("left", ["hips_not_overarched"])], 2.8),
          View("left", 20.0, 1.0, 2.75), ("studio", "day")),
    _clip("clean_b", "a good lift and twist to the right, then to the left", "test", ("male", "loose_grey"),
          hip_lift_twist(41, [Turn("right"), Turn("left")]), View("right", 6.0, 0.7, 2.55),
          ("studio", "day")),
    _clip("clean_vfr_c", "good lifts to both sides; variable frame rate, dim light", "test",
          ("older", "tight_plum"),
          hip_lift_twist(45, [Turn("left"), Turn("right")], 3.3), View("left", 18.0, 0.9, 2.85, fps=None),
          ("living", "dim")),
    _clip("feet_short_hold_b", "a short hold in the first, heels up in the second", "test",
          ("small", "tight_plum"),
          hip_lift_twist(42, [Turn("left", ["hold_long_enough"]), Turn("right", ["feet_flat"])], 2.8),
          View("left", -8.0, 0.55, 2.05), ("living", "day")),
    _clip("fast_return_knees_b", "a fast return in the first, knees too straight in the second", "test",
          ("older", "sport_blue"),
          hip_lift_twist(43, [Turn("left", ["slow_return"]), Turn("right", ["knees_bent"])], 2.8),
          View("right", 10.0, 0.35, 2.35), ("studio", "lamp")),
    _clip("hips_low_overarched_b", "hips hardly lifted in the first, pushed too high in the second", "test",
          ("male", "tight_teal"),
          hip_lift_twist(44, [Turn("left", ["hips_lifted"]), Turn("right", ["hips_not_overarched"])], 2.8),
          View("right", -16.0, 0.8, 2.65), ("living", "lamp")),
)  # fmt: skip
