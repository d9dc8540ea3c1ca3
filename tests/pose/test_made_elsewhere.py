"""Landmarks that another program made: MediaPipe's own results, and 17 points without depth."""

from __future__ import annotations

import math
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import Coach
from posecoach.events import CannotJudge, Event, FaultRaised, NeutralTaken, RepetitionDone, SetupAdvice
from posecoach.exercises.loader import builtin_exercises
from posecoach.features.body import Body
from posecoach.features.extract import Extractor
from posecoach.features.view import view
from posecoach.pose.coco import COCO_17
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.opening import open_estimator
from posecoach.pose.outline import OUTLINE_POINTS
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder, read_recording
from posecoach.postures.table import posture_of
from posecoach.testing import keypoints_coco17
from tests.conftest import ROOT
from tests.poses import (
    CYCLE,
    LIFT,
    CameraPlace,
    every,
    facing_camera,
    film,
    hands_and_knees,
    hidden,
    hook_lying,
    standing,
)

EXERCISES = builtin_exercises()
UPRIGHT = CameraPlace(scale=300.0)
SIZE_WH = (1280, 720)
TOUCH = [
    (0.0, {"trunk_inclination_deg": 3.0}),
    (1.5, {}),
    (4.5, {"trunk_inclination_deg": 100.0}),
    (5.5, {}),
    (8.5, {"trunk_inclination_deg": 3.0}),
    (10.0, {}),
]
DROP = [
    (0.0, {"trunk_inclination_deg": 3.0}),
    (1.5, {}),
    (2.1, {"trunk_inclination_deg": 100.0}),
    (3.0, {}),
    (5.5, {"trunk_inclination_deg": 3.0}),
    (7.0, {}),
]


def reduced(pose: Pose) -> Pose:
    """Return the pose as a model with 17 points would have seen it."""
    if not pose.seen:
        return Pose.nobody(pose.t_s)
    return Pose.from_coco17(keypoints_coco17(pose), pose.t_s, pose.size_wh)


def judged(poses: Iterable[Pose], exercise: str) -> tuple[Coach, list[Event]]:
    coach = Coach(EXERCISES[exercise])
    events = [event for pose in poses for event in coach.step(pose)]
    return coach, [*events, *coach.finish()]


def about(events: Iterable[Event]) -> list[Event]:
    """Return what was found, without what was not seen."""
    return [event for event in events if not isinstance(event, (CannotJudge, SetupAdvice))]


def body_of(pose: Pose) -> Body:
    body = Body()
    body.update(pose)
    return body


def test_17_points_go_to_their_landmarks_and_the_others_are_not_seen() -> None:
    keypoints = np.column_stack([np.arange(17) * 10.0, np.arange(17) * 5.0, np.full(17, 0.9)])
    pose = Pose.from_coco17(keypoints, 2.0, SIZE_WH)

    assert (pose.t_s, pose.size_wh, pose.seen) == (2.0, SIZE_WH, True)
    assert pose.image_px[L.LEFT_SHOULDER].tolist() == [50.0, 25.0]
    assert pose.image_px[L.RIGHT_ANKLE].tolist() == [160.0, 80.0]
    assert pose.visibility[L.RIGHT_ANKLE] == pytest.approx(0.9)
    others = [mark for mark in L if mark not in COCO_17]
    assert np.isnan(pose.image_px[others]).all()
    assert (pose.visibility[others] == 0.0).all()
    assert np.isnan(pose.world_m).all()
    assert pose.back_outline is None


@pytest.mark.parametrize("score", [0.0, -1.0, math.nan])
def test_a_point_without_a_score_was_not_found(score: float) -> None:
    keypoints = np.ones((17, 3))
    keypoints[13, 2] = score
    pose = Pose.from_coco17(keypoints, 0.0, SIZE_WH)
    assert np.isnan(pose.image_px[L.LEFT_KNEE]).all()
    assert pose.visibility[L.LEFT_KNEE] == 0.0


def test_without_any_point_nobody_was_seen_and_without_the_nose_somebody_is() -> None:
    assert not Pose.from_coco17(np.zeros((17, 3)), 0.0, SIZE_WH).seen
    keypoints = np.ones((17, 3))
    keypoints[0] = 0.0
    assert Pose.from_coco17(keypoints, 0.0, SIZE_WH).seen


def test_labels_of_coco_count_as_seen() -> None:
    """There 1 is hidden and 2 visible, and both were placed by hand."""
    keypoints = np.full((17, 3), 2.0)
    assert Pose.from_coco17(keypoints, 0.0, SIZE_WH).visibility[L.NOSE] == 1.0


