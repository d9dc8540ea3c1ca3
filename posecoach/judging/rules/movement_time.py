"""Kind "movement_time": how long the movement of a phase lasted, without the pause after it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from posecoach.events import CannotJudge
from posecoach.exercises.declaration import Rule
from posecoach.features.extract import get_feature
from posecoach.judging.aims import points_below_aim
from posecoach.judging.movement import (
    PACE_S,
    REST_S,
    REST_SHARE,
    body_of_movement_s,
    comes_to_rest,
    goes_on,
    movement_s,
    timed_between_s,
    way_of,
    went_on_already,
    whole_movement_s,
)
from posecoach.judging.open_score import OPEN_POINTS
from posecoach.judging.phases import Span
from posecoach.judging.resolution import EXACT_S, coarse
from posecoach.judging.rules.finding import Finding
from posecoach.judging.rules.kind import CUT_OFF, ROUGH_NEUTRAL, Check, register
from posecoach.judging.rules.timed import TimedCheck, TimedKind
from posecoach.judging.signals import Signals
from posecoach.words.phrase import N_

FREE_FALL_S: Final = 0.3
"""A trunk in free fall needs this long: anything that seems faster was not seen well."""

UNSEEN_END: Final = 1.5
"""A movement that goes on when its phase ends lasts at most this many times as long as it seems to. Phases end from
three quarters of the way on; of minimum jerk (Flash and Hogan 1985) that far, two thirds of its time are found."""

AFTER_S: Final = 0.2
"""A phase whose end is told by a speed ends a moment before its movement does, as in a leg that is nearly up. So much
of what followed shows whether it was the end: no more than has passed when the next phase is known to have begun."""

SLOWEST_S: Final = 3.5
"""For the greater part of the way, which is 0.36 of a smooth movement: more than twice as slow as the slowest that the
guides ask for (4 s). A film in slow motion says nothing about tempo."""

REST_ERRORS: Final = 2.5
"""A rest on a shorter way than this many errors of its signal may be noise: a rendered person who came back by 19
degrees in 1.4 s seemed to rest half way after 0.55 s. Turns of 42 and 94 degrees in two parts were truly too fast."""

HARDLY_A_REST: Final = (1.25 * REST_SHARE, 0.8 * REST_SHARE)
"""Where the one finds a rest and the other does not, a landmark that jumps decides, or which frames were looked at."""

ERROR_GAPS: Final = 1.2
"""The time of a movement with poses 0.1 to 0.3 s apart differs from that of all frames by at most this many gaps in 19
of 20 cases. Where only some gaps are long, the longest of all counts a third, and those in which a tenth and nine
tenths of the way were passed a third each: 19 of 20 movements below 2 s, of 808 seen as `--inference auto` sees them,
are off by at most 0.4 gaps if neither was such a one, by 0.8 if one was, and by 1.1 if both were."""

FINE_ERROR_GAPS: Final = 0.7
"""The same where no gap is longer than that: 19 of 20 of 381 movements below 2 s on the sample videos, with poses 0.08
to 0.1 s apart, are off by at most 0.66 gaps."""

UNSEEN_SHARE: Final = 0.5
"""Of a movement of which more than this share went on between two poses, as from dropped frames, nothing is known
better than by that gap: how it was spread over the gap is made up. Chosen; a rendered person's slow return, of which
0.4 s were missing, seemed to take 0.46 s."""

MORE_SHARE: Final = 0.5
"""A movement out of a rest seems longer, because the line to its first pose leaves at the last one at rest: of those
808, 19 of 20 were at most 0.1 to 0.3 gaps longer than they seemed, of 1,800 with all poses far apart 0.1 to 0.7."""

REST_UNCLEAR: Final = N_("it could not be told when the movement ended")
SLOW_MOTION: Final = N_("it moves slower than people do: is this slow motion?")

BEFORE_S: Final = 2.0 * PACE_S
"""So long before a phase shows whether its movement began with it."""

HARDLY_MOVED: Final = N_("the movement was too small to measure")
IN_PARTS: Final = N_("the movement was too small to tell a rest in it from its end")


class MovementTimeCheck(TimedCheck):
    """Judges how long the phase's own signal moved [s]."""

    hints = True
    more_share = MORE_SHARE
    _why = ""
    """Why the movement being judged cannot be measured."""

    def measure(self, span: Span) -> float:
        """Return how long the movement of a phase lasted [s]; NaN = not seen, nothing moves, it goes on, or is unclear.

        A movement that goes on has taken its time if that is enough already, and was too fast if its end cannot make up
        for it. One that seems too fast is not judged where it is too small for that.
        """
        self._why = ""
        samples = [] if span.phase.signal is None else self._to_its_end(span, span.phase.signal)
        if not samples:
            return math.nan
        seconds = movement_s(samples)
        enough_s = max(
            (limit for limit in (self.rule.at_least, self.rule.aim_s) if limit is not None), default=0.0
        )
        too_fast_s = (self.rule.at_least or 0.0) - self.rule.margin
        error = get_feature(span.phase.signal or "").error
        if way_of(samples) < error:
            self._why = HARDLY_MOVED
        elif too_fast_s <= UNSEEN_END * seconds and seconds < enough_s and goes_on(samples):
            self._why = CUT_OFF
        elif seconds < too_fast_s:
            self._why = self._begun_anywhere(samples, span) or self._in_parts(samples, error, too_fast_s)
        if not self._why and self._hangs_on_a_rest(samples, span):
            self._why = REST_UNCLEAR
        return math.nan if self._why else seconds

    def _to_its_end(self, span: Span, signal: str) -> Sequence[tuple[float, float]]:
        """Return the samples of a phase, with the moment after it if the movement came to its end only then."""
        samples = self.seen_samples(signal, span)
        if not samples or not goes_on(samples):
            return samples
        longer = self._samples(signal, span.start_s, span.end_s + AFTER_S, self.rule.of)
        return longer if comes_to_rest(longer) else samples

    def _begun_anywhere(self, samples: Sequence[tuple[float, float]], span: Span) -> str:
        """Return that neutral is too uncertain if the phase begins by it within a movement; "" at a turn or a rest."""
        signal = span.phase.signal or ""
        if signal not in self._signals.rough:
            return ""
        before = self._samples(signal, span.start_s - BEFORE_S, span.start_s, "value")
        return ROUGH_NEUTRAL if went_on_already(before, samples) else ""

    def _in_parts(self, samples: Sequence[tuple[float, float]], error: float, too_fast_s: float) -> str:
        """Return why a movement that seems too fast is too small to be timed; "" if it is not.

        error: that of its signal. On a way of a few errors, what looks like a rest may be one of them.
        """
        small = way_of(samples) < REST_ERRORS * error
        return IN_PARTS if small and whole_movement_s(samples) >= too_fast_s else ""

    def _hangs_on_a_rest(self, samples: Sequence[tuple[float, float]], span: Span) -> bool:
        """Tell whether a rest on the way, which can hardly be told, decides over a fault or more than a few points."""
        gap_s = self._signals.gap_s(span.start_s, span.end_s)
        most, least = HARDLY_A_REST
        most += REST_SHARE * gap_s / REST_S if coarse(gap_s) else 0.0
        rested_s, longest_s = movement_s(samples, most), movement_s(samples, least)
        costs = points_below_aim(self.rule, rested_s) - points_below_aim(self.rule, longest_s)
        if costs > OPEN_POINTS:
            return True
        at_least = self.rule.at_least
        return (
            at_least is not None and rested_s - self.error_s(span) < at_least - self.rule.margin <= longest_s
        )

    def error_s(self, span: Span) -> float:
        """Return by how much the time may be off because poses were far apart during the movement [s]."""
        longest_s = self._signals.gap_s(span.start_s, span.end_s)
        if span.phase.signal is None or longest_s <= EXACT_S:
            return 0.0
        samples = self.seen_samples(span.phase.signal, span)
        if longest_s > UNSEEN_SHARE * movement_s(samples):
            return error_by_gap_s(longest_s)
        timed_s = timed_between_s(samples)
        gaps_s = [longest_s, *(self._signals.gap_s(at_s, at_s) for at_s in timed_s)]
        return sum(error_by_gap_s(gap_s) for gap_s in gaps_s) / len(gaps_s)

    def unseen(self) -> str:
        """Return why the movement cannot be judged."""
        return self._why or super().unseen()

    def unsure(self, span: Span) -> bool:
        """Tell whether more poses would have told the time."""
        return self._why in (REST_UNCLEAR, CUT_OFF) and self.error_s(span) > 0.0

    def judge(self, t_s: float, span: Span, judgeable_share: float) -> Finding | CannotJudge | None:
        """Judge a phase that is over; a movement too slow for real time is reported as such instead of ok."""
        self._why = ""
        verdict = super().judge(t_s, span, judgeable_share)
        if verdict is not None or span.phase.signal is None or not self._applies(span):
            return verdict
        samples = self.seen_samples(span.phase.signal, span)
        slow = bool(samples) and body_of_movement_s(samples) > SLOWEST_S
        return self._cannot_judge(t_s, span, SLOW_MOTION) if slow else None


