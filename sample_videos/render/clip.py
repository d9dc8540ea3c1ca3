"""A clip: who does what in front of which camera, its frames one by one, and its truth.

World frame: metres, Z up, the camera at yaw 0 on the -Y side. For a side view the person is turned so that the near
side faces -Y and the body lies along X; for a front view the person faces the camera.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from sample_videos.render import truth as truths
from sample_videos.render.body import FloatArray
from sample_videos.render.camera import CameraSpec, project
from sample_videos.render.ik import turn_z
from sample_videos.render.judge import Motion, faults_of
from sample_videos.render.look import OUTFITS
from sample_videos.render.measure import Track, measured
from sample_videos.render.posing import Figure
from sample_videos.render.postures.sitting import SITTING, seat_height_m
from sample_videos.render.postures.supine import ON_ROLLER, ROLLER_LENGTH_M, ROLLER_RADIUS_M, roller_place_m
from sample_videos.render.props import Chair, Prop, Roller
from sample_videos.render.rig import Side, rig_of
from sample_videos.render.scene import Image, Scene
from sample_videos.render.script import PhaseSpan, Repetition, Script

Split = Literal["tune", "test"]

#: Which way a person faces who shows the camera this side.
HEADING_DEG: dict[Side | None, float] = {"left": -90.0, "right": 90.0, None: 0.0}
HOLDS = ("hold", "reach", "pause", "stay")
"""The phase whose length is the hold of a repetition: the first of these that it has."""

_VARIABLE_FPS = 26.0


@dataclass(frozen=True)
class Actor:
    """A person in a clip: body and outfit by name, the script, the way they face, where they are.

    `heading_deg` turns the person counter-clockwise seen from above; at 0 they face the camera. `place` (x, y) m is
    where the middle of the body is at the start. `chair_back`: whether the chair of somebody who sits has a back.
    """

    body: str
    outfit: str
    script: Script
    heading_deg: float = 0.0
    place: tuple[float, float] = (0.0, 0.0)
    chair_back: bool = True

    def figure(self, t_s: float) -> Figure:
        """The figure at a time, in the person's own frame."""
        return self.script.posture.figure(rig_of(self.body), self.script.pose_at(t_s))

    def to_world(self, points: npt.ArrayLike) -> FloatArray:
        """Points (N, 3) of the person's own frame in the world."""
        turned = np.asarray(points, np.float64) @ turn_z(self.heading_deg).T
        return np.asarray(turned + np.append(self._offset, 0.0), np.float32)

    @cached_property
    def _offset(self) -> npt.NDArray[np.float64]:
        first = self.figure(0.0).vertices() @ turn_z(self.heading_deg).T
        middle = (first[:, :2].min(axis=0) + first[:, :2].max(axis=0)) / 2.0
        return np.asarray(np.asarray(self.place) - middle, np.float64)


@dataclass(frozen=True)
class View:
    """A camera as the truth names it: `yaw_deg` about the needed view.

    A positive yaw is toward the feet of a person on the floor; from the side of a person who stands, toward their
    front; from the front, toward their left. `near` is the person's side toward the camera, None for a front view.
    `fps` None is a variable frame rate.
    """

    near: Side | None
    yaw_deg: float = 0.0
    height_m: float = 0.7
    distance_m: float = 2.8
    fps: float | None = 24.0
    size_wh: tuple[int, int] = (640, 480)
    target_m: float = 0.4
    fov_deg: float = 60.0

    def camera(self, plus_x: bool) -> CameraSpec:
        """The camera in the world; `plus_x`: a positive yaw is toward +X."""
        yaw_deg = self.yaw_deg if plus_x else -self.yaw_deg
        target = (0.0, 0.0, self.target_m)
        return CameraSpec(yaw_deg, self.height_m, self.distance_m, self.fov_deg, self.size_wh, target)