@pytest.mark.parametrize("shape", [(17, 2), (33, 3), (1, 17, 3)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="expected") as raised:
        Pose.from_coco17(np.zeros(shape), 0.0, SIZE_WH)
    assert str(raised.value) == f"keypoints are {shape}, expected (17, 3): x [px], y [px] and score of each"


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(
    "make", [hands_and_knees, hook_lying, standing], ids=["hands_and_knees", "hook_lying", "standing"]
)
def test_near_side_posture_and_view_are_told_from_the_picture(make: Any, facing: int, mirrored: bool) -> None:
    pose = make(0.0, CameraPlace(facing=facing, mirrored=mirrored, scale=300.0))
    full, flat = body_of(pose), body_of(reduced(pose))
    assert (flat.near, flat.far) == (full.near, full.far)
    assert posture_of(flat) == posture_of(full) == make.__name__
    assert view(flat) == view(full) == "side"


def test_somebody_who_faces_the_camera_is_seen_from_the_front() -> None:
    flat = body_of(reduced(facing_camera(0.0, UPRIGHT)))
    assert view(flat) == "front"
    assert posture_of(flat) == "standing"


def test_somebody_who_turns_their_back_is_seen_from_the_back() -> None:
    pose = facing_camera(0.0, UPRIGHT)
    keypoints = keypoints_coco17(pose)
    keypoints[:, 0] = pose.size_wh[0] - keypoints[:, 0]  # left and right stay the person's own
    assert view(body_of(Pose.from_coco17(keypoints, 0.0, pose.size_wh))) == "back"


def test_a_face_alone_tells_which_way_a_straight_person_looks() -> None:
    straight = reduced(standing(0.0, UPRIGHT))
    faceless = hidden(straight, L.NOSE)
    assert view(body_of(straight)) == "side"
    assert view(body_of(faceless)) == "unknown"


@pytest.mark.parametrize(
    "name",
    ["knee_flexion_deg", "elbow_flexion_deg", "trunk_inclination_deg", "hip_flexion_deg", "head_pitch_deg"],
)
def test_angles_in_the_picture_are_the_same(name: str) -> None:
    pose = hands_and_knees(elbow_flexion_deg=20.0)
    assert Extractor([name]).measure(body_of(reduced(pose))) == Extractor([name]).measure(body_of(pose))


@pytest.mark.parametrize(
    "name",
    [
        "back_bow",
        "back_turn_deg",
        "chest_turn_deg",
        "pelvis_rotation_deg",
        "foot_inclination_deg",
        "toe_shoulder_distance",
        "ankle_height",
    ],
)
def test_what_needs_depth_feet_or_outline_is_not_seen(name: str) -> None:
    for pose in (hands_and_knees(), hook_lying(), facing_camera(0.0, UPRIGHT)):
        assert math.isnan(Extractor([name]).measure(body_of(reduced(pose)))[0])


@pytest.mark.parametrize("movement", [TOUCH, DROP], ids=["slow", "dropped"])
def test_a_toe_touch_is_judged_the_same(movement: Any) -> None:
    poses = film(standing, movement, every(30.0, movement[-1][0]), UPRIGHT)
    full, flat = (judged(way, "toe_touch")[1] for way in (poses, map(reduced, poses)))
    assert about(flat) == about(full)
    assert any(isinstance(event, RepetitionDone) for event in flat)


def test_of_a_cat_cow_nothing_is_judged_that_the_back_would_tell() -> None:
    poses = film(hands_and_knees, CYCLE, every(30.0, 15.0))
    coach, events = judged(map(reduced, poses), "cat_cow")
    assert coach.ever_in_position
    assert any(isinstance(event, NeutralTaken) for event in events)
    assert not any(isinstance(event, (FaultRaised, RepetitionDone)) for event in events)
    assert coach.setup().advice == ()


def test_a_hip_lift_is_counted_and_the_feet_cannot_be_judged() -> None:
    poses = film(hook_lying, LIFT, every(30.0, 13.0))
    full, flat = (judged(way, "hip_lift_twist")[1] for way in (poses, map(reduced, poses)))
    counted = [[event for event in told if isinstance(event, RepetitionDone)] for told in (full, flat)]
    assert [(one.side, one.faults) for one in counted[1]] == [(one.side, one.faults) for one in counted[0]]
    assert len(counted[0]) == 1
    assert not any(isinstance(event, FaultRaised) for event in flat)
    unseen = {event.rule: event.reason for event in flat if isinstance(event, CannotJudge)}
    assert unseen == {"feet_flat": "could not see: ankle, heel"}


def test_a_recorded_bridge_of_a_real_person_has_the_same_repetitions_and_no_fault_more() -> None:
    poses = read_recording(ROOT / "tests" / "data" / "real" / "glute_bridge.npz").poses
    full, flat = (judged(way, "hip_lift_twist")[1] for way in (poses, map(reduced, poses)))
    starts_s = [
        [round(one.start_s) for one in told if isinstance(one, RepetitionDone)] for told in (full, flat)
    ]
    assert starts_s[1] == starts_s[0] != []
    faults = [{one.rule for one in told if isinstance(one, FaultRaised)} for told in (full, flat)]
    assert faults[1] <= faults[0]


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ["toe_touch", "cat_cow"])
def test_a_recorded_sample_is_judged_as_far_as_17_points_allow(exercise: str) -> None:
    clip = next(iter(sorted((ROOT / "sample_videos").glob(f"{exercise}_*_a.mp4"))), None)
    if clip is None:
        pytest.skip("the sample videos are not here")
    with VideoFile(clip) as source, open_estimator(outline=True) as estimator:
        poses = [estimator.estimate(frame) for frame in source]
    (_, full), (coach, flat) = judged(poses, exercise), judged(map(reduced, poses), exercise)
    assert coach.ever_in_position
    rules = [{one.rule for one in told if isinstance(one, FaultRaised)} for told in (full, flat)]
    assert rules[1] <= rules[0]
    counts = [sum(isinstance(one, RepetitionDone) for one in told) for told in (full, flat)]
    assert counts[1] == (counts[0] if exercise == "toe_touch" else 0)


