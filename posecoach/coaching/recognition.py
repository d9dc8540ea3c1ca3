"""Which exercise is it? All candidates are judged side by side; the one really being done is recognised."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.coaching.framing import Framing
from posecoach.coaching.halts import Halts
from posecoach.coaching.placement import FOR_ANY_EXERCISE, Setup
from posecoach.coaching.spell import OVERLAP_S, Spell, begins_s
from posecoach.events import (
    Command,
    Event,
    ExerciseRecognised,
    PersonFound,
    PersonLost,
    RepetitionDone,
)
from posecoach.exercises.declaration import Exercise
from posecoach.features.body import Body
from posecoach.judging.neutral import Stay
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene
from posecoach.state import CoachState

POSITION_ONLY: Final = 0.2
MOVEMENT: Final = 0.5
"""Confidence when only the posture was seen, and when a movement or the proof of the exercise was; every repetition
halves the gap to 1. An exercise is recognised after one repetition, proof included: anything less is also seen in
squats, child's pose or walking about."""

KEPT_EVENTS: Final = 400
"""Events kept of a candidate not yet recognised; more than a minute of the busiest exercise."""

SET_APART_S: Final = 6.0
"""What was done longer than this before a set is no part of it: it may have been another movement. Chosen."""

LEAD_S: Final = 10.0
"""So long before a set its coach may have told something that belongs to it: how the starting posture is. Chosen."""

_AT_ONCE: Final = (PersonFound, PersonLost)


