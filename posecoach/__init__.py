"""posecoach: a coach that watches back exercises through a camera and judges their form.

    import posecoach as pc

    review = pc.review("me.mp4")
    print(review.score, review.cannot_judge)
    for fault in review.faults:
        print(f"{fault.start_s:.1f} s: {fault.cue}")
    review.save("out", exports=["csv"])

Everything public is in `__all__` and described in docs/api.md; everything else may change. Nothing is imported until it
is used: OpenCV and MediaPipe come with the first frame.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from posecoach.capture.frame import Frame
    from posecoach.capture.opening import open_source
    from posecoach.cli.live import live
    from posecoach.coaching.coach import Coach
    from posecoach.coaching.recognition import Recogniser
    from posecoach.errors import (
        CameraError,
        ExerciseFileError,
        HistoryError,
        InputError,
        ModelError,
        MovedAway,
        NoExerciseFile,
        NothingToJudge,
        OutputError,
        PosecoachError,
        RecordingError,
        SoundError,
        UsageError,
        VideoError,
        WindowError,
    )
    from posecoach.events import (
        Announced,
        CannotJudge,
        CueGiven,
        Deduction,
        Event,
        ExerciseDone,
        ExerciseRecognised,
        Fault,
        FaultCleared,
        FaultEvent,
        FaultRaised,
        FaultWithdrawn,
        NeutralTaken,
        PainStopped,
        PersonFound,
        PersonLost,
        PhaseEnded,
        PhaseStarted,
        Repetition,
        RepetitionDone,
        RepetitionRejected,
        SetupAdvice,
        Stage,
        StageStarted,
    )
    from posecoach.exercises.declaration import Exercise
    from posecoach.exercises.loader import all_exercises as exercises
    from posecoach.exercises.loader import load_exercise
    from posecoach.features.body import Body
    from posecoach.features.extract import register_feature
    from posecoach.pose.estimator import PoseEstimator
    from posecoach.pose.landmarks import Landmark
    from posecoach.pose.opening import open_estimator
    from posecoach.pose.pose import Pose
    from posecoach.pose.recording import Recorder, Recording, read_recording
    from posecoach.report.exports import register_export
    from posecoach.report.result import ReviewResult
    from posecoach.results.evidence import Evidence
    from posecoach.results.review import PhaseSpan, Review
    from posecoach.review.public import judge, review
    from posecoach.state import CoachState

__version__ = "0.1.0"

__all__ = [
    "Announced",
    "Body",
    "CameraError",
    "CannotJudge",
    "Coach",
    "CoachState",
    "CueGiven",
    "Deduction",
    "Event",
    "Evidence",
    "Exercise",
    "ExerciseDone",
    "ExerciseFileError",
    "ExerciseRecognised",
    "Fault",
    "FaultCleared",
    "FaultEvent",
    "FaultRaised",
    "FaultWithdrawn",
    "Frame",
    "HistoryError",
    "InputError",
    "Landmark",
    "ModelError",
    "MovedAway",
    "NeutralTaken",
    "NoExerciseFile",
    "NothingToJudge",
    "OutputError",
    "PainStopped",
    "PersonFound",
    "PersonLost",
    "PhaseEnded",
    "PhaseSpan",
    "PhaseStarted",
    "Pose",
    "PoseEstimator",
    "PosecoachError",
    "Recogniser",
    "Recorder",
    "Recording",
    "RecordingError",
    "Repetition",
    "RepetitionDone",
    "RepetitionRejected",
    "Review",
    "ReviewResult",
    "SetupAdvice",
    "SoundError",
    "Stage",
    "StageStarted",
    "UsageError",
    "VideoError",
    "WindowError",
    "__version__",
    "exercises",
    "judge",
    "live",
    "load_exercise",
    "open_estimator",
    "open_source",
    "read_recording",
    "register_export",
    "register_feature",
    "review",
]

_FLOORS: Final = ("exercises", "live", "review")
"""Packages that are functions as well; see face.py."""

_HOMES: Final[dict[str, tuple[str, ...]]] = {
    "posecoach.capture.frame": ("Frame",),
    "posecoach.capture.opening": ("open_source",),
    "posecoach.coaching.coach": ("Coach",),
    "posecoach.coaching.recognition": ("Recogniser",),
    "posecoach.errors": (
        "CameraError",
        "ExerciseFileError",
        "HistoryError",
        "InputError",
        "ModelError",
        "MovedAway",
        "NoExerciseFile",
        "NothingToJudge",
        "OutputError",
        "PosecoachError",
        "RecordingError",
        "SoundError",
        "UsageError",
        "VideoError",
        "WindowError",
    ),
    "posecoach.events": (
        "Announced",
        "CannotJudge",
        "CueGiven",
        "Deduction",
        "Event",
        "ExerciseDone",
        "ExerciseRecognised",
        "Fault",
        "FaultCleared",
        "FaultEvent",
        "FaultRaised",
        "FaultWithdrawn",
        "NeutralTaken",
        "PainStopped",
        "PersonFound",
        "PersonLost",
        "PhaseEnded",
        "PhaseStarted",
        "Repetition",
        "RepetitionDone",
        "RepetitionRejected",
        "SetupAdvice",
        "Stage",
        "StageStarted",
    ),
    "posecoach.exercises.declaration": ("Exercise",),
    "posecoach.exercises.loader": ("load_exercise",),
    "posecoach.features.body": ("Body",),
    "posecoach.features.extract": ("register_feature",),
    "posecoach.pose.estimator": ("PoseEstimator",),
    "posecoach.pose.landmarks": ("Landmark",),
    "posecoach.pose.opening": ("open_estimator",),
    "posecoach.pose.pose": ("Pose",),
    "posecoach.pose.recording": (
        "Recorder",
        "Recording",
        "read_recording",
    ),
    "posecoach.report.exports": ("register_export",),
    "posecoach.report.result": ("ReviewResult",),
    "posecoach.results.evidence": ("Evidence",),
    "posecoach.results.review": (
        "PhaseSpan",
        "Review",
    ),
    "posecoach.review.public": ("judge",),
    "posecoach.state": ("CoachState",),
}
_HOME: Final = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name when it is used for the first time."""
    if name in _FLOORS:
        return importlib.import_module(f"posecoach.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'posecoach' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
