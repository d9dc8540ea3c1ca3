"""One exercise judged from its features: the pure heart of the coach, without landmarks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

from posecoach.events import (
    CannotJudge,
    Event,
    Fault,
    FaultCleared,
    FaultRaised,
    FaultWithdrawn,
    RepetitionRejected,
    Side,
)
from posecoach.exercises.declaration import Exercise, Rule
from posecoach.judging.attempts import ProofWatch, attempt_watches
from posecoach.judging.cues import CueChooser
from posecoach.judging.movement_evidence import MovementEvidence
from posecoach.judging.neutral import SETTLED_SHARE, Rebase, Stay
from posecoach.judging.own_neutral import OwnNeutral
from posecoach.judging.phases import PhaseMachine, Span
from posecoach.judging.phases_told import PhasesTold
from posecoach.judging.repetitions import UNFINISHED, Draft, Rejected, RepetitionCounter
from posecoach.judging.rules.finding import Finding, beyond
from posecoach.judging.rules.kind import checks_of, kind_of, watches_of
from posecoach.judging.scoring import Completion
from posecoach.judging.signals import Signals
from posecoach.judging.turn_back import TurnWatch
from posecoach.judging.view_share import ViewShare

AWAY_S: Final = 5.0
"""Whoever was out of the position for longer may have done something else, and come back to another place. Chosen."""


class _Resettable(Protocol):
    def reset(self) -> None: ...


class ExerciseJudge:
    """Follows one exercise through phases, rules and repetitions; emits events in the order they become known.

    evidence: what speaks for and against this exercise. back_s: since when somebody is followed who was away [s].
    """

    def __init__(self, exercise: Exercise, hindsight: Sequence[Stay] = ()) -> None:
        """Compile an exercise. hindsight: the stays found by the first reading of a recording, for the second."""
        self.exercise = exercise
        self.signals = Signals(exercise)
        self._rest = OwnNeutral(exercise, self.signals, hindsight)
        self._rebase = Rebase(exercise, self.signals)
        self._machine = PhaseMachine(exercise, self.signals)
        self._counter = RepetitionCounter(exercise)
        self._watches = watches_of(exercise, self.signals)
        self._checks = checks_of(exercise, self.signals)
        self._kept_up = tuple(
            (rule, self.signals.reader(rule.feature, rule.of))
            for rule in exercise.rules
            if rule.feature is not None and rule.phases and kind_of(rule).in_every_moment(rule)
        )
        self._attempts = attempt_watches(exercise, self.signals)
        self.evidence = MovementEvidence(exercise, self.signals)
        self._told = PhasesTold(exercise.key)
        self._completion = Completion(exercise, self.signals, self._watches, self._checks)
        self._turn = TurnWatch(self.signals)
        # Who comes to a hold again and again shows it in all of them together; who only lies there, not in pieces.
        comes_and_goes = any(phase.hold_aim_s is None for phase in exercise.phases)
        self._proof = ProofWatch(exercise.proof, self.signals, adds_up=comes_and_goes)
        self.cues = CueChooser(exercise.key, exercise.rules)
        self._parts: tuple[_Resettable, ...] = (
            *(self.signals, self._rest, self._rebase, self._machine, self._counter, self._told),
            *(self.evidence, self.cues, self._proof, self._completion, self._turn),
            *self._watches,
            *self._checks,
            *self._attempts,
        )
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        for part in self._parts:
            part.reset()
        self.repetitions = 0
        self.last_score: float | None = None
        self.moved = self.proven = False
        self.proven_s = self.last_end_s = self.back_s = -math.inf
        self._hinted: str | None = None
        self._view = ViewShare()

    def begin_anew(self, since_s: float) -> None:
        """Take note that what was done up to a media time [s] was another exercise: nothing of it holds any more."""
        if self._rest.followed:
            self._rest.renew(self.signals.t_s)
        self.evidence.begin_anew(since_s)
        self._completion.forget_side()
        if self.proven_s < since_s:
            self.proven = False
            self._proof.reset(since_s)

    @property
    def span(self) -> Span | None:
        """The phase in progress."""
        return self._machine.span

    @property
    def broken(self) -> tuple[Rule, ...]:
        """The rules that are broken at this moment."""
        return tuple(watch.rule for watch in self._watches if watch.open)

    @property
    def falls_short(self) -> bool:
        """Whether what the phase under way asks to be reached is not reached at this moment."""
        span = self._machine.span
        return span is not None and any(
            span.phase.name in rule.phases and beyond(rule, read()) is not None
            for rule, read in self._kept_up
        )

    @property
    def neutral_known(self) -> bool:
        """Whether the person has held still long enough, or can be followed without it."""
        return self._rest.held_still or (bool(self.exercise.neutral) and self._machine.span is not None)

    @property
    def side(self) -> Side | None:
        """The side of the repetition in progress."""
        span = self._machine.span
        return (span.side if span else None) or self._counter.side

    def resting_since(self, t_s: float) -> bool:
        """Whether no repetition is in progress now, or none has advanced since a media time."""
        span = self._machine.span
        return span is None or span.phase.name not in self.exercise.repetition.counted or span.start_s <= t_s

    def idle_since(self, t_s: float) -> bool:
        """Whether no repetition is in progress, or one that is stuck: in no hold, and not advanced since then [s]."""
        span = self._machine.span
        held = span is not None and span.phase.hold_aim_s is not None
        return self.resting_since(-math.inf if held else t_s)

    def zeros(self) -> list[float]:
        """Return what to subtract from each feature where only its difference from neutral means something."""
        zeroed = {neutral.feature for neutral in self.exercise.neutral if neutral.zero}
        signals = self.signals
        pairs = zip(signals.names, signals.rest_neutral, strict=True)
        return [neutral if name in zeroed else 0.0 for name, neutral in pairs]

    def step(
        self,
        t_s: float,
        values: Sequence[float],
        judgeable: bool,
        recognisable: bool | None = None,
        way: float = math.inf,
    ) -> list[Event]:
        """Take in the features of a person in position.

        values: in the order of `signals.names`, NaN = not seen. judgeable: whether the view allows verdicts.
        recognisable: whether it shows at least which exercise it is; None = from the side, or where it is judged.
        way: how far the body went since the pose before [trunk lengths], infinite if that is not known.
        """
        dt_s = t_s - self.signals.t_s
        self._after_absence(t_s, dt_s)
        self.signals.update(t_s, values, way)
        events: list[Event] = []
        span = self._machine.span
        events += self._rest.step(t_s, values, free=span is None or self._machine.at_rest)
        if span is None:
            if not self._machine.ready:
                return events
            span = self._begin(t_s)
            self.evidence.looked(t_s)
            events += self._told.begun(t_s, span)
        self._view.add(dt_s, judgeable)
        self._rebase.step(t_s, span)
        change = self._machine.step(judgeable)
        if change is not None:
            self._change_phase(t_s, *change, events)
            span = change[1]
        self._hint(t_s, span)
        for watch in self._watches:
            found = watch.step(t_s, span, judgeable)
            if found:
                events += self._note(t_s, found)
        if recognisable is None:
            recognisable = judgeable or self.exercise.view == "side"
        if self._proof.step(t_s) and recognisable:
            self.proven, self.proven_s = True, t_s
        for attempt in self._attempts:
            made = attempt.step(t_s, span)
            if made is not None:
                before = self._counter.stand_in
                events += self._turn_in(t_s, self._counter.attempted(attempt.phase, *made))
                stand_in = self._counter.stand_in
                self._hint_left_out(t_s, stand_in if stand_in is not before else None)
        self.evidence.look_between(t_s)
        return self._with_cue(t_s, events)

    def _after_absence(self, t_s: float, away_s: float) -> None:
        """Forget what no longer holds of somebody who is followed again after a time [s]; NaN: for the first time."""
        if away_s > AWAY_S:
            self.back_s = t_s
            self._proof.reset(t_s)
            self._rest.forget_place()
            self._completion.forget_side()

    def interrupt(
        self, t_s: float, end_s: float, reason: str, *, arrived: bool = False, elsewhere: bool = False
    ) -> list[Event]:
        """Stop following: the person left the position, or was lost, at `end_s`.

        arrived: whether the movement of the phase in progress had ended, so that it can be judged. elsewhere:
        whether the person is seen from another place from now on.
        """
        events: list[Event] = []
        left = self._machine.leave(end_s, arrived)
        self._end_phase(t_s, left, None, events)
        cut_short = self._turn_in(t_s, self._counter.abandon(reason))
        unfinished_s = [event.start_s for event in cut_short if isinstance(event, RepetitionRejected)]
        if left is not None and unfinished_s:  # it may be getting up, or turning away, already
            begun = self._completion.begun_within(min(*unfinished_s, left.start_s), t_s)
            events += self._take_back(t_s, [one for one in begun if not (arrived and self._is_tempo(one))])
        events += cut_short
        self._forget_place(elsewhere=elsewhere)
        return events

    def _forget_place(self, *, elsewhere: bool) -> None:
        """Retake the neutral when the person is followed again."""
        self._rest.end(elsewhere)
        self._turn.reset()
        self._hinted = None

    def break_off(self, t_s: float, reason: str) -> list[Event]:
        """Drop what is in progress: nobody is judged by what a pause cut short."""
        events: list[Event] = []
        span = self._machine.leave(t_s)
        if span is not None:
            for watch in self._watches:
                events += self._note(t_s, watch.close(t_s))
            events += self._told.ended(t_s, span, None)
        events += self._turn_in(t_s, self._counter.abandon(reason))
        self.cues.silence()
        self._forget_place(elsewhere=True)
        return events

    def finish(self, *, ends: bool = True) -> list[Event]:
        """Close what is in progress. ends: with the media, so that a repetition that is held counts."""
        t_s = self.signals.t_s
        if not self._rest.followed:
            return []
        span = self._machine.span
        arrived = span is not None and span.phase.hold_aim_s is None and not self._in_full_swing(span)
        self._counter.ends = ends
        return self.interrupt(t_s, t_s, UNFINISHED, arrived=arrived)

    def stays(self) -> tuple[Stay, ...]:
        """Return what hindsight knows of the neutral, for every stay that has ended."""
        return self._rest.stays()

    def _begin(self, t_s: float) -> Span:
        """Follow the person from now on, or from the start of a stay that began with a still second."""
        still = self._rest.still_since(t_s)
        span = self._machine.begin(self._rest.start_s if still else t_s, still)
        self.signals.new_phase(t_s)
        self.signals.new_repetition()
        self._view.begin_phase()
        return span

    def _change_phase(self, t_s: float, ended: Span, begun: Span, events: list[Event]) -> None:
        self.moved = True
        self._end_phase(t_s, ended, begun, events)
        self.signals.new_phase(begun.start_s)
        counted, name = self.exercise.repetition.counted, begun.phase.name
        if name not in counted or name == self.exercise.repetition.form_of(name)[0]:
            self.signals.restore_neutral()
        if name in counted and ended.phase.name not in counted:
            self.signals.new_repetition()
        if begun.side is None:
            begun.side = self._counter.side
        self.cues.phase_begun(t_s, begun.phase.name)
        self._hint_left_out(t_s, self._counter.left_out(begun))
        events += self._told.begun(t_s, begun)
        self._view.begin_phase()
        self._turn.begin(begun)

    def _hint(self, t_s: float, span: Span) -> None:
        """Speak about a movement as soon as it turns back, before its phase is over and judged."""
        turned_s = self._turn.step(t_s)
        if turned_s is None or not span.whole:
            return
        for check in self._checks:
            if self._doubt(check.rule, span) is not None:
                continue
            if not check.hint(replace(span, end_s=t_s), self._view.share):
                continue
            if span.phase.hold_aim_s is None or kind_of(check.rule).is_tempo(check.rule):
                self.cues.fault(t_s, check.rule, span.start_s, turned_s)
            else:
                self.cues.keep(check.rule)  # the hold is over: its words are for the next one

    def _hint_left_out(self, t_s: float, span: Span | None) -> None:
        """The same for a phase that was left out, before its repetition is complete."""
        rule = None if span is None else self._completion.missed(span, self._view.share, self._rest.rough)
        if span is not None and isinstance(rule, Rule):
            self.cues.fault(t_s, rule, span.start_s, span.end_s)
            self._hinted = rule.name

    def _end_phase(self, t_s: float, ended: Span | None, begun: Span | None, events: list[Event]) -> None:
        if ended is None:
            return
        if begun is None:
            for watch in self._watches:
                events += self._note(t_s, watch.close(t_s))
            # Where the position was left is known only a second later.
            seen = self._completion.begun_within(ended.start_s, t_s)
            events += self._take_back(t_s, self._completion.hardly_within(seen, ended.start_s, ended.end_s))
        events += self._told.ended(t_s, ended, begun)
        share = self._view.share
        for check in self._checks:
            verdict = check.judge(t_s, ended, share)
            if isinstance(verdict, Finding) and (doubt := self._doubt(check.rule, ended, verdict.value)):
                verdict = CannotJudge(t_s, self.exercise.key, check.rule.name, ended.phase.name, doubt)
            if isinstance(verdict, CannotJudge):
                self._completion.not_judged(verdict, ended.start_s)
                events.append(verdict)
            elif verdict is not None:
                hinted = check.rule.name if check.hinted else None
                key = self.exercise.key
                events += self._note(t_s, [verdict.raised(t_s, key), verdict.cleared(t_s, key)], hinted)
            elif check.hinted:
                self.cues.withdraw(check.rule)
            check.hinted = False
        events += self._turn_in(t_s, self._made_by(ended, begun))

    def _made_by(self, ended: Span, begun: Span | None) -> list[Draft | Rejected]:
        """Return the repetitions that a phase completes; one by itself that was broken off too early is none."""
        if begun is None and self.exercise.repetition.pattern == "each":
            is_hold = ended.phase.hold_aim_s is not None  # which nobody leaves without moving
            if not is_hold and self._in_full_swing(ended):
                return []
            if self._completion.is_cut_short(ended):
                return [Rejected(ended.start_s, UNFINISHED)]
        return self._counter.phase_ended(ended, begun)

    def _doubt(self, rule: Rule, span: Span, value: float = math.nan) -> str | None:
        """Return why an apparent fault of a phase should not be reported; None if it is certain.

        How long a movement took that was given up, or is hardly seen, says nothing.
        """
        kind = kind_of(rule)
        end_s = self.signals.t_s if math.isnan(span.end_s) else span.end_s
        given_up = self.evidence.given_up(span.start_s, end_s) if kind.is_tempo(rule) else None
        return given_up or kind.doubt(rule, span, value, self._rest.rough)

    def _in_full_swing(self, span: Span) -> bool:
        """Tell whether the movement of a phase is still going on."""
        if span.phase.signal is None:
            return False
        return self.signals.reader(span.phase.signal, "speed_share")() > SETTLED_SHARE

    def _note(self, t_s: float, events: list[Event], hinted: str | None = None) -> list[Event]:
        """Record faults. hinted: the rule that the person has already been told about."""
        over_s = {
            (event.rule, event.start_s): event.fault.end_s
            for event in events
            if isinstance(event, FaultCleared)
        }
        for event in events:
            if isinstance(event, FaultRaised) and event.rule != hinted:
                broken_s = over_s.get((event.rule, event.start_s), event.start_s)
                self.cues.fault(t_s, self._completion.rule_of(event.fault), event.start_s, broken_s)
            elif isinstance(event, FaultCleared):
                self._completion.fault_over(event.fault)
            elif isinstance(event, CannotJudge):
                self._completion.not_judged(event, event.t_s)
        return events

    def _turn_in(self, t_s: float, items: list[Draft | Rejected]) -> list[Event]:
        events: list[Event] = []
        for draft in items:
            self.evidence.looked(t_s)
            item = self.evidence.weigh(draft) if isinstance(draft, Draft) else draft
            if isinstance(item, Rejected):
                self.signals.new_repetition()
                self._completion.forget_side()
                if draft.end_s == draft.end_s:  # NaN is not equal to itself
                    events += self._close_within(t_s, draft)
                    events += self._take_back(t_s, self._completion.begun_within(draft.start_s, draft.end_s))
                elif self.evidence.is_another(draft.start_s, t_s):  # who lies down lifts the hips too
                    events += self._take_back(t_s, self._completion.begun_within(draft.start_s, t_s))
                events.append(RepetitionRejected(t_s, self.exercise.key, item.start_s, item.reason))
            else:
                if isinstance(draft, Draft) and item is not draft:
                    seen = self._completion.begun_within(draft.start_s, draft.end_s)
                    faults = self._completion.hardly_within(seen, item.start_s, item.end_s)
                    events += self._take_back(t_s, faults)
                events += self._complete(t_s, item)
        return events

    def _close_within(self, t_s: float, draft: Draft | Rejected) -> list[Event]:
        """End the faults in progress that began in a movement."""
        return [
            event
            for watch in self._watches
            if watch.broken_before(draft.end_s) and not watch.broken_before(draft.start_s)
            for event in self._note(t_s, watch.close(t_s))
        ]

    def _is_tempo(self, fault: Fault) -> bool:
        rule = self._completion.rule_of(fault)
        return kind_of(rule).is_tempo(rule)

    def _take_back(self, t_s: float, faults: Sequence[Fault]) -> list[Event]:
        """Withdraw faults of what was not the exercise, and the words that wait about them."""
        for fault in faults:
            self._completion.forget(fault)
            self.cues.withdraw(self._completion.rule_of(fault))
        return [FaultWithdrawn(t_s, self.exercise.key, fault) for fault in faults]

    def _complete(self, t_s: float, draft: Draft) -> list[Event]:
        found = self._completion.findings(t_s, draft, self._view.share, self._rest.rough)
        self._note(t_s, found, self._hinted)
        self._hinted = None
        done = self._completion.done(t_s, draft)
        self.repetitions = done.repetition.index
        self.last_end_s = done.repetition.end_s
        self.last_score = done.score
        self.signals.new_repetition()
        judged = done.score is not None and not draft.lacks(self.exercise.repetition.parts)
        praise = self.cues.repetition(t_s, done.faults) if judged else None
        return [*found, done, *([praise] if praise else [])]

    def _with_cue(self, t_s: float, events: list[Event]) -> list[Event]:
        cue = self.cues.step(t_s)
        return events if cue is None else [*events, cue]
