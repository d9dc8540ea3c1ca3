"""The command line as a user meets it: exit statuses, one line for each error, nothing heavy for --help."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from posecoach import __version__
from posecoach.cli.main import main
from posecoach.review.job import Job, TellProgress
from tests.videos import evenly, write_video

HEAVY = ("numpy", "cv2", "mediapipe", "rich", "msgspec")


@pytest.fixture(scope="module")
def empty_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(tmp_path_factory.mktemp("videos") / "empty room.mp4", evenly(6))


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.mp4"
    path.write_text("this is no video", encoding="utf-8")
    return path


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error of one command."""
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, *capfd.readouterr()


HANG_UP = [signal.SIGHUP] if hasattr(signal, "SIGHUP") else []
"""What a closed terminal sends; Windows has none."""


def start(*arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "posecoach", *map(str, arguments)], stderr=subprocess.PIPE, **options
    )


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, posecoach.cli.main\n"
        "try: posecoach.cli.main.main(['--help'])\n"
        f"except SystemExit: print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "--version") == (0, f"posecoach {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "the following arguments are required: COMMAND (see 'posecoach --help')"),
        (("review",), "the following arguments are required: VIDEO (see 'posecoach review --help')"),
        (
            ("review", "x.mp4", "--exercise", "cat_cov"),
            "there is no exercise or routine 'cat_cov'; did you mean 'cat_cow'?",
        ),
        (("live", "cat_cov"), "there is no exercise or routine 'cat_cov'; did you mean 'cat_cow'?"),
        (("exercises", "cat_cov"), "there is no exercise or routine 'cat_cov'; did you mean 'cat_cow'?"),
        (("exercises", "cat_cow", "--check", "x.toml"), "give a NAME or --check FILE, not both"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    arguments: tuple[str, ...], message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(capfd, *arguments) == (2, "", f"posecoach: {message}\n")


def test_unknown_command_names_the_known_ones(capfd: pytest.CaptureFixture[str]) -> None:
    status, _, error = run(capfd, "revew")
    assert status == 2
    assert error.startswith("posecoach: argument COMMAND: invalid choice: 'revew' (choose from ")
    assert error.count("\n") == 1


def test_missing_video(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "review", "missing.mp4") == (
        3,
        "",
        "posecoach: missing.mp4 does not exist: check the path\n",
    )


def test_text_in_place_of_a_video(text_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    message = f"posecoach: {text_file} is not a readable video: give a video file such as .mp4 or .webm\n"
    assert run(capfd, "review", text_file) == (3, "", message)


def test_missing_recording(capfd: pytest.CaptureFixture[str]) -> None:
    status, output, error = run(capfd, "review", "missing.npz")
    assert (status, output) == (3, "")
    assert error.startswith("posecoach: missing.npz")
    assert error.count("\n") == 1


def test_video_with_nobody_is_nothing_to_judge(empty_room: Path, capfd: pytest.CaptureFixture[str]) -> None:
    message = f"nobody was seen in {empty_room}; your whole body must be in view, with enough light"
    assert run(capfd, "review", empty_room) == (4, "", f"posecoach: {message}\n")


def test_json_of_nothing_to_judge(empty_room: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, output, _ = run(capfd, "review", empty_room, "--json", "-", "--exercise", "cat_cow")
    result = json.loads(output)
    assert status == 4
    assert (result["schema"], result["recognised"], result["exercise"]) == ("posecoach.review/1", False, None)
    assert (result["repetitions"], result["faults"], result["phases"]) == ([], [], [])
    assert result["video"]["frames"] == 6
    assert "features" not in result


def test_one_bad_file_does_not_stop_the_rest(empty_room: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, output, error = run(capfd, "review", "missing.mp4", empty_room, "--json", "-")
    assert status == 3
    assert [review["video"]["path"] for review in json.loads(output)] == [str(empty_room)]
    assert [line.split(" ")[1] for line in error.splitlines()] == ["missing.mp4", "nobody"]


def test_damaged_model_is_said_before_anything_else(
    empty_room: Path, text_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, output, error = run(capfd, "--model", text_file, "review", empty_room, empty_room)
    assert (status, output) == (3, "")
    assert error.startswith(f"posecoach: model {text_file} is not a MediaPipe pose bundle (SHA-256 ")
    assert error.count("\n") == 1


def test_model_may_stand_after_the_command(empty_room: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, _, error = run(capfd, "review", empty_room, "--model", "missing.task")
    assert status == 3
    assert error.startswith("posecoach: model missing.task cannot be read")


def test_json_into_a_missing_folder_is_refused_at_once(
    empty_room: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "nowhere" / "review.json"
    message = f"cannot write {target}: there is no folder {target.parent}; make it first"
    assert run(capfd, "review", empty_room, "--json", target) == (3, "", f"posecoach: {message}\n")


def test_folder_that_cannot_be_made(
    empty_room: Path, text_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = text_file / "out"
    status, _, error = run(capfd, "review", empty_room, "--out", folder)
    assert status == 3
    assert error.startswith(f"posecoach: cannot write {text_file}: ")


def test_out_keeps_result_and_landmarks_of_each_video(
    empty_room: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(capfd, "review", empty_room, empty_room, "--out", tmp_path)
    kept = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*"))
    names = ["empty room", "empty room-2"]
    files = (
        ".posecoach.json",
        "annotated.mp4",
        "cues.srt",
        "cues.vtt",
        "poses.npz",
        "report.html",
        "review.json",
    )
    assert kept == sorted(f"{name}{os.sep}{file}" for name in names for file in files)


def test_kept_landmarks_can_be_reviewed_again(
    empty_room: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(capfd, "review", empty_room, "--out", tmp_path)
    status, output, _ = run(capfd, "review", tmp_path / "poses.npz", "--json", "-")
    first, again = json.loads((tmp_path / "review.json").read_text()), json.loads(output)
    assert status == 4
    assert again["model"]["sha256"] == first["model"]["sha256"]
    for review in (first, again):
        del review["model"], review["video"]["path"], review["video"]["duration_s"]
    assert again == first


def test_debug_shows_where(capfd: pytest.CaptureFixture[str]) -> None:
    status, _, error = run(capfd, "review", "missing.mp4", "--debug")
    assert status == 3
    assert error.startswith("Traceback (most recent call last):\n")
    assert error.endswith("\nposecoach: missing.mp4 does not exist: check the path\n")


def test_unexpected_error_is_one_line_without_debug(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posecoach.cli.exercises.listing", lambda *_: 1 / 0)
    message = "posecoach: unexpected ZeroDivisionError: division by zero (--debug shows where)\n"
    assert run(capfd, "exercises") == (1, "", message)


def test_closed_pipe_is_no_error() -> None:
    process = start("exercises", stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 0


def test_encoding_without_dashes_and_ticks_is_no_error() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    process = start("exercises", "cat_cow", stdout=subprocess.PIPE, env=environment)
    output, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (0, b"")
    assert b"Cat-cow" in output


def test_interruption_between_two_recordings_keeps_the_first(
    empty_room: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from posecoach.cli import review as command

    carry_out = command.carry_out

    def interrupted(job: Job, tell: TellProgress, workers: int) -> object:
        if job.path.name == "second.mp4":
            raise KeyboardInterrupt
        return carry_out(job, tell, workers=workers)

    monkeypatch.setattr(command, "carry_out", interrupted)
    target = tmp_path / "all.json"
    status, _, _ = run(capfd, "review", empty_room, "second.mp4", "--json", target)
    assert status == 130
    assert [review["video"]["path"] for review in json.loads(target.read_text())] == [str(empty_room)]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, *HANG_UP])
def test_interrupted_review_keeps_what_was_judged(number: signal.Signals, tmp_path: Path) -> None:
    video = write_video(tmp_path / "long.mp4", evenly(3000))
    out = tmp_path / "out"
    process = start("review", video, "--out", out)

    def begun() -> bool:
        parts = out.glob(".posecoach-*.part/new/poses.part.npz")
        return any(part.stat().st_size > 10_000 for part in parts)

    deadline_s = time.monotonic() + 60
    while not begun() and time.monotonic() < deadline_s:
        time.sleep(0.05)
    process.send_signal(number)
    _, error = process.communicate(timeout=60)
    assert error.decode().splitlines() == [f"posecoach: interrupted; what was judged of {video} is in {out}"]
    assert process.returncode == 130
    frames = json.loads((out / "review.json").read_text())["video"]["frames"]
    assert 0 < frames < 3000
    assert (out / "poses.npz").exists()


@pytest.mark.parametrize("command", [("review",), ("live", "cat_cow", "--source")])
def test_inference_that_is_no_way_to_look_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    video = tmp_path / "a.mp4"
    video.write_bytes(b"")
    assert main([*command, str(video), "--inference", "often"]) == 2
    assert (
        "--inference is 'often'; it must be full, auto, or a number of frames a second"
        in capsys.readouterr().err
    )
