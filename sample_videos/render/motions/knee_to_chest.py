"""Knees to the chest: one knee, or both, drawn in with the hands, held, and put down slowly."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.feet import both_down, feet_at, of_leg
from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.on_back import ON_BACK
from sample_videos.render.rig import SIDES
from sample_videos.render.script import Script

_FEET_DEG = 100.0
_DRAWN_IN: Pose = {"leg_free": 1.0, "leg_flexion_deg": 128.0, "leg_bend_deg": 122.0, "leg_point_deg": 18.0}
_SIDED = frozenset({"pull", "hold", "lower"})
_SWAY: Pose = {
    "knees_aside_deg": 0.5,
    "head_follows": 0.01,
    **{f"{side}_leg_flexion_deg": 1.2 for side in SIDES},
}

#: What is different with the knee drawn in when a rule is broken; times and sides are handled in the script.
FAULTS: dict[str, Pose] = {
    "hold_long_enough": {},
    "head_down": {"head_up_deg": 40.0},
    "slow": {},
    "sides_alternate": {},
}


def single_knee_to_chest(seed: int, turns: Sequence[Turn], hold_s: float = 2.6) -> Script:
    """One knee after the other, each with the rules it breaks."""
    script = _lying(seed)
    for turn in turns:
        knee = {**of_leg(turn.side, _DRAWN_IN), f"{turn.side}_shin_held": 1.0}
        with script.repetition(turn.faults, turn.side):
            _draw_in(script, knee, turn.faults, hold_s)
        script.hold(0.7, phase="rest")
    return script


def double_knee_to_chest(seed: int, pulls: Sequence[Sequence[str]], hold_s: float = 2.6) -> Script:
    """Both knees at once, again and again, each time with the rules it breaks."""
    script = _lying(seed)
    for faults in pulls:
        with script.repetition(faults):
            _draw_in(
                script,
                {**of_leg("left", _DRAWN_IN), **of_leg("right", _DRAWN_IN), "both_shins_held": 1.0},
                faults,
                hold_s,
            )
        script.hold(0.7, phase="rest")
    return script


def _lying(seed: int) -> Script:
    return Script(
        ON_BACK, {**feet_at(_FEET_DEG), **both_down(_DRAWN_IN)}, seed, phase="rest", sway=_SWAY, sided=_SIDED
    )


def _draw_in(script: Script, knees: Pose, faults: Sequence[str], hold_s: float) -> None:
    fast, short = "slow" in faults, "hold_long_enough" in faults
    wrong = {name: value for rule in faults for name, value in FAULTS[rule].items()}
    script.to({**knees, **wrong}, 0.7 if fast else 1.8, "pull", exactly=fast)
    script.hold(0.8 if short else hold_s, phase="hold", exactly=short)
    home = {name: script.start[name] for name in (*knees, *wrong)}
    script.to(home, 0.6 if fast else 1.7, "lower", exactly=fast)
