"""The document of a review, field by field: from what was collected to what is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from posecoach import __version__
from posecoach.coaching.coach import Coach
from posecoach.coaching.placement import Setup
from posecoach.coaching.recognition import Recogniser
from posecoach.events import Deduction, RepetitionRejected
from posecoach.exercises.loader import builtin_exercises
from posecoach.pipeline import Moment
from posecoach.pose.estimator import ModelInfo
from posecoach.report.requested import Wishes
from posecoach.results.collecting import Collector
from posecoach.results.review import SCHEMA, PhaseSpan, Report, Segment, SetupInfo, Summary
from posecoach.review import job as module
from posecoach.review.job import Job, Progress, carry_out, conclude, examine, review
from posecoach.review.sources import Material
from posecoach.state import CoachState
from tests import told
from tests.poses import every, film, standing
from tests.reviewed import job_on

EXERCISES = builtin_exercises()
MODEL = ModelInfo("full.task", "5f41")


class _Seen(Coach):
    """A coach whose view of the camera is known."""

    def __init__(self, key: str, setup: Setup, recognised: str | None) -> None:
        super().__init__(EXERCISES[key])
        self._told, self._known = setup, recognised

    def setup(self) -> Setup:
        return self._told

    @property
    def recognised(self) -> str | None:
        return self._known

    def candidates(self) -> list[tuple[str, float]]:
        return [("cat_cow", 0.98765), ("toe_touch", 0.0)]


def collected() -> Collector:
    """Return what a recording of ten seconds may have shown."""
    found = Collector()
    found.frames, found.frames_with_person, found.last_t_s = 300, 280, 10.0331
    found.phases = [PhaseSpan("cow", None, 1.0, 2.0)]
    found.repetitions = [told.repetition_done(4.0, score=80.0, faults=("slow",)).repetition]
    found.faults = [told.fault("slow", "cow")]
    found.deductions = [(Deduction(20.0, "Slower", "slow"),)]
    found.rejected = [RepetitionRejected(6.0, "cat_cow", 5.0, "given up")]
    found.segments = [Segment("cat_cow", 0.0, 9.0, 1)]
    found.advice = ["The picture is upside down", "Stand back"]
    return found


def concluded(
    recognised: str | None = "cat_cow",
    setup: Setup | None = None,
    duration_s: float | None = 12.34567,
    collector: Collector | None = None,
) -> Report:
    seen = setup or Setup("side", -12.345, ("Stand back", "More light"))
    return conclude(
        collector or collected(),
        _Seen("cat_cow", seen, recognised),
        EXERCISES,
        name="clips/ev\udcffning.mp4",
        size_wh=(640, 480),
        duration_s=duration_s,
        model=MODEL,
    )


def test_what_was_collected_is_in_the_document() -> None:
    report, found = concluded(), collected()
    written = report.review

    assert (written.schema, written.posecoach_version, written.model) == (SCHEMA, __version__, MODEL)
    video = written.video
    assert (video.path, video.duration_s, video.size_wh) == ("clips/ev\ufffdning.mp4", 12.346, (640, 480))
    assert (video.frames, video.frames_with_person) == (300, 280)
    assert (written.exercise, written.recognised) == ("cat_cow", True)
    assert [(one.exercise, one.confidence) for one in written.candidates] == [
        ("cat_cow", 0.988),
        ("toe_touch", 0.0),
    ]
    assert written.phases == tuple(found.phases)
    assert written.repetitions == tuple(found.repetitions)
    assert written.faults == tuple(found.faults)
    assert written.segments == tuple(found.segments)
    assert (report.title, report.complete) == ("Cat-cow", True)
    assert tuple(report.deductions) == tuple(found.deductions)
    assert tuple(report.rejected) == tuple(found.rejected)
    assert written.summary.repetitions == 1


def test_advice_is_told_once_that_of_the_setup_first() -> None:
    assert concluded().review.setup == SetupInfo(
        "side", -12.3, ("Stand back", "More light", "The picture is upside down")
    )


def test_a_view_that_is_not_known_is_none() -> None:
    setup = concluded(setup=Setup("unknown", float("nan"), ())).review.setup
    assert (setup.view, setup.yaw_deg) == (None, None)


def test_a_length_that_is_not_known_is_that_to_the_last_frame() -> None:
    assert concluded(duration_s=None).review.video.duration_s == 10.033
    assert concluded(duration_s=0.0).review.video.duration_s == 10.033


def test_where_nothing_is_recognised_nothing_is_claimed() -> None:
    report = concluded(None)
    written = report.review

    assert (written.exercise, written.recognised, report.title) == (None, False, "No exercise recognised")
    assert (written.phases, written.repetitions, written.faults) == ((), (), ())
    assert written.summary == Summary(0, None, {}, {})
    assert (report.deductions, report.rejected) == ((), ())
    assert written.segments == tuple(collected().segments)
    assert written.setup.view == "side"


def test_exercises_that_are_not_known_have_no_name_in_the_title() -> None:
    found = collected()
    found.segments = [Segment(key, 0.0, 1.0, 1) for key in ("toe_touch", "mine", "cat_cow", "toe_touch")]
    assert concluded(collector=found).title == "Toe touch, Cat-cow"
    found.segments = [Segment("mine", 0.0, 1.0, 1)]
    assert concluded(collector=found).title == "Cat-cow"


def test_what_is_missing_of_the_recording_is_told() -> None:
    poses = film(standing, [(0.0, {"trunk_inclination_deg": 0.0})], every(10.0, 1.0))
    material = Material("a.mp4", (640, 480), None, MODEL, map(Moment, poses), lambda: 2.5)
    report = review(material, Recogniser(tuple(EXERCISES.values())), EXERCISES)

    assert report.missing_s == 2.5
    assert not report.review.features
    assert report.review.video.duration_s == 1.0


def test_what_is_carried_out_without_a_folder_and_examined_is_the_same(recorded: Path) -> None:
    job = job_on(recorded, None, exercise="cat_cow", features=True)
    report = carry_out(job, lambda _: None)
    evidence = examine(job, lambda _: None)

    assert report == evidence.report
    assert report.review.features
    assert len(evidence.poses) == report.review.video.frames
    assert evidence.video is None
    assert evidence.exercise == EXERCISES["cat_cow"]


def test_with_a_folder_poses_and_results_are_left_and_drawn(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("posecoach.report.outputs.write_outputs", lambda *all_of_it: asked.append(all_of_it))
    told_of: list[Progress] = []
    job = job_on(recorded, tmp_path, wishes=Wishes(exports=("csv",)))
    report = carry_out(job, told_of.append)

    [(evidence, folder, wishes, drawing, drawn)] = asked
    assert (folder, wishes) == (tmp_path, job.wishes)
    assert drawn is None  # of a recording of poses nothing is drawn beside the network
    assert evidence.report == report
    assert (tmp_path / "poses.npz").exists()
    told_of.clear()
    drawing(0.0)
    drawing(0.3)
    drawing(0.6)
    assert told_of == [Progress("drawing", t_s, report.review.video.duration_s) for t_s in (0.0, 0.6)]


def test_what_was_interrupted_is_left_without_its_video(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("posecoach.report.outputs.write_outputs", lambda *all_of_it: asked.append(all_of_it))
    real = module.open_pieces

    def until_ctrl_c(moments: Iterator[Moment]) -> Iterator[Moment]:
        for moment in moments:
            if moment.pose.t_s > 15.0:
                raise KeyboardInterrupt
            yield moment

    @contextmanager
    def interrupted(*arguments: Any, **named: Any) -> Iterator[Material]:
        with real(*arguments, **named) as material:
            yield replace(material, moments=until_ctrl_c(material.moments))

    monkeypatch.setattr(module, "open_pieces", interrupted)
    report = carry_out(job_on(recorded, tmp_path, wishes=Wishes(exports=("csv",))), lambda _: None)

    [(_, _, wishes, _, drawn)] = asked
    assert drawn is None
    assert not report.complete
    assert wishes == Wishes(exports=("csv",), video=False)
    assert len(report.review.repetitions) == 1


def test_progress_is_told_at_most_twice_a_second_of_media_time_and_not_of_the_end() -> None:
    told_of: list[Progress] = []
    sink = module._Throttled(told_of.append, "judging", 9.0)
    for t_s in (0.0, 0.2, 0.499, 0.5, 0.9, 1.2, 1.6, 1.7):
        sink(Moment(standing(t_s)), (), CoachState())
    sink(None, (), CoachState())
    assert told_of == [Progress("judging", t_s, 9.0) for t_s in (0.0, 0.5, 1.2, 1.7)]


def test_a_job_knows_its_exercises_and_which_of_them_it_is() -> None:
    job = Job(Path("a.npz"), None, Path("model"), tuple(EXERCISES.values()), "toe_touch")
    assert job.known == EXERCISES
    coach = job.coach()
    assert isinstance(coach, Coach)
    assert coach.exercise.key == "toe_touch"


def test_each_rule_is_told_with_all_the_phases_that_it_applies_in() -> None:
    exercise = EXERCISES["cat_cow"]
    phases = module._phases_of_rules(exercise)
    assert list(phases) == list(dict.fromkeys(rule.name for rule in exercise.rules))
    labels = {phase.name: phase.label for phase in exercise.phases}
    for rule in exercise.rules:
        assert phases[rule.name].items() >= {name: labels[name] for name in rule.phases}.items()
        if not rule.phases:
            assert phases[rule.name] == labels