def error_by_gap_s(gap_s: float) -> float:
    """Return by how much a movement's time may be off where all its poses are so far apart [s]."""
    if gap_s <= EXACT_S:
        return 0.0
    return (ERROR_GAPS if coarse(gap_s) else FINE_ERROR_GAPS) * gap_s


class MovementTime(TimedKind):
    """How long the movement of a phase took."""

    name = "movement_time"
    measurable_s = FREE_FALL_S
    meaning = "how long the movement at the start of the phase lasted [s], without the pause after it"

    def check(self, rule: Rule, signals: Signals) -> Check:
        """Return what judges how long the movement of each phase lasted."""
        return MovementTimeCheck(rule, signals)

    def doubt(self, rule: Rule, ended: Span, value: float, rough: Collection[str]) -> str | None:
        """Return why a fault should not be reported. A movement at rest when it was broken off is over."""
        whole = replace(ended, whole=(ended.whole or ended.arrived) and ended.start_seen)
        return super().doubt(rule, whole, value, rough)

    def is_tempo(self, rule: Rule) -> bool:
        """Whether the movement can be too fast."""
        return rule.at_least is not None or super().is_tempo(rule)

    def subject(self, rule: Rule) -> str:
        """Return what a rule limits."""
        return N_("the movement lasts")

    def measured(self, rule: Rule) -> str:
        """Return what was measured."""
        return N_("time of the movement")

    def shown_feature(self, rule: Rule, signal: str | None) -> str | None:
        """Return the feature that moved in the phase."""
        return signal

    def shown_by_speed(self, rule: Rule) -> bool:
        """Return True: the fastest moment best shows a movement that was too quick."""
        return True


register(MovementTime())
