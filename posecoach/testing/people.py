"""Scripted poses, made from joint angles: a person of plain proportions, seen by a camera without perspective.

The body is built in its own plane: `a` along the floor toward the head, `h` up, `w` toward the person's left, all
in metres; the trunk is 0.5 m long, the shoulders 0.7 and the hips 0.42 trunk lengths apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from posecoach.features.view import SAID_DEG, TRUE_DEG
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.outline import OUTLINE_POINTS
from posecoach.pose.pose import Pose

TRUNK_M = 0.5
SHOULDER_HALF_M = 0.35 * TRUNK_M
HIP_HALF_M = 0.21 * TRUNK_M
THIGH_M = 0.42
SHANK_M = 0.40

XY = tuple[float, float]


@dataclass(frozen=True)
class CameraPlace:
    """Where the camera stands. facing: 1 if the head is at the right of the picture, -1 at the left.

    yaw_deg: off the exact side, positive toward the head; the world landmarks show less of it, as MediaPipe's do.
    scale: px per metre. mirrored: the picture is flipped.
    """

    facing: int = 1
    yaw_deg: float = 0.0
    scale: float = 500.0
    size_wh: tuple[int, int] = (1280, 720)
    mirrored: bool = False


SIDE = CameraPlace()


def _turned(
    x: NDArray[np.floating], y: NDArray[np.floating], z: NDArray[np.floating], yaw_deg: float
) -> NDArray[np.float64]:
    yaw = math.radians(yaw_deg)
    return np.stack([x * math.cos(yaw) + z * math.sin(yaw), y, z * math.cos(yaw) - x * math.sin(yaw)], axis=1)


class _Skeleton:
    """Collects points of the body; `toward_left` is 1 if the person's left is away from a camera at the head's left."""

    def __init__(self, toward_left: int) -> None:
        self._toward_left = toward_left
        self._points = np.full((LANDMARK_COUNT, 3), np.nan)

    def put(self, mark: L, point: XY, w: float = 0.0) -> None:
        """Place a landmark."""
        self._points[mark] = (point[0], point[1], w)

    def pair(self, left: L, point: XY, half_m: float) -> None:
        """Place a LEFT_... landmark and its counterpart, each that far from the middle."""
        self.put(left, point, half_m)
        self.put(L(left + 1), point, -half_m)

    def head(self, ear: XY, pitch_deg: float) -> None:
        """Place the head; pitch_deg: direction ear to nose, 0 = headward along the floor, 90 = up."""
        nose = _ahead(ear, pitch_deg, 0.12)
        for mark in L:
            if mark < L.LEFT_EAR or mark in {L.MOUTH_LEFT, L.MOUTH_RIGHT}:
                self.put(mark, nose)
        self.pair(L.LEFT_EAR, ear, 0.07)

    def hand(self, wrist: XY) -> None:
        """Place both hands."""
        for mark in (L.LEFT_WRIST, L.LEFT_PINKY, L.LEFT_INDEX, L.LEFT_THUMB):
            self.pair(mark, wrist, SHOULDER_HALF_M)

    def filmed(self, t_s: float, camera: CameraPlace, outline: NDArray[np.floating] | None) -> Pose:
        """Return the pose that a camera sees."""
        a, h, w = self._points.T
        x, z = camera.facing * a, camera.facing * self._toward_left * w
        said_deg = math.copysign(np.interp(abs(camera.yaw_deg), TRUE_DEG, SAID_DEG), camera.yaw_deg)
        image = _turned(x, -h, z, camera.yaw_deg * camera.facing)[:, :2] * camera.scale
        image += np.array(camera.size_wh) / 2.0
        world = _turned(x, -h, z, said_deg * camera.facing)
        world -= (world[L.LEFT_HIP] + world[L.RIGHT_HIP]) / 2.0
        pose = Pose(
            t_s,
            image.astype(np.float32),
            world.astype(np.float32),
            np.ones(LANDMARK_COUNT, np.float32),
            None if outline is None else outline.astype(np.float32),
            camera.size_wh,
        )
        return mirrored(pose) if camera.mirrored else pose


def hands_and_knees(
    t_s: float = 0.0,
    camera: CameraPlace = SIDE,
    *,
    bow: float = 0.0,
    head_pitch_deg: float = -85.0,
    elbow_flexion_deg: float = 0.0,
    knee_offset: float = 0.0,
    hand_offset: float = 0.0,
    trunk_inclination_deg: float = 90.0,
) -> Pose:
    """Return somebody on hands and knees; lengths in trunk lengths, `bow` as the feature back_bow measures it."""
    figure = _Skeleton(toward_left=1)
    hip = (0.0, 0.45)
    axis_deg = 90.0 - trunk_inclination_deg
    shoulder = _ahead(hip, axis_deg, TRUNK_M)
    knee = (hip[0] + knee_offset * TRUNK_M, 0.0)
    wrist = (shoulder[0] + hand_offset * TRUNK_M, 0.0)
    figure.pair(L.LEFT_HIP, hip, HIP_HALF_M)
    figure.pair(L.LEFT_SHOULDER, shoulder, SHOULDER_HALF_M)
    figure.pair(L.LEFT_KNEE, knee, HIP_HALF_M)
    figure.pair(L.LEFT_ANKLE, (knee[0] - SHANK_M, 0.0), HIP_HALF_M)
    figure.pair(L.LEFT_HEEL, (knee[0] - SHANK_M, 0.05), HIP_HALF_M)
    figure.pair(L.LEFT_FOOT_INDEX, (knee[0] - SHANK_M - 0.15, 0.0), HIP_HALF_M)
    figure.pair(L.LEFT_ELBOW, _bent(shoulder, wrist, elbow_flexion_deg), SHOULDER_HALF_M)
    figure.hand(wrist)
    figure.head(_ahead(shoulder, axis_deg, 0.15), axis_deg + head_pitch_deg)
    return figure.filmed(t_s, camera, outline(bow))


def hook_lying(
    t_s: float = 0.0,
    camera: CameraPlace = SIDE,
    *,
    hip_height: float = 0.0,
    knee_flexion_deg: float = 100.0,
    shoulder_hip_knee_deg: float | None = None,
    trunk_rotation_deg: float = 0.0,
    foot_inclination_deg: float = 0.0,
    hand_hip_distance: float = 0.1,
) -> Pose:
    """Return somebody on the back with bent knees, the hips `hip_height` trunk lengths over the floor line.

    shoulder_hip_knee_deg places the knee in place of knee_flexion_deg.
    """
    figure = _Skeleton(toward_left=-1)
    shoulder = (0.4, 0.0)
    lift = hip_height * TRUNK_M
    hip = (shoulder[0] - math.sqrt(TRUNK_M**2 - lift**2), lift)
    if shoulder_hip_knee_deg is None:
        knee, ankle = _leg_on_floor(hip, knee_flexion_deg)
    else:
        trunk_deg = math.degrees(math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0]))
        knee = _ahead(hip, trunk_deg + shoulder_hip_knee_deg, THIGH_M)
        ankle = (knee[0] - 0.05, 0.0)
    figure.pair(L.LEFT_HIP, hip, HIP_HALF_M)
    figure.pair(L.LEFT_KNEE, knee, HIP_HALF_M)
    figure.pair(L.LEFT_ANKLE, ankle, HIP_HALF_M)
    heel = (ankle[0] + 0.04, 0.0)
    figure.pair(L.LEFT_HEEL, heel, HIP_HALF_M)
    figure.pair(L.LEFT_FOOT_INDEX, _ahead(heel, 180.0 - foot_inclination_deg, 0.2), HIP_HALF_M)
    _turned_shoulders(figure, shoulder, hip, trunk_rotation_deg)
    wrist = _ahead(hip, 0.0, hand_hip_distance * TRUNK_M)
    figure.pair(L.LEFT_ELBOW, _ahead(shoulder, 180.0, 0.25), SHOULDER_HALF_M)
    figure.hand(wrist)
    # The ear of a lying person is seen over the shoulder: the head is thick, and the camera looks down a little.
    figure.head((shoulder[0] + 0.15, shoulder[1] + 0.28 * TRUNK_M), 90.0)
    return figure.filmed(t_s, camera, None)


def standing(t_s: float = 0.0, camera: CameraPlace = SIDE, *, trunk_inclination_deg: float = 0.0) -> Pose:
    """Return a person standing sideways, the trunk inclined forward."""
    figure = _Skeleton(toward_left=1)
    hip = (0.0, 0.2)
    axis_deg = 90.0 - trunk_inclination_deg
    shoulder = _ahead(hip, axis_deg, TRUNK_M)
    figure.pair(L.LEFT_HIP, hip, HIP_HALF_M)
    figure.pair(L.LEFT_SHOULDER, shoulder, SHOULDER_HALF_M)
    figure.pair(L.LEFT_KNEE, (0.0, hip[1] - THIGH_M), HIP_HALF_M)
    figure.pair(L.LEFT_ANKLE, (0.0, hip[1] - THIGH_M - SHANK_M), HIP_HALF_M)
    figure.pair(L.LEFT_HEEL, (-0.04, hip[1] - THIGH_M - SHANK_M), HIP_HALF_M)
    figure.pair(L.LEFT_FOOT_INDEX, (0.16, hip[1] - THIGH_M - SHANK_M), HIP_HALF_M)
    figure.pair(L.LEFT_ELBOW, _ahead(shoulder, -90.0, 0.28), SHOULDER_HALF_M)
    figure.hand(_ahead(shoulder, -90.0, 0.53))
    figure.head(_ahead(shoulder, axis_deg, 0.15), axis_deg - 90.0)
    return figure.filmed(t_s, camera, outline(0.0))


def facing_camera(
    t_s: float = 0.0,
    camera: CameraPlace = SIDE,
    *,
    chest_turn_deg: float = 0.0,
    pelvis_turn_deg: float = 0.0,
    left_arm_deg: float = 20.0,
    right_arm_deg: float = 20.0,
    elbows_flexion_deg: float = 0.0,
) -> Pose:
    """Return a person standing and facing the camera; turns are positive to the person's left.

    An arm points down at 0, out to its own side at 90, and goes on round its shoulder from there.
    """
    figure = _Skeleton(toward_left=1)
    # Here `a` is across the picture toward the person's left, and `w` away from the camera.
    for left, height, half, turn_deg in (
        (L.LEFT_SHOULDER, TRUNK_M, SHOULDER_HALF_M, chest_turn_deg),
        (L.LEFT_HIP, 0.0, HIP_HALF_M, pelvis_turn_deg),
    ):
        across, away = half * math.cos(math.radians(turn_deg)), half * math.sin(math.radians(turn_deg))
        figure.put(left, (across, height), away)
        figure.put(L(left + 1), (-across, height), -away)
    for left, sign, arm_deg in (
        (L.LEFT_SHOULDER, 1.0, left_arm_deg),
        (L.RIGHT_SHOULDER, -1.0, right_arm_deg),
    ):
        shoulder = (sign * SHOULDER_HALF_M * math.cos(math.radians(chest_turn_deg)), TRUNK_M)
        reach = 0.5 * math.cos(math.radians(elbows_flexion_deg) / 2.0)
        wrist = _ahead(shoulder, 90.0 - sign * (180.0 - arm_deg), reach)
        figure.put(L(left + 2), _bent(shoulder, wrist, elbows_flexion_deg))
        for mark in (4, 6, 8, 10):
            figure.put(L(left + mark), wrist)
    for left, height in ((L.LEFT_KNEE, -THIGH_M), (L.LEFT_ANKLE, -THIGH_M - SHANK_M)):
        figure.put(left, (HIP_HALF_M, height))
        figure.put(L(left + 1), (-HIP_HALF_M, height))
    for left in (L.LEFT_HEEL, L.LEFT_FOOT_INDEX):
        figure.put(left, (HIP_HALF_M, -THIGH_M - SHANK_M - 0.05))
        figure.put(L(left + 1), (-HIP_HALF_M, -THIGH_M - SHANK_M - 0.05))
    figure.head((0.0, TRUNK_M + 0.2), 90.0)
    figure.put(L.LEFT_EAR, (0.08, TRUNK_M + 0.2))
    figure.put(L.RIGHT_EAR, (-0.08, TRUNK_M + 0.2))
    return figure.filmed(t_s, camera, None)


def leaning(bend_deg: float, t_s: float = 0.0) -> Pose:
    """Return a person who faces the camera and leans to the left about the middle of the hips."""
    pose = facing_camera(t_s, CameraPlace(scale=300.0))
    image, angle = pose.image_px.copy(), math.radians(bend_deg)
    middle, above = image[[L.LEFT_HIP, L.RIGHT_HIP]].mean(axis=0), slice(0, L.LEFT_HIP)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    image[above] = (image[above] - middle) @ turn.T + middle
    return replace(pose, image_px=image.astype(np.float32))


def outline(bow: float, height: float = 0.2) -> NDArray[np.float64]:
    """Return a back's outline as a parabola whose mean deviation from its chord is `bow`."""
    along = np.linspace(0.0, 1.0, OUTLINE_POINTS)
    arc = 4.0 * along * (1.0 - along)
    return np.asarray(height + arc * (bow / arc.mean()))


