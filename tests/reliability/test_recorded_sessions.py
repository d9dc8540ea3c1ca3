"""What was recorded says in a review what the coach said live."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from posecoach.cli.main import main
from tests.reliability.sessions import EXERCISE, LIMIT_S, accept_warning, begin, events


def judged(result: dict[str, Any]) -> dict[str, Any]:
    return {name: result[name] for name in ("exercise", "phases", "repetitions", "faults", "summary")}


@pytest.mark.slow
def test_a_review_of_the_recording_says_the_same_as_the_coach_said_live(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "recorded"
    accept_warning(data)
    process = begin(data, "--no-window", "--no-voice", "--record", folder)
    process.communicate(timeout=LIMIT_S)
    assert process.returncode == 0
    live = json.loads((folder / "review.json").read_text("utf-8"))
    again = tmp_path / "again.json"
    assert main(["review", str(folder / "poses.npz"), "--exercise", EXERCISE, "--json", str(again)]) == 0
    review = json.loads(again.read_text("utf-8"))
    assert judged(review) == judged(live)
    told = [event for event in events(folder) if event["event"] == "RepetitionDone"]
    assert len(told) == len(review["repetitions"]) == 4
