"""The page of all figures: what is picked out of the results, and what is said about the run before."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.page.command import page
from benchmarks.page.figures import PARTS, read_results
from benchmarks.page.history import Run
from tests.conftest import ROOT

STORED = ROOT / "benchmarks"
REAL, SAMPLES = STORED / "real_baseline.json", STORED / "accuracy_baseline.json"
SPEED = STORED / "baselines" / "linux-x86_64-2.json"


def run(figures: dict[str, float], time: str = "2026-03-02T10:00:00+00:00") -> Run:
    return Run(time, "0123456789abcdef", figures)


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(re.findall(r"<td[^>]*>(.*?)</td>", row)) for row in re.findall(r"<tr>(<td>.*?)</tr>", text)]


def test_every_figure_is_found_in_the_results_that_are_stored() -> None:
    found = read_results({"real": REAL, "accuracy": SAMPLES, "speed": SPEED})
    wanted = {one.key for part in PARTS for one in part.figures if one.source != "unruly"}

    assert found.keys() == wanted


def test_figures_of_unruly_people_are_where_the_benchmark_puts_them(tmp_path: Path) -> None:
    way = {"repetitions": {"right_share": 0.5}, "faults": {"precision": 0.25, "recall": None}}
    result = {"named": way, "unnamed": way, "recognition": {"share": 1, "left_alone_share": 0.75}}
    (tmp_path / "unruly.json").write_text(json.dumps(result))

    assert read_results({"unruly": tmp_path / "unruly.json"}) == {
        "unruly_named_repetitions": 0.5,
        "unruly_named_precision": 0.25,
        "unruly_unnamed_repetitions": 0.5,
        "unruly_unnamed_precision": 0.25,
        "unruly_recognised": 1.0,
        "unruly_left_alone": 0.75,
    }


@pytest.mark.parametrize(
    ("key", "title", "before", "now", "told"),
    [
        ("real_repetitions", "Repetitions right", 0.5, 0.75, ("50.0 %", "75.0 %", "better")),
        ("real_repetitions", "Repetitions right", 0.75, 0.5, ("75.0 %", "50.0 %", "worse")),
        ("real_false", "False faults of all reported", 0.5, 0.25, ("50.0 %", "25.0 %", "better")),
        ("real_false", "False faults of all reported", 0.2, 0.2001, ("20.0 %", "20.0 %", "same")),
        ("sample_cue_delay", "From fault to cue, median [s]", 1.0, 1.5, ("1", "1.5", "worse")),
    ],
)
def test_what_became_better_and_what_became_worse_is_said(
    key: str, title: str, before: float, now: float, told: tuple[str, str, str]
) -> None:
    then, shown, change = told

    assert rows(page([run({key: before}), run({key: now})])) == [(title, shown, then, change)]


def test_a_first_run_has_nothing_to_be_compared_with() -> None:
    text = page([run({"real_phases": 0.9})])

    assert rows(text) == [("Phases agree", "90.0 %", "–", "")]
    assert "<svg" not in text


def test_each_run_is_added_to_the_history_and_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history, out = tmp_path / "history.jsonl", tmp_path / "page.html"
    command = ["page", "--real", str(REAL), "--history", str(history), "--out", str(out)]
    for count in (1, 2):
        assert main(command) == 0
        assert len(history.read_text().splitlines()) == count

    assert capsys.readouterr().out == 2 * f"figures in {out}\n"
    assert out.read_text().count("<svg") == 5
    assert out.read_text().count("<circle") == 10


def test_a_file_that_is_no_result_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.json"
    status = main(["page", "--real", str(path), "--out", str(tmp_path / "page.html")])

    assert status == 3
    assert capsys.readouterr().err.startswith(f"benchmarks: {path} is no result of a benchmark: ")
    assert not (tmp_path / "page.html").exists()


def test_results_without_a_figure_make_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.json").write_text("[]")
    status = main(["page", "--speed", str(tmp_path / "empty.json"), "--out", str(tmp_path / "page.html")])

    assert (status, capsys.readouterr().err) == (
        3,
        "benchmarks: no result holds a figure for the page: run another benchmark with --json first\n",
    )


def test_a_file_of_somebody_elses_is_no_place_for_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, history = tmp_path / "mine.txt", tmp_path / "history.jsonl"
    out.write_text("mine")

    assert main(["page", "--real", str(REAL), "--history", str(history), "--out", str(out)]) == 3
    assert capsys.readouterr().err == (
        f"benchmarks: {out} was not made by posecoach: choose another file with --out, "
        "or replace it with --overwrite\n"
    )
    assert out.read_text() == "mine"
    assert not history.exists()
