"""A description as a motion: the figure at any time, its phases and its repetitions."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sample_videos.render.ik import Vector, turn_x, turn_z, vector
from sample_videos.render.posing import Figure
from sample_videos.render.rig import Rig
from sample_videos.render.script import PhaseSpan, Repetition, ease
from sample_videos.render.unruly.blending import blend
from sample_videos.render.unruly.description import Beat, Description, Gesture, Nod
from sample_videos.render.unruly.hands import reach
from sample_videos.render.unruly.postures import POSTURES

_NECK = ("neck01", "neck02", "neck03", "head")


class Play:
    """The motion of a description, for a rig. Times are those of the timeline."""

    def __init__(self, description: Description, rig: Rig) -> None:
        self.description = description
        self.rig = rig
        self.starts_s = np.concatenate([[0.0], np.cumsum([beat.seconds for beat in description.beats])])

    @property
    def duration_s(self) -> float:
        """Length of the timeline."""
        return float(self.starts_s[-1])

    def neutral(self) -> Figure:
        """The figure that changes are measured against."""
        beat = self.description.neutral
        return POSTURES[beat.posture].figure(self.rig, beat.pose)

    def posture_at(self, t_s: float) -> str:
        """Name of the posture that a moment is in, or comes to."""
        return self.description.beats[self._beat_at(t_s)].posture

    def pose_at(self, t_s: float) -> dict[str, float]:
        """Parameters of the posture at a time, of the one to come while one is left."""
        index = self._beat_at(t_s)
        beat, before = self.description.beats[index], self._before(index)
        share = self._share(index, t_s)
        pose = self._complete(beat)
        if before is not None and before.posture == beat.posture:
            start = self._complete(before)
            pose = {name: start[name] + (value - start[name]) * share for name, value in pose.items()}
        for name, height in beat.arc.items():
            pose[name] += height * float(np.sin(np.pi * share))
        for sway in self.description.sways:
            if sway.name in pose:
                pose[sway.name] += sway.amplitude * float(np.sin(2.0 * np.pi * (sway.hz * t_s + sway.turn)))
        return pose

    def figure(self, t_s: float) -> Figure:
        """The posed figure at a time, in the person's own frame."""
        index = self._beat_at(t_s)
        beat, before = self.description.beats[index], self._before(index)
        figure = POSTURES[beat.posture].figure(self.rig, self.pose_at(t_s))
        if before is not None and before.posture != beat.posture:
            left = POSTURES[before.posture].figure(self.rig, before.pose)
            figure = blend(left, figure, self._share(index, t_s))
        for nod in self.description.nods:
            _nod(figure, nod, t_s)
        for gesture in self.description.gestures:
            _gesture(figure, gesture, t_s)
        return figure

    @cached_property
    def phases(self) -> list[PhaseSpan]:
        """The phases in order; each ends where the next starts or one is ended."""
        marks = [
            (
                float(start_s),
                beat.phase,
                beat.side,
                beat.seconds if _moves(beat, self._before(index)) else 0.0,
            )
            for index, (start_s, beat) in enumerate(zip(self.starts_s, self.description.beats, strict=False))
            if beat.phase
        ]
        ends = [start_s for start_s, *_ in marks[1:]] + [self.duration_s]
        return [
            PhaseSpan(phase, side, start_s, end_s, moving_s)
            for (start_s, phase, side, moving_s), end_s in zip(marks, ends, strict=False)
            if phase != "-"
        ]

    @cached_property
    def repetitions(self) -> list[tuple[Repetition, bool]]:
        """The repetitions, and whether each is whole."""
        return [
            (
                Repetition(
                    index,
                    meant.side,
                    float(self.starts_s[meant.first]),
                    float(self.starts_s[meant.after]),
                    (),
                ),
                meant.whole,
            )
            for index, meant in enumerate(self.description.repetitions)
        ]

    def _beat_at(self, t_s: float) -> int:
        last = len(self.description.beats) - 1
        return int(np.clip(np.searchsorted(self.starts_s, t_s, side="right") - 1, 0, last))

    def _before(self, index: int) -> Beat | None:
        return self.description.beats[index - 1] if index else None

    def _share(self, index: int, t_s: float) -> float:
        beat = self.description.beats[index]
        share = float(np.clip((t_s - self.starts_s[index]) / max(beat.seconds, 1e-9), 0.0, 1.0))
        return share if beat.even else ease(share)

    def _complete(self, beat: Beat) -> dict[str, float]:
        return POSTURES[beat.posture].complete(beat.pose)


def _moves(beat: Beat, before: Beat | None) -> bool:
    return before is None or bool(beat.arc) or (before.posture, before.pose) != (beat.posture, beat.pose)


def presence(t_s: float, start_s: float, rise_s: float, stay_s: float, fall_s: float) -> float:
    """How far something is there that comes, stays and goes again, 0 to 1."""
    after_s = t_s - start_s
    if after_s < rise_s:
        return ease(max(after_s, 0.0) / max(rise_s, 1e-9))
    return 1.0 - ease(float(np.clip((after_s - rise_s - stay_s) / max(fall_s, 1e-9), 0.0, 1.0)))


def _gesture(figure: Figure, gesture: Gesture, t_s: float) -> None:
    there = presence(t_s, gesture.start_s, gesture.rise_s, gesture.stay_s, gesture.fall_s)
    turn = 2.0 * np.pi * gesture.wave_hz * t_s
    wave: Vector = gesture.wave_m * vector(
        float(np.sin(turn)), 0.4 * float(np.cos(1.3 * turn)), float(np.cos(turn))
    )
    reach(figure, gesture.hand, {gesture.place: there}, wave)


def _nod(figure: Figure, nod: Nod, t_s: float) -> None:
    there = presence(t_s, nod.start_s, nod.rise_s, nod.stay_s, nod.fall_s) / len(_NECK)
    if not there:
        return
    more = turn_z(there * nod.left_deg) @ turn_x(there * nod.down_deg)
    figure.set({bone: figure.rotations.get(bone, np.eye(3)) @ more for bone in _NECK})
