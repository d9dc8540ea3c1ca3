"""What is none of our exercises: standing about, squats, walking away and back, passing by, resting on the knees."""

from __future__ import annotations

from sample_videos.render.postures import Pose
from sample_videos.render.postures.all_fours import ALL_FOURS
from sample_videos.render.postures.standing import STANDING
from sample_videos.render.script import Script

_SWAY: Pose = {"pelvis_pitch_deg": 0.5, "spine_flexion_deg": 0.7, "aside_m": 0.006, "neck_twist_deg": 2.0}
_STEP_M, _STEP_S = 0.56, 0.56


def standing_about(seed: int) -> Script:
    """Someone who waits: looks around, shifts the weight, scratches an arm's length ahead."""
    script = Script(STANDING, {}, seed, sway=_SWAY)
    script.to({"neck_twist_deg": 38.0, "aside_m": 0.05}, 1.0)
    script.hold(0.8)
    script.to({"neck_twist_deg": -30.0, "aside_m": -0.05, "spine_twist_deg": -6.0}, 1.3)
    script.hold(0.7)
    script.to({"right_arm_forward_deg": 48.0, "neck_flexion_deg": 22.0, "neck_twist_deg": -8.0}, 0.9)
    script.hold(0.9)
    script.back(1.2)
    script.hold(1.4)
    return script


def squats(seed: int, count: int = 3) -> Script:
    """Squats with the arms held out in front."""
    down: Pose = {
        "knee_flexion_deg": 98.0,
        "hips_back_deg": 24.0,
        "pelvis_pitch_deg": 32.0,
        "spine_flexion_deg": 8.0,
        "left_arm_forward_deg": 82.0,
        "right_arm_forward_deg": 82.0,
    }
    script = Script(STANDING, {"stance": 1.6}, seed, sway=_SWAY)
    for _ in range(count):
        script.to(down, 1.4)
        script.hold(0.3)
        script.back(1.3)
        script.hold(0.5)
    return script


def leaving_and_back(seed: int, steps: int = 5) -> Script:
    """Stands a while, walks out of the picture, comes back to the place and stands."""
    script = Script(STANDING, {}, seed, still_s=1.5, sway=_SWAY)
    walk(script, steps)
    script.hold(1.2)
    script.to({"facing_deg": 180.0}, 0.1, exactly=True)
    walk(script, -steps)
    script.hold(1.5)
    return script


def passing_by(seed: int, wait_s: float, steps: int = 9) -> Script:
    """Waits outside the picture, then walks through it."""
    script = Script(STANDING, {}, seed, still_s=wait_s)
    walk(script, steps)
    script.hold(1.0)
    return script


def rest_on_knees(seed: int) -> Script:
    """From hands and knees back toward the heels, the arms long: a child's pose, and up again."""
    back: Pose = {
        "hips_back": 0.68,
        "spine_flexion_deg": 26.0,
        "neck_flexion_deg": 24.0,
        "elbow_flexion_deg": 10.0,
    }
    script = Script(ALL_FOURS, {}, seed, sway={"spine_flexion_deg": 0.5, "neck_flexion_deg": 0.8})
    script.to(back, 2.4)
    script.hold(3.5)
    script.back(2.2)
    script.hold(1.2)
    return script


def walk(script: Script, steps: int) -> None:
    """Steps forward, left foot first; a negative number brings the person back the way they came."""
    stride_m = _STEP_M if steps > 0 else -_STEP_M
    start_m = script.pose["ahead_m"]
    for number in range(1, abs(steps) + 1):
        side, other = ("left", "right") if number % 2 else ("right", "left")
        foot_m = start_m + stride_m * number
        changes = {
            "ahead_m": foot_m - stride_m / 2.0,
            f"{side}_foot_ahead_m": foot_m,
            f"{side}_arm_forward_deg": -16.0,
            f"{other}_arm_forward_deg": 20.0,
        }
        script.to(changes, _STEP_S, arc={f"{side}_foot_lift_m": 0.07}, exactly=True, even=True)
    arrived: Pose = {"ahead_m": foot_m, f"{other}_foot_ahead_m": foot_m}
    arms: Pose = {"left_arm_forward_deg": 0.0, "right_arm_forward_deg": 0.0}
    script.to({**arrived, **arms}, _STEP_S, arc={f"{other}_foot_lift_m": 0.05}, exactly=True)
