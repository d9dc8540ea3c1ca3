"""Three real people as a user reviews them: from their landmarks, and from the pixels where the clips are at hand."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from posecoach.errors import NothingToJudge
from tests.shared import shared

ROOT = Path(__file__).resolve().parents[2]
LANDMARKS = ROOT / "tests" / "data" / "real"
READING_ERROR_S = 0.2
UP_S = [(0.0, 1.3), (2.8, 4.3), (5.8, 6.6)]
DOWN_S = [(1.7, 2.3), (4.7, 5.3)]


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit status, standard error, the review."""

    status: int
    errors: str
    review: dict[str, Any]


@cache
def review(clip: str) -> Outcome:
    """Review a clip as a user does."""
    source = LANDMARKS / clip if clip.endswith(".npz") else shared("real_clips", clip)
    done = run(
        [sys.executable, "-m", "posecoach", "review", str(source), "--exercise", "auto", "--json", "-"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Outcome(done.returncode, done.stderr, json.loads(done.stdout))


def phases_at(outcome: Outcome, start_s: float, end_s: float) -> set[str]:
    """Return the phases that a span, less the error of reading it, lies in."""
    start_s, end_s = start_s + READING_ERROR_S, end_s - READING_ERROR_S
    return {
        span["phase"]
        for span in outcome.review["phases"]
        if min(span["end_s"], end_s) - max(span["start_s"], start_s) > 0.25 * (end_s - start_s)
    }


@pytest.fixture(params=["npz", pytest.param("mp4", marks=pytest.mark.slow)])
def form(request: pytest.FixtureRequest) -> str:
    """What is reviewed: the landmarks in the repository, or the clip itself."""
    return str(request.param)


def test_the_lifts_of_a_bridge_are_found(form: str) -> None:
    outcome = review(f"glute_bridge.{form}")

    assert outcome.status == 0
    assert outcome.review["exercise"] == "hip_lift_twist"
    for span in UP_S:
        assert phases_at(outcome, *span) <= {"lift", "return"}, span
    for span in DOWN_S:
        assert phases_at(outcome, *span) <= {"rest", "return"}, span
    assert sum(span["phase"] == "lift" for span in outcome.review["phases"]) == 3


def test_a_bridge_has_no_twist_and_no_side(form: str) -> None:
    found = review(f"glute_bridge.{form}").review

    assert not {"twist", "hold"} & {span["phase"] for span in found["phases"]}
    assert all(span["side"] is None for span in found["phases"] + found["repetitions"])


def test_a_bridge_is_seen_from_the_side(form: str) -> None:
    assert review(f"glute_bridge.{form}").review["setup"]["view"] == "side"


@pytest.mark.parametrize("clip", ["bodyweight_squat", "lateral_leg_raise"])
def test_an_exercise_that_is_none_of_ours_is_not_judged(clip: str, form: str) -> None:
    outcome = review(f"{clip}.{form}")

    assert outcome.status == NothingToJudge.exit_status
    assert outcome.review["exercise"] is None
    assert outcome.review["recognised"] is False
    assert outcome.review["phases"] == []
    assert outcome.review["repetitions"] == []
    assert outcome.review["faults"] == []
    assert outcome.review["summary"]["repetitions"] == 0


@pytest.mark.parametrize("clip", ["bodyweight_squat", "lateral_leg_raise"])
def test_one_line_says_that_nothing_was_recognised(clip: str, form: str) -> None:
    lines = review(f"{clip}.{form}").errors.strip().splitlines()

    assert len(lines) == 1
    assert lines[0].startswith("posecoach: ")
    assert clip in lines[0]
