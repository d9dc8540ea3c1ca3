"""Nothing that a person sees or hears is left untranslated: everything is shown in a language made of accents."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from rich.console import Console, RenderableType

from posecoach.cli import compare as compare_command
from posecoach.cli.arguments import build_parser
from posecoach.cli.doctor import report as doctor_report
from posecoach.cli.exercise_page import page
from posecoach.cli.exercises import listing
from posecoach.cli.history import _nothing
from posecoach.cli.history_table import HistoryTable
from posecoach.cli.live_start import Known, Start
from posecoach.cli.parser import argparse_speaks
from posecoach.cli.plan_page import plan_page
from posecoach.cli.progress_table import ProgressTable
from posecoach.cli.report import reported
from posecoach.cli.reviewing import why_nothing
from posecoach.cli.routine_page import routine_page
from posecoach.doctor import examine as examine_machine
from posecoach.drawing import help as drawn_help
from posecoach.drawing.cue_band import message_for
from posecoach.drawing.page import Page as FullScreen
from posecoach.drawing.page import print_page
from posecoach.drawing.pages import enough_page, pain_page, resume_page, summary_page, warning_page
from posecoach.drawing.panel import Numbers
from posecoach.drawing.round_gauges import BreathGauge
from posecoach.drawing.snapshot import Latest
from posecoach.events import CannotJudge, Event, RepetitionRejected, SetupAdvice, Stage
from posecoach.exercises.library import open_library
from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.routines import builtin_routines
from posecoach.exercises.wording import fault_words
from posecoach.guiding.guide import Guide
from posecoach.history.store import open_history
from posecoach.live.results import Results
from posecoach.live.terminal import TerminalSink
from posecoach.pipeline import Moment, run
from posecoach.plans.reading import builtin_plans
from posecoach.plans.schedule import FollowedPlan, ItemLevel
from posecoach.postures.table import POSTURES
from posecoach.report.appointment import appointment_page
from posecoach.report.comparison import comparison_page
from posecoach.report.history import history_page
from posecoach.report.index import index_page
from posecoach.report.naming import Naming
from posecoach.report.page import report_page
from posecoach.report.subtitles import to_srt, to_vtt
from posecoach.report.terminal import TerminalReport
from posecoach.results.comparing import compare
from posecoach.results.evidence import Evidence
from posecoach.results.outcome import Outcome
from posecoach.state import CoachState
from posecoach.voice.script import Script
from posecoach.words.languages import languages
from tests.drawing.scenes import picture, snapshot, state
from tests.guiding.sessions import cat_cows, lying, nobody, on_all_fours, one_after_the_other, step_of
from tests.history.weeks import make_weeks
from tests.words.pseudo import Page, left_in_english, pseudo

EXERCISES = builtin_exercises()
ROUTINES = builtin_routines(EXERCISES)
KEYS = "|".join([*EXERCISES, *ROUTINES])
SECONDS = r"\bs\b"
FILES = r"\b(morning|evening)\.npz\b|\bmorning\b|\bevening\b"
NOW = datetime.fromisoformat("2026-03-14T18:00:00+01:00")
ASSETS = Path(report_page.__code__.co_filename).parent / "assets"


def printed(content: RenderableType, width: int = 100) -> str:
    console = Console(width=width, highlight=False, force_terminal=False)
    with console.capture() as capture:
        console.print(content)
    return capture.get()


def texts_of(page: FullScreen) -> str:
    console = Console(width=200, highlight=False, force_terminal=False)
    with console.capture() as capture:
        print_page(console, page)
    return capture.get()


def test_the_language_shows_what_was_not_looked_up() -> None:
    words = pseudo()
    assert words("Hold still") == "⟦Ħǿŀḓ şŧīŀŀ⟧"
    assert words("of {aim}", aim=6) == "⟦ǿƒ 6⟧"
    assert left_in_english([words("Hold still"), "Hold still", "12 s"], SECONDS) == ["Hold still"]


def test_the_screen_of_every_stage() -> None:
    words = pseudo()
    situations = itertools.product(
        Stage,
        [*((one.key, view) for one in POSTURES.values() for view in one.get_into), ("", "")],
        (("in", "left", "Cat-cow"), ("out", "right", "")),
        ((True, True), (True, False), (False, False)),
    )
    shown: list[str] = []
    for stage, (posture, view), (breath, side, following), (person, placed) in situations:
        now = state(
            stage=stage,
            posture=posture,
            view=view,
            breath=breath,
            side=side,
            person=person,
            in_position=placed,
            next_title=following,
            breath_share=0.5,
            step=1,
            steps=2,
            score=80.0,
        )
        shown += screen(snapshot(now))
    shown.append(message_for(None, words).text)
    assert left_in_english(shown) == []


def screen(of: object) -> list[str]:
    """Return every word beside and under the picture."""
    words = pseudo()
    message = message_for(of, words)  # type: ignore[arg-type]
    numbers = Numbers.of(of, words)  # type: ignore[arg-type]
    breath = BreathGauge.of(of, words)  # type: ignore[arg-type]
    beside = (numbers.title, numbers.phase, numbers.place, numbers.aim, numbers.side_name, numbers.score)
    return [message.text, message.remark, *beside, breath.word if breath else ""]


def test_the_help_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    for name in ("line", "wrapped"):
        original: Callable[..., object] = getattr(drawn_help, name)

        def noted(text: str, *more: object, original: Callable[..., object] = original) -> object:
            drawn.append(text)
            return original(text, *more)

        monkeypatch.setattr(drawn_help, name, noted)
    drawn_help.draw_help(picture((1280, 500)), 7.2, pseudo())
    assert len(drawn) > 10
    assert left_in_english(drawn, r"^[nbmhxfr]$", r"^q, Esc$") == []


class Asked:
    """Somebody who answers no page, and notes what they say."""

    attended = True

    def __init__(self) -> None:
        self.said: list[str] = []

    def page(self, page: FullScreen, patience_s: float | None = None) -> str:
        self.said.append(texts_of(page))
        return ""


def test_the_pages_of_a_session() -> None:
    words, asked = pseudo(), Asked()
    Start(asked, None, words, None, NOW).programme(None, Known(EXERCISES, ROUTINES))
    results = Results(EXERCISES)
    results(None, [CannotJudge(1.0, "hook_lying", "feet_flat", None, "you left the position")], CoachState())
    pages = [
        warning_page(words),
        pain_page(words("Cat-cow"), words),
        summary_page([], ["Keep your feet flat"], results.not_judged(words), "", words),
        resume_page(words("Pop your back"), words("Cat-cow"), words),
        enough_page("Cat-cow", words),
    ]
    said = [*asked.said, *map(texts_of, pages)]
    assert len(said) == 7
    keys = r"\[(Enter|q|n)\]|(?:^|\s\s)[1-9a-z]  "
    assert left_in_english("\n".join(said), keys) == []


class Heard:
    """Notes what the screen and the voice say at every step."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._latest, self._script = Latest(), Script(pseudo())

    def __call__(self, moment: Moment | None, events: Sequence[Event], now: CoachState) -> None:
        self._latest(moment, events, now)
        self.texts += [line.text for line in self._script.lines(events, now)]
        if self._latest.snapshot is not None:
            self.texts += screen(self._latest.snapshot)


