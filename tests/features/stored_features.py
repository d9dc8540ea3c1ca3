"""What is measured on scripted people from all around, kept to be compared: every feature, the view, and the body.

python -m tests.features.stored_features      keeps what is measured now; look at the difference before you commit it

Of each feature and scene the number of frames that it was seen in is kept, and the sum of its values, each weighted by
its place.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from posecoach.features.body import Body
from posecoach.features.extract import FEATURES, feature_names
from posecoach.features.view import camera_pitch_deg, facing_deg, off_view_deg, side_yaw_deg, view
from posecoach.pose.landmarks import LANDMARK_COUNT
from posecoach.pose.landmarks import Landmark as L
from posecoach.pose.pose import Pose
from tests.lying import one_leg_long, prone
from tests.poses import CameraPlace, facing_camera, film, hands_and_knees, hook_lying, mirrored, standing
from tests.reaching import folded, on_the_back, reaching
from tests.rolling import rolled
from tests.sitting import sitting, sitting_sideways

KEPT: Final = Path(__file__).resolve().parents[1] / "data" / "stored_features.json"
WITHIN: Final = 0.002
"""Sums are kept to a thousandth; another processor may round the last digit otherwise."""

Scene = tuple[str, list[Pose]]

MOVEMENTS: Final[dict[str, tuple[Callable[..., Pose], dict[str, float], dict[str, float]]]] = {
    "hands and knees": (
        hands_and_knees,
        {"bow": -0.05, "head_pitch_deg": -30.0, "elbow_flexion_deg": 0.0, "knee_offset": -0.2},
        {"bow": 0.09, "head_pitch_deg": -140.0, "elbow_flexion_deg": 40.0, "knee_offset": 0.2},
    ),
    "hook lying": (
        hook_lying,
        {"hip_height": 0.0, "knee_flexion_deg": 70.0, "trunk_rotation_deg": -30.0},
        {"hip_height": 0.5, "knee_flexion_deg": 120.0, "trunk_rotation_deg": 40.0},
    ),
    "standing": (standing, {"trunk_inclination_deg": -15.0}, {"trunk_inclination_deg": 110.0}),
    "facing": (
        facing_camera,
        {"chest_turn_deg": -50.0, "pelvis_turn_deg": 10.0, "left_arm_deg": 10.0, "right_arm_deg": 40.0},
        {"chest_turn_deg": 50.0, "pelvis_turn_deg": -5.0, "left_arm_deg": 380.0, "right_arm_deg": 200.0},
    ),
}
CAMERAS: Final = (
    CameraPlace(),
    CameraPlace(facing=-1, yaw_deg=-25.0, scale=300.0),
    CameraPlace(yaw_deg=55.0, scale=220.0, size_wh=(640, 480)),
    CameraPlace(facing=-1, yaw_deg=88.0, scale=420.0, mirrored=True),
)
TIMES_S: Final = (0.0, 0.1, 0.2, 0.3, 0.45, 0.5, 0.6, 0.63, 0.7, 0.85, 1.0, 1.1, 1.9, 2.0, 2.1)


def scenes() -> Iterator[Scene]:
    """Yield scripted people, as each camera sees them, and what goes wrong with poses."""
    for name, (make, start, end) in MOVEMENTS.items():
        for number, camera in enumerate(CAMERAS):
            poses = film(make, [(0.0, start), (2.0, end)], TIMES_S, camera)
            yield f"{name} {number}", _shaking(name, poses)
            yield f"{name} {number} without depth", [_without_depth(pose) for pose in poses]
        yield (
            f"{name} hardly seen",
            _hardly_seen(name, film(make, [(0.0, start), (2.0, end)], TIMES_S, CAMERAS[1])),
        )
    for name, made in _others():
        poses = [made(k / (len(TIMES_S) - 1)) for k in range(len(TIMES_S))]
        poses = [replace(pose, t_s=t_s) for pose, t_s in zip(poses, TIMES_S, strict=True)]
        yield name, _shaking(name, poses)
        yield f"{name} mirrored, without depth", [_without_depth(mirrored(pose)) for pose in poses]
    yield "somebody else", _leaping()


def _others() -> Iterator[tuple[str, Callable[[float], Pose]]]:
    yield (
        "on the back",
        lambda share: on_the_back(
            left=(90.0 - 90.0 * share, 90.0 - 80.0 * share), arms_deg=(90.0 * share, 30.0)
        ),
    )
    yield (
        "one leg long",
        lambda share: one_leg_long(lift_m=0.1 * share, trunk_rise_deg=30.0 * share, nod_deg=20.0 * share),
    )
    yield "prone", lambda share: prone(trunk_rise_deg=50.0 * share, head_pitch_deg=-90.0 + 60.0 * share)
    yield "rolled", lambda share: rolled(0.0, -60.0 + 120.0 * share)
    yield (
        "arm and leg",
        lambda share: reaching(arm=L.LEFT_WRIST, leg=L.RIGHT_ANKLE, share=share, level_deg=10.0),
    )
    yield "folded", lambda share: folded(share=share)
    yield "sitting", lambda share: sitting(chest_turn_deg=80.0 * share - 40.0, lean_px=60.0 * share)
    yield (
        "sitting sideways",
        lambda share: sitting_sideways(bow=0.1 * share, lean_deg=40.0 * share, nod_deg=50.0 * share),
    )


def _shaking(name: str, poses: Sequence[Pose]) -> list[Pose]:
    chance = Random(f"shaking {name}")
    return [
        replace(
            pose,
            image_px=pose.image_px + _noise(chance, 3.0, 2),
            world_m=pose.world_m + _noise(chance, 0.02, 3),
        )
        for pose in poses
    ]


def _noise(chance: Random, size: float, columns: int) -> np.ndarray:
    rows = [[chance.uniform(-size, size) for _ in range(columns)] for _ in range(LANDMARK_COUNT)]
    return np.array(rows, np.float32)


def _without_depth(pose: Pose) -> Pose:
    return replace(pose, world_m=np.full_like(pose.world_m, np.nan))


def _hardly_seen(name: str, poses: Sequence[Pose]) -> list[Pose]:
    """Return poses in which landmarks come and go, lie outside of the frame, or nobody is seen at all."""
    chance = Random(f"hardly seen {name}")
    found = []
    for number, pose in enumerate(poses):
        visibility = np.array(
            [chance.choice((1.0, 0.9, 0.5, 0.2)) for _ in range(LANDMARK_COUNT)], np.float32
        )
        away = np.float32(400.0 if number % 5 == 2 else 0.0)
        seen = replace(pose, visibility=visibility, image_px=pose.image_px + away)
        found.append(Pose.nobody(pose.t_s) if number % 7 == 5 else seen)
    return found


def _leaping() -> list[Pose]:
    """Return poses that are another person's from one frame to the next, of another size, and back."""
    near, far = CAMERAS[0], CameraPlace(facing=-1, scale=150.0)
    return [
        hands_and_knees(t_s, far if 0.4 < t_s < 1.0 else near, bow=0.02 * k) for k, t_s in enumerate(TIMES_S)
    ]


