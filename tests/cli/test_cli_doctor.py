"""`posecoach doctor`: what works, and how to fix what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.doctor import Checkup, examine
from tests.voice.fake import FakeSpeaker


def test_machine_without_camera_and_window_can_still_review(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "posecoach.capture.camera.tried_devices", lambda: [("/dev/video0", "there is no such device")]
    )
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["doctor"]) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    # Found it must be; how fast depends on what else this machine is doing.
    assert any(line[1:].startswith("  Inference  finds the person in the test image, ") for line in lines)
    assert "!  Camera     none can be used (/dev/video0: there is no such device)" in lines
    assert lines[-1] == "You can review recordings. The live coach needs a camera, or a video with --source."


def test_without_a_usable_model_nothing_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "broken.task"
    model.write_bytes(b"not a model")
    assert main(["doctor", "--model", str(model)]) == 3
    assert "The coach cannot run here until that is fixed." in capsys.readouterr().out


def test_broken_model_does_not_stop_the_other_checks(tmp_path: Path) -> None:
    states = {finding.topic: finding.state for finding in examine(str(tmp_path / "missing.task"))}
    assert states["Model"] == states["Inference"] == "broken"
    assert states["Program"] == states["Storage"] == states["History"] == "works"


def test_usable_camera_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    devices = [("/dev/video0", "delivers no frames"), ("/dev/video1", "")]
    monkeypatch.setattr("posecoach.capture.camera.tried_devices", lambda: devices)
    camera = next(finding for finding in examine(None) if finding.topic == "Camera")
    assert (camera.state, camera.text) == ("works", "/dev/video1")


def test_missing_library_is_a_finding_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posecoach.doctor.LIBRARIES", ("numpy", "no-such-library"))
    program = next(iter(examine(None)))
    assert program.state == "broken"
    assert program.remedy == "not installed: no-such-library; reinstall posecoach with pip"


def sound(monkeypatch: pytest.MonkeyPatch, speaker: FakeSpeaker | None, problem: str) -> Checkup:
    monkeypatch.setattr("posecoach.voice.opening.find_speaker", lambda language: (speaker, problem))
    return next(finding for finding in examine(None) if finding.topic == "Sound")


def test_voice_that_works_is_named_and_closed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = FakeSpeaker()
    assert sound(monkeypatch, speaker, "") == Checkup("Sound", "works", "fake, a sound device can be opened")
    assert speaker.closed
    assert speaker.heard == []


def test_tones_only_is_told_with_what_speech_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = "pyttsx3 is not installed; pip install 'posecoach[voice]'"
    found = sound(monkeypatch, FakeSpeaker(), problem)
    assert found == Checkup("Sound", "careful", "tones only, no voice", problem)


def test_silence_is_told_with_what_speech_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = "no sound device can be opened; connect or turn on speakers or headphones"
    assert sound(monkeypatch, None, problem) == Checkup("Sound", "careful", "the coach is silent", problem)
