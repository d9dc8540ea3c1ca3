"""Clips of somebody on a chair: cat-cow from the side, twists from the front."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import Clip, View
from sample_videos.render.motions.seated_cat_cow import seated_cat_cow
from sample_videos.render.motions.seated_twist import seated_twist
from sample_videos.render.motions.turns import Turn
from sample_videos.render.rig import Side

_cats = partial(solo, exercise="seated_cat_cow")
_twist = partial(solo, exercise="seated_twist")


def _view(
    near: Side | None, yaw_deg: float, height_m: float, distance_m: float, fps: float | None = 24.0
) -> View:
    """A camera that looks at the middle of a person who sits."""
    return View(near, yaw_deg, height_m, distance_m, fps, target_m=0.65)


def _on_stool(clip: Clip) -> Clip:
    """The clip with a stool in place of a chair."""
    return replace(clip, actors=(replace(clip.actors[0], chair_back=False),))


CLIPS = (
    _on_stool(
        _cats("clean_a", "two good rounds on a stool", "tune", ("female_slim", "tight_teal"),
              seated_cat_cow(241, [(), ()], 2.0), _view("right", 5.0, 0.95, 2.3), ("living", "day"))),
    _cats("faults_a", "one not rounded with feet that slide, one not arched that leans, a fast one", "tune",
          ("heavy", "tight_plum"),
          seated_cat_cow(242, [(), ("spine_rounded", "knees_still"), ("spine_arched", "trunk_over_seat"),
          ("slow",)], 1.2),
          _view("left", -7.0, 0.85, 2.6), ("studio", "lamp")),
    _cats("clean_b", "two good rounds", "test", ("male", "tight_plum"),
          seated_cat_cow(251, [(), ()], 1.9), _view("left", 8.0, 0.9, 2.7), ("studio", "day")),
    _on_stool(
        _cats("faults_b", "a fast one, one not arched with sliding feet, one not rounded, one that leans; 30 frames/s",
              "test", ("older", "tight_teal"),
              seated_cat_cow(252, [("slow",), ("spine_arched", "knees_still"), ("spine_rounded",),
              ("trunk_over_seat",)], 1.2),
              _view("right", -5.0, 1.0, 2.4, fps=30.0), ("living", "lamp"))),
    _twist("clean_a", "good twists to the left and to the right", "tune", ("heavy", "loose_grey"),
           seated_twist(261, [Turn("left"), Turn("right")]), _view(None, 5.0, 1.0, 2.4), ("living", "lamp")),
    _twist("short_leaned_fast_a", "a hold too short, a twist that leans to the same side, a fast one", "tune",
           ("female_slim", "sport_blue"),
           seated_twist(262, [Turn("right", ["hold_long_enough"]), Turn("right", ["stay_tall", "sides_alternate"]),
           Turn("left", ["slow"])], 2.3, 1.3),
           _view(None, -11.0, 0.9, 2.2), ("studio", "day")),
    _twist("clean_crossed_b", "good twists to the right and to the left, the arms crossed", "test",
           ("small", "home_green"),
           seated_twist(271, [Turn("right"), Turn("left")], 2.8, 1.6, crossed=True),
           _view(None, -3.0, 1.05, 2.1), ("studio", "lamp")),
    _twist("leaned_fast_short_b", "a twist that leans, a fast one, a hold too short to the same side", "test",
           ("male", "tight_teal"),
           seated_twist(272, [Turn("left", ["stay_tall"]), Turn("right", ["slow"]),
           Turn("right", ["hold_long_enough", "sides_alternate"])], 2.4, 1.4),
           _view(None, 10.0, 0.95, 2.5), ("living", "day")),
)  # fmt: skip
