"""A recording whose time is bent: it halts, goes back and forth, begins in the middle, or nobody is there for a while.

A person who hesitates goes back the way they came, so a recording played back and forth shows just that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recording

AWAY_SHARE: Final = 0.25
"""A person who walks out of the frame spends this share of the absence getting out, and as much getting in again."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the bent recording: for lasts_s it shows the original from one media time to another [s].

    away: the person walks out of the frame in it and comes back.
    """

    from_s: float
    to_s: float
    lasts_s: float
    away: bool = False


def straight(from_s: float, to_s: float) -> Stretch:
    """Return a stretch that shows the original as it is."""
    return Stretch(from_s, to_s, to_s - from_s)


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts from one media time to another [s], with the person's own side."""

    start_s: float
    end_s: float
    side: str | None = None


def bent(recording: Recording, stretches: Sequence[Stretch], fps: float) -> Recording:
    """Return the recording along the stretches, at a frame rate."""
    return Recording(list(_poses(recording, stretches, fps)), recording.size_wh, recording.model_sha256)


def whole(span: Span, stretches: Sequence[Stretch]) -> list[Span]:
    """Return when in the bent recording a span of the original is gone through from start to end.

    It may halt and go back in it, but not to before its start, and the person stays.
    """
    found, begun_s, at_s = [], None, 0.0
    for stretch in stretches:
        ends_s = at_s + stretch.lasts_s
        if stretch.away or min(stretch.from_s, stretch.to_s) < span.start_s - 1e-9 or begun_s is None:
            begun_s = None if stretch.away else _passes_s(stretch, span.start_s, at_s)
        if begun_s is not None and stretch.to_s >= span.end_s - 1e-9:
            end_s = _passes_s(stretch, span.end_s, at_s)
            found.append(Span(begun_s, ends_s if end_s is None else end_s, span.side))
            begun_s = None
        at_s = ends_s
    return found


def parts(span: Span, stretches: Sequence[Stretch]) -> list[Span]:
    """Return when in the bent recording something of a span is gone through forward."""
    found, at_s = [], 0.0
    for stretch in stretches:
        way_s = stretch.to_s - stretch.from_s
        from_s, to_s = max(stretch.from_s, span.start_s), min(stretch.to_s, span.end_s)
        if way_s > 0.0 and from_s < to_s:
            rate = stretch.lasts_s / way_s
            start_s = at_s + rate * (from_s - stretch.from_s)
            found.append(Span(start_s, start_s + rate * (to_s - from_s), span.side))
        at_s += stretch.lasts_s
    return found


def _passes_s(stretch: Stretch, at_s: float, starts_s: float) -> float | None:
    """Return when a stretch that goes forward passes a moment of the original; None if it does not."""
    way_s = stretch.to_s - stretch.from_s
    if way_s <= 0.0 or not stretch.from_s - 1e-9 <= at_s <= stretch.to_s + 1e-9:
        return None
    return starts_s + stretch.lasts_s * (at_s - stretch.from_s) / way_s


def _poses(recording: Recording, stretches: Sequence[Stretch], fps: float) -> Iterator[Pose]:
    times_s = [pose.t_s for pose in recording.poses]
    ends_s = np.cumsum([stretch.lasts_s for stretch in stretches]).tolist()
    for frame in range(int(ends_s[-1] * fps) + 1):
        t_s = frame / fps
        k = min(bisect_right(ends_s, t_s), len(stretches) - 1)
        stretch = stretches[k]
        share = 1.0 - (ends_s[k] - t_s) / stretch.lasts_s
        pose = _at(recording, times_s, stretch.from_s + share * (stretch.to_s - stretch.from_s))
        yield _walking(pose, t_s, share, recording.size_wh[0]) if stretch.away else replace(pose, t_s=t_s)


def _at(recording: Recording, times_s: Sequence[float], t_s: float) -> Pose:
    """Return the pose at a media time between two frames."""
    after = min(max(bisect_right(times_s, t_s), 1), len(times_s) - 1)
    a, b = recording.poses[after - 1], recording.poses[after]
    share = min(1.0, max(0.0, (t_s - a.t_s) / (b.t_s - a.t_s)))
    if not (a.seen and b.seen):
        return a if share < 0.5 else b
    outline = None
    if a.back_outline is not None and b.back_outline is not None:
        outline = _between(a.back_outline, b.back_outline, share)
    return Pose(
        t_s,
        _between(a.image_px, b.image_px, share),
        _between(a.world_m, b.world_m, share),
        _between(a.visibility, b.visibility, share),
        outline,
        a.size_wh,
    )


def _between(a: Floats, b: Floats, share: float) -> Floats:
    return (a + np.float32(share) * (b - a)).astype(np.float32)


def _walking(pose: Pose, t_s: float, share: float, width_px: int) -> Pose:
    """Return the pose of a person who moves out of the frame and in again, unseen in between."""
    out = min(share, 1.0 - share) / AWAY_SHARE
    if out >= 1.0 or not pose.seen:
        return Pose.nobody(t_s)
    moved = pose.image_px + np.array([out * width_px, 0.0], np.float32)
    return replace(pose, t_s=t_s, image_px=moved)
