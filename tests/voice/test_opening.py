"""The best voice that there is: speech, else tones, else nothing, said once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from posecoach.errors import OutputError, SoundError
from posecoach.events import CueGiven
from posecoach.state import CoachState
from posecoach.voice import opening
from posecoach.voice.opening import find_speaker, open_voice
from posecoach.words.catalogue import ENGLISH, Words
from posecoach.words.languages import load_words
from tests.voice.fake import FakeSpeaker
from tests.voice.sound import listen, loudspeaker, needs_speech


def no_speech(language: str, words_per_min: int) -> FakeSpeaker:
    raise SoundError("pyttsx3 is not installed; pip install 'posecoach[voice]'")


def no_tones() -> FakeSpeaker:
    raise SoundError("PortAudio is not installed; apt install libportaudio2")


def test_speech_is_taken_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = FakeSpeaker()
    monkeypatch.setattr(opening, "Speech", lambda language, words_per_min: speaker)
    remarks: list[str] = []
    open_voice(ENGLISH, remarks.append).close()
    assert remarks == []
    assert speaker.closed


def test_without_speech_tones_are_taken_and_that_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "Speech", no_speech)
    monkeypatch.setattr(opening, "Tones", FakeSpeaker)
    remarks: list[str] = []
    open_voice(ENGLISH, remarks.append).close()
    assert remarks == [
        "No voice, only tones: pyttsx3 is not installed; pip install 'posecoach[voice]'.",
    ]


def test_what_is_missing_is_said_in_the_persons_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "Speech", no_speech)
    monkeypatch.setattr(opening, "Tones", no_tones)
    remarks: list[str] = []
    open_voice(load_words("de"), remarks.append).close()
    assert remarks == ["Keine Stimme: pyttsx3 ist nicht installiert; pip install 'posecoach[voice]'."]


def test_without_both_nothing_is_heard_and_that_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "Speech", no_speech)
    monkeypatch.setattr(opening, "Tones", no_tones)
    remarks: list[str] = []
    open_voice(ENGLISH, remarks.append).close()
    assert remarks == ["No voice: pyttsx3 is not installed; pip install 'posecoach[voice]'."]
    assert find_speaker("en")[0] is None


def test_missing_pyttsx3_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyttsx3", None)
    monkeypatch.setattr(opening, "Tones", no_tones)
    assert find_speaker("en") == (None, "pyttsx3 is not installed; pip install 'posecoach[voice]'")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux needs aplay")
def test_missing_player_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyttsx3")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(opening, "Tones", no_tones)
    assert find_speaker("en")[1] == "aplay is not installed; apt install espeak-ng alsa-utils"


def test_log_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write .*missing.*: No such file or directory"):
        open_voice(ENGLISH, lambda _: None, tmp_path / "missing" / "voice.jsonl")


@pytest.mark.slow
def test_german_cue_is_spoken_within_half_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs_speech()
    heard = loudspeaker(tmp_path, monkeypatch)
    remarks: list[str] = []
    log = tmp_path / "voice.jsonl"
    voice = open_voice(Words("de", {"Slower": "Langsamer"}), remarks.append, log)
    assert voice.name == "speech (de)"
    voice(None, [CueGiven(1.0, "cat_cow", "Slower", "correct", "slow")], CoachState(exercise="cat_cow"))
    voice.close()
    assert remarks == []
    seconds, loudest = listen(heard)
    assert 0.3 < seconds < 2.0
    assert loudest > 0.2
    (line,) = map(json.loads, log.read_text().splitlines())
    assert (line["text"], line["outcome"]) == ("Langsamer", "spoken")
    assert line["started"] - line["queued"] < 0.5


END_WITHOUT_CLOSING = """
from posecoach.voice.opening import open_voice
from posecoach.words.catalogue import ENGLISH
voice = open_voice(ENGLISH, print)
print(voice._speaker._worker._process.pid, voice._speaker._spare._process.pid)
"""


@pytest.mark.slow
def test_no_process_and_no_file_outlives_a_program_that_forgot_to_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_speech()
    loudspeaker(tmp_path, monkeypatch)
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    command = [sys.executable, "-W", "ignore", "-c", END_WITHOUT_CLOSING]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30.0, check=True)
    end_s = time.monotonic() + 5.0
    for pid in done.stdout.split():
        while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
            assert time.monotonic() < end_s, "it still runs"
            time.sleep(0.02)
    assert list(place.iterdir()) == []
