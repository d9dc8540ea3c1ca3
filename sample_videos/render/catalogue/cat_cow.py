"""Clips of cat-cow."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.cat_cow import cat_cow

_clip = partial(solo, exercise="cat_cow")

CLIPS = (
    _clip("clean_a", "two good cycles, cow first", "tune", ("female_slim", "tight_plum"),
          cat_cow(11, [(), ()], move_s=2.4), View("left", 0.0, 0.6, 2.15), ("living", "day")),
    _clip("flat_back_a", "a good cycle, one with a flat back in the cat, one in the cow", "tune",
          ("heavy", "sport_blue"),
          cat_cow(12, [(), ("spine_rounded",), ("spine_arched",)]), View("right", 14.0, 0.8, 2.55),
          ("studio", "lamp")),
    _clip("head_still_elbows_a", "a good cycle, one with a still head, one with bent elbows", "tune",
          ("female_slim", "loose_grey"),
          cat_cow(13, [(), ("head_follows",), ("elbows_straight",)]), View("right", -12.0, 0.45, 2.25),
          ("living", "lamp")),
    _clip("fast_hips_back_a", "a good cycle, a fast one, one with the hips back", "tune",
          ("heavy", "home_green"),
          cat_cow(14, [(), ("slow",), ("hips_over_knees",)], move_s=2.2),
          View("left", -20.0, 1.0, 2.75, fps=30.0),
          ("studio", "day")),
    _clip("clean_b", "two good cycles, cat first", "test", ("male", "loose_red"),
          cat_cow(21, [(), ()], move_s=2.5, cat_first=True), View("right", 6.0, 0.7, 2.35),
          ("studio", "day")),
    _clip("clean_far_c", "two good cycles, far from the camera, dim light", "test", ("older", "home_green"),
          cat_cow(25, [(), ()], move_s=2.3), View("left", 18.0, 1.1, 3.9), ("living", "dim")),
    _clip("flat_back_b", "a good cycle, one with a flat back in the cow, one in the cat", "test",
          ("older", "tight_teal"),
          cat_cow(22, [(), ("spine_arched",), ("spine_rounded",)]), View("left", -8.0, 0.55, 2.25),
          ("living", "day")),
    _clip("head_still_elbows_b", "a good cycle, one with a still head, one with bent elbows", "test",
          ("small", "sport_blue"),
          cat_cow(23, [(), ("head_follows",), ("elbows_straight",)]), View("left", 10.0, 0.9, 2.05),
          ("studio", "lamp")),
    _clip("fast_hips_back_b", "a good cycle, a fast one, one with the hips back; 15 frames/s", "test",
          ("male", "tight_teal"),
          cat_cow(24, [(), ("slow",), ("hips_over_knees",)], move_s=2.2),
          View("right", -16.0, 0.35, 2.65, fps=15.0),
          ("living", "lamp")),
)  # fmt: skip
