"""Before the coach begins: the warning, what to do today, where to go on, and whether it is enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol, TypeVar

from posecoach.cli.live_plan import page_of
from posecoach.drawing import page_texts
from posecoach.drawing.page import ENTER, QUIT, Page
from posecoach.drawing.pages import (
    CARRY_ON,
    HURTS,
    NO_PAIN,
    Option,
    choice_page,
    enough_page,
    hurt_page,
    no_pain_page,
    rating_page,
    resume_page,
    warning_page,
)
from posecoach.drawing.plan_pages import plan_stop_page
from posecoach.errors import HistoryError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import AUTO, as_key, find_steps
from posecoach.exercises.routines import PlannedStep, Routine
from posecoach.history.following import PlannedToday, stop_for
from posecoach.history.records import RatingKind, RatingRow
from posecoach.history.store import History
from posecoach.plans.declaration import Plan
from posecoach.report.history_words import moment
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_, counted, filled

T = TypeVar("T")

WARNING_VERSION: Final = "2"
"""Goes up when the warning says something new, which is then asked again."""
FIND_OUT: Final = N_("Recognise what I do")


RATED: Final[Mapping[RatingKind, tuple[str, str, str]]] = {
    "pain_before": (page_texts.PAIN_BEFORE, page_texts.NO_PAIN_AT_ALL, page_texts.WORST_PAIN),
    "effort": (page_texts.EFFORT, page_texts.NO_EFFORT, page_texts.MOST_EFFORT),
    "pain_after": (page_texts.PAIN_AFTER, page_texts.NO_PAIN_AT_ALL, page_texts.WORST_PAIN),
}
"""The questions, with what 0 and 10 mean: the numeric rating scale of pain, and Borg's CR10 scale of effort."""


def _place(exercise: Exercise) -> str:
    """Return the heading under which an exercise is offered."""
    upright = exercise.posture in ("standing", "seated")
    return page_texts.UPRIGHT if upright else page_texts.ON_THE_FLOOR


class Asking(Protocol):
    """Whatever can show a page and take the answer."""

    @property
    def attended(self) -> bool:
        """Whether somebody can answer at all."""

    def page(self, page: Page, patience_s: float | None = None) -> str:
        """Return the answer; "" if there was none in time, or nobody is there to answer."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What is to be done: a name for the history and the steps; no steps: find out."""

    name: str
    title: str
    steps: tuple[PlannedStep, ...] = ()
    first: int = 0
    plan: Plan | None = None

    @property
    def asked(self) -> str:
        """The name of an exercise or routine, "" for a plan and for finding out."""
        return self.name if self.steps and self.plan is None else ""

    def known(self, known: Known) -> Known:
        """Return what is known, with the exercises as this programme wants them."""
        own = {step.exercise.key: step.exercise for step in reversed(self.steps)}
        return replace(known, exercises={**known.exercises, **own})


@dataclass(frozen=True, slots=True)
class Known:
    """All exercises and routines by their keys, and what the person's plan asks for today (None: there is no plan)."""

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    today: PlannedToday | None = None

    def programme(self, name: str) -> Programme:
        """Return what a name stands for: a routine, an exercise, or auto. Raises UsageError for any other."""
        if name == AUTO:
            return Programme(AUTO, FIND_OUT)
        if self.today is not None and name == self.today.followed.plan.key:
            plan = self.today.followed.plan
            return Programme(plan.key, plan.name, self.today.steps, plan=plan)
        steps = find_steps(name, self.exercises, self.routines)
        key = as_key(name)
        title = self.routines[key].name if key in self.routines else self.exercises[key].name
        return Programme(key, title, steps)


@dataclass(frozen=True, slots=True)
class Rated:
    """The answer to a question: what was rated, if it was, whether it hurts, and whether the person wants to leave."""

    rows: tuple[RatingRow, ...] = ()
    hurts: bool = False
    leaves: bool = False


