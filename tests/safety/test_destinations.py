"""Every command that writes a file, at every kind of place: only what the same command made before is replaced."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from posecoach.cli import bench as bench_command
from posecoach.exercises.template import template
from posecoach.history.store import open_history
from posecoach.plans.reading import builtin_plan_texts
from tests.history.weeks import make_weeks
from tests.safety.commands import command, tree

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and links as POSIX has them")
COMMANDS = {
    "review --json": ("review", "SMALL", "--json", "PLACE"),
    "history --json": ("history", "--json", "PLACE"),
    "history --csv": ("history", "--csv", "PLACE"),
    "history --html": ("history", "--html", "PLACE"),
    "exercises --html": ("exercises", "cat_cow", "--html", "PLACE"),
    "exercises new": ("exercises", "new", "PLACE"),
    "plan new": ("plan", "new", "PLACE"),
    "plan calendar": ("plan", "calendar", "nhs_lower_back", "--out", "PLACE"),
    "bench --json": ("bench", "SMALL", "--json", "PLACE"),
    "doctor --json": ("doctor", "--json", "PLACE"),
}
"""The commands that write one file, by name."""
AGAIN = ("history --json", "history --csv", "history --html", "exercises --html", "plan calendar")
"""Those that are done without a question and without minutes of work."""


@pytest.fixture(autouse=True)
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is measured or asked: a place is refused before."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("work was done before the place was looked at")

    monkeypatch.setattr(bench_command, "measure", never)
    monkeypatch.setattr("posecoach.cli.plan.new_plan", never)
    monkeypatch.setattr("posecoach.cli.doctor.examine", never)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, small: Path) -> Path:
    """A folder of results."""
    out = tmp_path_factory.mktemp("results") / "out"
    command("review", small, "--out", out, "--no-video")
    return out


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("review", "SMALL", "--out", "-"), "--out"),
        (("review", "SMALL", "SMALL", "--compare", "--out", "-"), "--out"),
        (("report", "--out", "-"), "--out"),
        (("live", "cat_cow", "--no-window", "--no-voice", "--source", "SMALL", "--record", "-"), "--record"),
        (("history", "--html", "-"), "--html"),
        (("exercises", "cat_cow", "--html", "-"), "--html"),
        (("exercises", "new", "-"), "FILE"),
        (("exercises", "learn", "SMALL", "--out", "-"), "--out"),
        (("plan", "new", "-"), "FILE"),
        (("plan", "calendar", "nhs_lower_back", "--out", "-"), "--out"),
    ],
)
def test_what_is_written_to_no_standard_output_makes_nothing_called_so(
    words: tuple[str, ...],
    option: str,
    small: Path,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_weeks(data, datetime.now(UTC))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert command(*(str(small) if word == "SMALL" else word for word in words)) == 3
    told = f"{option} cannot write to standard output: give another name, or ./- for one that is called -"
    assert capsys.readouterr() == ("", f"posecoach: {told}\n")
    assert tree(tmp_path / "here") == {}


def users_file(folder: Path, _: Path) -> tuple[Path, str]:
    place = folder / "file"
    place.write_text("mine")
    return (
        place,
        f"{place} was not made by posecoach: choose another file with OPTION, or replace it with --overwrite",
    )


def a_result(name: str) -> Callable[[Path, Path], tuple[Path, str]]:
    def made(folder: Path, results: Path) -> tuple[Path, str]:
        out = folder / "out"
        shutil.copytree(results, out)
        told = (
            f"{out / name} belongs to the results in {out.resolve()}: choose another file with OPTION, or replace it "
            "with --overwrite"
        )
        return out / name, told

    return made


def another_commands(folder: Path, _: Path) -> tuple[Path, str]:
    place = folder / "file"
    place.write_text('{"schema": "posecoach.appointment/1"}')
    told = f"{place} was made by another command: choose another file with OPTION, or replace it with --overwrite"
    return place, told


def the_list(folder: Path, results: Path) -> tuple[Path, str]:
    place = shutil.copytree(results, folder / "out") / ".posecoach.json"
    told = (
        f"{place} has a name that posecoach keeps for its own lists of files: choose another file with OPTION"
    )
    return place, told


def a_link(folder: Path, _: Path) -> tuple[Path, str]:
    (folder / "diary").write_text("mine")
    place = folder / "file"
    place.symlink_to("diary")
    return place, f"{place} is a link: give the file itself with OPTION, or replace the link with --overwrite"


def a_pipe(folder: Path, _: Path) -> tuple[Path, str]:
    place = folder / "file"
    os.mkfifo(place)
    return place, f"cannot write {place}: it is a pipe or a device; choose another file with OPTION"


def a_full_device(_: Path, __: Path) -> tuple[Path, str]:
    place = Path("/dev/full")
    return place, f"cannot write {place}: it is a pipe or a device; choose another file with OPTION"


def a_folder(folder: Path, _: Path) -> tuple[Path, str]:
    return folder, f"cannot write {folder}: it is a folder; choose another file with OPTION"


def no_folder(folder: Path, _: Path) -> tuple[Path, str]:
    place = folder / "missing" / "file"
    return place, f"cannot write {place}: there is no folder {place.parent}; make it first"


PLACES = {
    "a file of the user's": users_file,
    "a report of a review": a_result("report.html"),
    "the JSON of a review": a_result("review.json"),
    "another command's": another_commands,
    "a folder's own list": the_list,
    "a link": a_link,
    "a pipe": a_pipe,
    "/dev/full": a_full_device,
    "a folder": a_folder,
    "in no folder": no_folder,
}


def asked(name: str, small: Path, place: Path) -> Iterator[str]:
    known = {"SMALL": str(small), "PLACE": str(place)}
    return (known.get(word, word) for word in COMMANDS[name])


def option(name: str) -> str:
    words = COMMANDS[name]
    before = words[words.index("PLACE") - 1]
    return before if before.startswith("--") else "FILE"


def another(name: str) -> str:
    """Return the advice of a command; one that is given a FILE without an option has none to name."""
    return "choose another file" + (f" with {option(name)}" if option(name) != "FILE" else "")


@POSIX
@pytest.mark.parametrize("what", PLACES)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_place_that_is_not_the_commands_own_is_refused_before_any_work(
    name: str, what: str, small: Path, results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    place, told = PLACES[what](folder, results)
    before = tree(folder)
    assert command(*asked(name, small, place)) == 3
    told = told.replace("choose another file with OPTION", another(name)).replace("OPTION", option(name))
    assert capsys.readouterr().err == f"posecoach: {told}\n"
    assert tree(folder) == before


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_that_may_not_be_written_is_told_before_any_work(
    name: str, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "here"
    folder.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    place = folder / "file"
    assert command(*asked(name, small, place)) == 3
    assert capsys.readouterr().err == (
        f"posecoach: cannot write {place}: Permission denied; {another(name)}\n"
    )


@pytest.mark.parametrize("name", AGAIN)
def test_what_the_same_command_made_is_replaced(name: str, small: Path, data: Path, tmp_path: Path) -> None:
    make_weeks(data, datetime.now(UTC))
    place = tmp_path / "file"
    assert command(*asked(name, small, place)) == 0
    os.utime(place, (0, 0))
    assert command(*asked(name, small, place)) == 0
    assert place.stat().st_mtime > 0


@pytest.mark.parametrize("by", ["its name", "another name"])
@pytest.mark.parametrize("person", [[], ["people", "anna"]])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_history_is_written_over(
    name: str,
    person: list[str],
    by: str,
    small: Path,
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = data.joinpath(*person)
    open_history(folder).close()
    database = folder / "history.sqlite3"
    place = database if by == "its name" else tmp_path / "another name"
    if place != database:
        place.hardlink_to(database)
    before = tree(tmp_path)
    assert command(*asked(name, small, place), "--overwrite") == 3
    told = f"{place} is what is read ({database}): {another(name)}"
    assert capsys.readouterr().err == f"posecoach: {told}\n"
    assert tree(tmp_path) == before


BUILTIN = "nhs_lower_back"
PLAN = builtin_plan_texts()[BUILTIN]
READING = {
    "the plan of a calendar": ("plan", "calendar", "READ", "--out", "PLACE"),
    "exercises of a calendar": ("plan", "calendar", BUILTIN, "--exercises", "READ", "--out", "PLACE"),
    "exercises of a plan": ("plan", "new", "PLACE", "--exercises", "READ"),
    "exercises beside a new one": ("exercises", "new", "PLACE", "--exercises", "READ"),
    "exercises of a page": ("exercises", "cat_cow", "--exercises", "READ", "--html", "PLACE"),
    "exercises of a history": ("history", "--exercises", "READ", "--csv", "PLACE"),
}
"""Commands that read a file that somebody wrote, and write one."""


@pytest.mark.parametrize("by", ["its name", "another name"])
@pytest.mark.parametrize("what", READING)
def test_what_is_read_is_not_written_over(
    what: str, by: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read = tmp_path / "read.toml"
    read.write_text(PLAN if what == "the plan of a calendar" else template("read"))
    place = read if by == "its name" else tmp_path / "another name.toml"
    if place != read:
        place.hardlink_to(read)
    make_weeks(data, datetime.now(UTC))
    before = tree(tmp_path)
    known = {"READ": read, "PLACE": place}
    assert command(*(known.get(word, word) for word in READING[what]), "--overwrite") == 3
    assert f"{place} is what is read ({read}): choose another file" in capsys.readouterr().err
    assert tree(tmp_path) == before


def test_a_result_is_replaced_by_another_command_if_asked(
    small: Path, results: Path, data: Path, tmp_path: Path
) -> None:
    make_weeks(data, datetime.now(UTC))
    place = shutil.copytree(results, tmp_path / "out") / "report.html"
    before = place.read_bytes()
    assert command("history", "--html", place, "--overwrite") == 0
    assert place.read_bytes() != before


@pytest.mark.parametrize(
    ("more", "json", "told"),
    [
        ([], "out", "out is given with --out and --json: give two files"),
        ([], "./out", "out is given with --out and --json: give two files"),
        ([], "out/report.html", "out/report.html is a file of --out: give another file with --json"),
        (["OTHER"], "out", "out is given with --out and --json: give two files"),
        (["OTHER"], "out/small", "out/small is given with --out and --json: give two files"),
        (["OTHER"], "out/index.html", "out/index.html is a file of --out: give another file with --json"),
        (
            ["OTHER", "--compare"],
            "out/compare.html",
            "out/compare.html is a file of --out: give another file with --json",
        ),
    ],
)
def test_a_file_cannot_be_where_a_folder_of_results_goes(
    more: list[str],
    json: str,
    told: str,
    small: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    other = shutil.copy(small, tmp_path / "other.npz")
    words = [str(other) if word == "OTHER" else word for word in more]
    assert command("review", small, *words, "--json", json, "--out", "out") == 3
    assert capsys.readouterr().err == f"posecoach: {told}\n"
    assert not (tmp_path / "out").exists()


def test_the_json_of_one_review_may_be_named_in_its_folder(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        assert command("review", small, "--out", out, "--json", out / "review.json", "--no-video") == 4
    assert command("review", small, "--out", tmp_path / "other", "--no-video") == 4
    assert (out / "review.json").read_bytes() == (tmp_path / "other" / "review.json").read_bytes()
