"""Keys in the terminal: taken without Enter, and the terminal is set back."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Iterator

import pytest
from rich.console import Console

from posecoach.drawing.page import ENTER, QUIT
from posecoach.drawing.pages import HURTS, rating_page, warning_page
from posecoach.live.terminal_keys import TerminalKeys

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import pty
import termios

CONSOLE = Console(file=io.StringIO(), width=100)


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Standard input is a terminal; return the end at which a person types."""
    person, program = pty.openpty()
    with os.fdopen(program, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield person
    os.close(person)


@pytest.mark.parametrize(
    ("keys", "commands"),
    [
        (b" ", ["pause"]),
        (b"p", ["pause"]),
        (b"X", ["pain"]),
        (b"nbm", ["skip", "back", "mute"]),
        (b"z", []),
        (b"\x1b[A", []),
    ],
)
def test_a_key_is_taken_without_enter(keyboard: int, keys: bytes, commands: list[str]) -> None:
    with TerminalKeys(CONSOLE) as listening:
        os.write(keyboard, keys)
        listening.attend(2000)
        assert list(listening.commands()) == commands
        assert list(listening.commands()) == []
        assert not listening.ended


@pytest.mark.parametrize("key", [b"q", b"\x1b"])
def test_q_and_escape_end_the_session(keyboard: int, key: bytes) -> None:
    with TerminalKeys(CONSOLE) as listening:
        os.write(keyboard, key)
        listening.attend(2000)
        assert listening.ended


def test_the_terminal_is_set_back(keyboard: int) -> None:
    before = termios.tcgetattr(sys.stdin)
    with TerminalKeys(CONSOLE):
        assert termios.tcgetattr(sys.stdin) != before
    assert termios.tcgetattr(sys.stdin) == before


def test_what_is_no_terminal_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.write(write, b"q")
    with os.fdopen(read, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        with TerminalKeys(CONSOLE) as listening:
            listening.attend(10)
            assert not listening.ended
    os.close(write)


@pytest.mark.parametrize(("key", "answer"), [(b"\n", ENTER), (b"q", QUIT), (b"xx\n", ENTER)])
def test_a_page_is_printed_and_answered_with_a_key(keyboard: int, key: bytes, answer: str) -> None:
    printed = io.StringIO()
    with TerminalKeys(Console(file=printed, width=100)) as listening:
        os.write(keyboard, key)
        assert listening.page(warning_page(), 5.0) == answer
    assert "Before you begin" in printed.getvalue()
    assert "or numbness between the legs" in printed.getvalue()
    assert "[Enter] I have read this; none of it applies to me   [q] Leave" in printed.getvalue()


def test_a_page_that_nobody_answers_in_time_is_left(keyboard: int) -> None:
    with TerminalKeys(CONSOLE) as listening:
        assert listening.page(warning_page(), 0.2) == ""


def test_a_key_that_answers_nothing_neither_answers_nor_lets_the_time_run_out(keyboard: int) -> None:
    answers: list[str] = []
    with TerminalKeys(CONSOLE) as listening:
        page = rating_page("How much?", "least", "most")
        asked = threading.Thread(target=lambda: answers.append(listening.page(page, 0.5)))
        os.write(keyboard, b"z")
        asked.start()
        asked.join(1.5)
        assert answers == []
        os.write(keyboard, b"x")
        asked.join(5.0)
    assert answers == [HURTS]


def test_a_page_is_not_answered_by_what_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.devnull) as stdin:  # noqa: PTH123 - the null device is no path
        monkeypatch.setattr(sys, "stdin", stdin)
        with TerminalKeys(CONSOLE) as listening:
            assert listening.page(warning_page()) == ""


def test_keys_that_arrive_together_answer_one_page_after_the_other(keyboard: int) -> None:
    rating = rating_page("How much?", "least", "most")
    with TerminalKeys(CONSOLE) as listening:
        os.write(keyboard, b"\n7n")
        assert [listening.page(page, 2.0) for page in (warning_page(), rating)] == [ENTER, "7"]
        listening.attend(100)
        assert listening.commands() == ["skip"]


def test_a_key_held_down_answers_one_page_and_skips_one_exercise(keyboard: int) -> None:
    with TerminalKeys(CONSOLE) as listening:
        os.write(keyboard, b"\n\n\nnnn")
        assert listening.page(warning_page(), 2.0) == ENTER
        listening.attend(100)
        os.write(keyboard, b"nn")
        listening.attend(2000)
        assert listening.commands() == ["skip"]


@pytest.mark.parametrize("sent", [b"\x1b[[A", b"\x1bOP", b"\x1b[15~", b"\x1b[1;5C"])
def test_a_function_key_is_neither_escape_nor_a_letter(keyboard: int, sent: bytes) -> None:
    with TerminalKeys(CONSOLE) as listening:
        os.write(keyboard, sent)
        listening.attend(2000)
        assert not listening.ended
        assert listening.commands() == []


@pytest.mark.parametrize("first", [b"\x1b", b"\x1b[", b"\x1b[1;"])
def test_an_arrow_that_comes_in_two_parts_is_not_escape(keyboard: int, first: bytes) -> None:
    with TerminalKeys(CONSOLE) as listening:
        os.write(keyboard, first)
        threading.Timer(0.01, os.write, (keyboard, b"\x1b[1;5B"[len(first) :])).start()
        listening.attend(2000)
        assert not listening.ended
        assert listening.commands() == []
