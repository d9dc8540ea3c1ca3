"""Clips of thread the needle."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.thread_the_needle import thread_the_needle
from sample_videos.render.motions.turns import Turn

_clip = partial(solo, exercise="thread_the_needle")

CLIPS = (
    _clip("clean_a", "the left arm, then the right", "tune", ("female_slim", "tight_teal"),
          thread_the_needle(251, [Turn("left"), Turn("right")]), View("left", -5.0, 0.6, 2.5),
          ("living", "lamp")),
    _clip("faults_a", "hips that go back; the other arm fast with a short hold", "tune", ("heavy", "sport_blue"),
          thread_the_needle(252, [Turn("left", ["hips_over_knees"]), Turn("right", ["hold_long_enough", "slow"])]),
          View("right", 12.0, 0.85, 2.8), ("studio", "day")),
    _clip("clean_b", "the right arm, then the left", "test", ("male", "loose_red"),
          thread_the_needle(261, [Turn("right"), Turn("left")]), View("right", -9.0, 0.5, 2.8),
          ("studio", "lamp")),
    _clip("faults_b", "one arm fast with a short hold; hips that go forward", "test", ("older", "home_green"),
          thread_the_needle(262, [Turn("right", ["hold_long_enough", "slow"]), Turn("left", ["hips_over_knees"])],
                            forward=True),
          View("left", 7.0, 0.7, 2.55), ("living", "day")),
)  # fmt: skip
