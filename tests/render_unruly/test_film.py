"""One short clip, from its description to what the program says about it; left out where nothing can be drawn."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import msgspec
import numpy as np
import pytest

from benchmarks.accuracy.unruly.clip import measure
from benchmarks.accuracy.unruly.program import model_path
from sample_videos.render.gpu import open_context
from sample_videos.render.props import Chair
from sample_videos.render.truth import read_truth, truth_path
from sample_videos.render.unruly.__main__ import main
from sample_videos.render.unruly.description import Description
from sample_videos.render.unruly.film import delivered, frames, props
from sample_videos.render.unruly.generator import Choice, describe
from sample_videos.render.unruly.people import long_hair, rig_of_person
from sample_videos.render.unruly.play import Play
from sample_videos.render.unruly.stage import Stage
from sample_videos.render.unruly.stamps import stamps_s


@pytest.fixture(scope="module")
def _opengl() -> None:
    try:
        open_context().release()
    except RuntimeError as missing:
        pytest.skip(str(missing))


def short(seed: int, number: int, of: Choice = "eight", seconds: float = 1.0) -> Description:
    description = describe(seed, number, of)
    start_s = description.window_s[0]
    return msgspec.structs.replace(description, window_s=(start_s, start_s + seconds))


def test_time_stamps_increase_and_some_are_lost() -> None:
    for number in range(60):
        description = describe(1, number)
        times_s = stamps_s(description)
        start_s, end_s = description.window_s
        assert times_s[0] == 0.0
        assert (np.diff(times_s) > 0.003).all()
        assert times_s[-1] < end_s - start_s + 0.1
        share = len(times_s) / ((end_s - start_s) * description.capture.fps)
        assert share == pytest.approx(1.0 - description.capture.dropped, abs=0.16)


@pytest.mark.usefixtures("_opengl")
def test_frames_show_a_person_and_are_the_same_every_time() -> None:
    description = short(1, 2)
    first, again = (list(islice(frames(Stage(description)), 3)) for _ in range(2))

    width, height = description.camera.size_wh
    assert all(image.shape == (height, width, 3) and image.dtype == np.uint8 for image in first)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert first[0].std() > 15.0


def test_a_picture_is_blurred_and_compressed() -> None:
    capture = msgspec.structs.replace(describe(1, 0).capture, blur_px=1.0, jpeg=40)
    noise = np.random.default_rng(1).integers(0, 256, (60, 80, 3)).astype(np.uint8)
    assert delivered(noise, capture).std() < 0.6 * noise.std()
    assert delivered(noise, capture).shape == noise.shape


def test_long_hair_hangs_from_the_head_and_lies_on_the_floor() -> None:
    description = next(
        d for d in (describe(1, n) for n in range(100)) if d.person.hair_m > 0.3 and d.kind == "hook_lying"
    )
    figure = Play(description, rig_of_person(description.person)).neutral()
    positions, normals, _ = long_hair(figure, description.person, np.eye(3), np.zeros(3)).mesh()

    assert positions[:, 2].min() > -0.03
    assert np.linalg.norm(positions.mean(axis=0) - figure.joint("head")) < description.person.hair_m
    assert np.linalg.norm(normals, axis=1) == pytest.approx(1.0, abs=1e-3)


def test_who_does_an_exercise_on_a_chair_has_one_and_nobody_else() -> None:
    descriptions = [describe(1, number, "all") for number in range(36)]
    chosen = {description.neutral.posture: description for description in descriptions}
    assert {"sitting", "arms_at_legs"} <= set(chosen)
    for posture, description in chosen.items():
        stage = Stage(description)
        chairs = [prop for prop in props(stage, stage.play.neutral(), 0.0) if isinstance(prop, Chair)]
        assert len(chairs) == (posture == "sitting")


@pytest.mark.slow
@pytest.mark.usefixtures("_opengl")
def test_a_clip_goes_from_its_number_to_its_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.accuracy.unruly.clip.describe", short)
    first = measure(1, 21, model_path(None), tmp_path)

    assert (first.seed, first.number, first.exercise) == (1, 21, describe(1, 21).exercise)
    assert first.frames_with_person > 0.8 * first.frames > 5
    assert len(list(tmp_path.iterdir())) == 2
    monkeypatch.setattr("benchmarks.accuracy.unruly.clip.estimate", None)
    assert measure(1, 21, model_path(None), tmp_path) == first


@pytest.mark.slow
@pytest.mark.usefixtures("_opengl")
def test_a_clip_is_written_out_to_look_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sample_videos.render.unruly.__main__.describe", short)
    assert main(["2", "--seed", "1", "--out", str(tmp_path), "--sheet"]) == 0

    path = Path(capsys.readouterr().out.strip())
    assert path.stat().st_size > 2000
    assert path.with_suffix(".png").exists()
    assert read_truth(truth_path(path)).clip == path.stem
