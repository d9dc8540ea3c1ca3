"""`posecoach.review` and `posecoach.judge`: the same as the command, for other programs."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

import posecoach as pc
from posecoach.cli.main import main
from posecoach.features.registry import FEATURES
from posecoach.report.exports import EXPORTS
from tests.conftest import ROOT
from tests.exercise_files import MINIMAL
from tests.poses import CYCLE, every, film, hands_and_knees
from tests.reviewed import recorded

__all__ = ["recorded"]

POSES = film(hands_and_knees, CYCLE, every(30.0, 15.0))


@pytest.fixture(scope="module")
def reviewed(recorded: Path) -> pc.ReviewResult:
    return pc.review(recorded, exercise="cat_cow")


@pytest.mark.parametrize("exercise", ["cat_cow", "auto", "pop_your_back"])
def test_it_is_the_json_of_the_command(recorded: Path, tmp_path: Path, exercise: str) -> None:
    main(["review", str(recorded), "--exercise", exercise, "--json", str(tmp_path / "command.json")])
    assert pc.review(recorded, exercise=exercise).to_json() == (tmp_path / "command.json").read_bytes()


@pytest.mark.slow
def test_it_is_the_json_of_the_command_for_a_video_too(person_video: Path, tmp_path: Path) -> None:
    main(["review", str(person_video), "--exercise", "cat_cow", "--json", str(tmp_path / "command.json")])
    assert pc.review(person_video, exercise="cat_cow").to_json() == (tmp_path / "command.json").read_bytes()


def test_it_says_what_was_found(reviewed: pc.ReviewResult) -> None:
    assert reviewed.recognised
    assert reviewed.exercise is not None
    assert reviewed.exercise.key == "cat_cow"
    assert len(reviewed.repetitions) == 2
    assert reviewed.score == pytest.approx(sum(one.score for one in reviewed.repetitions) / 2, abs=0.1)
    assert {fault.rule for fault in reviewed.faults} == {"slow"}
    assert {phase.phase for phase in reviewed.phases} == {"neutral", "cow", "cat"}
    assert reviewed.cannot_judge == {}


def test_features_have_a_value_for_every_frame(reviewed: pc.ReviewResult) -> None:
    bow = reviewed.features["back_bow"]
    assert (bow.dtype, bow.shape) == (np.float64, (601,))
    assert reviewed.t_s.shape == (601,)
    assert len(reviewed.poses) == 601
    assert np.nanmin(bow) < -0.04 < 0.06 < np.nanmax(bow)


def test_it_is_frozen(reviewed: pc.ReviewResult) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        reviewed.t_s = np.zeros(3)  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        reviewed.score = 100.0  # type: ignore[misc]


def test_it_is_shown_in_one_line(reviewed: pc.ReviewResult, recorded: Path) -> None:
    assert repr(reviewed) == (
        f"<ReviewResult {recorded}: cat_cow, repetitions 2, faults 1, score {reviewed.score:g}>"
    )


def test_it_saves_what_the_command_leaves_in_its_folder(
    reviewed: pc.ReviewResult, recorded: Path, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    assert reviewed.save(ours, video=False, exports=["csv"]) == ours
    command = ["review", str(recorded), "--exercise", "cat_cow", "--no-video", "--export", "csv"]
    main([*command, "--out", str(theirs)])
    assert {path.name for path in ours.iterdir()} == {path.name for path in theirs.iterdir()}
    for name in ("review.json", "report.html", "features.csv", "landmarks.csv", "cues.srt", "poses.npz"):
        assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name


def test_a_report_is_saved_in_the_language_that_is_asked_for(
    reviewed: pc.ReviewResult, recorded: Path, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    reviewed.save(ours, video=False, language="de_DE")
    main(
        [
            *("review", str(recorded), "--exercise", "cat_cow", "--no-video", "--language", "de"),
            *("--out", str(theirs)),
        ]
    )
    for name in ("review.json", "report.html", "cues.srt"):
        assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name
    assert '<html lang="de">' in (ours / "report.html").read_text(encoding="utf-8")


def test_a_language_that_does_not_exist_is_told_before_anything_is_made(
    reviewed: pc.ReviewResult, tmp_path: Path
) -> None:
    with pytest.raises(pc.UsageError, match="there is no language 'xx'"):
        reviewed.save(tmp_path / "out", language="xx")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_it_saves_the_annotated_video(reviewed: pc.ReviewResult, tmp_path: Path) -> None:
    reached: list[float] = []
    reviewed.save(tmp_path, progress=reached.append)
    assert (tmp_path / "annotated.mp4").stat().st_size > 10_000
    assert reached == reviewed.t_s.tolist()


def test_one_of_several_exercises_is_recognised(recorded: Path) -> None:
    result = pc.review(recorded, exercise=["toe_touch", "cat_cow"])
    assert result.exercise is not None
    assert result.exercise.key == "cat_cow"
    assert [one.exercise for one in result.report.review.candidates] == ["cat_cow", "toe_touch"]


def test_a_declaration_can_be_given_itself(recorded: Path) -> None:
    bridge = pc.load_exercise(ROOT / "extra_exercises" / "plain_bridge.toml")
    result = pc.review(recorded, exercise=bridge)
    assert (result.recognised, result.score, result.repetitions) == (False, None, ())


def test_an_own_exercise_is_found_by_name(recorded: Path) -> None:
    result = pc.review(recorded, exercise="plain_bridge", exercises=ROOT / "extra_exercises")
    assert not result.recognised


def test_a_name_that_does_not_exist_is_a_usage_error_with_the_call(recorded: Path) -> None:
    for call in (lambda: pc.review(recorded, exercise="cat_cwo"), lambda: pc.judge([], exercise="cat_cwo")):
        with pytest.raises(pc.UsageError) as raised:
            call()
        assert str(raised.value) == "there is no exercise or routine 'cat_cwo'; did you mean 'cat_cow'?"


def test_no_exercise_at_all_is_a_usage_error(recorded: Path) -> None:
    with pytest.raises(pc.UsageError) as raised:
        pc.review(recorded, exercise=[])
    assert str(raised.value) == "no exercise is given; give at least one, or 'auto'"


def test_an_export_that_does_not_exist_is_told_before_anything_is_written(
    reviewed: pc.ReviewResult, tmp_path: Path
) -> None:
    with pytest.raises(pc.UsageError, match="there is no export 'xlsx'"):
        reviewed.save(tmp_path / "out", exports=["xlsx"])
    assert not (tmp_path / "out").exists()


def test_ctrl_c_is_not_swallowed(recorded: Path) -> None:
    def interrupt(progress: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pc.review(recorded, exercise="cat_cow", progress=interrupt)


def test_progress_comes_while_it_works(recorded: Path) -> None:
    told: list[float] = []
    pc.review(recorded, exercise="cat_cow", progress=lambda progress: told.append(progress.t_s))
    assert told[:3] == [0.0, 0.5, 1.0]
    assert told[-1] == pytest.approx(20.0, abs=0.5)


def test_poses_are_judged_as_they_come() -> None:
    given: list[float] = []

    def poses() -> object:
        for pose in POSES:
            given.append(pose.t_s)
            yield pose

    events = pc.judge(poses(), exercise="cat_cow")  # type: ignore[arg-type]
    assert given == []
    first = next(events)
    assert isinstance(first, pc.PersonFound)
    assert len(given) == 1
    assert sum(isinstance(event, pc.RepetitionDone) for event in events) == 1
    assert len(given) == len(POSES)


def test_judging_says_what_a_coach_says() -> None:
    coach = pc.Coach(pc.exercises()["cat_cow"])
    stepped = [event for pose in POSES for event in coach.step(pose)]
    stepped += coach.finish()
    assert list(pc.judge(POSES, exercise="cat_cow")) == stepped


def test_exercises_of_ones_own_are_listed_with_the_others() -> None:
    assert "plain_bridge" not in pc.exercises()
    assert "plain_bridge" in pc.exercises(ROOT / "extra_exercises")


def test_an_export_is_one_function_that_is_registered(
    reviewed: pc.ReviewResult, recorded: Path, tmp_path: Path
) -> None:
    try:

        @pc.register_export("scores")
        def write_scores(review: pc.Evidence, folder: Path) -> None:
            (folder / "scores.json").write_text(json.dumps([one.score for one in review.repetitions]))

        reviewed.save(tmp_path / "ours", video=False, exports=["scores"])
        command = ["review", str(recorded), "--exercise", "cat_cow", "--no-video", "--export", "scores"]
        assert main([*command, "--out", str(tmp_path / "theirs")]) == 0
    finally:
        del EXPORTS["scores"]
    for folder in ("ours", "theirs"):
        scores = json.loads((tmp_path / folder / "scores.json").read_text())
        assert scores == [one.score for one in reviewed.repetitions]


@pytest.mark.parametrize("name", ["csv", "all"])
def test_the_name_of_an_export_is_taken_once(name: str) -> None:
    with pytest.raises(ValueError, match="there is already an export") as raised:
        pc.register_export(name)(lambda review, folder: None)
    assert str(raised.value) == f"there is already an export {name!r}; choose another name"


def test_a_feature_is_one_function_that_is_registered_and_an_exercise_can_name_it(tmp_path: Path) -> None:
    try:

        @pc.register_feature("deg", 5.0, "made up for a test", (pc.Landmark.LEFT_HIP,))
        def twice_the_knee(body: pc.Body) -> float:
            """Twice nothing."""
            return 2.0 * body.side(pc.Landmark.LEFT_KNEE)[0]

        path = tmp_path / "own.toml"
        path.write_text(MINIMAL.replace("hip_height", "twice_the_knee"))
        assert any(
            condition.feature == "twice_the_knee"
            for phase in pc.load_exercise(path).phases
            for enter in phase.enter
            for condition in enter.when
        )
        assert FEATURES["twice_the_knee"].meaning == "Twice nothing."
    finally:
        del FEATURES["twice_the_knee"]


def test_a_feature_without_words_or_with_a_name_that_is_taken_is_refused() -> None:
    register = pc.register_feature("deg", 5.0, "made up for a test", ())

    def wordless(body: pc.Body) -> float:
        return 0.0

    def back_bow(body: pc.Body) -> float:
        """Something else."""
        return 0.0

    with pytest.raises(ValueError, match="wordless") as raised:
        register(wordless)
    assert str(raised.value) == "the feature 'wordless' has no docstring, which would say what it means"
    with pytest.raises(ValueError, match="back_bow") as raised:
        register(back_bow)
    assert str(raised.value) == "there is already a feature 'back_bow'; choose another name"


@pytest.mark.slow
def test_the_loop_of_a_program_of_ones_own(person_video: Path) -> None:
    coach = pc.Coach(pc.exercises()["cat_cow"])
    events: list[pc.Event] = []
    with pc.open_source(person_video) as source, pc.open_estimator(outline=coach.needs_outline) as estimator:
        for frame in source:
            events += coach.step(estimator.estimate(frame))
    assert any(isinstance(event, pc.PersonFound) for event in events)
    assert source.read() is None


def test_a_folder_is_no_source() -> None:
    with pytest.raises(pc.VideoError):
        pc.open_source(ROOT)
