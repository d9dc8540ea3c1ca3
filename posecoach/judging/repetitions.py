"""Repetitions, from the phases as they end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from posecoach.events import Side
from posecoach.exercises.declaration import Exercise, Part
from posecoach.judging.phases import Span
from posecoach.judging.resolution import MEASURABLE_S
from posecoach.words.phrase import N_

UNFINISHED = N_("the recording or the movement ended before the repetition was complete")
TOO_SHORT = N_("it was too short to be one")
TOO_LONG = N_("it lasted longer than a repetition may")

SHORTEST_S: Final = 0.3
"""Nobody goes there and back in less: the quickest of 1,100 repetitions counted in recordings of real people are small
circles of the arms in 0.37 s. What is shorter is a landmark that jumped, or what was left of a movement."""

HELD_S: Final = 1.0
"""A recording that ends so long after a hold was reached shows it; sooner, the movement may only have been turning."""


@dataclass(slots=True)
class Draft:
    """A repetition in progress or just complete. one_way: whether the recording ended before the way back."""

    spans: list[Span] = field(default_factory=list)
    one_way: bool = False

    @property
    def start_s(self) -> float:
        """When its first phase began [s]."""
        return self.spans[0].start_s

    @property
    def end_s(self) -> float:
        """When its last phase ended [s]."""
        return self.spans[-1].end_s

    @property
    def side(self) -> Side | None:
        """The side of its sided phase, or None if it has none."""
        return next((span.side for span in reversed(self.spans) if span.side is not None), None)

    def lacks(self, parts: Sequence[Part]) -> list[Part]:
        """Return the parts of a whole repetition that this one does not have."""
        made = {span.phase.name for span in self.spans}
        return [part for part in parts if part.phase not in made]

    @property
    def is_vague(self) -> bool:
        """Whether a part of it is missing, or known only because the movement turned back."""
        return self.one_way or any(span.in_passing for span in self.spans)

    @property
    def is_hold(self) -> bool:
        """Whether nothing but a hold belongs to it."""
        return all(span.phase.hold_aim_s is not None for span in self.spans)

    def hold_s(self) -> float | None:
        """How long its hold lasted [s], or None if it has none, or none that is long enough to measure."""
        hold_s = sum(span.end_s - span.start_s for span in self.spans if span.phase.hold_aim_s is not None)
        return hold_s if hold_s >= MEASURABLE_S else None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A movement that does not count, and why. end_s: when it was over, of one that was none at all; else NaN [s]."""

    start_s: float
    reason: str
    end_s: float = math.nan


