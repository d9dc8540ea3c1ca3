"""One recording from file to results: the same job alone, in a worker process, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from posecoach.coaching.coach import Coach
from posecoach.coaching.events import Event
from posecoach.coaching.guide import Guide
from posecoach.coaching.recognise import AutoCoach
from posecoach.coaching.state import CoachState
from posecoach.exercises.declaration import Exercise
from posecoach.pipeline import Moment, Sink
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder, read_recording
from posecoach.review.analysis import AnyJudge, review
from posecoach.review.evidence import Evidence, Trace, gather
from posecoach.review.material import Material, is_recording
from posecoach.review.pieces import open_pieces
from posecoach.review.table import Report
from posecoach.review.wishes import POSES, Wishes
from posecoach.routines.plan import PlannedStep

DEFAULT_WISHES: Final = Wishes()
TELL_EVERY_S: Final = 0.5
"""Media time between two tellings of progress."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to review and what to leave behind; can be sent to another process or machine.

    path: video or pose recording. folder: where the results go, None: nowhere, only the report is returned.
    model: the bundle that looks at a video. exercises: what may be recognised. exercise: the key of the one that
    it is, None: find out. steps: those of a routine, in place of one exercise. features: whether the report carries the
    values of every frame.
    """

    path: Path
    folder: Path | None
    model: Path
    exercises: tuple[Exercise, ...]
    exercise: str | None = None
    features: bool = False
    wishes: Wishes = DEFAULT_WISHES
    steps: tuple[PlannedStep, ...] = ()

    def judge(self) -> AnyJudge:
        """Return who judges the exercise, the routine, or whichever is done; KeyError if there is no such exercise."""
        if self.steps:
            return Guide(self.steps)
        return AutoCoach(self.exercises) if self.exercise is None else Coach(self.known[self.exercise])

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


Tell = Callable[[Progress], None]


def carry_out(job: Job, tell: Tell, workers: int = 1) -> Report:
    """Review a recording, leave the results in the job's folder if it has one, and return the report.

    workers: by how many processes a long video is looked at; the result is the same. After Ctrl-C the results of
    what was judged until then are written, without the annotated video. Raises InputError when the recording or the
    model cannot be used, OutputError when a result cannot be written.
    """
    if job.folder is not None:
        return examine(job, tell, workers).report
    with _judging(job, tell, workers) as (judge, material, told):
        return review(material, judge, job.known, features=job.features, sinks=[told])


def examine(job: Job, tell: Tell, workers: int = 1) -> Evidence:
    """Review a recording like `carry_out`, and return the report with the poses and values that it stands on."""
    trace = Trace()
    poses: list[Pose] = []
    with _judging(job, tell, workers) as (judge, material, told), ExitStack() as stack:
        keep: Sink = _keep_in(poses)
        if job.folder is not None:
            recorder = Recorder(job.folder / POSES, material.size_wh, material.model.sha256)
            keep = recording_to(stack.enter_context(recorder))
        sinks = [trace, told, keep]
        report = review(material, judge, job.known, features=job.features, sinks=sinks)
    seen = read_recording(job.folder / POSES).poses if job.folder is not None else poses
    video = None if is_recording(job.path) else job.path
    exercise = job.known.get(report.review.exercise or "")
    evidence = gather(report, exercise, seen, trace, video, job.known)
    if job.folder is not None:
        wishes = job.wishes if report.complete else replace(job.wishes, video=False)
        drawing = _Throttled(tell, "drawing", report.review.video.duration_s)
        # Encoder and pages take 25 MB, which a review that leaves nothing behind can do without.
        from posecoach.review.outputs import write_outputs

        write_outputs(evidence, job.folder, wishes, drawing.told)
    return evidence


@contextmanager
def _judging(job: Job, tell: Tell, workers: int) -> Iterator[tuple[AnyJudge, Material, Sink]]:
    """Open the recording of a job; yield a coach for it, the material, and a sink that tells the progress."""
    judge = job.judge()
    with open_pieces(job.path, job.model, outline=judge.needs_outline, workers=workers) as material:
        yield judge, material, _Throttled(tell, "judging", material.duration_s)


def _keep_in(poses: list[Pose]) -> Sink:
    def keep(moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if moment is not None:
            poses.append(moment.pose)

    return keep


def recording_to(recorder: Recorder) -> Sink:
    """Return a sink that adds every pose to a recording."""

    def record(moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if moment is not None:
            recorder.add(moment.pose)

    return record


class _Throttled:
    """A sink that tells progress, at most once in a while of media time."""

    def __init__(self, tell: Tell, stage: str, duration_s: float | None) -> None:
        self._tell, self._stage, self._duration_s = tell, stage, duration_s
        self._next_s = 0.0

    def told(self, t_s: float) -> None:
        if t_s >= self._next_s:
            self._next_s = t_s + TELL_EVERY_S
            self._tell(Progress(self._stage, t_s, self._duration_s))

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        if moment is not None:
            self.told(moment.pose.t_s)
