"""Clips of the bends of somebody who stands: to the side from the front, backward from the side."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.side_bend import side_bend
from sample_videos.render.motions.standing_extension import standing_extension
from sample_videos.render.motions.turns import Turn
from sample_videos.render.rig import Side

_bend = partial(solo, exercise="side_bend")
_extend = partial(solo, exercise="standing_extension")


def _view(
    near: Side | None, yaw_deg: float, height_m: float, distance_m: float, fps: float | None = 24.0
) -> View:
    """A camera that looks at the middle of a person who stands."""
    return View(near, yaw_deg, height_m, distance_m, fps, target_m=0.9)


CLIPS = (
    _bend("clean_a", "good side bends to the left and to the right", "tune", ("female_slim", "home_green"),
          side_bend(201, [Turn("left"), Turn("right")], 2.0), _view(None, 6.0, 1.05, 2.6), ("studio", "lamp")),
    _bend("fast_turned_same_a", "a good bend, a fast one, one with the chest turned, to the same side", "tune",
          ("heavy", "tight_teal"),
          side_bend(202, [Turn("left"), Turn("right", ["slow"]),
          Turn("right", ["chest_forward", "sides_alternate"])], 1.5),
          _view(None, -9.0, 0.95, 3.0), ("living", "day")),
    _bend("clean_b", "good side bends to the right and to the left", "test", ("older", "sport_blue"),
          side_bend(211, [Turn("right"), Turn("left")], 1.7), _view(None, -4.0, 1.1, 2.7), ("living", "lamp")),
    _bend("turned_same_fast_b", "a bend with the chest turned, a good one to the same side, a fast one; 15 frames/s",
          "test", ("male", "loose_grey"),
          side_bend(212, [Turn("left", ["chest_forward"]), Turn("left", ["sides_alternate"]),
          Turn("right", ["slow"])], 1.6),
          _view(None, 13.0, 0.85, 3.1, fps=15.0), ("studio", "day")),
    _extend("clean_a", "two good extensions", "tune", ("heavy", "sport_blue"),
            standing_extension(221, [(), ()], 1.9), _view("left", 4.0, 1.0, 3.2), ("living", "lamp")),
    _extend("knees_fast_hands_a", "an extension with bent knees, a fast one, one without pause and the hands crossed",
            "tune", ("female_slim", "tight_plum"),
            standing_extension(222, [("knees_straight",), ("slow",), ("hold_long_enough", "hands_at_back")], 1.4),
            _view("right", -8.0, 0.9, 2.7), ("studio", "day")),
    _extend("clean_b", "two good extensions", "test", ("small", "loose_red"),
            standing_extension(231, [(), ()], 1.7), _view("right", 9.0, 0.8, 2.5), ("studio", "lamp")),
    _extend("hold_hands_fast_b", "no pause, then a fast one with the hands crossed, then bent knees; 30 frames/s",
            "test", ("older", "tight_teal"),
            standing_extension(232, [("hold_long_enough",), ("slow", "hands_at_back"), ("knees_straight",)], 1.5, 1.4),
            _view("left", -6.0, 1.05, 2.8, fps=30.0), ("living", "day")),
)  # fmt: skip
