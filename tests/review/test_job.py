"""A recording through the loop to a review, with the real coach."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from posecoach import __version__
from posecoach.coaching.coach import Coach
from posecoach.coaching.recognition import Recogniser
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import all_routines, plan
from posecoach.guiding.guide import Guide
from posecoach.pipeline import Moment
from posecoach.pose.estimator import ModelInfo
from posecoach.pose.pose import Pose
from posecoach.pose.recording import Recorder
from posecoach.results.collecting import Collector
from posecoach.results.review import Report, Review, Segment, to_json, write_json
from posecoach.review.job import TELL_EVERY_S, Progress, conclude, examine, review
from posecoach.review.sources import Material, open_material
from posecoach.words.languages import load_words
from tests.poses import CameraPlace, every, film, hands_and_knees, hook_lying, standing
from tests.reviewed import job_on

EXERCISES = builtin_exercises()

# Two slow cycles; the head follows the back.
COW = {"bow": -0.05, "head_pitch_deg": -20.0}
CAT = {"bow": 0.07, "head_pitch_deg": -140.0}
LEVEL = {"bow": 0.0, "head_pitch_deg": -85.0}
CYCLES = [(0.0, LEVEL), (1.5, LEVEL)] + [
    (start_s + at_s, shape)
    for start_s in (1.5, 11.5)
    for at_s, shape in [(3.0, COW), (3.5, COW), (6.5, LEVEL), (9.5, CAT), (10.0, CAT)]
]
FILM = film(hands_and_knees, [*CYCLES, (24.0, LEVEL), (25.0, LEVEL)], every(30.0, 25.0))
STANDING = film(standing, [(0.0, {"trunk_inclination_deg": 0.0})], every(30.0, 3.0))


def material(moments: Iterator[Moment] | Sequence[Pose]) -> Material:
    steps = moments if isinstance(moments, Iterator) else map(Moment, moments)
    return Material(
        "clips/evening.mp4", (1280, 720), 25.0, ModelInfo("full.task", "5f41"), steps, lambda: 0.0
    )


def coach() -> Coach:
    return Coach(EXERCISES["cat_cow"])


@pytest.fixture(scope="module")
def report() -> Report:
    return review(material(FILM), coach(), EXERCISES)


def test_recording_is_described(report: Report) -> None:
    video = report.review.video
    assert (video.path, video.duration_s, video.size_wh) == ("clips/evening.mp4", 25.0, (1280, 720))
    assert (video.frames, video.frames_with_person) == (len(FILM), len(FILM))
    assert report.review.posecoach_version == __version__
    assert report.review.model == ModelInfo("full.task", "5f41")


def test_exercise_that_was_asked_for_and_done(report: Report) -> None:
    assert (report.review.exercise, report.review.recognised, report.title) == ("cat_cow", True, "Cat-cow")
    assert report.complete


def test_a_session_of_several_exercises_is_called_by_all_of_them() -> None:
    collector, after = Collector(), coach()
    review(material(FILM), after, EXERCISES)
    collector.segments = [
        Segment("cat_cow", 0.0, 13.0, 2),
        Segment("foam_roll", 20.0, 40.0, 1),
        Segment("cat_cow", 50.0, 60.0, 1),
    ]
    told = conclude(
        collector,
        after,
        EXERCISES,
        name="camera 0",
        size_wh=(640, 480),
        duration_s=60.0,
        model=ModelInfo("full.task", "5f41"),
    )
    assert told.title == "Cat-cow, Foam roller"
    assert load_words("de")(told.title) == "Katze und Kuh, Faszienrolle"


def test_repetitions_have_scores_and_their_reasons(report: Report) -> None:
    assert report.review.summary.repetitions == len(report.review.repetitions) == len(report.deductions) == 2
    for repetition, deductions in zip(report.review.repetitions, report.deductions, strict=True):
        assert repetition.score == pytest.approx(100 - sum(deduction.points for deduction in deductions))
        assert "back_bow" in repetition.range


def test_phases_are_spans_in_order(report: Report) -> None:
    phases = report.review.phases
    assert {phase.phase for phase in phases} == {"neutral", "cow", "cat"}
    assert all(before.end_s <= after.start_s + 1e-3 for before, after in pairwise(phases))


def test_auto_says_the_same_as_the_name(report: Report) -> None:
    auto = review(material(FILM), Recogniser(tuple(EXERCISES.values())), EXERCISES).review
    assert auto.candidates[0].exercise == "cat_cow"
    assert [(segment.exercise, segment.repetitions) for segment in auto.segments] == [("cat_cow", 2)]
    assert msgspec.structs.replace(auto, candidates=(), segments=()) == msgspec.structs.replace(
        report.review, candidates=()
    )


def test_routine_gives_a_segment_for_each_of_its_exercises() -> None:
    routine = all_routines(None, EXERCISES)["pop_your_back"]
    at_rest = [(0.0, {"hip_height": 0.08}), (16.0, {})]
    lying = film(hook_lying, at_rest, every(30.0, 16.0), CameraPlace(scale=400.0))
    later = [replace(pose, t_s=pose.t_s + 20.0) for pose in FILM]
    result = review(material([*lying, *later]), Guide(plan(routine, EXERCISES)), EXERCISES).review

    assert [(segment.exercise, segment.repetitions) for segment in result.segments] == [
        ("hook_lying", 1),
        ("cat_cow", 2),
    ]
    assert (result.exercise, result.summary.repetitions) == ("cat_cow", 3)


def test_other_posture_is_not_recognised_and_has_nothing() -> None:
    for judge in (coach(), Recogniser(tuple(EXERCISES.values()))):
        result = review(material(STANDING), judge, EXERCISES).review
        assert (result.recognised, result.exercise) == (False, None)
        assert (result.phases, result.repetitions, result.faults) == ((), (), ())
        assert result.summary.cannot_judge == {}


def test_json_is_strict_and_can_be_read_back(report: Report) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    text = to_json([report.review])
    json.loads(text, parse_constant=refuse)
    assert msgspec.json.decode(text, type=Review) == report.review


def test_features_have_a_value_or_null_for_every_frame() -> None:
    half_hidden = [pose if index % 2 else Pose.nobody(pose.t_s) for index, pose in enumerate(FILM[:90])]
    result = review(material(half_hidden), coach(), EXERCISES, features=True).review
    features = result.features
    assert isinstance(features, dict)
    assert len(features["t_s"]) == 90
    assert {len(column) for column in features.values()} == {90}
    assert None in features["back_bow"]


def test_ctrl_c_keeps_what_was_judged(report: Report) -> None:
    def interrupted() -> Iterator[Moment]:
        yield from map(Moment, FILM[: 16 * 30])
        raise KeyboardInterrupt

    partial = review(material(interrupted()), coach(), EXERCISES)
    assert not partial.complete
    assert partial.review.repetitions == report.review.repetitions[:1]


def test_recorded_poses_say_the_same(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "poses.npz"
    with Recorder(path, (1280, 720), "5f41") as recorder:
        for pose in FILM:
            recorder.add(pose)
    with open_material(path, Path("no model is needed"), outline=True) as replayed:
        again = review(replayed, coach(), EXERCISES).review
    assert again.video.path == str(path)
    for name in ("repetitions", "faults", "phases", "summary", "setup"):
        assert getattr(again, name) == getattr(report.review, name)


def test_several_reviews_are_an_array(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    write_json(path, [report.review, report.review], several=True)
    assert msgspec.json.decode(path.read_bytes(), type=list[Review]) == [report.review] * 2


def test_progress_is_told_at_even_steps_of_media_time(recorded: Path) -> None:
    told: list[Progress] = []
    examine(job_on(recorded, None), told.append)
    times_s = [one.t_s for one in told]
    steps_s = [after - before for before, after in pairwise(times_s)]
    assert times_s[0] == 0.0
    assert min(steps_s) >= TELL_EVERY_S
    assert max(steps_s) < TELL_EVERY_S + 2 / 30
    assert times_s[-1] > 20.0 - TELL_EVERY_S - 2 / 30
