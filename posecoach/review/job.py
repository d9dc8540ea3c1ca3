"""One recording from file to results: the same job alone, in a worker process, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from posecoach import __version__
from posecoach.events import Event, rounded, seconds
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.routines import PlannedStep, single
from posecoach.exercises.wording import with_translations
from posecoach.guiding.making import make_coach
from posecoach.pipeline import CoachLike, Moment, Sink
from posecoach.plain_text import as_unicode
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.inference_policy import Inference
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder, read_recording
from posecoach.recording.session_files import recording_to
from posecoach.report.requested import POSES, VIDEO, Wishes
from posecoach.results.collecting import Collector
from posecoach.results.evidence import Evidence, gather
from posecoach.results.review import (
    SCHEMA,
    Candidate,
    Report,
    Review,
    Segment,
    SetupInfo,
    Summary,
    VideoInfo,
)
from posecoach.review.long_videos import open_pieces
from posecoach.review.readings import Reading, read_twice
from posecoach.review.sources import Material, is_recording
from posecoach.state import CoachState
from posecoach.words.languages import load_words
from posecoach.words.phrase import N_, filled

if TYPE_CHECKING:
    from posecoach.report.drawn_ahead import DrawnAhead

DEFAULT_WISHES: Final = Wishes()
TELL_EVERY_S: Final = 0.5
"""Media time between two tellings of progress."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to review and what to leave behind; can be sent to another process or machine.

    path: video or pose recording. folder: where the results go, None: nowhere, only the report is returned.
    model: the bundle that looks at a video. exercises: what may be recognised. exercise: the key of the one that
    it is, None: find out. steps: those of a routine, in place of one exercise. features: whether the report carries the
    values of every frame. overwrite: whether files in the folder that posecoach did not make may be replaced.
    inference: in which frames of a video the model looks.
    """

    path: Path
    folder: Path | None
    model: Path
    exercises: tuple[Exercise, ...]
    exercise: str | None = None
    features: bool = False
    wishes: Wishes = DEFAULT_WISHES
    steps: tuple[PlannedStep, ...] = ()
    overwrite: bool = False
    inference: Inference = "full"

    def coach(self) -> CoachLike:
        """Return the coach for the exercise, the routine, or whichever is done; KeyError for an unknown exercise."""
        only = () if self.exercise is None else single(self.known[self.exercise])
        return make_coach(self.steps or only, self.exercises)

    @property
    def known(self) -> dict[str, Exercise]:
        """The exercises by their keys."""
        return {exercise.key: exercise for exercise in self.exercises}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come. stage: "judging" or "drawing". t_s: media time [s]; duration_s: if it is known."""

    stage: str
    t_s: float
    duration_s: float | None


TellProgress = Callable[[Progress], None]


def carry_out(job: Job, tell: TellProgress, workers: int = 1) -> Report:
    """Review a recording, leave the results in the job's folder if it has one, and return the report.

    workers: by how many processes a long video is looked at; the result is the same. After Ctrl-C the results of
    what was judged until then are written, without the annotated video. Raises InputError when the recording or the
    model cannot be used, OutputError when a result cannot be written.
    """
    if job.folder is not None:
        return examine(job, tell, workers).report
    with _opened(job, tell, workers) as (coach, material, told):
        return review(material, coach, job.known, features=job.features, sinks=[told])


def examine(job: Job, tell: TellProgress, workers: int = 1) -> Evidence:
    """Review a recording like `carry_out`, and return the report with the poses and values that it stands on."""
    with ExitStack() as stack:
        return _examined(job, tell, workers, stack)


def _examined(job: Job, tell: TellProgress, workers: int, outer: ExitStack) -> Evidence:
    poses: list[Pose] = []
    with _opened(job, tell, workers) as (coach, material, told), ExitStack() as stack:
        keep: Sink = _keep_in(poses)
        if job.folder is not None:
            recorder = Recorder(job.folder / POSES, material.size_wh, material.model.sha256)
            keep = recording_to(stack.enter_context(recorder))
        ahead = _drawing_ahead(job, coach, outer)
        sinks = [told, keep] if ahead is None else [told, keep, ahead]
        reading = read_twice(material.moments, coach, sinks, features=job.features)
        report = _report(reading, material, job.known)
    seen = read_recording(job.folder / POSES).poses if job.folder is not None else poses
    video = None if is_recording(job.path) else job.path
    exercise = job.known.get(report.review.exercise or "")
    evidence = gather(report, exercise, seen, reading.trace, video, job.known)
    if job.folder is not None:
        wishes = job.wishes if report.complete else replace(job.wishes, video=False)
        drawing = _Throttled(tell, "drawing", report.review.video.duration_s)
        from posecoach.report.outputs import write_outputs

        drawn = ahead.finish(drawing.told) if ahead is not None and report.complete else None
        write_outputs(evidence, job.folder, wishes, drawing.told, drawn)
    return evidence


