"""Short tones where nothing can speak: a different one for each kind of thing to say."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecoach.errors import SoundError
from posecoach.voice.utterance import Priority, Utterance
from posecoach.words.phrase import N_, filled

RATE_HZ: Final = 44_100
LOUDNESS: Final = 0.25
"""Of the loudest there is."""
FADE_S: Final = 0.01
"""At both ends of a tone, which would click otherwise."""

LOOK_S: Final = 0.02
"""How often it is looked whether a tone is over."""

LONGEST_S: Final = 4.0
"""A tone that is not over by then is stuck in its device."""

_C5, _E5, _G5, _A4, _A3 = 523.25, 659.26, 783.99, 440.0, 220.0

NOTES: Final[dict[Priority, tuple[tuple[float, float], ...]]] = {
    Priority.COUNT: ((_C5, 0.08),),
    Priority.PRAISE: ((_C5, 0.1), (_E5, 0.1), (_G5, 0.18)),
    Priority.ANNOUNCE: ((_E5, 0.12), (_C5, 0.2)),
    Priority.CORRECT: ((_A4, 0.12), (_A4, 0.12)),
    Priority.STOP: ((_A3, 0.3), (_A3, 0.3)),
    Priority.PAIN: ((_A3, 0.3), (_A3, 0.3), (_A3, 0.5)),
}
"""Frequency [Hz] and length [s] of each note: up for praise, low and long for stop. Breathing has none: the circle
on the screen shows it, and a tone with every breath is no rest."""


class Tones:
    """Plays a tone in place of words; implements voice.utterance.Speaker."""

    name = "tones"

    def __init__(self) -> None:
        """Look for an output device. Raises SoundError saying what is missing."""
        self._sound = load_sounddevice()
        self._problem = self._sound.PortAudioError
        try:
            self._sound.check_output_settings(samplerate=RATE_HZ, channels=1)
        except (self._problem, ValueError) as error:
            raise SoundError(N_("no sound device can be opened")) from error
        self._stopped = threading.Event()

    def seconds(self, text: str) -> float:
        """Return 0: nobody has to wait for words."""
        return 0.0

    def prepare(self) -> None:
        """Return at once: it is always ready."""
        self._stopped.clear()

    def say(self, utterance: Utterance, begun: Callable[[], None]) -> None:
        """Return once the tone was heard or stopped; `begun` is called when it starts. Raises SoundError."""
        notes = tone(utterance.priority)
        if not notes.size:
            begun()
            return
        try:
            self._sound.play(notes, RATE_HZ)
            begun()
            end_s = time.monotonic() + LONGEST_S
            while self._sound.get_stream().active and time.monotonic() < end_s:
                if self._stopped.wait(LOOK_S):
                    break
            self._sound.stop()  # on the thread that started it: sounddevice is not made for two
        except self._problem as error:
            raise SoundError(
                filled("tones do not work: {reason}", reason=" ".join(str(error).split()))
            ) from error

    def stop(self) -> None:
        """Make `say` return at once."""
        self._stopped.set()

    def close(self) -> None:
        """Stop; safe to call twice."""
        self._stopped.set()


def load_sounddevice() -> ModuleType:
    """Return sounddevice. Raises SoundError if it, or PortAudio, is not installed."""
    try:
        import sounddevice
    except ImportError as error:
        raise SoundError(N_("sounddevice is not installed; pip install 'posecoach[voice]'")) from error
    except OSError as error:  # the library that it needs on Linux
        raise SoundError(N_("PortAudio is not installed; apt install libportaudio2")) from error
    module: ModuleType = sounddevice
    return module


@cache
def tone(priority: Priority) -> NDArray[np.int16]:
    """Return the samples of a tone at RATE_HZ; none for what has no tone."""
    return np.concatenate(
        [_note(hz, seconds) for hz, seconds in NOTES.get(priority, ())] or [np.zeros(0, np.int16)]
    )


def _note(hz: float, seconds: float) -> NDArray[np.int16]:
    t_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    fade = np.minimum(1.0, np.minimum(t_s, seconds - t_s) / FADE_S)
    samples: NDArray[np.int16] = (32767 * LOUDNESS * fade * np.sin(2 * np.pi * hz * t_s)).astype(np.int16)
    return samples
