"""Finds the best voice that this machine has: speech, else tones, else nothing, said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from posecoach.errors import SoundError
from posecoach.publishing.disk import Create, create
from posecoach.voice.log import UtteranceLog
from posecoach.voice.speech import SLOW_WORDS_PER_MIN, WORDS_PER_MIN, Speech
from posecoach.voice.tones import Tones
from posecoach.voice.utterance import Speaker
from posecoach.voice.voice import Voice
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_

TONES_ONLY: Final = N_("No voice, only tones: {reason}.")
NOTHING: Final = N_("No voice: {reason}.")


def open_voice(
    words: Words,
    remark: Callable[[str], None],
    log: Path | None = None,
    *,
    slow: bool = False,
    create: Create = create,
) -> Voice:
    """Return a voice that speaks the language of `words`; what it lacks is told once through `remark`.

    It takes 0.3 s until the engine is ready. log: where to write what is said (voice/log.py), which `create` opens.
    Raises OutputError if the log cannot be written. slow: speak slowly.
    """
    utterances = UtteranceLog(log, create) if log is not None else None
    speaker, problem = find_speaker(words.language, slow=slow)
    if problem:
        remark(words(TONES_ONLY if speaker else NOTHING, {"reason": problem}))
    return Voice(words, speaker, remark, utterances)


def find_speaker(language: str, *, slow: bool = False) -> tuple[Speaker | None, str]:
    """Return the best speaker, and why it is not speech if it is not."""
    try:
        return Speech(language, SLOW_WORDS_PER_MIN if slow else WORDS_PER_MIN), ""
    except SoundError as error:
        problem = error.args[0]
    try:
        return Tones(), problem
    except SoundError:
        return None, problem
