"""Review of one recording: the loop, with a collector and a progress bar listening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from posecoach import __version__
from posecoach.coaching.coach import Coach
from posecoach.coaching.guide import Guide
from posecoach.coaching.recognise import AutoCoach
from posecoach.exercises.declaration import Exercise
from posecoach.pipeline import Sink, run
from posecoach.review.collect import Collector, FeatureLog
from posecoach.review.material import Material
from posecoach.review.result import (
    SCHEMA,
    Candidate,
    ModelInfo,
    Review,
    SetupInfo,
    Summary,
    VideoInfo,
    rounded,
    seconds,
)
from posecoach.review.table import Report

AnyJudge = Coach | AutoCoach | Guide
"""Who can make a review: of one exercise, of whichever is done, of a routine."""


def review(
    material: Material,
    judge: AnyJudge,
    exercises: Mapping[str, Exercise],
    *,
    features: bool = False,
    sinks: Sequence[Sink] = (),
) -> Report:
    """Run a recording through the loop and return what was found; Ctrl-C keeps what was judged until then.

    `features` adds the measured values of every frame. Nobody seen, or no exercise recognised, is a report
    with `recognised` false, not an error. Raises InputError when the recording breaks.
    """
    collector = Collector()
    log = FeatureLog(judge.measured) if features else None
    listeners: list[Sink] = [collector, *sinks]
    if log:
        listeners.append(log)
    complete = run(material.moments, judge, listeners)
    report = conclude(
        collector,
        judge,
        exercises,
        name=material.name,
        size_wh=material.size_wh,
        duration_s=material.duration_s,
        model=material.model,
    )
    result = msgspec.structs.replace(report.review, features=log.columns()) if log else report.review
    return replace(report, review=result, complete=complete, missing_s=material.missing_s())


def conclude(
    collector: Collector,
    judge: AnyJudge,
    exercises: Mapping[str, Exercise],
    *,
    name: str,
    size_wh: tuple[int, int],
    duration_s: float | None,
    model: ModelInfo,
) -> Report:
    """Return the report of what was collected, live or from a recording, once the judge has finished.

    name: the video's path or the camera. size_wh: frame [px]. duration_s: length [s], None: to the last frame
    """
    exercise = exercises.get(judge.recognised or "")
    video = VideoInfo(
        path=name,
        duration_s=seconds(duration_s or collector.last_t_s),
        frames=collector.frames,
        size_wh=size_wh,
        frames_with_person=collector.frames_with_person,
    )
    return Report(
        review=_result(video, model, judge, collector, exercise),
        title=exercise.name if exercise else "No exercise recognised",
        deductions=collector.deductions if exercise else (),
        rejected=collector.rejected if exercise else (),
    )


def _result(
    video: VideoInfo,
    model: ModelInfo,
    judge: AnyJudge,
    collector: Collector,
    exercise: Exercise | None,
) -> Review:
    setup = judge.setup()
    return Review(
        schema=SCHEMA,
        posecoach_version=__version__,
        model=model,
        video=video,
        exercise=exercise.key if exercise else None,
        recognised=exercise is not None,
        candidates=tuple(Candidate(key, rounded(share) or 0.0) for key, share in judge.candidates()),
        setup=SetupInfo(
            view=None if setup.view == "unknown" else setup.view,
            yaw_deg=rounded(setup.yaw_deg, 1),
            advice=tuple(dict.fromkeys([*setup.advice, *collector.advice])),
        ),
        summary=collector.summary(_phases_of_rules(exercise)) if exercise else Summary(0, None, {}, {}),
        phases=tuple(collector.phases) if exercise else (),
        repetitions=tuple(collector.repetitions) if exercise else (),
        faults=tuple(collector.faults) if exercise else (),
        segments=tuple(collector.segments),
    )


def _phases_of_rules(exercise: Exercise) -> dict[str, set[str]]:
    """Return the phases that each rule applies in; a rule may be declared more than once."""
    every = {phase.name for phase in exercise.phases}
    phases: dict[str, set[str]] = {}
    for rule in exercise.rules:
        phases.setdefault(rule.name, set()).update(rule.phases or every)
    return phases
