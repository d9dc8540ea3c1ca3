"""`posecoach doctor`: what works, and how to mend what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecoach.cli import main
from posecoach.doctor import examine


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
    assert any(line[1:].startswith("  Inference  finds the person in the test picture, ") for line in lines)
    assert "!  Camera     none can be used (/dev/video0: there is no such device)" in lines
    assert lines[-1] == "Recordings can be reviewed. The live coach needs a camera, or a video with --source."


def test_without_a_usable_model_nothing_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = tmp_path / "broken.task"
    model.write_bytes(b"not a model")
    assert main(["doctor", "--model", str(model)]) == 3
    assert "The coach cannot run here until that is mended." in capsys.readouterr().out


def test_broken_model_does_not_stop_the_other_checks(tmp_path: Path) -> None:
    states = {finding.topic: finding.state for finding in examine(str(tmp_path / "missing.task"))}
    assert states["Model"] == states["Inference"] == "broken"
    assert states["Program"] == states["Storage"] == "works"


def test_usable_camera_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    devices = [("/dev/video0", "delivers no picture"), ("/dev/video1", "")]
    monkeypatch.setattr("posecoach.capture.camera.tried_devices", lambda: devices)
    camera = next(finding for finding in examine(None) if finding.topic == "Camera")
    assert (camera.state, camera.text) == ("works", "/dev/video1")


def test_missing_library_is_a_finding_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posecoach.doctor.LIBRARIES", ("numpy", "no-such-library"))
    program = next(iter(examine(None)))
    assert program.state == "broken"
    assert program.remedy == "not installed: no-such-library; install posecoach again with pip"
