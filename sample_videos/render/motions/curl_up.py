"""Curl-up: one knee bent, hands under the low back; head and shoulders come up a little, hold, slowly down."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.postures import Pose
from sample_videos.render.postures.curling import CURLING
from sample_videos.render.rig import Side
from sample_videos.render.script import Script

UP: Pose = {"curl_deg": 23.0, "chin_deg": 8.0}
_FOOT_DEG = 96.0

#: What is different at the top when a rule is broken; times are handled in the script.
FAULTS: dict[str, Pose] = {
    "only_a_little": {"curl_deg": 38.0, "sit_deg": 14.0, "chin_deg": -2.0},
    "chin_stays": {"chin_deg": 50.0},
    "slow": {},
    "hold_long_enough": {},
}

_SWAY: Pose = {"curl_deg": 0.5, "chin_deg": 0.8}
_FAST_S, _SHORT_HOLD_S = 0.5, 0.9


def curl_up(seed: int, long: Side, curls: Sequence[Sequence[str]], hold_s: float = 2.9) -> Script:
    """Curl-ups one after the other with the same leg long, each given by the rules that it breaks."""
    foot = "right" if long == "left" else "left"
    start = {f"{long}_long": 1.0, f"{foot}_foot_flexion_deg": _FOOT_DEG}
    script = Script(CURLING, start, seed, phase="rest", sway=_SWAY, sided=())
    for faults in curls:
        up = {**UP, **{name: value for rule in faults for name, value in FAULTS[rule].items()}}
        fast, short = "slow" in faults, "hold_long_enough" in faults
        with script.repetition(faults):
            script.to(up, _FAST_S if fast else 1.6, "lift", exactly=fast)
            script.hold(_SHORT_HOLD_S if short else hold_s, phase="hold", exactly=short)
            script.back(_FAST_S if fast else 1.6, "lower", exactly=fast)
        script.hold(0.8, phase="rest")
    return script
