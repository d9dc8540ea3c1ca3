"""Speech by pyttsx3, in a process that is ended when something more important is to be said."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import queue
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from posecoach.errors import SoundError
from posecoach.voice.utterance import Utterance
from posecoach.words.phrase import N_, filled

WORDS_PER_MIN: Final = 150
SLOW_WORDS_PER_MIN: Final = 110
"""pyttsx3's own 200 is hurried; 150 is the pace of calm speech. Clear speech, as people use it to somebody who hears
badly, is about a quarter slower."""

LETTER_S: Final = 0.078
"""How long a letter takes at WORDS_PER_MIN, at most: espeak-ng needs 0.057 to 0.077 s for how the exercises are
explained, in four languages."""

READY_S: Final = 15.0
"""How long an engine may take to start; espeak-ng needs 0.2 s, a busy Windows several seconds."""

SPEAKS_S: Final = 6.0
SPEAKS_S_PER_LETTER: Final = 0.15
"""An engine that needs longer is stuck: twice the time of slow speech."""

PLAYER_S: Final = 5.0
"""How long a player may take to say that it has no device."""

NO_LIBRARY: Final = N_("pyttsx3 is not installed; pip install 'posecoach[voice]'")
NO_ENGINE: Final = N_("espeak-ng is not installed; apt install espeak-ng alsa-utils")
NO_PLAYER: Final = N_("aplay is not installed; apt install espeak-ng alsa-utils")
NO_DEVICE: Final = N_("no sound device can be opened; connect or turn on speakers or headphones")
GONE: Final = N_("the sound device has stopped responding")


WORKER: Final = Path(__file__).with_name("worker.py")


class Speech:
    """Speaks one language; implements voice.utterance.Speaker.

    Ending a process and starting one takes 0.2 s and more beside a busy model, so the next one always waits ready.
    """

    def __init__(self, language: str, words_per_min: int = WORDS_PER_MIN) -> None:
        """Start the engine and wait until it can speak. Raises SoundError saying what is missing."""
        check_speech()
        self._language = language
        self._lock = threading.Lock()
        self._closed = False
        self._words_per_min = words_per_min
        self._worker = _SpeechProcess(language, words_per_min)
        self._spare = _SpeechProcess(language, words_per_min)
        try:
            self.prepare()
        except SoundError:
            self.close()
            raise

    @property
    def name(self) -> str:
        """What it is, for people."""
        return filled("speech ({language})", language=self._language)

    def seconds(self, text: str) -> float:
        """Return about how long it takes to say a text, rather too long."""
        return seconds_to_say(text, self._words_per_min)

    def prepare(self) -> None:
        """Return once the next utterance would begin at once. Raises SoundError."""
        with self._lock:
            if self._worker.ended and not self._closed:
                self._worker.close()
                self._worker, self._spare = self._spare, self._another()
            worker = self._worker
        worker.wait_ready()

    def _another(self) -> _SpeechProcess:
        return _SpeechProcess(self._language, self._words_per_min)

    def say(self, utterance: Utterance, begun: Callable[[], None]) -> None:
        """Return once it was heard or stopped; `begun` is called when it starts. Raises SoundError."""
        self._worker.say(utterance.text, begun)

    def stop(self) -> None:
        """Make `say` return at once."""
        self._worker.end()

    def close(self) -> None:
        """Stop, and end the processes; safe to call twice."""
        with self._lock:
            self._closed = True
            for worker in (self._worker, self._spare):
                worker.close()


def seconds_to_say(text: str, words_per_min: int = WORDS_PER_MIN) -> float:
    """Return about how long speech at this pace takes for a text, rather too long."""
    return len(text) * LETTER_S * WORDS_PER_MIN / words_per_min


def check_speech() -> None:
    """Raise SoundError if what speaks is not installed or has nothing to play on, saying what to do."""
    if importlib.util.find_spec("pyttsx3") is None:
        raise SoundError(NO_LIBRARY)
    if sys.platform != "linux":
        return
    player = shutil.which("aplay")
    if player is None:
        raise SoundError(NO_PLAYER)
    # pyttsx3 does not look at how the player ended; a hundredth of a second of silence tells.
    silence = [player, "-q", "-t", "raw", "-f", "S16_LE", "-r", "22050", "-s", "220", "/dev/zero"]
    tried = subprocess.run(silence, capture_output=True, timeout=PLAYER_S, check=False)  # noqa: S603 - no user's text
    if tried.returncode != 0:
        raise SoundError(NO_DEVICE)


class _SpeechProcess:
    """One process that speaks, and a thread that reads its answers."""

    def __init__(self, language: str, words_per_min: int) -> None:
        self._folder = tempfile.mkdtemp(prefix="posecoach-voice-", dir=_plain_place())
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._ready = False
        self.ended = False
        # -P: a file of the user's folder must not pass for a module. A session of its own, so that it can be ended
        # with its player, and so that Ctrl-C in the terminal is ours alone.
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", str(WORKER), language, str(words_per_min), self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            encoding="utf-8",
            bufsize=1,
        )
        self._reader = threading.Thread(target=self._read, name="posecoach voice answers", daemon=True)
        self._reader.start()

    def wait_ready(self) -> None:
        """Return once it can speak. Raises SoundError."""
        if not self._ready:
            answer = self._answer(READY_S)
            if self.ended:
                return
            if answer != "ready":
                raise _problem(answer)
            self._ready = True

    def say(self, text: str, begun: Callable[[], None]) -> None:
        """Return once it was spoken or the process was ended. Raises SoundError."""
        self._ready = False
        try:
            self._input.write(f"{json.dumps(text)}\n")
            self._input.flush()
        except OSError as error:
            if self.ended:
                return
            raise _problem("") from error
        answer = self._answer(SPEAKS_S + SPEAKS_S_PER_LETTER * len(text))
        if answer == "begun":
            begun()
            answer = self._answer(SPEAKS_S + SPEAKS_S_PER_LETTER * len(text))
        if answer != "done" and not self.ended:
            self.end()
            raise _problem(answer)

    def end(self) -> None:
        """End the process and its player at once."""
        self.ended = True
        with contextlib.suppress(ProcessLookupError, PermissionError):  # it has ended by itself
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the process and remove what it left; safe to call twice."""
        if not self._process.stdout or self._process.stdout.closed:
            return
        self.end()
        self._process.wait()
        self._reader.join()
        with contextlib.suppress(BrokenPipeError):  # a text that nobody will read any more
            self._input.close()
        self._process.stdout.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _input(self) -> IO[str]:
        assert self._process.stdin is not None  # noqa: S101 - it was started with one
        return self._process.stdin

    def _answer(self, patience_s: float) -> str:
        """Return the next line of the process; empty if it has ended, or says nothing for too long."""
        try:
            return self._answers.get(timeout=patience_s)
        except queue.Empty:
            return ""

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._answers.put(line.strip())
        self._answers.put("")


def _plain_place() -> str | None:
    """Return where to keep sounds: pyttsx3 names them to a shell as they are, which takes a space for an end."""
    place = tempfile.gettempdir()
    return "/tmp" if sys.platform == "linux" and shlex.quote(place) != place else None  # noqa: S108 - mkdtemp makes one


def _problem(answer: str) -> SoundError:
    """Return the error that an answer of the process is about."""
    if "eSpeak" in answer:  # pyttsx3 has found no engine
        return SoundError(NO_ENGINE)
    if answer.startswith("failed aplay: "):
        return SoundError(GONE)
    told = answer.removeprefix("failed ")
    return SoundError(filled("speech does not work: {reason}", reason=told or N_("it does not answer")))
