"""What a recording shows of a movement: posture, view, and every feature over media time."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from posecoach.errors import NothingToJudge
from posecoach.features.body import Body
from posecoach.features.extract import Extractor, feature_names
from posecoach.features.view import MAX_YAW_DEG, off_view_deg
from posecoach.judging.rest_level import Column
from posecoach.judging.sampling import evenly
from posecoach.pose.pose import Pose
from posecoach.postures.posture import ViewName
from posecoach.postures.table import OTHER, POSTURES, posture_of
from posecoach.words.phrase import filled

STEP_S: Final = 0.04
"""Between two samples: human movements have nothing above 10 Hz."""

START_S: Final = 1.0
"""The start of a recording, in which its posture is looked for: as long as the coach wants it still."""

PASSED_S: Final = 0.5
"""A posture kept for this long, all in all, is one that the exercise passes through."""


@dataclass(frozen=True, slots=True)
class MeasuredRecording:
    """One recording. t_s: media time of every sample [s]; columns: each feature then, NaN = not seen.

    posture, view: how it starts, and from where the camera sees it. through: other postures that are passed through.
    """

    name: str
    t_s: Column
    columns: Mapping[str, Column]
    posture: str
    view: ViewName
    through: tuple[str, ...]


def measure(name: str, poses: Iterable[Pose]) -> MeasuredRecording:
    """Measure a recording. Raises NothingToJudge if nobody is seen in it, or in no posture that posecoach knows."""
    body, extractor = Body(), Extractor(feature_names())
    rows: list[list[float]] = []
    postures: list[tuple[float, str]] = []
    yaws_deg: dict[ViewName, list[float]] = {"side": [], "front": []}
    before = OTHER
    for pose in poses:
        body.update(pose)
        if not body.seen:
            continue
        found = posture_of(body, before)
        before = found or before
        postures.append((pose.t_s, found or OTHER))
        for view, yaws in yaws_deg.items():
            yaws.append(abs(off_view_deg(body, view)))
        rows.append([pose.t_s, *extractor.measure(body)])
    if len(rows) < 2:
        raise NothingToJudge(filled("{name}: nobody is seen in it", name=name))
    posture = _start(name, postures)
    table = evenly(np.array(rows), STEP_S)
    columns = dict(zip(extractor.names, table.T[1:], strict=True))
    return MeasuredRecording(
        name, table[:, 0], columns, posture, _view(posture, yaws_deg), _through(posture, postures)
    )


def _start(name: str, postures: Sequence[tuple[float, str]]) -> str:
    """Return the posture that a recording mostly shows at its start."""
    known = [(t_s, posture) for t_s, posture in postures if posture != OTHER]
    if not known:
        raise NothingToJudge(
            filled(
                "{name}: the person is in no posture that posecoach knows; it knows {postures}",
                name=name,
                postures=", ".join(POSTURES),
            )
        )
    first = [posture for t_s, posture in known if t_s <= known[0][0] + START_S]
    return Counter(first).most_common(1)[0][0]


def _view(posture: str, yaws_deg: Mapping[ViewName, Sequence[float]]) -> ViewName:
    """Return the view that the camera is nearest to, of those in which the posture can be seen.

    As a share of how far off it may be: an upright person half turned is seen from the front up to 50 degrees.
    """

    def off(view: ViewName) -> float:
        median = float(np.nanmedian(yaws_deg[view])) if not all(map(math.isnan, yaws_deg[view])) else math.inf
        return median / MAX_YAW_DEG[view]

    views: list[ViewName] = [view for view in yaws_deg if view in POSTURES[posture].get_into]
    return min(views, key=off)


def _through(posture: str, postures: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    """Return the other postures that were kept for a while."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for (start_s, found), (end_s, _) in pairwise(postures):
        seconds[found] += min(end_s - start_s, PASSED_S)
    return tuple(key for key in POSTURES if key != posture and seconds[key] >= PASSED_S)
