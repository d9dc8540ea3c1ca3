"""Foam roll: the back on a roller, feet flat, the trunk goes slowly to and fro over it."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.feet import feet_at, walk_feet
from sample_videos.render.postures import Pose
from sample_videos.render.postures.supine import ON_ROLLER
from sample_videos.render.rig import SIDES
from sample_videos.render.script import Script

_TRAVEL_M = 0.08
_FEET_DEG, _FEET_FAR_DEG = 96.0, 66.0
_TIP_DEG = 28.0
_FAST_S = 0.6

_SWAY: Pose = {"spine_twist_deg": 0.5, "hips_up_m": 0.003}


def foam_roll(
    seed: int, passes: Sequence[Sequence[str]], move_s: float = 2.5, toes_up: bool = False
) -> Script:
    """Passes up and down in turn, each given by the rules that it breaks; both together are one repetition."""
    tip_deg = -_TIP_DEG if toes_up else _TIP_DEG
    start = {"travel_m": -_TRAVEL_M, **feet_at(_FEET_DEG)}
    script = Script(ON_ROLLER, start, seed, sway=_SWAY)
    for up, down in zip(passes[::2], passes[1::2], strict=True):
        _place_feet(script, up, tip_deg)
        with script.repetition(tuple(dict.fromkeys((*up, *down)))):
            _pass(script, "roll_up", _TRAVEL_M, "slow" in up, move_s)
            _place_feet(script, down, tip_deg)
            _pass(script, "roll_down", -_TRAVEL_M, "slow" in down, move_s)
    script.hold(0.5)
    return script


def _pass(script: Script, phase: str, travel_m: float, fast: bool, move_s: float) -> None:
    script.to({"travel_m": travel_m}, _FAST_S if fast else script.about(move_s), phase, exactly=True)
    script.hold(0.35)


def _place_feet(script: Script, faults: Sequence[str], tip_deg: float) -> None:
    walk_feet(script, _FEET_FAR_DEG if "knees_bent" in faults else _FEET_DEG)
    _tip_feet(script, tip_deg if "feet_flat" in faults else 0.0)


def _tip_feet(script: Script, heel_up_deg: float) -> None:
    wanted = {f"{side}_heel_up_deg": heel_up_deg for side in SIDES}
    if any(script.pose[name] != value for name, value in wanted.items()):
        script.to(wanted, 0.5, exactly=True)
