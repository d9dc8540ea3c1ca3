"""Four weeks on the sheet for an appointment, with pictures of the faults: one page of paper in every language."""

from __future__ import annotations

import base64
import re
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest

from posecoach.cli.report import reported
from posecoach.events import Event, Side
from posecoach.exercises.loader import builtin_exercises
from posecoach.history.following import plans_followed
from posecoach.history.progress import commonest_faults
from posecoach.history.records import RatingRow
from posecoach.history.store import open_history
from posecoach.report.appointment import MOST_FAULTS, ReportedWeeks, appointment_page
from posecoach.report.naming import Naming
from posecoach.words.languages import languages, load_words
from tests import told
from tests.history.sessions import cleared, play
from tests.plans.weeks import PLAN
from tests.report.browser import chromium

pytestmark = pytest.mark.slow

NOW = datetime.fromisoformat("2026-03-30T18:00:00+02:00")
SIDES: tuple[Side, Side] = ("left", "right")
RANGES = {
    "cat_cow": {"back_bow": 0.07, "back_turn_deg": 40.0, "head_pitch_deg": 80.0},
    "hip_lift_twist": {"hip_height": 0.4, "shoulder_hip_knee_deg": 170.0, "trunk_rotation_deg": 25.0},
    "arm_circles": {"arms_elevation_deg": 178.0},
    "foam_roll": {"toe_shoulder_distance": 0.3, "knee_flexion_deg": 30.0},
}
"""What these exercises report, as somebody may do them."""
FAULTS = (("cat_cow", "slow"), ("cat_cow", "hips_over_knees"), ("foam_roll", "slow"))


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> ReportedWeeks:
    """Four weeks of four exercises, every other day, each with all that it reports; half of them with faults."""
    exercises = builtin_exercises()
    begins = NOW.date() - timedelta(days=27)
    with open_history(tmp_path_factory.mktemp("weeks")) as history:
        history.follow(PLAN, begins)
        for before in range(26, -1, -2):
            for exercise in RANGES:
                sink = history.start_session(exercise, NOW - timedelta(days=before))
                play(sink, list(_session(exercise, before)))
                history.rate(sink, [RatingRow("pain_before", before // 7), RatingRow("effort", 4)])
        plans = plans_followed(history.plans(), exercises)
        return reported("Ana", plans, history.sessions(), exercises, begins, NOW.date())


def _session(exercise: str, before: int) -> list[Event]:
    ranges: dict[str, float | None] = {
        name: value * (1 - before / 100) for name, value in RANGES[exercise].items()
    }
    events: list[Event] = [
        told.repetition_done(
            5.0 * index,
            exercise,
            index=index,
            side=SIDES[index % 2] if exercise == "hip_lift_twist" else None,
            start_s=5.0 * index - 4.0,
            end_s=5.0 * index,
            score=95.0 - before,
            range=ranges,
        )
        for index in range(1, 7)
    ]
    faults = [rule for key, rule in FAULTS if key == exercise and before % 4]
    return [*events, *(cleared(rule, 31.0, 32.0, exercise=exercise) for rule in faults)]


def picture() -> str:
    """The data of an <img> of the shape that pictures of faults have."""
    written, data = cv2.imencode(".webp", np.full((480, 640, 3), 128, np.uint8))
    assert written
    return "data:image/webp;base64," + base64.b64encode(data.tobytes()).decode()


@pytest.mark.parametrize(("width_in", "height_in"), [(8.27, 11.69), (8.5, 11.0)], ids=["A4", "letter"])
def test_four_weeks_with_pictures_print_on_one_page_in_every_language(
    width_in: float, height_in: float, weeks: ReportedWeeks, tmp_path: Path
) -> None:
    pictures = dict.fromkeys(FAULTS, picture())
    assert {(one, rule) for one, rule, _ in commonest_faults(weeks.sessions, MOST_FAULTS)} == set(pictures)
    pages = {}
    with chromium(1000, 900, dark=False) as browser:
        for language in languages():
            naming = Naming(load_words(language), builtin_exercises())
            page = tmp_path / f"{language}.html"
            page.write_text(appointment_page(weeks, NOW, naming, pictures), encoding="utf-8")
            browser.open(page)
            pages[language] = len(re.findall(rb"/MediaBox", browser.printed(width_in, height_in)))
    assert pages == dict.fromkeys(languages(), 1)


def test_no_label_of_a_plot_runs_into_another(weeks: ReportedWeeks, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(appointment_page(weeks, NOW, Naming(load_words("en"), builtin_exercises()), {}))
    with chromium(1000, 900, dark=False) as browser:
        browser.open(page)
        browser.as_on_paper(width_px=703)
        boxes = browser.ask(
            "[...document.querySelectorAll('.plot svg')].map(plot => [...plot.querySelectorAll('text')]"
            ".map(text => text.getBoundingClientRect()).filter(box => box.width > 0)"
            ".map(box => [box.left, box.right, box.top + box.height / 4, box.bottom - box.height / 4]))"
        )
    assert len(boxes) > 4
    assert [pair for plot in boxes for pair in combinations(plot, 2) if _meet(*pair)] == []


def _meet(one: list[float], other: list[float]) -> bool:
    """Whether two boxes (left, right, top, bottom: of the letters themselves) have a place in common."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
