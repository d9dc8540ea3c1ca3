"""What there is to say to a step of the coach: from events and state to utterances, in media time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from posecoach.events import (
    Announced,
    CueGiven,
    Event,
    PainStopped,
    RepetitionDone,
    SetupAdvice,
    Stage,
    StageStarted,
)
from posecoach.state import CoachState
from posecoach.voice.utterance import Priority, Utterance
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_

ADVICE_HOLDS_S: Final = 15.0
"""Advice may wait for the end of an announcement, which may be long; what it says still holds then."""
ANNOUNCEMENT_HOLDS_S: Final = 60.0
"""An announcement waits for the end of the one before, of which the longest, how an exercise is done and for whom it is
not, takes 46 s: "begin when you are ready" is not left out. What the person does meanwhile may overtake it."""

BREATHS_SPOKEN: Final = 4
"""Breathing is said for two repetitions of an exercise; after that the person has the rhythm."""

COUNTED_HOLD_S: Final = 6.0
"""The last seconds of a hold are counted if its aim is at least this long; a shorter one has no room for numbers."""
COUNTED_DOWN: Final = 3

BREATHE: Final = {"in": N_("Breathe in"), "out": N_("Breathe out")}
RELEASE: Final = N_("And gently release")
ONE_MORE: Final = N_("{count}, one more")
PAIN: Final = N_(
    "Stop. Come out of it slowly and rest. If it stays or comes back, ask a health professional."
)


class Script:
    """Turns what the judging thread tells into words, short and few."""

    def __init__(self, words: Words) -> None:
        """Take the language to speak."""
        self._words = words
        self._place: tuple[str, int] = ("", 0)
        self._breath = ""
        self._breaths = 0
        self._left_s: float | None = None
        self._pain = False

    def lines(self, events: Sequence[Event], state: CoachState) -> list[Utterance]:
        """Return what there is to say to one step."""
        self._follow_place(state)
        lines = self._about_events(events, state)
        if self._pain:
            return [line for line in lines if line.priority in (Priority.ANNOUNCE, Priority.PAIN)]
        lines += self._about_hold(state)
        return lines + self._about_breath(state)

    @staticmethod
    def moves_on(events: Sequence[Event]) -> bool:
        """Whether the person is in the middle of the exercise: what was announced before is not news any more."""
        return any(
            isinstance(event, RepetitionDone) or (isinstance(event, CueGiven) and event.rule is not None)
            for event in events
        )

    @staticmethod
    def pauses(events: Sequence[Event]) -> bool:
        """Whether a pause begins: what is being said, such as how the exercise is done, is over as well."""
        return any(isinstance(event, StageStarted) and event.stage is Stage.PAUSED for event in events)

    def _follow_place(self, state: CoachState) -> None:
        if self._place != (state.exercise, state.session.step):
            self._place = (state.exercise, state.session.step)
            self._breath, self._breaths, self._left_s = "", 0, None

    def _about_events(self, events: Sequence[Event], state: CoachState) -> list[Utterance]:
        lines = self._announcements(events)
        for event in events:
            match event:
                case CueGiven():
                    lines.append(self._cue(event))
                case SetupAdvice():
                    lines.append(_announcement(event.t_s, self._words(event.text), ADVICE_HOLDS_S))
                case RepetitionDone():
                    lines += self._count(event, state)
                case _:
                    pass
        return lines

    def _announcements(self, events: Sequence[Event]) -> list[Utterance]:
        """Say what one step announces in one breath: what is said when it hurts matters more than anything."""
        said = announcement_of(events, self._words)
        known_s, hurts = 0.0, False
        for event in events:
            match event:
                case Announced():
                    known_s = event.t_s
                case PainStopped():
                    hurts = self._pain = True
                    known_s = event.t_s
                case StageStarted() if event.stage is not Stage.STOPPED:
                    self._pain = False
                case _:
                    pass
        if hurts:
            return [Utterance(said or self._words(PAIN), Priority.PAIN, known_s)]
        return [_announcement(known_s, said, ANNOUNCEMENT_HOLDS_S)] if said else []

    def _cue(self, event: CueGiven) -> Utterance:
        text = self._words(event.text)
        if event.rule is None and event.severity == "info":
            return Utterance(text, Priority.PRAISE, event.t_s, key=event.text)
        priority = Priority.STOP if event.severity == "stop" else Priority.CORRECT
        return Utterance(
            text,
            priority,
            event.t_s,
            key=event.rule or event.text,
            rule=event.rule,
            span_s=event.start_s,
            onset_s=event.broken_s,
        )

    def _count(self, event: RepetitionDone, state: CoachState) -> list[Utterance]:
        """Count, and say when one is left; a single repetition is not counted, nor one beyond the exercise.

        Of two sides only those in turn count toward the aim, so that nothing is said about what is left.
        """
        if state.repetitions_aim == 1 or state.session.stage is not Stage.EXERCISE:
            return []
        index = event.repetition.index
        last_but_one = event.side is None and state.repetitions_aim - index == 1
        text = self._words(ONE_MORE, {"count": index}) if last_but_one else str(index)
        return [Utterance(text, Priority.COUNT, event.t_s)]

    def _about_hold(self, state: CoachState) -> list[Utterance]:
        """Say that a hold has begun, count its last seconds if it is long, and say when it was long enough."""
        before_s, self._left_s = self._left_s, None
        if (
            state.movement.hold_s is None
            or state.movement.hold_aim_s is None
            or state.session.stage is not Stage.EXERCISE
        ):
            return []
        left_s = self._left_s = state.movement.hold_aim_s - state.movement.hold_s
        if before_s is None or left_s > before_s:
            return [Utterance(self._words(state.movement.label), Priority.COUNT, state.t_s)]
        if before_s > 0.0 >= left_s:
            return [Utterance(self._words(RELEASE), Priority.COUNT, state.t_s)]
        number = math.ceil(left_s)
        if state.movement.hold_aim_s < COUNTED_HOLD_S or not 0 < number <= COUNTED_DOWN or before_s <= number:
            return []
        return [Utterance(str(number), Priority.COUNT, state.t_s)]

    def _about_breath(self, state: CoachState) -> list[Utterance]:
        """Say the change of breath, while the exercise is new."""
        before, self._breath = self._breath, state.movement.breath
        text = BREATHE.get(state.movement.breath)
        if (
            state.movement.breath == before
            or text is None
            or state.session.stage is not Stage.EXERCISE
            or not state.in_position
        ):
            return []
        self._breaths += 1
        if self._breaths > BREATHS_SPOKEN:
            return []
        return [Utterance(self._words(text), Priority.BREATH, state.t_s)]


def announcement_of(events: Sequence[Event], words: Words) -> str:
    """Return what the events of one step announce, in sentences; "" if they announce nothing."""
    told = (event for event in events if isinstance(event, Announced))
    return " ".join(_sentence(words(event.text, event.values)) for event in told)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _announcement(t_s: float, text: str, holds_s: float) -> Utterance:
    return Utterance(text, Priority.ANNOUNCE, t_s, holds_s=holds_s)
