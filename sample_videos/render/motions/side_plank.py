"""Side plank: on one side, propped on the forearm, the hips are lifted into line, held, and lowered."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.postures import Pose
from sample_videos.render.postures.side_lying import SIDE_PLANK
from sample_videos.render.rig import Side
from sample_videos.render.script import Script

#: What the hold turns into when a rule is broken; times are handled in the script.
FAULTS: dict[str, Pose] = {"hips_in_line": {"lift": 0.4}, "hold_long_enough": {}}

_SWAY: Pose = {"lift": 0.012, "neck_bend_deg": 0.8}
_SHORT_HOLD_S = 1.0


def side_plank(seed: int, lower: Side, holds: Sequence[Sequence[str]], hold_s: float = 3.0) -> Script:
    """Holds on one side, each given by the rules that it breaks."""
    script = Script(SIDE_PLANK[lower], {}, seed, phase="down", sway=_SWAY, sided=("lift", "hold"))
    for faults in holds:
        with script.repetition(faults, lower):
            script.to({"lift": 1.0}, 1.6, "lift")
            short = "hold_long_enough" in faults
            script.hold(_SHORT_HOLD_S if short else hold_s, phase="hold", exactly=short)
            if "hips_in_line" in faults:
                script.to(FAULTS["hips_in_line"], 0.9)
                script.hold(1.8)
        script.back(1.5, "down")
        script.hold(0.9)
    return script
