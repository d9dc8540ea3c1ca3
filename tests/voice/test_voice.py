"""The voice's thread: what it does with its speaker, its log, and at the end."""

from __future__ import annotations

import errno
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from posecoach.events import Announced, CueGiven, Event, Stage, StageStarted
from posecoach.state import CoachState
from posecoach.voice import voice as module
from posecoach.voice.log import UtteranceLog
from posecoach.voice.utterance import Speaker
from posecoach.voice.voice import Voice
from posecoach.words.catalogue import ENGLISH
from tests.voice.fake import FakeSpeaker

STATE = CoachState(exercise="cat_cow", in_position=True)
SLOWER = CueGiven(1.0, "cat_cow", "Slower", "correct", "slow", 0.6, 0.6)
LONG = Announced(0.0, "cat_cow", "next", "A long story", {})
STOP = CueGiven(2.0, "cat_cow", "Stop there", "stop", "too_far")

Open = Callable[..., Voice]


@pytest.fixture
def opened() -> Iterator[Open]:
    voices: list[Voice] = []

    def make(speaker: Speaker | None, log: Path | None = None, remarks: list[str] | None = None) -> Voice:
        told = [] if remarks is None else remarks
        voices.append(Voice(ENGLISH, speaker, told.append, UtteranceLog(log) if log else None))
        return voices[-1]

    yield make
    for voice in voices:
        voice.close()


def tell(voice: Voice, *events: Event) -> None:
    voice(None, events, STATE)


def wait_until(true: Callable[[], bool]) -> None:
    end_s = time.monotonic() + 5.0
    while not true():
        assert time.monotonic() < end_s, "it did not happen"
        time.sleep(0.002)


def test_cue_is_heard_and_logged_with_its_fault_and_times(opened: Open, tmp_path: Path) -> None:
    log = tmp_path / "voice.jsonl"
    speaker = FakeSpeaker()
    voice = opened(speaker, log)
    tell(voice, SLOWER)
    voice.close()
    assert speaker.heard == ["Slower"]
    assert speaker.closed
    (line,) = map(json.loads, log.read_text().splitlines())
    assert line["queued"] <= line["started"] <= line["ended"] <= time.time()
    assert time.time() - line["queued"] < 60.0, "seconds since 1970"
    times = ("queued", "started", "ended")
    assert {name: value for name, value in line.items() if name not in times} == {
        "text": "Slower",
        "priority": "correct",
        "rule": "slow",
        "known_s": 1.0,
        "span_s": 0.6,
        "onset_s": 0.6,
        "outcome": "spoken",
    }


def test_sink_returns_at_once_while_something_long_is_said(opened: Open) -> None:
    speaker = FakeSpeaker(slow=("A long story.",))
    voice = opened(speaker)
    tell(voice, LONG)
    assert speaker.speaking.wait(5.0)
    start_s = time.perf_counter()
    tell(voice, Announced(1.0, "cat_cow", "next", "Another story", {}))
    assert time.perf_counter() - start_s < 0.1
    speaker.finish()


def test_more_important_words_interrupt_and_are_said_at_once(opened: Open, tmp_path: Path) -> None:
    log = tmp_path / "voice.jsonl"
    speaker = FakeSpeaker(slow=("A long story.",))
    voice = opened(speaker, log)
    tell(voice, LONG)
    assert speaker.speaking.wait(5.0)
    tell(voice, STOP)
    voice.close()
    assert speaker.heard == ["A long story.", "Stop there"]
    assert speaker.stopped == ["A long story."]
    outcomes = [json.loads(line)["outcome"] for line in log.read_text().splitlines()]
    assert outcomes == ["interrupted", "spoken"]


def test_cue_that_had_to_wait_too_long_is_never_said(opened: Open) -> None:
    speaker = FakeSpeaker(slow=("Stop there",))
    voice = opened(speaker)
    tell(voice, STOP)
    assert speaker.speaking.wait(5.0)
    tell(voice, SLOWER)
    time.sleep(0.6)
    speaker.finish()
    voice.close()
    assert speaker.heard == ["Stop there"]


def test_who_has_begun_is_not_told_to_begin(opened: Open) -> None:
    speaker = FakeSpeaker(slow=("A long story.",))
    voice = opened(speaker)
    tell(voice, LONG)
    assert speaker.speaking.wait(5.0)
    tell(voice, Announced(0.5, "cat_cow", "begin", "Begin when you are ready", {}))
    tell(voice, SLOWER)
    voice.close()
    assert speaker.heard == ["A long story.", "Slower"]


