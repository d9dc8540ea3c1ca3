"""The benchmark of containers: what a variant must show, and how a wrong one is found out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.containers.comparing import Watched, watch, wrong
from benchmarks.containers.making import COPIES, ENCODED, Variant
from tests.videos import evenly, write_video

COUNT = 60


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(tmp_path_factory.mktemp("clip") / "a.mp4", evenly(COUNT, 25.0), (128, 96))


@pytest.fixture(scope="module")
def original(clip: Path) -> Watched:
    return watch(clip)


def made(kind: str, clip: Path, original: Watched, folder: Path) -> tuple[Path, Variant]:
    ending, make = (COPIES | ENCODED)[kind]
    path = folder / f"variant{ending}"
    return path, make(clip, path, original.times_s)


@pytest.mark.parametrize(
    "kind",
    ["Matroska", "MPEG-TS", "renamed", "trimmed", "turned 90", "joined", "unknown codec", "squeezed 4:3"],
)
def test_variants_are_read_as_they_were_made(
    kind: str, clip: Path, original: Watched, tmp_path: Path
) -> None:
    assert wrong(*made(kind, clip, original, tmp_path), original) == ""


def test_what_is_not_as_it_must_be_is_found_out(clip: Path, original: Watched, tmp_path: Path) -> None:
    path, right = made("Matroska", clip, original, tmp_path)
    late = [t_s + 0.05 for t_s in right.times_s]
    assert wrong(path, replace(right, times_s=late), original) == "a frame is off by 0.050 s"
    assert (
        wrong(path, replace(right, frames=right.frames[1:]), original) == f"{COUNT} frames, not {COUNT - 1}"
    )
    assert (
        wrong(path, replace(right, quarters=1), original)
        == "frames of (12, 16) once made smaller, not of (16, 12)"
    )
    assert wrong(path, replace(right, frames=[0] * COUNT), original).startswith("frame 0 differs by ")
