"""`posecoach report`: the last weeks on a sheet to take along, with the figures as JSON and CSV."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from posecoach.cli.exit_status import remark
from posecoach.cli.places import input_paths, named, read_besides
from posecoach.cli.report_pictures import fault_pictures, recorded_sessions
from posecoach.errors import NothingToJudge
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.library import open_library, own_words
from posecoach.exercises.wording import with_translations
from posecoach.files import may_exist
from posecoach.history.exports import to_csv
from posecoach.history.following import done_of_planned, plans_followed
from posecoach.history.place import database_path, person_folder
from posecoach.history.progress import commonest_faults, periods
from posecoach.history.records import Session
from posecoach.history.store import read_history
from posecoach.plans.schedule import FollowedPlan
from posecoach.publishing.folder import published
from posecoach.report.appointment import (
    MOST_FAULTS,
    ReportedWeeks,
    appointment_json,
    appointment_page,
    weeks_csv,
)
from posecoach.report.fhir import fhir_bundle
from posecoach.report.naming import Naming
from posecoach.report.outputs import write_text
from posecoach.words.catalogue import Words
from posecoach.words.phrase import filled

PAGE, FIGURES, WEEKS, REPETITIONS = "report.html", "report.json", "weeks.csv", "repetitions.csv"
KIND: Final = "report"
"""The kind that the manifest of a folder knows these files by, so that they and those of a review are told apart."""
FHIR: Final = "report.fhir.json"


def run_report(arguments: argparse.Namespace, words: Words) -> int:
    """Write the last weeks into a folder; returns the exit status."""
    library = open_library(arguments.exercises)
    words = own_words(words, library)
    recorded = recorded_sessions(input_paths(arguments.recordings))
    path = database_path(person_folder(arguments.person))
    now = datetime.now().astimezone()
    plans: list[FollowedPlan] = []
    sessions: list[Session] = []
    if may_exist(path):
        with read_history(path.parent) as history:
            plans, sessions = plans_followed(history.plans(), library.exercises), history.sessions()
    words = with_translations(words, [one.plan for one in plans])
    last = now.date()
    first = last - timedelta(days=7 * min(arguments.weeks, MOST_WEEKS) - 1)
    weeks = reported(arguments.person or "", plans, sessions, library.exercises, first, last)
    if not weeks.sessions and not weeks.planned:
        raise NothingToJudge(
            filled("nothing was done or planned since {day}: there is nothing to report", day=str(first))
        )
    naming = Naming(
        words, library.exercises, {**library.routines, **{one.plan.key: one.plan for one in plans}}
    )
    folder = named(arguments.out, "--out")
    inputs = [*read_besides(arguments), *recorded]
    wanted = [(exercise, rule) for exercise, rule, _ in commonest_faults(weeks.sessions, MOST_FAULTS)]
    texts = {
        PAGE: appointment_page(weeks, now, naming, fault_pictures(recorded, wanted, library)),
        FIGURES: appointment_json(weeks, naming),
        WEEKS: weeks_csv(weeks, arguments.csv_dialect),
        REPETITIONS: to_csv(weeks.sessions, arguments.csv_dialect),
    }
    if arguments.fhir:
        texts[FHIR] = fhir_bundle(weeks, now, naming)
    names = tuple(texts)
    with published(folder, overwrite=arguments.overwrite, inputs=inputs, names=names, kind=KIND) as made:
        for name, text in texts.items():
            write_text(made / name, text)
    remark(words("report in {path}", path=folder / PAGE))
    return 0


MOST_WEEKS: Final = 520
"""Ten years: the calendar has an end."""


def reported(
    person: str,
    plans: list[FollowedPlan],
    sessions: list[Session],
    exercises: Mapping[str, Exercise],
    first: date,
    last: date,
) -> ReportedWeeks:
    """Return the weeks from a day to another, the last one included."""
    inside = [one for one in sessions if first.isoformat() <= one.day <= last.isoformat()]
    planned = done_of_planned(plans, sessions, exercises, first, last)
    spans = periods(inside, planned, "week", last)
    return ReportedWeeks(person, first, last, inside, planned, spans, plans, sessions)
