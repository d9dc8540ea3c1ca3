"""`posecoach report`: the sheet for an appointment, looked at as a page, as paper and as data."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from posecoach.cli.main import main
from posecoach.history.place import person_folder
from posecoach.history.records import RatingRow
from posecoach.history.store import open_history
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
    assert "For my back: the plan says to stop (pain rated 5)" in page
    assert "it hurt: Cat-cow, Cat" in page
    assert "It is not a diagnosis" in page
    assert "Walk for 20 minutes (not watched by the camera)" in page


def test_the_figures_are_those_of_the_weeks(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    report(capsys, "--weeks", "3", "--out", out, "--person", "Ana")
    data = json.loads((out / "report.json").read_text())
    rows = list(csv.DictReader(io.StringIO((out / "weeks.csv").read_text())))

    assert (data["schema"], data["person"], data["plan"]) == ("posecoach.appointment/1", "Ana", "mine")
    assert [row["first_day"] for row in rows] == [week["first_day"] for week in data["weeks"]]
    assert sum(int(row["sessions"]) for row in rows) == 15
    assert data["faults"][0]["count"] >= data["faults"][-1]["count"]


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
    assert "Done of planned" in out
    assert re.search(r"\d+/\d+ \(\d+%\)", out)
    assert "Toe touch" in out


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
def test_the_sheet_prints(
    width_in: float, height_in: float, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(capsys, "--out", tmp_path / "out", "--person", "Ana")
    with chromium(1000, 900, dark=False) as browser:
        browser.open(tmp_path / "out" / "report.html")
        pdf = browser.printed(width_in, height_in)
    assert pdf.startswith(b"%PDF-")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert 1 <= len(boxes) <= 4
    for box in boxes:
        assert [float(side) for side in box] == pytest.approx([72 * width_in, 72 * height_in], abs=1.0)
