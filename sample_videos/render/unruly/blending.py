"""Between two posed figures: bones turn the shortest way, and the lowest of the skin stays on the floor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sample_videos.render.ik import Matrix
from sample_videos.render.posing import Figure

_WHOLE = np.eye(3)


def slerp(a: Matrix, b: Matrix, share: float) -> Matrix:
    """The rotation (3, 3) that is a share of the way from a to b, about one axis."""
    return np.asarray(_slerped(a[None], b[None], share)[0])


def blend(a: Figure, b: Figure, share: float) -> Figure:
    """The figure between two of one body, standing, sitting or lying on the floor."""
    figure = Figure(a.rig)
    bones = sorted({*a.rotations, *b.rotations})
    turned = _slerped(
        np.array([a.rotations.get(bone, _WHOLE) for bone in bones]),
        np.array([b.rotations.get(bone, _WHOLE) for bone in bones]),
        share,
    )
    figure.set(dict(zip(bones, turned, strict=True)))
    figure.move((1.0 - share) * a.root_translation + share * b.root_translation)
    ground(figure)
    return figure


def ground(figure: Figure) -> None:
    """Put the lowest of the skin on the floor."""
    figure.move(np.array([0.0, 0.0, -float(figure.vertices()[:, 2].min())]))


def _slerped(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], share: float) -> npt.NDArray[np.float64]:
    """Rotations (N, 3, 3) between two sets, by Rodrigues' formula on what is between them."""
    between = np.swapaxes(a, 1, 2) @ b
    skew = (between - np.swapaxes(between, 1, 2)) / 2.0
    axis = np.stack([skew[:, 2, 1], skew[:, 0, 2], skew[:, 1, 0]], axis=1)
    sine = np.linalg.norm(axis, axis=1)
    angle = np.arctan2(sine, (np.trace(between, axis1=1, axis2=2) - 1.0) / 2.0)
    unit = skew / np.maximum(sine, 1e-9)[:, None, None]
    way = (share * angle)[:, None, None]
    part = _WHOLE + np.sin(way) * unit + (1.0 - np.cos(way)) * unit @ unit
    return np.asarray(a @ part)
