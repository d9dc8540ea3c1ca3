"""A speaker whose words are heard by a test, as quickly as the test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable

from posecoach.errors import SoundError
from posecoach.voice.utterance import Utterance


class FakeSpeaker:
    """Keeps what it is asked to say; `slow` texts last until they are stopped or `finish` is called."""

    name = "fake"

    def __init__(self, slow: tuple[str, ...] = (), fails: str = "") -> None:
        self.slow = slow
        self.fails = fails
        self.heard: list[str] = []
        self.stopped: list[str] = []
        self.closed = False
        self.speaking = threading.Event()
        self._over = threading.Event()
        self._now = ""

    def seconds(self, text: str) -> float:
        return 0.1 * len(text)

    def prepare(self) -> None:
        pass

    def say(self, utterance: Utterance, begun: Callable[[], None]) -> None:
        if self.fails:
            raise SoundError(self.fails)
        self._now = utterance.text
        self._over.clear()
        begun()
        self.heard.append(utterance.text)
        self.speaking.set()
        if utterance.text in self.slow:
            assert self._over.wait(10.0)

    def finish(self) -> None:
        self._over.set()

    def stop(self) -> None:
        self.stopped.append(self._now)
        self._over.set()

    def close(self) -> None:
        self.closed = True
