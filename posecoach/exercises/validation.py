"""What can be wrong with an exercise beyond the types of its keys: names that do not exist, limits that say nothing.

What a rule may say depends on its kind, so the kinds are asked. They are built on the declaration, and so is this
module: it stands on a floor below them both, which is why the layers tell `declaration` from the rest of this package.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import msgspec

from posecoach.exercises.declaration import (
    Condition,
    Example,
    Exercise,
    Mark,
    Phase,
    Proof,
    RepetitionPattern,
    Rule,
    Trait,
)
from posecoach.features.extract import feature_names, get_feature
from posecoach.judging.rules.kind import kind_of
from posecoach.postures.posture import ViewName
from posecoach.postures.table import POSTURES
from posecoach.words.phrase import N_, Phrase, filled

RESERVED: Final = frozenset({"auto", "new"})
"""What the user says in place of an exercise's key."""

LONGEST_EXAMPLES_S: Final = 3600.0
"""All examples of a file together; those that come with posecoach last three minutes at most."""

Problem = tuple[str, Phrase]
"""A place in a file, such as `phases[2].enter[0]`, and what is wrong there."""

KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
"""What a key looks like."""


LEAST_BEGUN: Final = 3
"""Letters of a name from which its rest is guessed."""


def nearest(name: str, valid: Iterable[str]) -> Phrase:
    """Return a question for the valid name that was probably meant, or the list of all."""
    names = sorted(valid)
    begun = [one for one in names if len(name) >= LEAST_BEGUN and one.startswith(name)]
    close = begun or difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return filled("did you mean {name!r}?", name=close[0])
    return filled("valid are: {names}", names=", ".join(names))


def problems_of(exercise: Exercise) -> Iterator[Problem]:
    """Yield (place, problem) for everything that the types alone do not rule out."""
    if not KEY.fullmatch(exercise.key) or exercise.key in RESERVED:
        yield (
            "key",
            filled(
                "{key!r} cannot be a key; use small letters, digits and _, such as 'side_bend'",
                key=exercise.key,
            ),
        )
    if not exercise.name.strip():
        yield "name", filled("the name is empty; write one")
    views = POSTURES[exercise.posture].get_into
    if exercise.view not in views:
        yield (
            "view",
            filled("{posture!r} is seen from: {views}", posture=exercise.posture, views=", ".join(views)),
        )
    names = [phase.name for phase in exercise.phases]
    rules = {rule.name for rule in exercise.rules}
    for i, name in enumerate(names):
        if name in names[:i]:
            yield f"phases[{i}].name", filled("there already is a phase {name!r}", name=name)
    yield from _unknown(
        N_("there is no feature {name!r}; {nearest}"), _feature_uses(exercise), feature_names()
    )
    yield from _unknown(
        N_("there is no phase {name!r}; {nearest}"),
        _phase_uses(exercise),
        [phase.name for phase in exercise.phases],
    )
    yield from _unknown(
        N_("there is no rule {name!r}; {nearest}"),
        _rule_uses(exercise),
        rules,
    )
    yield from _form_problems(exercise.repetition)
    yield from _without_neutral(exercise)
    yield from _not_numbers(exercise, "")
    yield from _limit_problems(exercise)
    yield from _neutral_problems(exercise)
    yield from _view_problems(exercise)
    for i, phase in enumerate(exercise.phases):
        yield from ((f"phases[{i}]", problem) for problem in _phase_problems(phase, exercise))
    for i, rule in enumerate(exercise.rules):
        yield from ((f"rules[{i}]", problem) for problem in kind_of(rule).problems(rule))
        yield from ((f"rules[{i}]", problem) for problem in _cue_problems(rule))
    for i, example in enumerate(exercise.examples):
        yield from _path_problems(f"examples[{i}].path", example)
    yield from _too_long(exercise)


def _form_problems(repetition: RepetitionPattern) -> Iterator[Problem]:
    """Yield why the other form of a repetition could not be told from the first."""
    if repetition.also and repetition.pattern != "sequence":
        yield "repetition.also", filled('also is for the pattern "sequence"')
    for name in repetition.also:
        if name in repetition.phases:
            yield "repetition.also", filled("{name!r} stands in phases already", name=name)


def _neutral_problems(exercise: Exercise) -> Iterator[Problem]:
    """Yield the values of starting postures that exclude each other; written as in the file, in every language."""
    for i, neutral in enumerate(exercise.neutral):
        least, most, typical = neutral.least, neutral.most, neutral.typical
        if least > most:
            yield (
                f"neutral[{i}].least",
                filled("least ({least}) is more than most ({most})", least=f"{least:g}", most=f"{most:g}"),
            )
        elif typical is not None and not least <= typical <= most:
            yield (
                f"neutral[{i}].typical",
                filled(
                    "typical ({typical}) is not between least ({least}) and most ({most})",
                    typical=f"{typical:g}",
                    least=f"{least:g}",
                    most=f"{most:g}",
                ),
            )


