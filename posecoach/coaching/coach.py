"""The coach for one exercise: from poses to events."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from posecoach.coaching.arrival import Arrival
from posecoach.coaching.breath import Pacer
from posecoach.coaching.framing import Framing
from posecoach.coaching.halts import Halts
from posecoach.coaching.limb_targets import corrections
from posecoach.coaching.placement import Placement, Setup
from posecoach.events import Command, CueGiven, Event, FaultCleared, PersonFound, PersonLost
from posecoach.exercises.declaration import Exercise, Rule
from posecoach.features.body import Body
from posecoach.features.extract import Extractor, get_feature
from posecoach.judging.cues import SHOWN_S
from posecoach.judging.ending import closings, is_hold
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.neutral import Stay
from posecoach.judging.resolution import hangs_on_the_way
from posecoach.judging.rules.kind import kind_of
from posecoach.pose.pose import Pose
from posecoach.pose.scene import Scene
from posecoach.postures.hook_lying import ON_ROLLER
from posecoach.postures.table import OTHER, POSTURES, posture_among
from posecoach.state import CoachState, Movement, ShownCue
from posecoach.words.phrase import N_

LOST_S: Final = 1.0
"""Nobody seen for this long: the person is gone, and a repetition in progress is dropped."""

ENTER_POSITION_S: Final = 0.1
LEAVE_POSITION_S: Final = 1.0
"""The exercise itself takes a person to the edge of a posture; only a longer absence means that they left it."""

NO_PICTURE_S: Final = 2.5
"""A gap in media time longer than this hides what happened: the computer slept, the camera hung, the recording was
paused. A camera that delivers one frame a second is still followed."""

PAUSED: Final = N_("you paused")
READ_S: Final = 0.7
"""A cue stays for at least this long, the time to glance at a few words, even if it is followed sooner."""

LEFT_POSITION: Final = N_("you left the position")
CUT: Final = N_("the recording was cut, or the camera was moved")
LOST: Final = N_("you could not be seen any more")
NOTHING: Final[frozenset[int]] = frozenset()
NOWHERE: Final[frozenset[str]] = frozenset()
NO_PICTURE: Final = N_("no frames came for a while")


@dataclass(slots=True)
class _Presence:
    """Since when the person has been seen and in position, in media time [s]."""

    person: bool = False
    in_position: bool = False
    posture: str = OTHER
    seen_s: float = -math.inf
    matched_s: float = -math.inf
    match_since_s: float = math.nan
    unfit_since_s: float = math.nan
    cuts: int = 0


class Coach:
    """Judges one exercise; implements pipeline.CoachLike."""

    def __init__(
        self,
        exercise: Exercise,
        body: Body | None = None,
        *,
        advise: bool = True,
        hindsight: Sequence[Stay] = (),
    ) -> None:
        """Compile an exercise. A caller who passes a body, shared by several coaches, updates it and calls `look`.

        advise: whether to say what to change about the set-up; a guide does so itself, stage by stage. hindsight:
        what a first reading of the same recording found out about the person's neutral.
        """
        self.exercise = exercise
        self._postures = (exercise.posture, *exercise.through)
        self.judge = ExerciseJudge(exercise, hindsight)
        self._body = body or Body()
        self._extractor = Extractor(self.judge.signals.names)
        self.placement = Placement(exercise)
        self._advise = advise
        self._pacer = Pacer(exercise)
        self._halts = Halts(self.break_off)
        posture, on_roller = POSTURES[exercise.posture], ON_ROLLER in self._extractor.names
        self._arrival = Arrival(to_the_floor=posture.level, lying=posture.on_back and not on_roller)
        dosage = exercise.dosage
        self._aim = dosage.repetitions * (2 if dosage.per_side else 1)
        self.reset()

    @property
    def coaches(self) -> tuple[Coach, ...]:
        """The coaches of single exercises that judge: just this one."""
        return (self,)

    @property
    def needs_outline(self) -> bool:
        """Whether poses must carry the outline of the back."""
        return self._extractor.needs_outline

    @property
    def state(self) -> CoachState:
        """What a screen needs to know right now."""
        return self._halts.state or self._state

    @property
    def wants_scene(self) -> bool:
        """Whether light and number of people matter now: it advises, and the exercise has not begun; see `scene`."""
        return self._advise and not self.judge.moved and self._halts.state is None

    @property
    def recognised(self) -> str | None:
        """The exercise's key if the person was in its posture at all, else None."""
        return self.exercise.key if self.ever_in_position else None

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._body.reset()
        self.judge.reset()
        self.placement.reset()
        self._pacer.reset()
        self._halts.reset()
        self._scene: Scene | None = None
        self._framing = Framing()
        self._presence = _Presence()
        self._arrival.reset()
        self._asked: tuple[Rule, ...] = ()
        self._followed_in = NOWHERE
        self.ever_in_position = False
        self.judgeable = True
        self.looked_s = math.nan
        self._values: Sequence[float] = [math.nan] * len(self._extractor.names)
        self._state = CoachState(
            exercise=self.exercise.key,
            title=self.exercise.name,
            view=self.exercise.view,
            repetitions_aim=self._aim,
        )

    def step(self, pose: Pose) -> Sequence[Event]:
        """Take in one pose and return what became known with it."""
        told = self._halts.obey(pose.t_s, self.state)
        self._body.update(pose)
        return told if self._halts.state is not None else [*told, *self.look()]

    def look(self) -> Sequence[Event]:
        """Judge the body as it is now; return what became known."""
        t_s = self.looked_s = self._body.t_s
        events: list[Event] = []
        self._follow_presence(t_s, events)
        if not self.ever_in_position:
            self._framing.observe(self._body)
        if self._presence.in_position:
            self._values = self._extractor.measure(self._body)
            if self.exercise.view == "side" or self._presence.posture == self.exercise.posture:
                # The front of somebody who passes through another posture may face elsewhere.
                self.placement.observe(self._body, at_rest=not self.judge.moved)
            self.judgeable = self.placement.fits
            self._follow_view(t_s, events)
            way = self._body.way if hangs_on_the_way(t_s - self.judge.signals.t_s) else math.inf
            events += self.judge.step(t_s, self._values, self.judgeable, self.placement.shows, way)
        if self._advise:
            events += self.set_up()
        self._show(t_s, events)
        return events

    def break_off(self, t_s: float) -> list[Event]:
        """Begin a pause at a media time: drop what is in progress, and look for the person afresh afterwards."""
        presence = self._presence
        presence.in_position, presence.posture, presence.match_since_s = False, OTHER, math.nan
        return closings(self.judge.break_off(t_s, PAUSED), counted=False)

    def finish(self, *, ends: bool = True) -> Sequence[Event]:
        """Close what is in progress at the end of the media, or of this exercise; return what became known."""
        told = self._halts.obey(self.state.t_s, self.state)
        if self._halts.state is not None:
            return told
        events = [*told, *self.judge.finish(ends=ends)]
        self._show(self._state.t_s, events)
        return events

    def command(self, command: Command) -> None:
        """Take a command of the person, from any thread: only "pause" and "pain" mean something here."""
        self._halts.command(command)

    def scene(self, scene: Scene) -> None:
        """Take in what was seen of the place; only the newest counts."""
        self._scene = scene

    def measured(self) -> dict[str, float]:
        """Return the features of the last pose by name; NaN = not seen."""
        seen = self._presence.in_position
        zeros = self.judge.zeros()
        return {
            name: value - zero if seen else math.nan
            for name, value, zero in zip(self._extractor.names, self._values, zeros, strict=True)
        }

    def setup(self) -> Setup:
        """Return what was seen of the camera's placement, with advice for next time.

        A person never seen in position may have been in it, out of the frame.
        """
        setup, framing = self.placement.result(), self._framing.advice()
        return setup if self.ever_in_position or not framing else replace(setup, advice=framing)

    def with_hindsight(self) -> Coach | None:
        """Return a coach for a second reading of the finished recording; None if that would find nothing new."""
        stays = self.judge.stays()
        return None if all(stay.early for stay in stays) else Coach(self.exercise, hindsight=stays)

    def candidates(self) -> list[tuple[str, float]]:
        """Return (exercise, confidence): 1 if seen at all, because the user named it."""
        return [(self.exercise.key, 1.0 if self.ever_in_position else 0.0)]

    def set_up(self) -> list[Event]:
        """Return the advice to give now: on everything before the first movement, then only on what gets in the way."""
        in_position = self._presence.in_position
        if self.judge.moved:
            advice = self.placement.during(self._body, in_position)
        else:
            advice = self.placement.before(self._body, in_position, self._scene)
        return [] if advice is None else [advice]

    def _follow_view(self, t_s: float, events: list[Event]) -> None:
        """Start over with a person who has turned to face the camera: turns are measured against how they face it.

        Lengths are the same from wherever the camera sees them well enough: a hold on one side goes on.
        """
        presence = self._presence
        turns = any(get_feature(neutral.feature).unit == "deg" for neutral in self.exercise.neutral)
        if self.exercise.view != "front" or not turns:
            return
        if not self.judgeable:
            if presence.unfit_since_s != presence.unfit_since_s:  # NaN is not equal to itself
                presence.unfit_since_s = t_s
            return
        if t_s - presence.unfit_since_s > LEAVE_POSITION_S:
            events += self.judge.interrupt(t_s, t_s, LEFT_POSITION, elsewhere=True)
        presence.unfit_since_s = math.nan

    def _follow_presence(self, t_s: float, events: list[Event]) -> None:
        presence = self._presence
        if presence.in_position and t_s - self._state.t_s > NO_PICTURE_S:
            presence.in_position = False
            presence.posture = OTHER
            presence.match_since_s = math.nan
            events += self.judge.interrupt(t_s, presence.matched_s, NO_PICTURE)
        if self._body.cuts != presence.cuts:
            presence.cuts = self._body.cuts
            if presence.in_position:
                presence.in_position = False
                presence.posture = OTHER
                events += self.judge.interrupt(t_s, presence.matched_s, CUT, elsewhere=True)
        if self._body.seen:
            presence.seen_s = t_s
            if not presence.person:
                presence.person = True
                events.append(PersonFound(t_s, ""))
            self._follow_posture(t_s, events)
        elif presence.person and t_s - presence.seen_s > LOST_S:
            presence.person = False
            self._arrival.gone()
            events.append(PersonLost(t_s, ""))
        if presence.in_position and t_s - presence.matched_s > LEAVE_POSITION_S:
            presence.in_position = False
            presence.posture = OTHER
            reason = LEFT_POSITION if presence.person else LOST
            events += self.judge.interrupt(t_s, presence.matched_s, reason)

    def _follow_posture(self, t_s: float, events: list[Event]) -> None:
        presence = self._presence
        found = posture_among(self._body, self._postures, presence.posture)
        # Who is to face the camera may face elsewhere in a posture passed through: that is no way to begin.
        through = found != self.exercise.posture and self.exercise.view == "front"
        if found is None or found not in self._postures or (through and not presence.in_position):
            presence.match_since_s = math.nan
            self._arrival.follow(self._body, math.nan)
            return
        if presence.in_position:
            presence.posture = found
        if presence.match_since_s != presence.match_since_s:
            presence.match_since_s = t_s
        presence.matched_s = t_s
        self._arrival.follow(self._body, presence.match_since_s)
        if presence.in_position and not self.judge.moved and self._arrival.walks(self._body):
            presence.in_position = False
            presence.match_since_s = t_s
            events += self.judge.interrupt(t_s, t_s, LEFT_POSITION, elsewhere=True)
        entered = t_s - presence.match_since_s >= ENTER_POSITION_S - 1e-9
        if not presence.in_position and entered and self._arrival.over(presence.match_since_s, self._body):
            presence.in_position = True
            presence.posture = found
            self.ever_in_position = True

    def _show(self, t_s: float, events: Sequence[Event]) -> None:
        """Rebuild the state; nothing else writes it."""
        judge, presence = self.judge, self._presence
        broken = judge.broken
        cue = self._cue(t_s, events)
        shown = (*broken, *(rule for rule in self._asked_for() if rule not in broken)) if cue.text else broken
        self._state = CoachState(
            exercise=self.exercise.key,
            title=self.exercise.name,
            view=self.exercise.view,
            t_s=t_s,
            person=presence.person,
            in_position=presence.in_position,
            movement=self._movement(t_s),
            repetitions=judge.repetitions,
            repetitions_aim=self._aim,
            score=judge.last_score,
            cue=cue,
            faulty=self._faulty(broken) if broken else NOTHING,
            corrections=corrections(shown, judge.signals, self._body, self.exercise.posture),
        )

    def _movement(self, t_s: float) -> Movement:
        span, side = self.judge.span, self.judge.side
        breath_share = self._pacer.step(t_s, span)
        awaited = not (self.judge.moved or is_hold(self.exercise))
        if span is None:
            return Movement(side=side, awaited=awaited)
        phase = span.phase
        return Movement(
            phase=phase.name,
            label=phase.label,
            side=side,
            hold_s=None if phase.hold_aim_s is None else t_s - span.start_s,
            hold_aim_s=phase.hold_aim_s,
            hold_short=phase.hold_aim_s is not None and self.judge.falls_short,
            breath=phase.breath,
            breath_share=breath_share,
            awaited=awaited,
        )

    def _cue(self, t_s: float, events: Sequence[Event]) -> ShownCue:
        """Return the cue to show: the newest, while it is being read and is not followed yet."""
        shown = self._state.cue
        for event in events:
            if isinstance(event, CueGiven):
                shown = ShownCue(event.text, event.severity, t_s + SHOWN_S, event.rule, t_s)
                self._asked = tuple(
                    rule for rule in self.exercise.rules if rule.name == event.rule and rule.cue == event.text
                )
                self._followed_in = self._phases_to_follow()
            elif isinstance(event, FaultCleared) and event.rule == shown.rule:
                # The target of a rule judged at the end of its phase ends with its cue, which is about the next time.
                shown = shown.silent() if t_s - shown.since_s >= READ_S else shown
        if self._followed_in and self._phase not in self._followed_in and t_s - shown.since_s >= READ_S:
            shown = shown.silent()
        return shown.at(t_s)

    @property
    def _phase(self) -> str:
        """Name of the phase under way, "" without one."""
        return "" if self.judge.span is None else self.judge.span.phase.name

    def _phases_to_follow(self) -> frozenset[str]:
        """Return the phases in which what was just asked for can be followed, if they are under way; empty = any.

        That a movement was too fast is for the next one, and stays until it is read.
        """
        phases = frozenset(phase for rule in self._asked for phase in rule.phases)
        haste = any(kind_of(rule).is_tempo(rule) for rule in self._asked)
        return phases if self._phase in phases and not haste else NOWHERE

    def _asked_for(self) -> Iterator[Rule]:
        """Yield the rules that the last cue is about, while it can be followed: in their phases."""
        phase = self._phase
        return (rule for rule in self._asked if phase and (not rule.phases or phase in rule.phases))

    def _faulty(self, broken: Iterable[Rule]) -> frozenset[int]:
        """Return the joints that broken rules are about."""
        about = (get_feature(rule.feature) for rule in broken if rule.feature is not None)
        return frozenset(joint for feature in about for joint in feature.joints(self._body.near))
