"""From single clips to the figures of the benchmark, tuned and untouched clips apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from benchmarks.accuracy.clip import ClipResult
from benchmarks.accuracy.measures import Errors, Spread, correlation, errors, spread, yaw_bin
from benchmarks.accuracy.scoring import Counts
from posecoach.exercises.declaration import Exercise

Schema = Literal["posecoach.accuracy/1"]
SPLITS = ("tune", "test")


class FaultFigures(msgspec.Struct, frozen=True):
    """Right, invented and missed faults (by repetition), and the shares that follow."""

    right: int
    invented: int
    missed: int
    precision: float | None
    recall: float | None
    f1: float | None


class RuleFigures(FaultFigures, frozen=True):
    """A rule's faults; in which share of the clips it could not be judged all the time; when words came."""

    cannot_judge: float
    cue_delay_s: Spread | None


class RepetitionFigures(msgspec.Struct, frozen=True):
    """Counts; `right_share`: found with the right side, of all true and invented ones."""

    true: int
    missed: int
    invented: int
    side_errors: int
    right_share: float | None


class ExerciseFigures(msgspec.Struct, frozen=True):
    """One exercise; `there` is false as long as it has no declaration: then only its angles are measured."""

    there: bool
    clips: int
    repetitions: RepetitionFigures
    faults: FaultFigures
    rules: dict[str, RuleFigures]
    boundary_s: Spread | None
    boundaries_missed: int
    hold_s: Spread | None


class Recognition(msgspec.Struct, frozen=True):
    """Of clips of declared exercises: recognised, or taken for another. Of all others: how often one was invented.

    wrong: each clip that went wrong, and what it was taken for.
    """

    clips: int
    right: int
    right_share: float | None
    taken: int
    others: int
    invented: int
    invented_events: int
    wrong: tuple[str, ...]


class SplitFigures(msgspec.Struct, frozen=True):
    """Everything about one half of the clips."""

    clips: int
    frames: int
    person_found: float | None
    repetitions: RepetitionFigures
    faults: FaultFigures
    boundary_s: Spread | None
    hold_s: Spread | None
    cue_delay_s: Spread | None
    recognition: Recognition
    spine_correlation: float | None
    spine_frames: int
    exercises: dict[str, ExerciseFigures]
    angles: dict[str, dict[str, Errors]]


class Accuracy(msgspec.Struct, frozen=True):
    """The result of the benchmark as it is stored."""

    schema: Schema
    posecoach_version: str
    model_sha256: str
    splits: dict[str, SplitFigures]


def summarise(clips: Sequence[ClipResult], exercises: dict[str, Exercise]) -> dict[str, SplitFigures]:
    """Return the figures of each half."""
    return {
        split: _split([clip for clip in clips if clip.split == split], exercises)
        for split in SPLITS
        if any(clip.split == split for clip in clips)
    }


def _split(clips: Sequence[ClipResult], exercises: dict[str, Exercise]) -> SplitFigures:
    frames = sum(clip.frames for clip in clips)
    seen = sum(clip.frames_with_person for clip in clips)
    spine_correlation, spine_frames = correlation(clip.spine for clip in clips)
    names = sorted({clip.exercise for clip in clips if clip.exercise})
    return SplitFigures(
        clips=len(clips),
        frames=frames,
        person_found=round(seen / frames, 4) if frames else None,
        repetitions=_repetitions(clips),
        faults=_faults(count for clip in clips for count in clip.faults.values()),
        boundary_s=spread([error for clip in clips for error in clip.boundaries_s]),
        hold_s=_holds(clips),
        cue_delay_s=spread(
            [delay for clip in clips for delays in clip.delays_s.values() for delay in delays]
        ),
        recognition=_recognition(clips, exercises),
        spine_correlation=spine_correlation,
        spine_frames=spine_frames,
        exercises={
            name: _exercise([clip for clip in clips if clip.exercise == name], exercises.get(name))
            for name in names
        },
        angles=_angles(clips),
    )


