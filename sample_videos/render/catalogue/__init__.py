"""All clips, by name: one file per exercise says who does it, with which faults, in front of which camera.

Half of the clips (`tune`) may be used to choose thresholds, the other half (`test`) only to report. The halves share
neither a body nor a camera: `tune` has the bodies female_slim and heavy, `test` has male, older and small.
"""

from __future__ import annotations

from sample_videos.render.catalogue import (
    bird_dog,
    cat_cow,
    childs_pose,
    curl_up,
    hip_lift_twist,
    lying,
    on_back,
    others,
    press_up,
    seated,
    side_plank,
    standing,
    standing_bends,
    thread_the_needle,
)
from sample_videos.render.clip import Clip

_ALL = (
    *cat_cow.CLIPS,
    *hip_lift_twist.CLIPS,
    *standing.CLIPS,
    *lying.CLIPS,
    *standing_bends.CLIPS,
    *seated.CLIPS,
    *bird_dog.CLIPS,
    *childs_pose.CLIPS,
    *thread_the_needle.CLIPS,
    *press_up.CLIPS,
    *on_back.CLIPS,
    *side_plank.CLIPS,
    *curl_up.CLIPS,
    *others.CLIPS,
)

CLIPS: dict[str, Clip] = {clip.name: clip for clip in _ALL}
