"""All clips, one process for each core, one landmarker in each process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.accuracy.clip import ClipResult, measure_clip
from benchmarks.pool import results_as_done
from posecoach.pose.inference_policy import Inference
from sample_videos.render.truth import truth_path

SAMPLES = Path(__file__).resolve().parents[2] / "sample_videos"


def clips_with_truth(folder: Path = SAMPLES, only: str | None = None) -> list[Path]:
    """Return the sample videos, in alphabetical order; `only` keeps those of one exercise or name."""
    clips = sorted(clip for clip in folder.glob("*.mp4") if truth_path(clip).exists())
    return [clip for clip in clips if only is None or clip.stem.startswith(only)]


def measure_all(
    clips: Sequence[Path], model: Path, cache: Path | None, workers: int, inference: Inference = "full"
) -> Iterator[ClipResult]:
    """Yield the result of every clip as it is done."""
    return results_as_done(measure_clip, [(clip, model, cache, inference) for clip in clips], workers)
