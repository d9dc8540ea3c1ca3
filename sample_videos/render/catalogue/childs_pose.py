"""Clips of child's pose."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.childs_pose import childs_pose

_clip = partial(solo, exercise="childs_pose")

CLIPS = (
    _clip("clean_a", "two good holds", "tune", ("heavy", "home_green"),
          childs_pose(231, [(), ()]), View("right", 6.0, 0.55, 2.7), ("living", "day")),
    _clip("faults_a", "a short hold, up fast; hips that come forward", "tune", ("female_slim", "loose_grey"),
          childs_pose(232, [("hold_long_enough", "slow"), ("hips_stay_back",)], hold_s=2.5, move_s=1.45),
          View("left", -14.0, 0.8, 2.6), ("studio", "lamp")),
    _clip("clean_b", "two good holds", "test", ("small", "tight_teal"),
          childs_pose(241, [(), ()]), View("left", 10.0, 0.65, 2.5), ("studio", "day")),
    _clip("faults_b", "hips that come forward; a short hold, up fast; 15 frames/s", "test", ("older", "loose_red"),
          childs_pose(242, [("hips_stay_back",), ("hold_long_enough", "slow")], hold_s=2.5, move_s=1.45),
          View("right", -8.0, 0.45, 2.75, fps=15.0), ("living", "lamp")),
)  # fmt: skip
