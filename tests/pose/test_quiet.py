"""What reaches the terminal while a library is kept quiet."""

from __future__ import annotations

import os

import pytest

from posecoach.pose.quiet import quiet_stderr

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
