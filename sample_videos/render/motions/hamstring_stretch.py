"""Hamstring stretch on the back: one leg up with the hands behind its thigh, a long hold, slowly down."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.feet import both_down, feet_at, of_leg
from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.on_back import ON_BACK
from sample_videos.render.rig import SIDES
from sample_videos.render.script import Script

_FEET_DEG = 98.0
_UP: Pose = {"leg_free": 1.0, "leg_flexion_deg": 84.0, "leg_bend_deg": 10.0, "leg_point_deg": 12.0}
#: On the way the knee is drawn up first, then stretched.
_DRAWN_UP: Pose = {**_UP, "leg_flexion_deg": 92.0, "leg_bend_deg": 88.0}
_SIDED = frozenset({"stretch", "hold", "lower"})
_SWAY: Pose = {
    "knees_aside_deg": 0.5,
    "head_follows": 0.01,
    **{f"{side}_leg_flexion_deg": 1.2 for side in SIDES},
    **{f"{side}_leg_bend_deg": 1.2 for side in SIDES},
}

#: What is different with the leg up when a rule is broken; times and sides are handled in the script.
FAULTS: dict[str, Pose] = {
    "hold_long_enough": {},
    "head_down": {"head_up_deg": 40.0},
    "slow": {},
    "sides_alternate": {},
}


def hamstring_stretch(seed: int, turns: Sequence[Turn], hold_s: float = 11.0, short_s: float = 2.4) -> Script:
    """One leg after the other, each with the rules it breaks."""
    at_rest = {**feet_at(_FEET_DEG), **both_down(_DRAWN_UP)}
    script = Script(ON_BACK, at_rest, seed, phase="rest", sway=_SWAY, sided=_SIDED)
    for turn in turns:
        with script.repetition(turn.faults, turn.side):
            _repetition(script, turn, short_s if "hold_long_enough" in turn.faults else hold_s)
        script.hold(0.7, phase="rest")
    return script


def _repetition(script: Script, turn: Turn, hold_s: float) -> None:
    fast = "slow" in turn.faults
    wrong = {name: value for rule in turn.faults for name, value in FAULTS[rule].items()}
    up = {**of_leg(turn.side, _UP), f"{turn.side}_thigh_held": 1.0, **wrong}
    script.to(up, 0.6 if fast else 1.9, "stretch", exactly=fast)
    script.hold(hold_s, phase="hold", exactly=True)
    script.to({name: script.start[name] for name in up}, 0.6 if fast else 1.8, "lower", exactly=fast)
