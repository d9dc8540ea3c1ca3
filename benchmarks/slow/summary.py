"""The figures of slow computers over many clips, and their table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from benchmarks.accuracy.tables import Figures, percent
from benchmarks.slow.comparing import SlowClip

BEGIN, END = "<!-- slow computers -->", "<!-- end of slow computers -->"

MORE_POINTS: Final = 3.0
"""Less than this is no better score (the issue of slow computers)."""


class Rate(msgspec.Struct, frozen=True):
    """What computers of one speed said of all clips; `SlowClip` says what is counted.

    higher: clips scored more than MORE_POINTS higher than in the review. scored: clips with a score, of those that have
    one in the review. unjudged: share of the review's verdicts that were not given.
    """

    repetitions: int
    repetitions_in_review: int
    repetitions_invented: int
    faults: int
    faults_fine: int
    faults_invented: int
    higher: int
    scored: int
    scored_in_review: int
    unjudged: float


class Slow(msgspec.Struct, frozen=True):
    """The result by milliseconds of one inference."""

    clips: int
    rates: dict[str, Rate]


def summarise(clips: Sequence[SlowClip]) -> Slow:
    """Return the figures over all clips."""
    speeds_ms = sorted({clip.inference_ms for clip in clips})
    rates = {
        f"{speed_ms:g}": _rate([clip for clip in clips if clip.inference_ms == speed_ms])
        for speed_ms in speeds_ms
    }
    return Slow(len({clip.clip for clip in clips}), rates)


def scores_higher(clip: SlowClip) -> bool:
    """Tell whether a slow computer gave more points than the review."""
    return clip.score is not None and clip.score > (clip.score_in_review or 0.0) + MORE_POINTS


def _rate(clips: Sequence[SlowClip]) -> Rate:
    verdicts = sum(clip.verdicts for clip in clips)
    reviewed = [clip for clip in clips if clip.score_in_review is not None]
    return Rate(
        repetitions=sum(clip.repetitions for clip in clips),
        repetitions_in_review=sum(clip.repetitions_in_review for clip in clips),
        repetitions_invented=sum(clip.repetitions_invented for clip in clips),
        faults=sum(clip.faults for clip in clips),
        faults_fine=sum(len(clip.faults_fine) for clip in clips),
        faults_invented=sum(len(clip.faults_invented) for clip in clips),
        higher=sum(map(scores_higher, clips)),
        scored=sum(clip.score is not None for clip in reviewed),
        scored_in_review=len(reviewed),
        unjudged=sum(clip.unjudged for clip in clips) / verdicts if verdicts else 0.0,
    )


def table(slow: Slow) -> Figures:
    """Return a row for each speed."""
    return Figures(
        f"Slow computers, {slow.clips} clips",
        [
            "one inference",
            "repetitions",
            "invented",
            "faults called fine",
            "faults invented",
            "scored higher",
            "scored",
            "cannot judge",
        ],
        [
            [
                f"{speed_ms} ms",
                f"{rate.repetitions} of {rate.repetitions_in_review}",
                str(rate.repetitions_invented),
                f"{rate.faults_fine} of {rate.faults}",
                str(rate.faults_invented),
                str(rate.higher),
                f"{rate.scored} of {rate.scored_in_review}",
                percent(rate.unjudged),
            ]
            for speed_ms, rate in slow.rates.items()
        ],
    )


def differences(clips: Sequence[SlowClip]) -> list[str]:
    """Return a line for each clip that a slow computer judged better than the review did."""
    return [
        f"{clip.clip}, {clip.inference_ms:g} ms, {'named' if clip.named else 'auto'}: "
        f"{clip.repetitions_in_review} -> {clip.repetitions} repetitions ({clip.repetitions_invented} invented), "
        f"score {clip.score_in_review} -> {clip.score}, called fine: {', '.join(clip.faults_fine) or 'nothing'}, "
        f"invented: {', '.join(clip.faults_invented) or 'nothing'}"
        for clip in clips
        if clip.repetitions_invented or clip.faults_fine or clip.faults_invented or scores_higher(clip)
    ]