def mirrored(pose: Pose) -> Pose:
    """Return what a camera with a mirrored picture shows: left and right are exchanged."""
    swap = [
        int(L[mark.name.replace("LEFT", "#").replace("RIGHT", "LEFT").replace("#", "RIGHT")]) for mark in L
    ]
    image, world = pose.image_px[swap], pose.world_m[swap]
    image[:, 0] = pose.size_wh[0] - image[:, 0]
    world[:, 0] *= -1.0
    return replace(pose, image_px=image, world_m=world, visibility=pose.visibility[swap])


def hidden(pose: Pose, *marks: L) -> Pose:
    """Return the pose with landmarks that the model itself says it cannot see."""
    visibility = pose.visibility.copy()
    visibility[list(marks)] = 0.1
    return replace(pose, visibility=visibility)


def jittered(poses: Iterable[Pose], sigma_px: float, seed: int = 0) -> list[Pose]:
    """Return the poses with independent noise on every landmark in the image."""
    random = np.random.default_rng(seed)
    return [
        replace(
            pose,
            image_px=pose.image_px + random.normal(0.0, sigma_px, pose.image_px.shape).astype(np.float32),
        )
        for pose in poses
    ]


def every(fps: float, duration_s: float) -> list[float]:
    """Return the time stamps [s] of an even film that begins at 0."""
    return [i / fps for i in range(int(duration_s * fps) + 1)]


