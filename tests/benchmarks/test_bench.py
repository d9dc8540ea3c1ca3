"""The benchmarks themselves, run small so that none rots; nothing here asserts a time."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from subprocess import run

import pytest
from rich.console import Console

from benchmarks.growth import series as growth
from benchmarks.growth.command import plot as plot_growth
from benchmarks.growth.command import tables as growth_tables
from benchmarks.growth.series import Point, series_of, with_rules
from benchmarks.speed.history import append, entry_of, plot, read
from benchmarks.speed.live import measure_live
from benchmarks.speed.live_cost import LiveCost, measure_live_cost
from benchmarks.speed.process import Processes, endless_moments, poses_of
from benchmarks.speed.result import SpeedRun, limits, read_run, to_json, worse
from benchmarks.speed.tables import print_table, tables
from posecoach.bench.result import Speed
from posecoach.bench.run import builtin_video, measure
from posecoach.bench.stages import STAGES
from posecoach.bench.table import page
from posecoach.cli.main import main
from posecoach.coaching.coach import Coach
from posecoach.exercises.loader import builtin_exercises
from posecoach.pose.mediapipe.model import model_path
from posecoach.review.sources import TOGETHER
from tests.conftest import ROOT

CAT_COW = builtin_exercises()["cat_cow"]


@pytest.fixture(scope="module")
def speed(person_video: Path) -> Speed:
    return measure([person_video], model_path(), CAT_COW, rounds=1, frames=TOGETHER, stage_frames=5)


@pytest.fixture(scope="module")
def whole(speed: Speed, person_video: Path) -> SpeedRun:
    live = measure_live(person_video, model_path(), CAT_COW, rate_hz=30, seconds=2)
    return SpeedRun("posecoach.speed/1", speed, (live,), Processes(0.1, 1.5, 180.0, 0.1, 20_000))


@pytest.mark.slow
def test_every_stage_and_loop_is_measured(speed: Speed, person_video: Path) -> None:
    (video,) = speed.videos
    assert (video.path, video.size_wh, video.exercise) == (person_video.name, (640, 480), "cat_cow")
    assert video.outline
    assert tuple(video.stages) == STAGES
    assert all(
        stage.ms.p50 > 0
        for name, stage in video.stages.items()
        if name not in ("phases", "rules", "features")
    )
    assert sum(stage.share for stage in video.stages.values()) == pytest.approx(1.0, abs=0.5)
    assert video.own_ms.p50 > video.step_ms.p50 > 0
    assert video.review_step_ms is not None
    assert video.review_step_ms.p99 >= video.review_step_ms.p50 > 0
    assert list(video.loops) == ["review", "bare", "tutorial", "tutorial_mask"]
    assert all(loop.frames_per_s > 0 for loop in video.loops.values())
    assert speed.ratios == {name: ratio.median for name, ratio in video.ratios.items()}


@pytest.mark.slow
def test_no_stage_holds_a_frame(speed: Speed) -> None:
    frame_kb = 640 * 480 * 3 / 1000
    assert all(stage.peak_kb < frame_kb / 2 for stage in speed.videos[0].stages.values())


@pytest.mark.slow
def test_the_page_names_every_stage(speed: Speed) -> None:
    console = Console(width=100)
    with console.capture() as capture:
        console.print(page(speed))
    shown = capture.get()
    for words in (
        "network (MediaPipe)",
        "from pose to events",
        "posecoach review",
        "bare loop",
        "tutorial loop",
    ):
        assert words in shown


def test_a_picture_of_a_person_serves_where_no_video_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from posecoach.bench import run as bench_run
    from posecoach.capture.video import VideoFile

    monkeypatch.setattr(bench_run, "_SAMPLES", tmp_path)
    video = VideoFile(builtin_video(tmp_path))
    assert (video.size_wh, video.frame_count) == ((640, 480), 90)
    video.close()


@pytest.mark.slow
def test_the_command_compares_with_a_baseline(
    person_video: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "speed.json"
    command = ["bench", str(person_video), "--rounds", "1"]
    assert main([*command, "--json", str(path)]) == 0
    stored = json.loads(path.read_text())
    stored["ratios"]["review_to_bare"] *= 100
    path.write_text(json.dumps(stored))
    capfd.readouterr()
    assert main([*command, "--baseline", str(path)]) == 1
    error = capfd.readouterr().err
    assert "posecoach: regression: review_to_bare is " in error
    assert main(["bench", "--baseline", str(tmp_path / "none.json")]) == 3


@pytest.mark.slow
def test_a_live_session_is_measured(whole: SpeedRun) -> None:
    (live,) = whole.live
    assert 1 <= live.judged <= 31
    assert live.judged + live.dropped <= 31
    assert live.latency_ms.p50 > live.network_ms.p50 > 0


@pytest.mark.slow
def test_the_cost_of_a_session_is_measured_with_each_way_to_choose_frames(person_video: Path) -> None:
    full, auto = measure_live_cost(
        person_video, model_path(), CAT_COW, rate_hz=30, seconds=2, windows=(False,)
    )
    assert (full.inference, auto.inference) == ("full", "auto")
    assert 0 < auto.looked <= full.looked <= 1
    assert full.processor > 0
    assert full.bare_processor > 0


def test_a_session_takes_its_share_of_the_bare_loop() -> None:
    cost = LiveCost("auto", False, 30.0, looked=0.33, processor=0.3, bare_processor=0.6)
    assert cost.times_bare == pytest.approx(0.5)


@pytest.mark.slow
def test_only_a_session_that_chooses_frames_has_a_limit(whole: SpeedRun) -> None:
    from msgspec.structs import replace

    costs = tuple(LiveCost(inference, False, 30.0, 0.5, 0.4, 0.6) for inference in ("full", "auto"))
    (limit,) = (limit for limit in limits(replace(whole, live_cost=costs)) if "processor time" in limit.name)
    assert limit.name == "live, 30 frames/s: processor time, auto / bare loop over all frames"
    assert (limit.at_most, limit.kept) == (0.5, False)


@pytest.mark.slow
def test_a_slowed_model_is_told_of_and_drops_frames(person_video: Path) -> None:
    live = measure_live(person_video, model_path(), CAT_COW, rate_hz=60, seconds=6, model_ms=70)
    assert len(live.advised) == 1
    assert live.advised[0].startswith("This computer is slow: close other programs")
    assert live.dropped > live.judged


@pytest.mark.slow
def test_a_whole_run_comes_back_and_is_shown(whole: SpeedRun, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(to_json(whole))
    assert read_run(path) == whole
    console = Console(width=100)
    with console.capture() as capture:
        for table in tables(whole):
            print_table(console, table)
    assert "review / bare loop" in capture.get()
    assert worse(whole, whole) == []
    figures = {limit.name: limit for limit in limits(whole)}
    assert figures["growth over 20,000 frames"].kept
    assert not any(limit.steady and not limit.kept for limit in figures.values())


@pytest.mark.slow
def test_memory_that_grows_fails_whatever_the_baseline_says(whole: SpeedRun) -> None:
    from msgspec.structs import replace

    grown = replace(whole, processes=Processes(0.1, 1.5, 180.0, 6.5, 100_000))
    assert worse(grown, grown) == ["growth over 100,000 frames is 6.5 MB, at most 5 is wanted"]


@pytest.mark.slow
def test_history_grows_by_a_line_and_is_drawn(whole: SpeedRun, tmp_path: Path) -> None:
    path, picture = tmp_path / "history.jsonl", tmp_path / "trend.svg"
    assert read(path) == []
    for _ in range(2):
        append(entry_of(whole), path)
    first, second = read(path)
    assert first.ratios == second.ratios == whole.loop.ratios
    plot([first, second], picture)
    assert "review against the bare loop" in picture.read_text()


@pytest.mark.slow
def test_memory_of_a_replay_is_measured_in_a_process_of_its_own(person_video: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.speed.process", "growth", str(person_video), "1000"]
    done = run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    assert math.isfinite(json.loads(done.stdout)["mb"])


@pytest.mark.slow
def test_growth_of_everything_is_measured_and_drawn(person_video: Path, tmp_path: Path) -> None:
    poses = poses_of(person_video)
    found = [
        growth.by_rules(poses, [1, 2]),
        growth.by_session(poses, [1.0, 2.0]),
        growth.by_exercises(poses, [1, 2]),
        growth.by_pixels(person_video, model_path(), [320, 640]),
        growth.by_video(poses, [2.0, 4.0]),
    ]
    assert [[point.size for point in one.points] for one in found] == [
        [1, 2],
        [1, 2],
        [1, 2],
        [320, 640],
        [2, 4],
    ]
    assert all(point.median_ms > 0 for one in found for point in one.points)
    assert len(list(growth_tables(found))) == 6
    plot_growth(found, tmp_path / "growth.png")
    assert (tmp_path / "growth.png").stat().st_size > 10_000


def test_the_exponent_is_that_of_the_larger_sizes() -> None:
    constant = [Point(size, 5.0, 6.0, 0.0) for size in (1, 10, 100)]
    linear = [Point(size, 1.0, 1.0, 2.0 * size) for size in (1, 10, 100)]
    square = [Point(size, size**2, 1.0, 0.0) for size in (1, 10, 100)]
    assert series_of("x", "s", constant, 0.1, "").exponent == pytest.approx(0.0, abs=1e-6)
    assert series_of("x", "s", linear, 1.0, "", "s").exponent == pytest.approx(1.0)
    assert series_of("x", "s", square, 1.0, "").exponent == pytest.approx(2.0)


def test_an_exercise_with_many_rules_judges_by_all_of_them() -> None:
    exercise = with_rules(CAT_COW, 50)
    assert len({rule.name for rule in exercise.rules}) == 50
    Coach(exercise)


@pytest.mark.slow
def test_endless_moments_go_on_in_media_time(person_video: Path) -> None:
    poses = poses_of(person_video, 4)
    moments = endless_moments(poses)
    times_s = [next(moments).pose.t_s for _ in range(20)]
    assert times_s == [index / 30 for index in range(20)]
