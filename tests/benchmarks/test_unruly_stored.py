"""The stored run of unruly people: it is whole, it is that of its seeds, and the program keeps its floors."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from benchmarks.__main__ import main
from benchmarks.accuracy.floors import read_floors
from benchmarks.accuracy.unruly.figures import Figures
from benchmarks.accuracy.unruly.program import Pose, Recording
from benchmarks.accuracy.unruly.stored import FLOORS, POSES, STORED, VERDICTS, read_stored, write_stored
from sample_videos.render.unruly.generator import describe
from sample_videos.render.unruly.grading import verdict_of
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.verdict import Verdict


@pytest.fixture(scope="module")
def stored() -> list[tuple[Verdict, Recording]]:
    return read_stored()


def test_all_clips_are_there_and_small(stored: list[tuple[Verdict, Recording]]) -> None:
    assert tuple((verdict.seed, verdict.number) for verdict, _ in stored) == STORED
    assert POSES.stat().st_size + VERDICTS.stat().st_size < 4e6
    assert all(verdict.truth.clip == describe(verdict.seed, verdict.number).name for verdict, _ in stored)


@pytest.mark.slow
def test_the_truth_of_the_stored_clips_is_the_one_that_is_computed_today(
    stored: list[tuple[Verdict, Recording]],
) -> None:
    # Fails after a change of limits or postures: python -m benchmarks accuracy --unruly-store renders the run again.
    for verdict, recording in stored[::9]:
        fresh = verdict_of(Stage(describe(verdict.seed, verdict.number)))
        assert told(fresh) == told(verdict)
        assert [pose.t_s for pose in recording.poses] == list(fresh.truth.t_s)


def told(verdict: Verdict) -> tuple[object, ...]:
    """What a verdict says, but for the last digits, which another processor may round otherwise."""
    return (
        verdict.traits,
        verdict.unsure,
        [(seen.side, seen.sure, seen.side_sure, round(seen.start_s, 1)) for seen in verdict.repetitions],
        sorted({(fault.rule, fault.phase) for fault in verdict.sure}),
        sorted({(fault.rule, fault.phase) for fault in verdict.truth.faults}),
    )


@pytest.mark.slow
def test_the_stored_run_keeps_its_floors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "figures.json"
    assert main(["accuracy", "--unruly-stored", "--check", "--json", str(path)]) == 0, capsys.readouterr().err
    assert msgspec.json.decode(path.read_bytes(), type=Figures).clips == len(STORED)
    assert "near relatives, and exercises by name, left alone" in capsys.readouterr().out


def test_every_floor_has_a_target() -> None:
    assert all(floor.target is not None for floor in read_floors(FLOORS))


def test_what_is_packed_is_read_back_to_the_step(
    tmp_path: Path, stored: list[tuple[Verdict, Recording]]
) -> None:
    random = np.random.default_rng(3)

    def pose(t_s: float) -> Pose:
        outline = random.uniform(0, 0.4, 40).astype(np.float32)
        outline[5] = np.nan
        places = random.uniform(-20, 480, (33, 2)), random.uniform(-1, 1, (33, 3)), random.uniform(0, 1, 33)
        return Pose(t_s, *(place.astype(np.float32) for place in places), outline, (480, 360))

    poses = [pose(0.0), Pose.nobody(0.1), pose(0.2)]
    paths = tmp_path / "poses.npz", tmp_path / "verdicts.json"
    write_stored([(Recording(poses, (480, 360), "5f41"), stored[0][0])], *paths)
    ((_, read),) = read_stored(*paths)

    assert (read.size_wh, read.model_sha256) == ((480, 360), "5f41")
    assert [found.t_s for found in read.poses] == [0.0, 0.1, 0.2]
    assert not read.poses[1].seen
    for before, after in zip(poses[::2], read.poses[::2], strict=True):
        assert after.image_px == pytest.approx(before.image_px, abs=0.04)
        assert after.world_m == pytest.approx(before.world_m, abs=0.001)
        assert after.visibility == pytest.approx(before.visibility, abs=0.01)
        assert after.back_outline == pytest.approx(before.back_outline, abs=0.001, nan_ok=True)
