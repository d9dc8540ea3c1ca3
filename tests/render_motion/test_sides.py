"""Sides of a script: which phases have one, and a side that does not take its turn."""

from __future__ import annotations

import numpy as np

from sample_videos.render.judge import Motion, same_side_again
from sample_videos.render.postures.all_fours import ALL_FOURS
from sample_videos.render.rig import Side
from sample_videos.render.script import PhaseSpan, Script


def pulls(*sides: Side) -> tuple[PhaseSpan, ...]:
    return tuple(
        PhaseSpan("pull", side, float(start_s), start_s + 1.0, 1.0) for start_s, side in enumerate(sides)
    )


def test_a_motion_says_which_of_its_phases_have_a_side() -> None:
    script = Script(ALL_FOURS, {}, 1, phase="rest", sided=frozenset({"pull"}))
    with script.repetition(side="left"):
        script.hold(1.0, phase="pull")
        script.hold(1.0, phase="hold")
    assert [(phase.phase, phase.side) for phase in script.phases()] == [
        ("rest", None),
        ("pull", "left"),
        ("hold", None),
    ]


def test_only_the_side_of_the_repetition_before_breaks_the_turn() -> None:
    rule, phases = same_side_again("pull"), pulls("left", "right", "right", "left")
    broken = [
        list(rule(Motion(np.zeros(1), {}, phases[:index]), phase)) for index, phase in enumerate(phases)
    ]
    assert broken == [[], [], [(2.0, 3.0)], []]
