"""Arm circles: both arms up in front of the body and down at the sides, or the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.postures import Pose
from sample_videos.render.postures.standing import ARMS_CIRCLING
from sample_videos.render.script import Script

_SWAY: Pose = {"pelvis_pitch_deg": 0.4, "spine_flexion_deg": 0.5, "aside_m": 0.004}
_HALF_CIRCLE_DEG = 98.0
_LAG_DEG = 85.0
_BENT_ELBOWS_DEG = 58.0


def arm_circles(
    seed: int, circles: Sequence[Sequence[str]], turn_s: float = 2.6, outward_first: bool = False
) -> Script:
    """Circles of both arms, each given by the rules that it breaks; `outward_first` goes up at the sides."""
    script = Script(ARMS_CIRCLING, {}, seed, sway=_SWAY)
    way = 1.0 if outward_first else -1.0
    for faults in circles:
        with script.repetition(faults):
            if "full_circle" in faults:
                _half_circle(script, turn_s)
            elif "arms_together" in faults:
                _one_arm_late(script, way, turn_s)
            elif "elbows_straight" in faults:
                _bent_circle(script, way, turn_s)
            else:
                script.to(_both(script, way * 360.0), script.about(turn_s), "circling", exactly=True)
    script.hold(0.5, phase="", exactly=True)
    script.hold(0.6)
    return script


def _both(script: Script, by_deg: float) -> dict[str, float]:
    return {
        f"{side}_arm_turn_deg": script.pose[f"{side}_arm_turn_deg"] + by_deg for side in ("left", "right")
    }


def _half_circle(script: Script, turn_s: float) -> None:
    """Out to the side, only to the height of the shoulders, and back down."""
    for phase, by_deg in (("circling", _HALF_CIRCLE_DEG), (None, -_HALF_CIRCLE_DEG)):
        script.to(_both(script, by_deg), script.about(0.45 * turn_s), phase, exactly=True)


def _bent_circle(script: Script, way: float, turn_s: float) -> None:
    """Bend the elbows, go round, stretch them again."""
    script.to({"elbow_flexion_deg": _BENT_ELBOWS_DEG}, 0.5, "circling", exactly=True)
    script.to(_both(script, way * 360.0), script.about(turn_s), exactly=True)
    script.to({"elbow_flexion_deg": script.start["elbow_flexion_deg"]}, 0.5, exactly=True)


def _one_arm_late(script: Script, way: float, turn_s: float) -> None:
    """A circle in which the right arm starts, and comes home, after the left."""
    share = _LAG_DEG / 360.0
    early = script.pose["left_arm_turn_deg"] + way * _LAG_DEG
    script.to({"left_arm_turn_deg": early}, 1.3 * share * turn_s, "circling", exactly=True)
    script.to(_both(script, way * (360.0 - _LAG_DEG)), (1.0 - share) * turn_s, exactly=True)
    late = script.pose["right_arm_turn_deg"] + way * _LAG_DEG
    script.to({"right_arm_turn_deg": late}, 1.3 * share * turn_s, exactly=True)
