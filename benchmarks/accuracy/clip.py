"""One sample video: its poses, its review, and everything that the truth says about both."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from benchmarks.accuracy.angles import angle_errors, within
from benchmarks.accuracy.measures import Floats
from benchmarks.accuracy.scoring import (
    Counts,
    RepetitionScore,
    boundary_errors_s,
    cue_delays_s,
    score_faults,
    score_repetitions,
)
from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.events import CueGiven, Event
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import CoachLike, Moment, observe
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.inference_policy import Inference
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.pose.mediapipe.model import verify
from posecoach.pose.recording import Recorder, Recording, read_recording
from posecoach.results.review import Review
from posecoach.review.job import review
from posecoach.review.sources import Material
from posecoach.state import CoachState
from sample_videos.render.truth import read_truth, truth_path


class ClipResult(msgspec.Struct, frozen=True):
    """What one clip says; arrays are kept raw so that the figures can be taken over many clips.

    also: exercises that a clip without one of ours, or of one that is coached by name alone, may rightly be taken for.
    There are no faults, repetitions, boundaries and cues where the exercise's declaration does not exist yet. by_name:
    the exercise is coached by name alone.
    """

    clip: str
    exercise: str | None
    split: str
    yaw_deg: float
    from_the_side: bool
    there: bool
    recognised: str | None
    also: tuple[str, ...]
    frames: int
    frames_with_person: int
    repetitions: RepetitionScore | None
    faults: dict[str, Counts]
    cannot_judge: dict[str, str]
    boundaries_s: tuple[float, ...]
    boundaries_missed: int
    delays_s: dict[str, list[float]]
    invented_by_auto: int
    angle_errors: dict[str, Floats]
    spine: Floats
    by_name: bool = False

    @property
    def rightly_recognised(self) -> bool:
        """Whether auto found the exercise, or left alone what is none of ours or coached by name alone."""
        if self.exercise and self.there and not self.by_name:
            return self.recognised == self.exercise
        return self.recognised in (None, *self.also)


def measure_clip(clip: Path, model: Path, cache: Path | None, inference: Inference = "full") -> ClipResult:
    """Review one clip and compare with its truth; poses are read from and kept in `cache` if it is given.

    inference: which frames the network looks at. Raises PosecoachError if the clip cannot be reviewed, TruthError if
    its truth cannot be read.
    """
    truth = read_truth(truth_path(clip))
    recording = poses_of(clip, model, cache, inference)
    exercises = builtin_exercises()
    auto = _review(clip, recording, Recogniser(tuple(exercises.values())))[0]
    exercise = exercises.get(truth.exercise or "")
    found, said = _review(clip, recording, Coach(exercise)) if exercise else (None, [])
    boundaries_s, boundaries_missed = boundary_errors_s(truth.phases, found.phases) if found else ([], 0)
    visible = [pose for pose in recording.poses if within(pose.t_s, truth.person_spans_s)]
    compared, spine = angle_errors(recording, truth, exercise)
    return ClipResult(
        clip=clip.stem,
        exercise=truth.exercise,
        split=truth.split,
        yaw_deg=truth.camera.yaw_deg,
        from_the_side=truth.camera.near_side is not None,
        there=found is not None,
        recognised=auto.exercise,
        also=truth.also,
        frames=len(visible),
        frames_with_person=sum(pose.seen for pose in visible),
        repetitions=score_repetitions(truth.repetitions, found.repetitions) if found else None,
        faults=score_faults(truth.faults, found.faults, truth.repetitions) if found else {},
        cannot_judge=found.summary.cannot_judge if found else {},
        boundaries_s=tuple(boundaries_s),
        boundaries_missed=boundaries_missed,
        delays_s=cue_delays_s(truth.faults, said),
        invented_by_auto=0 if auto.exercise in truth.also else len(auto.repetitions) + len(auto.faults),
        angle_errors=compared,
        spine=spine,
        by_name=exercise is not None and exercise.by_name,
    )


def poses_of(clip: Path, model: Path, cache: Path | None, inference: Inference = "full") -> Recording:
    """Return the poses in a clip, with the outline of the back, from the cache if they are there.

    inference: which frames the network looks at; there is a pose of each of these.
    """
    if cache is None:
        return _estimate(clip, model, inference)
    sha256 = verify(model)
    content = hashlib.sha256(clip.read_bytes() + sha256.encode()).hexdigest()
    looked = "" if inference == "full" else f"-{inference}"
    kept = cache / f"{clip.stem}-{content[:12]}{looked}.npz"
    if not kept.exists():
        recording = _estimate(clip, model, inference)
        cache.mkdir(parents=True, exist_ok=True)
        with Recorder(kept, recording.size_wh, sha256) as recorder:
            for pose in recording.poses:
                recorder.add(pose)
    return read_recording(kept)


def _estimate(clip: Path, model: Path, inference: Inference) -> Recording:
    with closing(VideoFile(clip)) as source, closing(MediaPipeEstimator(model, outline=True)) as estimator:
        poses = [moment.pose for moment in observe(source, estimator, inference)]
        return Recording(poses, source.size_wh, verify(model))


def _review(clip: Path, recording: Recording, coach: CoachLike) -> tuple[Review, list[tuple[float, str]]]:
    """Return the review as `posecoach review` makes it, and (media time [s], rule) of every cue."""
    said: list[tuple[float, str]] = []

    def listen(moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        said.extend((event.t_s, event.rule) for event in events if isinstance(event, CueGiven) and event.rule)

    material = Material(
        name=str(clip),
        size_wh=recording.size_wh,
        duration_s=recording.duration_s,
        model=ModelInfo("", recording.model_sha256),
        moments=map(Moment, recording.poses),
        missing_s=lambda: 0.0,
    )
    return review(material, coach, builtin_exercises(), sinks=[listen]).review, said
