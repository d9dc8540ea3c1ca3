"""Renders clips to files: the video, the truth beside it, and a contact sheet where one is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from sample_videos.render.catalogue import CLIPS
from sample_videos.render.catalogue.variants import variant
from sample_videos.render.clip import Clip
from sample_videos.render.contact_sheet import contact_sheet
from sample_videos.render.encode import encode
from sample_videos.render.truth import truth_path, write_truth


def clip_named(name: str) -> Clip:
    """The clip of the catalogue or the variant of this name; KeyError if there is none."""
    if name in CLIPS:
        return CLIPS[name]
    exercise, _, number = name.rpartition("_v")
    return variant(exercise, int(number))


def render(name: str, folder: Path, sheet: bool = False) -> Path:
    """Write a clip and its truth into a folder; returns the clip's path."""
    clip = clip_named(name)
    path = folder / f"{name}.mp4"
    encode(path, clip.frames(), [float(t_s) for t_s in clip.t_s])
    write_truth(clip.truth(), truth_path(path))
    if sheet:
        contact_sheet(path, folder / f"{name}.png")
    return path


def render_all(names: Sequence[str], folder: Path, workers: int, sheet: bool = False) -> Iterator[Path]:
    """Render clips, several at once, and yield the path of each when it is done."""
    # A fresh process per worker: graphics contexts do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(render, name, folder, sheet) for name in names]
        for job in as_completed(jobs):
            yield job.result()
