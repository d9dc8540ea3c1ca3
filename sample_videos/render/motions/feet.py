"""Feet and legs of a person on the back: where they stand, and how they get somewhere else or off the floor."""

from __future__ import annotations

from sample_videos.render.postures import Pose
from sample_videos.render.rig import SIDES
from sample_videos.render.script import Script


def feet_at(flexion_deg: float) -> dict[str, float]:
    """Both feet where they give this knee flexion with the hips down."""
    return {f"{side}_foot_flexion_deg": flexion_deg for side in SIDES}


def walk_feet(script: Script, flexion_deg: float, step_s: float = 0.55) -> None:
    """Put one foot after the other where they give this knee flexion, and call that the start from now on."""
    wanted = feet_at(flexion_deg)
    if all(script.pose[name] == value for name, value in wanted.items()):
        return
    for side in SIDES:
        foot = f"{side}_foot_flexion_deg"
        script.to({foot: flexion_deg}, step_s, arc={f"{side}_foot_lift_m": 0.03}, exactly=True)
    script.start.update(wanted)
    script.hold(0.3)


def of_leg(side: str, leg: Pose) -> dict[str, float]:
    """What is said of any leg, said of this one."""
    return {f"{side}_{name}": value for name, value in leg.items()}


def both_down(raised: Pose) -> dict[str, float]:
    """Legs that leave the floor do so from where their feet stand: only `leg_free` changes their pose there."""
    return {
        name: value for side in SIDES for name, value in of_leg(side, {**raised, "leg_free": 0.0}).items()
    }
