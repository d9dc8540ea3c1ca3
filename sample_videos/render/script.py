"""A motion as a script: from a posture, to a pose in a number of seconds, hold, with the phases and repetitions named.

    script = Script(ALL_FOURS, {}, seed=3, phase="neutral")
    with script.repetition():
        script.to(COW, 2.4, phase="cow")
        script.hold(0.5)

Times are media seconds. Nothing here knows of frames: a script can be asked for its pose at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from sample_videos.render.postures import Pose, Posture
from sample_videos.render.rig import Side

#: Part of a movement spent gathering speed, and as much losing it.
_RAMP = 0.3
#: Natural differences between repetitions: standard deviation of a movement's time and of how far it goes.
_TIME_SPREAD = 0.05
_RANGE_SPREAD = 0.03
#: Phases that have the side of their repetition, if a motion names no others; before and between them a person shows
#: no side.
_SIDED = frozenset({"twist", "rotate", "bend", "hold", "return"})
_SWAY_HZ = (0.16, 0.27, 0.43)


@dataclass(frozen=True)
class Segment:
    """One movement or pause: from one pose to another, on its way over an arc (half a sine) where there is one."""

    start_s: float
    end_s: float
    before: Pose
    after: Pose
    arc: Pose = field(default_factory=dict)
    even: bool = False

    @property
    def moves(self) -> bool:
        """Whether anything changes in it."""
        return bool(self.arc) or any(self.before[name] != self.after[name] for name in self.after)

    def pose_at(self, t_s: float) -> dict[str, float]:
        """The pose at a time within the segment."""
        share = (t_s - self.start_s) / max(self.end_s - self.start_s, 1e-9)
        share = min(max(share, 0.0), 1.0)
        eased = share if self.even else ease(share)
        pose = {name: v + (self.after[name] - v) * eased for name, v in self.before.items()}
        for name, height in self.arc.items():
            pose[name] += height * float(np.sin(np.pi * eased))
        return pose


@dataclass(frozen=True)
class PhaseSpan:
    """A phase with its side and span; `moving_s` is the time of the movement it starts with."""

    phase: str
    side: Side | None
    start_s: float
    end_s: float
    moving_s: float


@dataclass(frozen=True)
class Repetition:
    """A repetition with its side and span, and the rules it is meant to break."""

    index: int
    side: Side | None
    start_s: float
    end_s: float
    faults: tuple[str, ...]


def ease(share: float) -> float:
    """Way covered (0 to 1) after a share of the time: speed rises, stays and falls (smooth trapezoid)."""
    ramp_way = _RAMP / 2.0

    def speeding_up(u: float) -> float:
        return u / 2.0 - float(np.sin(np.pi * u / _RAMP)) * _RAMP / (2.0 * np.pi)

    if share < _RAMP:
        way = speeding_up(share)
    elif share > 1.0 - _RAMP:
        way = 1.0 - _RAMP - speeding_up(1.0 - share)
    else:
        way = ramp_way + share - _RAMP
    return float(way / (1.0 - _RAMP))


class Script:
    """A motion being written, then asked for poses, phases and repetitions.

    `posture` turns poses into figures; `start` is the pose of the still start, which lasts `still_s` and has `phase`.
    The seed fixes the sway and the differences between repetitions. `sway` gives the amplitude of the slow sway of
    each parameter that has one. `sided`: the phases that have the side of their repetition.
    """

    def __init__(
        self,
        posture: Posture,
        start: Pose,
        seed: int,
        still_s: float = 1.3,
        phase: str | None = None,
        sway: Pose | None = None,
        sided: Collection[str] = _SIDED,
    ) -> None:
        self.posture = posture
        self.start = posture.complete(start)
        self.segments: list[Segment] = []
        self.repetitions: list[Repetition] = []
        self._marks: list[tuple[float, str, Side | None, float]] = []
        self._random = np.random.default_rng(seed)
        self._sway = self._made_sway(sway or {})
        self._side: Side | None = None
        self._sided = frozenset(sided)
        self.pose = dict(self.start)
        if phase is not None:
            self._marks.append((0.0, phase, None, 0.0))
        self.hold(still_s)

    @property
    def duration_s(self) -> float:
        """Length of what has been written so far."""
        return self.segments[-1].end_s if self.segments else 0.0

    def to(
        self,
        pose: Pose,
        seconds: float,
        phase: str | None = None,
        *,
        arc: Pose | None = None,
        exactly: bool = False,
        even: bool = False,
    ) -> None:
        """Move the parameters that the pose names to its values in a number of seconds; the others stay.

        A phase named here starts with the movement; an empty name ends the one before. Unless `exactly`, time and
        range differ a little from one use to the next. `arc`: parameters that leave their way and come back to it.
        `even` moves at an even speed. PoseError names a parameter that the posture does not have.
        """
        self.posture.complete(pose)
        changes = dict(pose)
        if not exactly:
            seconds = self.about(seconds)
            reach = self._near_one(_RANGE_SPREAD)
            changes = {k: self.start[k] + (v - self.start[k]) * reach for k, v in pose.items()}
        if phase is not None:
            self._marks.append((self.duration_s, phase, self._side, seconds))
        self._append(seconds, {**self.pose, **changes}, arc or {}, even)

    def back(self, seconds: float, phase: str | None = None, exactly: bool = False) -> None:
        """Move everything back to the pose of the start."""
        self.to(self.start, seconds, phase, exactly=exactly)

    def hold(self, seconds: float, phase: str | None = None, exactly: bool = False) -> None:
        """Stay; the phase goes on, or a new one starts if it is named."""
        if not exactly and self.segments:
            seconds = self.about(seconds)
        if phase is not None:
            self._marks.append((self.duration_s, phase, self._side, 0.0))
        self._append(seconds, dict(self.pose), {}, False)

    @contextmanager
    def repetition(
        self, faults: Sequence[str] = (), side: Side | None = None, from_start: bool = False
    ) -> Iterator[None]:
        """What is written inside is one repetition, done to a side, meant to break these rules.

        `from_start`: it began with the still start.
        """
        start_s, self._side = 0.0 if from_start else self.duration_s, side
        yield
        index = len(self.repetitions)
        self.repetitions.append(Repetition(index, side, start_s, self.duration_s, tuple(faults)))
        self._side = None

    def pose_at(self, t_s: float) -> dict[str, float]:
        """The pose at a time [s], with the sway."""
        for segment in self.segments:
            if t_s < segment.end_s:
                break
        pose = segment.pose_at(t_s)
        for name, waves in self._sway.items():
            pose[name] += sum(size * np.sin(2.0 * np.pi * hz * t_s + shift) for size, hz, shift in waves)
        return pose

    def phases(self) -> list[PhaseSpan]:
        """The phases in order; each ends where the next starts, the last with the script."""
        ends = [start_s for start_s, *_ in self._marks[1:]] + [self.duration_s] * bool(self._marks)
        return [
            PhaseSpan(phase, side if phase in self._sided else None, start_s, end_s, moving_s)
            for (start_s, phase, side, moving_s), end_s in zip(self._marks, ends, strict=True)
            if phase
        ]

    def about(self, value: float) -> float:
        """The value with the natural difference of a time."""
        return value * self._near_one(_TIME_SPREAD)

    def _append(self, seconds: float, after: Pose, arc: Pose, even: bool) -> None:
        start_s = self.duration_s
        self.segments.append(Segment(start_s, start_s + seconds, self.pose, after, arc, even))
        self.pose = dict(after)

    def _near_one(self, spread: float) -> float:
        return float(1.0 + np.clip(self._random.normal(0.0, spread), -2.0 * spread, 2.0 * spread))

    def _made_sway(self, sway: Pose) -> Mapping[str, list[tuple[float, float, float]]]:
        shifts = self._random.uniform(0.0, 2.0 * np.pi, (len(sway), len(_SWAY_HZ)))
        return {
            name: [(size / 2.0, hz, float(shift)) for hz, shift in zip(_SWAY_HZ, row, strict=True)]
            for (name, size), row in zip(sway.items(), shifts, strict=True)
        }