def measured(poses: Sequence[Pose]) -> dict[str, list[float]]:
    """Return what is measured in a scene, in sums."""
    body = Body()
    columns: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        columns.setdefault(name, []).append(float(value))

    for pose in poses:
        body.update(pose)
        for name in feature_names():
            note(name, FEATURES[name].measure(body))
        for name, value in _of_body(body).items():
            note(name, value)
    return {name: _sum(values) for name, values in columns.items()}


def _of_body(body: Body) -> dict[str, float]:
    views = ("side", "front", "back", "unknown")
    measures: dict[str, Callable[[Body], float]] = {
        "side yaw": side_yaw_deg,
        "facing": facing_deg,
        "camera pitch": camera_pitch_deg,
        "off the side": partial(off_view_deg, needed="side"),
        "off the front": partial(off_view_deg, needed="front"),
    }
    return {name: measure(body) for name, measure in measures.items()} | {
        "view": views.index(view(body)),
        "near": body.near - 2.0 * body.far,
        "trunk": body.trunk_px,
        "scale": body.scale_px,
        "back": math.fsum((k + 1) * part for k, part in enumerate(body.dorsal)),
        "seen": body.seen + 10.0 * body.cuts,
        "edges": math.fsum((k + 1) * edge for k, edge in enumerate(body.edges_px()) if math.isfinite(edge)),
        "arm turn": body.arm_turn_deg,
    }


def _sum(values: Sequence[float]) -> list[float]:
    total = sum((1.0 + 0.1 * place) * value for place, value in enumerate(values) if math.isfinite(value))
    return [sum(map(math.isfinite, values)), round(total, 3)]


def differences(now: dict[str, list[float]], kept: dict[str, list[float]]) -> list[str]:
    """Return which features differ."""
    return [
        f"{name}: {now.get(name)}, kept was {kept.get(name)}"
        for name in sorted(now.keys() | kept.keys())
        if name not in now
        or name not in kept
        or now[name][0] != kept[name][0]
        or abs(now[name][1] - kept[name][1]) > WITHIN
    ]


def kept() -> dict[str, Any]:
    """Return what was measured when it was kept."""
    return dict(json.loads(KEPT.read_text(encoding="utf-8")))


if __name__ == "__main__":
    lines = [f"{json.dumps(name)}: {json.dumps(measured(poses))}" for name, poses in scenes()]
    KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
