"""What is true of somebody who stands or sits: leans and turns against the room, hands at the hips.

The names are those of docs/truth_format.md. In the person frame of `ik.py`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Series = npt.NDArray[np.float64]


def leans_deg(trunk: Series) -> dict[str, Series]:
    """Leans of a trunk (T, 3), hips to shoulders, against the vertical: to the left and backward."""
    left, back, up = trunk.T
    return {
        "side_bend_deg": np.degrees(np.arctan2(left, up)),
        "backward_lean_deg": np.degrees(np.arctan2(back, up)),
    }


def chest_turn_deg(shoulders: Series) -> Series:
    """Turn about the vertical of the line (T, 3) from the right shoulder to the left, against the first frame."""
    turned = np.unwrap(np.arctan2(shoulders[:, 1], shoulders[:, 0]))
    return np.asarray(np.degrees(turned - turned[0]))


def hand_hip_distance(wrist: Series, hip: Series, trunk_m: float) -> Series:
    """Distance of a wrist from the hip of its side (both (T, 3)), in trunk lengths."""
    return np.asarray(np.linalg.norm(wrist - hip, axis=1) / trunk_m)
