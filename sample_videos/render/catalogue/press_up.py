"""Clips of the press-up on the belly."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.press_up import HALF_UP, press_up

_clip = partial(solo, exercise="press_up")

CLIPS = (
    _clip("clean_a", "two good ones, half way up", "tune", ("heavy", "loose_grey"),
          press_up(271, [(), ()], HALF_UP), View("left", 7.0, 0.55, 2.9), ("studio", "lamp")),
    _clip("faults_a", "hips off the floor; up fast, head thrown back; no pause, dropped", "tune",
          ("female_slim", "tight_plum"),
          press_up(272, [("hips_on_floor",), ("slow", "neck_long"), ("hold_long_enough", "slow_return")]),
          View("right", -8.0, 0.7, 2.7), ("living", "day")),
    _clip("clean_b", "two good ones, high up", "test", ("older", "sport_blue"),
          press_up(281, [(), ()]), View("right", 9.0, 0.5, 2.8), ("living", "lamp")),
    _clip("faults_b", "no pause, dropped; hips off the floor; up fast, head thrown back", "test",
          ("male", "home_green"),
          press_up(282, [("hold_long_enough", "slow_return"), ("hips_on_floor",), ("slow", "neck_long")]),
          View("left", -6.0, 0.75, 3.0), ("studio", "day")),
)  # fmt: skip
