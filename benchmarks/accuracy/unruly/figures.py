"""From the scores of clips to the figures that are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import msgspec

from benchmarks.accuracy.scoring import Counts
from benchmarks.accuracy.unruly.clip import ClipScore
from benchmarks.accuracy.unruly.scoring import RepetitionCounts, ReviewScore

Schema = Literal["posecoach.unruly/1"]


class Faults(msgspec.Struct, frozen=True):
    """Right, invented and missed faults, and the shares that follow."""

    right: int
    invented: int
    missed: int
    precision: float | None
    recall: float | None


class Repetitions(msgspec.Struct, frozen=True):
    """Repetitions that are sure, and the share found with the right side of these and the invented ones."""

    sure: int
    missed: int
    invented: int
    wrong_side: int
    untold: int
    right_share: float | None


class Reviews(msgspec.Struct, frozen=True):
    """Reviews of the clips in one of the two ways.

    left_open: missed faults whose rule the review says could not be judged.
    """

    repetitions: Repetitions
    faults: Faults
    left_open: int
    invented_per_repetition: float | None
    rules: dict[str, Faults]


class Recognition(msgspec.Struct, frozen=True):
    """Clips whose exercise must be recognised; those that were; those taken for another; others left alone.

    relatives: near relatives, and exercises that are coached by name alone.
    """

    must: int
    right: int
    wrong: int
    share: float | None
    relatives: int
    left_alone: int
    left_alone_share: float | None


class Group(msgspec.Struct, frozen=True):
    """A part of the clips, in short."""

    clips: int
    wrong_clips: int
    repetitions_right: float | None
    invented: int
    missed: int
    recognised: str


class Figures(msgspec.Struct, frozen=True):
    """The result as it is stored."""

    schema: Schema
    posecoach_version: str
    model_sha256: str
    seed: int | None
    clips: int
    wrong_clips: int
    person_found: float | None
    named: Reviews
    unnamed: Reviews
    recognition: Recognition
    kinds: dict[str, Group]
    traits: dict[str, Group]


def figures_of(clips: Sequence[ClipScore], version: str, model_sha256: str) -> Figures:
    """The figures of clips."""
    seeds = {clip.seed for clip in clips}
    frames = sum(clip.frames for clip in clips)
    return Figures(
        schema="posecoach.unruly/1",
        posecoach_version=version,
        model_sha256=model_sha256,
        seed=seeds.pop() if len(seeds) == 1 else None,
        clips=len(clips),
        wrong_clips=sum(clip.is_wrong for clip in clips),
        person_found=_share(sum(clip.frames_with_person for clip in clips), frames),
        named=_reviews(
            [clip.named for clip in clips if clip.named is not None],
            [clip.exercise for clip in clips if clip.named],
        ),
        unnamed=_reviews([clip.unnamed for clip in clips], [clip.exercise for clip in clips]),
        recognition=_recognition(clips),
        kinds=_groups(clips, lambda clip: (clip.kind,)),
        traits=_groups(clips, lambda clip: clip.traits),
    )


def _reviews(scores: Sequence[ReviewScore], exercises: Sequence[str | None]) -> Reviews:
    counts = sum((one.repetitions for one in scores), RepetitionCounts())
    faults = sum((one.faults for one in scores), Counts())
    rules: dict[str, Counts] = {}
    for one, exercise in zip(scores, exercises, strict=True):
        for rule in sorted({*one.right, *one.invented, *one.missed}):
            name = f"{exercise or 'none'}: {rule}"
            more = Counts(one.right.get(rule, 0), one.invented.get(rule, 0), one.missed.get(rule, 0))
            rules[name] = rules.get(name, Counts()) + more
    return Reviews(
        repetitions=Repetitions(
            counts.sure,
            counts.missed,
            counts.invented,
            counts.wrong_side,
            counts.untold,
            _rounded(counts.right_share),
        ),
        faults=_faults(faults),
        left_open=sum(one.left_open for one in scores),
        invented_per_repetition=_share(faults.invented, counts.sure),
        rules={name: _faults(rules[name]) for name in sorted(rules)},
    )


def _faults(counts: Counts) -> Faults:
    return Faults(
        counts.right, counts.invented, counts.missed, _rounded(counts.precision), _rounded(counts.recall)
    )


def _recognition(clips: Sequence[ClipScore]) -> Recognition:
    ours = [clip for clip in clips if not clip.left_alone]
    relatives = [clip for clip in clips if clip.left_alone]
    must = [clip for clip in ours if clip.must_be_recognised]
    right = sum(clip.recognised_rightly for clip in must)
    alone = sum(clip.recognised_rightly for clip in relatives)
    return Recognition(
        must=len(must),
        right=right,
        wrong=sum(clip.recognised is not None and not clip.recognised_rightly for clip in ours),
        share=_share(right, len(must)),
        relatives=len(relatives),
        left_alone=alone,
        left_alone_share=_share(alone, len(relatives)),
    )


def _groups(clips: Sequence[ClipScore], names: Callable[[ClipScore], Iterable[str]]) -> dict[str, Group]:
    members: dict[str, list[ClipScore]] = {}
    for clip in clips:
        for name in names(clip):
            members.setdefault(name, []).append(clip)
    return {name: _group(members[name]) for name in sorted(members)}


def _group(clips: Sequence[ClipScore]) -> Group:
    named = [clip.named for clip in clips if clip.named is not None]
    counts = sum((one.repetitions for one in named), RepetitionCounts())
    faults = sum((one.faults for one in named), Counts())
    must = [clip for clip in clips if clip.must_be_recognised or clip.left_alone]
    return Group(
        clips=len(clips),
        wrong_clips=sum(clip.is_wrong for clip in clips),
        repetitions_right=_rounded(counts.right_share),
        invented=faults.invented,
        missed=faults.missed,
        recognised=f"{sum(clip.recognised_rightly for clip in must)}/{len(must)}",
    )


def _share(part: float, whole: float) -> float | None:
    return _rounded(part / whole) if whole else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
