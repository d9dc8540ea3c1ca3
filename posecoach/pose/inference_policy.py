"""Which frames the network looks at: as few as the movement needs, the same live and in a review.

What it decides from is media time, the pixels and the poses before: no clock, so a recording is always looked at in the
same frames. What it leaves out is left out altogether; nothing is judged from a frame that nobody looked at.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import UsageError
from posecoach.pose.pose import Pose
from posecoach.pose.way import STEP, way_between
from posecoach.words.phrase import filled

Inference = float | Literal["full", "auto"]
"""How often the network looks: at every frame, where it is worth it, or so often a second [Hz]."""

MOST_HZ: Final = 1000.0
"""Media times are told apart by the millisecond."""

LONGEST_S: Final = 0.126
"""Longest time between two looks at a person: at 24 frames a second every third, the longest for which a tempo or the
end of a hold can be told (judging/resolution.py). A frame too early is looked at rather than one too late. With every
fifth of still people 9 of 513 repetitions and faults of the sample videos, 13 of 291 of recorded people and 30 of 1,514
of unruly ones differed from those of all frames; with every third 6, 8 and 15."""
BEGUN_LONGEST_S: Final = 0.1
BEGUN_S: Final = 0.3
"""The same, and for how long, of one who has just begun to move or to move faster. The network sees a beginning a frame
or two later than the pixels do, so the speed says nothing of it yet. Of 511 verdicts on the sample videos 8 differ from
those of all frames without this, 6 if it holds for one look, 4 as it is (10 without FASTER, too)."""
EMPTY_S: Final = 0.21
"""The same where nobody has been seen for RESTING_S."""
SPARSE_S: Final = 0.045
"""Where frames come further apart than this in the median, none is left out: of 15 a second, two in a row would leave a
tempo open, and so few cost little."""
RESTING_S: Final = 0.5
CALM_WAY: Final = 0.02
"""A person is still who keeps within this way [trunk lengths] for so long. A moving one is followed by their speed
alone, a still one by the pixels too. The speed between two looks does not tell a still person from a slow one: a
cat-cow moves the trunk's ends by 0.1 of its length a second, and taken for still it was seen in too few poses."""
FRAME_TIMES: Final = 6
"""Frames of a phone come 0.05 to 0.12 s apart in turn: the next one is awaited as late as the latest of so many."""
CHANGED_LEVELS: Final = 6
"""By how many of 256 grey levels a cell of the small picture changes where something moves. A cell is the mean of 25
pixels or more: a webcam's noise of 5 levels is 1 in it."""
CHANGED_CELLS: Final = 12
"""In how many of the cells, 0.4 % of all: a moving hand fills as many at 3 m."""
FASTER: Final = 2.0
"""Somebody who moves moves faster where so many times as many cells change in the same time, and CHANGED_CELLS more. A
slow movement stays below it: that it begins makes 1 look in 100 at the sample videos, with 1.5 times 2 in 100."""
SLACK_S: Final = 1e-3
"""Media times are rounded; a frame that comes a millisecond early is on time."""

GreyPicture = NDArray[np.uint8]


def read_inference(text: str) -> Inference:
    """Return what a person asks for: full, auto, or a number of looks a second. Raises UsageError."""
    match text:
        case "full" | "auto":
            return text
    try:
        rate_hz = float(text)
    except ValueError:
        rate_hz = math.nan
    if not 0.0 < rate_hz <= MOST_HZ:
        raise UsageError(
            filled(
                "--inference is '{text}'; it must be full, auto, or a number of frames a second", text=text
            )
        )
    return rate_hz


class InferencePolicy:
    """Decides for one frame after the other whether the network looks at it; tell it what was seen with `seen`."""

    def __init__(self, inference: Inference = "auto") -> None:
        """Decide as it is asked for."""
        self._every_s = 0.0 if isinstance(inference, str) else 1.0 / inference
        self._auto = inference == "auto"
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._due_s = self._latest_s = -math.inf
        self._frame_s = -math.inf
        self._frames_apart_s: deque[float] = deque(maxlen=FRAME_TIMES)
        self._small: GreyPicture | None = None
        self._pose: Pose | None = None
        self._left_from: Pose | None = None
        self._moved_s = self._begun_s = self._look_s = -math.inf
        self._cells_per_s = math.inf

    @property
    def looks_at_pixels(self) -> bool:
        """Whether `wanted` needs the frame."""
        return self._auto

    def wanted(self, t_s: float, small: GreyPicture | None) -> bool:
        """Whether to look at the frame of a media time [s]; the answer yes counts as a look.

        small: the frame as `grey_cells` makes it, where the policy looks at pixels.
        """
        if not self._auto:
            return self._on_beat(t_s)
        if self._frame_s > -math.inf:
            self._frames_apart_s.append(t_s - self._frame_s)
        self._frame_s = t_s
        following_s = t_s + max(self._frames_apart_s, default=0.0)
        sparse = bool(self._frames_apart_s) and median(self._frames_apart_s) > SPARSE_S
        changed = self._changed_cells(small)
        if not sparse and t_s < self._due_s - SLACK_S and following_s <= self._latest_s + SLACK_S:
            if not self._begins(t_s, changed):
                return False
            self._moved_s = self._begun_s = t_s
        self._cells_per_s = changed / (t_s - self._look_s) if t_s > self._look_s else math.inf
        self._small, self._look_s = small, t_s
        return True

    def seen(self, pose: Pose) -> None:
        """Take in the pose of the last frame that was looked at."""
        if not self._auto:
            return
        before, self._pose = self._pose, pose
        speed = way_between(before, pose) / (pose.t_s - before.t_s) if before is not None else math.inf
        left = way_between(self._left_from, pose) >= CALM_WAY
        if left:
            self._left_from = pose
        if left or speed * LONGEST_S >= STEP:
            if pose.t_s - self._moved_s >= RESTING_S:
                self._begun_s = pose.t_s
            self._moved_s = pose.t_s
        self._latest_s = pose.t_s + self._longest_s(pose)
        self._due_s = pose.t_s + (STEP / speed if speed > 0.0 else math.inf)

    def _on_beat(self, t_s: float) -> bool:
        """Look at the first frame of every interval; these are counted from media time 0, wherever a piece starts."""
        if t_s < self._due_s - SLACK_S:
            return False
        self._due_s = (
            self._every_s * (math.floor((t_s + SLACK_S) / self._every_s) + 1) if self._every_s else t_s
        )
        return True

    def _longest_s(self, pose: Pose) -> float:
        """Return how long after a look [s] the next one is due in any case."""
        if not pose.seen and pose.t_s - self._moved_s >= RESTING_S:
            return EMPTY_S
        return BEGUN_LONGEST_S if pose.t_s - self._begun_s < BEGUN_S else LONGEST_S

    def _begins(self, t_s: float, changed: int) -> bool:
        """Tell whether somebody begins to move, or to move faster, from the cells that changed since the last look."""
        still = t_s - self._moved_s >= RESTING_S
        as_before = 0.0 if still else self._cells_per_s * (t_s - self._look_s)
        return changed >= CHANGED_CELLS + FASTER * as_before

    def _changed_cells(self, small: GreyPicture | None) -> int:
        """Return in how many cells a picture differs from that of the last look."""
        before = self._small
        if before is None or small is None:
            return 0
        apart = np.maximum(before, small) - np.minimum(before, small)
        return int(np.count_nonzero(apart > CHANGED_LEVELS))
