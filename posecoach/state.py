"""What a screen needs to know right now."""

from __future__ import annotations

from dataclasses import dataclass

from posecoach.events import Severity, Side, Stage


@dataclass(frozen=True, slots=True)
class Correction:
    """Where a limb should go: at the joint `at`, between `fixed` and `moving`, the flexion should be `flexion_deg`.

    The three are landmark indices; flexion 0 = straight.
    """

    fixed: int
    at: int
    moving: int
    flexion_deg: float


@dataclass(slots=True)
class CoachState:
    """A snapshot that the coach keeps up to date and that sinks copy; times are media time [s].

    `exercise` and `title` are empty until an exercise is recognised. `hold_s` and `hold_aim_s` are None outside holds.
    `cue_until_s` is when the words on the screen have been read. `faulty` holds landmark indices to paint,
    `corrections` where the limbs of broken rules should go.

    Of a guided session: the stage, the step (from 1) of how many, the posture that the stage asks for ("" = none) and
    the `view` it is seen from, seconds left in a stage that has an end (None: it has none), and what comes next.
    `breath_share` is how full the lungs should be for the pacer, 0 (empty) to 1; None where breathing is free.
    """

    exercise: str = ""
    title: str = ""
    t_s: float = 0.0
    person: bool = False
    in_position: bool = False
    phase: str = ""
    phase_label: str = ""
    side: Side | None = None
    repetitions: int = 0
    repetitions_aim: int = 0
    hold_s: float | None = None
    hold_aim_s: float | None = None
    breath: str = ""
    cue: str = ""
    cue_severity: Severity = "info"
    cue_until_s: float = 0.0
    score: float | None = None
    faulty: frozenset[int] = frozenset()
    corrections: tuple[Correction, ...] = ()
    breath_share: float | None = None
    stage: Stage = Stage.EXERCISE
    step: int = 0
    steps: int = 0
    posture: str = ""
    view: str = ""
    left_s: float | None = None
    next_title: str = ""
