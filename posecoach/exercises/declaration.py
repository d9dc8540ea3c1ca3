"""The shape of an exercise file. Every struct is one table of the TOML file; unknown keys are errors.

A rule names a feature and limits; there are no expressions and no code in a file. What is hard to measure is a
feature in Python (posecoach/features).
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from posecoach.postures.posture import ViewName

Of = Literal[
    "value", "change", "size", "rise", "fall", "speed", "speed_share", "peak", "retreat", "dip", "hump"
]
"""What of a feature is meant: its value; its change from the person's own neutral; the size of that change without
its sign; its rise above its least, or fall below its most, in this phase; its speed [unit/s], without sign; that speed
as a share (0..1) of the largest in this phase; its peak, the size of the largest change in this repetition; its
retreat, the share (0..1) of that peak given up again; a dip, how far it sank in this phase, near to the neutral or
beyond, and rose again, the smaller of both; a hump, the same the other way round."""

KindName = Annotated[str, Meta(description="a word, see below")]
"""The name of a kind of rule, one of judging.rules.kind.KINDS; the loader looks it up."""

Severity = Literal["info", "correct", "stop"]
Breath = Literal["in", "out", "free"]
PostureName = Annotated[str, Meta(description="a word, see below")]
"""The key of a posture, one of postures.table.POSTURES; the loader looks it up."""
ConditionName = Annotated[str, Meta(description="a word, see below")]
"""The key of something that a person may have, one of exercises.conditions.CONDITIONS; the loader looks it up."""
Count = Annotated[int, Meta(ge=1, le=1000)]
NotNegative = Annotated[float, Meta(ge=0.0)]
Positive = Annotated[float, Meta(gt=0.0)]
UpToAnHour = Annotated[float, Meta(ge=0.0, le=3600.0)]
PositiveUpToAnHour = Annotated[float, Meta(gt=0.0, le=3600.0)]
Share = Annotated[float, Meta(gt=0.0, le=1.0)]
PhaseNames = Annotated[tuple[str, ...], Meta(min_length=1)]


class _Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all tables."""


class Source(_Declared, frozen=True, kw_only=True):
    """Where a number or an instruction comes from."""

    name: str
    note: str = ""


class Dosage(_Declared, frozen=True, kw_only=True):
    """How much is aimed at. repetitions: in one set; per_side: whether that is for each side; per_day: the most."""

    repetitions: Count
    per_side: bool = False
    per_day: Count
    source: str


class Condition(_Declared, frozen=True, kw_only=True):
    """A feature beyond a limit; exactly one of at_least and at_most."""

    feature: str
    of: Of = "value"
    at_least: float | None = None
    at_most: float | None = None


class Neutral(_Declared, frozen=True, kw_only=True):
    """A feature of the starting posture, which differs from person to person and with the camera's place.

    It is taken from a still second at the start, if its mean lies in least..most, or else found from the movement.
    typical: what most people show; it tells rest from a held turn, and a start far from it is doubted. still_range:
    how far the feature may move in a second that counts as still. lies: where the neutral is found when nobody held
    still: "low" = at the low end of what the feature goes through; "between" = in the calm moments between both ends,
    or without any at `share` of the way up; "usual" = where it mostly is. moves: the range that shows that the exercise
    was done, needed by "low" and "between". given: only moments count in which these hold. zero: report the feature as
    its difference from this neutral, because its own zero means nothing.
    """

    feature: str
    typical: float | None = None
    least: float
    most: float
    still_range: Positive
    lies: Literal["low", "between", "usual"] = "usual"
    moves: Positive | None = None
    share: Share | None = None
    given: tuple[Condition, ...] = ()
    zero: bool = False
    source: str


class Enter(_Declared, frozen=True, kw_only=True):
    """A way into a phase: all conditions hold together for dwell_s [s], coming from one of the phases in `after`.

    onset: feature whose movement marks the true start of the phase, found by looking back; without it the phase
    starts when the conditions began to hold. anew: what holds from the start of the phase before does not count
    until it has been false once (hips that simply stay up are not lifted again). settled: only once the phase before
    has taken anew what it rebases.
    """

    after: PhaseNames
    when: Annotated[tuple[Condition, ...], Meta(min_length=1)]
    dwell_s: UpToAnHour = 0.1
    onset: str | None = None
    anew: bool = False
    settled: bool = False


