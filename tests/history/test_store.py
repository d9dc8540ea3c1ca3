"""What is kept, and what can be asked of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from posecoach import __version__
from posecoach.errors import HistoryError
from posecoach.events import Event, ExerciseDone, ExerciseRecognised, FaultWithdrawn, PainStopped, Stage
from posecoach.guiding.guide import Guide
from posecoach.history.exports import to_csv
from posecoach.history.place import data_folder
from posecoach.history.records import FaultRow, PainStopRow, RatingRow, RepetitionRow, Session, StepRow
from posecoach.history.store import History, open_history
from posecoach.history.summary import figures
from posecoach.pipeline import Moment, run
from posecoach.state import CoachState
from tests.guiding.sessions import cat_cows, lying, on_all_fours, one_after_the_other, step_of
from tests.history.sessions import (
    MORNING,
    cleared,
    moment,
    play,
    raised,
    repetition,
    stage,
    wait_until_written,
)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path / "data") as opened:
        yield opened


def test_a_session_comes_back_as_it_was(history: History) -> None:
    events = [repetition(1, side="left", faults=("slow",)), raised("slow", 5.0), cleared("slow", 5.0, 6.5)]
    play(history.start_session("toe_touch", MORNING), events)
    assert history.sessions() == [
        Session(
            name="toe_touch",
            started="2025-03-01T07:30:00+01:00",
            ended="done",
            duration_s=6.5,
            posecoach_version=__version__,
            repetitions=(
                RepetitionRow(
                    exercise="toe_touch",
                    index=1,
                    side="left",
                    start_s=0.0,
                    end_s=4.0,
                    hold_s=3.2,
                    score=90.0,
                    range={"trunk_rotation_deg": 31.25, "knee_flexion_deg": None},
                    faults=("slow",),
                ),
            ),
            faults=(FaultRow("toe_touch", "slow", "folding", None, 5.0, 6.5, "correct", 35.0, 20.0, "deg"),),
        )
    ]


def test_a_repetition_is_there_before_the_session_ends(history: History) -> None:
    sink = history.start_session("toe_touch", MORNING)
    play(sink, [repetition(1), repetition(2)], end=False)
    wait_until_written(sink)
    (session,) = history.sessions()
    assert (session.ended, session.duration_s, len(session.repetitions)) == (None, 8.0, 2)


def test_a_session_lasts_from_its_first_frame(history: History) -> None:
    sink = history.start_session("toe_touch", MORNING)
    for t_s, events in ((60.0, ()), (64.0, (repetition(1),)), (66.5, ())):
        sink(moment(t_s), events, CoachState())
    sink(None, (), CoachState())

    assert [session.duration_s for session in history.sessions()] == [6.5]


def test_what_is_said_of_a_session_is_kept_with_it(history: History) -> None:
    sink = history.start_session("toe_touch", MORNING)
    play(sink, [repetition(1)])
    history.rate(sink, [RatingRow("effort", 5)])
    nothing_done = history.start_session("toe_touch", MORNING)
    play(nothing_done, [])
    history.rate(nothing_done, [RatingRow("effort", 7)])

    assert [session.ratings for session in history.sessions()] == [(RatingRow("effort", 5),)]


def test_what_was_rated_before_a_session_is_kept_with_the_first_thing_that_is_done(history: History) -> None:
    before = [RatingRow("pain_before", 3)]
    play(history.start_session("toe_touch", MORNING, ratings=before), [])
    assert history.sessions() == []
    sink = history.start_session("toe_touch", MORNING, ratings=before)
    play(sink, [repetition(1), repetition(2)], end=False)
    wait_until_written(sink)
    (session,) = history.sessions()
    assert session.ratings == tuple(before)


def test_a_stop_for_pain_before_the_first_image_is_kept(history: History) -> None:
    sink = history.start_session("toe_touch", MORNING)
    sink(None, [PainStopped(0.0, "toe_touch", "", None)], CoachState())
    (session,) = history.sessions()
    assert (session.ended, session.duration_s) == ("pain", 0.0)
    assert history.last_pain() is not None


def test_a_routine_in_which_it_hurt_afterwards_is_not_gone_on_with(history: History) -> None:
    sink = history.start_session("pop_your_back", MORNING)
    play(sink, GUIDED)
    assert history.progress("pop_your_back", MORNING) is not None
    history.stop_for_pain(sink, PainStopRow("hook_lying", "", None, 60.0))
    assert history.progress("pop_your_back", MORNING) is None


def test_a_fault_that_is_withdrawn_is_not_kept(history: History) -> None:
    """It was seen in what turned out not to be the exercise."""
    early, late = cleared("slow", 1.0, 2.0), cleared("slow", 5.0, 6.5)
    events = [raised("slow", 1.0), early, repetition(1), raised("slow", 5.0), late]
    play(history.start_session("toe_touch", MORNING), [*events, FaultWithdrawn(7.0, "toe_touch", late.fault)])
    (session,) = history.sessions()
    assert [(fault.rule, fault.start_s) for fault in session.faults] == [("slow", 1.0)]


def test_a_fault_that_is_open_at_the_end_ends_with_the_session(history: History) -> None:
    play(history.start_session("toe_touch", MORNING), [raised("slow", 1.0), repetition(1)])
    (session,) = history.sessions()
    assert [(fault.rule, fault.start_s, fault.end_s) for fault in session.faults] == [("slow", 1.0, 4.0)]


@pytest.mark.parametrize(
    "events", [[], [stage(Stage.SETUP, "toe_touch", 1), ExerciseDone(2.0, "toe_touch", 1, 0, complete=False)]]
)
def test_a_session_in_which_nothing_was_done_is_not_kept(events: list[Event], history: History) -> None:
    play(history.start_session("toe_touch", MORNING), events)
    assert history.sessions() == []
    assert history.progress("toe_touch", MORNING) is None


def test_each_repetition_is_kept_with_its_own_exercise(
    history: History,
) -> None:
    events = [
        ExerciseRecognised(4.0, "toe_touch", 0.0),
        repetition(1),
        ExerciseRecognised(8.0, "arm_circles", 4.0),
        repetition(2, "arm_circles"),
    ]
    play(history.start_session("auto", MORNING), events)
    assert history.done_today(MORNING) == {"toe_touch": 1, "arm_circles": 1}


def test_done_today_counts_all_sessions_of_the_persons_own_day(history: History) -> None:
    play(history.start_session("toe_touch", MORNING), [repetition(1), repetition(2)])
    play(history.start_session("toe_touch", MORNING + timedelta(hours=16)), [repetition(1)])
    play(history.start_session("toe_touch", MORNING - timedelta(days=1)), [repetition(1)])
    assert history.done_today(MORNING + timedelta(hours=10)) == {"toe_touch": 3}
    assert history.done_today(MORNING + timedelta(days=1)) == {}


def test_a_day_is_that_of_the_persons_own_clock_and_not_of_utc(history: History) -> None:
    just_after_midnight = MORNING.replace(hour=0, minute=10)
    assert just_after_midnight.astimezone(UTC).date() != just_after_midnight.date()
    play(history.start_session("toe_touch", just_after_midnight), [repetition(1)])
    assert history.done_today(MORNING) == {"toe_touch": 1}


def test_wall_time_without_an_offset_is_refused(history: History) -> None:
    with pytest.raises(ValueError, match="wall time needs its offset from UTC"):
        history.start_session("toe_touch", datetime(2025, 3, 1))  # noqa: DTZ001 - that is the mistake


def test_sessions_from_a_day_on(history: History) -> None:
    for days in (0, 3, 1):
        play(history.start_session(f"day {days}", MORNING + timedelta(days=days)), [repetition(1)])
    assert [session.name for session in history.sessions()] == ["day 0", "day 1", "day 3"]
    assert [session.name for session in history.sessions(date(2025, 3, 2))] == ["day 1", "day 3"]


def test_consent_is_asked_again_for_another_version_of_the_warning(history: History) -> None:
    assert history.consent("1") is None
    history.set_consent("1", MORNING)
    assert history.consent("1") == date(2025, 3, 1)
    assert history.consent("2") is None


GUIDED = (
    stage(Stage.SETUP, "hook_lying", 1),
    stage(Stage.EXERCISE, "hook_lying", 1),
    repetition(1, "hook_lying"),
    ExerciseDone(4.5, "hook_lying", 1, 1, complete=True),
    stage(Stage.REST, "cat_cow", 2),
    stage(Stage.SETUP, "cat_cow", 2),
    repetition(2, "cat_cow"),
)


def test_a_guided_session_keeps_its_steps_and_where_to_go_on(history: History) -> None:
    play(history.start_session("pop_your_back", MORNING), GUIDED)
    (session,) = history.sessions()
    assert session.ended == "left"
    assert session.steps == (StepRow("hook_lying", 1, 1, complete=True),)
    assert [one.exercise for one in session.repetitions] == ["hook_lying", "cat_cow"]
    assert history.progress("pop_your_back", MORNING) == 2


def test_after_a_step_that_is_complete_a_routine_goes_on_with_the_next(history: History) -> None:
    sink = history.start_session("pop_your_back", MORNING)
    play(sink, GUIDED[:-3], end=False)
    wait_until_written(sink)

    assert history.progress("pop_your_back", MORNING) == 2


def test_a_routine_is_gone_on_with_on_the_same_day_only(history: History) -> None:
    play(history.start_session("pop_your_back", MORNING), GUIDED)
    assert history.progress("pop_your_back", MORNING + timedelta(days=1)) is None
    assert history.progress("full", MORNING) is None


def test_going_back_to_the_first_step_leaves_nothing_to_go_on_with(history: History) -> None:
    play(history.start_session("pop_your_back", MORNING), [*GUIDED, stage(Stage.SETUP, "hook_lying", 1)])
    assert history.progress("pop_your_back", MORNING) is None


@pytest.mark.parametrize("end_s", [5.0, 13.0, 20.0, 26.0, 30.0, 45.0, 60.0])
def test_an_interrupted_routine_goes_on_where_the_guide_says(history: History, end_s: float) -> None:
    poses = one_after_the_other(lying(16.0), on_all_fours(10.0), cat_cows(2), on_all_fours(4.0))
    guide = Guide([step_of("hook_lying"), step_of("cat_cow", 2)])
    sink = history.start_session("mine", MORNING)
    run((Moment(pose) for pose in poses if pose.t_s < end_s), guide, [sink])
    history.close()
    with open_history(history.path.parent) as again:
        kept = again.progress("mine", MORNING)
    assert (kept or 1) - 1 == guide.progress % 2
    assert (kept is None) == (guide.progress in {0, 2})


def test_a_routine_that_was_done_is_not_gone_on_with(history: History) -> None:
    events = [*GUIDED, ExerciseDone(9.0, "thoracic_rotation", 3, 5, complete=True), stage(Stage.DONE, "", 3)]
    play(history.start_session("pop_your_back", MORNING), events)
    assert history.sessions()[0].ended == "done"
    assert history.progress("pop_your_back", MORNING) is None


@pytest.mark.parametrize("stopped_first", [False, True])
def test_a_pain_stop_is_kept_with_its_moment_and_the_routine_is_not_gone_on_with(
    history: History, stopped_first: bool
) -> None:
    stop = [PainStopped(9.25, "cat_cow", "cat", None), stage(Stage.STOPPED, "cat_cow", 2)]
    ending = [*(stop[::-1] if stopped_first else stop), ExerciseDone(9.3, "cat_cow", 2, 1, complete=False)]
    play(history.start_session("pop_your_back", MORNING), [*GUIDED, *ending])
    (session,) = history.sessions()
    assert session.ended == "pain"
    assert session.pain_stops == (PainStopRow("cat_cow", "cat", None, 9.25),)
    assert history.progress("pop_your_back", MORNING) is None


def test_the_data_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POSECOACH_DATA", str(tmp_path / "mine"))
    with open_history() as history:
        assert history.path == tmp_path / "mine" / "history.sqlite3"
    monkeypatch.delenv("POSECOACH_DATA")
    assert data_folder().name == "posecoach"


def test_without_a_home_it_is_told_that_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*_: object, **__: object) -> None:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("POSECOACH_DATA")
    monkeypatch.setattr("posecoach.history.place.user_data_path", homeless)
    with pytest.raises(HistoryError, match=r"^there is no such folder for the history: the home folder \("):
        data_folder()


def test_sessions_are_in_the_order_in_which_they_were_also_where_summer_time_ends(history: History) -> None:
    summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
    first, second = datetime(2025, 10, 26, 2, 50, tzinfo=summer), datetime(2025, 10, 26, 2, 10, tzinfo=winter)
    for name, when in (("toe_touch", first), ("arm_circles", second)):
        play(history.start_session(name, when), [repetition(1, name)])

    assert [session.name for session in history.sessions()] == ["toe_touch", "arm_circles"]
    assert history.done_today(second) == {"toe_touch": 1, "arm_circles": 1}


@pytest.mark.parametrize(
    "clock",
    [
        datetime(1969, 12, 31, 19, 0, tzinfo=timezone(timedelta(hours=-5))),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2100, 2, 28, 23, 59, tzinfo=UTC),
    ],
)
def test_what_was_kept_while_a_clock_was_wrong_is_there_and_counts_for_no_other_day(
    history: History, clock: datetime
) -> None:
    play(history.start_session("toe_touch", clock), [repetition(1)])
    play(history.start_session("toe_touch", MORNING), [repetition(1), repetition(2)])

    assert sorted(session.started for session in history.sessions()) == sorted(
        [clock.isoformat(), MORNING.isoformat()]
    )
    assert history.done_today(MORNING) == {"toe_touch": 2}
    assert history.done_today(clock) == {"toe_touch": 1}


@pytest.mark.parametrize("clock", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 2, 28, tzinfo=UTC)])
def test_a_stop_for_pain_while_the_clock_was_wrong_is_asked_about_until_a_session_ends_without(
    history: History, clock: datetime
) -> None:
    play(history.start_session("cat_cow", clock), [PainStopped(9.25, "cat_cow", "cat", None)])
    assert history.last_pain() is not None

    play(history.start_session("toe_touch", MORNING), [repetition(1)])
    assert history.last_pain() is None


def test_a_repetition_without_a_score_counts_and_is_left_out_of_the_mean(history: History) -> None:
    play(history.start_session("toe_touch", MORNING), [repetition(1, score=80.0), repetition(2, score=None)])
    (session,) = history.sessions()
    assert [one.score for one in session.repetitions] == [80.0, None]
    (found,) = figures([session])
    assert (found.repetitions, found.score) == (2, 80.0)
    columns, *rows = csv.reader(to_csv([session]).splitlines())
    assert [row[columns.index("score")] for row in rows] == ["80.0", ""]
