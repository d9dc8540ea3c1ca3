"""Clips of the side plank, the front of the body to the camera."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.clip import HEADING_DEG, Actor, Clip, Split, View
from sample_videos.render.motions.side_plank import side_plank
from sample_videos.render.rig import Side


def _clip(
    what: str,
    shows: str,
    split: Split,
    cast: tuple[str, str],
    lower: Side,
    motion: tuple[int, Sequence[Sequence[str]]],
    view: View,
    stage: tuple[str, str],
) -> Clip:
    body, outfit = cast
    actor = Actor(body, outfit, side_plank(motion[0], lower, motion[1]), HEADING_DEG[lower])
    return Clip(what, shows, "side_plank", split, (actor,), view, *stage)


CLIPS = (
    _clip("clean_a", "two good holds on the left side", "tune", ("female_slim", "sport_blue"), "left",
          (291, [(), ()]), View(None, 0.0, 0.55, 2.8), ("living", "day")),
    _clip("faults_a", "hips that sag after a while; a short hold; on the right side", "tune",
          ("heavy", "tight_teal"), "right", (292, [("hips_in_line",), ("hold_long_enough",)]),
          View(None, 8.0, 0.7, 3.0), ("studio", "lamp")),
    _clip("clean_b", "two good holds on the right side", "test", ("male", "tight_plum"), "right",
          (301, [(), ()]), View(None, -6.0, 0.5, 3.1), ("studio", "day")),
    _clip("faults_b", "a short hold; hips that sag after a while; on the left side", "test",
          ("older", "home_green"), "left", (302, [("hold_long_enough",), ("hips_in_line",)]),
          View(None, 0.0, 0.6, 2.75), ("living", "lamp")),
)  # fmt: skip