def test_hidden_hips_end_what_is_believed_and_nothing_else() -> None:
    """A model may find a person and neither of the hips."""
    poses = [reduced(pose) for pose in film(standing, TOUCH, every(30.0, 10.0), UPRIGHT)]
    keypoints = keypoints_coco17(standing(4.9, UPRIGHT, trunk_inclination_deg=100.0))
    keypoints[[11, 12]] = 0.0
    poses[147] = Pose.from_coco17(keypoints, poses[147].t_s, SIZE_WH)
    _, events = judged(poses, "toe_touch")
    assert sum(isinstance(event, RepetitionDone) for event in events) == 1
    assert not any(isinstance(event, FaultRaised) for event in events)


def test_one_hidden_side_is_enough() -> None:
    pose = standing(0.0, UPRIGHT)
    keypoints = keypoints_coco17(pose)
    keypoints[[5, 11]] = 0.0
    body = body_of(Pose.from_coco17(keypoints, 0.0, pose.size_wh))
    assert body.trunk_px == pytest.approx(body_of(pose).trunk_px)


def test_they_can_be_recorded_and_replayed(tmp_path: Any) -> None:
    poses = [reduced(pose) for pose in film(standing, TOUCH, every(30.0, 1.0), UPRIGHT)]
    with Recorder(tmp_path / "coco.npz", SIZE_WH) as recorder:
        for pose in poses:
            recorder.add(pose)
    again = read_recording(tmp_path / "coco.npz").poses
    for before, after in zip(poses, again, strict=True):
        np.testing.assert_array_equal(before.image_px, after.image_px)
        np.testing.assert_array_equal(before.visibility, after.visibility)
        assert np.isnan(after.world_m).all()


def marks(count: int = LANDMARK_COUNT) -> list[Any]:
    return [SimpleNamespace(x=i / 100, y=i / 50, z=i / 10, visibility=0.5 + i / 100) for i in range(count)]


def result(mask: Any = None) -> Any:
    masks = [SimpleNamespace(numpy_view=lambda: mask)] if mask is not None else None
    return SimpleNamespace(
        pose_landmarks=[marks(), marks()], pose_world_landmarks=[marks(), marks()], segmentation_masks=masks
    )


def test_a_result_of_mediapipe_is_its_first_person_in_pixels_and_metres() -> None:
    pose = Pose.from_mediapipe(result(), 1.5, (200, 100))
    assert (pose.t_s, pose.size_wh) == (1.5, (200, 100))
    np.testing.assert_allclose(pose.image_px[10], (20.0, 20.0), rtol=1e-6)
    np.testing.assert_allclose(pose.world_m[10], (0.1, 0.2, 1.0), rtol=1e-6)
    assert pose.visibility[10] == pytest.approx(0.6)
    assert pose.back_outline is None
    assert {pose.image_px.dtype, pose.world_m.dtype, pose.visibility.dtype} == {np.dtype(np.float32)}


def test_a_result_with_a_mask_has_the_outline_of_the_back() -> None:
    pose = Pose.from_mediapipe(result(np.ones((100, 200, 1), np.float32)), 0.0, (200, 100))
    assert pose.back_outline is not None
    assert pose.back_outline.shape == (OUTLINE_POINTS,)


def test_a_result_of_the_older_interface_is_read_as_well() -> None:
    message = SimpleNamespace(
        pose_landmarks=SimpleNamespace(landmark=marks()),
        pose_world_landmarks=SimpleNamespace(landmark=marks()),
        segmentation_mask=None,
    )
    np.testing.assert_array_equal(
        Pose.from_mediapipe(message, 0.0, (200, 100)).image_px,
        Pose.from_mediapipe(result(), 0.0, (200, 100)).image_px,
    )


@pytest.mark.parametrize("empty", [[], None])
def test_a_result_without_a_person_is_nobody(empty: Any) -> None:
    nobody = SimpleNamespace(pose_landmarks=empty, pose_world_landmarks=empty)
    assert not Pose.from_mediapipe(nobody, 3.0, (200, 100)).seen


def test_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="list is no result of MediaPipe's pose landmarker"):
        Pose.from_mediapipe([1, 2], 0.0, (200, 100))
    few = SimpleNamespace(pose_landmarks=[marks(17)], pose_world_landmarks=[marks(17)])
    with pytest.raises(ValueError, match="the result has 17 landmarks, expected 33"):
        Pose.from_mediapipe(few, 0.0, (200, 100))