class Start:
    """Asks what has to be asked before a session; every answer may be to leave.

    patience_s: how long each question waits (None: for ever); one that is not answered is answered with yes, but not
    remembered. history: None where there is none. counts: whether it is the person who exercises, not a file.
    """

    def __init__(
        self,
        asking: Asking,
        history: History | None,
        words: Words,
        patience_s: float | None,
        now: datetime,
        *,
        counts: bool = True,
    ) -> None:
        self._asking = asking
        self._history = history
        self._words = words
        self._patience_s = patience_s
        self._now = now
        self._counts = counts

    def programme(self, name: str | None, known: Known) -> Programme | None:
        """Return what is to be done, by its name or by asking; None if the person wants to leave."""
        if not self._warned() or not self._free_of_pain(known):
            return None
        offered = known
        while True:
            chosen = name or self._planned(known) or self._choose(known)
            known = replace(known, today=None)  # offered once
            if chosen == QUIT:
                return None
            programme = offered.programme(chosen)
            enough = self._enough(programme)
            if enough is None:
                return self._resumed(programme)
            if self._ask(enough_page(enough, self._words)) != ENTER:
                return None
            name = None

    def rated(self, kind: RatingKind) -> Rated:
        """Ask the person to rate something; nothing is if they do not, or nobody exercises."""
        if not (self._counts and self._history is not None and self._asking.attended):
            return Rated()
        answer = self._ask(rating_page(*RATED[kind], self._words))
        rows = (RatingRow(kind, int(answer)),) if answer.isdecimal() else ()
        return Rated(rows, hurts=answer == HURTS, leaves=answer == QUIT)

    def done_today(self) -> dict[str, int]:
        """Return how many repetitions of each exercise were done today."""
        return self._of_own(lambda history: history.done_today(self._now)) or {}

    def _warned(self) -> bool:
        """Show the warning unless it was accepted before; return whether to go on."""
        if self._of_history(lambda history: history.consent(WARNING_VERSION)):
            return True
        answer = self._ask(warning_page(self._words))
        if answer == ENTER:
            self._of_history(lambda history: history.set_consent(WARNING_VERSION, self._now))
        return answer != QUIT

    def _free_of_pain(self, known: Known) -> bool:
        """Ask about the last stop for pain, in two steps of which neither is the default; return whether to go on."""
        pain = self._of_own(lambda history: history.last_pain())
        if pain is None:
            return True
        title = known.exercises[pain.exercise].name if pain.exercise in known.exercises else pain.exercise
        if pain.when.date() == self._now.date():
            text = page_texts.HURT_TODAY if title else page_texts.HURT_TODAY_WHEN
            lead = filled(text, time=f"{pain.when:%H:%M}", title=title)
        else:
            text = page_texts.HURT_AT if title else page_texts.HURT_WHEN
            lead = filled(text, when=moment(pain.when, self._now.date(), self._words), title=title)
        if self._ask(hurt_page(lead, self._words)) != CARRY_ON:
            return False
        return self._ask(no_pain_page(self._words)) == NO_PAIN

    def stopped(self, programme: Programme, ratings: Sequence[RatingRow], *, begun: bool = True) -> bool:
        """Say so if the plan is to be interrupted after what was rated; return whether it is.

        begun: whether the session has been, which keeps its ratings itself; else they are kept before this is said, as
        the program may be ended while it is read.
        """
        rule = stop_for(programme.plan.stop if programme.plan is not None else (), ratings)
        if programme.plan is None or rule is None:
            return False
        if not begun:
            self._of_own(lambda history: history.keep_unbegun(programme.name, self._now, ratings))
        self._ask(plan_stop_page(self._words(rule.say), self._words))
        return True

    def _planned(self, known: Known) -> str:
        """Offer today's part of the person's plan; return the plan's name or QUIT, "" for anything else."""
        today = known.today if self._counts else None
        if today is None or not (today.steps or self._asking.attended):
            return ""
        answer = ENTER
        if self._asking.attended:
            answer = self._ask(page_of(today, known.exercises, self._words)) or ENTER
        if answer == QUIT:
            return QUIT
        return today.followed.plan.key if answer == ENTER and today.steps else ""

    def _choose(self, known: Known) -> str:
        if not self._asking.attended:
            return AUTO
        routines = [
            Option(
                key,
                routine.name,
                self._words(counted("{count} exercise", "{count} exercises", len(routine.steps))),
            )
            for key, routine in known.routines.items()
        ]
        exercises = [
            Option(key, exercise.name, heading=_place(exercise)) for key, exercise in known.exercises.items()
        ]
        exercises.sort(
            key=lambda one: one.heading == page_texts.UPRIGHT
        )  # as many columns, in the same order
        found_out = Option(AUTO, FIND_OUT, heading=page_texts.UNCHOSEN)
        return self._ask(choice_page(routines, [*exercises, found_out], self._words)) or AUTO

    def _enough(self, programme: Programme) -> str | None:
        """Return the name of what was done enough of today, None if some of the programme may still be done."""
        done = self.done_today()
        full = [
            step for step in programme.steps if done.get(step.exercise.key, 0) >= step.exercise.dosage.per_day
        ]
        return programme.title if programme.steps and len(full) == len(programme.steps) else None

    def _resumed(self, programme: Programme) -> Programme | None:
        """Ask whether to go on where a routine was left today; None if the person wants to leave."""
        step = self._of_own(lambda history: history.progress(programme.name, self._now))
        if step is None or not 1 < step <= len(programme.steps):
            return programme
        title = programme.steps[step - 1].exercise.name
        answer = self._ask(resume_page(self._words(programme.title), self._words(title), self._words))
        if answer == QUIT:
            return None
        first = 0 if answer == "n" else step - 1
        return Programme(programme.name, programme.title, programme.steps, first)

    def _ask(self, page: Page) -> str:
        return self._asking.page(page, self._patience_s)

    def _of_own(self, question: Callable[[History], T]) -> T | None:
        """Ask the history about the person; where a file is the camera nothing that they did matters."""
        return self._of_history(question) if self._counts else None

    def _of_history(self, question: Callable[[History], T]) -> T | None:
        """Ask the history; whatever is wrong with it is said when a session is kept, and is no reason to stop."""
        if self._history is None:
            return None
        try:
            return question(self._history)
        except HistoryError:
            return None
