"""The report as a file."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from posecoach.capture.frame import Frame
from posecoach.events import Deduction, Fault
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.wording import fault_named
from posecoach.report.page import json_for_html, report_page
from posecoach.report.stills import Stills
from posecoach.report.words import amount, amount_with_error, clock, unbroken
from posecoach.results.evidence import Evidence
from posecoach.results.review import Segment
from posecoach.words.languages import load_words

OUTSIDE = re.compile(r"^(https?:)?//")


class Links(HTMLParser):
    """Collects whatever a page would load or lead to, and the text that is seen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text = ""
        self._silent = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in ("script", "style")
        self.found += [value for name, value in attrs if name in ("src", "href", "data", "action") and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data


@pytest.fixture(scope="module")
def page(results: Path) -> str:
    return (results / "report.html").read_text(encoding="utf-8")


def seen(page: str) -> str:
    return " ".join(Links(page).text.split())


def test_nothing_but_what_lies_beside_it_is_outside_of_the_file(page: str) -> None:
    links = [link for link in Links(page).found if not link.startswith(("data:", "#"))]
    assert links == ["annotated.mp4", "cues.srt", "features.csv", "landmarks.csv"]
    assert not any(OUTSIDE.match(link) for link in links)


def test_policy_lets_nothing_be_fetched(page: str) -> None:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found is not None
    policy = unescape(found[1])
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert "connect-src" not in directives
    assert "http" not in policy


def test_says_what_the_review_found(page: str, evidence: Evidence) -> None:
    text = seen(page)
    assert "Cat-cow morning.npz" in text
    assert f"{len(evidence.report.review.repetitions)} repetitions." in text
    for fault in evidence.report.review.faults:
        assert f"“{fault.cue}”" in text
        assert f"{fault_named(builtin_exercises()['cat_cow'], fault.rule, fault.phase)} (" in text
    for deductions in evidence.report.deductions:
        for deduction in deductions:
            assert f"−{deduction.points:.3g} {deduction.reason}" in text


def test_quotes_what_was_said_as_its_language_does(evidence: Evidence) -> None:
    words = load_words("de")
    text = seen(report_page(evidence, {}, None, words))
    assert evidence.report.review.faults
    for fault in evidence.report.review.faults:
        assert f"„{words(fault.cue)}“" in text


def test_summary_adds_up_what_was_lost_for_the_same_advice_in_the_same_phase(evidence: Evidence) -> None:
    lost = [
        (Deduction(20.0, "Slowly", "slow", "Cow"), Deduction(10.0, "Slowly", "slow", "Cat")),
        (Deduction(2.5, "Slowly", "slow", "Cow", "2.6 s, aim for 3 s"),),
    ]
    lost += [() for _ in evidence.report.review.repetitions[2:]]
    report = replace(evidence.report, deductions=tuple(lost))
    text = seen(report_page(replace(evidence, report=report), {}, None))
    assert f"Slowly (Cow)−22.5in 2 of {len(lost)}" in text
    assert f"Slowly (Cat)−10in 1 of {len(lost)}" in text


def test_every_fault_has_a_picture_and_leads_to_its_moment(page: str, evidence: Evidence) -> None:
    moments = re.findall(r'class="still jump fault" data-t="([\d.]+)"', page)
    assert len(moments) == len(evidence.report.review.faults)
    for moment, fault in zip(moments, evidence.report.review.faults, strict=True):
        assert fault.start_s <= float(moment) <= fault.end_s
    assert page.count('<img src="data:image/webp;base64,') == len(moments)


def test_data_are_those_of_the_timeline(page: str, evidence: Evidence) -> None:
    data = json.loads(
        page.split('<script id="data" type="application/json">')[1].split("</script>", maxsplit=1)[0]
    )
    assert data["video"] == "annotated.mp4"
    assert len(data["timeline"]["repetitions"]) == len(evidence.report.review.repetitions)


def test_names_cannot_become_markup(evidence: Evidence) -> None:
    name = "</script><script>alert(1)</script>&amp;.mp4"
    review = evidence.report.review
    video = msgspec.structs.replace(review.video, path=name)
    faults = tuple(msgspec.structs.replace(fault, cue="<img src=x>") for fault in review.faults)
    changed = msgspec.structs.replace(review, video=video, faults=faults)
    page = report_page(replace(evidence, report=replace(evidence.report, review=changed)), {}, None)
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "script>&amp;.mp4" in seen(page)


def test_json_cannot_end_its_element() -> None:
    text = json_for_html({"a": "</script><!--\u2028"})
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text) == {"a": "</script><!--\u2028"}