class Phase(_Declared, frozen=True, kw_only=True):
    """A phase. signal: the feature that moves in it; sided: its sign tells the side (positive = left).

    side_of: another feature whose sign tells the side, such as which arm reaches: of its change from the neutral if it
    has one, else of its value.
    first_when: a recording begins in this phase if all of these hold at once. hold_aim_s: seconds aimed at if it is
    a hold. rebase: features whose neutral is taken anew when the signal has come to rest in this phase, until the
    repetition is over, unless they have left it by more than the number given. hidden: not a phase of the exercise,
    only the time between (it is followed, but not reported). shown_as: reported as if it were that other phase.
    seconds: least and most that its breath is paced at [s].
    """

    name: str
    label: str
    breath: Breath = "free"
    signal: str | None = None
    sided: bool = False
    side_of: str | None = None
    first_when: tuple[Condition, ...] = ()
    hold_aim_s: PositiveUpToAnHour | None = None
    rebase: dict[str, float] = {}
    hidden: bool = False
    shown_as: str | None = None
    seconds: tuple[PositiveUpToAnHour, PositiveUpToAnHour] | None = None
    enter: tuple[Enter, ...] = ()


class Attempt(_Declared, frozen=True, kw_only=True):
    """A phase of a cycle that was attempted without its movement (the head nods, the back stays).

    It is never that phase. It only stands in for it in a repetition, with the rule that `missing` names broken, once
    a whole repetition has shown that the person does the exercise. when: all conditions hold for dwell_s [s] outside
    of the phases of the repetition.
    """

    phase: str
    when: Annotated[tuple[Condition, ...], Meta(min_length=1)]
    dwell_s: UpToAnHour = 0.5


class Part(_Declared, frozen=True, kw_only=True):
    """A phase that a repetition of a sequence is made of, and that may be left out.

    A repetition without it counts. It costs points, for which `advice` is given, and what is judged in that phase alone
    cannot be judged, for `reason`.
    """

    phase: str
    advice: str
    reason: str


class Proof(_Declared, frozen=True, kw_only=True):
    """What must have been seen once before a recording counts as this exercise: all conditions for dwell_s [s].

    or_when: conditions that are as good as those, all together for as long, where these cannot be seen.
    """

    when: Annotated[tuple[Condition, ...], Meta(min_length=1)]
    or_when: tuple[Condition, ...] = ()
    dwell_s: UpToAnHour = 0.2

    @property
    def ways(self) -> tuple[tuple[Condition, ...], ...]:
        """The sets of conditions, any of which is enough."""
        return (self.when, self.or_when) if self.or_when else (self.when,)


class Trait(_Declared, frozen=True, kw_only=True):
    """What a feature did over a whole movement; exactly one of at_least and at_most.

    of: its range, or its least or most value, each without what lasted less than dwell_s [s] altogether; or how far its
    way there lies from its way back ("loop"), on average, in the other feature that `across` names. per: as a share of
    the range of this other feature. both_sides: of what is required, the range that is enough over two repetitions in
    a row, one to each side.
    """

    feature: str
    of: Literal["range", "least", "most", "loop"]
    across: str | None = None
    per: str | None = None
    at_least: float | None = None
    at_most: float | None = None
    both_sides: float | None = None
    dwell_s: UpToAnHour = 0.2


class Mark(_Declared, frozen=True, kw_only=True):
    """What tells an exercise from its relatives. when: traits that hold together; text: says what was seen.

    only_if: traits of the movements that the mark is for; of others it says nothing.
    """

    text: str
    when: Annotated[tuple[Trait, ...], Meta(min_length=1)]
    only_if: tuple[Trait, ...] = ()
    source: str


class RepetitionPattern(_Declared, frozen=True, kw_only=True):
    """What one repetition is.

    pattern: "cycle" = each of `phases` once, in any order; "sequence" = from the first of `phases` to the end of the
    last; "each" = every one of `phases` by itself. report: features whose range is reported; travel: those
    of which the way from start to end is. missing: for a cycle, the rule that is broken when a phase was left out, by
    phase name. attempts: how a phase that was only hinted at is told from one that was left out. parts: for a sequence,
    phases without which it is not whole. also: for a sequence, another form of it, from the first of these other phases
    to the end of the last. What takes longer than longest_s, or less than shortest_s, is no repetition; what takes
    less than known_from_s is one, by which the exercise is not recognised.
    """

    pattern: Literal["cycle", "sequence", "each"]
    phases: PhaseNames
    report: tuple[str, ...] = ()
    travel: tuple[str, ...] = ()
    missing: dict[str, str] = {}
    attempts: tuple[Attempt, ...] = ()
    parts: tuple[Part, ...] = ()
    also: tuple[str, ...] = ()
    longest_s: PositiveUpToAnHour = 60.0
    shortest_s: UpToAnHour = 0.0
    known_from_s: UpToAnHour = 0.0

    @property
    def counted(self) -> tuple[str, ...]:
        """The phases that a repetition is made of, in either form."""
        return (*self.phases, *self.also)

    def form_of(self, phase: str) -> tuple[str, ...]:
        """Return the phases of the form that a phase belongs to."""
        return self.also if phase in self.also else self.phases


