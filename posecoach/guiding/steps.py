"""One step of a guided session: pause, setting up, holding still, the exercise, each with what is said about it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.coaching.phrases import STAY, announced, not_with, posture_words
from posecoach.events import (
    Announced,
    CueGiven,
    Event,
    ExerciseDone,
    FaultRaised,
    PersonFound,
    PersonLost,
    RepetitionDone,
    SetupAdvice,
    Stage,
    StageStarted,
)
from posecoach.exercises.routines import PlannedStep
from posecoach.features.body import Body
from posecoach.guiding.dangers import Dangers
from posecoach.guiding.dosage import Tally
from posecoach.guiding.hidden_rules import unseen
from posecoach.guiding.stages import (
    Ending,
    Exercising,
    Exit,
    HoldingStill,
    NotBegun,
    Now,
    Over,
    PassedOver,
    Resting,
    SettingUp,
    StepStage,
)
from posecoach.judging.ending import closings, is_hold, settled
from posecoach.pose.scene import Scene

NO_PAUSE: Final = (0.0, 0.0)

Telling = Callable[[Sequence[Event]], float]
"""How long it takes to tell a person what events announce [s]."""


def in_no_time(_: Sequence[Event]) -> float:
    """Return 0: nobody says it aloud."""
    return 0.0


class GuidedStep:
    """Leads through one step, by the poses that `body` has taken in."""

    def __init__(
        self,
        plan: PlannedStep,
        body: Body,
        number: int,
        steps: int,
        *,
        explained: bool = False,
        telling_s: Telling = in_no_time,
    ) -> None:
        """Compile a step, `number` (from 1) of `steps`. explained: it was said before how the exercise is done."""
        self._telling_s = telling_s
        self._explained_before = explained
        self.plan = plan
        self.coach = Coach(plan.exercise, body, advise=False)
        self.number = number
        self._steps = steps
        self._body = body
        self._placement = self.coach.placement
        self._side_rules = {rule.name for rule in plan.exercise.rules if rule.kind == "alternate"}
        # Along an edge to the next stage, with what is said about it.
        self._edges: dict[Exit, Callable[[], list[Event]]] = {
            Exit.MOVED: self._begun,
            Exit.PAUSE_OVER: self._pause_over,
            Exit.CLEAR: self._placed,
            Exit.PATIENCE_OVER: self._impatient,
            Exit.STILL_OVER: self._ready,
            Exit.DOSAGE_DONE: self._dosage_done,
            Exit.SAID: self._said,
        }
        self._clear()

    def reset(self) -> None:
        """Forget everything, as if new; the body forgets as well."""
        self.coach.reset()
        self._clear()

    def _clear(self) -> None:
        self._explained = self._explained_before
        self._at: StepStage = NotBegun()
        self.tally = Tally(self.plan)
        self._dangers = Dangers()
        self._introduction: list[Announced] = []
        self._t_s = math.nan

    @property
    def stage(self) -> Stage | None:
        """Where it is, as the person is told; None if it was not begun."""
        return self._at.told

    @property
    def over(self) -> bool:
        """Whether the dosage is done and the words about it said, or the day's limit was reached before."""
        return isinstance(self._at, Over | PassedOver)

    @property
    def done(self) -> bool:
        """Whether the dosage, or the rest of the day's, is done."""
        return isinstance(self._at, Ending | Over)

    @property
    def left_s(self) -> float | None:
        """Seconds left of the pause, None outside of one."""
        return self._at.left_s(self._t_s) if isinstance(self._at, Resting) else None

    def begin(self, t_s: float, already: int, pause_s: tuple[float, float]) -> list[Event]:
        """Begin at a media time, after a pause of [least, most] seconds; already: repetitions done earlier today.

        A pause goes on until the person has been told what comes. A step that has reached the day's limit is over at
        once.
        """
        if self.stage is not None:
            self.reset()
        exercise = self.plan.exercise
        self._t_s = t_s
        self.tally = Tally(self.plan, already)
        self._dangers = Dangers()
        if self.tally.aim == 0:
            self._at = PassedOver()
            return [self._announced("limit", exercise=exercise.name), self.told()]
        least_s, most_s = pause_s
        rests = most_s > 0.0
        posture = STAY if rests and least_s == most_s else posture_words(exercise)
        code = "next" if rests else "first"
        # Every exercise has the same first caution: stop if it hurts.
        cautions = [Announced(t_s, exercise.key, "caution", text, {}) for text in exercise.cautions[1:]]
        cautions += not_with(t_s, exercise)
        introduced = self._introduced(code, posture)
        told = [introduced, *self._how(), *self._left_today(already), *cautions]
        if not rests:
            return [self._enter(SettingUp()), *told]
        self._introduction = told
        told_s = self._telling_s(told)
        resting = Resting(t_s, max(least_s, told_s), max(most_s, told_s), told_by_s=t_s + told_s)
        return [self._enter(resting), *told]

    def _introduced(self, code: str, posture: str) -> Announced:
        """Name the exercise and its posture; what it needs is fetched before one lies down."""
        exercise = self.plan.exercise
        if exercise.fetch and not self._explained:
            return self._announced(
                f"{code}_fetch", exercise=exercise.name, fetch=exercise.fetch, posture=posture
            )
        return self._announced(code, exercise=exercise.name, posture=posture)

    def _how(self) -> list[Announced]:
        """Say once how the exercise is done; its steps are written, and how one lies still is said when it begins."""
        if self._explained or is_hold(self.plan.exercise):
            return []
        self._explained = True
        return [Announced(self._t_s, self.plan.exercise.key, "how", self.plan.exercise.summary, {})]

    def _left_today(self, already: int) -> list[Announced]:
        """Say why there are fewer to do than usual."""
        if not self.tally.limited:
            return []
        most = self.plan.exercise.dosage.per_day
        return [self._announced("left_today", done=already, most=most, aim=self.tally.aim)]

    def step(self, scene: Scene | None) -> list[Event]:
        """Go on with the pose that the body has just taken in; scene: the last look at the place."""
        events = self.look()
        advice = self._advice(scene)
        edge = self._at.left_by(self._now())
        if advice is not None and edge in (None, Exit.DOSAGE_DONE):  # else the stage that it is about is left
            events.append(advice)
        return events if edge is None else events + self._edges[edge]()

    def look(self) -> list[Event]:
        """Let the coach judge, if it does now, and note what it says."""
        self._t_s = self._body.t_s
        if not self._at.judges(self._t_s):
            return []
        told = list(self.coach.look())
        if isinstance(self._at, Resting):
            told = self._resting(self._at, told)
        return self._heard(told)

    def close(self) -> list[Event]:
        """Leave the step before the media end: what is open ends now."""
        return self._heard(closings(self.coach.finish(ends=False), counted=True)) if self._told_of else []

    def finish(self) -> list[Event]:
        """Close the step at the end of the media."""
        return self._heard(list(self.coach.finish())) if self._told_of else []

    def stop(self) -> list[Event]:
        """Break the step off: nothing incomplete counts."""
        return closings(self.coach.finish(ends=False), counted=False) if self._told_of else []

    def pause(self, t_s: float) -> list[Event]:
        """Drop what is in progress for a pause that begins at a media time."""
        self._t_s = t_s
        if isinstance(self._at, Resting):
            self._at.interrupted = self._at.interrupted or t_s < self._at.told_by_s
            self._at.kept_back.clear()
            self.coach.break_off(t_s)
            self.coach.judge.reset()
            return []
        return self.coach.break_off(t_s)

    def go_on(self, t_s: float, paused_s: float) -> list[Event]:
        """Resume at a media time where it was left, as if there had been no pause.

        What was being told when the pause began is told from its beginning.
        """
        self._t_s = t_s
        self._at.postpone(paused_s)
        self._placement.announced(t_s)
        if not (isinstance(self._at, Resting) and self._at.interrupted):
            return []
        self._at.tell_again(t_s, self._telling_s(self._introduction))
        return [replace(event, t_s=t_s) for event in self._introduction]

    def told(self) -> ExerciseDone:
        """Return what was done of the step; a hold that is long enough counts even if it goes on.

        A hold left early may count as a repetition, and is still not complete.
        """
        count = self.tally.count + self._held
        whole = self.done or (self.tally.done and not is_hold(self.plan.exercise))
        complete = whole and not self.tally.limited
        return ExerciseDone(self._t_s, self.plan.exercise.key, self.number, count, complete)

    def end_pause(self, t_s: float) -> list[Event]:
        """Go on from the pause to the exercise."""
        self._t_s = t_s
        return self._pause_over() if isinstance(self._at, Resting) else []

    @property
    def _told_of(self) -> bool:
        """Whether the coach has reported anything that needs closing; in a pause all is held back."""
        return self.stage not in {None, Stage.REST}

    @property
    def _steady(self) -> bool:
        """Whether nobody has to be asked to hold still."""
        return not self.plan.exercise.neutral or self.coach.judge.neutral_known

    def _now(self) -> Now:
        judge = self.coach.judge
        return Now(
            self._t_s,
            moved=judge.moved,
            seen=self._body.seen,
            in_position=self.coach.state.in_position,
            clear_s=self._placement.clear_for(self._t_s),
            neutral=self._steady,
            done=self.tally.done or self._held,
            settled=settled(judge),
        )

    def _begun(self) -> list[Event]:
        return [self._enter(Exercising())]

    def _pause_over(self) -> list[Event]:
        """How a person lay while resting is not how they start: retake the neutral."""
        self.coach.judge.reset()
        return [self._enter(SettingUp())]

    def _impatient(self) -> list[Event]:
        """Go on nevertheless, and say what cannot be judged of a person in position."""
        hidden = unseen(self.coach, self._t_s) if self.coach.state.in_position else []
        return [*hidden, *self._placed()]

    def _placed(self) -> list[Event]:
        """Have the person hold still, unless their neutral is known or they are not there."""
        if self._steady or not self.coach.state.in_position:
            return self._ready()
        return [self._enter(HoldingStill(self._t_s)), self._announced("still")]

    def _ready(self) -> list[Event]:
        code = "hold" if is_hold(self.plan.exercise) else "begin"
        return [self._enter(Exercising()), self._announced(code)]

    def _dosage_done(self) -> list[Event]:
        self._at = Ending(self._t_s)
        if self.tally.limited:
            return [self._announced("limit", exercise=self.plan.exercise.name)]
        return [self._announced("complete")]

    def _said(self) -> list[Event]:
        self._at = Over()
        return []

    def _enter(self, stage: Resting | SettingUp | HoldingStill | Exercising) -> Event:
        self._at = stage
        if isinstance(stage, Resting | SettingUp):
            self._placement.announced(self._t_s)
        return StageStarted(self._t_s, self.plan.exercise.key, stage.told, self.number, self._steps)

    def _announced(self, code: str, **values: str | float) -> Announced:
        return announced(self._t_s, self.plan.exercise.key, code, **values)

    def _advice(self, scene: Scene | None) -> SetupAdvice | None:
        """Return the advice to give now: before the exercise on everything, then only on what gets in the way."""
        in_position = self.coach.state.in_position
        if isinstance(self._at, SettingUp):
            return self._placement.before(self._body, in_position, scene)
        return self._placement.during(self._body, in_position) if isinstance(self._at, Exercising) else None

    def _resting(self, pause: Resting, told: list[Event]) -> list[Event]:
        """Hold back what is seen of a person who rests, because nobody is corrected there, until they have begun."""
        at_once: list[Event] = [event for event in told if isinstance(event, (PersonFound, PersonLost))]
        pause.kept_back += [
            event for event in told if not isinstance(event, (PersonFound, PersonLost, CueGiven))
        ]
        return at_once + pause.kept_back if self.coach.judge.moved else at_once

    @property
    def _held(self) -> bool:
        """Whether the last hold is long enough; it only counts as a repetition when the person leaves it."""
        movement = self.coach.state.movement
        if not is_hold(self.plan.exercise) or movement.hold_s is None or movement.hold_aim_s is None:
            return False
        return movement.hold_s >= movement.hold_aim_s and self.tally.count + 1 >= self.tally.aim

    def _heard(self, told: list[Event]) -> list[Event]:
        """Note what the coach says."""
        events: list[Event] = []
        for event in told:
            events.append(event)
            if isinstance(event, FaultRaised) and self._dangers.again(event, self.tally.count):
                events.append(self._announced("ease_off"))
            if isinstance(event, RepetitionDone):
                self.tally.note(event)
                side = self.tally.turn(event)
                # The cue of a rule about sides says the same.
                if side and not any(
                    isinstance(one, CueGiven) and one.rule in self._side_rules for one in told
                ):
                    events.append(self._announced("other_side", side=side))
        return events
