"""A log of everything that was said or not, one line of JSON each, from which the delay of cues can be computed."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec

from posecoach.errors import OutputError, reason
from posecoach.publishing.disk import Create, create, write
from posecoach.voice.turns import Turn, TurnEnd
from posecoach.words.phrase import Phrase, filled, plain


class LoggedUtterance(msgspec.Struct, frozen=True, kw_only=True):
    """One utterance. known_s, span_s, onset_s: media time [s]; queued, started, ended: seconds since 1970.

    span_s: start of what a cue is about. onset_s: from when its rule was broken; for a rule that is judged over a
    whole phase, the end of the phase: until then it can still be kept.
    """

    text: str
    priority: str
    rule: str | None
    known_s: float
    span_s: float | None
    onset_s: float | None
    queued: float
    started: float | None
    ended: float | None
    outcome: TurnEnd | None


class UtteranceLog:
    """Writes utterances to a file, each as soon as its fate is known.

    Raises OutputError if the file cannot be written.
    """

    def __init__(self, path: Path, create: Create = create) -> None:
        """Begin a new file."""
        self._path = path
        self._epoch = time.time() - time.monotonic()
        try:
            self._file = create(path, buffering=0)
        except OSError as error:
            raise OutputError(_cannot_write(path, error)) from error

    def write(self, turn: Turn) -> None:
        """Add a line; the turn's times are those of time.monotonic()."""
        said = turn.utterance
        line = LoggedUtterance(
            text=said.text,
            priority=said.priority.name.lower(),
            rule=said.rule,
            known_s=said.known_s,
            span_s=said.span_s,
            onset_s=said.onset_s,
            queued=self._wall(turn.queued_s) or 0.0,
            started=self._wall(turn.started_s),
            ended=self._wall(turn.ended_s),
            outcome=turn.outcome,
        )
        try:
            write(self._file, msgspec.json.encode(line, enc_hook=plain) + b"\n")
        except OSError as error:
            raise OutputError(_cannot_write(self._path, error)) from error

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._file.close()

    def _wall(self, clock_s: float | None) -> float | None:
        return None if clock_s is None else round(self._epoch + clock_s, 4)


def read_log(path: Path) -> list[LoggedUtterance]:
    """Return the lines of a log. Raises OSError and msgspec.MsgspecError."""
    decoder = msgspec.json.Decoder(LoggedUtterance)
    return decoder.decode_lines(path.read_bytes())


def _cannot_write(path: Path, error: OSError) -> Phrase:
    return filled("cannot write {path}: {reason}", path=path, reason=reason(error))