class RepetitionCounter:
    """Assembles phases into repetitions as the exercise file declares.

    ends: whether the media ends now: a repetition that is held counts then, though the way back is not filmed.
    """

    def __init__(self, exercise: Exercise) -> None:
        """Take the definition of a repetition."""
        self._definition = exercise.repetition
        self._by_name = {phase.name: phase for phase in exercise.phases}
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._draft = Draft()
        self._order: tuple[str, ...] = ()
        self.ends = False

    @property
    def side(self) -> Side | None:
        """The side of the repetition in progress, if known."""
        return self._draft.side

    @property
    def stand_in(self) -> Span | None:
        """What stands in for the last phase of the repetition in progress, if that was only attempted."""
        spans = self._draft.spans
        return spans[-1] if spans and not spans[-1].moved else None

    def left_out(self, begun: Span) -> Span | None:
        """What stands in for a phase of a cycle that was left out, as the beginning of a later one shows."""
        spans, wanted = self._draft.spans, self._definition.phases
        seen = {span.phase.name for span in spans}
        if self._definition.pattern != "cycle" or begun.phase.name not in seen or not spans[-1].moved:
            return None
        left_out = [name for name in wanted if name not in seen]
        return self._stand_in(left_out[0], spans[-1].end_s, begun.start_s) if len(left_out) == 1 else None

    def phase_ended(self, ended: Span, begun: Span | None) -> list[Draft | Rejected]:
        """Record a phase that is over and the one that follows (None at the end)."""
        if self._definition.pattern == "cycle":
            done = self._cycle(ended)
        elif self._definition.pattern == "each":
            done = [Draft([ended])] if ended.phase.name in self._definition.phases else []
        else:
            done = self._sequence(ended, begun)
        return [self._checked(item) for item in done]

    def attempted(self, name: str, start_s: float, end_s: float) -> list[Draft | Rejected]:
        """Record that a phase of a cycle was only attempted; it counts where the order of phases expects it."""
        spans = [span for span in self._draft.spans if span.moved]
        if len(spans) >= len(self._order) or name != self._order[len(spans)]:
            return []
        self._draft.spans = [*spans, self._stand_in(name, start_s, end_s)]
        complete = bool(spans) and len(self._draft.spans) == len(self._definition.phases)
        return [self._checked(self._complete())] if complete else []

    def abandon(self, reason: str) -> list[Draft | Rejected]:
        """Drop the repetition in progress."""
        draft, self._draft = self._draft, Draft()
        if self.ends and self._definition.pattern == "sequence" and self._is_held(draft):
            return [self._checked(Draft(draft.spans, one_way=True))]
        return [Rejected(draft.start_s, reason)] if any(span.moved for span in draft.spans) else []

    def _cycle(self, ended: Span) -> list[Draft | Rejected]:
        name, wanted = ended.phase.name, self._definition.phases
        if name not in wanted:
            return []
        done: list[Draft | Rejected] = []
        spans = self._draft.spans
        seen = {span.phase.name for span in spans}
        if name in seen:
            # What was in progress when the person was first seen may be the end of getting there.
            if any(span.moved and span.whole for span in spans):
                left_out = [phase for phase in wanted if phase not in seen]
                spans += [self._stand_in(phase, spans[-1].end_s, ended.start_s) for phase in left_out]
                done.append(self._complete())
            self._draft = Draft()
        self._draft.spans.append(ended)
        if len(self._draft.spans) == len(wanted):
            done.append(self._complete())
        return done

    def _complete(self) -> Draft:
        draft, self._draft = self._draft, Draft()
        if all(span.moved for span in draft.spans):
            self._order = tuple(span.phase.name for span in draft.spans)
        return draft

    def _stand_in(self, name: str, start_s: float, end_s: float) -> Span:
        return Span(self._by_name[name], start_s, max(start_s, end_s), moved=False)

    def _sequence(self, ended: Span, begun: Span | None) -> list[Draft | Rejected]:
        name = ended.phase.name
        form = self._definition.form_of(name)
        first, last = form[0], form[-1]
        out_of_place = name == last != first and not self._draft.spans
        if name not in form or out_of_place:
            return []
        self._draft.spans.append(ended)
        # At the end of the media, the caller says why the repetition is abandoned.
        goes_on = begun is None or (begun.phase.name != first and begun.phase.name in form)
        if name != last and goes_on:
            return []
        draft, self._draft = self._draft, Draft()
        return [draft] if name == last else [Rejected(draft.start_s, UNFINISHED)]

    def _is_held(self, draft: Draft) -> bool:
        """Tell whether a repetition went from its first phase to a hold that lasted, and no part of it is missing."""
        spans, wanted = draft.spans, self._definition
        name = spans[0].phase.name if spans else ""
        if name != wanted.form_of(name)[0] or draft.lacks(wanted.parts):
            return False
        last = spans[-1]
        return last.phase.hold_aim_s is not None and last.end_s - last.start_s >= HELD_S

    def _checked(self, item: Draft | Rejected) -> Draft | Rejected:
        """Reject what was too long, or too short, to be one, or went only there, or only back."""
        if isinstance(item, Rejected):
            return item
        if len(item.spans) == 2 and any(_over_at_once(span) for span in item.spans):
            return Rejected(item.start_s, UNFINISHED)
        seconds = item.end_s - item.start_s
        # Who is held from the first moment to the last has come there, and leaves, outside of it.
        there_and_back_s = 0.0 if item.is_hold else SHORTEST_S
        if seconds < max(self._definition.shortest_s, there_and_back_s):
            return Rejected(item.start_s, TOO_SHORT, item.end_s)
        return Rejected(item.start_s, TOO_LONG) if seconds > self._definition.longest_s else item


def _over_at_once(span: Span) -> bool:
    """Tell whether a phase that was seen to begin was over at that moment: the movement went on the same way."""
    return span.moved and span.whole and span.end_s <= span.start_s