@pytest.mark.slow
def test_a_guided_session_on_screen_by_voice_and_in_the_terminal() -> None:
    console = Console(width=300, highlight=False, force_terminal=False)
    heard = Heard()
    guide = Guide((step_of("hook_lying"), step_of("cat_cow", 2)))
    poses = one_after_the_other(nobody(5.0), lying(25.0), on_all_fours(15.0), cat_cows(2), nobody(12.0))
    with console.capture() as capture:
        run((Moment(pose) for pose in poses), guide, [heard, TerminalSink(console, pseudo(), EXERCISES)])
    assert len(capture.get().splitlines()) > 10
    assert left_in_english(set(heard.texts)) == []
    assert left_in_english(capture.get(), SECONDS) == []


def test_every_cue_and_fault_is_known() -> None:
    rules = [rule for exercise in EXERCISES.values() for rule in exercise.rules]
    said = {pseudo()(text) for rule in rules for text in (rule.cue, fault_words(rule), rule.why)}
    assert left_in_english(said) == []


@pytest.mark.parametrize("width", [60, 100])
def test_a_review_in_the_terminal(width: int, evidence: Evidence) -> None:
    report = evidence.report
    rejected = [RepetitionRejected(1.0, "cat_cow", 0.5, "you left the position")]
    told = printed(
        TerminalReport(replace(report, rejected=rejected, missing_s=2.0, complete=False), pseudo()), width
    )
    assert left_in_english(told, SECONDS, FILES) == []


