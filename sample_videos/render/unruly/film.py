"""The frames of an unruly clip, as its camera delivers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np
import numpy.typing as npt

from sample_videos.render.clip import HEADING_DEG
from sample_videos.render.ik import turn_z
from sample_videos.render.motions.everyday import passing_by, standing_about
from sample_videos.render.posing import Figure
from sample_videos.render.postures.sitting import seat_height_m
from sample_videos.render.postures.supine import ROLLER_LENGTH_M, ROLLER_RADIUS_M, roller_place_m
from sample_videos.render.props import Chair, Prop, Roller
from sample_videos.render.rig import SIDES
from sample_videos.render.scene import QUICK, Image, Person, Scene
from sample_videos.render.unruly.description import Capture, Passer
from sample_videos.render.unruly.people import long_hair, outfit_of, rig_of_person
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.stamps import stamps_s

_BAR_M, _PLATE_M = (0.014, 1.5), (0.17, 0.04)


def frames(stage: Stage) -> Iterator[Image]:
    """The pictures (H, W, 3) RGB, one per time stamp."""
    description = stage.description
    start_s = description.window_s[0]
    passers = [_passer(stage, passer) for passer in description.passers]
    person = description.person
    outfit = outfit_of(person)
    with Scene(stage.room, stage.light, stage.camera, QUICK) as scene:
        for index, t_s in enumerate(stamps_s(description)):
            figure = stage.figure(float(t_s + start_s))
            people: list[Person] = [(stage.rig.body, stage.to_world(figure.vertices()), outfit)]
            people += [passer(float(t_s)) for passer in passers]
            things = list(props(stage, figure, float(t_s) + start_s))
            yield delivered(scene.render(people, things, index), description.capture)


def delivered(image: Image, capture: Capture) -> Image:
    """The picture out of focus and compressed, as the camera gives it away."""
    if capture.blur_px > 0.0:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), capture.blur_px), np.uint8)
    if capture.jpeg < 100:
        _, code = cv2.imencode(".jpg", image[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, capture.jpeg])
        image = np.ascontiguousarray(np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), np.uint8)[:, :, ::-1])
    return image


def props(stage: Stage, figure: Figure, t_s: float) -> Iterator[Prop]:
    """The roller, the chair, the bar, the long hair, where they are."""
    description = stage.description
    if description.neutral.posture == "on_roller":
        yield _roller(stage, t_s)
    if description.neutral.posture == "sitting":
        x, y, _ = stage.to_world([[0.0, 0.0, 0.0]])[0]
        heading_deg = HEADING_DEG[description.camera.near]
        yield Chair(
            (float(x), float(y)), seat_height_m(stage.rig), heading_deg, "stool" not in description.traits
        )
    if "bar" in description.traits:
        yield from _bar(stage, figure)
    if description.person.hair_m > 0.0:
        yield long_hair(figure, description.person, stage.turned, stage.moved)


def _roller(stage: Stage, t_s: float) -> Roller:
    poses = [stage.play.pose_at(t_s), stage.description.neutral.pose]
    travel_m, start_m = (
        pose.get("travel_m", stage.description.neutral.pose.get("travel_m", 0.0)) for pose in poses
    )
    own = np.array(
        [[0.0, roller_place_m(stage.rig, travel), ROLLER_RADIUS_M] for travel in (start_m, travel_m)]
    )
    start, now = stage.to_world(own)
    return Roller(
        centre=(float(now[0]), float(now[1]), ROLLER_RADIUS_M),
        turn_deg=float(np.degrees((now[0] - start[0]) / ROLLER_RADIUS_M)),
        radius_m=ROLLER_RADIUS_M,
        length_m=ROLLER_LENGTH_M,
    )


def _bar(stage: Stage, figure: Figure) -> Iterator[Roller]:
    """A bar across both hands, with a plate at each end."""
    left, right = (stage.to_world([figure.joint(f"{side}_wrist")])[0] for side in SIDES)
    middle, along = (left + right) / 2.0, left - right
    axis_deg = float(np.degrees(np.arctan2(along[1], along[0]))) - 90.0
    yield Roller(_point(middle), 0.0, axis_deg, *_BAR_M, "#9a9da1")
    level = np.append(along[:2], 0.0) / np.linalg.norm(along[:2])
    for way in (-1.0, 1.0):
        yield Roller(_point(middle + way * 0.62 * level), 0.0, axis_deg, *_PLATE_M, "#2b2d31")


def _point(place: npt.NDArray[np.floating]) -> tuple[float, float, float]:
    return float(place[0]), float(place[1]), float(place[2])


def _passer(stage: Stage, passer: Passer) -> Callable[[float], Person]:
    """Somebody else in the picture, as a function of the media time."""
    rig, camera = rig_of_person(passer.person), stage.camera
    yaw = np.radians(camera.yaw_deg)
    right, away = np.array([np.cos(yaw), np.sin(yaw)]), np.array([-np.sin(yaw), np.cos(yaw)])
    seed = stage.description.seed * 1000 + stage.description.number
    script = passing_by(seed, passer.start_s, 11) if passer.walks else standing_about(seed)
    way = passer.walks * right if passer.walks else -away
    turned = turn_z(float(np.degrees(np.arctan2(way[0], -way[1]))))
    side = -passer.walks if passer.walks else 1
    place = np.append(right * passer.aside_m * side + away * passer.depth_m, 0.0)
    outfit = outfit_of(passer.person)

    def seen(t_s: float) -> Person:
        t_s = min(t_s, script.duration_s - 1e-3) if passer.walks else t_s % script.duration_s
        figure = script.posture.figure(rig, script.pose_at(t_s))
        vertices = np.asarray(figure.vertices() @ turned.T + place, np.float32)
        return rig.body, vertices, outfit

    return seen
