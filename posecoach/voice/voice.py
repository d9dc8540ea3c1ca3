"""The coach's voice: a sink that never waits, and a thread that speaks."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from posecoach.errors import OutputError, SoundError
from posecoach.events import Event
from posecoach.pipeline import Moment
from posecoach.state import CoachState
from posecoach.voice.log import UtteranceLog
from posecoach.voice.script import Script, announcement_of
from posecoach.voice.turns import Turn, Turns
from posecoach.voice.utterance import Priority, Speaker, Utterance
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_

FINISH_S: Final = 4.0
"""How long the end of a session waits for the last words."""

STOP_S: Final = 2.0
"""How long it then waits for the thread, which only has to see that it was stopped."""

READ_S: Final = 20.0
"""How long a text to be read may wait for the one before it."""

GOES_ON: Final = N_("{problem}; the session goes on without voice")


class Voice:
    """Says aloud what the coach has to say; implements pipeline.Sink.

    Called on the judging thread, it only decides what is to be said. An engine that fails is told of once, through
    `remark`, on the voice's own thread; after that the voice is silent.
    """

    def __init__(
        self,
        words: Words,
        speaker: Speaker | None,
        remark: Callable[[str], None],
        log: UtteranceLog | None = None,
    ) -> None:
        """Start the thread. speaker: closed with the voice; None = nothing is heard, the log is kept all the same."""
        self._words = words
        self._script = Script(words)
        self._speaker = speaker
        self._remark = remark
        self._log = log
        self._sealed: deque[Turn] = deque()
        self._turns = Turns(self._sealed.append)
        self._changed = threading.Condition()
        self._closing = False
        self._broken = speaker is None
        # A daemon, so that an engine that never returns cannot keep the process alive; see close().
        self._thread = threading.Thread(target=self._run, name="posecoach voice", daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        """What speaks, for people; empty if nothing does."""
        return "" if self._speaker is None or self._broken else self._speaker.name

    @property
    def muted(self) -> bool:
        """Whether it was switched off by hand."""
        return self._turns.muted

    def __call__(self, moment: Moment | None, events: Sequence[Event], state: CoachState) -> None:
        """Take in one step."""
        lines = self._script.lines(events, state)
        if not lines:
            return
        with self._changed:
            now_s = time.monotonic()
            if self._script.moves_on(events):
                self._turns.overtake(now_s)
            if self._script.pauses(events) and self._turns.drop("replaced", now_s):
                self._stop()
            # All are offered before any is stopped for: of one step only the most important is heard.
            must_stop = [self._turns.offer(line, now_s) for line in lines]
            if any(must_stop):
                self._stop()
            self._changed.notify()

    def seconds(self, events: Sequence[Event]) -> float:
        """Return about how long it takes to say what events announce [s]; 0 where it is not heard."""
        if self._speaker is None or self._broken or self._turns.muted:
            return 0.0
        return self._speaker.seconds(announcement_of(events, self._words))

    def read(self, text: str) -> None:
        """Read a text that stands on the screen, after what is being said."""
        with self._changed:
            self._turns.offer(Utterance(text, Priority.ANNOUNCE, 0.0, holds_s=READ_S), time.monotonic())
            self._changed.notify()

    def hush(self) -> None:
        """Stop what is being said, and say nothing of what waits."""
        with self._changed:
            if self._turns.drop("interrupted", time.monotonic()):
                self._stop()
            self._changed.notify()

    def mute(self) -> bool:
        """Switch the voice off at once, or on again; return whether it is off now."""
        with self._changed:
            turns = self._turns
            turns.muted = not turns.muted
            if turns.muted and turns.drop("muted", time.monotonic()):
                self._stop()
            self._changed.notify()
            return turns.muted

    def close(self) -> None:
        """Let the last words end, for at most FINISH_S, then stop; safe to call twice."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(FINISH_S)
        with self._changed:
            if self._turns.drop("interrupted", time.monotonic()):
                self._stop()
        self._thread.join(STOP_S)
        if self._speaker is not None:
            self._speaker.close()
        if self._log is not None and not self._thread.is_alive():
            self._log.close()

    def _stop(self) -> None:
        if self._speaker is not None:
            self._speaker.stop()

    def _run(self) -> None:
        while True:
            self._attempt(self._prepare)
            turn = self._next()
            if turn is None:
                return
            failed = not self._attempt(partial(self._say, turn))
            with self._changed:
                self._turns.end(time.monotonic(), failed=failed)
            self._write()

    def _next(self) -> Turn | None:
        """Wait for the next utterance that is to be said; None = there will be none any more."""
        while True:
            with self._changed:
                while not (self._turns.waiting or self._sealed or self._closing):
                    self._changed.wait()
                turn = self._turns.take(time.monotonic())
                closing = self._closing
            self._write()
            if turn is not None or closing:
                return turn

    def _prepare(self) -> None:
        if self._speaker is not None:
            self._speaker.prepare()

    def _say(self, turn: Turn) -> None:
        def begun() -> None:
            turn.started_s = time.monotonic()

        if self._speaker is None:
            raise SoundError(N_("there is nothing to speak with"))
        self._speaker.say(turn.utterance, begun)

    def _attempt(self, act: Callable[[], None]) -> bool:
        """Do something with the speaker; return whether it worked, and tell of the first time that it did not."""
        if self._broken:
            return False
        try:
            act()
        except SoundError as error:
            self._broken = True
            self._remark(self._words(GOES_ON, problem=error.args[0]))
            return False
        return True

    def _write(self) -> None:
        while self._sealed:
            turn = self._sealed.popleft()
            if self._log is None:
                continue
            try:
                self._log.write(turn)
            except OutputError as error:
                self._log.close()
                self._log = None
                self._remark(self._words(error.args[0]))
