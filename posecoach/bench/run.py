"""A whole benchmark: stages and loops of every video."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

import numpy as np

from posecoach import __version__
from posecoach.bench import machine
from posecoach.bench.loops import TimedSteps, bare_loop, review_loop, tutorial_loop
from posecoach.bench.result import SCHEMA, Loop, Machine, Speed, Spread, VideoSpeed, spread, times
from posecoach.bench.rounds import WARM_UP_FRAMES, Round, take_turns
from posecoach.bench.stages import StageCosts, measure_stages
from posecoach.capture.opencv import cv2
from posecoach.capture.video import VideoFile
from posecoach.coaching.coach import Coach
from posecoach.exercises.declaration import Exercise
from posecoach.pose.opening import check_model
from posecoach.review.sources import TOGETHER
from posecoach.words.phrase import filled

ROUNDS: Final = 15
FRAMES: Final = 4 * TOGETHER
STAGE_FRAMES: Final = 300

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_SAMPLES: Final = _PACKAGE.parent / "sample_videos"
_PERSON_PICTURE: Final = _PACKAGE / "doctor_person.jpg"
_PICTURE_FRAMES: Final = 90
_SHIFT_PX: Final = 2

TellLine = Callable[[str], None]


def measure(
    videos: Sequence[Path],
    model: Path,
    exercise: Exercise,
    *,
    rounds: int = ROUNDS,
    frames: int = FRAMES,
    stage_frames: int = STAGE_FRAMES,
    tell: TellLine = lambda _: None,
) -> Speed:
    """Measure all videos, or a built-in one if there are none.

    rounds: how often the loops take turns; frames: how many each gets in a turn; stage_frames: how many the stages
    are timed over. `tell` is called with what is done next. Raises VideoError or ModelError.
    """
    with tempfile.TemporaryDirectory(prefix="posecoach-bench-") as folder:
        scratch = Path(folder)
        paths = list(videos) or [builtin_video(scratch)]
        found = tuple(
            _measure_video(path, model, exercise, (rounds, frames, stage_frames), scratch, tell)
            for path in paths
        )
    here = Machine(machine.kind(), machine.processor(), machine.cores(), platform.python_version())
    return Speed(SCHEMA, __version__, check_model(model).sha256, here, found, _over_videos(found))


def builtin_video(folder: Path) -> Path:
    """Return a sample video of the checkout, or a video of the built-in picture of a person, slowly moving."""
    samples = sorted(_SAMPLES.glob("cat_cow_clean*.mp4"))
    if samples:
        return samples[0]
    encoded = np.frombuffer(_PERSON_PICTURE.read_bytes(), np.uint8)
    picture = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.uint8)
    path = folder / "built-in.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 30, picture.shape[1::-1])
    for index in range(_PICTURE_FRAMES):
        there_and_back = _SHIFT_PX * min(index, _PICTURE_FRAMES - index)
        writer.write(np.roll(picture, there_and_back, axis=1))
    writer.release()
    return path


def _measure_video(
    path: Path, model: Path, exercise: Exercise, size: tuple[int, int, int], scratch: Path, tell: TellLine
) -> VideoSpeed:
    rounds, frames, stage_frames = size
    with closing(VideoFile(path)) as video:
        size_wh = video.size_wh
    coach = Coach(exercise)
    steps, outline = TimedSteps(coach), coach.needs_outline
    tell(filled("{video}: stages", video=path.name))
    costs = measure_stages(path, model, exercise, stage_frames)
    loops: dict[str, Iterator[None]] = {
        "review": review_loop(path, model, steps, outline=outline),
        "bare": bare_loop(path, model, outline=outline),
        "tutorial": tutorial_loop(path, model, scratch, outline=outline),
    }
    if outline:
        loops["tutorial_mask"] = tutorial_loop(path, model, scratch, outline=True, draw_mask=True)
    with ExitStack() as stack:
        for loop in loops.values():
            stack.callback(loop.close)  # type: ignore[attr-defined]  # they are generators
        done = take_turns(
            loops, rounds, frames, lambda: tell(filled("{video}: loops in turn", video=path.name))
        )
    return VideoSpeed(
        path=path.name,
        size_wh=size_wh,
        exercise=exercise.key,
        outline=outline,
        stages=costs.stages,
        step_ms=costs.step_ms,
        own_ms=costs.own_ms,
        loops={name: _loop(done, name) for name in loops},
        ratios=_ratios(done, costs),
        rounds=len(done),
        busy_elsewhere=round(float(np.median([one.elsewhere_cores for one in done])), 3),
        review_step_ms=times(steps.step_s[WARM_UP_FRAMES:]),
    )


def _loop(rounds: Sequence[Round], name: str) -> Loop:
    frame_s = [taken_s for one in rounds for taken_s in one.frame_s[name]]
    per_s = 1000 / float(np.median([one.frame_ms(name) for one in rounds]))
    return Loop(round(per_s, 2), times(frame_s))


def _ratios(rounds: Sequence[Round], costs: StageCosts) -> dict[str, Spread]:
    """Return how many times faster the review is than the others, and our own work in units of the network's."""
    network_ms = costs.stages["network"].ms.p50
    own, overlay = (ms / network_ms for ms in (costs.own_ms.p50, costs.stages["overlay"].ms.p50))
    others = [name for name in rounds[0].frame_s if name != "review"]
    ratios = {
        f"review_to_{name}": spread([one.frame_ms(name) / one.frame_ms("review") for one in rounds])
        for name in others
    }
    return ratios | {
        "own_to_network": spread([own]),
        "overlay_to_network": spread([overlay]),
    }


def _over_videos(videos: Sequence[VideoSpeed]) -> dict[str, float]:
    names = videos[0].ratios
    return {
        name: round(float(np.median([video.ratios[name].median for video in videos])), 4) for name in names
    }
