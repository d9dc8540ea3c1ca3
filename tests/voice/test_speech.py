"""Real speech: espeak-ng through pyttsx3, heard by a loudspeaker made of files."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from posecoach.errors import SoundError
from posecoach.voice.speech import SLOW_WORDS_PER_MIN, WORKER, Speech, check_speech, seconds_to_say
from posecoach.voice.utterance import Priority, Utterance
from tests.voice.sound import listen, loudspeaker, needs_speech, no_loudspeaker

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _speech_is_possible() -> None:
    needs_speech()


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == [], "sounds were left behind"


def line(text: str) -> Utterance:
    return Utterance(text, Priority.CORRECT, 0.0)


def say(speech: Speech, text: str) -> float | None:
    """Say something; return after how many seconds it began, None if it did not."""
    start_s = time.perf_counter()
    begun_s: list[float] = []
    speech.prepare()
    speech.say(line(text), lambda: begun_s.append(time.perf_counter() - start_s))
    return begun_s[0] if begun_s else None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Round your back more"),
        ("de", "Mach den Rücken runder"),
        ("es", "Redondea más la espalda"),
        ("fr", "Arrondis plus le dos"),
    ],
)
def test_words_are_heard(language: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = loudspeaker(tmp_path, monkeypatch)
    with closing(Speech(language)) as speech:
        assert speech.name == f"speech ({language})"
        assert say(speech, text) is not None
    seconds, loudest = listen(heard)
    assert 0.8 < seconds < 4.0
    assert loudest > 0.2


def test_every_utterance_is_heard_whole_and_at_a_calm_pace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pyttsx3 lost the rate in every third process, and then every second utterance."""
    heard = loudspeaker(tmp_path, monkeypatch)
    for _ in range(8):
        with closing(Speech("en")) as speech:
            say(speech, "Stop there")
            say(speech, "Round your back more, if it is comfortable")
            seconds, loudest = listen(heard)
            assert 2.8 < seconds < 3.6, "2.3 s at pyttsx3's own 200 words/min"
            assert loudest > 0.2


def test_languages_sound_different(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = loudspeaker(tmp_path, monkeypatch)
    sounds = []
    for language in (
        "en",
        "de",
        "es",
        "fr",
    ):
        with closing(Speech(language)) as speech:
            say(speech, "3")
        sounds.append(heard.read_bytes())
    assert len(set(sounds)) == len(sounds)


def test_speech_can_be_stopped_at_once_and_goes_on_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loudspeaker(tmp_path, monkeypatch, paced=True)
    with closing(Speech("en")) as speech:
        for _ in range(3):
            stopped_s: list[float] = []

            def stop(stopped_s: list[float] = stopped_s) -> None:
                stopped_s.append(time.perf_counter())
                speech.stop()

            threading.Timer(0.5, stop).start()
            say(speech, "This is a very long story. " * 10)
            assert time.perf_counter() - stopped_s[0] < 1.0
            begun_s = say(speech, "Stop")
            assert begun_s is not None
            assert begun_s < 1.0


def test_words_take_as_long_as_they_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loudspeaker(tmp_path, monkeypatch, paced=True)
    with closing(Speech("en")) as speech:
        start_s = time.perf_counter()
        say(speech, "This is a very long story. " * 2)
        assert time.perf_counter() - start_s > 2.0


def test_language_that_no_voice_speaks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loudspeaker(tmp_path, monkeypatch)
    with pytest.raises(SoundError) as caught:
        Speech("xx")
    assert str(caught.value) == "speech does not work: there is no voice that speaks 'xx'"


def test_missing_engine_is_told_with_the_package_that_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words as those of pyttsx3 where no library of espeak-ng can be loaded."""
    loudspeaker(tmp_path, monkeypatch)
    module = tmp_path / "pyttsx3.py"
    module.write_text(
        "raise RuntimeError('This means you probably do not have eSpeak or eSpeak-ng installed!')"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(SoundError) as caught:
        Speech("en")
    assert str(caught.value) == ("espeak-ng is not installed; apt install espeak-ng alsa-utils")


def test_missing_sound_device_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_loudspeaker(tmp_path, monkeypatch)
    with pytest.raises(SoundError) as caught:
        check_speech()
    assert str(caught.value) == ("no sound device can be opened; connect or turn on speakers or headphones")


def test_sound_device_that_goes_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loudspeaker(tmp_path, monkeypatch)
    with closing(Speech("en")) as speech:
        say(speech, "one")
        no_loudspeaker(tmp_path, monkeypatch)
        with pytest.raises(SoundError) as caught:
            say(speech, "two")
    assert str(caught.value) == "the sound device has stopped responding"


def test_engine_that_ends_by_itself_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loudspeaker(tmp_path, monkeypatch)
    with closing(Speech("en")) as speech:
        process = speech._worker._process
        process.kill()
        process.wait()
        with pytest.raises(SoundError) as caught:
            say(speech, "one")
    assert str(caught.value) == "speech does not work: it does not answer"


def test_engine_ends_with_the_program_that_started_it_and_removes_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_temporary_folder: Path
) -> None:
    loudspeaker(tmp_path, monkeypatch)
    folder = own_temporary_folder / "engine"
    folder.mkdir()
    command = [sys.executable, "-P", str(WORKER), "en", "150", str(folder)]
    done = subprocess.run(command, input="", capture_output=True, text=True, timeout=20.0, check=True)
    assert done.stdout == "ready\n"
    assert not folder.exists()


def test_words_are_heard_also_where_the_temporary_folder_has_a_space_in_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = loudspeaker(tmp_path, monkeypatch)
    place = tmp_path / "my $(touch) files"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with closing(Speech("en")) as speech:
        heard.unlink()
        say(speech, "Breathe in")
    assert listen(heard)[0] > 0.5


def test_slow_speech_takes_longer() -> None:
    text = "On hands and knees, arch the back slowly."
    assert seconds_to_say(text, SLOW_WORDS_PER_MIN) > 1.3 * seconds_to_say(text)
    assert 2.0 < seconds_to_say(text) < 4.0
