"""What a screen needs to know right now."""

from __future__ import annotations

from dataclasses import dataclass

from posecoach.coaching.events import Severity, Side


@dataclass(slots=True)
class CoachState:
    """A snapshot that the coach keeps up to date and that sinks copy; times are media time [s].

    `exercise` and `title` are empty until an exercise is recognised. `hold_s` and `hold_aim_s` are None outside holds.
    `cue_until_s` is when the words on the screen have been read. `faulty` holds landmark indices to paint.
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
