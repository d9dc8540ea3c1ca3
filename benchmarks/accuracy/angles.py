"""What is measured on every frame of one clip, against the truth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.accuracy.measures import Floats, change_from_start, change_pairs, errors_against
from posecoach.exercises.declaration import Exercise
from posecoach.features.body import Body
from posecoach.features.extract import Extractor
from posecoach.judging.signals import used_features
from posecoach.pose.recording import Recording
from sample_videos.render.truth import Truth

ALWAYS = (
    "knee_flexion_deg",
    "hip_flexion_deg",
    "elbow_flexion_deg",
    "shoulder_hip_knee_deg",
    "trunk_inclination_deg",
)
"""Compared in every clip from the side; other features only where an exercise uses them: elsewhere, and from the
front, where a limb may point at the camera, they mean nothing."""

SPINE = "back_bow"
TRUE_SPINE = "spine_flexion_deg"
SPINE_EXERCISE = "cat_cow"

STILL_S = 1.0
"""Every clip begins with the start posture held still for at least this long."""


def measured(recording: Recording, truth: Truth, names: Sequence[str]) -> tuple[dict[str, Floats], str]:
    """Return the features of every frame, NaN while nobody is in the picture, and the side that was mostly near."""
    body, extractor = Body(), Extractor(names)
    unseen = [np.nan] * len(names)
    rows, right = [], 0
    for pose in recording.poses:
        body.update(pose)
        rows.append(extractor.measure(body) if within(pose.t_s, truth.person_spans_s) else unseen)
        right += body.near
    columns = np.array(rows, np.float64).reshape(len(rows), len(names)).T
    return dict(zip(names, columns, strict=True)), "right" if 2 * right > len(rows) else "left"


def angle_errors(
    recording: Recording, truth: Truth, exercise: Exercise | None
) -> tuple[dict[str, Floats], Floats]:
    """Return the errors of all features that the truth knows, and the back's shape against the spine's.

    Features that the exercise judges against the person's own neutral, or by how far they travel, are compared as
    change from the still start.
    """
    used = used_features(exercise) if exercise else ()
    joints = ALWAYS if truth.camera.near_side else ()
    names = tuple(dict.fromkeys([*joints, *used, SPINE]))
    columns, near_side = measured(recording, truth, names)
    t_s, true_t_s = np.array([pose.t_s for pose in recording.poses]), np.array(truth.t_s)
    relative = (
        {neutral.feature for neutral in exercise.neutral} | {*exercise.repetition.travel}
        if exercise
        else set()
    )
    compared = {}
    for name, values in columns.items():
        side = truth.camera.near_side or near_side
        true = np.array(truth.angles.get(name) or truth.angles.get(f"{side}_{name}") or ())
        if not true.size:
            continue
        pair = (t_s, values), (true_t_s, true)
        if name in relative:
            pair = tuple((times, change_from_start(times, series, STILL_S)) for times, series in pair)
        compared[name] = errors_against(*pair[0], *pair[1], circular=name.endswith("_deg"))
    spine = np.empty((2, 0))
    if truth.exercise == SPINE_EXERCISE:
        spine = change_pairs(t_s, columns[SPINE], true_t_s, np.array(truth.angles[TRUE_SPINE]), STILL_S)
    return compared, spine


def within(t_s: float, spans_s: Sequence[tuple[float, float]]) -> bool:
    """Whether a media time lies in one of the spans [s]."""
    return any(start_s <= t_s <= end_s for start_s, end_s in spans_s)