def shown_values(value: object, path: str = "") -> Iterator[str]:
    """Yield the texts that a script gets; the names of features and kinds only tell it what belongs together."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("name", "feature", "severity", "days", "video", "names"):
                yield from shown_values(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from shown_values(inner, path)
    elif isinstance(value, str):
        yield re.sub(r"\{\w+\}", "", value)


def page_texts(html: str) -> list[str]:
    data = re.search(r'<script id="data" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert data is not None
    return [*Page(html).texts, *shown_values(json.loads(data[1]))]


ABOUT = r"posecoach \d+\.\d+\.\d+(, pose recording)?|pose recording"


def test_the_report_page(evidence: Evidence) -> None:
    for video in ("annotated.mp4", None):
        texts = page_texts(report_page(evidence, {}, video, pseudo()))
        assert left_in_english(texts, SECONDS, FILES, ABOUT, r"annotated\.mp4") == []


def test_the_subtitles(evidence: Evidence) -> None:
    assert left_in_english(to_srt(evidence.cues, pseudo())) == []
    assert left_in_english(to_vtt(evidence.cues, pseudo()), "^WEBVTT$") == []


def test_the_index_of_many_reviews(evidence: Evidence) -> None:
    review = evidence.report.review
    judged = Outcome(fingerprint="", status="judged", title="Cat-cow", duration_s=20.0, review=review)
    outcomes = [judged, judged, Outcome(fingerprint="", status="nothing"), None]
    names = ["morning", "evening", "morning", "evening"]
    page = index_page(names, outcomes, [None] * 4, Naming(pseudo(), EXERCISES))
    assert left_in_english(page_texts(page), FILES, ABOUT) == []


def test_a_comparison(evidence: Evidence) -> None:
    comparison = compare(evidence, evidence)
    page = comparison_page(comparison, ("morning", "evening"), "annotated.mp4", pseudo())
    assert left_in_english(page_texts(page), SECONDS, FILES) == []
    table = printed(compare_command.table(comparison, ["morning", "evening"], pseudo()))
    assert left_in_english(table, SECONDS, FILES) == []


@pytest.mark.parametrize("width", [60, 132])
def test_the_history(width: int, tmp_path: Path) -> None:
    make_weeks(tmp_path, NOW)
    with open_history(tmp_path) as history:
        sessions, today = history.sessions(), history.done_today(NOW)
    told = printed(HistoryTable(sessions, today, NOW, EXERCISES, 12, pseudo(), ROUTINES), width)
    assert left_in_english(told, SECONDS) == []
    page = history_page(sessions, today, NOW, EXERCISES, pseudo(), ROUTINES)
    assert left_in_english(page_texts(page), SECONDS, ABOUT) == []


@pytest.mark.parametrize("exercise", ["", "Cat-cow"])
@pytest.mark.parametrize("first", [None, NOW.date()])
def test_an_empty_history(exercise: str, first: object) -> None:
    said = _nothing(Path("/data/history.sqlite3"), pseudo()(exercise), first, pseudo())  # type: ignore[arg-type]
    assert left_in_english(said, "/data") == []


@pytest.mark.slow
def test_the_doctor() -> None:
    words = pseudo()
    told = printed(doctor_report(list(examine_machine(None)), words), 300)
    libraries = (
        r"posecoach|Python|mediapipe|opencv-python|numpy|rich|msgspec|Linux|Darwin|Windows|x86_64|aarch64"
    )
    names = rf"{libraries}|\b[0-9a-f]{{12}}\b|/[\w./-]+|\b(ms|GB)\b|espeak-ng|\ben\b"
    assert left_in_english(told, names) == []


def test_exercises_and_routines() -> None:
    words = pseudo()
    told = printed(listing(EXERCISES.values(), ROUTINES.values(), None, 100, words))
    assert left_in_english(told, KEYS, "posecoach exercises") == []


def test_the_page_of_an_exercise_but_for_what_it_cites() -> None:
    for exercise in EXERCISES.values():
        told = printed(page(exercise, pseudo()), 2000)
        cited = [f"{one.name}: {one.note}" if one.note else one.name for one in exercise.sources]
        cited += [exercise.dosage.source, *(rule.source for rule in exercise.rules)]
        names = "|".join([*map(re.escape, cited), *(rf"\b{one.name}\b" for one in exercise.phases)])
        assert left_in_english(told, names, KEYS, SECONDS) == []


def test_the_page_of_a_routine_but_for_what_it_cites() -> None:
    for routine in ROUTINES.values():
        told = printed(routine_page(routine, EXERCISES, pseudo()), 300)
        cited = "|".join(re.escape(f"{one.name}: {one.note}") for one in routine.sources)
        assert left_in_english(told, KEYS, SECONDS, cited) == []


def test_the_page_of_a_plan_but_for_what_it_cites() -> None:
    for plan in builtin_plans(EXERCISES).values():
        told = printed(plan_page(plan, EXERCISES, [ItemLevel(one) for one in plan.exercises], pseudo()), 400)
        cited = "|".join(re.escape(f"{one.name}: {one.note}") for one in plan.sources)
        assert left_in_english(told, rf"\b{plan.key}\b", cited) == []


def test_the_sheet_for_an_appointment(data_folder: Path) -> None:
    now = datetime.now().astimezone()
    make_weeks(data_folder, now)
    with open_history(data_folder) as history:
        sessions = history.sessions()
    first, last = now.date() - timedelta(days=27), now.date()
    plan = builtin_plans(EXERCISES)["mayo_back_exercises"]
    plans = [FollowedPlan(plan, first)]
    weeks = reported("", plans, sessions, EXERCISES, first, last)
    naming = Naming(pseudo(), EXERCISES, {**ROUTINES, plan.key: plan})
    page = Page(appointment_page(weeks, now, naming, {}))
    assert left_in_english(page.texts, "posecoach") == []
    shown = printed(ProgressTable(weeks.spans, "week", last, naming), 200)
    assert left_in_english(shown) == []


COMMANDS = "posecoach|review|live|exercises|plan|bench|history|report|doctor"


@pytest.mark.parametrize("command", ["", *COMMANDS.split("|")[1:]])
def test_the_help_of_the_commands(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = pseudo()
    asked = [command, "--help"] if command else ["--help"]
    with argparse_speaks(words), pytest.raises(SystemExit):
        build_parser(words).parse_args(asked)
    names = "|".join(
        [f"{COMMANDS}|check|new|show|follow|end|calendar|session|week|month|ics|[Nn]", *languages()]
    )
    told = capsys.readouterr().out
    assert left_in_english(told, r"--?[a-z-]+", rf"\b({names})\b") == []


@pytest.mark.parametrize(
    "arguments", [["review"], ["reviw"], ["review", "a", "--workers", "x"], ["live", "--model"]]
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    words = pseudo()
    with argparse_speaks(words), pytest.raises(SystemExit):
        build_parser(words).parse_args(arguments)
    said = capsys.readouterr().err
    assert left_in_english(said, rf"\b({COMMANDS}|reviw)\b", r"--[a-z]+", "'x'", r"\bint\b", "command") == []


def test_scripts_hold_no_words_of_their_own() -> None:
    """What they say comes with the data: no literal has two words, or a word with a capital."""
    for script in ASSETS.glob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script.read_text(encoding="utf-8"), flags=re.DOTALL)
        literals = re.findall(r'"([^"\n]*)"', code)
        worded = [one for one in literals if re.search(r"[a-z]{2,} [a-z]{2,}|^[A-Z][a-z]+$", one)]
        allowed = {"use strict", "system-ui, sans-serif", "ArrowLeft", "ArrowRight", "Home", "End"}
        assert set(worded) <= allowed, script.name


def test_why_nothing_was_recognised(evidence: Evidence) -> None:
    for exercise in ("auto", "cat_cow", "full"):
        for seen in (0, 10):
            review = evidence.report.review
            video = type(review.video)("morning.npz", 1.0, 10, (640, 480), seen)
            told = pseudo()(
                why_nothing(msgspec.structs.replace(review, video=video), exercise, open_library())
            )
            assert left_in_english(told, FILES, KEYS, r"--exercise|posecoach exercises") == []


def test_advice_is_known() -> None:
    assert (
        left_in_english(pseudo()(SetupAdvice(1.0, "cat_cow", "side", "Turn your side to the camera").text))
        == []
    )
