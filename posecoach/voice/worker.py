"""The process that speaks with pyttsx3: run by its file name, with language, rate [words/min] and a folder of its own.

pyttsx3 2.99 cannot be stopped while it speaks: on Linux it waits for aplay inside a callback of espeak-ng, on a thread
of that library, and runAndWait returns long before. So it lives in a process that can be ended at any moment, and its
own event tells when it is over. Nothing of posecoach is imported, so that it starts quickly.

Reads one text a line, as JSON; writes "ready" before each, then "begun" and "done", or "failed" and why.
What engine and player print is kept in a file of the folder, and so are the sounds; the folder goes at the end.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def main(language: str, words_per_min: int, folder: Path) -> None:
    """Speak until there is nothing more to read, then remove the folder."""
    tell = _own_output()
    tempfile.tempdir = str(folder)  # where pyttsx3 keeps a sound while it is played
    printed = folder / "printed.txt"
    with printed.open("ab", buffering=0) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            _speak(tell, printed, language, words_per_min)
        except BrokenPipeError:  # nobody listens any more
            pass
        except Exception as error:  # noqa: BLE001 - whatever an engine raises is told to who waits for it
            tell(f"failed {type(error).__name__}: {' '.join(str(error).split())}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _own_output() -> Callable[[str], None]:
    """Keep standard output for the answers, before anything else prints to it."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)

    def tell(answer: str) -> None:
        answers.write(f"{answer}\n")

    return tell


def _speak(tell: Callable[[str], None], printed: Path, language: str, words_per_min: int) -> None:
    import pyttsx3

    engine = pyttsx3.init()
    voice = _voice(engine, language)
    if voice is None:
        tell(f"failed there is no voice that speaks {language!r}")
        return
    if (
        _espeak() is not None
    ):  # else the properties wait for the first utterance, which they are to come before
        _settle()
        engine.runAndWait()
    engine.setProperty("voice", voice)
    engine.setProperty("rate", words_per_min)
    _settle()
    over = threading.Event()
    engine.connect("started-utterance", lambda name: tell("begun"))
    engine.connect("finished-utterance", lambda name, completed: over.set())
    tell("ready")
    for line in sys.stdin:
        before = printed.stat().st_size
        over.clear()
        engine.say(json.loads(line))
        engine.runAndWait()
        over.wait()
        complaint = _complaint(printed, before)
        tell(f"failed {complaint}" if complaint else "done")
        _settle()
        tell("ready")


def _settle() -> None:
    """Wait until espeak-ng has nothing left to do.

    pyttsx3 takes an engine that still sets its rate for one that speaks, and cancels: the rate is lost, and the
    utterance after the next is silent (seen in every third process).
    """
    library = _espeak()
    while library is not None and library.IsPlaying():
        time.sleep(0.002)


def _espeak() -> Any:
    """Return pyttsx3's face of espeak-ng, None where another engine speaks."""
    return sys.modules.get("pyttsx3.drivers._espeak")


def _voice(engine: Any, language: str) -> str | None:
    """Return the engine's own choice if it speaks the language, else the plainest voice that does."""
    tags = {str(voice.id): _tag(voice) for voice in engine.getProperty("voices")}
    fitting = [name for name, tag in tags.items() if tag.split("-")[0] == language]
    chosen = engine.getProperty("voice")
    if chosen in fitting:
        return str(chosen)
    return min(fitting, key=lambda name: (len(tags[name]), name), default=None)


def _tag(voice: Any) -> str:
    languages = voice.languages or [""]
    return str(languages[0] or "").lower().replace("_", "-")


def _complaint(printed: Path, before: int) -> str:
    """Return the last thing that the player said went wrong: pyttsx3 does not look at how it ended."""
    with printed.open("rb") as file:
        file.seek(before)
        lines = file.read().decode("utf-8", "replace").splitlines()
    told = [line for line in lines if "error" in line.lower() or "not found" in line]
    return told[-1] if told else ""


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
