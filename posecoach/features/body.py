"""One smoothed pose in plain floats, seen from its near side: what every feature function reads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.features.back_edge import BackEdge
from posecoach.features.geometry import Point, circular_difference_deg, distance_px, middle
from posecoach.features.hip_width import Hips
from posecoach.features.legs import EXCHANGED, LegNames
from posecoach.features.no_depth import Facing
from posecoach.features.smoothing import OneEuro
from posecoach.pose.landmarks import LANDMARK_COUNT, Landmark
from posecoach.pose.outline import OUTLINE_POINTS
from posecoach.pose.pose import NoPicture, Pose
from posecoach.pose.way import way_between

MIN_VISIBILITY: Final = 0.3
"""Below this MediaPipe itself says that it guessed. A higher value proves nothing (mediapipe issue 5197)."""

FRAME_MARGIN: Final = 0.02
"""A landmark further outside the frame than this share of its size was guessed, not seen."""

SIDE_SWITCH_M: Final = 0.08
"""The near side changes only when the other is this much nearer: world depth wavers by some centimetres."""

TYPICAL_TRUNK_M: Final = 0.5
"""Shoulder to hip of an adult; only the unit of speed for smoothing."""

SCALE_TIME_CONSTANT_S: Final = 3.0
"""A trunk that bends, or turns to the camera, looks shorter for a while: sizes of what lies still must not change."""

JUMP_SHARE: Final = 0.2
JUMP_TIME_CONSTANT_S: Final = 0.2
JUMP_WAIT_S: Final = 0.3
JUMP_MEMORY_S: Final = 1.0
"""A trunk whose length in the image differs by more than JUMP_SHARE from its recent one is not the same view of the
same body: in a quick cat it shortens by 12 % in half a second. Nothing is trusted for JUMP_WAIT_S."""
JUMP_STEP_S: Final = 1 / 24
"""The share is for poses this close or closer; between poses further apart a steady change of length comes further."""

LEAP_LENGTHS: Final = 0.5
LEAP_LENGTHS_PER_S: Final = 4.0
"""A trunk displaced by more than this many of its lengths, and faster than that, did not get there by itself: two
metres a second."""

BACK_DOWN: Final = 0.5
"""A back that points so far to the floor (1 = straight down) is that of somebody who lies on it, not on a side."""

OUTLINE_UNIT: Final = 0.3
"""Trunk lengths; only the unit of speed for smoothing the outline: a quick cat moves it by about that a second."""

NAN_POINT: Final[Point] = (math.nan, math.nan)

# Everything that is smoothed lies in one array, because a filter costs as much for 200 values as for 40.
_IMAGE: Final = slice(0, 2 * LANDMARK_COUNT)
_WORLD: Final = slice(_IMAGE.stop, _IMAGE.stop + 3 * LANDMARK_COUNT)
_OUTLINE: Final = slice(_WORLD.stop, _WORLD.stop + OUTLINE_POINTS)
_TRUNK: Final = [
    int(mark)
    for mark in (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
]


class Body:
    """Landmarks of the current frame; points that were not seen are NaN.

    points: 33 points [px]. guessed: the same of a person who was seen, also where a point was not; NaN only where
    the pose has no such landmark. world: 33 x 3 [m], x right, y down, z away. near/far: 0 if the person's left side
    is the near (far) one, 1 if it is the right: add it to a LEFT_... landmark. trunk_px: near shoulder to near hip.
    scale_px: the same, averaged over some seconds. dorsal: direction in which the back points, in world axes,
    length 1. cuts: how often the person was at once seen elsewhere or from elsewhere, and stayed so: a recording
    was cut, or the camera was moved.
    """

    __slots__ = (
        "_arm",
        "_arm_deg",
        "_edge",
        "_facing",
        "_filter",
        "_image_units",
        "_jump_from",
        "_jump_s",
        "_legs",
        "_length_px",
        "_length_s",
        "_pose",
        "_pose_before",
        "_raw",
        "_raw_parts",
        "_smooth_parts",
        "_trunk",
        "_units",
        "_way",
        "arm_turn_deg",
        "cuts",
        "dorsal",
        "far",
        "guessed",
        "hips",
        "near",
        "no_picture",
        "outline",
        "points",
        "scale_px",
        "seen",
        "size_wh",
        "t_s",
        "trunk_px",
        "world",
    )

    def __init__(self) -> None:
        """Create a body that has seen nothing yet."""
        self._filter = OneEuro((_OUTLINE.stop,))
        self._raw = np.full(_OUTLINE.stop, np.nan)
        self._units = np.full(_OUTLINE.stop, TYPICAL_TRUNK_M)
        self._units[_OUTLINE] = OUTLINE_UNIT
        self._image_units = self._units[_IMAGE]
        self._raw_parts = _parts(self._raw)
        self._smooth_parts = _parts(self._filter.value)
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._filter.reset()
        self._length_px = self._length_s = math.nan
        self._jump_s = -math.inf
        self._trunk = self._jump_from = _Trunk(math.nan, NAN_POINT)
        self.cuts = 0
        self.points: list[Point] = [NAN_POINT] * LANDMARK_COUNT
        self.guessed: list[Point] = list(self.points)
        self.world: list[list[float]] = [[math.nan] * 3] * LANDMARK_COUNT
        self.near = 0
        self.far = 1
        self.trunk_px = self.scale_px = math.nan
        self.dorsal = (math.nan, math.nan, math.nan)
        self.seen = False
        self.no_picture: NoPicture = ""
        self.t_s = math.nan
        self._pose_before: Pose | None = None
        self._pose: Pose | None = None
        self._way: float | None = None
        self.arm_turn_deg = 0.0
        self._arm, self._arm_deg = -1, math.nan
        self.hips = Hips()
        self._legs = LegNames()
        self._edge = BackEdge()
        self._facing = Facing()
        self.size_wh = (0, 0)
        self.outline: NDArray[np.float64] | None = None

    def update(self, pose: Pose) -> None:
        """Take in a pose."""
        dt_s, self.t_s = pose.t_s - self.t_s, pose.t_s
        self._pose_before, self._pose, self._way = self._pose, pose, None
        self.seen = pose.seen
        self.no_picture = pose.no_picture
        self.size_wh = pose.size_wh
        if not self.seen:
            self._lose()
            return
        trunk = _trunk_of(pose)
        length_px = trunk.length_px
        if length_px != length_px or self._jumped(trunk):  # NaN: no shoulder or no hip was seen
            self._lose()
            self.scale_px = math.nan
            return
        on_the_back = trunk.is_level and self.dorsal[1] > BACK_DOWN
        self._smooth(pose, length_px, self._legs.follow(pose, length_px, on_the_back))
        depth_m = self.world[Landmark.LEFT_SHOULDER][2]
        if depth_m == depth_m:  # NaN is not equal to itself
            self._choose_near_side()
            self.dorsal = _dorsal_direction(self.world)
        else:
            self._face_without_depth()
        self._follow_arm()
        self.hips.follow(self.t_s, self.points, self.world)
        trunk_px = distance_px(self.side(Landmark.LEFT_SHOULDER), self.side(Landmark.LEFT_HIP))
        self.trunk_px = trunk_px or math.nan  # all sizes are shares of it, and nothing is a share of nothing
        self._follow_scale(dt_s)

    def _follow_scale(self, dt_s: float) -> None:
        if self.trunk_px != self.trunk_px:  # NaN is not equal to itself
            return
        if self.scale_px == self.scale_px and dt_s > 0.0:
            rate = dt_s / (dt_s + SCALE_TIME_CONSTANT_S)
            self.scale_px += (self.trunk_px - self.scale_px) * rate
        else:
            self.scale_px = self.trunk_px

    def _lose(self) -> None:
        self.seen = False
        self.hips.width = self._arm_deg = math.nan
        self.points = [NAN_POINT] * LANDMARK_COUNT
        self.trunk_px = math.nan
        self.outline = None

    def _jumped(self, trunk: _Trunk) -> bool:
        """Tell whether the trunk has just changed its length or place as no body can: a cut, another person."""
        dt_s, before = self.t_s - self._length_s, self._trunk
        self._length_s, self._trunk = self.t_s, trunk
        if not dt_s <= JUMP_MEMORY_S:  # also true for NaN: the first call
            self._length_px, self._jump_s = trunk.length_px, -math.inf
            return False
        waiting = self.t_s - self._jump_s < JUMP_WAIT_S
        apart = max(1.0, (JUMP_TIME_CONSTANT_S + dt_s) / (JUMP_TIME_CONSTANT_S + JUMP_STEP_S))
        other_length = abs(trunk.length_px / self._length_px - 1.0) > JUMP_SHARE * apart
        if other_length or trunk.lengths_from(before) > max(LEAP_LENGTHS, LEAP_LENGTHS_PER_S * dt_s):
            if not waiting:
                self._jump_from = _Trunk(self._length_px, before.centre_px)
            self._length_px, self._jump_s = trunk.length_px, self.t_s
            return True
        self._length_px += (trunk.length_px - self._length_px) * dt_s / (dt_s + JUMP_TIME_CONSTANT_S)
        if waiting:
            return True
        if self._jump_s > -math.inf:
            self.cuts += self._jump_from.is_elsewhere(trunk)
            self._jump_s = -math.inf
        return False

    @property
    def way(self) -> float:
        """How far the body went since the pose before [trunk lengths]; worked out when it is asked for, seldom."""
        if self._way is None:
            self._way = way_between(self._pose_before, self._pose) if self._pose else math.inf
        return self._way

    def side(self, left: Landmark) -> Point:
        """Return the near side's counterpart of a LEFT_... landmark [px]."""
        return self.points[left + self.near]

    def centre(self, left: Landmark) -> Point:
        """Return the point half way between a LEFT_... landmark and its counterpart [px]."""
        return middle(self.points[left], self.points[left + 1])

    def _smooth(self, pose: Pose, length_px: float, exchanged: bool) -> None:
        image, world, outline = self._raw_parts
        image[...] = pose.image_px[EXCHANGED] if exchanged else pose.image_px
        world[...] = pose.world_m[EXCHANGED] if exchanged else pose.world_m
        sure = pose.visibility[EXCHANGED] if exchanged else pose.visibility
        edge = None if pose.back_outline is None else self._edge.believed(pose.t_s, pose.back_outline)
        outline[...] = math.nan if edge is None else edge
        self._image_units.fill(length_px)
        self._filter.smooth(pose.t_s, self._raw, self._units)
        image, world, outline = self._smooth_parts
        self.guessed = image.tolist()
        self.points = self._seen_points(self.guessed, sure.tolist())
        self.world = world.tolist()
        self.outline = None if pose.back_outline is None else outline

    def edges_px(self) -> tuple[float, float, float, float]:
        """Return the left, right, top and bottom edge of the frame, with its margin."""
        width, height = self.size_wh
        if not (width and height):
            return -math.inf, math.inf, -math.inf, math.inf
        margin_x, margin_y = FRAME_MARGIN * width, FRAME_MARGIN * height
        return -margin_x, width + margin_x, -margin_y, height + margin_y

    def _seen_points(self, points: Iterable[Point], visibility: list[float]) -> list[Point]:
        left, right, top, bottom = self.edges_px()
        return [
            point
            if sure >= MIN_VISIBILITY and left <= point[0] <= right and top <= point[1] <= bottom
            else NAN_POINT
            for point, sure in zip(points, visibility, strict=True)
        ]

    def _follow_arm(self) -> None:
        """Add up the turns of the near arm; what one arm has gone stays when the other becomes the near one."""
        shoulder, wrist = Landmark.LEFT_SHOULDER + self.near, Landmark.LEFT_WRIST + self.near
        turn_deg = arm_direction_deg(self.points, Landmark(shoulder), Landmark(wrist))
        if self._arm == shoulder and turn_deg == turn_deg and self._arm_deg == self._arm_deg:
            self.arm_turn_deg += circular_difference_deg(turn_deg, self._arm_deg)
        self._arm, self._arm_deg = shoulder, turn_deg

    def _face_without_depth(self) -> None:
        self._facing.follow(self.points)
        self.near, self.far, self.dorsal = self._facing.near, 1 - self._facing.near, self._facing.dorsal

    def _choose_near_side(self) -> None:
        world = self.world
        left_z = world[Landmark.LEFT_SHOULDER][2] + world[Landmark.LEFT_HIP][2]
        right_z = world[Landmark.RIGHT_SHOULDER][2] + world[Landmark.RIGHT_HIP][2]
        nearer_right = left_z - right_z
        if self.near == 0 and nearer_right > SIDE_SWITCH_M:
            self.near, self.far = 1, 0
        elif self.near == 1 and nearer_right < -SIDE_SWITCH_M:
            self.near, self.far = 0, 1


