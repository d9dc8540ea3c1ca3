"""One step of a guided session: pause, setting up, holding still, the exercise, each with what is said about it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.coaching.phrases import STAY, announced, posture_words
from posecoach.events import (
    Announced,
    CueGiven,
    Event,
    ExerciseDone,
    PersonFound,
    PersonLost,
    RepetitionDone,
    Stage,
    StageStarted,
)
from posecoach.exercises.routines import PlannedStep
from posecoach.features.body import Body
from posecoach.guiding.dosage import Tally
from posecoach.guiding.hidden_rules import unseen
from posecoach.judging.ending import closings, is_hold, settled
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene

SETUP_CLEAR_S: Final = 1.5
"""Nothing wrong with the set-up for this long: the next stage begins. Whoever was still meanwhile has given their
neutral, which takes a second, and need not be asked to hold still."""

SETUP_PATIENCE_S: Final = 20.0
"""After this long with somebody in the picture it goes on with what can be judged: after two pieces of advice."""

STILL_S: Final = 5.0
"""Somebody who has not held still by then begins anyway; the coach finds their neutral from the movement."""

READY_S: Final = 1.5
"""Somebody who has been in the next posture for this long has arrived there."""

SETTLE_S: Final = 3.0
"""At the beginning of a pause the last movement runs out; what comes after may be the next exercise."""

GRACE_S: Final = 2.5
"""After the last repetition, for the words about it."""

UNDER_WAY_S: Final = 6.0
"""A repetition that is under way after the last one may be finished within this time."""

NO_PAUSE: Final = (0.0, 0.0)


class GuidedStep:
    """Leads through one step, by the poses that `body` has taken in.

    stage: where it is; None before it begins. over: the dosage is done and the words about it are said.
    """

    def __init__(self, plan: PlannedStep, body: Body, number: int, steps: int) -> None:
        """Compile a step, `number` (from 1) of `steps`."""
        self.plan = plan
        self.coach = Coach(plan.exercise, body, advise=False)
        self.number = number
        self._steps = steps
        self._body = body
        self._placement = self.coach.placement
        self._stages: dict[Stage | None, Callable[[Pose, Scene | None, list[Event]], None]] = {
            Stage.REST: self._rest,
            Stage.SETUP: self._set_up,
            Stage.STILL: self._still,
            Stage.EXERCISE: self._exercise,
        }
        self._clear()

    def reset(self) -> None:
        """Forget everything, as if new; the body forgets as well."""
        self.coach.reset()
        self._clear()

    def _clear(self) -> None:
        self.stage: Stage | None = None
        self.over = False
        self.tally = Tally(self.plan)
        self._kept_back: list[Event] = []
        self._pause_s = NO_PAUSE
        self._t_s = self._stage_s = math.nan
        self._met_s = self._placed_s = self._done_s = math.nan

    @property
    def looking(self) -> bool:
        """Whether the coach judges now."""
        if self.stage is Stage.REST:
            return self._t_s - self._stage_s >= SETTLE_S - 1e-9
        return self.stage is not None

    @property
    def _judging(self) -> bool:
        """Whether the coach has told of anything that is to be closed; in a pause all is kept back."""
        return self.looking and self.stage is not Stage.REST

    @property
    def _steady(self) -> bool:
        """Whether nobody has to be asked to hold still."""
        return not self.plan.exercise.neutral or self.coach.judge.neutral_known

    @property
    def done(self) -> bool:
        """Whether the dosage, or the rest of the day's, is done."""
        return not math.isnan(self._done_s)

    def begin(self, t_s: float, already: int, pause_s: tuple[float, float]) -> list[Event]:
        """Begin at a media time, after a pause of [least, most] seconds; already: repetitions done today.

        A step that has reached the day's limit is over at once.
        """
        if self.stage is not None:
            self.reset()
        exercise = self.plan.exercise
        self._t_s = t_s
        self.tally = Tally(self.plan, already)
        if self.tally.aim == 0:
            self.over = True
            return [announced(t_s, exercise.key, "limit", exercise=exercise.name), self.told()]
        self._pause_s = pause_s
        rests = pause_s[1] > 0.0
        events = [self._enter(Stage.REST if rests else Stage.SETUP)]
        posture = STAY if rests and pause_s[0] == pause_s[1] else posture_words(exercise)
        code = "next" if rests else "first"
        events.append(announced(t_s, exercise.key, code, exercise=exercise.name, posture=posture))
        # The first caution is that of every exercise: to stop when it hurts.
        events += [Announced(t_s, exercise.key, "caution", caution, {}) for caution in exercise.cautions[1:]]
        return events

    def step(self, pose: Pose, scene: Scene | None) -> list[Event]:
        """Go on with the pose that the body has just taken in; scene: what was seen of the place last."""
        self._t_s = pose.t_s
        events = self.look()
        self._stages[self.stage](pose, scene, events)
        return events

    def look(self) -> list[Event]:
        """Let the coach judge, if it does now, and take note of what it says."""
        self._t_s = self._body.t_s
        if not self.looking:
            return []
        told = list(self.coach.look())
        if self.stage is Stage.REST:
            told = self._resting(told)
        return self._heard(told)

    def close(self) -> list[Event]:
        """Leave the step before the media end: what is open ends now."""
        return self._heard(closings(self.coach.finish(), counted=True)) if self._judging else []

    def finish(self) -> list[Event]:
        """Close the step at the end of the media."""
        return self._heard(list(self.coach.finish())) if self._judging else []

    def stop(self) -> list[Event]:
        """Break the step off: nothing counts that is not complete."""
        return closings(self.coach.finish(), counted=False) if self._judging else []

    def told(self) -> ExerciseDone:
        """Return what was done of the step; a hold that is long enough counts although it goes on.

        A hold that was left early may count as a repetition, and is still not all of it.
        """
        count = self.tally.count + self._held
        whole = self.done or (self.tally.done and not is_hold(self.plan.exercise))
        complete = whole and not self.tally.limited
        return ExerciseDone(self._t_s, self.plan.exercise.key, self.number, count, complete)

    def end_pause(self, t_s: float) -> list[Event]:
        """Go on from the pause to the exercise."""
        self._t_s = t_s
        return [self._after_rest()] if self.stage is Stage.REST else []

    @property
    def left_s(self) -> float | None:
        """Seconds left of the pause, None outside of one."""
        left_s = self._pause_s[1] - (self._t_s - self._stage_s)
        return max(0.0, left_s) if self.stage is Stage.REST else None

    def _resting(self, told: list[Event]) -> list[Event]:
        """Keep back what is seen of somebody who rests, for nobody is corrected there, until they have begun."""
        kept = [event for event in told if not isinstance(event, (PersonFound, PersonLost, CueGiven))]
        at_once: list[Event] = [event for event in told if isinstance(event, (PersonFound, PersonLost))]
        self._kept_back += kept
        if not self.coach.judge.moved:
            return at_once
        kept, self._kept_back = self._kept_back, []
        return at_once + kept

    def _after_rest(self) -> Event:
        """Go on to setting up. How somebody lay while resting is not how they start: the neutral is taken anew."""
        self._kept_back.clear()
        self.coach.judge.reset()
        return self._enter(Stage.SETUP)

    def _enter(self, stage: Stage) -> Event:
        self.stage, self._stage_s = stage, self._t_s
        if stage in {Stage.REST, Stage.SETUP}:
            self._placement.announced(self._t_s)
        return StageStarted(self._t_s, self.plan.exercise.key, stage, self.number, self._steps)

    def _rest(self, pose: Pose, scene: Scene | None, events: list[Event]) -> None:
        """Wait until the pause is over, or the person has arrived in the next posture after the least of it."""
        elapsed_s = self._t_s - self._stage_s
        least_s, most_s = self._pause_s
        if not self.coach.state.in_position:
            self._placed_s = math.nan
        elif math.isnan(self._placed_s):
            self._placed_s = self._t_s
        ready = elapsed_s >= least_s and self._t_s - self._placed_s >= READY_S - 1e-9
        if self.coach.judge.moved:
            events.append(self._enter(Stage.EXERCISE))
        elif elapsed_s >= most_s or (ready and least_s < most_s):
            events.append(self._after_rest())

    def _set_up(self, pose: Pose, scene: Scene | None, events: list[Event]) -> None:
        """Say the one thing to change, until nothing is wrong or patience is over."""
        in_position = self.coach.state.in_position
        advice = self._placement.before(self._body, in_position, scene)
        if math.isnan(self._met_s) and self._body.seen:
            self._met_s = self._t_s
        if self.coach.judge.moved:
            events.append(self._enter(Stage.EXERCISE))
        elif self._placement.clear_for(self._t_s) >= SETUP_CLEAR_S - 1e-9:
            events += self._settle()
        elif self._t_s - self._met_s >= SETUP_PATIENCE_S:
            events += [*(unseen(self.coach, self._t_s) if in_position else []), *self._settle()]
        elif advice is not None:
            events.append(advice)

    def _settle(self) -> list[Event]:
        if self._steady or not self.coach.state.in_position:
            return self._ready()
        return [self._enter(Stage.STILL), announced(self._t_s, self.plan.exercise.key, Stage.STILL)]

    def _ready(self) -> list[Event]:
        code = "hold" if is_hold(self.plan.exercise) else "begin"
        return [self._enter(Stage.EXERCISE), announced(self._t_s, self.plan.exercise.key, code)]

    def _still(self, pose: Pose, scene: Scene | None, events: list[Event]) -> None:
        """Wait for the neutral, which the coach takes by itself."""
        if self.coach.judge.moved:
            events.append(self._enter(Stage.EXERCISE))
        elif self._steady or self._t_s - self._stage_s >= STILL_S:
            events += self._ready()

    def _exercise(self, pose: Pose, scene: Scene | None, events: list[Event]) -> None:
        """Wait until the dosage is done, and a little longer."""
        if self.done:
            after_s = self._t_s - self._done_s
            runs_out = settled(self.coach.judge) or after_s >= UNDER_WAY_S
            self.over = after_s >= GRACE_S - 1e-9 and runs_out
            return
        advice = self._placement.during(self._body, self.coach.state.in_position)
        events += [advice] if advice is not None else []
        if self.tally.done or self._held:
            self._done_s = self._t_s
            limited = {"exercise": self.plan.exercise.name} if self.tally.limited else {}
            events.append(
                announced(self._t_s, self.plan.exercise.key, "limit" if limited else "complete", **limited)
            )

    @property
    def _held(self) -> bool:
        """Whether the last hold is long enough; it counts as a repetition only when the person leaves it."""
        movement = self.coach.state.movement
        if not is_hold(self.plan.exercise) or movement.hold_s is None or movement.hold_aim_s is None:
            return False
        return movement.hold_s >= movement.hold_aim_s and self.tally.count + 1 >= self.tally.aim

    def _heard(self, told: list[Event]) -> list[Event]:
        """Take note of what the coach says."""
        events: list[Event] = []
        for event in told:
            events.append(event)
            if isinstance(event, RepetitionDone):
                self.tally.note(event)
                side = self.tally.turn(event)
                events += (
                    [announced(self._t_s, self.plan.exercise.key, "other_side", side=side)] if side else []
                )
        return events
