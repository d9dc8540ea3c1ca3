"""Knee rolls: both knees sink to one side, stay there, come up, then to the other side; the shoulders stay down."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.feet import feet_at
from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.on_back import ON_BACK
from sample_videos.render.rig import SIDES, SIGN
from sample_videos.render.script import Script

_FEET_DEG = 100.0
_KNEES_DEG, _PELVIS_DEG = 52.0, 26.0
_SIDED = frozenset({"sink", "stay", "up"})
_SWAY: Pose = {f"{side}_knee_aside_deg": 0.6 for side in SIDES}
_OTHER = {"left": "right", "right": "left"}
#: Shoulders that come along: how much of the pelvis's turn the spine still takes up.
_SHOULDERS_ALONG = -0.25

#: The rules that can be broken; what is different then is handled in the script.
FAULTS = ("shoulders_down", "knees_together", "hold_long_enough", "slow", "sides_alternate")


def knee_rolls(seed: int, turns: Sequence[Turn], stay_s: float = 2.8) -> Script:
    """Rolls to the sides of the turns, each with the rules it breaks."""
    start = {**feet_at(_FEET_DEG), "head_follows": 1.0}
    script = Script(ON_BACK, start, seed, phase="up", sway=_SWAY, sided=_SIDED)
    for turn in turns:
        with script.repetition(turn.faults, turn.side):
            _repetition(script, turn, stay_s)
        script.hold(0.7)
    return script


def _repetition(script: Script, turn: Turn, stay_s: float) -> None:
    fast, short = "slow" in turn.faults, "hold_long_enough" in turn.faults
    sunk = _sunk(turn)
    script.to(sunk, 0.5 if fast else 1.8, "sink", exactly=fast)
    script.hold(0.9 if short else stay_s, phase="stay", exactly=short)
    script.to({name: script.start[name] for name in sunk}, 0.5 if fast else 1.7, "up", exactly=fast)


def _sunk(turn: Turn) -> dict[str, float]:
    """The pose with the knees at a side, as the faults change it."""
    sign = SIGN[turn.side]
    pelvis = sign * _PELVIS_DEG
    along = "shoulders_down" in turn.faults
    sunk = {f"{side}_knee_aside_deg": sign * _KNEES_DEG for side in SIDES}
    if "knees_together" in turn.faults:  # the upper knee stays behind
        sunk[f"{turn.side}_knee_aside_deg"] = 1.17 * sign * _KNEES_DEG
        sunk[f"{_OTHER[turn.side]}_knee_aside_deg"] = -0.05 * sign * _KNEES_DEG
        pelvis *= 0.5
    return {
        **sunk,
        "pelvis_roll_deg": pelvis,
        "spine_twist_deg": _SHOULDERS_ALONG * pelvis if along else -pelvis,
    }
