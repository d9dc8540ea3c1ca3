"""Press-up on the belly: the chest is pressed up while the hips stay on the floor, a pause, slowly down."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.postures import Pose
from sample_videos.render.postures.prone import PRONE
from sample_videos.render.script import Script

UP: Pose = {"spine_flexion_deg": -52.0, "pelvis_up_deg": 9.0, "neck_flexion_deg": -8.0}
#: On the forearms' height: half as far.
HALF_UP: Pose = {"spine_flexion_deg": -36.0, "pelvis_up_deg": 5.0, "neck_flexion_deg": -8.0}

#: What is different at the top when a rule is broken; times are handled in the script.
FAULTS: dict[str, Pose] = {
    "hips_on_floor": {"hips_up": 0.23, "spine_flexion_deg": -44.0, "pelvis_up_deg": 12.0},
    "neck_long": {"neck_flexion_deg": -72.0},
    "slow": {},
    "slow_return": {},
    "hold_long_enough": {},
}

_SWAY: Pose = {"spine_flexion_deg": 0.5, "neck_flexion_deg": 0.6}
_FAST_UP_S, _FAST_DOWN_S, _SHORT_HOLD_S = 0.95, 0.5, 0.25


def press_up(seed: int, presses: Sequence[Sequence[str]], top: Pose = UP, hold_s: float = 1.6) -> Script:
    """Press-ups one after the other, each given by the rules that it breaks."""
    script = Script(PRONE, {}, seed, phase="lie", sway=_SWAY)
    for faults in presses:
        pose = {**top, **{name: value for rule in faults for name, value in FAULTS[rule].items()}}
        fast_up, fast_down = "slow" in faults, "slow_return" in faults
        short = "hold_long_enough" in faults
        with script.repetition(faults):
            script.to(pose, _FAST_UP_S if fast_up else 2.5, "up", exactly=fast_up)
            script.hold(_SHORT_HOLD_S if short else hold_s, phase="hold", exactly=short)
            script.back(_FAST_DOWN_S if fast_down else 1.7, "down", exactly=fast_down)
        script.hold(0.8, phase="lie")
    return script
