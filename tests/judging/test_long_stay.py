"""A stay of any length in the starting posture is remembered with as many samples as two minutes have."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posecoach.exercises.loader import builtin_exercises
from posecoach.judging.neutral import MOST_SAMPLES, NeutralFinder
from posecoach.judging.rest_level import SAMPLE_S
from posecoach.judging.signals import Signals

CAT_COW = builtin_exercises()["cat_cow"]
FRAME_S = 1.01 * SAMPLE_S
"""A frame for every sample, and not by a hair too early for it."""


@pytest.mark.parametrize(
    ("stays_s", "apart_s"), [(110.0, FRAME_S), (150.0, 2.0 * FRAME_S), (260.0, 4.0 * FRAME_S)]
)
def test_the_longer_a_stay_the_further_its_samples_lie_apart_evenly(stays_s: float, apart_s: float) -> None:
    signals = Signals(CAT_COW)
    finder = NeutralFinder(CAT_COW, signals)
    for number in range(round(stays_s / FRAME_S)):
        t_s = number * FRAME_S
        known = {"back_bow": 0.05 * math.sin(t_s), "head_pitch_deg": -85.0 + 40.0 * math.sin(t_s)}
        finder.update(t_s, [known.get(name, math.nan) for name in signals.names])

    times_s = [sample[0] for sample in finder._samples]
    assert MOST_SAMPLES / 2 <= len(times_s) <= MOST_SAMPLES
    assert times_s[0] == 0.0
    assert np.diff(times_s) == pytest.approx(apart_s, abs=1e-6)
    assert times_s[-1] >= stays_s - 2.0 * apart_s
