"""What is said to which event, in which words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from posecoach.events import (
    Announced,
    CueGiven,
    Event,
    FaultCleared,
    FaultRaised,
    PainStopped,
    RepetitionDone,
    SetupAdvice,
    Stage,
    StageStarted,
)
from posecoach.state import CoachState
from posecoach.voice.script import BREATHS_SPOKEN, PAIN, Script
from posecoach.voice.utterance import LATE_S, Priority, Utterance
from posecoach.words.catalogue import ENGLISH, Words
from tests import told
from tests.states import changed

STATE = CoachState(exercise="cat_cow", person=True, in_position=True, repetitions_aim=6)
GERMAN = Words("de", {"Slower": "Langsamer", "{count}, one more": "{count}, noch einmal", "Hold": "Halten"})


def say(*events: Event, state: CoachState = STATE, words: Words = ENGLISH) -> list[Utterance]:
    return Script(words).lines(events, state)


def texts(lines: Sequence[Utterance]) -> list[str]:
    return [line.text for line in lines]


def raised(t_s: float, start_s: float, rule: str = "slow") -> FaultRaised:
    return told.raised(t_s, told.fault(rule, start_s=start_s))


def cleared(t_s: float, start_s: float, end_s: float, rule: str = "slow") -> FaultCleared:
    return FaultCleared(t_s, "cat_cow", told.fault(rule, start_s=start_s, end_s=end_s))


def done(index: int) -> RepetitionDone:
    return told.repetition_done(9.0, index=index)


@pytest.mark.parametrize(
    ("severity", "rule", "priority", "key"),
    [
        ("stop", "slow", Priority.STOP, "slow"),
        ("correct", "slow", Priority.CORRECT, "slow"),
        ("info", "slow", Priority.CORRECT, "slow"),
        ("info", None, Priority.PRAISE, "Slower"),
    ],
)
def test_cue_is_said_in_the_persons_language_and_matters_as_its_rule(
    severity: str, rule: str | None, priority: Priority, key: str
) -> None:
    cue = CueGiven(5.0, "cat_cow", "Slower", severity, rule)  # type: ignore[arg-type] # a literal from the table above
    (line,) = say(cue, words=GERMAN)
    assert line == Utterance("Langsamer", priority, 5.0, key=key, rule=rule)


def test_cue_knows_what_it_is_about() -> None:
    (line,) = say(CueGiven(5.0, "cat_cow", "Slower", "correct", "slow", 2.0, 4.8))
    assert (line.span_s, line.onset_s) == (2.0, 4.8)


def test_repetitions_are_counted_and_the_last_but_one_says_so() -> None:
    assert texts(say(done(3))) == ["3"]
    assert texts(say(done(5))) == ["5, one more"]
    assert texts(say(done(5), words=GERMAN)) == ["5, noch einmal"]
    assert texts(say(done(6))) == ["6"]


def test_of_two_sides_nothing_is_said_about_what_is_left() -> None:
    assert texts(say(told.repetition_done(index=5, side="left"))) == ["5"]


def test_single_repetition_is_not_counted() -> None:
    assert say(done(1), state=changed(STATE, repetitions_aim=1)) == []


@pytest.mark.parametrize("stage", ["setup", "rest", "done"])
def test_nothing_is_counted_beyond_the_exercise(stage: Stage) -> None:
    beyond = changed(STATE, stage=stage)
    assert say(done(3), state=beyond) == []
    assert say(state=changed(beyond, hold_s=1.0, hold_aim_s=3.0, phase_label="Hold")) == []


def test_announcements_of_one_step_are_one_breath() -> None:
    events = (
        Announced(5.0, "cat_cow", "next", "Next: {title}", {"title": "Cat-cow"}),
        Announced(5.0, "cat_cow", "move", "Come onto hands and knees.", {}),
    )
    (line,) = say(*events)
    assert line.text == "Next: Cat-cow. Come onto hands and knees."
    assert line.priority is Priority.ANNOUNCE
    assert line.holds_s > LATE_S


def test_set_up_advice_is_announced() -> None:
    (line,) = say(SetupAdvice(5.0, "cat_cow", "back", "Step back a little"))
    assert (line.text, line.priority) == ("Step back a little", Priority.ANNOUNCE)


def test_pain_is_answered_before_all_else_with_the_words_of_the_guide() -> None:
    (line,) = say(PainStopped(5.0, "cat_cow", "cat", None))
    assert (line.text, line.priority) == (PAIN, Priority.PAIN)
    (line,) = say(
        PainStopped(5.0, "cat_cow", "cat", None), Announced(5.0, "cat_cow", "pain", "Stop and rest", {})
    )
    assert (line.text, line.priority) == ("Stop and rest.", Priority.PAIN)


def test_after_pain_there_are_no_cues_and_counts_until_the_session_goes_on() -> None:
    script = Script(ENGLISH)
    script.lines([PainStopped(5.0, "cat_cow", "cat", None)], STATE)
    cue = CueGiven(6.0, "cat_cow", "Slower", "correct", "slow")
    assert script.lines([cue, done(3)], changed(STATE, breath="in")) == []
    script.lines([StageStarted(7.0, "cat_cow", Stage.STOPPED, 1, 2)], STATE)
    assert script.lines([cue], STATE) == []
    script.lines([StageStarted(8.0, "cat_cow", Stage.EXERCISE, 1, 2)], STATE)
    assert texts(script.lines([cue], STATE)) == ["Slower"]


def held(aim_s: float, fps: float, until_s: float, label: str = "Hold") -> list[str]:
    script = Script(GERMAN)
    said: list[Utterance] = []
    for frame in range(round(until_s * fps)):
        t_s = frame / fps
        now = changed(STATE, t_s=t_s, hold_s=t_s, hold_aim_s=aim_s, phase_label=label)
        said += script.lines([], now)
    said += script.lines([], changed(STATE, t_s=until_s))
    return texts(said)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_short_hold_is_begun_and_ended_with_words(fps: float) -> None:
    assert held(3.0, fps, until_s=6.0) == ["Halten", "And gently release"]


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
def test_last_seconds_of_a_long_hold_are_counted(fps: float) -> None:
    said = held(10.0, fps, until_s=12.0, label="Lie still, breathe slowly")
    assert said == ["Lie still, breathe slowly", "3", "2", "1", "And gently release"]


def test_hold_that_is_left_early_is_not_ended_with_words() -> None:
    assert held(10.0, 30.0, until_s=7.5) == ["Halten", "3"]


def test_next_hold_begins_anew() -> None:
    script = Script(ENGLISH)
    first = changed(STATE, hold_s=2.0, hold_aim_s=3.0, phase_label="Hold")
    assert texts(script.lines([], first)) == ["Hold"]
    assert texts(script.lines([], changed(first, hold_s=0.1))) == ["Hold"]


def breaths(script: Script, number: int, state: CoachState = STATE) -> list[str]:
    said: list[Utterance] = []
    for i in range(number):
        for _ in range(3):
            said += script.lines([], changed(state, breath=("in", "out")[i % 2]))
    return texts(said)


def test_breath_is_said_when_it_changes_while_the_exercise_is_new() -> None:
    script = Script(ENGLISH)
    assert breaths(script, 9) == ["Breathe in", "Breathe out"] * (BREATHS_SPOKEN // 2)
    assert breaths(script, 2, changed(STATE, exercise="toe_touch")) == ["Breathe in", "Breathe out"]


@pytest.mark.parametrize("state", [changed(STATE, stage=Stage.REST), changed(STATE, in_position=False)])
def test_breath_is_said_only_during_the_exercise(state: CoachState) -> None:
    assert breaths(Script(ENGLISH), 4, state) == []


def test_nothing_is_said_when_nothing_happens() -> None:
    assert say() == []
