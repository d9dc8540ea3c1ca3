"""All variants: made, read, some of them judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import av.error
import msgspec
import numpy as np

from benchmarks.accuracy.clip import poses_of
from benchmarks.accuracy.unruly.program import review_unnamed
from benchmarks.containers.comparing import watch, wrong
from benchmarks.containers.judging import judged, other_verdict
from benchmarks.containers.making import COPIES, ENCODED, Variant
from benchmarks.pool import results_as_done

COPIED_EACH: Final = 5
ENCODED_EACH: Final = 3
"""So many kinds of either sort, drawn by number, for each clip."""

VARIABLE: Final = "_vfr_"
"""In the names of clips whose frames do not come evenly, which are not encoded anew: not all codecs can say so."""


class Result(msgspec.Struct, frozen=True):
    """One variant. read: what was wrong with how it is read. verdict: how its verdict differs, None if not judged."""

    clip: str
    kind: str
    read: str
    verdict: str | None = None


def measure_all(
    clips: Sequence[Path], seed: int, judge: int, model: Path, cache: Path | None, workers: int
) -> Iterator[list[Result]]:
    """Yield the results of every clip as they come. judge: in how many clips one variant is judged as a whole."""
    chosen = set(np.random.default_rng(seed).permutation(len(clips))[:judge].tolist())
    tasks = [(clip, number, seed, number in chosen, model, cache) for number, clip in enumerate(clips)]
    return results_as_done(measure, tasks, workers)


def measure(clip: Path, number: int, seed: int, judge: bool, model: Path, cache: Path | None) -> list[Result]:
    """Make and read the variants of a clip; judge one of them if asked to."""
    random = np.random.default_rng([seed, number])
    kinds = {name: COPIES[name] for name in random.permutation(list(COPIES))[:COPIED_EACH].tolist()}
    if VARIABLE not in clip.stem:
        kinds |= {name: ENCODED[name] for name in random.permutation(list(ENCODED))[:ENCODED_EACH].tolist()}
    original = watch(clip)
    results: list[Result] = []
    made: dict[str, tuple[Path, Variant]] = {}
    with TemporaryDirectory() as folder:
        for kind, (ending, make) in kinds.items():
            path = Path(folder) / f"{len(made)}{ending}"
            try:
                variant = make(clip, path, original.times_s)
            except av.error.ArgumentError:
                continue  # this codec knows no such frame rate
            made[kind] = path, variant
            results.append(Result(clip.stem, kind, wrong(path, variant, original)))
        if judge:
            poses = poses_of(clip, model, cache)
            whole = [kind for kind, (_, one) in made.items() if _shows_the_same(one, len(original.times_s))]
            kind = str(random.choice(whole))
            path, variant = made[kind]
            verdict = other_verdict(judged(path, model), review_unnamed(clip.stem, poses), variant)
            results = [
                msgspec.structs.replace(one, verdict=verdict) if one.kind == kind else one for one in results
            ]
    return results


def _shows_the_same(variant: Variant, frames: int) -> bool:
    """Whether a variant shows what the original does, so that its verdict must be the same."""
    return not variant.refusal and not variant.quarters and len(variant.frames) == frames
