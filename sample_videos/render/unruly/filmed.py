"""What of a clip is filmed: which of its moments, and which joints are in the frame then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from sample_videos.render.camera import project
from sample_videos.render.posing import Figure
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.stamps import stamps_s

#: What happens outside of the window is measured this often [Hz].
_UNSEEN_HZ: Final = 12.0
#: A joint nearer to the edge of the frame than this share of its width may be lost.
_EDGE: Final = 0.012
_SEEN_SHARE: Final = 0.9
_CROSSING_S: Final = 6.0


class Filmed:
    """The moments of a clip's timeline, within the filmed window and around it, and what the camera shows of them."""

    def __init__(self, stage: Stage) -> None:
        """Take the stage of the clip."""
        self._stage = stage
        self._near = stage.description.camera.near or "left"
        start_s, end_s = self.window_s = stage.description.window_s
        self.frames_s = stamps_s(stage.description) + start_s
        before = np.arange(0.0, start_s, 1.0 / _UNSEEN_HZ)
        after = np.arange(end_s, stage.play.duration_s, 1.0 / _UNSEEN_HZ)
        self.times_s = np.concatenate([before, self.frames_s, after[after > self.frames_s[-1]]])
        self.figures = [stage.figure(float(t_s)) for t_s in self.times_s]
        self.shown = (self.times_s >= start_s - 1e-9) & (self.times_s <= self.frames_s[-1] + 1e-9)
        """Which of the moments are filmed."""

    def clipped(self, start_s: float, end_s: float) -> tuple[float, float]:
        """A span of the timeline as media times of the clip."""
        first_s, last_s = self.window_s
        return round(max(start_s, first_s) - first_s, 3), round(min(end_s, last_s) - first_s, 3)

    def overlaps(self, start_s: float, end_s: float) -> bool:
        """Whether any of a span of the timeline is filmed."""
        return end_s > self.window_s[0] and start_s < self.window_s[1]

    def during(self, start_s: float, end_s: float) -> npt.NDArray[np.bool_]:
        """Return which of the moments lie in a span of the timeline."""
        return np.asarray((self.times_s >= start_s) & (self.times_s < end_s))

    def crossed(self, start_s: float, end_s: float) -> bool:
        """Whether a person walks past in front meanwhile."""
        first_s = self.window_s[0]
        return any(
            passer.depth_m < 0.0
            and start_s < first_s + passer.start_s + _CROSSING_S
            and end_s > first_s + passer.start_s
            for passer in self._stage.description.passers
        )

    @cached_property
    def _joints(self) -> dict[str, npt.NDArray[np.bool_]]:
        """Whether each joint is in the frame, at every time, by name."""
        width, height = self._stage.camera.size_wh
        edge = _EDGE * width
        names = [f"{side}_{joint}" for side in ("left", "right")
                 for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")] + ["head"]  # fmt: skip
        seen = np.array([self._seen_joints(figure, names, edge, (width, height)) for figure in self.figures])
        return dict(zip(names, seen.T, strict=True))

    def _seen_joints(
        self, figure: Figure, names: Sequence[str], edge: float, size_wh: tuple[int, int]
    ) -> npt.NDArray[np.bool_]:
        at = project(self._stage.camera, self._stage.to_world([figure.joint(name) for name in names]))
        return np.asarray(((at > edge) & (at < np.array(size_wh) - edge)).all(axis=1))

    def in_frame(self, joints: Iterable[str], start_s: float, end_s: float) -> bool:
        """Whether joints are in the frame nearly all the time, as far as it is filmed."""
        when = self.during(start_s, end_s) & self.shown
        if not when.any():
            return False
        names = [joint.replace("near", self._near) for joint in joints]
        return all(float(self._joints[name][when].mean()) >= _SEEN_SHARE for name in names)

    def whole_in_frame(self) -> Iterator[tuple[float, float]]:
        """When all joints are in the frame."""
        whole = np.all([self._joints[name][self.shown] for name in self._joints], axis=0)
        edges = np.flatnonzero(np.diff([0, *whole.astype(int), 0])).reshape(-1, 2)
        ends = np.append(self.frames_s - self.window_s[0], self.window_s[1] - self.window_s[0])
        yield from ((round(float(ends[a]), 3), round(float(ends[b]), 3)) for a, b in edges)