def uneven(fps: float, duration_s: float, seed: int = 0) -> list[float]:
    """Return time stamps [s] of a film with a variable frame rate: each frame lasts 0.3 to 1.7 of the mean."""
    steps = np.random.default_rng(seed).uniform(0.3, 1.7, int(duration_s * fps)) / fps
    return [0.0, *np.cumsum(steps).tolist()]


def film(
    make: Callable[..., Pose],
    path: Sequence[tuple[float, Mapping[str, float]]],
    times_s: Iterable[float],
    camera: CameraPlace = SIDE,
) -> list[Pose]:
    """Return the poses of a movement: `path` as in an exercise file's example, with arguments of `make`."""
    known: dict[str, float] = {}
    entries: list[tuple[float, dict[str, float]]] = []
    for t_s, given in path:
        known = known | dict(given)
        entries.append((t_s, known))
    return [make(t_s, camera, **_between(entries, t_s)) for t_s in times_s]


def _between(entries: Sequence[tuple[float, dict[str, float]]], t_s: float) -> dict[str, float]:
    for (before_s, before), (after_s, after) in pairwise(entries):
        if t_s < after_s:
            share = max(0.0, (t_s - before_s) / (after_s - before_s))
            eased = share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
            return {name: value + eased * (after[name] - value) for name, value in before.items()}
    return entries[-1][1]


