"""Clips on the back: hook-lying, foam roll, thoracic rotation."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.foam_roll import foam_roll
from sample_videos.render.motions.hook_lying import hook_lying
from sample_videos.render.motions.thoracic_rotation import thoracic_rotation
from sample_videos.render.motions.turns import Turn

_hook = partial(solo, exercise="hook_lying")
_roll = partial(solo, exercise="foam_roll")
_rotation = partial(solo, exercise="thoracic_rotation")

CLIPS = (
    _hook("clean_a", "a good hold", "tune", ("heavy", "loose_red"),
          hook_lying(111, before_s=6.0), View("left", 0.0, 0.6, 2.3), ("living", "day")),
    _hook("knees_a", "a hold in which the feet slide away for some seconds", "tune",
          ("female_slim", "tight_plum"),
          hook_lying(112, "knees_bent"), View("right", 15.0, 0.9, 2.4), ("studio", "lamp")),
    _hook("feet_a", "a hold in which one heel and the other toes come up for some seconds", "tune",
          ("heavy", "tight_teal"),
          hook_lying(113, "feet_flat"), View("left", -15.0, 0.5, 2.4), ("studio", "day")),
    _hook("clean_b", "a good hold; 1280x720", "test", ("older", "home_green"),
          hook_lying(121, before_s=6.0), View("right", 8.0, 0.7, 2.4, size_wh=(1280, 720)),
          ("studio", "lamp")),
    _hook("knees_b", "a hold in which the feet slide away for some seconds", "test", ("male", "sport_blue"),
          hook_lying(122, "knees_bent"), View("left", -10.0, 0.8, 2.7), ("living", "lamp")),
    _hook("feet_b", "a hold in which one heel and the other toes come up for some seconds", "test",
          ("small", "loose_grey"),
          hook_lying(124, "feet_flat"), View("right", 20.0, 0.4, 2.2), ("living", "day")),
    _roll("clean_a", "four slow passes", "tune", ("female_slim", "tight_teal"),
          foam_roll(131, [(), (), (), ()]), View("left", 0.0, 0.6, 2.3), ("studio", "day")),
    _roll("fast_heels_a", "two slow passes, a fast one, one on the toes", "tune", ("heavy", "loose_grey"),
          foam_roll(132, [(), (), ("slow",), ("feet_flat",)]), View("right", 16.0, 0.8, 2.5),
          ("living", "lamp")),
    _roll("knees_a", "two slow passes, then two with the feet too far away", "tune",
          ("female_slim", "home_green"),
          foam_roll(133, [(), (), ("knees_bent",), ("knees_bent",)]), View("right", 8.0, 0.5, 2.5),
          ("studio", "lamp")),
    _roll("clean_b", "four slow passes", "test", ("male", "loose_red"),
          foam_roll(141, [(), (), (), ()]), View("right", 12.0, 0.7, 2.6), ("living", "day")),
    _roll("fast_heels_b", "a slow pass, one with the toes up, a slow one, a fast one", "test",
          ("older", "tight_plum"),
          foam_roll(142, [(), ("feet_flat",), (), ("slow",)], toes_up=True), View("left", 5.0, 0.9, 2.4),
          ("studio", "lamp")),
    _roll("knees_b", "two slow passes, then two with the feet too far away", "test", ("small", "sport_blue"),
          foam_roll(143, [(), (), ("knees_bent",), ("knees_bent",)]), View("left", 22.0, 0.6, 2.3),
          ("living", "day")),
    _rotation("clean_a", "good rotations to the left and the right", "tune", ("female_slim", "loose_grey"),
              thoracic_rotation(151, [Turn("left"), Turn("right")]), View("left", 5.0, 0.7, 2.3),
              ("living", "day")),
    _rotation("hands_fast_a", "hands off the head in the first, the second fast", "tune",
              ("heavy", "tight_plum"),
              thoracic_rotation(152, [Turn("left", ["hands_behind_head"]), Turn("right", ["slow"])]),
              View("right", 15.0, 0.8, 2.5), ("studio", "lamp")),
    _rotation("elbows_short_a", "elbows drawn in in the first, a short hold in the second", "tune",
              ("female_slim", "sport_blue"),
              thoracic_rotation(153, [Turn("right", ["elbows_wide"]), Turn("left", ["hold_long_enough"])]),
              View("right", 25.0, 0.9, 2.4), ("studio", "day")),
    _rotation("knees_a", "knees dropped to the side in the first, the second good", "tune",
              ("heavy", "home_green"),
              thoracic_rotation(154, [Turn("left", ["knees_still"]), Turn("right")]),
              View("left", 12.0, 0.6, 2.5), ("living", "lamp")),
    _rotation("clean_b", "good rotations to the right and the left", "test", ("male", "tight_teal"),
              thoracic_rotation(161, [Turn("right"), Turn("left")]), View("right", 10.0, 0.7, 2.5),
              ("studio", "day")),
    _rotation("hands_fast_b", "the first fast, hands off the head in the second", "test",
              ("small", "loose_red"),
              thoracic_rotation(162, [Turn("left", ["slow"]), Turn("right", ["hands_behind_head"])]),
              View("left", 20.0, 0.9, 2.2), ("living", "lamp")),
    _rotation("elbows_short_b", "a short hold in the first, elbows drawn in in the second", "test",
              ("older", "sport_blue"),
              thoracic_rotation(163, [Turn("right", ["hold_long_enough"]), Turn("left", ["elbows_wide"])]),
              View("left", 8.0, 0.8, 2.4), ("studio", "lamp")),
    _rotation("knees_b", "a good one, then knees dropped to the side", "test", ("male", "home_green"),
              thoracic_rotation(164, [Turn("left"), Turn("right", ["knees_still"])]),
              View("right", 28.0, 1.0, 2.6), ("living", "day")),
)  # fmt: skip
