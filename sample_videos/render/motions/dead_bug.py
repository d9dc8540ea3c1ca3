"""Dead bug: hips and knees at right angles in the air, arms up; one arm and the opposite leg stretch away and back."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.feet import feet_at, of_leg
from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.on_back import ON_BACK
from sample_videos.render.rig import SIDES
from sample_videos.render.script import Script

_TABLE: Pose = {
    "leg_free": 1.0,
    "leg_flexion_deg": 88.0,
    "leg_bend_deg": 90.0,
    "leg_point_deg": 4.0,
    "arm_free": 1.0,
}
_OVERHEAD_DEG = 84.0
_OUT: Pose = {"leg_flexion_deg": 14.0, "leg_bend_deg": 8.0, "leg_point_deg": 20.0}
_SIDED = frozenset({"stretch", "pause"})
_SWAY: Pose = {
    "head_follows": 0.01,
    **{f"{side}_leg_{joint}_deg": 1.4 for side in SIDES for joint in ("flexion", "bend")},
    **{f"{side}_arm_deg": 1.5 for side in SIDES},
}
_OTHER = {"left": "right", "right": "left"}

#: The rules that can be broken; what is different then is handled in the script.
FAULTS = ("opposite_limbs", "other_leg_stays", "slow", "sides_alternate")


def dead_bug(seed: int, turns: Sequence[Turn], pause_s: float = 1.2) -> Script:
    """Stretches of one arm (the side of a turn) and the opposite leg, each with the rules it breaks."""
    start = {f"{side}_{name}": value for side in SIDES for name, value in _TABLE.items()}
    script = Script(ON_BACK, {**feet_at(95.0), **start}, seed, phase="start", sway=_SWAY, sided=_SIDED)
    for turn in turns:
        with script.repetition(turn.faults, turn.side):
            _repetition(script, turn, pause_s)
        script.hold(0.8, phase="start")
    return script


def _repetition(script: Script, turn: Turn, pause_s: float) -> None:
    fast = "slow" in turn.faults
    out = _stretched(turn)
    script.to(out, 0.4 if fast else 1.9, "stretch", exactly=fast)
    script.hold(pause_s, phase="pause")
    script.to({name: script.start[name] for name in out}, 0.4 if fast else 1.8, "return", exactly=fast)


def _stretched(turn: Turn) -> dict[str, float]:
    """The pose with arm and leg stretched out, as the faults change it."""
    leg = _OTHER[turn.side]
    out = of_leg(leg, _OUT)
    if "opposite_limbs" not in turn.faults:  # the arm stays where it is: a leg alone
        out |= {f"{turn.side}_arm_deg": _OVERHEAD_DEG}
    if "other_leg_stays" in turn.faults:
        out |= {f"{turn.side}_leg_flexion_deg": 48.0, f"{turn.side}_leg_bend_deg": 70.0}
    return out
