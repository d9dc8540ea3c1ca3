"""A timeline being written: beats one after the other, repetitions around some of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from sample_videos.render.unruly.description import Beat, Meant, Side
from sample_videos.render.unruly.postures import POSTURES

#: No beat is shorter [s].
SHORTEST_S = 0.1
SIDED = frozenset({"twist", "rotate", "bend", "hold", "return"})
"""Phases that have the side of their repetition, if an act names no others."""


class Story:
    """Beats and repetitions as they are written; `pose` is the pose of now, `start` what `back` returns to.

    `sided`: the phases that have the side of their repetition.
    """

    def __init__(self, posture: str, pose: Mapping[str, float], phase: str = "") -> None:
        self.beats: list[Beat] = []
        self.repetitions: list[Meant] = []
        self.posture = posture
        self.start = dict(pose)
        self.pose = dict(pose)
        self.sided: Collection[str] = SIDED
        self._side: Side | None = None
        self._write(0.0, phase=phase)

    @property
    def now_s(self) -> float:
        """How long the timeline is so far."""
        return round(sum(beat.seconds for beat in self.beats), 3)

    def to(
        self,
        changes: Mapping[str, float],
        seconds: float,
        phase: str = "",
        *,
        arc: Mapping[str, float] | None = None,
        even: bool = False,
    ) -> None:
        """Move some parameters; a phase named here starts with the movement."""
        self.pose = {**self.pose, **changes}
        self._write(max(seconds, SHORTEST_S), phase=phase, arc=dict(arc or {}), even=even)

    def hold(self, seconds: float, phase: str = "") -> None:
        """Stay; nothing is written for no time."""
        if seconds > 0.0:
            self._write(seconds, phase=phase)

    def back(self, seconds: float, phase: str = "", *, even: bool = False) -> None:
        """Move everything back to the pose of the start."""
        defaults = POSTURES[self.posture].defaults
        home = {name: self.start.get(name, defaults[name]) for name in {*self.pose, *self.start}}
        self.to(home, seconds, phase, even=even)

    def enter(self, posture: str, pose: Mapping[str, float], seconds: float, phase: str = "-") -> None:
        """Come into another posture, whose pose is the start from now on."""
        self.posture, self.start, self.pose = posture, dict(pose), dict(pose)
        self._write(max(seconds, SHORTEST_S), phase=phase)

    @contextmanager
    def repetition(self, side: Side | None = None, *, whole: bool = True) -> Iterator[None]:
        """What is written inside is one repetition."""
        first, self._side = len(self.beats), side
        yield
        self.repetitions.append(Meant(first, len(self.beats), side, whole))
        self._side = None

    def value(self, name: str) -> float:
        """A parameter as it is now."""
        return self.pose.get(name, POSTURES[self.posture].defaults[name])

    def _write(
        self, seconds: float, phase: str = "", arc: dict[str, float] | None = None, even: bool = False
    ) -> None:
        defaults = POSTURES[self.posture].defaults
        pose = {name: round(value, 3) for name, value in sorted(self.pose.items()) if value != defaults[name]}
        sided = phase if self._side and phase in self.sided else ""
        side = self._side if sided else None
        self.beats.append(Beat(self.posture, round(seconds, 3), pose, phase, side, arc or {}, even))
