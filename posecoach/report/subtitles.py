"""Cues as subtitles for any player: SubRip (.srt) and WebVTT (.vtt)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posecoach.events import CueGiven
from posecoach.judging.cues import SHOWN_S
from posecoach.plain_text import for_srt, for_vtt
from posecoach.words.catalogue import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Shown:
    """Words and the span in which they can be read, media time [s]."""

    start_s: float
    end_s: float
    cue: CueGiven


def shown(cues: Sequence[CueGiven]) -> tuple[Shown, ...]:
    """Return when each cue can be read: for its time on the screen, or until the next one comes."""
    following = [cue.t_s for cue in cues[1:]]
    return tuple(
        Shown(cue.t_s, min([cue.t_s + SHOWN_S, *following[number : number + 1]]), cue)
        for number, cue in enumerate(cues)
    )


def to_srt(cues: Sequence[CueGiven], words: Words = ENGLISH) -> str:
    """Return the cues as SubRip text; empty if nothing was said."""
    return "".join(
        f"{number}\n{_stamp(one.start_s, ',')} --> {_stamp(one.end_s, ',')}\n{for_srt(words(one.cue.text))}\n\n"
        for number, one in enumerate(shown(cues), 1)
    )


def to_vtt(cues: Sequence[CueGiven], words: Words = ENGLISH) -> str:
    """Return the cues as WebVTT text (https://www.w3.org/TR/webvtt1/)."""
    blocks = (
        f"{_stamp(one.start_s, '.')} --> {_stamp(one.end_s, '.')}\n{for_vtt(words(one.cue.text))}\n\n"
        for one in shown(cues)
    )
    return "WEBVTT\n\n" + "".join(blocks)


def _stamp(t_s: float, point: str) -> str:
    ms = round(t_s * 1000)
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}{point}{ms % 1000:03d}"
