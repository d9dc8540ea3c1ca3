"""Clips of the bird-dog."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.bird_dog import bird_dog
from sample_videos.render.motions.turns import Turn

_clip = partial(solo, exercise="bird_dog")

CLIPS = (
    _clip("clean_a", "good ones, the left arm first", "tune", ("female_slim", "sport_blue"),
          bird_dog(211, [Turn("left"), Turn("right")]), View("left", 5.0, 0.5, 2.8), ("studio", "day")),
    _clip("faults_a", "the leg too high; the same side again with a short hold; a leg alone, swung", "tune",
          ("heavy", "tight_plum"),
          bird_dog(212, [Turn("left", ["leg_not_too_high"]), Turn("left", ["hold_long_enough", "sides_alternate"]),
                         Turn("right", ["opposite_limbs", "slow"])], hold_s=2.4, move_s=1.3),
          View("right", -10.0, 0.75, 3.2), ("living", "lamp")),
    _clip("clean_b", "good ones, the right arm first", "test", ("older", "loose_grey"),
          bird_dog(221, [Turn("right"), Turn("left")]), View("right", 8.0, 0.8, 3.0), ("living", "day")),
    _clip("faults_b", "a leg alone; the same side again, swung; the leg too high with a short hold; 30 frames/s",
          "test", ("male", "tight_teal"),
          bird_dog(222, [Turn("right", ["opposite_limbs"]), Turn("right", ["sides_alternate", "slow"]),
                         Turn("left", ["leg_not_too_high", "hold_long_enough"])], hold_s=2.4, move_s=1.3),
          View("left", -6.0, 0.6, 3.3, fps=30.0), ("studio", "lamp")),
)  # fmt: skip
