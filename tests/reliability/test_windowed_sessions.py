"""Real sessions in a real window: "it hurts" at any moment, and the close button."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from posecoach.cli.exit_status import STOPPED_FOR_PAIN
from posecoach.events import Stage
from tests.conftest import ROOT
from tests.live.x11 import Person
from tests.reliability.sessions import LIMIT_S, accept_warning, begin, events, sessions, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the keys are sent through X11"),
]

SHOWN_S = 1.0
"""From the key to the event in the log, the press and a busy machine included; a frame takes 0.03 s."""


@pytest.fixture
def person(display: str, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setenv("DISPLAY", display)
    return Person()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    accept_warning(tmp_path / "data")
    return tmp_path / "data"


def happened(folder: Path, event: str, **values: str) -> bool:
    return any(told["event"] == event and values.items() <= told.items() for told in events(folder))


def ended(process: subprocess.Popen[str], status: int = 0) -> str:
    _, error = process.communicate(timeout=LIMIT_S)
    assert process.returncode == status, error
    assert "Traceback" not in error
    return error


def test_it_hurts_in_the_exercise_stops_everything_and_is_kept(
    person: Person, data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "recorded"
    process = begin(data, "--no-voice", "--record", folder)
    until(lambda: happened(folder, "RepetitionDone"))
    person.press("x")
    assert until(lambda: happened(folder, "PainStopped", exercise="arm_circles")) < SHOWN_S
    after = [told["event"] for told in events(folder)]
    assert after[after.index("PainStopped") :] == ["PainStopped", "StageStarted", "Announced"]
    person.press("Return")
    ended(process, STOPPED_FOR_PAIN)
    (session,) = sessions(data)
    assert session.ended == "pain"
    assert [stop.exercise for stop in session.pain_stops] == ["arm_circles"]
    assert len(session.repetitions) == 1


def test_it_hurts_while_getting_into_place_stops_too(person: Person, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recorded"
    empty = ROOT / "sample_videos" / "negative_empty_room_a.mp4"
    if not empty.exists():
        pytest.skip("there is no sample_videos/negative_empty_room_a.mp4")
    process = begin(data, "--no-voice", "--record", folder, source=empty)
    until(lambda: happened(folder, "StageStarted", stage=Stage.SETUP))
    person.press("x")
    assert until(lambda: happened(folder, "PainStopped")) < SHOWN_S
    person.press("Return")
    ended(process, STOPPED_FOR_PAIN)
    assert [session.ended for session in sessions(data)] == ["pain"]


def test_the_close_button_ends_the_session_saved(person: Person, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recorded"
    process = begin(data, "--no-voice", "--record", folder)
    until(lambda: happened(folder, "RepetitionDone"))
    person.close("posecoach")
    ended(process)
    (session,) = sessions(data)
    assert session.ended == "left"
    assert len(session.repetitions) >= 1
    assert {path.name for path in folder.iterdir()} == {
        ".posecoach.json", "events.jsonl", "poses.npz", "review.json", "video.mp4",
    }  # fmt: skip
