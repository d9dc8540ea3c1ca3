"""A kind of rule is added by its own module and its registration: nothing else has to know it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from posecoach.cli.exercise_page import page
from posecoach.errors import ExerciseFileError
from posecoach.events import CannotJudge, FaultRaised
from posecoach.exercises.declaration import Exercise, Rule
from posecoach.exercises.loader import read_exercise
from posecoach.judging.phases import Span
from posecoach.judging.rules.kind import KINDS, Check, RuleKind
from posecoach.judging.rules.phase_check import PhaseCheck
from posecoach.judging.signals import Signals
from posecoach.report.fault_picture import fault_picture
from posecoach.report.naming import Naming
from posecoach.report.page import report_page
from posecoach.report.timeline import timeline
from posecoach.results.evidence import Evidence
from posecoach.review.job import Job, examine
from posecoach.words.catalogue import ENGLISH
from tests.driving import Drive
from tests.exercise_files import MINIMAL
from tests.reviewed import MODEL

STEADY = """
[[rules]]
name = "{name}"
kind = "steady"
feature = "{feature}"
at_most = {limit}
phases = ["{phase}"]
cue = "Keep it still"
why = "This is a test."
source = "a test"

[[examples]]"""


class SteadyCheck(PhaseCheck):
    def measure(self, span: Span) -> float:
        samples = self.seen_samples(self.rule.feature or "", span)
        return float(np.ptp([value for _, value in samples if value == value])) if samples else float("nan")


class Steady(RuleKind):
    name = "steady"
    meaning = "moved by no more than this in each of its phases"
    needs_feature = True

    def check(self, rule: Rule, signals: Signals) -> Check:
        return SteadyCheck(rule, signals)

    def measured(self, rule: Rule) -> str:
        return "Moved by"


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "steady", Steady())


def with_rule(text: str, **values: object) -> Exercise:
    """Return the exercise of a file with one more rule, of the new kind."""
    return read_exercise(text.replace("\n[[examples]]", STEADY.format(**values), 1), "mine.toml")


def steady_bridge() -> Exercise:
    return with_rule(MINIMAL, name="knees_still", feature="knee_flexion_deg", limit=10.0, phase="up")


@pytest.fixture(scope="module")
def reviewed(recorded: Path) -> Evidence:
    """A review of two cat-cows by an exercise with a rule of the new kind, which both break."""
    folder = resources.files("posecoach.exercises").joinpath("files", "cat_cow.toml")
    text = folder.read_text(encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, "steady", Steady())
        exercise = with_rule(text, name="head_still", feature="head_pitch_deg", limit=30.0, phase="cat")
        return examine(Job(recorded, None, MODEL, (exercise,)), lambda _: None)


def test_a_kind_that_is_not_registered_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(KINDS, "steady")

    with pytest.raises(ExerciseFileError, match=r"rules\[2\]\.kind: 'steady' is not known here; valid are: "):
        steady_bridge()


def test_its_rules_are_validated() -> None:
    rule = STEADY.format(name="a", feature="hip_height", limit=1.0, phase="up")
    text = MINIMAL.replace("\n[[examples]]", rule.replace('feature = "hip_height"\n', ""))

    with pytest.raises(ExerciseFileError, match=r"rules\[2\]: a rule of kind 'steady' needs a feature"):
        read_exercise(text, "mine.toml")


@pytest.mark.parametrize(("bend_deg", "broken"), [(95.0, []), (120.0, ["knees_still"])])
def test_it_is_judged(bend_deg: float, broken: list[str]) -> None:
    drive = Drive(steady_bridge(), hip_height=0.0, knee_flexion_deg=90.0).hold(1.5)
    drive.move(2.0, hip_height=0.5, knee_flexion_deg=bend_deg).hold(1.0)
    drive.move(2.0, hip_height=0.0).hold(1.0).finish()

    assert [event.rule for event in drive.of(FaultRaised)] == broken
    assert {event.fault.unit for event in drive.of(FaultRaised)} <= {"deg"}


def test_what_was_not_seen_cannot_be_judged() -> None:
    drive = Drive(steady_bridge(), hip_height=0.0).hold(1.5)
    drive.move(2.0, hip_height=0.5).hold(1.0).move(2.0, hip_height=0.0).hold(1.0).finish()

    assert "knees_still" in {event.rule for event in drive.of(CannotJudge)}


def test_its_words_are_on_the_page_of_the_exercise() -> None:
    console = Console(width=120)
    with console.capture() as said:
        console.print(page(steady_bridge()))

    assert "bend of the knee at most 10° (Up)" in said.get()


def test_its_faults_are_worded_in_the_report(reviewed: Evidence) -> None:
    faults = [fault for fault in reviewed.report.review.faults if fault.rule == "head_still"]
    html = report_page(reviewed, {}, None)

    assert [(fault.unit, fault.limit) for fault in faults] == [("deg", 30.0)] * 2
    assert "Moved by" in html
    assert "at most 30°" in html


def test_its_faults_are_drawn(reviewed: Evidence) -> None:
    (fault, *_) = [fault for fault in reviewed.report.review.faults if fault.rule == "head_still"]
    drawn = timeline(reviewed, Naming(ENGLISH, reviewed.known))
    (line, *_) = [one for one in drawn["faults"] if one["label"] == fault.cue]
    pose = reviewed.poses[reviewed.index_at(line["at_s"])]
    assert reviewed.exercise is not None

    assert line["feature"] == "head_pitch_deg"
    assert "head_pitch_deg" in [row["name"] for row in drawn["rows"]]
    assert fault_picture(None, pose, reviewed.exercise, fault, 320).any()
