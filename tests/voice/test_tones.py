"""Tones in place of words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from posecoach.errors import SoundError
from posecoach.voice.tones import LOUDNESS, RATE_HZ, Tones, load_sounddevice, tone
from posecoach.voice.utterance import Priority
from tests.voice.sound import listen, loudspeaker, no_loudspeaker

ROOT = Path(__file__).resolve().parent.parent.parent
HEARD = [priority for priority in Priority if priority is not Priority.BREATH]


@pytest.mark.parametrize("priority", HEARD)
def test_tone_is_short_soft_and_begins_and_ends_in_silence(priority: Priority) -> None:
    samples = tone(priority)
    assert len(samples) < 1.5 * RATE_HZ
    assert np.abs(samples).max() <= 32767 * LOUDNESS
    assert abs(samples[0]) < 300
    assert abs(samples[-1]) < 300


def test_every_kind_has_a_tone_of_its_own() -> None:
    assert len({tone(priority).tobytes() for priority in HEARD}) == len(HEARD)


def test_breath_has_none() -> None:
    assert len(tone(Priority.BREATH)) == 0


SAY_ALL = """
from contextlib import closing
from posecoach.voice.tones import Tones
from posecoach.voice.utterance import Priority, Utterance
with closing(Tones()) as tones:
    for priority in Priority:
        tones.prepare()
        tones.say(Utterance("", priority, 0.0), lambda: print(priority.name))
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own: PortAudio looks for devices once, when it is loaded."""
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60.0, check=False, cwd=ROOT
    )


@pytest.fixture
def _portaudio() -> None:
    if sys.platform != "linux":
        pytest.skip("the loudspeaker made of files is one of ALSA, which only Linux has")
    try:
        load_sounddevice()
    except SoundError as error:
        pytest.skip(str(error))


@pytest.mark.slow
@pytest.mark.usefixtures("_portaudio")
def test_tones_are_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = loudspeaker(tmp_path, monkeypatch)
    done = run(SAY_ALL)
    assert (done.returncode, done.stdout.split()) == (0, [priority.name for priority in Priority])
    seconds, loudest = listen(heard)
    assert seconds >= len(tone(Priority.PAIN)) / RATE_HZ - 0.1, "the last one"
    assert 0.8 * LOUDNESS < loudest <= LOUDNESS + 0.01


@pytest.mark.slow
@pytest.mark.usefixtures("_portaudio")
def test_missing_sound_device_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_loudspeaker(tmp_path, monkeypatch)
    done = run("from posecoach.voice.tones import Tones\nTones()")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "posecoach.errors.SoundError: no sound device can be opened"


def test_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(SoundError) as caught:
        Tones()
    assert str(caught.value) == "sounddevice is not installed; pip install 'posecoach[voice]'"
