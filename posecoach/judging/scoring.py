"""The result of a complete repetition: its faults, score and ranges."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from posecoach.events import (
    CannotJudge,
    Deduction,
    Event,
    Fault,
    Repetition,
    RepetitionDone,
    Side,
)
from posecoach.exercises.declaration import Exercise, Part, Rule, Severity
from posecoach.judging.aims import points_below_aim
from posecoach.judging.open_score import OPEN_POINTS
from posecoach.judging.other_side import also_to_the_other_side
from posecoach.judging.phases import Span
from posecoach.judging.repetitions import UNFINISHED, Draft
from posecoach.judging.resolution import TOO_FEW_POSES, coarse
from posecoach.judging.rules.finding import Finding
from posecoach.judging.rules.kind import ROUGH_NEUTRAL, Check, Watch, kind_of
from posecoach.judging.rules.phase_check import MIN_SEEN_SHARE, WRONG_VIEW
from posecoach.judging.sampling import BLIND_S
from posecoach.judging.signals import Signals
from posecoach.words.phrase import N_, filled, numeral

AROUND_S: Final = 1.0
"""A phase that was left out would have begun or ended this close to the gap."""

SURER: Final = 1.4
"""A score must not seem better than it is, and sums up several times. Of times from poses 0.15 to 0.3 s apart, 19 of 20
are less than they seem by at most their error, and 99 of 100 by at most 1.3 to 1.5 times as much (820 movements below
2 s on the sample videos)."""

UNSEEN: Final = N_("it could not be seen for a moment")
NO_HOLD: Final = N_("no steady hold was seen")
OTHER_FORM: Final = N_("this form of the exercise is only counted")

FAULT_MEMORY: Final = 64
"""Finished faults are kept until the repetition that they overlap is complete."""


class Completion:
    """Remembers the faults of one exercise and sums up each repetition when it is complete."""

    def __init__(
        self,
        exercise: Exercise,
        signals: Signals,
        watches: Sequence[Watch],
        checks: Sequence[Check],
    ) -> None:
        """Take the parts of a judge that know what happens in a repetition."""
        self._exercise = exercise
        self._signals = signals
        self._watches = watches
        self._times = tuple(check for check in checks if check.rule.aim_s is not None)
        self._rules = {rule.name: rule for rule in reversed(exercise.rules)}
        several = len(exercise.repetition.phases) > 1
        self._labels = {phase.name: phase.label if several else "" for phase in exercise.phases}
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._count = 0
        self._last_side: Side | None = None
        self._last_start_s = math.nan
        self._past: deque[Fault] = deque(maxlen=FAULT_MEMORY)
        self._not_settled: deque[tuple[str, float, float]] = deque(maxlen=FAULT_MEMORY)

    def not_judged(self, verdict: CannotJudge, start_s: float) -> None:
        """Record since when [s] a rule may have been broken, if poses came too seldom to tell."""
        if verdict.reason == TOO_FEW_POSES:
            self._not_settled.append((verdict.rule, start_s, verdict.t_s))

    def fault_over(self, fault: Fault) -> None:
        """Record a fault that is over."""
        self._past.append(fault)

    def forget(self, fault: Fault) -> None:
        """Drop a fault that does not count after all."""
        self._past.remove(fault)

    def begun_within(self, start_s: float, end_s: float) -> list[Fault]:
        """Return the faults that began in a span of time and are over."""
        return [fault for fault in self._past if start_s <= fault.start_s < end_s]

    def hardly_within(self, faults: Sequence[Fault], start_s: float, end_s: float) -> list[Fault]:
        """Return those of some faults that reach beyond a span of time and lasted for less than their dwell in it."""
        return [
            fault
            for fault in faults
            if fault.start_s < start_s or fault.end_s > end_s
            if min(fault.end_s, end_s) - max(fault.start_s, start_s) < self.rule_of(fault).dwell_s
        ]

    def rule_of(self, fault: Fault) -> Rule:
        """Return the rule that a fault is about; several rules may share a name, each with its own cue."""
        rules = self._exercise.rules
        return next(rule for rule in rules if (rule.name, rule.cue) == (fault.rule, fault.cue))

    def findings(
        self, t_s: float, draft: Draft, view_share: float, rough: Collection[str] = ()
    ) -> list[Event]:
        """Return what is known only of the whole repetition: phases left out, and what the rules say of all of it.

        rough: features whose neutral is too uncertain to tell how far a movement went.
        """
        return [
            *self._left_out(t_s, draft, view_share, rough),
            *self._hold_left_out(t_s, draft),
            *self._of_repetition(t_s, draft),
            *self._not_whole(t_s, draft),
            *self._passed_over(t_s, draft),
        ]

    def done(self, t_s: float, draft: Draft) -> RepetitionDone:
        """Return the repetition with its faults, score and ranges; it counts from here."""
        faults = self._faults(draft)
        lacking = draft.lacks(self._exercise.repetition.parts)
        timed = self._timed(draft)
        seconds = [(check.rule, self._labels[span.phase.name], time_s) for check, span, time_s in timed]
        points, deductions = score(list(faults.values()), seconds, lacking)
        unsettled = [rule for rule in self._unsettled(draft) if rule.name not in faults]
        unsure_s = [
            (check.rule, time_s, *self._errors_in_score_s(check, span))
            for check, span, time_s in timed
            if check.rule.name not in faults
        ]
        open_points = off_by(unsure_s) + sum(POINTS[rule.severity] for rule in unsettled)
        self._count += 1
        self._last_side = draft.side or self._last_side
        self._last_start_s = draft.start_s
        repetition = Repetition(
            index=self._count,
            side=draft.side,
            start_s=draft.start_s,
            end_s=draft.end_s,
            hold_s=draft.hold_s(),
            score=points if open_points <= OPEN_POINTS else None,
            range=self._ranges(draft),
            faults=tuple(faults),
        )
        return RepetitionDone(t_s, self._exercise.key, repetition, deductions, open_points)

    def _errors_in_score_s(self, check: Check, span: Span) -> tuple[float, float]:
        """Return by how much a time that counts in a score may be less and more than it seems [s]."""
        error_s, gap_s = check.error_s(span), self._signals.gap_s(span.start_s, span.end_s)
        return (SURER if coarse(gap_s) else 1.0) * error_s, check.more_share * error_s

    def forget_side(self) -> None:
        """Take note that something was done to a side that nobody knows."""
        self._last_side = None

    def _faults(self, draft: Draft) -> dict[str, tuple[Rule, str]]:
        """Return the rules broken in a repetition by name, each once, with the label of the phase."""
        broken = [
            (self.rule_of(fault), fault.phase)
            for fault in self._past
            if fault.start_s < draft.end_s and fault.end_s > draft.start_s
        ]
        broken += [(watch.rule, watch.phase) for watch in self._watches if watch.broken_before(draft.end_s)]
        faults: dict[str, tuple[Rule, str]] = {}
        for rule, phase in broken:
            faults.setdefault(rule.name, (rule, self._labels.get(phase or "", "")))
        return faults

    def _unsettled(self, draft: Draft) -> list[Rule]:
        """Return the rules that may have been broken in a repetition, but poses came too seldom to judge it by them."""
        names = {
            name
            for name, start_s, known_s in self._not_settled
            if start_s < draft.end_s and known_s > draft.start_s
        }
        return [self._rules[name] for name in sorted(names)]

    def _timed(self, draft: Draft) -> list[tuple[Check, Span, float]]:
        """Return every time with an aim [s], with what measured it and the phase."""
        return [
            (check, span, seconds)
            for span in draft.spans
            if span.moved and span.whole
            for check in self._times
            if (seconds := check.seconds(span)) == seconds
        ]

    def _left_out(self, t_s: float, draft: Draft, view_share: float, rough: Collection[str]) -> list[Event]:
        """Return the faults for phases of a cycle that were left out or only attempted."""
        events: list[Event] = []
        for span in draft.spans:
            missed = None if span.moved else self.missed(span, view_share, rough)
            if isinstance(missed, Rule):
                limit = missed.at_least if missed.at_least is not None else missed.at_most
                unit = kind_of(missed).unit(missed)
                times_s = (span.start_s, span.end_s)
                finding = Finding(missed, span.phase.name, None, *times_s, 0.0, limit or 0.0, unit)
                events += self._at_once(t_s, finding)
            elif missed is not None:
                name = self._exercise.repetition.missing[span.phase.name]
                events.append(CannotJudge(t_s, self._exercise.key, name, span.phase.name, missed))
        return events

    def _hold_left_out(self, t_s: float, draft: Draft) -> list[CannotJudge]:
        """Report that a hold cannot be judged that was not found: it may have been too short, or too restless."""
        if draft.lacks(self._exercise.repetition.parts):
            return []
        left_out = self._left_out_of(draft)
        return [
            CannotJudge(t_s, self._exercise.key, rule.name, phase.name, NO_HOLD)
            for phase in self._exercise.phases
            if phase.name in left_out and phase.hold_aim_s is not None
            for rule in self._exercise.rules
            if rule.aim_s is not None and rule.phases == (phase.name,)
        ]

    def is_cut_short(self, hold: Span) -> bool:
        """Tell whether a hold that was broken off had not lasted yet for what is the least of one."""
        return hold.phase.hold_aim_s is not None and any(
            check.seconds(hold) < check.rule.at_least - check.rule.margin
            for check in self._times
            if hold.phase.name in check.rule.phases and check.rule.at_least is not None
        )

    def _form(self, draft: Draft) -> tuple[str, ...]:
        return self._exercise.repetition.form_of(draft.spans[0].phase.name)

    def _left_out_of(self, draft: Draft) -> set[str]:
        """Return the phases of its form that a repetition does not have."""
        return {*self._form(draft)} - {span.phase.name for span in draft.spans}

    def _coarse(self, draft: Draft) -> bool:
        """Tell whether a phase may have come and gone between two poses of a repetition."""
        return coarse(self._signals.mean_gap_s(draft.start_s, draft.end_s))

    def _not_whole(self, t_s: float, draft: Draft) -> list[Event]:
        """Report what cannot be judged as the repetition lacks what it is judged in: a part, the way back, or all."""
        made = {span.phase.name for span in draft.spans}
        lacking = [(part.phase, part.reason) for part in draft.lacks(self._exercise.repetition.parts)]
        if self._form(draft) == self._exercise.repetition.also:
            lacking.append((draft.spans[0].phase.name, OTHER_FORM))
        if draft.one_way:
            lacking.append((self._form(draft)[-1], UNFINISHED))
        return [
            CannotJudge(t_s, self._exercise.key, rule.name, phase, reason)
            for phase, reason in lacking
            for rule in self._rules.values()
            if rule.phases and made.isdisjoint(rule.phases)
        ]

    def _passed_over(self, t_s: float, draft: Draft) -> list[CannotJudge]:
        """Report what cannot be judged because its phase may have come and gone between two poses."""
        made = {span.phase.name for span in draft.spans}
        unseen = self._left_out_of(draft) - {part.phase for part in self._exercise.repetition.parts}
        if not unseen or not self._coarse(draft):
            return []
        events = [
            CannotJudge(t_s, self._exercise.key, rule.name, rule.phases[0], TOO_FEW_POSES)
            for rule in self._exercise.rules
            if rule.phases and made.isdisjoint(rule.phases)
        ]
        for event in events:
            self.not_judged(event, draft.start_s)
        return events

    def missed(self, stand_in: Span, view_share: float, rough: Collection[str] = ()) -> Rule | str | None:
        """Return the rule broken by leaving out a phase, or why that cannot be judged; None if it may be left out."""
        name = self._exercise.repetition.missing.get(stand_in.phase.name)
        if name is None:
            return None
        rule = self._rules[name]
        if view_share < MIN_SEEN_SHARE:
            return WRONG_VIEW
        if rule.feature in rough:
            return ROUGH_NEUTRAL
        return UNSEEN if self._blind(rule, stand_in.start_s, stand_in.end_s) else rule

    def _blind(self, rule: Rule, start_s: float, end_s: float) -> bool:
        """Tell whether a phase that seems left out may only have gone unseen."""
        if rule.feature is None:
            return False
        i = self._signals.index[rule.feature]
        samples = [
            (t_s, values[i]) for t_s, values in self._signals.span(start_s - AROUND_S, end_s + AROUND_S)
        ]
        seen_s = [t_s for t_s, value in samples if value == value]  # NaN is not equal to itself
        edges_s = [samples[0][0], *seen_s, samples[-1][0]] if samples else []
        return not seen_s or max(after - before for before, after in pairwise(edges_s)) > BLIND_S

    def _of_repetition(self, t_s: float, draft: Draft) -> list[Event]:
        events: list[Event] = []
        both = also_to_the_other_side(self._signals, draft, self._last_start_s)
        last_side = None if both else self._last_side
        for rule in () if draft.one_way else self._exercise.rules:
            finding = kind_of(rule).in_repetition(rule, draft, last_side)
            if finding is not None:
                events += self._at_once(t_s, finding)
        return events

    def _at_once(self, t_s: float, finding: Finding) -> list[Event]:
        """Return the events of a fault that is already over when it becomes known."""
        return [finding.raised(t_s, self._exercise.key), finding.cleared(t_s, self._exercise.key)]

    def _ranges(self, draft: Draft) -> dict[str, float | None]:
        samples = [values for _, values in self._signals.span(draft.start_s, draft.end_s)]
        definition = self._exercise.repetition
        ranges: dict[str, float | None] = {}
        for name in (*definition.report, *definition.travel):
            i = self._signals.index[name]
            seen = [values[i] for values in samples if not math.isnan(values[i])]
            if seen:
                ranges[name] = seen[-1] - seen[0] if name in definition.travel else max(seen) - min(seen)
        return ranges


POINTS: Final[dict[Severity, float]] = {"info": 5.0, "correct": 20.0, "stop": 40.0}
"""Chosen so that one fault to correct leaves a fair score, three leave a poor one, and none alone a zero."""

PART_POINTS: Final = 20.0
"""A part of the exercise that was left out costs as much as a fault to correct."""


def score(
    faults: Sequence[tuple[Rule, str]],
    times: Sequence[tuple[Rule, str, float]],
    lacking: Sequence[Part] = (),
) -> tuple[float, tuple[Deduction, ...]]:
    """Return the score (0..100) and every deduction.

    faults: the rules broken in the repetition, each once, with the label of the phase. times: (rule, label of the
    phase, seconds) for rules with a time aimed at. lacking: parts that the repetition does not have.
    """
    deductions = [Deduction(POINTS[rule.severity], rule.cue, rule.name, phase) for rule, phase in faults]
    deductions += [Deduction(PART_POINTS, part.advice) for part in lacking]
    broken = [rule for rule, _ in faults]
    for rule, phase, seconds in times:
        points = 0.0 if rule in broken else points_below_aim(rule, seconds)
        if rule.aim_s is not None and points > 0.0:
            figures = filled(
                "{seconds} s, aim for {aim} s", seconds=numeral(seconds, ".1f"), aim=numeral(rule.aim_s, "g")
            )
            deductions.append(Deduction(round(points, 1), rule.cue, rule.name, phase, figures))
    total = 100.0 - sum(deduction.points for deduction in deductions)
    return max(0.0, round(total, 1)), tuple(deductions)


def off_by(times: Sequence[tuple[Rule, float, float, float]]) -> float:
    """Return by how many points a score may be off, as times that are off by themselves add up.

    times: (rule, seconds, by how many less it may be, by how many more).
    """
    less, more = [0.0], [0.0]
    for rule, seconds, less_s, more_s in times:
        cost = points_below_aim(rule, seconds)
        less.append(points_below_aim(rule, seconds - less_s) - cost)
        more.append(cost - points_below_aim(rule, seconds + more_s))
    return max(math.hypot(*less), math.hypot(*more))
