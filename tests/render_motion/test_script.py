"""Scripts: what is written is what is sampled, at any frame rate, the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from sample_videos.render.postures import PoseError
from sample_videos.render.postures.all_fours import ALL_FOURS
from sample_videos.render.script import PhaseSpan, Script, ease


def written(seed: int = 5) -> Script:
    """A still start, one movement with a pause, and the way back."""
    script = Script(ALL_FOURS, {}, seed, still_s=1.0, phase="neutral")
    with script.repetition(["slow"]):
        script.to({"spine_flexion_deg": 40.0}, 2.0, "cat", exactly=True)
        script.hold(0.5, exactly=True)
    script.back(1.0, phase="neutral", exactly=True)
    return script


def test_phases_start_with_their_movement_and_include_the_pause() -> None:
    """The pause belongs to the phase before it."""
    assert written().phases() == [
        PhaseSpan("neutral", None, 0.0, 1.0, 0.0),
        PhaseSpan("cat", None, 1.0, 3.5, 2.0),
        PhaseSpan("neutral", None, 3.5, 4.5, 1.0),
    ]


def test_a_repetition_spans_what_is_written_in_it() -> None:
    """It has the rules that it is meant to break."""
    (repetition,) = written().repetitions
    assert (repetition.start_s, repetition.end_s, repetition.faults) == (1.0, 3.5, ("slow",))


def test_a_motion_says_which_phases_have_a_side() -> None:
    """Those have the side of their repetition, the others none."""
    script = Script(ALL_FOURS, {}, 5, phase="start", sided=["reach"])
    with script.repetition(side="left"):
        script.to({"spine_flexion_deg": 4.0}, 1.0, "reach")
        script.back(1.0, "return")
    assert [(phase.phase, phase.side) for phase in script.phases()] == [
        ("start", None),
        ("reach", "left"),
        ("return", None),
    ]


def test_a_pose_is_reached_and_held() -> None:
    """At the end of a movement the pose is the one written, during the pause it stays."""
    script = written()
    bends = [script.pose_at(t_s)["spine_flexion_deg"] for t_s in (0.5, 2.0, 3.0, 3.4, 4.5)]
    assert bends == pytest.approx([0.0, 20.0, 40.0, 40.0, 0.0])


def test_movements_are_eased_and_never_turn_back() -> None:
    """Slow at both ends, even in the middle."""
    way = np.array([ease(share) for share in np.linspace(0.0, 1.0, 101)])
    assert (np.diff(way) >= 0.0).all()
    assert way[[0, 50, 100]] == pytest.approx([0.0, 0.5, 1.0])
    assert way[5] < 0.02
    assert way[55] - way[45] == pytest.approx(0.1 / 0.7, rel=0.01)


def test_phases_of_a_repetition_to_a_side_have_the_side() -> None:
    """The bend and the way back; standing between them is to no side."""
    script = Script(ALL_FOURS, {}, 5, phase="upright")
    with script.repetition(side="left"):
        script.to({"spine_flexion_deg": 40.0}, 1.0, "bend")
        script.back(1.0, "return")
    script.hold(0.5, phase="upright")
    assert [(span.phase, span.side) for span in script.phases()] == [
        ("upright", None),
        ("bend", "left"),
        ("return", "left"),
        ("upright", None),
    ]


def test_the_seed_fixes_differences_and_sway() -> None:
    """The same seed gives the same motion, another seed another one."""

    def motion(seed: int) -> tuple[float, float]:
        script = Script(ALL_FOURS, {}, seed, sway={"spine_flexion_deg": 1.0})
        script.to({"spine_flexion_deg": 40.0}, 2.0)
        return script.duration_s, script.pose_at(1.7)["spine_flexion_deg"]

    assert motion(1) == motion(1)
    assert motion(1) != motion(2)


def test_an_unknown_parameter_is_refused_when_it_is_written() -> None:
    """Not only when the clip is rendered."""
    script = written()
    with pytest.raises(PoseError, match=r"^posture all_fours has no parameter spine; it has "):
        script.to({"spine": 3.0}, 1.0)


def test_an_arc_leads_out_and_back() -> None:
    """A foot that is put elsewhere is off the floor on the way and down at the end."""
    script = written()
    start_s = script.duration_s
    script.to({"hands_ahead": 0.1}, 1.0, arc={"hips_back": 0.2}, exactly=True)
    values = [script.pose_at(start_s + t_s)["hips_back"] for t_s in (0.0, 0.5, 1.0)]
    assert values == pytest.approx([0.0, 0.2, 0.0])
