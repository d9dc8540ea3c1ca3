"""Thoracic rotation: on the back, hands behind the head, the upper body turns to one side, holds, and comes back."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.feet import feet_at
from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.supine import HANDS_BEHIND_HEAD
from sample_videos.render.script import Script

_TURNED: Pose = {"spine_twist_deg": 36.0, "spine_flexion_deg": 10.0}
#: What is different in the turned position when a rule is broken.
FAULTS: dict[str, Pose] = {
    "hands_behind_head": {"hands": 1.0},
    "elbows_wide": {"elbows_forward_deg": 85.0},
    "knees_still": {"knees_aside_deg": 44.0},
    "hold_long_enough": {},
    "slow": {},
}
_BOTH_WAYS = frozenset({"spine_twist_deg", "knees_aside_deg"})
_SWAY: Pose = {"spine_twist_deg": 0.5, "knees_aside_deg": 0.4}
_FAST_S = 0.55


def thoracic_rotation(seed: int, turns: Sequence[Turn], hold_s: float = 3.1) -> Script:
    """Rotations, one after the other."""
    script = Script(HANDS_BEHIND_HEAD, feet_at(96.0), seed, phase="centre", sway=_SWAY)
    for turn in turns:
        sign = 1.0 if turn.side == "left" else -1.0
        turned = {**_TURNED, **{name: value for rule in turn.faults for name, value in FAULTS[rule].items()}}
        turned = {name: sign * value if name in _BOTH_WAYS else value for name, value in turned.items()}
        fast, short = "slow" in turn.faults, "hold_long_enough" in turn.faults
        with script.repetition(turn.faults, turn.side):
            script.to(turned, _FAST_S if fast else 1.7, "rotate", exactly=fast)
            script.hold(0.85 if short else hold_s, phase="hold", exactly=short)
            script.back(_FAST_S if fast else 1.8, "return", exactly=fast)
        script.hold(0.6, phase="centre")
    script.hold(0.4)
    return script
