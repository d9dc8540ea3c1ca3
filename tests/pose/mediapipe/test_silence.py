"""What reaches the terminal while a library is kept quiet."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading

import pytest

from posecoach.pose.mediapipe.silence import quiet_stderr

CHATTER = (
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
    b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    b"W0000 00:00:1795166186.716687    8117 inference_feedback_manager.cc:114] Feedback manager requires\n"
    b"E0000 00:00:1795166186.716687    8117 model.cc:1] no\n"
)


def test_the_librarys_lines_are_dropped_and_all_others_pass(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_stderr():
        os.write(2, CHATTER)
        os.write(2, b"Warning: your own\nINFORMATION\n")
        os.write(2, CHATTER)
    assert capfd.readouterr().err == "Warning: your own\nINFORMATION\n"


def test_afterwards_everything_passes(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_stderr():
        pass
    os.write(2, CHATTER)
    assert capfd.readouterr().err == CHATTER.decode()


def test_an_error_inside_gives_the_terminal_back(capfd: pytest.CaptureFixture[str]) -> None:
    def say_and_fail() -> None:
        os.write(2, b"said before\n")
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"), quiet_stderr():
        say_and_fail()
    os.write(2, b"said after\n")
    assert capfd.readouterr().err == "said before\nsaid after\n"


def test_several_threads_may_be_quiet_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    inside, leave = threading.Barrier(2), threading.Event()

    def be_quiet() -> None:
        with quiet_stderr():
            inside.wait(30)
            leave.wait(30)
            os.write(2, CHATTER + b"last\n")

    with quiet_stderr():
        other = threading.Thread(target=be_quiet)
        other.start()
        inside.wait(30)
    os.write(2, b"still held\n")
    assert capfd.readouterr().err == ""
    leave.set()
    other.join(30)
    os.write(2, b"given back\n")
    assert capfd.readouterr().err == "still held\nlast\ngiven back\n"


@pytest.mark.skipif(sys.platform == "win32", reason="closing standard error is not enough there")
def test_without_standard_error_there_is_nothing_to_keep_clean() -> None:
    script = (
        "import os; os.close(2); from posecoach.pose.mediapipe.silence import quiet_stderr\n"
        "with quiet_stderr(): print('fine')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=True)
    assert done.stdout.decode().split() == ["fine"]


def test_without_a_place_for_a_file_it_is_loud_but_goes_on(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    for _ in range(2):
        with quiet_stderr():
            os.write(2, CHATTER)
    assert capfd.readouterr().err == 2 * CHATTER.decode()


def test_no_descriptor_is_left_open() -> None:
    def next_free() -> int:
        descriptor = os.dup(2)
        os.close(descriptor)
        return descriptor

    before = next_free()
    for _ in range(5):
        with quiet_stderr():
            pass
    assert next_free() == before
