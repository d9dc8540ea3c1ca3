"""A person's plan at the start and at the end of a session: today's part of it, and when it says to stop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from posecoach.drawing.page import Page
from posecoach.drawing.plan_pages import planned_page
from posecoach.errors import ExerciseFileError, HistoryError
from posecoach.exercises.declaration import Exercise
from posecoach.history.following import (
    PlannedToday,
    missed_in_words,
    planned_today,
    plans_followed,
)
from posecoach.history.store import History
from posecoach.live.notices import Notices
from posecoach.plans.wording import amount_in_words
from posecoach.words.catalogue import Words
from posecoach.words.phrase import N_, titled

NO_PLAN = N_("Your plan cannot be used")


def today_of(
    history: History | None, exercises: Mapping[str, Exercise], now: datetime, notices: Notices
) -> PlannedToday | None:
    """Return what the person's plan asks for today; None without one, or without one that can be used."""
    if history is None:
        return None
    try:
        kept = history.plans()
        if not kept:
            return None
        plans = plans_followed(kept, exercises)
        return planned_today(plans, history.sessions(), exercises, now.date())
    except HistoryError:
        return None  # what is wrong with a history is said when a session is kept
    except ExerciseFileError as error:
        notices.tell(NO_PLAN, error.args[0])
        return None


def page_of(today: PlannedToday, exercises: Mapping[str, Exercise], words: Words) -> Page:
    """Return the page that offers today's part of a plan."""
    plan = today.followed.plan
    left = dict.fromkeys(step.exercise.key for step in today.steps)
    to_do = [
        words(
            titled(
                exercises[level.item.exercise].name,
                amount_in_words(level.item, exercises[level.item.exercise], words),
            )
        )
        for level in today.items
        if level.item.exercise in left
    ]
    missed = missed_in_words(today.missed)
    return planned_page(
        words(plan.name),
        today.week,
        plan.weeks,
        to_do,
        [words(one.text) for one in today.unwatched],
        [words(note) for note in plan.notes],
        words(missed) if missed is not None else "",
        words,
    )
