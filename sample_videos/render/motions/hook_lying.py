"""Hook-lying: on the back, knees bent, feet flat; one hold."""

from __future__ import annotations

from sample_videos.render.motions.feet import feet_at, walk_feet
from sample_videos.render.postures import Pose
from sample_videos.render.postures.supine import HOOK_LYING
from sample_videos.render.rig import SIDES
from sample_videos.render.script import Script

_SWAY: Pose = {"knees_aside_deg": 0.5, "head_follows": 0.01}
_FEET_DEG, _FEET_FAR_DEG = 96.0, 40.0
_HEEL_UP_DEG, _TOES_UP_DEG = 32.0, -28.0


def hook_lying(seed: int, fault: str | None = None, before_s: float = 4.0, fault_s: float = 4.0) -> Script:
    """A hold; a fault comes after some seconds of good form, stays, and goes again."""
    script = Script(HOOK_LYING, feet_at(_FEET_DEG), seed, phase="hold", sway=_SWAY)
    with script.repetition([fault] if fault else [], from_start=True):
        script.hold(before_s)
        if fault == "knees_bent":
            walk_feet(script, _FEET_FAR_DEG)
            script.hold(fault_s)
            walk_feet(script, _FEET_DEG)
        elif fault == "feet_flat":
            angles = dict(
                zip(
                    SIDES,
                    (_HEEL_UP_DEG, _TOES_UP_DEG) if seed % 2 else (_TOES_UP_DEG, _HEEL_UP_DEG),
                    strict=True,
                )
            )
            script.to({f"{side}_heel_up_deg": angle for side, angle in angles.items()}, 0.8)
            script.hold(fault_s)
            script.to({f"{side}_heel_up_deg": 0.0 for side in SIDES}, 0.8)
        else:
            script.hold(fault_s)
        script.hold(1.5)
    return script
