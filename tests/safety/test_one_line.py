"""Whatever goes wrong: one clear line, exit status 3, no traceback, no wait."""

from __future__ import annotations

import io
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from posecoach.history.store import open_history
from posecoach.plans.reading import plan_text
from tests.history.weeks import make_weeks
from tests.reliability.feeding import ROOT
from tests.safety.commands import command

POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX starts these")
OURS = f"{sys.executable} -m posecoach"


def shell(line: str, folder: Path, **environment: str) -> tuple[int, str, str]:
    """Run a line of the shell in a folder; return exit status and what was printed."""
    done = subprocess.run(  # noqa: S602 - the streams are what is tried
        line,
        shell=True,
        executable="/bin/bash",
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def is_one_line(error: str) -> bool:
    return error.startswith("posecoach: ") and error.count("\n") == 1 and "unexpected" not in error


@POSIX
@pytest.mark.parametrize(
    "words", ["history", "exercises", "exercises --help", "--version", "history --json -"]
)
@pytest.mark.parametrize("stream", [">&-", ">/dev/full"])
def test_standard_output_that_takes_nothing(words: str, stream: str, tmp_path: Path) -> None:
    status, _, error = shell(f"{OURS} {words} {stream}", tmp_path)
    assert (status, is_one_line(error)) == (3, True), error
    assert "cannot write to standard output" in error


@POSIX
@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full", "2>&- <&-", ">&- 2>&-"])
def test_standard_error_that_takes_nothing(stream: str, tmp_path: Path) -> None:
    assert shell(f"{OURS} review missing.npz {stream}", tmp_path) == (3, "", "")


@POSIX
def test_nothing_that_is_printed_gets_into_a_file_where_streams_are_closed(
    tmp_path: Path, small: Path
) -> None:
    status, _, _ = shell(f"{OURS} review {small} --out out --no-video >&- 2>&- <&-", tmp_path)
    assert status in (3, 4)
    assert b"posecoach:" not in (tmp_path / "out" / "poses.npz").read_bytes()


@POSIX
@pytest.mark.parametrize("columns", ["0", "1", "-5", "99999999999", "\u00b2", "x"])
def test_terminals_of_no_width_or_every_width(columns: str, tmp_path: Path) -> None:
    status, output, error = shell(f"{OURS} exercises", tmp_path, COLUMNS=columns, LINES="0")
    assert (status, error) == (0, "")
    assert len(output) < 100_000


@POSIX
@pytest.mark.parametrize("kilobytes", [300_000, 500_000, 1_000_000])
@pytest.mark.parametrize("words", ["review missing.mp4", "history", "exercises", "doctor"])
def test_a_limit_of_memory_is_told(kilobytes: int, words: str, tmp_path: Path) -> None:
    status, _, error = shell(f"ulimit -v {kilobytes}; {OURS} {words}", tmp_path)
    assert (status, is_one_line(error)) == (3, True), error
    assert "limited to" in error


@pytest.mark.parametrize("days", ["999999999", "740000"])
def test_more_days_than_there_are_is_all_of_them(days: str) -> None:
    assert command("history", "--days", days) == 0


@pytest.mark.parametrize("days", ["0", "-1", "9" * 30, "9" * 5000, "\u0663", "nan", ""])
def test_what_is_no_number_of_days(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("history", f"--days={days}") == 2
    assert is_one_line(capsys.readouterr().err)


@pytest.mark.parametrize("source", ["2147483648", "99999", "9" * 5000, ""])
def test_what_is_no_camera(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("live", "cat_cow", "--no-window", "--no-voice", "--source", source) == 3
    assert is_one_line(capsys.readouterr().err)


@pytest.mark.parametrize("folder", ["~nosuchuser/x", "/dev/null/x", "/proc/x"])
@pytest.mark.parametrize("words", [[], ["--delete", "--yes"], ["--json", "-"]])
def test_a_data_folder_that_cannot_be(
    folder: str, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSECOACH_DATA", folder)
    status = command("history", *words)
    error = capsys.readouterr().err
    assert status == 0 or (status == 3 and is_one_line(error)), error
    assert (status == 3) or not folder.startswith("~")


@pytest.mark.parametrize(
    "words",
    [
        ["review", ""],
        ["review", "SMALL", "--out", ""],
        ["review", "SMALL", "--json", ""],
        ["review", "SMALL", "SMALL", "--workers", "2", "--out", ""],
        ["history", "--html", ""],
        ["history", "--csv", ""],
        ["live", "cat_cow", "--no-window", "--record", ""],
        ["bench", "--json", ""],
        ["bench", ""],
    ],
)
def test_empty_names(
    words: list[str],
    small: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command(*(str(small) if word == "SMALL" else word for word in words)) == 3
    error = capsys.readouterr().err
    assert is_one_line(error)
    assert list(tmp_path.iterdir()) == []


@POSIX
@pytest.mark.parametrize("more", [[], ["--overwrite"]])
@pytest.mark.parametrize(
    "place", ["pipe", "/dev/null", "/dev/full", "/proc/kmsg", "/proc/self/comm", "/nowhere/x", "x" * 300, "."]
)
def test_places_that_are_no_files(
    place: str,
    more: list[str],
    small: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    for words in (
        ["review", small, "--json", place],
        ["history", "--html", place],
        ["history", "--csv", place],
    ):
        assert command(*words, *more) == 3
        assert is_one_line(capsys.readouterr().err)


def test_texts_of_a_recording_that_are_no_text(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with np.load(small) as arrays:
        kept = dict(arrays)
    for number, code_point in enumerate((0xD800, 0x110000, 0xFFFFFFFF)):
        wrong = np.array([97, code_point, 99], "<u4").tobytes()
        content = io.BytesIO()
        np.savez(content, **kept | {"model_sha256": np.array("abc")})
        marked = np.array("abc").tobytes()
        path = tmp_path / f"{number}.npz"
        _rewritten(content.getvalue(), marked, wrong, path)
        assert command("review", path, "--json", "-") == 3
        assert is_one_line(capsys.readouterr().err)


def _rewritten(content: bytes, before: bytes, after: bytes, path: Path) -> None:
    """Write a zip again with other bytes in its members, and right checksums."""
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after))


def test_a_bomb_as_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bomb.task"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name in ("pose_detector.tflite", "pose_landmarks_detector.tflite"):
            with bundle.open(name, "w") as part:
                part.write(b"\0\0\0\0TFL3")
                for _ in range(110):
                    part.write(bytes(2**20))
    assert command("review", "missing.mp4", "--model", path) == 3
    error = capsys.readouterr().err
    assert is_one_line(error)
    assert "unpacks to more than 200 MB" in error


def test_a_sparse_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "huge.task"
    with path.open("wb") as file:
        try:
            file.truncate(2**40)
        except OSError:
            pytest.skip("no file of a terabyte can be made here")
    assert command("review", "missing.mp4", "--model", path) == 3
    assert "it is larger than 200 MB" in capsys.readouterr().err


RECURSIVE = (
    "CREATE VIEW {} AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT "
    "1 AS id, 'a' AS name, '2026' AS started, '2026' AS day, NULL AS ended, 1.0 AS duration_s, "
    "'1' AS posecoach_version FROM n"
)


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE sessions", RECURSIVE.format("sessions")],
        ["CREATE TRIGGER t AFTER INSERT ON consent BEGIN DELETE FROM sessions; END"],
        ["DROP TABLE faults", "CREATE VIRTUAL TABLE faults USING fts5(exercise)"],
        ["INSERT INTO sessions VALUES (1, 'a', '20260301T073000', '20260301', 'done', 1.0, '1')"],
        ["INSERT INTO sessions VALUES (1, 'a', 'never', '2026-03-01', 'done', 1.0, '1')"],
        [
            "INSERT INTO sessions VALUES (1, printf('%.*c', 5000, 'x'), '2026-03-01T07', '2026-03-01', 'done', 1, '1')"
        ],
        ["INSERT INTO sessions VALUES (1, 'a', '2026-03-01T07:30', '2026-03-01', 'done', 9e999, '1')"],
        ["INSERT INTO sessions VALUES (1, x'ff', '2026-03-01T07:30', '2026-03-01', 'done', 1.0, '1')"],
    ],
)
def test_a_history_of_somebody_else(
    statements: list[str], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_history(data).close()
    connection = sqlite3.connect(data / "history.sqlite3")
    for statement in statements:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            pytest.skip(str(error))
    connection.commit()
    connection.close()
    began_s = time.monotonic()
    assert command("history") == 3
    assert time.monotonic() - began_s < 20
    assert is_one_line(capsys.readouterr().err)


@contextmanager
def listening(answer: bytes) -> Iterator[int]:
    """Yield the port of somebody who takes connections and gives one answer, or none."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept: list[socket.socket] = []

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    kept.append(connection)
                    if answer:
                        connection.recv(10)
                        connection.sendall(answer)
                        connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        for connection in kept:
            connection.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    ["deaf", "http", "gopher://127.0.0.1:1", "tls://127.0.0.1:1", "127.0.0.1", "", "tcp://127.0.0.1:1"],
)
def test_addresses_without_a_scheduler(kind: str, small: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    answers = {"deaf": b"", "http": b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"}
    with listening(answers.get(kind, b"")) as port:
        address = f"tcp://127.0.0.1:{port}" if kind in answers else kind
        began_s = time.monotonic()
        status, _, error = shell(f"{OURS} review {small} --out out --scheduler '{address}'", tmp_path)
    assert (status, is_one_line(error)) == (3, True), error
    assert time.monotonic() - began_s < 40  # 15 s, and the start of Python and Dask on a busy machine


@pytest.mark.slow
def test_a_scheduler_that_falls_silent_is_told(small: Path, tmp_path: Path) -> None:
    """It is stopped, not killed: its connections stay open, and nothing comes any more."""
    pytest.importorskip("distributed")
    import signal

    told = tmp_path / "scheduler.json"
    scheduler = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--port",
            "0",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
            "--scheduler-file",
            told,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not told.exists():
            time.sleep(0.1)
        import json

        address = json.loads(told.read_text())["address"]
        words = [
            sys.executable,
            "-m",
            "posecoach",
            "review",
            str(small),
            "--out",
            str(tmp_path / "out"),
            "--scheduler",
            address,
        ]
        review = subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        time.sleep(8)  # connected, and waiting for workers that never come
        scheduler.send_signal(signal.SIGSTOP)
        output, error = review.communicate(timeout=90)
        assert review.returncode == 3
        assert "has stopped answering" in output
        assert "Traceback" not in error
    finally:
        scheduler.kill()
        scheduler.wait()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make keys with")
@pytest.mark.parametrize("words", [["--tls-ca", "a"], ["--tls-ca", "a", "--tls-cert", "a", "--tls-key", "a"]])
def test_certificates_that_cannot_be_used(
    words: list[str], small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed")
    status = command("review", small, "--out", tmp_path / "out", "--scheduler", "tls://127.0.0.1:1", *words)
    assert status == (2 if len(words) == 2 else 3)
    assert is_one_line(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("history --person=--", "argument --person: expected one argument (see 'posecoach history --help')"),
        ("history --html=--", "argument --html: expected one argument (see 'posecoach history --help')"),
        (
            "plan calendar nhs_lower_back --out days.ics --from 9999-12-31",
            "argument --from: 9999-12-31 is not a day from 2000 to 2199 (see 'posecoach plan calendar --help')",
        ),
        (
            "plan follow nhs_lower_back --from 0001-01-01",
            "argument --from: 0001-01-01 is not a day from 2000 to 2199 (see 'posecoach plan follow --help')",
        ),
    ],
)
def test_values_that_lead_nowhere(words: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(*words.split()) == 2
    assert capsys.readouterr().err == f"posecoach: {told}\n"


DEEP = '{"schema": ' + '{"a":' * 1_000_000
"""JSON with more brackets inside each other than Python's stack holds."""


def test_a_baseline_of_nothing_but_brackets(
    tmp_path: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = tmp_path / "deep.json"
    baseline.write_text(DEEP.replace("schema", "other"))
    assert command("bench", small, "--baseline", baseline) == 3
    told = "(JSON is malformed: too many brackets inside each other): make one with it"
    assert (
        capsys.readouterr().err
        == f"posecoach: baseline {baseline} is not a result of 'posecoach bench --json' {told}\n"
    )


@pytest.mark.parametrize("column", ["range", "faults"])
def test_a_history_of_nothing_but_brackets(
    column: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSECOACH_DATA", str(tmp_path))
    make_weeks(tmp_path, datetime.now().astimezone())
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection, connection:
        connection.execute(f"UPDATE repetitions SET {column} = ? WHERE rowid = 1", ("[" * 50_000,))  # noqa: S608
    assert command("history") == 3
    error = capsys.readouterr().err
    assert is_one_line(error), error
    assert "is damaged (JSON is malformed: too many brackets inside each other)" in error


@pytest.mark.parametrize("by", ["week", "month"])
@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("0001-01-02", 3),
        ("1899-12-31", 3),
        ("1969-12-31", 0),
        ("1970-01-01", 0),
        ("2100-02-28", 0),
        ("2200-01-01", 3),
        ("9999-12-31", 3),
    ],
)
def test_a_history_with_a_session_of_no_year_of_ours(
    by: str,
    day: str,
    status: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("POSECOACH_DATA", str(tmp_path))
    make_weeks(tmp_path, datetime.now().astimezone())
    started = f"{day}T00:00:00+00:00"
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection, connection:
        connection.execute("UPDATE sessions SET started = ?, day = ? WHERE id = 1", (started, day))
    assert command("history", "--by", by) == status
    printed = capsys.readouterr()
    if status:
        assert is_one_line(printed.err)
        assert f"is damaged ('{started}' is not in a year from 1900 to 2199)" in printed.err
    else:
        assert printed.err == ""
        assert printed.out.count("\n") < 200, "a line for every empty week"


@pytest.mark.parametrize("name", ["review.json", "done.json"])
def test_earlier_results_of_nothing_but_brackets_are_left_alone(
    name: str, tmp_path: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    videos, out = tmp_path / "videos", tmp_path / "out"
    videos.mkdir()
    shutil.copyfile(small, videos / "a.npz")
    shutil.copyfile(small, videos / "b.npz")
    command("review", videos, "--out", out, "--no-video")
    (found,) = out.glob(f"a/{name}")
    found.write_text(DEEP)
    capsys.readouterr()
    assert command("review", videos, "--out", out, "--no-video") == 3
    told = "1 failed; run the same command to try it again"
    assert capsys.readouterr().err == f"posecoach: summary in {out / 'index.html'}\nposecoach: {told}\n"
    assert "was not made by posecoach, or has been changed since" in (out / "index.html").read_text()
    assert found.read_text() == DEEP


LONG = "x" * 300
"""A name that no file system takes."""
CIRCLE = "circle"
"""A link that leads to itself."""
NAMED = (
    "review {0}",
    "review SMALL --out {0}/a",
    "review SMALL SMALL2 --workers 2 --out {0}/a",
    "review SMALL --json {0}/a",
    "review SMALL --out {0}/a --json {0}/b/c",
    "review VIDEO --model {0}",
    "live cat_cow --no-window --no-voice --source {0}",
    "exercises --check {0}",
    "exercises new {0}/a.toml",
    "exercises learn {0}",
    "exercises learn SMALL --out {0}/a.toml",
    "exercises cat_cow --html {0}/a",
    "plan check {0}",
    "plan new {0}/a",
    "plan show {0}",
    "plan follow {0}",
    "plan calendar nhs_lower_back --out {0}/a",
    "history --html {0}/a",
    "history --exercises {0}",
    "report --out {0}/a",
    "report --out a --recordings {0}",
    "bench {0} --json {0}/a",
    "bench --baseline {0}",
    "doctor --json {0}/a",
)


@pytest.mark.parametrize("words", NAMED)
@pytest.mark.parametrize("name", [LONG, CIRCLE])
def test_names_too_long_and_links_that_lead_in_circles(
    name: str,
    words: str,
    small: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = shutil.copy(small, tmp_path / "other.npz")
    (tmp_path / CIRCLE).symlink_to(CIRCLE)
    monkeypatch.chdir(tmp_path)
    make_weeks(tmp_path / "data", datetime.now().astimezone())
    monkeypatch.setenv("POSECOACH_DATA", str(tmp_path / "data"))
    video = ROOT / "sample_videos" / "arm_circles_elbows_half_a.mp4"
    known = {"SMALL": str(small), "SMALL2": str(other), "VIDEO": str(video)}
    assert command(*(known.get(word, word) for word in words.format(name).split())) in (1, 2, 3)
    error = capsys.readouterr().err
    assert error.count("\n") == 1, error
    assert "unexpected" not in error


@pytest.mark.parametrize(
    "words", ["history", "report --out a", "plan show", "plan end", "history --delete --yes"]
)
@pytest.mark.parametrize("name", [LONG, CIRCLE])
def test_data_folders_that_cannot_be_looked_at(
    name: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / CIRCLE).symlink_to(CIRCLE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POSECOACH_DATA", str(tmp_path / name))
    assert command(*words.split()) in (0, 3, 4)
    printed = capsys.readouterr()
    assert "unexpected" not in printed.err
    if name == LONG and "--delete" not in words:
        assert is_one_line(printed.err)
        assert "File name too long; check that the folder is yours" in printed.err


@pytest.mark.parametrize(
    "address", ["http://[::1", "http://[x]/", "rtsp://me:se#cret@[", "http://127.0.0.1:99999/"]
)
def test_addresses_of_cameras_that_are_none(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("live", "cat_cow", "--no-window", "--no-voice", "--no-history", "--source", address) == 3
    error = capsys.readouterr().err
    assert is_one_line(error), error
    assert error.startswith("posecoach: nothing answers at ")
    assert "cret" not in error


@POSIX
def test_no_warning_of_a_library_is_a_second_line(tmp_path: Path, small: Path) -> None:
    with np.load(small) as arrays:
        content = dict(arrays)
    np.savez(tmp_path / "endless.npz", **content | {"t_s": np.full_like(content["t_s"], np.inf)})
    status, _, error = shell(f"{OURS} review endless.npz", tmp_path)
    told = "endless.npz is not a readable pose recording: t_s does not increase from 0 on; record it again"
    assert (status, error) == (3, f"posecoach: {told}\n")
    noisy = "import sys, warnings; from posecoach.cli import main; sys.argv[1:] = ['exercises'];"
    noisy += "main._run = lambda *_: warnings.warn('forged') or 0; sys.exit(main.main())"
    assert shell(f'{sys.executable} -c "{noisy}"', tmp_path) == (0, "", "")


@pytest.mark.parametrize("weeks", ["1000", "2147483648", "9" * 30])
def test_a_plan_that_goes_on_beyond_the_calendar(
    weeks: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "mine.toml"
    head = 'schema = "posecoach.plan/1"\n'
    plan.write_text(plan_text("nhs_lower_back")[1].replace(head, f"{head}weeks = {weeks}\n"))
    assert command("plan", "calendar", plan, "--out", tmp_path / "days.ics") == 1
    assert capsys.readouterr().err == f"posecoach: {plan}:3: weeks: expected a whole number <= 999\n"
    assert not (tmp_path / "days.ics").exists()


def test_a_plan_that_begins_in_no_year_of_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "mine.toml"
    text = plan_text("nhs_lower_back")[1]
    plan.write_text(
        text.replace('schema = "posecoach.plan/1"\n', 'schema = "posecoach.plan/1"\nbegins = 9999-12-31\n')
    )
    assert command("plan", "calendar", plan, "--out", tmp_path / "days.ics") != 0
    assert "9999-12-31 is not a day from 2000 to 2199" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "days.ics").exists()
