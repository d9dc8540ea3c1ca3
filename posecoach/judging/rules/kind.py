"""What a kind of rule is: everything that the program asks of one. Each kind has a module of its own beside this one.

To add a kind, derive from RuleKind in a new module of this package, register it there, and import the module in
`__init__.py`. Nothing else names a kind: the loader, the judge, the reports and the drawings ask the kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import ClassVar, Final, Protocol

from posecoach.events import CannotJudge, Event, Side
from posecoach.exercises.declaration import Exercise, Of, Rule
from posecoach.features.extract import get_feature
from posecoach.judging.phases import Span
from posecoach.judging.repetitions import Draft
from posecoach.judging.rules import words
from posecoach.judging.rules.finding import Finding
from posecoach.judging.signals import Signals
from posecoach.words.phrase import N_, Phrase, either, filled

CUT_OFF: Final = N_("the movement was not seen from its start to its end")
ROUGH_NEUTRAL: Final = N_("your neutral position is too uncertain")
TOO_SHORT: Final = N_("it was too short to measure")
"""Why a fault is not reported."""


class Watch(Protocol):
    """Follows a rule from frame to frame."""

    rule: Rule

    def reset(self) -> None:
        """Forget everything, as if new."""

    def step(self, t_s: float, span: Span, judgeable: bool) -> list[Event]:
        """Look at the values now; return a raised or cleared fault. judgeable: whether the view allows verdicts."""

    def close(self, t_s: float) -> list[Event]:
        """End the fault in progress, if there is one."""

    @property
    def open(self) -> bool:
        """Whether the rule is broken right now."""

    @property
    def phase(self) -> str | None:
        """The phase in which the fault in progress began, if there is one."""

    def broken_before(self, t_s: float) -> bool:
        """Tell whether the rule is broken right now and already was before a media time."""


class Check(Protocol):
    """Judges a rule once for every phase that it applies to, when the phase is over."""

    rule: Rule
    hinted: bool
    """Whether `hint` has said yes in the phase in progress."""
    more_share: ClassVar[float]
    """By what share of its error a time may be longer than it seems; it may be shorter by all of it."""

    def reset(self) -> None:
        """Forget everything, as if new."""

    def hint(self, span: Span, judgeable_share: float) -> bool:
        """Tell whether a phase whose movement has turned back breaks the rule, as far as it can be seen now."""

    def judge(self, t_s: float, span: Span, judgeable_share: float) -> Finding | CannotJudge | None:
        """Judge a phase that is over, at a media time; None = ok, or the rule does not apply to it."""

    def seconds(self, span: Span) -> float:
        """Return the time that a rule with an aim measures in a phase [s]; NaN if it does not apply to it."""

    def error_s(self, span: Span) -> float:
        """Return by how much a time may be off because poses were far apart [s]; 0 if it does not matter."""

    def unseen(self) -> str:
        """Return why the rule cannot be judged when its phase was not seen well enough."""


class RuleKind:
    """A way to judge.

    name: what an exercise file calls it. meaning: what it asks for, in the reference of exercise files. limited: it
    needs at_least or at_most. needs_feature: it is about one feature. of: what of the feature it may be about; empty =
    anything. keys: those of OPTIONAL_KEYS that it knows. over_signal: its limits can be drawn as lines over
    the feature's signal.
    """

    name: ClassVar[str]
    meaning: ClassVar[str]
    limited: ClassVar[bool] = True
    needs_feature: ClassVar[bool] = False
    of: ClassVar[tuple[Of, ...]] = ()
    keys: ClassVar[frozenset[str]] = frozenset()
    over_signal: ClassVar[bool] = False

    def problems(self, rule: Rule) -> Iterator[Phrase]:
        """Yield what is wrong with a rule of this kind in an exercise file."""
        if self.needs_feature and rule.feature is None:
            yield filled("a rule of kind {name!r} needs a feature", name=self.name)
        if self.limited and rule.at_least is None and rule.at_most is None:
            yield filled("at_least or at_most is missing")
        if self.of and rule.of not in self.of:
            allowed = either(self.of)
            yield filled(
                "a rule of kind {name!r} is about {allowed}, not {of!r}",
                name=self.name,
                allowed=allowed,
                of=rule.of,
            )
        for key in OPTIONAL_KEYS:
            if getattr(rule, key) is not None and key not in self.keys:
                takers = either([repr(kind.name) for kind in KINDS.values() if key in kind.keys])
                yield filled(
                    "{key} is for rules of kind {takers}, not {name!r}",
                    key=key,
                    takers=takers,
                    name=self.name,
                )

    def watch(self, rule: Rule, signals: Signals) -> Watch | None:
        """Return what follows a rule from frame to frame, if this kind does."""
        return None

    def check(self, rule: Rule, signals: Signals) -> Check | None:
        """Return what judges a rule at the end of each of its phases, if this kind does."""
        return None

    def in_repetition(self, rule: Rule, draft: Draft, last_side: Side | None) -> Finding | None:
        """Judge a complete repetition; last_side: that of the one before. None = ok, or the rule does not apply."""
        return None

    def doubt(self, rule: Rule, ended: Span, value: float, rough: Collection[str]) -> str | None:
        """Return why an apparent fault of a phase should not be reported; None if it is certain.

        rough: features whose neutral is too uncertain to tell how far a movement went.
        """
        return None if ended.whole else CUT_OFF

    def in_every_moment(self, rule: Rule) -> bool:
        """Whether any moment of a hold shows if a rule is kept in it."""
        return False

    def is_tempo(self, rule: Rule) -> bool:
        """Whether a rule is about moving too fast or jerkily, which is corrected before form."""
        return rule.of == "speed" and rule.at_most is not None

    def unit(self, rule: Rule) -> str:
        """Return the unit of a rule's value and limits."""
        return words.unit_of(rule)

    def error(self, rule: Rule) -> float | None:
        """Return the measuring error of a rule's value in its unit; None if none was measured."""
        if rule.feature is None or rule.of in words.WITHOUT_ERROR:
            return None
        return get_feature(rule.feature).error

    def subject(self, rule: Rule) -> str:
        """Return what a rule limits, as the start of a phrase: "bend of the knee"."""
        return words.subject_of(rule)

    def asked(self, rule: Rule) -> str:
        """Return what a rule asks for, such as "bend of the knee at least 60°, at most 120°"."""
        return filled(
            "{subject} {limits}", subject=self.subject(rule), limits=words.limits(rule, self.unit(rule))
        )

    def measured(self, rule: Rule) -> str:
        """Return what was measured, as a title for the value of a fault; "" if a fault has no value."""
        return words.measured_of(rule)

    def shown_feature(self, rule: Rule, signal: str | None) -> str | None:
        """Return the feature in which a fault can be seen. signal: the one that moves in the fault's phase."""
        return rule.feature

    def shown_by_speed(self, rule: Rule) -> bool:
        """Whether the fastest moment shows a fault best; if not, the moment with the fault's value does."""
        return rule.of == "speed"


KINDS: Final[dict[str, RuleKind]] = {}
"""By name, in order of registration."""

OPTIONAL_KEYS: Final = ("best_share", "aim_s")
"""Keys of a rule that only some kinds know."""


def register(kind: RuleKind) -> None:
    """Make a kind known to everything that reads, judges, describes or draws rules."""
    KINDS[kind.name] = kind


def kind_of(rule: Rule) -> RuleKind:
    """Return the kind of a rule."""
    return KINDS[rule.kind]


def watches_of(exercise: Exercise, signals: Signals) -> tuple[Watch, ...]:
    """Return what follows an exercise's rules from frame to frame."""
    found = (kind_of(rule).watch(rule, signals) for rule in exercise.rules)
    return tuple(watch for watch in found if watch is not None)


def checks_of(exercise: Exercise, signals: Signals) -> tuple[Check, ...]:
    """Return what judges an exercise's rules phase by phase."""
    found = (kind_of(rule).check(rule, signals) for rule in exercise.rules)
    return tuple(check for check in found if check is not None)