def _view_problems(exercise: Exercise) -> Iterator[Problem]:
    """Yield the rules, signals and neutrals whose feature cannot be measured in the view of the exercise."""
    uses = [(f"neutral[{i}].feature", one.feature) for i, one in enumerate(exercise.neutral)]
    uses += [(f"phases[{i}].signal", one.signal) for i, one in enumerate(exercise.phases) if one.signal]
    uses += [(f"rules[{i}].feature", one.feature) for i, one in enumerate(exercise.rules) if one.feature]
    for place, name in uses:
        needed = view_needed(name) if name in feature_names() else None
        if needed is not None and needed != exercise.view:
            yield (
                place,
                filled(
                    "{name!r} is measured from the {needed}, but view is {view!r}",
                    name=name,
                    needed=needed,
                    view=exercise.view,
                ),
            )


def view_needed(name: str) -> ViewName | None:
    """Return the only view in which a feature means something; None where it is not so clear.

    The outline of the back is seen from the side alone; turns of chest and pelvis and a side bend from the front.
    """
    feature = get_feature(name)
    if feature.outline:
        return "side"
    return "front" if feature.measure.__module__.endswith(".front") else None


def _limit_problems(exercise: Exercise) -> Iterator[Problem]:
    limited: list[tuple[str, Condition | Trait]] = [*_conditions(exercise), *_traits(exercise)]
    for place, condition in limited:
        if (condition.at_least is None) == (condition.at_most is None):
            yield place, filled("give exactly one of at_least and at_most")
    for place, trait in _traits(exercise):
        if trait.per is not None and trait.of != "range":
            yield (
                f"{place}.per",
                filled("a share is of ranges: set of to 'range', not {of!r}, or leave per out", of=trait.of),
            )
        if (trait.across is not None) != (trait.of == "loop"):
            yield (
                f"{place}.across",
                filled("give across, the other feature, with of = 'loop', and only there"),
            )
        wide = place.startswith("requires") and trait.of == "range" and trait.at_least is not None
        if trait.both_sides is not None and not wide:
            yield f"{place}.both_sides", filled("both_sides is for a range in [[requires]] with at_least")


def _phase_problems(phase: Phase, exercise: Exercise) -> Iterator[Phrase]:
    if phase.sided and phase.signal not in {neutral.feature for neutral in exercise.neutral}:
        yield filled("sided needs a signal that has a [[neutral]] table")
    if phase.rebase and phase.signal is None:
        yield filled("rebase needs a signal")
    if phase.seconds is not None and not phase.seconds[0] <= phase.seconds[1]:
        yield filled("seconds are the least and the most: the first must not be more than the second")
    if phase.seconds is not None and phase.breath == "free":
        yield filled('seconds pace a breath: set breath to "in" or "out", or leave seconds out')
    if phase.hidden and phase.shown_as is not None:
        yield filled("hidden and shown_as exclude each other")
    if any(other.name == phase.shown_as and (other.hidden or other.shown_as) for other in exercise.phases):
        yield filled("shown_as must name a phase that is shown under its own name")


def _cue_problems(rule: Rule) -> Iterator[Phrase]:
    two = rule.at_least is not None and rule.at_most is not None
    if two and not (rule.cue or (rule.cue_too_little and rule.cue_too_much)):
        yield filled("a rule with both limits needs cue_too_little and cue_too_much")
    if not two and (rule.cue_too_little or rule.cue_too_much):
        yield filled("cue_too_little and cue_too_much are for rules with both limits; give cue")
    elif not two and not rule.cue:
        yield filled("cue is missing")
    for key in ("cue", "cue_too_little", "cue_too_much"):
        text: str = getattr(rule, key)
        if text and not text.strip():
            yield filled("{key} is empty; write what is to be said", key=key)


def _too_long(exercise: Exercise) -> Iterator[Problem]:
    """Yield the place at which the examples, which are filmed at up to 60 frames/s, become too long to try."""
    total_s = 0.0
    for i, example in enumerate(exercise.examples):
        total_s += example.path[-1][0] - example.path[0][0] if example.path else 0.0
        if total_s > LONGEST_EXAMPLES_S:
            yield (
                f"examples[{i}].path",
                filled(
                    "the examples last more than {most_s:g} s together; shorten them",
                    most_s=LONGEST_EXAMPLES_S,
                ),
            )
            return


def _path_problems(place: str, example: Example) -> Iterator[Problem]:
    if len(example.path) < 2:
        yield place, filled("at least two entries are needed")
    for k, ((before_s, _), (after_s, _)) in enumerate(pairwise(example.path), 1):
        if not before_s < after_s < math.inf:
            yield (
                f"{place}[{k}]",
                filled(
                    "the seconds must increase, but {after_s} follows {before_s}",
                    after_s=f"{after_s:g}",
                    before_s=f"{before_s:g}",
                ),
            )


def _not_numbers(value: object, place: str) -> Iterator[Problem]:
    """Yield the places of inf and nan, which TOML allows; in an example nan means not seen."""
    if isinstance(value, float) and not math.isfinite(value):
        yield place, filled("{value} is no number to compare with", value=value)
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _not_numbers(item, f"{place}[{i}]")
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Example):
        for name in value.__struct_fields__:
            yield from _not_numbers(getattr(value, name), f"{place}.{name}".lstrip("."))