def _exercise(clips: Sequence[ClipResult], exercise: Exercise | None) -> ExerciseFigures:
    rules = [rule.name for rule in exercise.rules] if exercise else []
    invented = sorted({name for clip in clips for name in clip.faults} - set(rules))
    return ExerciseFigures(
        there=exercise is not None,
        clips=len(clips),
        repetitions=_repetitions(clips),
        faults=_faults(count for clip in clips for count in clip.faults.values()),
        rules={name: _rule(clips, name) for name in [*rules, *invented]},
        boundary_s=spread([error for clip in clips for error in clip.boundaries_s]),
        boundaries_missed=sum(clip.boundaries_missed for clip in clips),
        hold_s=_holds(clips),
    )


def _rule(clips: Sequence[ClipResult], name: str) -> RuleFigures:
    figures = _faults(clip.faults[name] for clip in clips if name in clip.faults)
    unjudged = sum(name in clip.cannot_judge for clip in clips)
    delays = [delay for clip in clips for delay in clip.delays_s.get(name, ())]
    return RuleFigures(
        **msgspec.structs.asdict(figures),
        cannot_judge=round(unjudged / len(clips), 3),
        cue_delay_s=spread(delays),
    )


def _faults(counts: Iterable[Counts]) -> FaultFigures:
    total = sum(counts, Counts())
    return FaultFigures(
        total.right,
        total.invented,
        total.missed,
        _share(total.precision),
        _share(total.recall),
        _share(total.f1),
    )


def _repetitions(clips: Sequence[ClipResult]) -> RepetitionFigures:
    scores = [clip.repetitions for clip in clips if clip.repetitions is not None]
    true = sum(score.true for score in scores)
    missed = sum(score.missed for score in scores)
    invented = sum(score.invented for score in scores)
    sides = sum(score.side_errors for score in scores)
    right = true - missed - sides
    return RepetitionFigures(
        true, missed, invented, sides, _share(right / (true + invented) if true + invented else None)
    )


def _holds(clips: Sequence[ClipResult]) -> Spread | None:
    return spread([error for clip in clips if clip.repetitions for error in clip.repetitions.hold_errors_s])


def _recognition(clips: Sequence[ClipResult], exercises: dict[str, Exercise]) -> Recognition:
    ours = [clip for clip in clips if clip.exercise in exercises]
    others = [clip for clip in clips if clip.exercise not in exercises]
    wrong = [clip for clip in [*ours, *others] if not clip.rightly_recognised]
    right = sum(clip.rightly_recognised for clip in ours)
    return Recognition(
        clips=len(ours),
        right=right,
        right_share=_share(right / len(ours) if ours else None),
        taken=sum(clip.recognised is not None and not clip.rightly_recognised for clip in ours),
        others=len(others),
        invented=sum(not clip.rightly_recognised for clip in others),
        invented_events=sum(clip.invented_by_auto for clip in others),
        wrong=tuple(f"{clip.clip}: {clip.recognised or 'nothing'}" for clip in wrong),
    )


def _angles(clips: Sequence[ClipResult]) -> dict[str, dict[str, Errors]]:
    """Return feature -> yaw bin -> errors; "side" has all yaws together, the front view is apart."""
    table: dict[str, dict[str, Errors]] = {}
    for name in sorted({name for clip in clips for name in clip.angle_errors}):
        having = [clip for clip in clips if name in clip.angle_errors]
        side = sorted((clip for clip in having if clip.from_the_side), key=lambda clip: clip.yaw_deg)
        bins = {"side": side}
        for clip in side:
            bins.setdefault(yaw_bin(clip.yaw_deg), []).append(clip)
        bins["front"] = [clip for clip in having if not clip.from_the_side]
        figures = {label: errors(clip.angle_errors[name] for clip in some) for label, some in bins.items()}
        table[name] = {label: value for label, value in figures.items() if value is not None}
    return table


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
