"""Clips of the curl-up."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.curl_up import curl_up

_clip = partial(solo, exercise="curl_up")

CLIPS = (
    _clip("clean_a", "two good ones, the left leg long", "tune", ("heavy", "sport_blue"),
          curl_up(321, "left", [(), ()]), View("left", 6.0, 0.55, 2.55), ("living", "day")),
    _clip("faults_a", "half way to sitting; fast with a short hold; chin on the chest", "tune",
          ("female_slim", "loose_grey"),
          curl_up(322, "left", [("only_a_little",), ("slow", "hold_long_enough"), ("chin_stays",)], hold_s=2.4),
          View("right", -7.0, 0.7, 2.35), ("studio", "lamp")),
    _clip("clean_b", "two good ones, the right leg long", "test", ("small", "home_green"),
          curl_up(331, "right", [(), ()]), View("left", -8.0, 0.6, 2.2), ("studio", "day")),
    _clip("faults_b", "fast with a short hold; chin on the chest; half way to sitting", "test",
          ("male", "tight_plum"),
          curl_up(332, "right", [("slow", "hold_long_enough"), ("chin_stays",), ("only_a_little",)], hold_s=2.4),
          View("right", 9.0, 0.75, 2.7), ("living", "lamp")),
)  # fmt: skip