@dataclass(frozen=True)
class Clip:
    """One sample video. `exercise` None: none of ours. The first actor is the one whose truth is told.

    also: exercises that a clip without one of ours, or of one coached by name alone, may rightly be taken for.
    """

    what: str
    shows: str
    exercise: str | None
    split: Split
    actors: tuple[Actor, ...]
    view: View
    room: str = "living"
    light: str = "day"
    empty_s: float = 6.0
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """File name without its ending."""
        return f"{self.exercise or 'negative'}_{self.what}"

    @property
    def duration_s(self) -> float:
        """Length of the clip."""
        return self.actors[0].script.duration_s if self.actors else self.empty_s

    @cached_property
    def t_s(self) -> npt.NDArray[np.float64]:
        """Time stamps (T,) of the frames, whole milliseconds."""
        if self.view.fps is not None:
            return np.round(np.arange(int(self.duration_s * self.view.fps)) / self.view.fps, 3)
        steps = np.random.default_rng(len(self.what)).uniform(
            0.5, 1.7, int(self.duration_s * _VARIABLE_FPS * 1.2)
        )
        stamps = np.concatenate([[0.0], np.cumsum(steps)]) / _VARIABLE_FPS
        return np.round(stamps[stamps < self.duration_s], 3)

    @cached_property
    def camera(self) -> CameraSpec:
        """The camera in the world."""
        near, face_down = self.view.near, bool(self.actors) and self.actors[0].script.posture.face_down
        # With the right side near, +X is where a person's feet are when lying, the front when standing, but the
        # head on all fours and on the belly.
        return self.view.camera(plus_x=near is None or (near == "right") is not face_down)

    @cached_property
    def figures(self) -> list[list[Figure]]:
        """The figures of each actor, one per time stamp."""
        return [[actor.figure(t_s) for t_s in self.t_s] for actor in self.actors]

    def frames(self) -> Iterator[Image]:
        """The pictures (H, W, 3) RGB, one per time stamp."""
        with Scene(self.room, self.light, self.camera) as scene:
            for index, t_s in enumerate(self.t_s):
                people = [
                    (
                        rig_of(actor.body).body,
                        actor.to_world(figures[index].vertices()),
                        OUTFITS[actor.outfit],
                    )
                    for actor, figures in zip(self.actors, self.figures, strict=True)
                ]
                props = [prop for actor in self.actors for prop in props_of(actor, t_s)]
                yield scene.render(people, props, index)

    def truth(self) -> truths.Truth:
        """What is true of the clip; see docs/truth_format.md."""
        actor = self.actors[0] if self.actors else None
        figures = self.figures[0] if actor else []
        values = measured(Track.of(figures), self.view.near) if figures else {}
        phases = actor.script.phases() if actor and self.exercise else []
        found = faults_of(self.exercise, Motion(self.t_s, values), phases) if self.exercise else []
        faults = tuple(truths.Fault(f.rule, f.phase, f.side, _ms(f.start_s), _ms(f.end_s)) for f in found)
        repetitions = actor.script.repetitions if actor and self.exercise else []
        return truths.Truth(
            schema=truths.SCHEMA,
            clip=self.name,
            shows=self.shows,
            exercise=self.exercise,
            body=actor.body if actor else None,
            outfit=actor.outfit if actor else None,
            split=self.split,
            camera=self._camera_truth(),
            room=self.room,
            light=self.light,
            person_spans_s=tuple(self._person_spans_s(figures)),
            phases=tuple(_merged(phases)),
            repetitions=tuple(_repetition(r, phases, faults) for r in repetitions),
            faults=faults,
            t_s=tuple(float(t) for t in self.t_s),
            angles={name: _rounded(name, series) for name, series in values.items()},
            also=self.also,
        )

    def _camera_truth(self) -> truths.Camera:
        view = self.view
        return truths.Camera(view.yaw_deg, view.height_m, view.distance_m, view.near, view.size_wh, view.fps)

    def _person_spans_s(self, figures: list[Figure]) -> Iterator[tuple[float, float]]:
        """When all joints of the first actor are in the picture."""
        if not figures:
            return
        camera, actor = self.camera, self.actors[0]
        size = np.array(camera.size_wh)
        seen = [0]
        for figure in figures:
            points = project(camera, actor.to_world(figure.joints))
            seen.append(int(((points > 0) & (points < size)).all()))
        edges = np.flatnonzero(np.diff([*seen, 0])).reshape(-1, 2)
        ends = np.append(self.t_s, self.duration_s)
        yield from ((_ms(ends[first]), _ms(ends[after])) for first, after in edges)


def props_of(actor: Actor, t_s: float) -> Iterator[Prop]:
    """What carries an actor at a time: the roller under the back, the chair."""
    yield from rollers_of(actor, t_s)
    if actor.script.posture is SITTING:
        x, y, _ = actor.to_world([[0.0, 0.0, 0.0]])[0]
        seat_m = seat_height_m(rig_of(actor.body))
        yield Chair((float(x), float(y)), seat_m, actor.heading_deg, actor.chair_back)


def rollers_of(actor: Actor, t_s: float) -> Iterator[Roller]:
    """The roller under an actor's back, if there is one, turned as far as it has rolled."""
    if actor.script.posture is not ON_ROLLER:
        return
    travel_m = actor.script.pose_at(t_s)["travel_m"]
    own = np.array(
        [[0.0, roller_place_m(rig_of(actor.body), travel), ROLLER_RADIUS_M] for travel in (0.0, travel_m)]
    )
    start, now = actor.to_world(own)
    rolled_m = float(now[0] - start[0])
    yield Roller(
        centre=(float(now[0]), float(now[1]), ROLLER_RADIUS_M),
        turn_deg=float(np.degrees(rolled_m / ROLLER_RADIUS_M)),
        radius_m=ROLLER_RADIUS_M,
        length_m=ROLLER_LENGTH_M,
    )


def _merged(phases: Sequence[PhaseSpan]) -> Iterator[truths.Phase]:
    """Phases for the truth: neighbours that are the same are one."""
    start_s = phases[0].start_s if phases else 0.0
    following_ones = [*phases[1:], None] if phases else []
    for phase, following in zip(phases, following_ones, strict=True):
        if following is None or (following.phase, following.side) != (phase.phase, phase.side):
            yield truths.Phase(phase.phase, phase.side, _ms(start_s), _ms(phase.end_s))
            start_s = phase.end_s


def _repetition(
    meant: Repetition, phases: Sequence[PhaseSpan], faults: tuple[truths.Fault, ...]
) -> truths.Repetition:
    within = [p for p in phases if p.start_s >= meant.start_s - 1e-6 and p.end_s <= meant.end_s + 1e-6]
    held = next((name for name in HOLDS if any(p.phase == name for p in within)), None)
    hold_s = sum(p.end_s - p.start_s for p in within if p.phase == held)
    broken = {f.rule for f in faults if meant.start_s - 1e-3 <= f.start_s < meant.end_s - 1e-3}
    return truths.Repetition(
        meant.index, meant.side, _ms(meant.start_s), _ms(meant.end_s), _ms(hold_s), tuple(sorted(broken))
    )


def _rounded(name: str, series: npt.NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(value), 1 if name.endswith("_deg") else 3) for value in series)


def _ms(seconds: float) -> float:
    return round(float(seconds), 3)