def test_report_without_a_video_has_no_player(evidence: Evidence) -> None:
    page = report_page(evidence, {}, None)
    assert "<video" not in page
    assert "Click to put the cursor there." in page


def test_nothing_recognised_is_said(evidence: Evidence) -> None:
    review = msgspec.structs.replace(
        evidence.report.review, recognised=False, exercise=None, repetitions=(), faults=(), phases=()
    )
    report = replace(
        evidence.report, review=review, title="No exercise recognised", deductions=(), rejected=()
    )
    page = report_page(replace(evidence, report=report, exercise=None, features={}), {}, None)
    assert "No exercise was recognised." in seen(page)
    assert 'id="plotly"' not in page


def test_ten_minutes_stay_below_eight_megabytes(evidence: Evidence) -> None:
    """A long recording with a fault in each of many repetitions, each with its picture."""
    times = 30
    length_s = 20.0
    review = evidence.report.review

    def later(spans: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            msgspec.structs.replace(
                span, start_s=span.start_s + k * length_s, end_s=span.end_s + k * length_s
            )
            for k in range(times)
            for span in spans
        )

    poses = [replace(pose, t_s=pose.t_s + k * length_s) for k in range(times) for pose in evidence.poses]
    long = msgspec.structs.replace(
        review,
        video=msgspec.structs.replace(review.video, duration_s=times * length_s),
        phases=later(review.phases),
        repetitions=later(review.repetitions),
        faults=later(review.faults * 5),
    )
    noisy = np.random.default_rng(1)
    ten_minutes = replace(
        evidence,
        report=replace(evidence.report, review=long, deductions=tuple(evidence.report.deductions) * times),
        poses=poses,
        t_s=np.array([pose.t_s for pose in poses]),
        features={
            name: np.tile(values, times) + 0.01 * noisy.standard_normal(times * len(values))
            for name, values in evidence.features.items()
        },
    )
    stills = Stills(ten_minutes)
    busy = noisy.integers(0, 255, (720, 1280, 3), np.uint8)  # noise: no real picture needs as many bytes
    for index in range(len(poses)):
        stills.offer(index, Frame(busy, 0.0, index) if index % 4 == 0 else None)
    page = report_page(ten_minutes, stills.pictures, "annotated.mp4")
    assert len(poses) > 18_000
    assert len(stills.pictures) == len(long.faults) >= 60
    assert len(page.encode()) < 8_000_000


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (-11.76, "deg", "−12°"),
        (0.0243, "trunk lengths", "0.024 trunk lengths"),
        (1.147, "s", "1.1 s"),
        (None, "s", "–"),
        (42.4, "", "42"),
    ],
)
def test_amounts(value: float | None, unit: str, written: str) -> None:
    assert amount(value, unit) == written


def test_error_stands_beside_its_value() -> None:
    assert amount_with_error(51.4, 3.2, "deg") == "51° ± 3°"
    assert amount_with_error(0.37, 0.06, "trunk lengths") == "0.37 ± 0.06 trunk lengths"
    assert amount_with_error(0.9, None, "s") == "0.9 s"


def test_times_are_minutes_and_seconds() -> None:
    assert [clock(t_s) for t_s in (0.04, 9.96, 65.25, 600.0)] == ["0:00.0", "0:10.0", "1:05.2", "10:00.0"]


