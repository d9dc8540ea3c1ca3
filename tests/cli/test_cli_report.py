"""`posecoach report`: the sheet for an appointment, looked at as a page, as paper and as data."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle
from rich.table import Table

from posecoach.cli import progress_table
from posecoach.cli.main import main
from posecoach.cli.output import output_console
from posecoach.cli.progress_table import ProgressTable
from posecoach.events import Stage
from posecoach.exercises.loader import builtin_exercises
from posecoach.history.place import person_folder
from posecoach.history.progress import periods
from posecoach.history.records import RatingRow
from posecoach.history.store import open_history
from posecoach.report.naming import Naming
from posecoach.words.catalogue import ENGLISH
from posecoach.words.languages import languages
from tests import told
from tests.history.sessions import play, stage
from tests.history.weeks import make_weeks
from tests.plans.weeks import PLAN
from tests.report.browser import chromium


@pytest.fixture
def kept(data_folder: Path) -> Path:
    """Three weeks of somebody who follows a plan since then."""
    now = datetime.now().astimezone()
    make_weeks(person_folder("Ana"), now)
    with open_history(person_folder("Ana")) as history:
        history.follow(PLAN, now.date() - timedelta(days=20))
        history.keep_unbegun("mine", now - timedelta(days=9), [RatingRow("pain_before", 5)])
    return data_folder


def report(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main(["report", "--language", "en", *map(str, arguments)])
    return status, *capsys.readouterr()


def test_the_sheet_and_its_figures_are_written_together(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    status, _, err = report(capsys, "--out", out, "--person", "Ana")

    assert (status, err) == (0, f"posecoach: report in {out / 'report.html'}\n")
    assert {path.name for path in out.iterdir() if not path.name.startswith(".")} == {
        "report.html",
        "report.json",
        "weeks.csv",
        "repetitions.csv",
    }
    page = (out / "report.html").read_text()
    assert "For my back: the plan says to stop (pain before 5)" in page
    assert "it hurt: Cat-cow, Cat" in page
    assert "It is not a diagnosis" in page
    assert "Walk for 20 minutes, Tue (not watched by the camera)" in page


def test_the_figures_are_those_of_the_weeks(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    report(capsys, "--weeks", "3", "--out", out, "--person", "Ana")
    data = json.loads((out / "report.json").read_text())
    rows = list(csv.DictReader(io.StringIO((out / "weeks.csv").read_text())))

    assert (data["schema"], data["person"], data["plan"]) == ("posecoach.appointment/1", "Ana", "mine")
    assert [row["first_day"] for row in rows] == [week["first_day"] for week in data["weeks"]]
    assert sum(int(row["sessions"]) for row in rows) == 14, "what was only rated is no session"
    assert data["faults"][0]["count"] >= data["faults"][-1]["count"]


@pytest.mark.parametrize("left", [1, 4])
def test_many_sessions_that_were_only_left_do_not_bury_a_stop_for_pain(
    left: int, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now().astimezone()
    with open_history(person_folder("Ana")) as history:
        for before in range(left):
            sink = history.start_session("toe_touch", now - timedelta(days=before, minutes=5))
            play(sink, [stage(Stage.EXERCISE, "toe_touch", 1), told.repetition_done(9.0, "toe_touch")])
    report(capsys, "--out", tmp_path / "out", "--person", "Ana")
    page = (tmp_path / "out" / "report.html").read_text()
    figures = json.loads((tmp_path / "out" / "report.json").read_text())

    lines = [line for line in figures["stops"] if "toe touch: ended early" in line.lower()]
    assert len(lines) == left, "the figures have them all"
    assert "it hurt: " in page
    assert [line in page for line in lines] == [left == 1] * left
    in_short = "5 sessions ended early, for no known reason; the last one on "  # one was cut off before
    assert (in_short in page) == (left == 4)


def test_nothing_to_report(tmp_path: Path, data_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = report(capsys, "--out", tmp_path / "out", "--weeks", "1")
    first = (datetime.now().astimezone() - timedelta(days=6)).date()

    assert (status, err) == (
        4,
        f"posecoach: nothing was done or planned since {first}: there is nothing to report\n",
    )
    assert not (tmp_path / "out").exists()


def test_a_folder_of_somebody_else_is_left_alone(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    status, _, err = report(capsys, "--out", tmp_path, "--person", "Ana")

    assert status == 3
    assert str(tmp_path) in err


def test_history_by_week_says_how_much_was_done(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["history", "--by", "week", "--person", "Ana", "--language", "en"])
    out = capsys.readouterr().out

    assert status == 0
    assert "planned" in out
    assert re.search(r"\d+/\d+ \(\d+%\)", out)
    assert "Toe touch" in out


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("language", languages())
def test_history_by_week_cuts_nothing_off(
    columns: int,
    language: str,
    kept: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    main(["history", "--by", "week", "--person", "Ana", "--language", language])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= columns
    assert "…" not in "".join(lines)
    scores = [line for line in lines if re.search(r"/\d+ .*\b\d\d\s*$", line)]
    assert len(scores) >= 3, "the last figure of each week is there"


@pytest.mark.parametrize("by", ["session", "week", "month"])
@pytest.mark.parametrize("language", languages())
def test_where_figures_do_not_fit_beside_their_labels_they_stand_below(
    by: str, language: str, kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    for columns in ("40", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        main(["history", "--by", by, "--person", "Ana", "--language", language])
        shown.append([line.rstrip() for line in capsys.readouterr().out.splitlines()])
    narrow, wide = shown
    labels = [line.split("   ")[0] for line in wide[4 : wide.index("", 4)] if "─" not in line]

    assert max(map(len, narrow)) <= 40
    assert "…" not in "".join(narrow)
    assert labels
    places = [narrow.index(label) for label in labels]
    assert places == sorted(places)
    assert all(re.search(r": \d", narrow[place + 1]) for place in places)


@pytest.mark.parametrize("columns", ["80", "200", "46"])
def test_a_long_history_looks_like_a_short_one(
    columns: str, kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = []
    for laid_out in (200, 3):
        monkeypatch.setattr(progress_table, "LAID_OUT", laid_out)
        main(["history", "--by", "session", "--person", "Ana", "--language", "en"])
        shown.append([line.rstrip() for line in capsys.readouterr().out.splitlines()])
    assert shown[0] == shown[1]


def test_hundreds_of_sessions_are_laid_out_without_a_table_of_all(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_history(person_folder("Ana")) as history:
        sessions = history.sessions()
    many = sessions * 40
    today = datetime.now(UTC).date()
    spans = periods(many, [], "session", today)
    rows: list[object] = []
    monkeypatch.setattr(Table, "add_row", lambda _, *cells: rows.append(cells))
    naming = Naming(ENGLISH, builtin_exercises())
    output_console().print(ProgressTable(spans, "session", today, naming))
    assert len(many) > 500
    assert len(rows) < 100
    assert len(capsys.readouterr().out.splitlines()) > len(many)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "dark"), [(1400, False), (390, True)])
def test_the_sheet_fits_its_screen_and_fetches_nothing(
    width: int, dark: bool, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(capsys, "--out", tmp_path / "out", "--person", "Ana")
    page = tmp_path / "out" / "report.html"
    with chromium(width, 900, dark=dark) as browser:
        browser.open(page)
        assert browser.ask("document.documentElement.scrollWidth") <= width
        assert browser.ask("document.querySelectorAll('.plot svg').length") > 0
        assert browser.complaints() == []
        assert browser.fetched() == {page.resolve().as_uri()}


@pytest.mark.slow
@pytest.mark.parametrize(("width_in", "height_in"), [(8.27, 11.69), (8.5, 11.0)], ids=["A4", "letter"])
def test_the_sheet_prints_on_one_page(
    width_in: float, height_in: float, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(capsys, "--out", tmp_path / "out", "--person", "Ana")
    with chromium(1000, 900, dark=False) as browser:
        browser.open(tmp_path / "out" / "report.html")
        pdf = browser.printed(width_in, height_in)
    assert pdf.startswith(b"%PDF-")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == 1
    assert [float(side) for side in boxes[0]] == pytest.approx([72 * width_in, 72 * height_in], abs=1.0)


@pytest.mark.slow
def test_on_paper_no_table_runs_into_the_next_column(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now().astimezone()
    with open_history(person_folder("Ana")) as history:
        for before in (15, 8, 1):
            far = told.repetition_done(
                9.0,
                "cat_cow",
                range={"back_bow": 0.072, "back_turn_deg": 40.0, "head_pitch_deg": 80.0},
            )
            play(history.start_session("cat_cow", now - timedelta(days=before)), [far])
    report(capsys, "--out", tmp_path / "out", "--person", "Ana")
    with chromium(1000, 900, dark=False) as browser:
        browser.open(tmp_path / "out" / "report.html")
        browser.as_on_paper(width_px=703)
        beyond = browser.ask(
            "[...document.querySelectorAll('.exercises table')].map(table => "
            "table.getBoundingClientRect().right - table.closest('section').getBoundingClientRect().right)"
        )
    assert len(beyond) > 2
    assert max(beyond) <= 1


def fhir(out: Path) -> Bundle:
    return Bundle.model_validate_json((out / "report.fhir.json").read_text())


def test_the_bundle_holds_what_was_done_by_whom_with_what(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    status, _, err = report(capsys, "--out", out, "--person", "Ana", "--fhir")
    kinds = Counter(entry.resource.get_resource_type() for entry in fhir(out).entry)

    assert (status, err) == (0, f"posecoach: report in {out / 'report.html'}\n")
    assert (kinds["Patient"], kinds["Device"]) == (1, 1)
    assert fhir(out).entry[0].resource.name[0].text == "Ana"
    with (out / "repetitions.csv").open(newline="") as file:
        done = sum(1 for _ in csv.DictReader(file))
    told = [
        part.valueInteger
        for entry in fhir(out).entry[2:]
        for part in entry.resource.component or ()
        if part.code.text == "Repetitions"
    ]
    assert sum(told) == done > 0


def test_no_control_character_of_a_row_gets_into_the_bundle(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = person_folder("Ana") / "history.sqlite3"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE repetitions SET exercise = char(27) || ']0;x' || char(7) WHERE rowid < 9")

    assert report(capsys, "--out", tmp_path / "out", "--person", "Ana", "--fhir")[0] == 0
    bundle = (tmp_path / "out" / "report.fhir.json").read_text()
    assert "\N{REPLACEMENT CHARACTER}]0;x" in bundle
    assert "\\u001b" not in bundle
    assert "\\u0007" not in bundle


def test_every_observation_in_the_bundle_belongs_to_the_person_in_it(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(capsys, "--out", tmp_path / "out", "--person", "Ana", "--fhir")
    patient, _, *observations = fhir(tmp_path / "out").entry

    assert {one.resource.subject.reference for one in observations} == {patient.fullUrl}
    assert len({one.fullUrl for one in observations}) == len(observations)


def test_pain_is_coded_and_told_when_it_was_felt(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(capsys, "--out", tmp_path / "out", "--person", "Ana", "--fhir")
    pain = [
        one.resource
        for one in fhir(tmp_path / "out").entry[2:]
        if one.resource.code.coding and one.resource.code.coding[0].code == "72514-3"
    ]

    assert {one.code.text for one in pain} == {"Pain before, 0 to 10"}
    assert [one.valueInteger for one in pain] == [5]
    assert pain[0].effectiveDateTime.date() == (datetime.now().astimezone() - timedelta(days=9)).date()


def test_the_bundle_is_the_same_the_next_time(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        report(capsys, "--out", tmp_path / name, "--person", "Ana", "--fhir")

    assert fhir(tmp_path / "one").entry == fhir(tmp_path / "two").entry


def test_without_the_library_one_line_says_what_to_install(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fhir.resources.R4B.bundle", None)
    status, _, err = report(capsys, "--out", tmp_path / "out", "--person", "Ana", "--fhir")

    assert (status, err) == (
        2,
        "posecoach: FHIR needs fhir.resources: pip install 'posecoach[fhir]'\n",
    )
    assert not (tmp_path / "out").exists()
