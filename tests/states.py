"""States of a coach for tests, by the plain names of what they hold."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from posecoach.state import CoachState

GROUPS: Final = {
    "phase": ("movement", "phase"),
    "phase_label": ("movement", "label"),
    "side": ("movement", "side"),
    "hold_s": ("movement", "hold_s"),
    "hold_aim_s": ("movement", "hold_aim_s"),
    "breath": ("movement", "breath"),
    "breath_share": ("movement", "breath_share"),
    "awaited": ("movement", "awaited"),
    "cue": ("cue", "text"),
    "cue_severity": ("cue", "severity"),
    "cue_until_s": ("cue", "until_s"),
    "stage": ("session", "stage"),
    "step": ("session", "step"),
    "steps": ("session", "steps"),
    "posture": ("session", "posture"),
    "left_s": ("session", "left_s"),
    "next_title": ("session", "next_title"),
    "no_picture": ("session", "no_picture"),
    "next_exercise": ("session", "next_exercise"),
}


def changed(state: CoachState, **values: Any) -> CoachState:
    """Return a state with some values changed, whichever part of it holds them."""
    for name, value in values.items():
        group, field = GROUPS.get(name, ("", name))
        new = replace(getattr(state, group), **{field: value}) if group else value
        state = replace(state, **{group or field: new})
    return state