def test_gravest_faults_are_pictured_first(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posecoach.report.stills.MOST", 1)
    review = evidence.report.review
    hint, stop = (
        Fault("slow", "cat", None, start_s, start_s + 1.0, severity, 0.5, 1.0, "s", "Slower")
        for start_s, severity in ((2.0, "info"), (4.0, "stop"))
    )
    changed = replace(evidence.report, review=msgspec.structs.replace(review, faults=(hint, stop)))
    stills = Stills(replace(evidence, report=changed))
    for index in range(len(evidence.poses)):
        stills.offer(index, None)
    assert list(stills.pictures) == [1]


class NeverShown:
    """A frame that must not be converted."""

    size_wh = (640, 480)
    luma = None

    def bgr(self) -> NDArray[np.uint8]:
        raise AssertionError("somebody asked for its pixels")

    def small_into(self, out: NDArray[np.uint8]) -> bool:
        raise AssertionError("somebody asked for its pixels")


def test_frames_without_a_fault_are_not_converted(evidence: Evidence) -> None:
    review = msgspec.structs.replace(evidence.report.review, faults=())
    stills = Stills(replace(evidence, report=replace(evidence.report, review=review)))
    for index in range(len(evidence.poses)):
        stills.offer(index, Frame(NeverShown(), 0.0, index))
    assert stills.pictures == {}


def test_a_score_that_could_not_be_told_is_a_dash_and_its_mean_is_explained(evidence: Evidence) -> None:
    review = evidence.report.review
    first, *others = review.repetitions
    summary = msgspec.structs.replace(review.summary, score=None)
    repetitions = (msgspec.structs.replace(first, score=None), *others)
    changed = msgspec.structs.replace(review, summary=summary, repetitions=repetitions)
    page = report_page(replace(evidence, report=replace(evidence.report, review=changed)), {}, None)
    assert page.count('<td class="number">–</td>') == 1
    assert 'class="score ' not in page
    assert "No average score: too few frames a second were looked at to judge every repetition." in seen(page)


def test_what_was_not_checked_has_the_words_of_the_fault_it_would_have_been(evidence: Evidence) -> None:
    review = evidence.report.review
    rule = builtin_exercises()[review.exercise or ""].rules[0]
    summary = msgspec.structs.replace(review.summary, cannot_judge={rule.name: "it was too short to measure"})
    changed = msgspec.structs.replace(review, summary=summary)
    page = report_page(replace(evidence, report=replace(evidence.report, review=changed)), {}, None)
    assert f"{rule.fault} it was too short to measure" in seen(page.replace("</dt>", "</dt> "))


def test_no_line_ends_between_a_figure_and_its_unit() -> None:
    assert unbroken("Slower (Cat): 2.5 s, aim for 3 s") == "Slower (Cat): 2.5\u00a0s, aim for 3\u00a0s"
    assert unbroken("3 steps, 2 sides") == "3 steps, 2 sides"
    assert unbroken("Knees bent × 9, slow × 12") == "Knees bent\u00a0×\u00a09, slow\u00a0×\u00a012"


def test_repetitions_of_several_exercises_stand_under_their_names(evidence: Evidence) -> None:
    review = evidence.report.review
    first, *_, last = review.repetitions
    fast = msgspec.structs.replace(builtin_exercises()["cat_cow"], key="fast", name="Fast cat-cow")
    parts = (
        Segment("cat_cow", first.start_s, first.end_s, 1),
        Segment("fast", last.start_s, last.end_s, len(review.repetitions) - 1),
    )
    several = replace(evidence.report, review=msgspec.structs.replace(review, segments=parts))

    page = report_page(replace(evidence, report=several, known={**evidence.known, "fast": fast}), {}, None)

    rows = re.findall(r'<tr (?:class="(part)"><th[^>]*>([^<]*)|id="(repetition-[0-9]+)")', page)
    names = [name for part, name, _ in rows if part]
    assert names == ["Cat-cow", "Fast cat-cow"]
    assert [bool(part) for part, _, _ in rows[:2]] == [True, False]
    assert rows[-2][1] == "Fast cat-cow"


def test_one_exercise_has_no_name_above_its_repetitions(page: str) -> None:
    assert 'class="part"' not in page
