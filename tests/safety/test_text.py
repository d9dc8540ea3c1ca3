"""Text is only text, on every medium that it reaches."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from posecoach.cli.output import output_console
from posecoach.history.exports import to_csv
from posecoach.history.records import RepetitionRow, Session
from posecoach.history.store import open_history
from posecoach.plain_text import (
    as_unicode,
    for_csv,
    for_json,
    for_page,
    for_srt,
    for_terminal,
    for_vtt,
    relative_url,
)
from posecoach.publishing.tables import CSV_DIALECTS, CsvDialect, csv_text
from posecoach.report.page import json_for_html, render
from posecoach.words.catalogue import ENGLISH
from tests.safety.commands import command, inside

NASTY = (
    "javascript:alert(1).npz",
    "https:example.npz",
    "clip #1.npz",
    "50% of it?.npz",
    "<img src=x onerror=alert(1)>.npz",
    "[red]x[,].npz",
    "red\x1b[31m.npz",
    "two\nlines.npz",
    "\u202egnp.npz",
    "caf\udce9.npz",
    "\"&'.npz",
)


@pytest.fixture
def reviewed(tmp_path: Path, recorded: Path) -> Path:
    """The results of recordings with every kind of name."""
    (tmp_path / "in").mkdir()
    for name in NASTY:
        shutil.copy(recorded, tmp_path / "in" / name)
    assert command("review", tmp_path / "in", "--out", tmp_path / "out", "--no-video") == 0
    return tmp_path / "out"


def test_links_of_the_index_lead_to_the_reports_and_nowhere_else(
    reviewed: Path,
) -> None:
    page = (reviewed / "index.html").read_text("utf-8")
    links = set(re.findall(r'href="([^"]*)"', page)) - {"data:,"}
    assert len(links) == len(NASTY)
    from urllib.parse import unquote

    for link in links:
        assert re.fullmatch(r"[A-Za-z0-9_.%~-]+/report\.html", link)
        assert (reviewed / unquote(link)).is_file()
    assert "<img" not in page


def test_names_of_recordings_are_printed_as_text(
    tmp_path: Path, recorded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in NASTY:
        shutil.copy(recorded, tmp_path / name)
        assert command("review", tmp_path / name) == 0
    assert command("review", tmp_path) == 0
    printed = capsys.readouterr()
    assert not set(printed.out + printed.err) & set("\x1b\x07\u202e")
    assert printed.out.count("[red]x[,]") == 2


def test_no_page_runs_a_script_but_its_own(reviewed: Path) -> None:
    for path in (reviewed / "index.html", *reviewed.glob("*/report.html")):
        page = path.read_text("utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
        assert policy is not None
        (scripts,) = re.findall(r"script-src ([^;]*);", policy[1])
        assert scripts
        assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", source) for source in scripts.split())


def test_single_recordings_with_names_that_are_no_text(tmp_path: Path, recorded: Path) -> None:
    shutil.copy(recorded, tmp_path / "caf\udce9.npz")
    with inside(tmp_path):
        words = ["review", "caf\udce9.npz", "--out", "out\udce9", "--json", "all\udce9.json", "--no-video"]
        assert command(*words) == 0
        document = json.loads((tmp_path / "all\udce9.json").read_text("utf-8"))
    assert document["video"]["path"] == "caf\N{REPLACEMENT CHARACTER}.npz"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\uff1d1+1", "|calc", "%x"])
def test_a_table_has_no_cell_that_a_spreadsheet_computes(text: str) -> None:
    assert for_csv(text) == f"'{for_page(text)}"
    one = RepetitionRow(text, 1, None, 0.0, 1.0, None, 90.0, {"back": 1.0}, (text,))
    session = Session(text, "2026-03-01T07:30:00+01:00", "done", 1.0, "1", repetitions=(one,))
    rows = list(csv.reader(io.StringIO(to_csv([session]))))
    assert all(not re.match(r"[=+\-@|%\t\r\uff1d]", cell) for row in rows for cell in row)


@pytest.mark.parametrize("dialect", CSV_DIALECTS)
@pytest.mark.parametrize("between", [",", ";", "\t", "\n", '; "', ';"', ";;"])
def test_a_table_has_no_such_cell_either_where_it_is_read_in_the_other_dialect(
    between: str, dialect: CsvDialect
) -> None:
    table = csv_text([["clip", f"a{between}=HYPERLINK(1)", "b"]], dialect)
    for other in (",", ";", "\t"):
        for line in table.splitlines():
            assert not [cell for cell in line.split(other) if cell.strip(' "').startswith("=")], table


def test_numbers_of_a_table_stay_numbers() -> None:
    assert for_csv(-1.5) == -1.5
    assert for_csv(None) is None
    assert for_csv("knee-flexion") == "knee-flexion"


def test_json_on_the_terminal_steers_nothing_and_says_the_same() -> None:
    names = {"name": "a\u202egnp.npz \u2066b\u2069 \x9b31m caf\u00e9 \u2028 \ufeff"}
    shown = for_json(json.dumps(names, ensure_ascii=False))

    assert not re.search("[\x7f-\x9f\u2028\u202e\u2066\u2069\ufeff]", shown)
    assert "caf\u00e9" in shown
    assert json.loads(shown) == names


def test_subtitles_have_no_tags() -> None:
    text = "<i>a</i> <font color=red> {\\an8} a < b & --> c\n\nd"
    assert not re.search(r"<[a-z/]|\{\\|-->|\n", for_srt(text))
    assert "a < b" in for_srt(text)
    assert not re.search(r"<|-->|\n", for_vtt(text))


@pytest.mark.parametrize("parts", [[".."], [""], ["a/b"], ["."]])
def test_a_link_never_leads_up_or_out(parts: list[str]) -> None:
    with pytest.raises(ValueError, match="is no name of a file or folder"):
        relative_url(parts)


def test_a_link_is_quoted() -> None:
    assert relative_url(["javascript:x", "50% #1?.html"]) == "javascript%3Ax/50%25%20%231%3F.html"
    assert relative_url(["caf\udce9"]) == "caf%E9"


def test_json_in_a_page_cannot_end_its_element() -> None:
    text = json_for_html({"name": "</script><script>alert(1)</script>\u2028\udcff"})
    assert "<" not in text
    assert "\u2028" not in text
    text.encode()


def test_what_a_template_inserts_is_escaped_and_printable() -> None:
    page = render(
        "compare.html",
        ENGLISH,
        script="index.js",
        plot=False,
        data={},
        title="<b>\x1b\udcff",
        names=["a", "b"],
        videos=None,
        reports=["a", "b"],
        sides=[type("Side", (), {"repetitions": ()})()] * 2,
        topics=[],
    )
    assert "&lt;b&gt;\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}: a and b" in page


def test_a_terminal_gets_one_line_and_nothing_that_steers_it() -> None:
    assert for_terminal("a\x1b[2Jb\nc\u202ed\u2028e\udcff") == "a\ufffd[2Jb c\ufffdd\u2028e\ufffd".replace(
        "\u2028", " "
    )
    assert as_unicode("\ud800") == "\N{REPLACEMENT CHARACTER}"


def test_a_console_reads_no_markup_and_passes_nothing_on_that_steers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    console = output_console()
    console.print("[/x] [red]vanishes[/red] :smile: \x1b[31m\x9b2J", soft_wrap=True)
    assert capsys.readouterr().out == "[/x] [red]vanishes[/red] :smile: \ufffd[31m\ufffd2J\n"


@pytest.mark.parametrize("name", ["\x1b]0;owned\x07", "[/x]", "two\nlines", "\u202ereversed"])
def test_rows_of_the_history_are_only_text(name: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_history(data) as history:
        history.set_consent("1", datetime.now(UTC))
    with sqlite3.connect(data / "history.sqlite3") as connection:
        connection.execute(
            "INSERT INTO sessions VALUES (1, ?, '2026-03-01T07:30:00+01:00', '2026-03-01', ?, 1.0, '1')",
            (name, "done"),
        )
    connection.close()
    assert command("history", "--html", data.parent / "page.html") == 0
    printed = capsys.readouterr()
    assert not set(printed.out + printed.err) & set("\x1b\x07\u202e")
    if name == "[/x]":
        assert "[/x]" in printed.out


def test_a_note_with_brackets_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    from posecoach.cli.live_session import remark

    remark("say 'pip install posecoach[voice]' [/x]")
    assert "posecoach[voice]' [/x]" in " ".join(capsys.readouterr().err.split())


def test_every_message_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = os.fspath(tmp_path / "no\nsuch\x1b[31m.npz")
    assert command("review", missing) == 3
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "\x1b" not in error


def test_a_name_that_a_translated_text_is_filled_with_is_escaped_and_printable() -> None:
    page = render(
        "compare.html",
        ENGLISH,
        script="index.js",
        plot=False,
        data={},
        title="Cat-cow",
        names=["<i>\x1b", "b"],
        videos=None,
        reports=["a", "b"],
        sides=[type("Side", (), {"repetitions": ()})()] * 2,
        topics=[],
    )
    assert "<title>Cat-cow: &lt;i&gt;\N{REPLACEMENT CHARACTER} and b</title>" in page
    assert "<i>" not in page


FORGED = "posecoach: all is deleted"
PLAN = f"""
schema = "posecoach.plan/1"
key = "mine"
name = "Mine\\n{FORGED}"
summary = "One\\n{FORGED}"
person = "Anna\\n{FORGED}"
goals = ["Move\\n{FORGED}"]
notes = ["Slowly\\n{FORGED}"]
[translations.de]
"Mine\\n{FORGED}" = "Meins\\n{FORGED}"
[[exercises]]
exercise = "cat_cow"
repetitions = 8
note = "Softly\\n{FORGED}"
[[unwatched]]
text = "Walk\\n{FORGED}"
"""
ROUTINE = f"""
schema = "posecoach.routine/1"
key = "mine"
name = "Mine\\n{FORGED}"
summary = "One\\n{FORGED}"
[translations.de]
"One\\n{FORGED}" = "Eins\\n{FORGED}"
[[sources]]
name = "Book\\n{FORGED}"
note = "Page\\n{FORGED}"
[[steps]]
exercise = "cat_cow"
repetitions = 8
"""


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "words",
    [
        "plan check p.toml",
        "plan show p.toml",
        "plan follow p.toml",
        "plan show",
        "exercises --check r.toml",
        "exercises mine --exercises r.toml",
        "exercises --exercises r.toml",
    ],
)
def test_texts_of_a_file_forge_no_line(
    words: str,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    name, text = ("p.toml", PLAN) if words.startswith("plan") else ("r.toml", ROUTINE)
    (tmp_path / name).write_text(text)
    with inside(tmp_path):
        if words == "plan show":
            assert command("plan", "follow", "p.toml") == 0
            capsys.readouterr()
        assert command("--language", language, *words.split()) == 0
    printed = capsys.readouterr()
    assert FORGED in printed.out
    lines = (printed.out + printed.err).splitlines()
    assert not [line for line in lines if line.strip().startswith(FORGED)]


@pytest.mark.parametrize("words", [["plan", "check"], ["plan", "show"], ["exercises", "--check"]])
@pytest.mark.parametrize("ending", [PLAN, ROUTINE, "key = "])
def test_the_name_of_a_file_forges_no_line(
    words: list[str], ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"a\n{FORGED}.toml"
    (tmp_path / name).write_text(ending)
    with inside(tmp_path):
        command(*words, f"./{name}")
    printed = capsys.readouterr()
    assert not [line for line in (printed.out + printed.err).splitlines() if line.startswith(FORGED)]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\ufeff"])
def test_no_invisible_sign_reaches_the_terminal_or_a_page(
    sign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.toml").write_text(PLAN.replace("Mine", f"M{sign}ine"))
    assert command("plan", "show", tmp_path / "p.toml") == 0
    output_console().print(f"a{sign}b")
    assert sign not in capsys.readouterr().out
    assert for_page(f"a{sign}b") == "a\N{REPLACEMENT CHARACTER}b"
