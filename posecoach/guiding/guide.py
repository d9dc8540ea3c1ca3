"""The guided session: leads through the steps of a routine, or through one exercise."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from itertools import pairwise

from posecoach.coaching.coach import Coach
from posecoach.coaching.phrases import announced
from posecoach.coaching.placement import Setup
from posecoach.events import (
    Announced,
    Command,
    Event,
    ExerciseRecognised,
    PainStopped,
    PersonFound,
    PersonLost,
    RepetitionDone,
    Stage,
    StageStarted,
)
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import PlannedStep, pause_s
from posecoach.features.body import Body
from posecoach.guiding.ahead import Answer, GoingAhead
from posecoach.guiding.pausing import Pause
from posecoach.guiding.shown import state_of
from posecoach.guiding.steps import NO_PAUSE, GuidedStep, Telling, in_no_time
from posecoach.pose.pose import NoPicture, Pose
from posecoach.pose.scene import Scene
from posecoach.state import CoachState


class Guide:
    """Leads through a session; implements pipeline.CoachLike.

    Every step has a coach of its own, which judges from the set-up on: a person who starts at once is judged. A session
    of one step judges from the first frame to the last, even when all is done, so that it says about a recording what
    a review says.
    """

    def __init__(
        self,
        steps: Sequence[PlannedStep],
        *,
        first: int = 0,
        limits: Mapping[str, int] | None = None,
        waves: bool = False,
        telling_s: Telling = in_no_time,
    ) -> None:
        """Take the steps. first: index of the step to start with. limits: repetitions done today, by exercise.

        waves: whether somebody looks for waves, each of which becomes the command "pause". telling_s: how long it takes
        to tell a person what is announced; a pause lasts as long at least.
        """
        self._plans = tuple(steps)
        self._first = first
        self._waves = waves
        self._already = dict(limits or {})
        self._body = Body()
        keys = [plan.exercise.key for plan in self._plans]
        self._steps = [
            GuidedStep(
                plan,
                self._body,
                number,
                len(keys),
                explained=plan.exercise.key in keys[: number - 1],
                telling_s=telling_s,
            )
            for number, plan in enumerate(self._plans, 1)
        ]
        self._aheads = [
            GoingAhead(now.coach, following.plan.exercise, self._body)
            for now, following in pairwise(self._steps)
        ]
        self._commands: deque[Command] = deque()  # filled by another thread
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        for step in self._steps:
            step.reset()
        self._commands.clear()
        self._done: Counter[str] = Counter()
        self._step = self._steps[self._first]
        self._end: Stage | None = None
        self._t_s = math.nan
        self._no_picture: NoPicture = ""
        self._scene: Scene | None = None
        self._person = self._told = False
        self._wave_taught = not self._waves
        self._pause: Pause | None = None
        self._show()

    @property
    def coaches(self) -> tuple[Coach, ...]:
        """The coaches of all steps; one judges at a time."""
        return tuple(self._coaches)

    @property
    def needs_outline(self) -> bool:
        """Whether poses must carry the outline of the back."""
        return any(coach.needs_outline for coach in self._coaches)

    @property
    def wants_scene(self) -> bool:
        """Whether light and number of people matter now; see `scene`."""
        return (
            self._end is None and self._pause is None and self._step.stage in {None, Stage.REST, Stage.SETUP}
        )

    @property
    def state(self) -> CoachState:
        """What a screen needs to know right now; in a pause, about the next step."""
        return self._state

    @property
    def progress(self) -> int:
        """Index of the step at which a later session resumes; the number of steps when all is done."""
        return self._step.number if self._end is Stage.DONE or self._step.done else self._step.number - 1

    @property
    def recognised(self) -> str | None:
        """The key of the exercise with the most repetitions, or None if nobody was in position."""
        exercise = self.exercise
        return exercise.key if exercise is not None else None

    @property
    def exercise(self) -> Exercise | None:
        """The exercise with the most repetitions, or None if nobody was in position."""
        main = self._main()
        return main.exercise if main.ever_in_position else None

    def with_hindsight(self) -> None:
        """Return None: a session is never read twice."""

    def measured(self) -> dict[str, float]:
        """Return the features of the last pose by name, for the current step; NaN = not seen."""
        return self._step.coach.measured()

    def setup(self) -> Setup:
        """Return what was seen of the camera's placement in the main exercise, with advice for next time."""
        return self._main().setup()

    def candidates(self) -> list[tuple[str, float]]:
        """Return (exercise, confidence): 1 for each seen at all, because the user named it."""
        seen: dict[str, float] = {}
        for coach in self._coaches:
            seen[coach.exercise.key] = max(seen.get(coach.exercise.key, 0.0), float(coach.ever_in_position))
        return list(seen.items())

    def command(self, command: Command) -> None:
        """Take a command of the person, from any thread; it is carried out with the next pose.

        "skip": from a pause to its exercise, from an exercise to the next. "back": the step before once more. "pause":
        a pause begins, or ends. "pain": everything stops.
        """
        self._commands.append(command)

    def scene(self, scene: Scene) -> None:
        """Take in what was seen of the place; only the newest counts."""
        self._scene = scene

    def step(self, pose: Pose) -> Sequence[Event]:
        """Take in one pose and return what became known with it."""
        self._t_s, self._no_picture = pose.t_s, pose.no_picture
        events: list[Event] = []
        self._obey(events)
        self._body.update(pose)
        if self._pause is not None and self._pause.away and self._body.seen:
            self._go_on(self._pause, events)
        if self._pause is not None:
            # The coach notices by itself that they are gone, and judges as in a review of the same recording.
            events += self._heard(self._step.look()) if self._pause.away else []
        elif self._end is None:
            told = self._heard(self._step.step(self._scene))
            events += [*told, *self._teach_wave(told)]
            if self._left_frame(told):
                self._begin_pause(events, away=True)
            elif self._step.over:
                self._complete(events)
            else:
                self._follow_ahead(told, events)
        elif self._end is Stage.DONE and self._judges_on:
            events += self._heard(self._step.look())
        self._show()
        return events

    def finish(self) -> Sequence[Event]:
        """Close what is in progress at the end of the media; return what became known."""
        events: list[Event] = []
        if math.isnan(self._t_s) and "pain" in self._commands:
            self._t_s = 0.0  # it hurt before the first image came
        if not math.isnan(self._t_s):
            self._obey(events)
            if self._end is None or (self._end is Stage.DONE and self._judges_on):
                self._leave(events, self._step.finish())
            self._show()
        return events

    @property
    def _coaches(self) -> list[Coach]:
        return [step.coach for step in self._steps]

    @property
    def _judges_on(self) -> bool:
        """Whether the current step is judged although all is done: it is the only one, and was not skipped."""
        return len(self._steps) == 1 and self._step.done

    def _obey(self, events: list[Event]) -> None:
        """Begin with the first pose, and carry out what the person asked for."""
        asked = [self._commands.popleft() for _ in range(len(self._commands))]
        if self._end is Stage.STOPPED:
            return
        if "pain" in asked:
            self._stop(events)
            return
        if self._end is None and self._step.stage is None:
            self._begin(self._first, events)
        for command in asked:
            if command == "skip":
                self._skip(events)
            elif command == "back":
                self._go_back(events)
            elif command == "pause" and self._pause is not None:
                self._go_on(self._pause, events)
            elif command == "pause" and (self._end is None or self._judges_on):
                self._begin_pause(events)

    def _teach_wave(self, told: Sequence[Event]) -> list[Event]:
        """Say once how to pause from the mat, when the person is in place and the first exercise begins."""
        begins = any(isinstance(event, Announced) and event.code in ("begin", "hold") for event in told)
        if not begins or self._wave_taught:
            return []
        self._wave_taught = True
        return [announced(self._t_s, self._step.plan.exercise.key, "wave")]

    def _begin_pause(self, events: list[Event], *, away: bool = False) -> None:
        """Judge nothing until the person asks to go on, or comes back if they were away."""
        step, key = self._step, self._step.plan.exercise.key
        events += [] if away else step.pause(self._t_s)
        self._pause = Pause(self._t_s, away, self._no_picture if away else "")
        for ahead in self._aheads:
            ahead.reset()
        events.append(StageStarted(self._t_s, key, Stage.PAUSED, step.number, len(self._steps)))
        events.append(self._pause.said(key, waves=self._waves))

    def _go_on(self, pause: Pause, events: list[Event]) -> None:
        """Resume where the pause began."""
        step, key, tally = self._step, self._step.plan.exercise.key, self._step.tally
        self._pause = None
        told = step.go_on(self._t_s, self._t_s - pause.since_s)
        stage = self._end or step.stage or Stage.SETUP
        events.append(StageStarted(self._t_s, key, stage, step.number, len(self._steps)))
        events += told
        if told or (pause.away and tally.count):
            return  # they hear once more what comes, or they are welcomed back and told how many are done
        if tally.count and stage is Stage.EXERCISE:
            events.append(announced(self._t_s, key, "going_on_at", count=tally.count, aim=tally.aim))
        else:
            events.append(announced(self._t_s, key, "going_on"))

    def _left_frame(self, told: Sequence[Event]) -> bool:
        """Whether the person has just stepped out of the frame while something was asked of them."""
        waits = self._step.stage in {Stage.STILL, Stage.EXERCISE} and not self._step.done
        return waits and any(isinstance(event, PersonLost) for event in told)

    def _stop(self, events: list[Event]) -> None:
        """It hurts: stop judging, and close what is open without a verdict."""
        movement = self._step.coach.state.movement
        judging = self._pause is None or self._pause.away
        if judging and (self._end is None or self._judges_on):
            events += self._step.stop()
        self._pause = None
        events.append(PainStopped(self._t_s, self._step.plan.exercise.key, movement.phase, movement.side))
        self._finish_with(Stage.STOPPED, events)
        events.append(announced(self._t_s, self._step.plan.exercise.key, "pain"))

    def _skip(self, events: list[Event]) -> None:
        self._pause = None
        if self._end is None and self._step.stage is Stage.REST:
            events += self._step.end_pause(self._t_s)
        elif self._end is None:
            self._leave(events)
            self._begin(self._step.number, events, self._step.plan, rests=False)

    def _go_back(self, events: list[Event]) -> None:
        was, self._pause = self._step, None
        if self._end is None or self._judges_on:
            self._leave(events)
        index = was.number - 1 if self._end is Stage.DONE else max(0, was.number - 2)
        self._begin(index, events, was.plan, rests=False)

    def _begin(
        self, index: int, events: list[Event], after: PlannedStep | None = None, *, rests: bool = True
    ) -> None:
        """Go to a step, with a pause after the one before; skip what has reached the day's limit.

        rests: False if the pause is there for a change of posture alone.
        """
        if index == len(self._steps):
            self._finish_with(Stage.DONE, events)
            return
        self._end, self._told = None, False
        self._step = self._steps[index]
        if index < len(self._aheads):
            self._aheads[index].reset()
        key = self._step.plan.exercise.key
        pause = NO_PAUSE if after is None else pause_s(after, self._step.plan, rests=rests)
        events += self._step.begin(self._t_s, self._already.get(key, 0) + self._done[key], pause)
        if self._step.over:
            self._begin(index + 1, events, after, rests=rests)

    def _follow_ahead(self, told: Sequence[Event], events: list[Event]) -> None:
        """Ask somebody who seems to have gone on to the next step, and go along if they stay there."""
        step = self._step
        if step.stage is not Stage.EXERCISE or step.done or step.number == len(self._steps):
            return
        ahead = self._aheads[step.number - 1]
        if any(isinstance(event, RepetitionDone) for event in told):
            ahead.repetition()
        answer = ahead.step(self._t_s)
        if answer is Answer.ASK:
            left = max(1, step.tally.aim - step.tally.count)
            names = {"now": step.plan.exercise.name, "following": self._plans[step.number].exercise.name}
            events.append(announced(self._t_s, step.plan.exercise.key, "ahead", count=left, **names))
        elif answer is Answer.GO_ON:
            self._leave(events)
            self._begin(step.number, events)

    def _leave(self, events: list[Event], ends: Sequence[Event] | None = None) -> None:
        """Report how the current step ends and what was done of it, unless already reported or never begun."""
        events += self._heard(self._step.close() if ends is None else ends)
        if self._end is None and self._step.stage is not Stage.REST:
            events.append(self._step.told())

    def _complete(self, events: list[Event]) -> None:
        """The dosage is done: go on. The only exercise of a session stays open, because it is still judged."""
        if len(self._steps) > 1:
            self._leave(events)
        else:
            events.append(self._step.told())
        self._begin(self._step.number, events, self._step.plan)

    def _finish_with(self, stage: Stage, events: list[Event]) -> None:
        self._end = stage
        step = self._step
        events.append(StageStarted(self._t_s, step.plan.exercise.key, stage, step.number, len(self._steps)))
        if stage is Stage.DONE and len(self._steps) > 1:
            events.append(announced(self._t_s, "", "all_done"))

    def _heard(self, told: Sequence[Event]) -> list[Event]:
        """Note what a step says; who is in the frame carries over from one step to the next."""
        events: list[Event] = []
        coach, tally = self._step.coach, self._step.tally
        if coach.ever_in_position and not self._told and len(self._steps) > 1:
            self._told = True
            events.append(ExerciseRecognised(self._t_s, coach.exercise.key, self._t_s))
        for event in told:
            if isinstance(event, PersonFound | PersonLost):
                if self._person == isinstance(event, PersonFound):
                    continue
                self._person = not self._person
            events.append(event)
            if isinstance(event, RepetitionDone):
                self._done[coach.exercise.key] += 1
            elif isinstance(event, PersonFound) and tally.count and not self._step.done:
                events.append(
                    announced(self._t_s, coach.exercise.key, "back", count=tally.count, aim=tally.aim)
                )
        return events

    def _main(self) -> Coach:
        """Return the coach of the exercise with the most repetitions; if tied, the first that was begun."""
        begun = [coach for coach in self._coaches if coach.ever_in_position] or self._coaches
        return max(begun, key=lambda coach: self._done[coach.exercise.key])

    def _show(self) -> None:
        """Rebuild the state: that of the current coach, with its place in the session; nothing else writes it."""
        self._state = state_of(
            self._step,
            self._plans,
            self._t_s,
            end=self._end,
            pause=self._pause,
            judges_on=self._judges_on,
            seen=self._body.seen,
        )
