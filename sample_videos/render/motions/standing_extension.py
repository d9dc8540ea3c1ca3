"""Standing extension: hands on the small of the back, the trunk leans back over straight legs and comes up again."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.postures import Pose
from sample_videos.render.postures.standing import HANDS_ON_BACK
from sample_videos.render.script import Script

#: The hips go forward over the feet while chest and head go back.
_LEANED: Pose = {
    "hips_back_deg": -5.0,
    "pelvis_pitch_deg": -7.0,
    "spine_flexion_deg": -32.0,
    "neck_flexion_deg": -16.0,
}
#: What is different when a rule is broken; tempo, pause and hands are handled in the script.
FAULTS: dict[str, Pose] = {
    "knees_straight": {"knee_flexion_deg": 42.0, "hips_back_deg": -3.0, "pelvis_pitch_deg": -10.0},
    "slow": {},
    "hold_long_enough": {},
    "hands_at_back": {},
}
_SWAY: Pose = {"pelvis_pitch_deg": 0.4, "spine_flexion_deg": 0.5, "aside_m": 0.004}
_FAST_S = 0.5
_HANDS_S = 0.9


def standing_extension(
    seed: int, leans: Sequence[Sequence[str]], move_s: float = 1.6, hold_s: float = 1.6
) -> Script:
    """Extensions, each given by the rules that it breaks."""
    script = Script(HANDS_ON_BACK, {"stance": 1.5}, seed, phase="upright", sway=_SWAY)
    for faults in leans:
        leaned = {**_LEANED, **{name: value for rule in faults for name, value in FAULTS[rule].items()}}
        fast, short = "slow" in faults, "hold_long_enough" in faults
        seconds = _FAST_S if fast else move_s
        _place_hands(script, 1.0 if "hands_at_back" in faults else 0.0)
        with script.repetition(faults):
            script.to(leaned, seconds, "lean", exactly=fast)
            script.hold(0.35 if short else hold_s, phase="hold", exactly=short)
            script.back(seconds, "return", exactly=fast)
        script.hold(0.6, phase="upright")
    script.hold(0.4)
    return script


def _place_hands(script: Script, up: float) -> None:
    """Hands on the back (0) or crossed before the chest (1), and there from now on."""
    if script.pose["hands_up"] != up:
        script.to({"hands_up": up}, _HANDS_S, exactly=True)
        script.start["hands_up"] = up
        script.hold(0.3)