def _ahead(start: XY, direction_deg: float, length_m: float) -> XY:
    """Return the point at a distance from another; 0 = headward along the floor, 90 = up."""
    angle = math.radians(direction_deg)
    return start[0] + length_m * math.cos(angle), start[1] + length_m * math.sin(angle)


def _bent(upper: XY, lower: XY, flexion_deg: float) -> XY:
    """Return the joint between two equal bones that is bent by an angle, toward the feet."""
    half = math.tan(math.radians(flexion_deg) / 2.0) / 2.0
    dx, dy = lower[0] - upper[0], lower[1] - upper[1]
    return (upper[0] + lower[0]) / 2.0 + dy * half, (upper[1] + lower[1]) / 2.0 - dx * half


def _leg_on_floor(hip: XY, knee_flexion_deg: float) -> tuple[XY, XY]:
    """Return knee and ankle of a leg that is bent by an angle and stands on the floor (height 0)."""
    inner = math.radians(180.0 - knee_flexion_deg)
    reach = math.sqrt(THIGH_M**2 + SHANK_M**2 - 2.0 * THIGH_M * SHANK_M * math.cos(inner))
    ankle = (hip[0] - math.sqrt(reach**2 - hip[1] ** 2), 0.0)
    at_hip_deg = math.degrees(math.acos((THIGH_M**2 + reach**2 - SHANK_M**2) / (2.0 * THIGH_M * reach)))
    to_ankle_deg = math.degrees(math.atan2(ankle[1] - hip[1], ankle[0] - hip[0]))
    return _ahead(hip, to_ankle_deg - at_hip_deg, THIGH_M), ankle


