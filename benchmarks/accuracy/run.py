"""All clips, one process for each core, one landmarker in each process."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from benchmarks.accuracy.clip import ClipResult, measure_clip
from sample_videos.render.truth import truth_path

SAMPLES = Path(__file__).resolve().parents[2] / "sample_videos"


def clips_with_truth(folder: Path = SAMPLES, only: str | None = None) -> list[Path]:
    """Return the sample videos, in alphabetical order; `only` keeps those of one exercise or name."""
    clips = sorted(clip for clip in folder.glob("*.mp4") if truth_path(clip).exists())
    return [clip for clip in clips if only is None or clip.stem.startswith(only)]


def measure_all(clips: Sequence[Path], model: Path, cache: Path | None, workers: int) -> Iterator[ClipResult]:
    """Yield the result of every clip as it is done.

    A clip that cannot be measured ends the run with its error: a benchmark over fewer clips looks better than it is.
    """
    # Spawned, not forked: OpenCV's and MediaPipe's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        pending = [pool.submit(measure_clip, clip, model, cache) for clip in clips]
        try:
            for done in as_completed(pending):
                yield done.result()
        finally:
            for future in pending:
                future.cancel()
