"""What each stage of the loop costs, one after the other, with the screen and the video that it may draw."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from posecoach.bench.loops import EndlessVideo
from posecoach.bench.result import StageTime, Times, times
from posecoach.bench.stopwatch import Stopwatch
from posecoach.coaching.coach import Coach
from posecoach.drawing.overlay import Overlay
from posecoach.drawing.snapshot import Latest
from posecoach.exercises.declaration import Exercise
from posecoach.features.body import Body
from posecoach.features.extract import Extractor
from posecoach.judging.exercise_judge import ExerciseJudge
from posecoach.judging.phases import PhaseMachine
from posecoach.pipeline import observe, run
from posecoach.pose import outline as back_outline
from posecoach.pose.mediapipe.estimator import MediaPipeEstimator
from posecoach.recording.movie import LIVE_RATE_HZ, Movie, even, even_size

WARM_UP_FRAMES: Final = 30

_Clocked = tuple[Any, str, str]

# (owner, attribute, stage), in the order of the data's way.
_PLACES: Final[tuple[_Clocked, ...]] = (
    (EndlessVideo, "read", "read"),
    (MediaPipeEstimator, "prepare", "convert"),
    (MediaPipeEstimator, "detect", "network"),
    (MediaPipeEstimator, "pose", "landmarks"),
    (back_outline, "outline_from_mask", "outline"),
    (Body, "update", "smooth"),
    (Extractor, "measure", "features"),
    (PhaseMachine, "step", "phases"),
    (ExerciseJudge, "step", "rules"),
    (Coach, "step", "coach"),
    (Overlay, "draw", "overlay"),
    (Movie, "add", "encode"),
)
STAGES: Final = tuple(dict.fromkeys(stage for _, _, stage in _PLACES))
_STEP: Final = tuple(place for place in _PLACES if place[2] in ("outline", "coach"))
"""Fewer clocks: five inside of the step would add a tenth to it."""


@dataclass(frozen=True, slots=True)
class StageCosts:
    """The stages of a loop, and together those from the pose to the events, without and with the outline."""

    stages: dict[str, StageTime]
    step_ms: Times
    own_ms: Times


def measure_stages(path: Path, model: Path, exercise: Exercise, frames: int) -> StageCosts:
    """Time every stage over a number of frames, then the step as a whole, then watch their memory."""
    with TemporaryDirectory() as scratch:
        film = Path(scratch) / "session.mp4"
        watch = _pass(path, model, exercise, frames, _PLACES, film)
        step = _pass(path, model, exercise, frames, _STEP)
        tracemalloc.start()
        try:
            memory = _pass(path, model, exercise, min(frames, 2 * WARM_UP_FRAMES), _PLACES, film)
        finally:
            tracemalloc.stop()
    laps = {stage: watch.seconds[stage][WARM_UP_FRAMES:] for stage in STAGES}
    frame_s = float(np.median(np.sum(list(laps.values()), axis=0)))
    stages = {
        stage: StageTime(
            times(laps[stage]),
            round(float(np.median(laps[stage])) / frame_s, 4),
            round(float(np.median(memory.peaks[stage][WARM_UP_FRAMES:])) / 1000, 1),
        )
        for stage in STAGES
    }
    step_s, outline_s = (np.array(step.seconds[stage][WARM_UP_FRAMES:]) for stage in ("coach", "outline"))
    return StageCosts(stages, times(step_s.tolist()), times((step_s + outline_s).tolist()))


def _pass(
    path: Path,
    model: Path,
    exercise: Exercise,
    frames: int,
    places: Sequence[_Clocked],
    film: Path | None = None,
) -> Stopwatch:
    """Run the loop once, with a screen, and with the recording of `live --record` if a film is named."""
    watch = Stopwatch(STAGES)
    coach, overlay, latest = Coach(exercise), Overlay(), Latest()

    def draw(moment: Any, events: Any, state: Any) -> None:
        if moment is not None:
            overlay.draw(moment.frame.bgr, latest.snapshot)
            if movie is not None:
                movie.add(even(moment.frame.bgr), moment.frame.t_s)
            watch.lap()
            if len(watch.seconds["coach"]) == WARM_UP_FRAMES:
                gc.collect()
                gc.freeze()

    with (
        closing(EndlessVideo(path)) as source,
        closing(MediaPipeEstimator(model, outline=coach.needs_outline)) as estimator,
        watch.around(places),
        Movie(film, even_size(source.size_wh), LIVE_RATE_HZ, None, live=True)
        if film
        else nullcontext() as movie,
    ):
        run(islice(observe(source, estimator), WARM_UP_FRAMES + frames), coach, [latest, draw])
    gc.unfreeze()
    return watch
