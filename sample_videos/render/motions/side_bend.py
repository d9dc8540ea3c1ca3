"""Side bend: standing, one hand slides down the leg as the trunk leans to that side, and comes up again."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.render.motions.turns import Turn
from sample_videos.render.postures import Pose
from sample_videos.render.postures.standing import ARMS_AT_LEGS
from sample_videos.render.script import Script

#: Leaned to the left; the hips give way a little to the other side, as those of people do.
_LEANED: Pose = {"spine_bend_deg": 34.0, "aside_m": -0.02, "spine_flexion_deg": 3.0}
#: What is different in the leaned position when a rule is broken; tempo and order are handled in the script.
FAULTS: dict[str, Pose] = {
    "slow": {},
    "chest_forward": {"spine_twist_deg": 50.0, "pelvis_turn_deg": 12.0, "neck_twist_deg": -10.0},
    "sides_alternate": {},
}
_BOTH_WAYS = frozenset({"spine_bend_deg", "aside_m", "spine_twist_deg", "pelvis_turn_deg", "neck_twist_deg"})
_SWAY: Pose = {"spine_bend_deg": 0.5, "spine_flexion_deg": 0.5, "aside_m": 0.004}
_FAST_S = 0.5


def side_bend(seed: int, bends: Sequence[Turn], move_s: float = 1.7) -> Script:
    """Side bends, one after the other; two to the same side are meant where the rule is named."""
    script = Script(ARMS_AT_LEGS, {"elbow_flexion_deg": 10.0}, seed, phase="upright", sway=_SWAY)
    for bend in bends:
        sign = 1.0 if bend.side == "left" else -1.0
        leaned = {**_LEANED, **{name: value for rule in bend.faults for name, value in FAULTS[rule].items()}}
        leaned = {name: sign * value if name in _BOTH_WAYS else value for name, value in leaned.items()}
        fast = "slow" in bend.faults
        seconds = _FAST_S if fast else move_s
        with script.repetition(bend.faults, bend.side):
            script.to(leaned, seconds, "bend", exactly=fast)
            script.hold(0.5)
            script.back(seconds, "return", exactly=fast)
        script.hold(0.6, phase="upright")
    script.hold(0.4)
    return script
