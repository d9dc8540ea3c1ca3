"""Whose turn it is: most important and newest first, one waits, nothing late, nothing twice."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from posecoach.judging.cues import SAME_COOL_DOWN_S
from posecoach.voice.turns import START_S, Turn, Turns
from posecoach.voice.utterance import LATE_S, Priority, Utterance

COUNT = Utterance("3", Priority.COUNT, 10.0)
CUE = Utterance("Round your back", Priority.CORRECT, 10.0, key="spine_rounded")
STOP = Utterance("Stop there", Priority.STOP, 10.0, key="too_far")
NEWS = Utterance("Next: cat-cow", Priority.ANNOUNCE, 10.0, key="next", holds_s=6.0)


class Desk:
    """Turns whose fates are kept."""

    def __init__(self) -> None:
        self.fates: list[Turn] = []
        self.turns = Turns(self.fates.append)

    def told(self) -> list[tuple[str, str | None]]:
        return [(turn.utterance.text, turn.outcome) for turn in self.fates]


def test_what_is_offered_is_taken_and_ends_as_spoken() -> None:
    desk = Desk()
    assert desk.turns.offer(COUNT, 0.0) is False
    turn = desk.turns.take(0.1)
    assert turn is not None
    assert turn.utterance is COUNT
    desk.turns.end(0.6)
    assert desk.told() == [("3", "spoken")]
    assert desk.turns.take(0.7) is None


def test_more_important_one_takes_the_place_of_what_waits() -> None:
    desk = Desk()
    desk.turns.offer(COUNT, 0.0)
    desk.turns.offer(CUE, 0.0)
    assert desk.told() == [("3", "replaced")]
    turn = desk.turns.take(0.0)
    assert turn is not None
    assert turn.utterance is CUE


def test_less_important_one_does_not_take_the_place_of_what_waits() -> None:
    desk = Desk()
    desk.turns.offer(CUE, 0.0)
    desk.turns.offer(COUNT, 0.0)
    assert desk.told() == [("3", "replaced")]


def test_newer_one_of_the_same_importance_takes_the_place_of_what_waits() -> None:
    desk = Desk()
    desk.turns.offer(COUNT, 0.0)
    desk.turns.offer(replace(COUNT, text="4"), 0.0)
    assert desk.told() == [("3", "replaced")]


def test_important_one_that_is_late_makes_way_for_a_count() -> None:
    desk = Desk()
    desk.turns.offer(CUE, 0.0)
    desk.turns.offer(COUNT, 3.0)
    assert desk.told() == [("Round your back", "late")]


def test_announcement_waits_for_the_end_of_a_count() -> None:
    desk = Desk()
    desk.turns.offer(COUNT, 0.0)
    desk.turns.take(0.0)
    assert desk.turns.offer(NEWS, 0.1) is False
    desk.turns.end(0.4)
    assert desk.turns.take(0.4) is not None


def test_cue_is_interrupted_only_by_something_more_important() -> None:
    desk = Desk()
    desk.turns.offer(CUE, 0.0)
    desk.turns.take(0.0)
    assert desk.turns.offer(NEWS, 0.1) is False
    assert desk.turns.offer(replace(CUE, key="slow"), 0.2) is False
    assert desk.turns.offer(STOP, 0.3) is True
    assert desk.turns.offer(replace(STOP, key="other"), 0.3) is False, "it is being stopped already"
    desk.turns.end(0.35)
    assert desk.told()[-1] == ("Round your back", "interrupted")


def test_count_that_could_not_begin_within_half_a_second_is_dropped() -> None:
    desk = Desk()
    desk.turns.offer(COUNT, 0.0)
    assert desk.turns.take(LATE_S - START_S + 0.01) is None
    assert desk.told() == [("3", "late")]


def test_announcement_that_still_holds_may_wait() -> None:
    desk = Desk()
    desk.turns.offer(NEWS, 0.0)
    assert desk.turns.take(5.0) is not None


def test_same_cue_comes_again_only_after_its_cool_down() -> None:
    desk = Desk()
    for known_s in (10.0, 10.0 + SAME_COOL_DOWN_S - 0.1, 10.0 + SAME_COOL_DOWN_S):
        desk.turns.offer(replace(CUE, known_s=known_s), known_s)
        desk.turns.take(known_s)
        desk.turns.end(known_s + 1.0)
    assert [outcome for _, outcome in desk.told()] == ["spoken", "repeated", "spoken"]


def test_repeated_cue_does_not_take_the_place_of_what_waits() -> None:
    desk = Desk()
    desk.turns.offer(CUE, 0.0)
    desk.turns.take(0.0)
    desk.turns.end(0.1)
    desk.turns.offer(COUNT, 0.2)
    desk.turns.offer(replace(CUE, known_s=11.0), 0.2)
    turn = desk.turns.take(0.2)
    assert turn is not None
    assert turn.utterance is COUNT


def test_announcement_waits_beside_a_cue_and_is_said_after_it() -> None:
    desk = Desk()
    desk.turns.offer(NEWS, 0.0)
    desk.turns.offer(CUE, 0.0)
    first = desk.turns.take(0.0)
    desk.turns.end(1.5)
    second = desk.turns.take(1.5)
    assert first is not None
    assert second is not None
    assert [first.utterance, second.utterance] == [CUE, NEWS]


def test_after_pain_no_announcement_from_before_is_said() -> None:
    desk = Desk()
    desk.turns.offer(NEWS, 0.0)
    desk.turns.offer(Utterance("Stop and rest", Priority.PAIN, 10.0), 0.0)
    assert desk.told() == [("Next: cat-cow", "replaced")]


def test_only_one_announcement_waits() -> None:
    desk = Desk()
    desk.turns.offer(NEWS, 0.0)
    desk.turns.offer(replace(NEWS, text="Rest"), 0.0)
    assert desk.told() == [("Next: cat-cow", "replaced")]


def test_announcement_is_overtaken_by_what_the_person_does() -> None:
    desk = Desk()
    desk.turns.offer(NEWS, 0.0)
    desk.turns.offer(COUNT, 0.1)
    desk.turns.overtake(0.2)
    assert desk.told() == [("Next: cat-cow", "late")]
    assert desk.turns.waiting, "the count"


def test_dropping_stops_what_is_said_once() -> None:
    desk = Desk()
    desk.turns.offer(CUE, 0.0)
    desk.turns.take(0.0)
    desk.turns.offer(COUNT, 0.1)
    assert desk.turns.drop("muted", 0.1) is True
    assert desk.turns.drop("muted", 0.1) is False
    desk.turns.end(0.2)
    assert desk.told() == [("3", "muted"), ("Round your back", "interrupted")]


def test_muted_voice_takes_nothing_in() -> None:
    desk = Desk()
    desk.turns.muted = True
    assert desk.turns.offer(STOP, 0.0) is False
    assert desk.turns.take(0.0) is None
    assert desk.told() == [("Stop there", "muted")]


STEPS = st.lists(
    st.tuples(
        st.floats(0.0, 1.5),
        st.sampled_from(["offer", "take", "end", "mute"]),
        st.sampled_from(list(Priority)),
        st.sampled_from(["", "a", "b"]),
        st.sampled_from([LATE_S, 6.0]),
    ),
    max_size=60,
)


@given(STEPS)
def test_whatever_comes_nothing_is_lost_late_twice_or_out_of_order(
    steps: list[tuple[float, str, Priority, str, float]],
) -> None:
    desk = Desk()
    turns = desk.turns
    now_s, offered = 0.0, 0
    taken: list[Turn] = []
    for gap_s, act, priority, key, holds_s in steps:
        now_s += gap_s
        speaking = turns.speaking
        if act == "offer":
            offered += 1
            must_stop = turns.offer(Utterance("x", priority, now_s, key, holds_s), now_s)
            if must_stop:
                assert speaking is not None
                assert priority > speaking.utterance.priority
                assert not turns.muted
        elif act == "take" and speaking is None:
            turn = turns.take(now_s)
            if turn is not None:
                assert not turns.muted
                assert now_s - turn.queued_s <= turn.utterance.holds_s - START_S + 1e-9
                taken.append(turn)
        elif act == "end":
            turns.end(now_s)
        elif act == "mute":
            turns.muted = not turns.muted
            turns.drop("muted", now_s)
    turns.drop("muted", now_s)
    turns.end(now_s)
    assert offered == len(desk.fates) == len(set(map(id, desk.fates))), "each has one fate"
    for key in ("a", "b"):
        known_s = [turn.utterance.known_s for turn in taken if turn.utterance.key == key]
        assert all(b - a >= SAME_COOL_DOWN_S for a, b in itertools.pairwise(known_s))


@given(st.lists(st.tuples(st.sampled_from(list(Priority)), st.integers(0, 99)), min_size=1, max_size=9))
def test_of_all_that_is_offered_at_once_the_newest_of_the_most_important_is_said(
    offers: list[tuple[Priority, int]],
) -> None:
    desk = Desk()
    for number, (priority, _) in enumerate(offers):
        desk.turns.offer(Utterance(str(number), priority, 0.0), 0.0)
    turn = desk.turns.take(0.0)
    assert turn is not None
    most = max(priority for priority, _ in offers)
    newest = max(number for number, (priority, _) in enumerate(offers) if priority == most)
    assert turn.utterance.text == str(newest)
