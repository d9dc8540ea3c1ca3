"""Two recordings of the same exercise."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from rich.console import Console

from posecoach.cli.compare import table, told_apart
from posecoach.cli.main import main
from posecoach.errors import NothingToJudge
from posecoach.pose.recording import Recorder
from posecoach.report.comparison import VERDICTS
from posecoach.results.comparing import PER_PHASE, Comparison, compare
from posecoach.results.evidence import Evidence
from posecoach.review.job import examine
from posecoach.words.languages import languages, load_words
from tests.poses import every, film, hands_and_knees
from tests.reviewed import COW, LEVEL, job_on

DEEPER = {"bow": 0.12, "head_pitch_deg": -140.0}
CYCLES = [
    *[(0.0, LEVEL), (1.5, LEVEL)],
    *[(4.5, COW), (5.0, COW), (8.0, LEVEL), (11.0, DEEPER), (11.5, DEEPER), (14.5, LEVEL)],
    *[(17.5, COW), (18.0, COW), (21.0, LEVEL), (24.0, DEEPER), (24.5, DEEPER), (27.5, LEVEL), (28.5, LEVEL)],
]


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same person later: both cycles slow, and the back rounder."""
    path = tmp_path_factory.mktemp("later") / "evening.npz"
    with Recorder(path, (1280, 720), "5f41") as recorder:
        for pose in film(hands_and_knees, CYCLES, every(30.0, 28.5)):
            recorder.add(pose)
    return path


@pytest.fixture(scope="module")
def comparison(evidence: Evidence, later: Path) -> Comparison:
    return compare(evidence, examine(job_on(later, None), lambda _: None))


def test_repetitions_are_aligned_by_their_phases(comparison: Comparison) -> None:
    assert (comparison.phases[0], comparison.phases[-1]) == ("cow", "cat")
    for side in comparison.sides:
        assert side.repetitions
        for repetition in side.repetitions:
            assert len(repetition.marks_s) == len(comparison.phases) + 1
            assert list(repetition.marks_s) == sorted(repetition.marks_s)


def test_signals_are_stretched_phase_by_phase(comparison: Comparison) -> None:
    for side in comparison.sides:
        low, mean, high = side.signals["back_bow"]
        assert len(mean) == len(comparison.phases) * PER_PHASE + 1
        assert (low <= mean + 1e-9).all()
        assert (mean <= high + 1e-9).all()
        assert np.argmin(mean) < PER_PHASE + 5 < np.argmax(mean)


def test_what_changed_is_said_with_its_direction(comparison: Comparison) -> None:
    changes = {change.name: change for change in comparison.changes}
    assert changes["score"].verdict == "better"
    assert (changes["slow"].before, changes["slow"].after, changes["slow"].verdict) == (50.0, 0.0, "better")
    assert changes["back_bow"].verdict == "changed"
    assert changes["repetitions"].verdict == "same"


def test_change_within_the_measuring_error_is_none(evidence: Evidence) -> None:
    assert {change.verdict for change in compare(evidence, evidence).changes} == {"same"}


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (("monday/a.mp4", "friday/b.mp4"), ["a", "b"]),
        (("monday/poses.npz", "friday/poses.npz"), ["monday__poses", "friday__poses"]),
        (("a/x/poses.npz", "b/x/Poses.npz"), ["x__poses.npz", "x__Poses.npz-2"]),
    ],
)
def test_recordings_are_named_by_what_tells_them_apart(paths: tuple[str, str], names: list[str]) -> None:
    assert told_apart([Path(path) for path in paths]) == names


def test_different_exercises_cannot_be_compared(evidence: Evidence) -> None:
    assert evidence.exercise is not None
    other = replace(evidence, exercise=msgspec.structs.replace(evidence.exercise, key="other", name="Other"))
    with pytest.raises(NothingToJudge, match=r"^the recordings show different exercises: Cat-cow and Other$"):
        compare(evidence, other)


def test_recording_without_repetitions_cannot_be_compared(evidence: Evidence) -> None:
    review = msgspec.structs.replace(evidence.report.review, repetitions=())
    with pytest.raises(
        NothingToJudge, match=r"^no complete repetition was seen in .*: there is nothing to compare$"
    ):
        compare(evidence, replace(evidence, report=replace(evidence.report, review=review)))


def test_on_the_command_line(
    recorded: Path, later: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["review", str(recorded), str(later), "--compare", "--out", str(tmp_path), "--no-video"])
    text, error = capsys.readouterr()
    assert status == 0
    assert error == f"posecoach: comparison in {tmp_path / 'compare.html'}\n"
    assert [line.split() for line in text.splitlines() if line.startswith("Too fast")] == [
        ["Too", "fast", "50%", "0%", "better"]
    ]
    page = (tmp_path / "compare.html").read_text()
    assert 'href="morning/report.html"' in page
    assert (tmp_path / "evening" / "report.html").exists()


@pytest.mark.parametrize("language", languages())
def test_a_narrow_table_cuts_no_verdict(comparison: Comparison, language: str) -> None:
    words, console = load_words(language), Console(width=80, file=io.StringIO())
    with console.capture() as printed:
        console.print(table(comparison, ["a_long_name_of_a_recording", "another_name_of_a_recording"], words))
    said = set(printed.get().split())
    for one in comparison.changes:
        assert set(words(VERDICTS[one.verdict]).split()) <= said
