"""A review with everything in it, made by hand."""

from __future__ import annotations

from posecoach.events import Deduction, Fault, Repetition, RepetitionRejected
from posecoach.pose.estimator import ModelInfo
from posecoach.results.review import (
    SCHEMA,
    Candidate,
    PhaseSpan,
    Report,
    Review,
    SetupInfo,
    Summary,
    VideoInfo,
)

REVIEW = Review(
    schema=SCHEMA,
    posecoach_version="0.1.0",
    model=ModelInfo("pose_landmarker_full.task", "5f41"),
    video=VideoInfo("clips/evening.mp4", 20.0, 500, (640, 480), 480),
    exercise="hip_lift_twist",
    recognised=True,
    candidates=(Candidate("hip_lift_twist", 0.9), Candidate("cat_cow", 0.1)),
    setup=SetupInfo("side", -12.5, ("Lower the camera to the height of your hips.",)),
    summary=Summary(2, 85.0, {"hold_long_enough": 1, "knees_bent": 1}, {"feet_flat": "the feet are hidden"}),
    phases=(PhaseSpan("rest", None, 0.0, 2.1), PhaseSpan("lift", None, 2.1, 3.5)),
    repetitions=(
        Repetition(1, "left", 2.1, 8.4, 3.2, 100.0, {"hip_height": 0.31}, ()),
        Repetition(
            2, "right", 9.0, 13.9, 1.1, 70.0, {"hip_height": 0.28}, ("hold_long_enough", "knees_bent")
        ),
    ),
    faults=(
        Fault(
            "hold_long_enough", "hold", "right", 11.2, 12.3, "correct", 1.1, 2.0, "s", "Hold a little longer."
        ),
        Fault("knees_bent", "lift", None, 9.2, 10.1, "info", 51.4, 60.0, "deg", "Keep your knees bent."),
    ),
)

REPORT = Report(
    review=REVIEW,
    title="Hip lift with twist",
    deductions=(
        (),
        (Deduction(20.0, "held 1.1 s of 3 s"), Deduction(10.0, "knees at 51 degrees, at least 60 wanted")),
    ),
    rejected=(RepetitionRejected(16.0, "cat_cow", 15.0, "the hips came down before they were up"),),
)