def _drawing_ahead(job: Job, coach: CoachLike, stack: ExitStack) -> DrawnAhead | None:
    """Have the annotated video drawn meanwhile, if there will be one of a video."""
    if job.folder is None or not job.wishes.video or is_recording(job.path):
        return None
    # Encoder and pages take 25 MB, which a review that leaves nothing behind can do without.
    from posecoach.report.drawn_ahead import DrawnAhead

    words = with_translations(load_words(job.wishes.language), job.known.values())
    part = (job.folder / VIDEO).with_suffix(".ahead.mp4")
    return stack.enter_context(DrawnAhead(job.path, part, coach, job.known, words))


@contextmanager
def _opened(job: Job, tell: TellProgress, workers: int) -> Iterator[tuple[CoachLike, Material, Sink]]:
    """Open the recording of a job; yield a coach for it, the material, and a sink that tells the progress."""
    coach = job.coach()
    with open_pieces(
        job.path, job.model, outline=coach.needs_outline, workers=workers, inference=job.inference
    ) as material:
        yield coach, material, _Throttled(tell, "judging", material.duration_s)


def _keep_in(poses: list[Pose]) -> Sink:
    def keep(moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if moment is not None:
            poses.append(moment.pose)

    return keep


class _Throttled:
    """A sink that tells progress, at most once in a while of media time."""

    def __init__(self, tell: TellProgress, stage: str, duration_s: float | None) -> None:
        self._tell, self._stage, self._duration_s = tell, stage, duration_s
        self._next_s = 0.0

    def told(self, t_s: float) -> None:
        if t_s >= self._next_s:
            self._next_s = t_s + TELL_EVERY_S
            self._tell(Progress(self._stage, t_s, self._duration_s))

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if moment is not None:
            self.told(moment.pose.t_s)


def review(
    material: Material,
    coach: CoachLike,
    exercises: Mapping[str, Exercise],
    *,
    features: bool = False,
    sinks: Sequence[Sink] = (),
) -> Report:
    """Run a recording through the loop and return what was found; Ctrl-C keeps what was judged until then.

    `features` adds the measured values of every frame. Nobody seen, or no exercise recognised, is a report
    with `recognised` false, not an error. Raises InputError when the recording breaks.
    """
    return _report(read_twice(material.moments, coach, sinks, features=features), material, exercises)


def _report(reading: Reading, material: Material, exercises: Mapping[str, Exercise]) -> Report:
    report = conclude(
        reading.collector,
        reading.coach,
        exercises,
        name=material.name,
        size_wh=material.size_wh,
        duration_s=material.duration_s,
        model=material.model,
    )
    log = reading.log
    result = msgspec.structs.replace(report.review, features=log.columns()) if log else report.review
    return replace(report, review=result, complete=reading.complete, missing_s=material.missing_s())


def conclude(
    collector: Collector,
    coach: CoachLike,
    exercises: Mapping[str, Exercise],
    *,
    name: str,
    size_wh: tuple[int, int],
    duration_s: float | None,
    model: ModelInfo,
) -> Report:
    """Return the report of what was collected, live or from a recording, once the coach has finished.

    name: the video's path or the camera. size_wh: frame [px]. duration_s: length [s], None: to the last frame
    """
    exercise = exercises.get(coach.recognised or "")
    video = VideoInfo(
        path=as_unicode(name),
        duration_s=seconds(duration_s or collector.last_t_s),
        frames=collector.frames,
        size_wh=size_wh,
        frames_with_person=collector.frames_with_person,
    )
    return Report(
        review=_result(video, model, coach, collector, exercise),
        title=_title(exercise, collector.segments, exercises),
        deductions=collector.deductions if exercise else (),
        rejected=collector.rejected if exercise else (),
    )


def _title(exercise: Exercise | None, segments: Sequence[Segment], exercises: Mapping[str, Exercise]) -> str:
    """Return the name of what was done; of several exercises, all names in their order."""
    if exercise is None:
        return N_("No exercise recognised")
    names = tuple(
        dict.fromkeys(exercises[one.exercise].name for one in segments if one.exercise in exercises)
    )
    return filled("{exercises}", exercises=names) if len(names) > 1 else exercise.name


def _result(
    video: VideoInfo,
    model: ModelInfo,
    coach: CoachLike,
    collector: Collector,
    exercise: Exercise | None,
) -> Review:
    setup = coach.setup()
    return Review(
        schema=SCHEMA,
        posecoach_version=__version__,
        model=model,
        video=video,
        exercise=exercise.key if exercise else None,
        recognised=exercise is not None,
        candidates=tuple(Candidate(key, rounded(share) or 0.0) for key, share in coach.candidates()),
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


def _phases_of_rules(exercise: Exercise) -> dict[str, dict[str, str]]:
    """Return the phases, name -> label, that each rule applies in; a rule may be declared more than once."""
    named: dict[str, set[str]] = {}
    for rule in exercise.rules:
        named.setdefault(rule.name, set()).update(rule.phases or (phase.name for phase in exercise.phases))
    return {
        rule: {phase.name: phase.label for phase in exercise.phases if phase.name in names}
        for rule, names in named.items()
    }
