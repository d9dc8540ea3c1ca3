"""One unruly clip: rendered or taken from the cache, judged with and without the exercise's name, and scored."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from benchmarks.accuracy.unruly.exact import exact_recording
from benchmarks.accuracy.unruly.program import (
    Recording,
    estimate,
    is_by_name,
    read_recording,
    review_named,
    review_unnamed,
    verify,
    write_recording,
)
from benchmarks.accuracy.unruly.scoring import ReviewScore, score, score_of_another
from sample_videos.render import unruly
from sample_videos.render.unruly.description import Description
from sample_videos.render.unruly.film import frames
from sample_videos.render.unruly.generator import EXERCISES, Choice, describe
from sample_videos.render.unruly.grading import verdict_of
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.stamps import stamps_s
from sample_videos.render.unruly.verdict import Verdict

CACHE = Path("build/unruly")
RENDERER = Path(unruly.__file__).parents[1]

#: Modules that only make descriptions, which have a checksum of their own.
_DESCRIBING = frozenset(
    {
        "generator",
        "acts",
        "floor",
        "standing",
        "later",
        "later_face_down",
        "later_on_back",
        "relatives",
        "habits",
        "story",
        "__main__",
    }
)
#: Modules that only make verdicts.
_GRADING = frozenset({"asking", "grading", "limits", "verdict"})


class ClipScore(msgspec.Struct, frozen=True):
    """What one clip says. `named` is None for a near relative; `recognised` is what the program took it for.

    by_name: the exercise is coached by name alone, so that who does not name it must be left alone.
    """

    seed: int
    number: int
    kind: str
    exercise: str | None
    traits: tuple[str, ...]
    unsure: tuple[str, ...]
    named: ReviewScore | None
    unnamed: ReviewScore
    must_be_recognised: bool
    recognised: str | None
    recognised_rightly: bool
    frames: int
    frames_with_person: int
    by_name: bool = False

    @property
    def left_alone(self) -> bool:
        """Whether it has to be left alone by a program that is not told what is done."""
        return self.exercise is None or self.by_name

    @property
    def is_wrong(self) -> bool:
        """Whether anything about it is wrong."""
        named_wrong = self.named is not None and self.named.is_wrong
        return named_wrong or self.unnamed.is_wrong or not self.recognised_rightly


def measure(
    seed: int, number: int, model: Path, folder: Path = CACHE, of: Choice = "eight", exact: bool = False
) -> ClipScore:
    """Render and judge a clip drawn of some exercises, or only judge it where its poses are in the cache.

    exact: whether its joints are judged as they are, without a picture and a network.
    """
    if exact:
        stage = Stage(describe(seed, number, of))
        return judged(verdict_of(stage).without_angles(), exact_recording(stage))
    recording, verdict = material(describe(seed, number, of), model, folder)
    return judged(verdict, recording)


def material(description: Description, model: Path, folder: Path = CACHE) -> tuple[Recording, Verdict]:
    """Poses and verdict of a clip, from the cache if they are there."""
    key = description.sha256[:16]
    poses = folder / f"{description.name}-{key}-{_checksum(_GRADING | _DESCRIBING, verify(model))}.npz"
    told = folder / f"{description.name}-{key}-{_checksum(_DESCRIBING)}.verdict.json"
    stage = Stage(description)
    if told.exists():
        verdict = msgspec.json.decode(told.read_bytes(), type=Verdict)
    else:
        verdict = verdict_of(stage).without_angles()
        folder.mkdir(parents=True, exist_ok=True)
        _write(told, msgspec.json.encode(verdict))
    if not poses.exists():
        times_s = [float(t_s) for t_s in stamps_s(description)]
        write_recording(estimate(frames(stage), times_s, model), poses)
    return read_recording(poses), verdict


def judged(verdict: Verdict, recording: Recording) -> ClipScore:
    """The score of the program on a clip."""
    found = review_unnamed(verdict.clip, recording)
    exercise = verdict.exercise
    by_name = exercise is not None and is_by_name(exercise)
    allowed = {None if by_name else exercise, *verdict.also}
    rightly = found.exercise in allowed or (found.exercise is None and not verdict.must_be_recognised)
    named = score(verdict, review_named(verdict.clip, recording, exercise)) if exercise else None
    if by_name:
        verdict = msgspec.structs.replace(verdict, repetitions=(), sure=(), must_be_recognised=False)
    if exercise and found.exercise == exercise:
        unnamed = score(verdict, found)
    elif rightly and (by_name or found.exercise not in EXERCISES["twelve"]):
        unnamed = score_of_another(verdict, msgspec.structs.replace(found, repetitions=(), faults=()))
    else:
        unnamed = score_of_another(verdict, found)
    return ClipScore(
        seed=verdict.seed,
        number=verdict.number,
        kind=verdict.kind,
        exercise=exercise,
        traits=verdict.traits,
        unsure=verdict.unsure,
        named=named,
        unnamed=unnamed,
        must_be_recognised=verdict.must_be_recognised,
        recognised=found.exercise,
        recognised_rightly=rightly,
        frames=len(recording.poses),
        frames_with_person=sum(pose.seen for pose in recording.poses),
        by_name=by_name,
    )


@cache
def _checksum(without: frozenset[str], more: str = "") -> str:
    """Checksum of the renderer's sources, but for some modules of this package."""
    sum_of = hashlib.sha256(more.encode())
    for path in sorted(_sources()):
        if not (path.parent.name == "unruly" and path.stem in without):
            sum_of.update(path.read_bytes())
    return sum_of.hexdigest()[:8]


def _sources() -> Iterable[Path]:
    folders = ("", "postures", "shaders", "bodies", "motions", "unruly")
    return (
        path
        for name in folders
        for path in (RENDERER / name).iterdir()
        if path.suffix in {".py", ".npz", ".frag", ".vert", ".glsl"}
    )


def _write(path: Path, content: bytes) -> None:
    """Write a file at one go: another process may be reading it."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
