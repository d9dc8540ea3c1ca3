"""Pictures for the sheet of `posecoach report`: the frequent faults, as sessions that were recorded show them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from posecoach.errors import InputError
from posecoach.events import Fault
from posecoach.exercises.library import Library
from posecoach.files import is_file
from posecoach.pose.opening import model_path
from posecoach.report.shots import seen_frames
from posecoach.report.stills import Stills
from posecoach.results.evidence import Evidence
from posecoach.review.job import Progress, examine
from posecoach.review.request import job_for
from posecoach.words.phrase import filled

POSES, VIDEO = "poses.npz", "video.mp4"
RuleKey = tuple[str, str]
"""An exercise and one of its rules, by their keys."""


def recorded_sessions(folders: Sequence[Path]) -> list[Path]:
    """Return the landmarks of sessions that `live --record` left in these folders. Raises InputError without any."""
    found = [folder / POSES for folder in folders]
    for poses in found:
        if not is_file(poses):
            raise InputError(
                filled(
                    "there is no recorded session in {folder}: give folders that live --record has made",
                    folder=poses.parent,
                )
            )
    return found


def fault_pictures(
    sessions: Sequence[Path], wanted: Sequence[RuleKey], library: Library
) -> dict[RuleKey, str]:
    """Return the data of an <img> for each fault that can be seen in a session, where it was furthest off.

    sessions: landmarks with the video beside them, if there is one. wanted: the faults.
    """
    best: dict[RuleKey, tuple[float, str]] = {}
    exercises = [key for key in dict.fromkeys(key for key, _ in wanted) if key in library.exercises]
    for poses in sessions if exercises else ():
        evidence = examine(job_for(poses, exercises, library, model_path(None)), _silent)
        video = poses.with_name(VIDEO)
        seen = replace(evidence, video=video if is_file(video) else None)
        for number, picture in _stills(seen, wanted).items():
            fault = seen.faults[number]
            rule = _rule(seen, fault)
            off = _off(fault)
            if rule is not None and (rule not in best or off > best[rule][0]):
                best[rule] = (off, picture)
    return {rule: picture for rule, (_, picture) in best.items()}


def _silent(progress: Progress) -> None:
    """A sheet of a few sessions is made in seconds."""


def _stills(evidence: Evidence, wanted: Sequence[RuleKey]) -> dict[int, str]:
    """Return the pictures by the number of the fault; the video is read no further than needed."""
    review = evidence.report.review
    numbers = [number for number, fault in enumerate(review.faults) if _rule(evidence, fault) in wanted]
    if not numbers:
        return {}
    kept = structs.replace(review, faults=tuple(review.faults[number] for number in numbers))
    stills = Stills(replace(evidence, report=replace(evidence.report, review=kept)))
    for index, frame in enumerate(seen_frames(evidence)):
        if index > stills.last_index:
            break
        stills.offer(index, frame)
    return {numbers[number]: picture for number, picture in stills.pictures.items()}


def _rule(evidence: Evidence, fault: Fault) -> RuleKey | None:
    exercise = evidence.exercise_at(fault.start_s)
    return None if exercise is None else (exercise.key, fault.rule)


def _off(fault: Fault) -> float:
    """How far it was off, in parts of its limit; a fault without a number counts least."""
    if fault.value is None or fault.limit is None:
        return -math.inf
    return abs(fault.value - fault.limit) / max(abs(fault.limit), 1e-6)
