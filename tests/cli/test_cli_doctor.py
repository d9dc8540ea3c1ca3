"""`posecoach doctor`: what works, and how to fix what does not."""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path

import msgspec
import pytest

from posecoach import __version__
from posecoach.cli.doctor_json import anonymous, doctor_json
from posecoach.cli.main import main
from posecoach.doctor import Checkup, examine
from posecoach.words.phrase import counted, filled
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


def program_with(monkeypatch: pytest.MonkeyPatch, **versions: str) -> Checkup:
    """Return what is said of the program where these libraries are installed in these versions."""
    real = importlib.metadata.version
    changed = {name.replace("_", "-"): version for name, version in versions.items()}
    monkeypatch.setattr("importlib.metadata.version", lambda name: changed.get(name) or real(name))
    requirements = [
        "mediapipe==0.10.31",
        "numpy<3,>=2.1",
        "opencv-python<6,>=5",
        'scipy>=99; extra == "render"',
    ]
    monkeypatch.setattr("importlib.metadata.requires", lambda name: requirements)
    return next(iter(examine(None)))


@pytest.mark.parametrize(
    ("library", "version", "needed"),
    [
        ("numpy", "3.0.0rc1", "numpy<3,>=2.1"),
        ("numpy", "2.0.9", "numpy<3,>=2.1"),
        ("opencv_python", "6.0.0.1", "opencv-python<6,>=5"),
        ("mediapipe", "1.2.3", "mediapipe==0.10.31"),
    ],
)
def test_a_library_in_a_version_that_was_not_tried_is_named(
    monkeypatch: pytest.MonkeyPatch, library: str, version: str, needed: str
) -> None:
    program = program_with(monkeypatch, **{library: version})
    assert program.state == "careful"
    assert (
        program.remedy == f"needs {needed}, and other releases were not tried; reinstall posecoach with pip"
    )


@pytest.mark.parametrize(
    ("library", "version"), [("numpy", "2.99.1"), ("numpy", "2.1"), ("opencv_python", "5.0")]
)
def test_a_library_within_its_bounds_works(
    monkeypatch: pytest.MonkeyPatch, library: str, version: str
) -> None:
    program = program_with(monkeypatch, **{library: version})
    assert (program.state, program.remedy) == ("works", "")


def test_another_opencv_beside_ours_is_named_with_how_to_remove_it(monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_with(monkeypatch, opencv_python_headless="5.0.0.93")
    assert program.state == "careful"
    assert "opencv-python-headless 5.0.0.93" in program.text
    assert program.remedy == (
        "opencv-python-headless writes the same files as opencv-python; run 'pip uninstall "
        "opencv-python-headless' and 'pip install --force-reinstall opencv-python'"
    )


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


def test_a_bug_report_holds_no_name_and_no_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "Anna Muster"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(
        "posecoach.capture.camera.tried_devices", lambda: [("/dev/video0 (Anna's phone)", "")]
    )
    status = main(["doctor", "--json", "-", "--model", str(here / "anna.task")])
    told = capsys.readouterr().out
    found = json.loads(told)

    assert (status, found["schema"]) == (3, "posecoach.doctor/1")
    assert not re.search("anna|muster|tmp", told, re.IGNORECASE)
    assert {one["topic"]: one["text"] for one in found["checks"]}["Camera"] == "<cameras>"
    assert found["libraries"]["numpy"] == importlib.metadata.version("numpy")


def test_a_bug_report_goes_into_a_new_file_beside_what_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "doctor.json"
    assert main(["doctor", "--json", str(path)]) == 0
    assert "You can review recordings" in capsys.readouterr().out
    assert json.loads(path.read_text())["posecoach_version"] == __version__


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (filled("{path} is not writable", path="/home/anna"), "<path> is not writable"),
        (filled("{path}: {reason}", path="C:\\Users\\Anna", reason="no space left"), "<path>: no space left"),
        (
            counted("{count} session in {path}", "{count} sessions in {path}", 3, path="x"),
            "3 sessions in <path>",
        ),
        (filled("a {thing}", thing=filled("{ms} ms in {folder}", ms=4, folder="anna")), "a 4 ms in <folder>"),
        ("libGL.so.1: cannot open /home/anna/lib.so", "libGL.so.1: cannot open <path>"),
        ("nothing of anybody", "nothing of anybody"),
    ],
)
def test_what_may_be_a_name_is_replaced_by_what_it_is(text: str, told: str) -> None:
    assert anonymous(text) == told


@pytest.mark.parametrize(
    ("system", "environment", "display"),
    [
        ("linux", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wayland"),
        ("linux", {"DISPLAY": ":0"}, "x11"),
        ("linux", {}, "none"),
        ("win32", {}, "unknown"),
    ],
)
def test_what_draws_the_windows_is_told(
    system: str, environment: dict[str, str], display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", system)

    assert msgspec.json.decode(doctor_json([]))["system"]["display"] == display