def _unknown(template: str, uses: Iterable[tuple[str, str]], valid: Iterable[str]) -> Iterator[Problem]:
    for place, used in uses:
        if used not in valid:
            yield (
                place,
                filled(template, name=used, nearest=nearest(used, valid)),
            )


def _without_neutral(exercise: Exercise) -> Iterator[Problem]:
    """Yield uses of a change from neutral for features that have no neutral."""
    declared = {neutral.feature for neutral in exercise.neutral}
    uses = [(f"rules[{i}].of", rule.feature, rule.of) for i, rule in enumerate(exercise.rules)]
    uses += [(f"{place}.of", condition.feature, condition.of) for place, condition in _conditions(exercise)]
    for place, used, of in uses:
        if (
            of in {"change", "size", "peak", "retreat", "dip", "hump"}
            and used is not None
            and used not in declared
        ):
            yield place, filled("{of!r} of {used!r} needs a [[neutral]] table for it", of=of, used=used)


def _conditions(exercise: Exercise) -> Iterator[tuple[str, Condition]]:
    if exercise.proof is not None:
        yield from _of_proof(exercise.proof)
    for i, attempt in enumerate(exercise.repetition.attempts):
        for k, condition in enumerate(attempt.when):
            yield f"repetition.attempts[{i}].when[{k}]", condition
    for i, rule in enumerate(exercise.rules):
        for k, condition in enumerate(rule.given):
            yield f"rules[{i}].given[{k}]", condition
    for i, phase in enumerate(exercise.phases):
        for k, condition in enumerate(phase.first_when):
            yield f"phases[{i}].first_when[{k}]", condition
        for j, enter in enumerate(phase.enter):
            for k, condition in enumerate(enter.when):
                yield f"phases[{i}].enter[{j}].when[{k}]", condition


def _of_proof(proof: Proof) -> Iterator[tuple[str, Condition]]:
    for name, way in zip(("when", "or_when"), proof.ways, strict=False):
        for k, condition in enumerate(way):
            yield f"proof.{name}[{k}]", condition


def _traits(exercise: Exercise) -> Iterator[tuple[str, Trait]]:
    for table in ("needs", "requires", "is_not"):
        marks: tuple[Mark, ...] = getattr(exercise, table)
        for i, mark in enumerate(marks):
            for name, traits in (("only_if", mark.only_if), ("when", mark.when)):
                yield from ((f"{table}[{i}].{name}[{k}]", trait) for k, trait in enumerate(traits))


def _feature_uses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield from ((f"neutral[{i}].feature", neutral.feature) for i, neutral in enumerate(exercise.neutral))
    yield from (("repetition.report", name) for name in exercise.repetition.report)
    yield from (("repetition.travel", name) for name in exercise.repetition.travel)
    yield from ((f"{place}.feature", condition.feature) for place, condition in _conditions(exercise))
    yield from ((f"{place}.feature", trait.feature) for place, trait in _traits(exercise))
    yield from ((f"{place}.per", trait.per) for place, trait in _traits(exercise) if trait.per is not None)
    for i, phase in enumerate(exercise.phases):
        if phase.signal is not None:
            yield f"phases[{i}].signal", phase.signal
        if phase.side_of is not None:
            yield f"phases[{i}].side_of", phase.side_of
        yield from ((f"phases[{i}].rebase", name) for name in phase.rebase)
        yield from (
            (f"phases[{i}].enter[{j}].onset", way.onset)
            for j, way in enumerate(phase.enter)
            if way.onset is not None
        )
    yield from (
        (f"rules[{i}].feature", rule.feature)
        for i, rule in enumerate(exercise.rules)
        if rule.feature is not None
    )
    for i, example in enumerate(exercise.examples):
        for k, (_, values) in enumerate(example.path):
            yield from ((f"examples[{i}].path[{k}]", name) for name in values)


def _phase_uses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield from (("repetition.phases", name) for name in exercise.repetition.phases)
    yield from (("repetition.also", name) for name in exercise.repetition.also)
    yield from (("repetition.missing", name) for name in exercise.repetition.missing)
    yield from (
        (f"repetition.attempts[{i}].phase", item.phase) for i, item in enumerate(exercise.repetition.attempts)
    )
    yield from (
        (f"repetition.parts[{i}].phase", part.phase) for i, part in enumerate(exercise.repetition.parts)
    )
    for i, phase in enumerate(exercise.phases):
        if phase.shown_as is not None:
            yield f"phases[{i}].shown_as", phase.shown_as
        for j, enter in enumerate(phase.enter):
            yield from ((f"phases[{i}].enter[{j}].after", name) for name in enter.after)
    for i, rule in enumerate(exercise.rules):
        yield from ((f"rules[{i}].phases", name) for name in rule.phases)


def _rule_uses(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield from (("repetition.missing", name) for name in exercise.repetition.missing.values())
    for i, example in enumerate(exercise.examples):
        yield from ((f"examples[{i}].breaks", name) for name in example.breaks)
