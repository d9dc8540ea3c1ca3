"""`posecoach live` before its first image: it hurts, or the person wants to leave."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from posecoach.cli import live_session
from posecoach.cli.exit_status import STOPPED_FOR_PAIN
from posecoach.cli.live_start import WARNING_VERSION
from posecoach.cli.main import main
from posecoach.drawing.page import Page
from posecoach.history.records import Session
from posecoach.history.store import open_history
from posecoach.live.terminal_keys import TerminalKeys
from tests.videos import evenly, write_video

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals of this kind", allow_module_level=True)

import pty

QUESTION = "How much does it hurt now?"


@pytest.fixture(scope="module")
def empty_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(tmp_path_factory.mktemp("videos") / "empty.mp4", evenly(10))


@pytest.fixture
def keyboard(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The person has seen the warning before and sits at a terminal; return the end at which they type."""
    with open_history() as history:
        history.set_consent(WARNING_VERSION, datetime.now().astimezone())
    person, program = pty.openpty()
    monkeypatch.setattr(live_session, "FILE_PATIENCE_S", 0.2)
    with os.fdopen(program, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield person
    os.close(person)


def at_the_question(monkeypatch: pytest.MonkeyPatch, press: Callable[[], object]) -> None:
    """Have a key pressed when the question about pain is there: what was typed before is not for it."""
    ask = TerminalKeys.page

    def asking(self: TerminalKeys, page: Page, patience_s: float | None = None) -> str:
        if page.title == QUESTION:
            press()
        return ask(self, page, patience_s)

    monkeypatch.setattr(TerminalKeys, "page", asking)


def live(source: Path, *exercise: str) -> int:
    words = ["live", *exercise, "--keep", "--no-window", "--no-voice", "--language", "en"]
    return main([*words, "--source", str(source)])


def kept() -> list[Session]:
    with open_history() as history:
        return history.sessions()


def while_it_loads(monkeypatch: pytest.MonkeyPatch, press: Callable[[], object]) -> None:
    """Have a key pressed while the model loads."""
    load = live_session.open_estimator

    def loading(*words: Any) -> Any:
        press()
        return load(*words)

    monkeypatch.setattr(live_session, "open_estimator", loading)


@pytest.mark.parametrize("exercise", ["cat_cow", "pop_your_back", "auto"])
def test_pain_at_the_question_about_pain_stops_and_is_remembered(
    keyboard: int,
    empty_room: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    exercise: str,
) -> None:
    at_the_question(monkeypatch, lambda: os.write(keyboard, b"x"))
    assert live(empty_room, exercise) == STOPPED_FOR_PAIN
    output, error = capfd.readouterr()
    assert QUESTION in output
    assert "Rest in a comfortable position." in output
    assert "saw nobody" not in error
    (session,) = kept()
    assert (session.ended, len(session.pain_stops), session.repetitions) == ("pain", 1, ())
    with open_history() as history:
        assert history.last_pain() is not None


def test_to_leave_at_the_question_about_pain_begins_nothing(
    keyboard: int, empty_room: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_question(monkeypatch, lambda: os.write(keyboard, b"q"))
    assert live(empty_room, "cat_cow") == 0
    output, error = capfd.readouterr()
    assert QUESTION in output
    assert (error, kept()) == ("", [])


def test_pain_while_the_model_loads_stops_and_is_remembered(
    keyboard: int, empty_room: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_question(monkeypatch, lambda: os.write(keyboard, b"2"))
    while_it_loads(monkeypatch, lambda: os.write(keyboard, b"x"))
    assert live(empty_room, "cat_cow") == STOPPED_FOR_PAIN
    output, error = capfd.readouterr()
    assert "Rest in a comfortable position." in output
    assert "saw nobody" not in error
    (session,) = kept()
    assert (session.ended, len(session.pain_stops), session.rated("pain_before")) == ("pain", 1, 2)


def test_to_leave_while_the_model_loads_blames_no_camera(
    keyboard: int, empty_room: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_question(monkeypatch, lambda: os.write(keyboard, b"s"))
    while_it_loads(monkeypatch, lambda: os.write(keyboard, b"q"))
    assert live(empty_room, "cat_cow") == 0
    _, error = capfd.readouterr()
    assert "saw nobody" not in error
    assert kept() == []


def test_while_the_model_loads_the_question_is_gone_from_the_screen(
    keyboard: int, empty_room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(TerminalKeys, "show", lambda _, picture, snapshot: shown.append(snapshot))
    when_loading: list[object] = []
    while_it_loads(monkeypatch, lambda: when_loading.extend(shown))
    at_the_question(monkeypatch, lambda: os.write(keyboard, b"s"))
    live(empty_room, "cat_cow")
    assert when_loading == [None]


def test_to_leave_with_the_first_images_blames_no_camera(
    keyboard: int, empty_room: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def seen(_: TerminalKeys, picture: object, snapshot: object) -> None:
        if snapshot is not None:
            os.write(keyboard, b"q")

    monkeypatch.setattr(TerminalKeys, "show", seen)
    at_the_question(monkeypatch, lambda: os.write(keyboard, b"s"))
    long = write_video(empty_room.with_name("long.mp4"), evenly(75))
    assert live(long, "cat_cow") == 0
    assert "saw nobody" not in capfd.readouterr().err
