"""Repetitions whose score could not be told: sheet, tables and bundle say so, and give no number instead."""

from __future__ import annotations

import csv
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from posecoach.cli.main import main
from posecoach.history.place import person_folder
from posecoach.history.store import open_history
from tests import told
from tests.history.sessions import play


def sheet(out: Path, *scores: float | None) -> Path:
    """Return the report of a session of today whose cat-cows have these scores."""
    now = datetime.now().astimezone() - timedelta(minutes=1)
    with open_history(person_folder(None)) as history:
        done = [
            told.repetition_done(
                9.0 * index, index=index, start_s=9.0 * index - 8.0, end_s=9.0 * index, score=score
            )
            for index, score in enumerate(scores, 1)
        ]
        play(history.start_session("cat_cow", now), done)
    assert main(["report", "--language", "en", "--weeks", "1", "--out", str(out), "--fhir"]) == 0
    return out


def components(out: Path) -> dict[str, Any]:
    """Return what the bundle says of the exercise: the value by its name."""
    bundle = Bundle.model_validate_json((out / "report.fhir.json").read_text())
    [parts] = [one.resource.component for one in bundle.entry[2:] if one.resource.component]
    return {
        part.code.text: part.valueInteger
        if part.valueInteger is not None
        else part.valueQuantity.value
        if part.valueQuantity
        else part.dataAbsentReason.coding[0].code
        for part in parts
    }


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((None, None), {"Repetitions": 2, "Score": "unknown", "Repetitions without a score": 2}),
        ((80.0, None, 90.0), {"Repetitions": 3, "Score": 85, "Repetitions without a score": 1}),
        ((80.0, 90.0), {"Repetitions": 2, "Score": 85}),
    ],
)
def test_the_bundle_says_of_how_many_repetitions_there_is_no_score(
    scores: tuple[float | None, ...], expected: dict[str, Any], data_folder: Path, tmp_path: Path
) -> None:
    assert components(sheet(tmp_path / "out", *scores)) == expected


def test_tables_and_figures_are_empty_where_there_is_no_score(data_folder: Path, tmp_path: Path) -> None:
    out = sheet(tmp_path / "out", None, None)

    assert [row["score"] for row in rows(out / "repetitions.csv")] == ["", ""]
    assert [row["score"] for row in rows(out / "weeks.csv")] == [""]
    assert [week["score"] for week in json.loads((out / "report.json").read_text())["weeks"]] == [None]


def test_the_page_shows_a_dash_for_a_score_that_is_not_known(data_folder: Path, tmp_path: Path) -> None:
    page = (sheet(tmp_path / "out", None, None) / "report.html").read_text()

    assert re.findall(r'data-name="Score">(.*?)</td>', page) == ["–"]
    assert "2 repetitions · Score –" in page