def test_mute_stops_at_once_and_lets_nothing_be_said_until_it_is_lifted(opened: Open) -> None:
    speaker = FakeSpeaker(slow=("A long story.",))
    voice = opened(speaker)
    tell(voice, LONG)
    assert speaker.speaking.wait(5.0)
    assert voice.mute() is True
    assert speaker.stopped == ["A long story."]
    tell(voice, SLOWER)
    assert voice.mute() is False
    tell(voice, STOP)
    voice.close()
    assert speaker.heard == ["A long story.", "Stop there"]


def test_engine_that_fails_is_told_of_once_and_the_session_goes_on(opened: Open, tmp_path: Path) -> None:
    log = tmp_path / "voice.jsonl"
    remarks: list[str] = []
    speaker = FakeSpeaker(fails="speech does not work: no sound device")
    voice = opened(speaker, log, remarks)
    tell(voice, SLOWER)
    wait_until(lambda: bool(remarks))
    tell(voice, STOP)
    voice.close()
    assert remarks == ["speech does not work: no sound device; the session goes on without voice"]
    assert voice.name == ""
    outcomes = [json.loads(line)["outcome"] for line in log.read_text().splitlines()]
    assert outcomes == ["failed", "failed"]


def no_room(file: object, content: bytes) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_the_times_of_the_log_go_on_when_the_clock_on_the_wall_jumps(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began_s = time.time()
    log = tmp_path / "voice.jsonl"
    voice = opened(FakeSpeaker(), log)
    monkeypatch.setattr(time, "time", lambda: began_s - 86400.0)
    tell(voice, SLOWER)
    voice.close()

    (line,) = map(json.loads, log.read_text().splitlines())
    assert began_s - 1.0 <= line["queued"] <= line["started"] <= line["ended"] < began_s + 3600.0


def test_log_that_cannot_be_written_is_told_of_once_and_speech_goes_on(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = tmp_path / "voice.jsonl"
    monkeypatch.setattr("posecoach.voice.log.write", no_room)
    remarks: list[str] = []
    speaker = FakeSpeaker()
    voice = opened(speaker, full, remarks)
    tell(voice, SLOWER)
    wait_until(lambda: bool(remarks))
    tell(voice, STOP)
    voice.close()
    assert remarks == [f"cannot write {full}: No space left on device"]
    assert speaker.heard == ["Slower", "Stop there"]


def test_last_words_are_said_before_the_end(opened: Open) -> None:
    speaker = FakeSpeaker()
    voice = opened(speaker)
    tell(voice, LONG)
    voice.close()
    voice.close()
    assert speaker.heard == ["A long story."]


def test_end_waits_only_so_long_for_an_endless_story(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FINISH_S", 0.2)
    speaker = FakeSpeaker(slow=("A long story.",))
    voice = opened(speaker)
    tell(voice, LONG)
    assert speaker.speaking.wait(5.0)
    start_s = time.monotonic()
    voice.close()
    assert 0.2 <= time.monotonic() - start_s < 1.0
    assert speaker.stopped == ["A long story."]


def test_no_thread_is_left_behind(opened: Open) -> None:
    voice = opened(FakeSpeaker())
    voice.close()
    assert "posecoach voice" not in {thread.name for thread in threading.enumerate()}


def test_without_a_speaker_nothing_is_heard_and_nothing_is_wrong(opened: Open) -> None:
    remarks: list[str] = []
    voice = opened(None, remarks=remarks)
    tell(voice, SLOWER)
    voice.close()
    assert (voice.name, remarks) == ("", [])


def test_a_page_is_read_and_stops_when_it_is_answered(opened: Open) -> None:
    speaker = FakeSpeaker(slow=("Before you begin.",))
    voice = opened(speaker)
    voice.read("Before you begin.")
    assert speaker.speaking.wait(5.0)
    voice.hush()
    wait_until(lambda: speaker.stopped == ["Before you begin."])


def test_a_pause_ends_what_is_being_explained(opened: Open) -> None:
    speaker = FakeSpeaker(slow=("A long story.",))
    voice = opened(speaker)
    tell(voice, LONG)
    assert speaker.speaking.wait(5.0)
    tell(
        voice,
        StageStarted(3.0, "cat_cow", Stage.PAUSED, 1, 2),
        Announced(3.0, "cat_cow", "paused", "Paused", {}),
    )
    voice.close()
    assert speaker.stopped == ["A long story."]
    assert speaker.heard[-1] == "Paused."


def test_telling_takes_as_long_as_its_words_where_they_are_heard(opened: Open) -> None:
    voice, told = opened(FakeSpeaker()), [LONG]
    assert voice.seconds(told) == pytest.approx(0.1 * len("A long story."))
    assert voice.seconds([]) == 0.0
    voice.mute()
    assert voice.seconds(told) == 0.0
    assert opened(None).seconds(told) == 0.0
