"""What a screen is shown of a guided session: the state of the coach at work, with its place in the session."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from posecoach.events import Stage
from posecoach.exercises.routines import PlannedStep
from posecoach.guiding.pausing import Pause
from posecoach.guiding.steps import GuidedStep
from posecoach.state import CoachState, SessionPlace


def state_of(
    step: GuidedStep,
    plans: Sequence[PlannedStep],
    t_s: float,
    *,
    end: Stage | None,
    pause: Pause | None,
    judges_on: bool,
    seen: bool,
) -> CoachState:
    """Return the state at a media time.

    end: how the session ended, None if it goes on. judges_on: whether the step is judged although all is done. seen:
    whether somebody is in the frame.
    """
    state = step.coach.state
    if end is Stage.STOPPED:
        state = state.stopped()
    elif end is not None and not judges_on:
        state = replace(state, cue=state.cue.at(t_s))
    if pause is not None:
        state = replace(state.paused(), person=seen)
    return replace(
        state,
        t_s=state.t_s if math.isnan(t_s) else t_s,
        repetitions_aim=step.tally.aim,
        session=_place(step, plans, end, pause),
    )


def _stage(step: GuidedStep, end: Stage | None, pause: Pause | None) -> Stage:
    """Return where a session is, as the person is told."""
    return Stage.PAUSED if pause is not None else end or step.stage or Stage.SETUP


def _place(
    step: GuidedStep, plans: Sequence[PlannedStep], end: Stage | None, pause: Pause | None
) -> SessionPlace:
    """Return where in the session it is; in a pause, about the next step."""
    ended = end is not None
    following = step.number - 1 if step.stage is Stage.REST else step.number
    after = None if ended or following == len(plans) else plans[following].exercise
    return SessionPlace(
        stage=_stage(step, end, pause),
        step=step.number,
        steps=len(plans),
        posture="" if ended else step.plan.exercise.posture,
        left_s=None if ended else step.left_s,
        next_title="" if after is None else after.name,
        next_exercise="" if after is None else after.key,
        away=pause is not None and pause.away,
        no_picture="" if pause is None else pause.no_picture,
    )
