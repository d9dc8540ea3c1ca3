"""Clips of none of our exercises, and one with a second person in the picture."""

from __future__ import annotations

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import HEADING_DEG, Actor, Clip, Split, View
from sample_videos.render.motions.cat_cow import cat_cow
from sample_videos.render.motions.everyday import (
    leaving_and_back,
    passing_by,
    rest_on_knees,
    squats,
    standing_about,
)

_FAR = View("left", 10.0, 1.0, 3.6, target_m=0.9)


def _passed_by(
    what: str, split: Split, cast: tuple[str, str], passer: tuple[str, str], seed: int, view: View
) -> Clip:
    """Two good cycles of cat-cow while somebody walks past behind."""
    script = cat_cow(seed, [(), ()], move_s=2.3)
    first = Actor(*cast, script, HEADING_DEG[view.near])
    second = Actor(*passer, passing_by(seed, wait_s=5.0), 90.0, (-2.7, 1.25))
    shows = "two good cycles; somebody passes behind"
    return Clip(what, shows, "cat_cow", split, (first, second), view, "living", "day")


CLIPS = (
    Clip("empty_room_a", "a room with nobody in it", None, "tune", (),
         View(None, 0.0, 0.8, 3.0), "living", "lamp"),
    Clip("empty_room_b", "a room with nobody in it, dim light", None, "test", (),
         View(None, 15.0, 0.6, 2.8), "studio", "dim"),
    solo("standing_about_a", "somebody who stands and waits", "tune", ("female_slim", "home_green"),
         standing_about(171), View(None, 7.0, 1.05, 3.0, target_m=0.9), ("studio", "day")),
    solo("standing_about_b", "somebody who stands and waits, seen from the side", "test",
         ("older", "loose_red"),
         standing_about(181), View("left", -6.0, 1.0, 2.9, target_m=0.85), ("living", "day")),
    solo("squats_a", "squats from the side", "tune", ("heavy", "sport_blue"),
         squats(172), View("right", 12.0, 0.9, 3.0, target_m=0.9), ("living", "lamp")),
    solo("squats_b", "squats from the front", "test", ("male", "tight_plum"),
         squats(182), View(None, -14.0, 1.0, 3.2, target_m=0.95), ("studio", "lamp")),
    solo("leaving_and_back_a", "somebody who leaves the picture and comes back", "tune",
         ("female_slim", "sport_blue"),
         leaving_and_back(173), _FAR, ("studio", "lamp")),
    solo("leaving_and_back_b", "somebody who leaves the picture and comes back", "test",
         ("small", "loose_grey"),
         leaving_and_back(183), View("right", 6.0, 0.9, 3.2, target_m=0.85), ("living", "day")),
    solo("rest_on_knees_a", "hands and knees, then resting back on the heels", "tune",
         ("heavy", "tight_plum"),
         rest_on_knees(174), View("left", 5.0, 0.7, 2.5), ("studio", "day"), also=("childs_pose",)),
    solo("rest_on_knees_b", "hands and knees, then resting back on the heels", "test", ("male", "loose_grey"),
         rest_on_knees(184), View("right", -9.0, 0.6, 2.6), ("studio", "dim"), also=("childs_pose",)),
    _passed_by("passer_behind_a", "tune", ("female_slim", "tight_teal"), ("heavy", "loose_grey"), 175,
               View("left", 4.0, 0.8, 2.7)),
    _passed_by("passer_behind_b", "test", ("small", "tight_plum"), ("male", "home_green"), 185,
               View("right", -5.0, 0.7, 2.6)),
)  # fmt: skip