def arm_direction_deg(points: Sequence[Point], shoulder: Landmark, wrist: Landmark) -> float:
    """Return the direction of an arm in the image [deg], -180..180: 0 = down, 90 = out to its own side."""
    other = shoulder + 1 if shoulder % 2 else shoulder - 1  # left landmarks have odd numbers
    width = points[shoulder][0] - points[other][0]
    outward = math.copysign(1.0, width) if width == width else math.nan  # NaN is not equal to itself
    dx = (points[wrist][0] - points[shoulder][0]) * outward
    return math.degrees(math.atan2(dx, points[wrist][1] - points[shoulder][1]))


def _parts(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return views of the points in the image, those in the world, and the outline."""
    image = values[_IMAGE].reshape(LANDMARK_COUNT, 2)
    return image, values[_WORLD].reshape(LANDMARK_COUNT, 3), values[_OUTLINE]


def _dorsal_direction(world: list[list[float]]) -> tuple[float, float, float]:
    """Return the direction in which the back points, of length 1: shoulder line times trunk axis."""
    ls, rs = world[Landmark.LEFT_SHOULDER], world[Landmark.RIGHT_SHOULDER]
    lh, rh = world[Landmark.LEFT_HIP], world[Landmark.RIGHT_HIP]
    ax, ay, az = rs[0] - ls[0], rs[1] - ls[1], rs[2] - ls[2]
    bx, by, bz = (ls[i] + rs[i] - lh[i] - rh[i] for i in range(3))
    x, y, z = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    length = math.sqrt(x * x + y * y + z * z)
    return (x / length, y / length, z / length) if length > 0.0 else (math.nan,) * 3


@dataclass(frozen=True, slots=True)
class _Trunk:
    """The trunk in the image: its length [px], and where its middle is."""

    length_px: float
    centre_px: Point
    is_level: bool = False

    def lengths_from(self, other: _Trunk) -> float:
        """Return how far it is from where another one was, in lengths."""
        return distance_px(self.centre_px, other.centre_px) / self.length_px

    def is_elsewhere(self, other: _Trunk) -> bool:
        """Tell whether another one is of another size, or in another place."""
        return (
            abs(other.length_px / self.length_px - 1.0) > JUMP_SHARE
            or self.lengths_from(other) > LEAP_LENGTHS
        )


def _trunk_of(pose: Pose) -> _Trunk:
    """Return the trunk in the image; of one side where the other was not seen, of length NaN without any."""
    left, right, left_hip, right_hip = pose.image_px[_TRUNK].tolist()
    dx, dy = (left[i] + right[i] - left_hip[i] - right_hip[i] for i in (0, 1))
    if dx == dx and dy == dy:  # NaN is not equal to itself
        x, y = ((left[i] + right[i] + left_hip[i] + right_hip[i]) / 4.0 for i in (0, 1))
        return _Trunk(max(math.hypot(dx, dy) / 2.0, 1.0), (x, y), abs(dy) < abs(dx))
    left_px = distance_px(left, left_hip)
    shoulder, hip = (left, left_hip) if left_px == left_px else (right, right_hip)
    return _Trunk(max(distance_px(shoulder, hip), 1.0), middle(shoulder, hip))  # NaN stays NaN
