"""Errors of what is measured against the truth: angles in degrees, the shape of the back as a correlation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

YAW_EDGES_DEG = (-10.0, 10.0)
"""Camera yaw is told apart as toward the feet (or the person's one side), square on, and toward the head."""

SAME_TIME_S = 0.005
"""Containers round time stamps to their own ticks: up to here the first and last frames have the truth's time."""


class Errors(msgspec.Struct, frozen=True):
    """Mean absolute error, bias (measured less true), 95th percentile of the size, and how many frames."""

    mean_abs: float
    bias: float
    p95: float
    n: int


class Spread(msgspec.Struct, frozen=True):
    """Median and 95th percentile of the size, bias (mean), and how many; in seconds."""

    median: float
    p95: float
    bias: float
    n: int


def errors_against(
    t_s: Floats, measured: Floats, true_t_s: Floats, true: Floats, *, circular: bool = False
) -> Floats:
    """Return measured less true at the measured times, where both are known.

    The truth is interpolated between its time stamps; times outside of it do not count. circular: whole turns [deg]
    do not count.
    """
    difference = measured - _truth_at(t_s, true_t_s, true)
    if circular:
        difference = (difference + 180.0) % 360.0 - 180.0
    return difference[np.isfinite(difference)]


def errors(differences: Iterable[Floats]) -> Errors | None:
    """Return the figures over all frames; None if there are none."""
    all_of_them = _joined(differences)
    if not all_of_them.size:
        return None
    size = np.abs(all_of_them)
    return Errors(_round(size.mean()), _round(all_of_them.mean()), _round(np.percentile(size, 95)), size.size)


def spread(differences_s: Sequence[float]) -> Spread | None:
    """Return the figures over single events; None if there are none."""
    if not differences_s:
        return None
    size = np.abs(differences_s)
    bias = _round(np.mean(differences_s))
    return Spread(_round(np.median(size)), _round(np.percentile(size, 95)), bias, size.size)


def correlation(pairs: Iterable[Floats]) -> tuple[float | None, int]:
    """Return Pearson's correlation over all (2, n) blocks of measured and true values, and the frames."""
    blocks = [block for block in pairs if block.size]
    if not blocks:
        return None, 0
    measured, true = np.concatenate(blocks, axis=1)
    if measured.size < 3 or not (measured.std() > 0 and true.std() > 0):
        return None, measured.size
    return _round(np.corrcoef(measured, true)[0, 1], 3), measured.size


def change_from_start(t_s: Floats, values: Floats, still_s: float) -> Floats:
    """Return values less their median in the first `still_s` seconds; all NaN if nothing was seen then."""
    start = values[t_s <= still_s]
    return values - (np.nanmedian(start) if np.isfinite(start).any() else np.nan)


def change_pairs(t_s: Floats, measured: Floats, true_t_s: Floats, true: Floats, still_s: float) -> Floats:
    """Return (2, n) measured change from the person's own still start, and the true value at the same time.

    still_s: how long the start was still [s]. Empty if nothing was measured then.
    """
    block = np.stack([change_from_start(t_s, measured, still_s), _truth_at(t_s, true_t_s, true)])
    return block[:, np.isfinite(block).all(axis=0)]


def yaw_bin(yaw_deg: float) -> str:
    """Return the name of the bin that a camera yaw falls into."""
    low, high = YAW_EDGES_DEG
    if yaw_deg < low:
        return f"under {low:g}"
    return f"{low:g} to {high:g}" if yaw_deg <= high else f"over {high:g}"


def _truth_at(times: Floats, true_t_s: Floats, true: Floats) -> Floats:
    """Return the truth at other times, NaN outside of it."""
    inside = (times >= true_t_s[0] - SAME_TIME_S) & (times <= true_t_s[-1] + SAME_TIME_S)
    return np.where(inside, np.interp(times, true_t_s, true), np.nan)


def _joined(arrays: Iterable[Floats]) -> Floats:
    kept = [array for array in arrays if array.size]
    return np.concatenate(kept) if kept else np.empty(0)


def _round(value: np.floating, digits: int = 2) -> float:
    return round(float(value), digits)
