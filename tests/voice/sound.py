"""A loudspeaker made of files: ALSA plays into a WAV file, or as slowly as a real one into a pipe."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

STANDARD = "/usr/share/alsa/alsa.conf"

PACED = """
import sys, time
second = 44100
while sys.stdin.buffer.read(second // 20):
    time.sleep(1 / 20)
"""


def needs_speech() -> None:
    """Skip a test where nothing can speak."""
    if sys.platform != "linux":
        pytest.skip("the loudspeaker made of files is one of ALSA, which only Linux has")
    for command, package in (("espeak-ng", "espeak-ng"), ("aplay", "alsa-utils")):
        if shutil.which(command) is None:
            pytest.skip(f"{command} is not installed (apt install {package})")
    if importlib.util.find_spec("pyttsx3") is None:
        pytest.skip("pyttsx3 is not installed (pip install 'posecoach[voice]')")


def loudspeaker(folder: Path, monkeypatch: pytest.MonkeyPatch, *, paced: bool = False) -> Path:
    """Let everything that ALSA plays end in a file, the newest sound only; return its path."""
    heard = folder / "heard.wav"
    target = str(heard)
    if paced:
        script = folder / "paced.py"
        script.write_text(PACED)
        target = f"|{sys.executable} {script}"
    config = folder / "asound.conf"
    config.write_text(
        f"<{STANDARD}>\npcm.nothing {{ type null }}\n"
        f'pcm.!default {{ type file slave.pcm nothing file "{target}" format {"raw" if paced else "wav"} }}\n'
    )
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    return heard


def no_loudspeaker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ALSA find no device at all."""
    config = folder / "asound.conf"
    config.write_text(f"<{STANDARD}>\npcm.!default {{ type hw card 99 }}\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))


def listen(wav: Path) -> tuple[float, float]:
    """Return how long a sound lasts [s], and its loudest sample (0..1)."""
    with wave.open(str(wav)) as file:
        rate_hz = file.getframerate()
        samples = np.frombuffer(file.readframes(10 * rate_hz), np.int16)
    return len(samples) / rate_hz, float(np.abs(samples.astype(float)).max(initial=0.0)) / 32768
