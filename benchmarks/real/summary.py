"""From the results of all recordings to the benchmark's figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from benchmarks.real.scoring import Judged, Result, Verdict, counted

Schema = Literal["posecoach.benchmarks.real/1"]
SCHEMA: Schema = "posecoach.benchmarks.real/1"


class RepetitionFigures(msgspec.Struct, frozen=True):
    """Repetitions with the exercise named, and in how many recordings their number is right.

    right_share: of all that are there or were invented.
    """

    recordings: int
    recordings_right: int
    right: int
    missed: int
    invented: int
    right_share: float | None


class FaultFigures(msgspec.Struct, frozen=True):
    """Faults that were reported, and true ones that were not (once for each recording and rule).

    Arguable ones are in no share. false_per_reported: of all that are true or false. false_per_repetition: for each
    repetition that somebody did.
    """

    true: int
    arguable: int
    false: int
    missed: int
    false_per_reported: float | None
    false_per_repetition: float | None


class PhaseFigures(msgspec.Struct, frozen=True):
    """How long phases were clearly seen [s], in which share of that the program told one, and one that agrees."""

    clear_s: float
    told: float | None
    agreement: float | None


class RecognitionFigures(msgspec.Struct, frozen=True):
    """Recordings of the program's exercises with `auto`."""

    recordings: int
    right: int
    wrong: int
    missed: int
    right_share: float | None


class OtherFigures(msgspec.Struct, frozen=True):
    """Recordings of something else with `auto`: left alone or taken for an exercise, and what was then reported."""

    recordings: int
    left_alone: int
    left_alone_share: float | None
    repetitions: int
    faults: int
    taken: int = 0


class RuleFigures(msgspec.Struct, frozen=True):
    """One rule of an exercise, named and with `auto`; in how many named reviews it could not be judged somewhere."""

    named: FaultFigures
    auto: FaultFigures
    recordings: int
    cannot_judge: int


class Figures(msgspec.Struct, frozen=True):
    """Everything about some of the recordings."""

    recordings: int
    repetitions: RepetitionFigures
    recognition: RecognitionFigures
    other: OtherFigures
    phases: PhaseFigures
    named_faults: FaultFigures
    auto_faults: FaultFigures


class Real(msgspec.Struct, frozen=True):
    """The result of the benchmark as it is stored. Rules are named exercise: rule, by the exercise that was judged."""

    schema: Schema
    posecoach_version: str
    all: Figures
    exercises: dict[str, Figures]
    rules: dict[str, RuleFigures]
    recordings: dict[str, Result]


def summarise(results: Iterable[Result], version: str) -> Real:
    """Return the figures over the results of all recordings."""
    ordered = sorted(results, key=lambda result: result.name)
    exercises = sorted({one.expected.exercise for one in ordered if one.expected.exercise})
    return Real(
        schema=SCHEMA,
        posecoach_version=version,
        all=_figures(ordered),
        exercises={
            name: _figures([one for one in ordered if one.expected.exercise == name]) for name in exercises
        },
        rules={f"{exercise}: {rule}": _rule(ordered, exercise, rule) for exercise, rule in _rules(ordered)},
        recordings={one.name: one for one in ordered},
    )


def _figures(results: Sequence[Result]) -> Figures:
    repetitions = _repetitions(results)
    done = repetitions.right + repetitions.missed
    clear_s = sum(one.clear_s for one in results)
    return Figures(
        recordings=len(results),
        repetitions=repetitions,
        recognition=_recognition([one for one in results if one.sought]),
        other=_other([one for one in results if not one.sought]),
        phases=PhaseFigures(
            clear_s=round(clear_s, 2),
            told=_share(sum(one.told_s for one in results), clear_s),
            agreement=_share(sum(one.agreeing_s for one in results), clear_s),
        ),
        named_faults=_faults([one.named for one in results if one.named], done),
        auto_faults=_faults([one.auto for one in results], done),
    )


def _repetitions(results: Iterable[Result]) -> RepetitionFigures:
    ours = [one for one in results if one.named]
    right = sum(one.right for one in ours)
    missed = sum(one.missed for one in ours)
    invented = sum(one.invented for one in ours)
    return RepetitionFigures(
        recordings=len(ours),
        recordings_right=sum(not one.missed and not one.invented for one in ours),
        right=right,
        missed=missed,
        invented=invented,
        right_share=_share(right, right + missed + invented),
    )


def _recognition(ours: Sequence[Result]) -> RecognitionFigures:
    right = sum(one.taken_rightly for one in ours)
    missed = sum(one.auto.exercise is None for one in ours)
    return RecognitionFigures(
        recordings=len(ours),
        right=right,
        wrong=len(ours) - right - missed,
        missed=missed,
        right_share=_share(right, len(ours)),
    )


def _other(others: Sequence[Result]) -> OtherFigures:
    left_alone = sum(one.taken_rightly for one in others)
    return OtherFigures(
        recordings=len(others),
        left_alone=left_alone,
        left_alone_share=_share(left_alone, len(others)),
        repetitions=sum(len(one.auto.repetitions) for one in others),
        faults=sum(len(one.auto.faults) for one in others),
        taken=len(others) - left_alone,
    )


def _faults(reviews: Sequence[Judged], repetitions: int) -> FaultFigures:
    count = counted(fault for one in reviews for fault in one.faults)
    return _fault_figures(count, sum(len(one.missed) for one in reviews), repetitions)


def _fault_figures(count: Counter[Verdict], missed: int, repetitions: int) -> FaultFigures:
    return FaultFigures(
        true=count["true"],
        arguable=count["arguable"],
        false=count["false"],
        missed=missed,
        false_per_reported=_share(count["false"], count["true"] + count["false"]),
        false_per_repetition=_share(count["false"], repetitions),
    )


def _rules(results: Sequence[Result]) -> list[tuple[str, str]]:
    """Return (exercise, rule) of everything that was reported or missed."""
    rules = set()
    for one in results:
        for judged in filter(None, (one.named, one.auto)):
            if judged.exercise:
                rules |= {(judged.exercise, fault.rule) for fault in judged.faults}
        if one.expected.exercise:
            rules |= {(one.expected.exercise, rule) for rule in one.expected.faults}
    return sorted(rules)


def _rule(results: Sequence[Result], exercise: str, rule: str) -> RuleFigures:
    ours = [one for one in results if one.expected.exercise == exercise]
    named = [one.named for one in ours if one.named]
    taken = [one.auto for one in results if one.auto.exercise == exercise]
    done = sum(one.right + one.missed for one in ours)
    return RuleFigures(
        named=_faults_of(rule, named, named, done),
        auto=_faults_of(rule, taken, [one.auto for one in ours], done),
        recordings=len(named),
        cannot_judge=sum(rule in judged.cannot_judge for judged in named),
    )


def _faults_of(
    rule: str, reporting: Iterable[Judged], missing: Iterable[Judged], repetitions: int
) -> FaultFigures:
    """Return the figures of one rule: what some reviews reported, and what some did not."""
    count = counted(fault for judged in reporting for fault in judged.faults if fault.rule == rule)
    missed = sum(rule in judged.missed for judged in missing)
    return _fault_figures(count, missed, repetitions)


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None