class Rule(_Declared, frozen=True, kw_only=True):
    """One thing that is judged. at_least / at_most: limits of the feature (or of the seconds).

    margin: a value counts as beyond its limit only by more than this (the measuring error). best_share: reach at
    least this share of the person's own best so far. aim_s: seconds aimed at, for the times. dwell_s: how long a
    limit must be exceeded. phases: where it applies; empty = in all of them. given: a limit is judged only while
    all of these hold, the others only in a phase in which they held. cue: what is said. A rule with both limits has two
    instead, unless one fits both: cue_too_little where at_least is broken, cue_too_much where at_most is; it is judged
    as two rules of one name. more_range: the cue asks for more range of movement: it is said at most twice in a set to
    somebody who does not show that range. fault: what is wrong when it is broken, in a word or two ("Too fast");
    without it the cue stands for it.
    """

    name: str
    kind: KindName
    feature: str | None = None
    of: Of = "value"
    at_least: float | None = None
    at_most: float | None = None
    margin: NotNegative = 0.0
    best_share: Share | None = None
    aim_s: PositiveUpToAnHour | None = None
    dwell_s: UpToAnHour = 0.4
    phases: tuple[str, ...] = ()
    given: tuple[Condition, ...] = ()
    severity: Severity = "correct"
    more_range: bool = False
    cue: str = ""
    cue_too_little: str = ""
    cue_too_much: str = ""
    fault: str = ""
    why: str
    source: str


class Example(_Declared, frozen=True, kw_only=True):
    """A movement made of feature values, which becomes a test. breaks: rules it must trip; empty = a good example.

    path: [[seconds, {feature = value, ...}], ...]; between two entries the values move smoothly. repetitions: how
    many it must count; sides: of each, where they are told.
    """

    name: str
    breaks: tuple[str, ...] = ()
    repetitions: Annotated[int, Meta(ge=0)]
    sides: tuple[Literal["left", "right"], ...] = ()
    path: tuple[tuple[float, dict[str, float]], ...]


class Exercise(_Declared, frozen=True, kw_only=True):
    """One exercise file.

    needs: what a movement must show to be a repetition; what shows less was begun and given up. requires: what a
    repetition must show for the exercise to be recognised by it; once the exercise is known, it counts without that as
    well. is_not: what the rest of the body does in other exercises; a movement that shows it is no
    repetition. What could not be seen speaks neither for nor against. translations: by
    language, from a text of the file to what it is there. through: postures that the exercise itself passes through,
    besides the one it starts from. not_with: for whom it is not, by the keys of CONDITIONS. by_name: it is coached only
    when it is named, because another exercise cannot safely be told from it; `auto` leaves it alone. fetch: what to
    fetch before one gets into the posture, as a sentence.
    """

    schema: Literal["posecoach.exercise/1"]
    key: str
    name: str
    summary: str
    posture: PostureName
    view: ViewName
    by_name: bool = False
    camera: str
    steps: tuple[str, ...]
    cautions: tuple[str, ...]
    fetch: str = ""
    through: tuple[PostureName, ...] = ()
    not_with: tuple[ConditionName, ...] = ()
    sources: tuple[Source, ...]
    dosage: Dosage
    still_s: Annotated[float, Meta(gt=0.0, le=60.0)] = 1.0
    neutral: tuple[Neutral, ...] = ()
    proof: Proof | None = None
    needs: tuple[Mark, ...] = ()
    requires: tuple[Mark, ...] = ()
    is_not: tuple[Mark, ...] = ()
    repetition: RepetitionPattern
    phases: Annotated[tuple[Phase, ...], Meta(min_length=1)]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]
    translations: dict[str, dict[str, str]] = {}
