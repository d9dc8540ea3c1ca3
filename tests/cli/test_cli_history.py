"""`posecoach history` on the command line."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from posecoach import __version__
from posecoach.cli.main import main
from posecoach.history.place import DATABASE
from posecoach.history.records import RatingRow
from posecoach.history.store import open_history
from tests.history.sessions import play, repetition
from tests.history.weeks import make_weeks

DAMAGES = 400


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder, which is not there yet."""
    monkeypatch.setenv("POSECOACH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "130")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weeks") / "data"
    make_weeks(folder, now())
    return folder


@pytest.fixture
def kept(weeks: Path, data: Path) -> Path:
    """The data folder with three weeks in it, up to today."""
    return Path(shutil.copytree(weeks, data))


def now() -> datetime:
    """Noon of today, so that what was done within the hours before was done today."""
    return datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)


def history(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main(["history", *map(str, arguments)])
    return status, *capsys.readouterr()


def lines_with(text: str, part: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if part in line]


def test_without_anything_kept_it_says_how_to_begin_and_makes_nothing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = (
        "Nothing has been saved yet. Start with 'posecoach live': what you do in front of the camera is saved on this "
        f"computer only, in {data}.\n"
    )
    assert history(capsys) == (0, message, "")
    assert not data.exists()


def test_table_tells_sessions_exercises_and_today(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, output, error = history(capsys)
    assert (status, error) == (0, "")
    assert lines_with(output, "sessions on") == ["14 sessions on 13 days, 392 repetitions"]
    assert len(lines_with(output, "Pop your back")) + len(lines_with(output, "Crack your back")) == 11
    assert lines_with(output, "earlier") == ["2 earlier sessions: --days N shows them."]
    assert lines_with(output, "it hurt") == ["it hurt: Cat-cow, Cat, at 0:40.1"]
    assert lines_with(output, "cut off") == ["cut off"]
    assert lines_with(output, "enough for today") == [
        "Cat-cow 24 of at most 24 ████████████████ enough for today"
    ]
    (touch,) = [line for line in lines_with(output, "Toe touch") if "→" in line]
    assert touch.endswith("75 → 96 – Knees too bent × 9")


@pytest.mark.parametrize("columns", [40, 60, 80, 132])
def test_table_fits_the_terminal(
    columns: int, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    _, output, _ = history(capsys)
    assert max(map(len, output.splitlines())) <= columns
    assert "…" not in output


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
@pytest.mark.parametrize("columns", [80, 100])
def test_how_often_something_was_wrong_stands_beside_what_it_was(
    columns: int,
    language: str,
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    _, output, _ = history(capsys, "--language", language)
    assert re.search(r"\w × \d", output)
    assert [line for line in output.splitlines() if re.search(r"×\s*$|\s{2,}× ?\d", line)] == []


def test_one_exercise_only(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, output, _ = history(capsys, "--exercise", "cat-cow")
    assert "Toe touch" not in output
    assert lines_with(output, "sessions on") == ["9 sessions on 9 days, 72 repetitions"]


def test_an_exercise_that_does_not_exist(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, output, error = history(capsys, "--exercise", "cat_cwo")
    assert (status, output) == (2, "")
    assert error == "posecoach: there is no exercise 'cat_cwo'; did you mean 'cat_cow'?\n"


def test_an_exercise_that_was_not_done(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_history(data) as opened:
        play(opened.start_session("toe_touch", now()), [repetition(1)])
    status, output, _ = history(capsys, "--exercise", "cat_cow", "--days", "1")
    assert status == 0
    assert output.startswith(f"Nothing has been saved of Cat-cow since {now():%Y-%m-%d}. ")


def test_days_counts_today_as_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_history(data) as opened:
        for days in (0, 1, 2):
            play(opened.start_session("toe_touch", now() - timedelta(days=days)), [repetition(1)])
    _, output, _ = history(capsys, "--days", "2")
    assert lines_with(output, "sessions on") == ["2 sessions on 2 days, 2 repetitions"]


def test_an_exercise_whose_file_is_not_there_has_no_limit(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_history(data) as opened:
        play(opened.start_session("wall_slide", now()), [repetition(1, exercise="wall_slide")])
    _, output, _ = history(capsys)
    assert output.rstrip().splitlines()[-1].split() == ["Wall", "slide", "1"]


def test_json_holds_everything(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, output, _ = history(capsys, "--json", "-")
    document = json.loads(output, parse_constant=pytest.fail)
    assert status == 0
    assert (document["schema"], document["posecoach_version"]) == ("posecoach.history/1", __version__)
    assert document["today"]["date"] == now().date().isoformat()
    assert {"exercise": "cat_cow", "repetitions": 24, "per_day": 24} in document["today"]["exercises"]
    assert sum(len(session["repetitions"]) for session in document["sessions"]) == 392
    assert [session["ended"] for session in document["sessions"]].count(None) == 1
    (stopped,) = [session for session in document["sessions"] if session["pain_stops"]]
    assert stopped["ended"] == "pain"
    assert set(stopped["pain_stops"][0]) == {"exercise", "phase", "side", "t_s"}
    path = tmp_path / "history.json"
    history(capsys, "--json", path)
    assert path.read_text() == output


def test_csv_has_a_line_for_every_repetition(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, output, _ = history(capsys, "--csv", "-")
    rows = list(csv.DictReader(io.StringIO(output)))
    assert (status, len(rows)) == (0, 392)
    assert list(rows[0]) == [
        *("started", "session", "ended", "exercise", "index", "side", "start_s", "end_s", "hold_s", "score"),
        *("faults", "range_trunk_inclination_deg", "pain_before", "effort", "pain_after"),
    ]
    assert {row["side"] for row in rows} == {"left", "right", ""}
    assert "knees_straight slow" in {row["faults"] for row in rows}


def test_csv_for_spreadsheets_has_decimal_commas_and_semicolons(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, plain, _ = history(capsys, "--csv", "-")
    status, output, _ = history(capsys, "--csv", "-", "--csv-dialect", "comma")
    rows = list(csv.DictReader(io.StringIO(output), delimiter=";"))
    known = list(csv.DictReader(io.StringIO(plain)))
    assert (status, len(rows)) == (0, len(known))
    for name in ("start_s", "score", "index", "faults", "started"):
        assert [row[name] for row in rows] == [
            row[name].replace(".", ",") if name in ("start_s", "score") else row[name] for row in known
        ]


def test_a_table_for_spreadsheets_may_be_replaced_by_the_next_one(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "history.csv"
    assert [history(capsys, "--csv", path, "--csv-dialect", "comma")[0] for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("filtered", [[], ["--person", "Anna"], ["--exercise", "dead_bug"]])
@pytest.mark.parametrize("option", ["--json", "--csv", "--html"])
def test_an_export_of_nothing_is_told_and_leaves_the_one_of_before(
    option: str,
    filtered: list[str],
    data: Path,
    weeks: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(weeks, data)
    target = tmp_path / "export"
    assert history(capsys, option, target)[0] == 0
    before = target.read_bytes()
    if not filtered:
        assert history(capsys, "--delete", "--yes")[0] == 0
    for overwritten in ([], ["--overwrite"]):
        told = history(capsys, option, target, *filtered, *overwritten)
        assert told == (4, "", f"posecoach: there is nothing to export: {target} was not written\n")
    assert target.read_bytes() == before


def test_nothing_is_exported_where_one_of_several_files_would_be_empty(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert history(capsys, "--json", "-", "--csv", tmp_path / "a", "--html", tmp_path / "b")[:2] == (4, "")
    assert list(tmp_path.iterdir()) == []


def test_on_standard_output_nothing_is_empty_and_not_missing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, output, _ = history(capsys, "--json", "-")
    assert (status, json.loads(output)["sessions"]) == (0, [])
    assert not data.exists()


@pytest.mark.parametrize("option", ["--json", "--csv", "--html"])
def test_a_file_that_cannot_be_written(
    option: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "missing" / "file"
    message = f"posecoach: cannot write {target}: there is no folder {target.parent}; make it first\n"
    assert history(capsys, option, target) == (3, "", message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--yes"], "--yes only goes with --delete"),
        (["--delete", "--json", "-"], "--delete removes everything, so it only goes with --yes"),
        (["--delete", "--days", "3"], "--delete removes everything, so it only goes with --yes"),
        (["--json", "-", "--csv", "-"], "only one of --json and --csv can go to standard output"),
    ],
)
def test_what_does_not_fit_together_is_wrong_usage(
    arguments: list[str], message: str, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert history(capsys, *arguments) == (2, "", f"posecoach: {message}\n")
    assert (kept / DATABASE).exists()


def test_a_history_that_cannot_be_read_is_an_error_of_one_line(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.mkdir()
    (data / DATABASE).write_bytes(b"SQLite format 3\0" + b"\xff" * 4080)
    status, output, error = history(capsys)
    assert (status, output) == (3, "")
    assert error.startswith(f"posecoach: the history {data / DATABASE} is damaged (")
    assert error.count("\n") == 1


# Delete


def test_delete_leaves_nothing(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for companion in ("-wal", "-shm"):
        (kept / f"{DATABASE}{companion}").write_bytes(b"left by a crash")
    message = f"posecoach: deleted {kept / DATABASE}; nothing is kept any more\n"
    assert history(capsys, "--delete", "--yes") == (0, "", message)
    assert not kept.exists()


def test_delete_leaves_what_is_not_ours(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept / "letter.txt").write_text("mine")
    history(capsys, "--delete", "--yes")
    assert [path.name for path in kept.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("answer", "deleted"), [("yes\n", True), ("YES\n", True), ("y\n", False), ("\n", False), ("", False)]
)
def test_delete_asks(
    answer: str,
    deleted: bool,
    kept: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    status, output, error = history(capsys, "--delete")
    assert status == 0
    assert output == f"This deletes all sessions in {kept / DATABASE} for good. Type yes to go on: "
    assert kept.exists() is not deleted
    assert deleted or error == "posecoach: nothing was deleted\n"


@pytest.mark.parametrize("answer", ["sí\n", "SI\n"])
def test_delete_knows_yes_in_the_language_with_or_without_its_accent(
    answer: str, kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert history(capsys, "--delete", "--language", "es")[0] == 0
    assert not kept.exists()


@pytest.mark.parametrize("damage", ["empty", "short", "its head", "its tables"])
def test_a_damaged_history_can_be_deleted(
    damage: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_history(data).close()
    whole = (data / DATABASE).read_bytes()
    damaged = {
        "empty": b"",
        "short": whole[:50],
        "its head": b"x" * 100 + whole[100:],
        "its tables": whole.replace(b"CREATE TABLE", b"CREATE TABEL"),
    }
    (data / DATABASE).write_bytes(damaged[damage])
    assert history(capsys, "--delete", "--yes")[0] == 0
    assert not data.exists()


def test_delete_without_anything_kept(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = f"posecoach: there is nothing to delete in {data}\n"
    assert history(capsys, "--delete") == (0, "", message)


def test_nothing_is_deleted_while_a_history_is_open_that_was_just_made(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_use = f"the history {data / DATABASE} is in use by another program: end it and try again"
    with open_history(data):
        assert history(capsys, "--delete", "--yes") == (3, "", f"posecoach: {in_use}\n")
    assert history(capsys, "--delete", "--yes")[0] == 0


@pytest.mark.parametrize("answer", ["--yes", "yes\n"])
def test_nothing_is_deleted_while_a_session_is_kept(
    answer: str, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    with open_history(data) as opened:
        sink = opened.start_session("toe_touch", now(), told.append)
        play(sink, [repetition(1)], end=False)
        status, output, error = history(capsys, "--delete", *([answer] if answer == "--yes" else []))
        assert (status, output) == (3, "")
        in_use = f"the history {data / DATABASE} is in use by another program: end it and try again"
        assert error == f"posecoach: {in_use}\n"
        play(sink, [repetition(2)])
    assert told == []
    with open_history(data) as opened:
        assert [one.index for session in opened.sessions() for one in session.repetitions] == [1, 2]
    assert history(capsys, "--delete", "--yes")[0] == 0
    assert not data.exists()


@pytest.mark.slow
def test_damage_anywhere_is_shown_as_it_is_or_refused_in_one_line(
    weeks: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (weeks / DATABASE).read_bytes()
    chance = random.Random(8)
    statuses: Counter[int] = Counter()
    for _ in range(DAMAGES):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 4, 64))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if chance.random() < 0.1:
            del damaged[chance.randrange(len(damaged)) :]
        data.mkdir()
        (data / DATABASE).write_bytes(damaged)
        status, output, error = history(capsys)
        assert (status, bool(output), error.count("\n")) in {(0, True, 0), (3, False, 1)}, error
        statuses[status] += 1
        assert history(capsys, "--delete", "--yes")[0] == 0
    assert min(statuses[0], statuses[3]) > DAMAGES // 10


def test_what_was_only_rated_is_no_session_and_has_no_faults(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_history(data) as history:
        history.keep_unbegun("mine", datetime.now().astimezone(), [RatingRow("pain_before", 6)])
    main(["history", "--language", "en"])
    out = capsys.readouterr().out
    assert "1 session" not in out
    assert "pain before 6" in out
    assert "not begun" in out
    assert "no faults" not in out


def test_a_name_that_is_too_long_is_called_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--person", "x" * 300]) == 2
    assert capsys.readouterr().err == (
        "posecoach: the name of a person has 300 characters; it may have 60 at most\n"
    )


def test_a_file_in_the_place_of_the_data_folder_is_called_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("POSECOACH_DATA", str(file))
    assert main(["history"]) != 0
    assert f"POSECOACH_DATA={file} (it is a file, not a folder)" in capsys.readouterr().err


def test_sessions_that_never_began_have_no_total_and_no_table_of_exercises(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_history(data) as kept:
        for minutes in (5, 3):
            when = now() - timedelta(minutes=minutes)
            kept.keep_unbegun("mine", when, [RatingRow("pain_before", 6)])
    _, out, _ = history(capsys)
    assert "0 sessions" not in out
    assert "Most frequent fault" not in out
    assert len(lines_with(out, "not begun")) == 2