def _turned_shoulders(figure: _Skeleton, shoulder: XY, hip: XY, rotation_deg: float) -> None:
    """Place the shoulders, turned about the trunk's axis; positive = the right one rises off the floor."""
    trunk_deg = math.degrees(math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0]))
    rise = SHOULDER_HALF_M * math.sin(math.radians(rotation_deg))
    half = SHOULDER_HALF_M * math.cos(math.radians(rotation_deg))
    figure.put(L.LEFT_SHOULDER, _ahead(shoulder, trunk_deg + 90.0, -rise), half)
    figure.put(L.RIGHT_SHOULDER, _ahead(shoulder, trunk_deg + 90.0, rise), -half)


CYCLE = [
    (0.0, {"bow": -0.005, "head_pitch_deg": -85.0}),
    (2.0, {}),
    (5.0, {"bow": -0.06, "head_pitch_deg": -40.0}),
    (6.0, {}),
    (9.5, {"bow": 0.075, "head_pitch_deg": -125.0}),
    (10.5, {}),
    (13.0, {"bow": -0.005, "head_pitch_deg": -85.0}),
    (15.0, {}),
]
"""A cow and a cat, seconds and what the body does until then."""

LIFT = [
    (0.0, {"hip_height": 0.08, "trunk_rotation_deg": 0.0, "knee_flexion_deg": 100.0}),
    (2.0, {}),
    (4.0, {"hip_height": 0.4, "knee_flexion_deg": 95.0}),
    (4.5, {}),
    (6.0, {"trunk_rotation_deg": 25.0}),
    (9.5, {}),
    (11.5, {"hip_height": 0.08, "trunk_rotation_deg": 0.0, "knee_flexion_deg": 100.0}),
    (13.0, {}),
]
"""The hips are lifted, the chest turns to one side and is held there."""