class Recogniser:
    """Judges all candidates and speaks for the one being done; implements pipeline.CoachLike.

    Until a repetition of an exercise has been seen its events are held back, so that nothing is said about a person
    who merely lies there; then they all come at once, in order. Only who is in the frame is reported at once, and
    set-up advice that holds for any exercise. Another exercise takes over when it completes a repetition, proof
    included, while the previous one is not in progress, as certain by what was done since as the first one had to be.
    """

    def __init__(
        self, exercises: Sequence[Exercise], hindsight: Mapping[str, Sequence[Stay]] | None = None
    ) -> None:
        """Create a coach for every candidate. hindsight: what a first reading found out about each, by exercise."""
        known = hindsight or {}
        self._body = Body()
        self._halts = Halts(self._break_off)
        self._coaches = [
            Coach(exercise, self._body, advise=False, hindsight=known.get(exercise.key, ()))
            for exercise in exercises
        ]
        self._rests = {coach for coach in self._coaches if self._is_rest(coach)}
        self.reset()

    @property
    def coaches(self) -> tuple[Coach, ...]:
        """The coaches of all candidates."""
        return tuple(self._coaches)

    @property
    def needs_outline(self) -> bool:
        """Whether poses must carry the outline of the back."""
        return any(coach.needs_outline for coach in self._coaches)

    @property
    def state(self) -> CoachState:
        """What a screen needs to know right now; without an exercise until one is recognised."""
        if self._halts.state or self._spell is None:
            return self._halts.state or self._open
        state = self._spell.coach.state
        return state.stopped() if self._spell.lapsed else state

    @property
    def recognised(self) -> str | None:
        """The key of the exercise with the most repetitions, or None."""
        main = self._main()
        return main.exercise.key if main is not None else None

    @property
    def exercise(self) -> Exercise | None:
        """The exercise with the most repetitions, or None."""
        main = self._main()
        return main.exercise if main is not None else None

    def reset(self) -> None:
        """Forget everything, as if new."""
        for coach in self._coaches:
            coach.reset()
        self._kept: list[deque[Event]] = [deque(maxlen=KEPT_EVENTS) for _ in self._coaches]
        self._counts: dict[str, int] = {}
        self._certain: dict[Coach, float] = {}
        """How certain an exercise was when another one took over: what was done since says nothing about it."""
        self._spell: Spell | None = None
        self._open = CoachState()
        self._halts.reset()
        self._scene: Scene | None = None
        self._framing = Framing()
        self._over = False

    @property
    def wants_scene(self) -> bool:
        """Whether light and number of people matter now: nothing is recognised yet; see `scene`."""
        return self._spell is None and self._halts.state is None

    def command(self, command: Command) -> None:
        """Take a command of the person, from any thread: only "pause" and "pain" mean something here."""
        self._halts.command(command)

    def scene(self, scene: Scene) -> None:
        """Take in what was seen of the place; only the newest counts."""
        self._scene = scene

    def step(self, pose: Pose) -> Sequence[Event]:
        """Take in one pose and return what became known with it."""
        halted = self._halts.obey(pose.t_s, self.state)
        self._body.update(pose)
        if self._halts.state is not None:
            return halted
        self._framing.observe(self._body)
        told = self._choose([coach.look() for coach in self._coaches])
        return [*halted, *told, *self._advice()]

    def finish(self) -> Sequence[Event]:
        """Close what is in progress at the end of the media; return what became known."""
        halted = self._halts.obey(self.state.t_s, self.state)
        if self._halts.state is not None:
            return halted
        self._over = True
        return [*halted, *self._choose([coach.finish() for coach in self._coaches])]

    def with_hindsight(self) -> Recogniser | None:
        """Return a coach for a second reading of the finished recording; None if that would find nothing new."""
        stays = {coach.exercise.key: coach.judge.stays() for coach in self._coaches}
        if all(stay.early for some in stays.values() for stay in some):
            return None
        return Recogniser([coach.exercise for coach in self._coaches], stays)

    def measured(self) -> dict[str, float]:
        """Return the features of the last pose by name, of the most likely candidate; NaN = not seen."""
        return self._likely().measured()

    def setup(self) -> Setup:
        """Return what was seen of the camera's placement, with advice for next time.

        If no exercise was recognised: how the person was framed, which may be why, and what would be said for every
        exercise that it may have been.
        """
        setup = self._likely().setup()
        if self._spell is not None:
            return setup
        every = [coach.setup().advice for coach in self._coaches if coach.ever_in_position]
        shared = tuple(words for words in setup.advice if every and all(words in one for one in every))
        return replace(setup, advice=tuple(dict.fromkeys([*self._framing.advice(), *shared])))

    def candidates(self) -> list[tuple[str, float]]:
        """Return (exercise, confidence 0..1), the most likely first."""
        pairs = [(coach.exercise.key, self._lasting(coach)) for coach in self._coaches]
        return sorted(pairs, key=lambda pair: -pair[1])

    def _break_off(self, t_s: float) -> list[Event]:
        """Begin a pause: every candidate drops what is in progress."""
        return self._choose([coach.break_off(t_s) for coach in self._coaches])

    def _advice(self) -> list[Event]:
        """Return the advice to give now: that of the exercise being done, or else what holds for any."""
        if self._spell is not None and not self._spell.lapsed:
            return self._spell.coach.set_up()
        advice = self._coaches[0].placement.before(self._body, False, self._scene, FOR_ANY_EXERCISE)
        return [] if advice is None else [advice]

    def _choose(self, batches: list[Sequence[Event]]) -> list[Event]:
        told: list[Event] = [event for event in batches[0] if isinstance(event, _AT_ONCE)]
        batches = [[event for event in batch if not isinstance(event, _AT_ONCE)] for batch in batches]
        for kept, batch in zip(self._kept, batches, strict=True):
            kept.extend(batch)
        if self._spell is None:
            told += self._first()
        else:
            told += self._go_on(self._spell, batches)
            told += self._next(self._spell, batches)
        for event in told:
            if isinstance(event, RepetitionDone):
                self._counts[event.exercise] += 1
        return told

    def _go_on(self, spell: Spell, batches: list[Sequence[Event]]) -> list[Event]:
        """Return what to tell of the exercise recognised; what showed it says nothing about any other."""
        before_s = spell.shown_s
        told = spell.follow(batches[self._coaches.index(spell.coach)])
        if spell.shown_s > before_s:
            if spell.lapsed:
                begun_s = self._set_begun_s(spell.coach)
                told += spell.resume(*self._of_set(spell.coach, begun_s, spell.lapsed_s))
            self._explained(spell)
        return told

    def _explained(self, spell: Spell) -> None:
        """Take note that what was done up to now is the exercise recognised."""
        for coach in self._coaches:
            if coach is not spell.coach:
                coach.judge.begin_anew(spell.shown_s)

    def _first(self) -> list[Event]:
        """Choose the first exercise, once one is certain."""
        best = max(self._coaches, key=self._confidence)
        if self._confidence(best) <= MOVEMENT:
            here = any(coach.state.in_position for coach in self._coaches)
            self._open = CoachState(t_s=best.state.t_s, person=best.state.person, in_position=here)
            return []
        return self._take_over(best, self._set_begun_s(best))

    def _next(self, spell: Spell, batches: list[Sequence[Event]]) -> list[Event]:
        """Hand over to another exercise that has just completed a repetition while the current one rests."""
        for coach, batch in zip(self._coaches, batches, strict=True):
            if coach is spell.coach or coach.exercise.by_name:
                continue
            if self._over and not coach.judge.evidence.holds:
                continue  # half of a movement tells too little
            for event in batch:
                if isinstance(event, RepetitionDone) and self._may_take_over(coach, spell, event):
                    begun_s = self._set_begun_s(coach, spell.shown_s - OVERLAP_S)
                    return self._take_over(coach, begun_s, spell.ended_by(begun_s))
        return []

    def _set_begun_s(self, coach: Coach, since_s: float = -math.inf) -> float:
        """Return when the last set began, of repetitions that began from a time on; that itself without any [s]."""
        since_s = max(since_s, coach.judge.back_s)
        done = [event.repetition for event in self._done_by(coach) if event.start_s >= since_s]
        begun_s = done[-1].start_s if done else since_s
        for repetition in reversed(done):
            if begun_s - repetition.end_s > SET_APART_S:
                break
            begun_s = repetition.start_s
        return begun_s

    def _done_by(self, coach: Coach) -> list[RepetitionDone]:
        kept = self._kept[self._coaches.index(coach)]
        return [event for event in kept if isinstance(event, RepetitionDone)]

    def _may_take_over(self, coach: Coach, spell: Spell, done: RepetitionDone) -> bool:
        """Tell whether the current one rests or has lapsed, or is stuck in a phase since before the repetition.

        Whoever lay still to begin with lies still after each repetition as well, and that is no exercise between them.
        """
        before = spell.coach
        certain = coach.judge.proven_s >= done.start_s and _confidence(coach) > MOVEMENT
        if not certain or spell.shown_s > done.start_s + OVERLAP_S:
            return False
        between = coach in self._rests and before.exercise.posture == coach.exercise.posture
        if between and done.repetition.end_s - done.start_s < _aim_s(coach):
            return False
        rests = before in self._rests and self._confidence(coach) > MOVEMENT
        return rests or spell.lapsed or before.judge.resting_since(done.start_s)

    def _take_over(self, coach: Coach, begun_s: float, before_s: float = -math.inf) -> list[Event]:
        """Speak for another coach from now on; return what to tell. begun_s, before_s: as for `_of_set` [s]."""
        since_s, events = self._of_set(coach, begun_s, before_s)
        start_s = min((begins_s(event) for event in events), default=coach.state.t_s)
        if self._spell is not None:
            before = self._spell.coach
            self._certain[before] = self._confidence(before)
            self._counts[before.exercise.key] -= self._spell.told_after(start_s)
        self._counts.setdefault(coach.exercise.key, 0)
        self._spell = Spell(coach, events, since_s)
        self._explained(self._spell)
        return [ExerciseRecognised(coach.state.t_s, coach.exercise.key, start_s), *events]

    def _of_set(self, coach: Coach, begun_s: float, before_s: float) -> tuple[float, list[Event]]:
        """Return what a coach kept of a set and the time just before it, and from when on that is [s].

        begun_s: when the set began. before_s: when what was done before it had ended [s].
        """
        others_s = (event.repetition.end_s for event in self._done_by(coach) if event.start_s < begun_s)
        since_s = max(before_s, begun_s - LEAD_S, coach.judge.back_s, *others_s)
        kept = self._kept[self._coaches.index(coach)]
        return since_s, [event for event in kept if begins_s(event) >= since_s]

    def _main(self) -> Coach | None:
        """The coach with the most repetitions; if tied, the one that came first.

        None if what was seen since speaks against all that were recognised.
        """
        counts = {coach: self._counts.get(coach.exercise.key, -1) for coach in self._coaches}
        told = [coach for coach, count in counts.items() if count >= 0 and self._lasting(coach) > MOVEMENT]
        order = list(self._counts)
        return max(told, key=lambda coach: (counts[coach], -order.index(coach.exercise.key)), default=None)

    def _lasting(self, coach: Coach) -> float:
        """Return how certain an exercise is, or was when another one took over, 0 to 1."""
        certain = self._confidence(coach)
        return certain if coach is self._current else self._certain.get(coach, certain)

    @property
    def _current(self) -> Coach | None:
        return None if self._spell is None else self._spell.coach

    def _likely(self) -> Coach:
        return self._main() or max(self._coaches, key=self._confidence)

    def _is_rest(self, coach: Coach) -> bool:
        """Whether an exercise is to keep still in the position that another one starts from."""
        others = [one.exercise.posture for one in self._coaches if not one.judge.evidence.holds]
        return coach.judge.evidence.holds and coach.exercise.posture in others

    def _confidence(self, coach: Coach) -> float:
        """Return how certain an exercise is, 0 to 1.

        Whoever keeps still for less than the exercise asks for may be about to begin another one: only the end tells.
        """
        certain = _confidence(coach)
        if coach not in self._rests or self._over or coach is self._current:
            return certain
        return certain if coach.judge.evidence.typical_s >= _aim_s(coach) else min(certain, MOVEMENT)


def _aim_s(coach: Coach) -> float:
    """Return how long an exercise asks to keep still [s]."""
    return max(phase.hold_aim_s or 0.0 for phase in coach.exercise.phases)


def _confidence(coach: Coach) -> float:
    if coach.exercise.by_name:
        return 0.0
    judge = coach.judge
    if judge.proven and judge.evidence.is_enough and judge.evidence.typical_s > judge.evidence.another_s:
        return 1.0 - (1.0 - MOVEMENT) / (1.0 + judge.evidence.typical)
    if judge.moved or (judge.proven and coach.exercise.proof is not None):
        return MOVEMENT
    return POSITION_ONLY if coach.ever_in_position else 0.0
