"""Clips of the warm-up, standing: toe touch from the side, arm circles and torso twist from the front."""

from __future__ import annotations

from functools import partial

from sample_videos.render.catalogue.casting import solo
from sample_videos.render.clip import View
from sample_videos.render.motions.arm_circles import arm_circles
from sample_videos.render.motions.toe_touch import toe_touch
from sample_videos.render.motions.torso_twist import torso_twist
from sample_videos.render.motions.turns import Turn
from sample_videos.render.rig import Side

_touch = partial(solo, exercise="toe_touch")
_circles = partial(solo, exercise="arm_circles")
_twist = partial(solo, exercise="torso_twist")


def _view(
    near: Side | None,
    yaw_deg: float,
    height_m: float,
    distance_m: float,
    fps: float | None = 24.0,
    size_wh: tuple[int, int] = (640, 480),
) -> View:
    """A camera that looks at the middle of a person who stands and may raise the arms."""
    return View(near, yaw_deg, height_m, distance_m, fps, size_wh, target_m=1.0)


CLIPS = (
    _touch("clean_a", "two good toe touches", "tune", ("female_slim", "sport_blue"),
           toe_touch(51, [(), ()]), _view("left", 0.0, 0.9, 2.7), ("living", "day")),
    _touch("knees_fast_a", "a good touch, one with bent knees, a fast one", "tune", ("heavy", "loose_grey"),
           toe_touch(52, [(), ("knees_straight",), ("slow",)]), _view("right", 15.0, 1.1, 3.1),
           ("studio", "lamp")),
    _touch("clean_b", "two good toe touches", "test", ("older", "tight_plum"),
           toe_touch(61, [(), ()], 2.5), _view("right", -8.0, 0.8, 2.8), ("studio", "day")),
    _touch("knees_fast_b", "a good touch, a fast one, one with bent knees; 15 frames/s", "test",
           ("male", "home_green"),
           toe_touch(62, [(), ("slow",), ("knees_straight",)]), _view("left", 10.0, 1.0, 3.2, fps=15.0),
           ("living", "lamp")),
    _circles("clean_a", "four good circles, up in front", "tune", ("female_slim", "tight_plum"),
             arm_circles(71, [(), (), (), ()]), _view(None, 0.0, 1.0, 3.0), ("studio", "day")),
    _circles("elbows_half_a", "good circles, then one with bent elbows, then half circles", "tune",
             ("heavy", "loose_red"),
             arm_circles(72, [(), (), ("elbows_straight",), ("full_circle",),
             ("full_circle",)], outward_first=True),
             _view(None, 12.0, 0.9, 3.2), ("living", "lamp")),
    _circles("one_late_a", "good circles, then two with one arm late", "tune", ("heavy", "tight_teal"),
             arm_circles(73, [(), (), ("arms_together",), ("arms_together",)]), _view(None, -15.0, 1.1, 3.3),
             ("studio", "lamp")),
    _circles("clean_60fps_b", "three good circles, up at the sides; 60 frames/s", "test",
             ("small", "sport_blue"),
             arm_circles(81, [(), (), ()], outward_first=True), _view(None, 5.0, 1.0, 2.8, fps=60.0),
             ("living", "day")),
    _circles("elbows_half_b", "good circles, then half ones, then one with bent elbows", "test",
             ("male", "loose_grey"),
             arm_circles(82, [(), (), ("full_circle",), ("full_circle",), ("elbows_straight",)]),
             _view(None, -10.0, 1.0, 3.4), ("studio", "lamp")),
    _circles("one_late_portrait_b", "good circles, then two with one arm late; portrait", "test",
             ("older", "tight_teal"),
             arm_circles(83, [(), (), ("arms_together",), ("arms_together",)]),
             _view(None, 20.0, 1.1, 3.2, size_wh=(480, 640)), ("living", "day")),
    _twist("clean_a", "good twists to the left, right, left", "tune", ("female_slim", "loose_grey"),
           torso_twist(91, [Turn("left"), Turn("right"), Turn("left")]), _view(None, 0.0, 1.0, 2.7),
           ("living", "lamp")),
    _twist("pelvis_fast_a", "good twists, then with the pelvis, then fast", "tune", ("heavy", "sport_blue"),
           torso_twist(92, [Turn("left"), Turn("right"), Turn("left", ["pelvis_forward"]), Turn("right",
           ["slow"])]),
           _view(None, -12.0, 0.9, 3.0), ("studio", "day")),
    _twist("clean_b", "good twists to the right, left, right", "test", ("male", "tight_teal"),
           torso_twist(101, [Turn("right"), Turn("left"), Turn("right")], 2.0), _view(None, 8.0, 1.0, 3.0),
           ("studio", "lamp")),
    _twist("pelvis_fast_b", "good twists, then fast, then with the pelvis; 30 frames/s", "test",
           ("small", "loose_red"),
           torso_twist(102, [Turn("right"), Turn("left"), Turn("right", ["slow"]), Turn("left",
           ["pelvis_forward"])]),
           _view(None, -18.0, 1.1, 2.8, fps=30.0), ("living", "day")),
)  # fmt: skip
