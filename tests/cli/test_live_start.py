"""What is asked before a session: the warning once, what to do, where to go on, and whether it is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from posecoach.cli.live import _why_nothing
from posecoach.cli.live_plan import today_of
from posecoach.cli.live_start import WARNING_VERSION, Known, Programme, Rated, Start
from posecoach.drawing.page import ENTER, QUIT, Page, Paragraph
from posecoach.errors import UsageError
from posecoach.events import ExerciseDone, PainStopped, Stage, StageStarted
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import builtin_routines
from posecoach.history.exports import to_csv
from posecoach.history.records import PainStopRow, RatingRow, Session
from posecoach.history.store import History, open_history
from posecoach.live.notices import Notices
from posecoach.pipeline import Moment
from posecoach.pose.pose import Pose
from posecoach.report.history_words import rated_in_words, rating_trends
from posecoach.state import CoachState
from posecoach.words.catalogue import ENGLISH
from tests.plans.weeks import PLAN
from tests.told import repetition_done

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=timezone(timedelta(hours=1)))
EXERCISES = builtin_exercises()
KNOWN = Known(EXERCISES, builtin_routines(EXERCISES))


class Person:
    """Gives answers in order and keeps the titles of the pages that were shown."""

    attended = True

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.pages: list[Page] = []

    def page(self, page: Page, patience_s: float | None = None) -> str:
        self.pages.append(page)
        return self._answers.pop(0)

    @property
    def titles(self) -> list[str]:
        return [page.title for page in self.pages]


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with open_history(tmp_path / "data") as opened:
        yield opened


def start(person: Person, history: History | None) -> Start:
    return Start(person, history, ENGLISH, None, NOW)


def do(history: History, exercise: str, repetitions: int, name: str = "", step: int = 1) -> None:
    """Do an exercise today; with a step greater than 1 a routine is left there."""
    sink, state = history.start_session(name or exercise, NOW), CoachState(exercise=exercise)
    moment = Moment(Pose.nobody(1.0))
    sink(moment, [StageStarted(0.0, exercise, Stage.EXERCISE, 1, 4)], state)
    for index in range(repetitions):
        done = repetition_done(1.0, exercise, index=index + 1)
        sink(moment, [done], state)
    if step > 1:
        sink(moment, [ExerciseDone(1.0, exercise, step - 1, repetitions, True)], state)
        sink(moment, [StageStarted(1.0, "cat_cow", Stage.SETUP, step, 4)], state)
    sink(None, [], state)
    sink.writer.end()
    sink.writer.wait(10.0)


def test_the_warning_is_shown_before_anything_and_remembered_once_accepted(history: History) -> None:
    person = Person(ENTER)
    assert start(person, history).programme("cat_cow", KNOWN) == KNOWN.programme("cat_cow")
    assert person.titles == ["Before you begin"]
    again = Person()
    start(again, history).programme("cat_cow", KNOWN)
    assert again.titles == []


def test_who_does_not_accept_the_warning_leaves_and_is_asked_again(history: History) -> None:
    assert start(Person(QUIT), history).programme("cat_cow", KNOWN) is None
    again = Person(QUIT)
    start(again, history).programme("cat_cow", KNOWN)
    assert again.titles == ["Before you begin"]


def test_a_warning_that_nobody_answers_is_not_remembered(history: History) -> None:
    assert start(Person(""), history).programme("cat_cow", KNOWN) is not None
    assert history.consent(WARNING_VERSION) is None


def test_without_a_name_there_is_a_choice_of_routines_and_exercises(history: History) -> None:
    person = Person(ENTER, "pop_your_back")
    programme = start(person, history).programme(None, KNOWN)
    assert programme is not None
    assert (programme.name, len(programme.steps)) == ("pop_your_back", 4)
    upright = [key for key, one in KNOWN.exercises.items() if one.posture in ("standing", "seated")]
    columns = [[choice.answer for choice in column] for column in person.pages[1].columns]
    assert columns == [
        [*KNOWN.routines],
        [key for key in KNOWN.exercises if key not in upright],
        [*upright],
        ["auto"],
    ]


def test_a_choice_that_nobody_makes_finds_out_what_is_done() -> None:
    programme = start(Person("", ""), None).programme(None, KNOWN)
    assert programme == Programme("auto", "Recognise what I do")


@pytest.mark.parametrize(("chosen", "asked"), [("bridge", "bridge"), ("bedtime", "bedtime"), ("auto", "")])
def test_what_was_chosen_is_as_good_as_what_was_named(chosen: str, asked: str) -> None:
    programme = start(Person(ENTER, chosen), None).programme(None, KNOWN)
    assert programme is not None
    assert programme.asked == asked


def test_a_session_in_which_what_was_chosen_was_not_seen_says_so() -> None:
    assert str(_why_nothing(90, "camera 0", "bridge")) == (
        "bridge was not seen by camera 0 ('posecoach exercises bridge' shows how it starts)"
    )
    assert str(_why_nothing(90, "camera 0", "")) == (
        "no exercise was recognised by camera 0 ('posecoach exercises' shows how they start)"
    )


def test_where_nobody_can_answer_nothing_has_to_be_chosen() -> None:
    nobody = Person("")
    nobody.attended = False
    programme = start(nobody, None).programme(None, KNOWN)
    assert programme == Programme("auto", "Recognise what I do")
    assert nobody.titles == ["Before you begin"]


def test_leaving_the_choice_leaves() -> None:
    assert start(Person(ENTER, QUIT), None).programme(None, KNOWN) is None


@pytest.mark.parametrize(("answer", "first"), [(ENTER, 1), ("", 1), ("n", 0)])
def test_a_routine_left_today_goes_on_where_it_was_left_if_wanted(
    history: History, answer: str, first: int
) -> None:
    do(history, "hook_lying", 1, "pop_your_back", step=2)
    person = Person(ENTER, answer)
    programme = start(person, history).programme("pop_your_back", KNOWN)
    assert programme is not None
    assert programme.first == first
    assert person.titles[1] == "Continue where you left off?"


def test_enough_for_today_is_said_and_something_else_can_be_chosen(history: History) -> None:
    do(history, "cat_cow", 24)
    person = Person(ENTER, ENTER, "hook_lying")
    programme = start(person, history).programme("cat_cow", KNOWN)
    assert programme == KNOWN.programme("hook_lying")
    assert person.titles == ["Before you begin", "Enough for today", "What would you like to do?"]


def test_enough_for_today_may_be_taken_as_advice(history: History) -> None:
    do(history, "cat_cow", 24)
    assert start(Person(ENTER, QUIT), history).programme("cat_cow", KNOWN) is None


def test_one_less_than_the_most_of_a_day_is_not_enough(history: History) -> None:
    do(history, "cat_cow", 23)
    assert start(Person(ENTER), history).programme("cat_cow", KNOWN) is not None


def hurt(history: History, when: datetime) -> None:
    sink = history.start_session("cat_cow", when)
    events = [PainStopped(90.0, "cat_cow", "cat", None), StageStarted(90.0, "cat_cow", Stage.STOPPED, 1, 1)]
    sink(Moment(Pose.nobody(90.0)), events, CoachState())
    sink(None, [], CoachState())
    sink.writer.wait(10.0)


@pytest.mark.parametrize(
    ("answers", "goes_on"),
    [
        ((ENTER,), False),
        ((QUIT,), False),
        (("",), False),
        (("c", ENTER), False),
        (("c", ""), False),
        (("c", "0"), True),
    ],
)
def test_after_a_stop_for_pain_a_start_takes_two_deliberate_steps(
    history: History, answers: tuple[str, ...], goes_on: bool
) -> None:
    hurt(history, NOW - timedelta(hours=1))
    person = Person(ENTER, *answers)
    assert (start(person, history).programme("cat_cow", KNOWN) is not None) is goes_on
    assert person.titles[1] == "You stopped because it hurt"
    assert person.pages[1].blocks[0] == Paragraph("Today at 08:31: Cat-cow. Do no more today.", "lead")


def test_a_stop_for_pain_is_asked_about_until_a_later_day_ends_without(history: History) -> None:
    hurt(history, NOW - timedelta(days=2))
    person = Person(ENTER, ENTER)
    assert start(person, history).programme("cat_cow", KNOWN) is None
    assert person.pages[1].blocks[0] == Paragraph("It was on Wed 18 Nov 09:31: Cat-cow.", "lead")
    do(history, "cat_cow", 1)  # left before its end
    assert history.last_pain() is not None
    sink = history.start_session("hook_lying", NOW)
    sink(Moment(Pose.nobody(1.0)), [repetition_done(1.0, "hook_lying")], CoachState())
    sink(None, [], CoachState())
    sink.writer.wait(10.0)
    assert history.last_pain() is None


def test_a_file_in_place_of_the_camera_has_neither_limits_nor_pain(history: History) -> None:
    do(history, "cat_cow", 24)
    hurt(history, NOW - timedelta(hours=1))
    person = Person(ENTER)
    started = Start(person, history, ENGLISH, None, NOW, counts=False)
    assert started.programme("cat_cow", KNOWN) == KNOWN.programme("cat_cow")
    assert started.done_today() == {}
    assert person.titles == ["Before you begin"]


@pytest.mark.parametrize(("answer", "kept"), [("7", (7,)), ("10", (10,)), (ENTER, ()), (QUIT, ()), ("", ())])
def test_a_rating_is_a_number_or_nothing(history: History, answer: str, kept: tuple[int, ...]) -> None:
    rows = start(Person(answer), history).rated("effort").rows
    assert tuple(row.value for row in rows) == kept


@pytest.mark.parametrize(
    ("answer", "hurts", "leaves"), [("x", True, False), (QUIT, False, True), (ENTER, False, False)]
)
def test_who_is_asked_to_rate_may_say_that_it_hurts_or_leave(
    history: History, answer: str, hurts: bool, leaves: bool
) -> None:
    assert start(Person(answer), history).rated("pain_before") == Rated((), hurts, leaves)


def test_pain_that_is_told_after_a_session_is_asked_about_before_the_next(history: History) -> None:
    sink = history.start_session("cat_cow", NOW)
    sink(Moment(Pose.nobody(1.0)), [repetition_done(1.0, "cat_cow")], CoachState())
    sink(None, [], CoachState())
    history.stop_for_pain(sink, PainStopRow("cat_cow", "", None, 60.0))
    (session,) = history.sessions()
    assert session.ended == "pain"
    assert history.last_pain() is not None


def test_what_is_rated_is_kept_with_the_session(history: History) -> None:
    sink = history.start_session("cat_cow", NOW)
    sink(Moment(Pose.nobody(1.0)), [repetition_done(1.0, "cat_cow")], CoachState())
    sink(None, [], CoachState())
    history.rate(sink, [RatingRow("pain_before", 3), RatingRow("effort", 5), RatingRow("pain_after", 2)])
    (session,) = history.sessions()
    assert rated_in_words(session, ENGLISH) == "pain before 3, effort 5, pain after 2"
    line = to_csv([session]).splitlines()[1].split(",")
    assert line[-3:] == ["3", "5", "2"]


def test_ratings_show_a_trend_only_on_three_days_or_more() -> None:
    days = [
        Session("x", f"2026-11-0{day}T08:00:00+01:00", "done", 1.0, "1", ratings=(RatingRow("effort", day),))
        for day in (1, 2, 3)
    ]
    assert rating_trends(days[:2]) == []
    assert rating_trends(days) == [("Effort, 0 to 10", [1.0, 2.0, 3.0])]


def test_a_wrong_name_is_told_with_the_nearest_one() -> None:
    message = r"^there is no exercise or routine 'pop_my_back'; .*pop_your_back"
    with pytest.raises(UsageError, match=message):
        KNOWN.programme("pop_my_back")


def test_spaces_and_hyphens_are_taken_for_underscores() -> None:
    assert KNOWN.programme("Pop your-back").name == "pop_your_back"


def planned(history: History, *, weeks: str = "weeks = 6") -> Known:
    """Let the person follow a plan for a week, on a day on which a turn alone is due; return what is known then."""
    text = PLAN.replace("weeks = 6", weeks, 1)
    history.follow(text, NOW.date() - timedelta(days=7))
    notices = Notices(lambda _: None, ENGLISH)
    return replace(KNOWN, today=today_of(history, EXERCISES, NOW, notices))


def test_without_a_name_todays_part_of_the_plan_is_offered(history: History) -> None:
    person = Person(ENTER, ENTER)
    programme = start(person, history).programme(None, planned(history))
    assert person.titles == ["Before you begin", "Today in your plan"]
    assert person.pages[1].blocks[0] == Paragraph("For my back, week 2 of 6", "lead")
    assert programme is not None
    assert (programme.name, programme.asked, [step.exercise.key for step in programme.steps]) == (
        "mine",
        "",  # no exercise or routine has this name
        ["cat_cow", "cat_cow", "thoracic_rotation"],
    )


def test_what_was_left_out_is_said_without_blame(history: History) -> None:
    person = Person(ENTER, ENTER)
    start(person, history).programme(None, planned(history))
    said = "The last 7 days of the plan were left out. Nothing is added up: today is as planned."
    assert person.pages[1].blocks[1] == Paragraph(said)


def test_something_else_can_be_chosen_in_place_of_the_plan(history: History) -> None:
    person = Person(ENTER, "o", "toe_touch")
    programme = start(person, history).programme(None, planned(history))
    assert programme == KNOWN.programme("toe_touch")


def test_a_plan_can_be_left(history: History) -> None:
    assert start(Person(ENTER, QUIT), history).programme(None, planned(history)) is None


def test_a_name_goes_before_the_plan(history: History) -> None:
    person = Person(ENTER)
    assert start(person, history).programme("cat_cow", planned(history)) == KNOWN.programme("cat_cow")


def test_where_nobody_can_answer_the_plan_is_done(history: History) -> None:
    nobody = Person("")
    nobody.attended = False
    programme = start(nobody, history).programme(None, planned(history))
    assert programme is not None
    assert programme.name == "mine"


def test_when_all_of_today_is_done_something_else_may_be_chosen(history: History) -> None:
    do(history, "cat_cow", 10)
    do(history, "thoracic_rotation", 4)
    person = Person(ENTER, ENTER, "foam_roll")
    programme = start(person, history).programme(None, planned(history))
    assert person.titles[1:] == ["Nothing more in your plan today", "What would you like to do?"]
    assert programme == KNOWN.programme("foam_roll")


def test_a_session_judges_the_exercises_as_the_plan_wants_them(history: History) -> None:
    known = planned(history)
    programme = start(Person(ENTER, ENTER), history).programme(None, known)
    assert programme is not None
    exercise = programme.known(known).exercises["thoracic_rotation"]
    assert [phase.hold_aim_s for phase in exercise.phases if phase.hold_aim_s] == [6.0]


def test_the_plan_says_when_to_stop_and_what_was_rated_is_kept(history: History) -> None:
    ratings = [RatingRow("pain_before", 4)]
    kept_when_shown: list[Session] = []

    class Looking(Person):
        def page(self, page: Page, patience_s: float | None = None) -> str:
            if page.title == "Your plan says: stop here":
                kept_when_shown.extend(history.sessions())
            return super().page(page, patience_s)

    person = Looking(ENTER, ENTER, ENTER)
    started = start(person, history)
    programme = started.programme(None, planned(history))
    assert programme is not None
    assert not started.stopped(programme, [RatingRow("pain_before", 3)], begun=False)
    assert started.stopped(programme, ratings, begun=False)
    assert person.titles[-1] == "Your plan says: stop here"
    assert person.pages[-1].blocks == (Paragraph("Rest today.", "lead"),)
    (kept,) = kept_when_shown
    assert history.sessions() == [kept]
    assert (kept.name, kept.ended, kept.repetitions, kept.ratings) == ("mine", "left", (), tuple(ratings))


def test_a_plan_that_cannot_be_read_is_told_and_is_none(history: History) -> None:
    history.follow(PLAN.replace("cat_cow", "swim", 1), NOW.date())
    told: list[str] = []
    assert today_of(history, EXERCISES, NOW, Notices(told.append, ENGLISH)) is None
    assert [line.partition("; ")[0] for line in told] == [
        "Your plan cannot be used: plan:10: exercises[0].exercise: there is no exercise 'swim'"
    ]
