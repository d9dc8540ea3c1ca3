"""For any tree of files, names and options: what posecoach did not make is byte for byte as before.

TREES=2000 tries as many; by default 60.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posecoach.publishing.manifest import read_manifest
from posecoach.publishing.single_file import is_own
from tests.history.weeks import make_weeks
from tests.safety.commands import changed, command, inside, tree

TREES = int(os.environ.get("TREES", "60"))
NAMES = [
    "a.npz",
    "b.npz",
    "A.npz",
    "...npz",
    "..npz.npz",
    "index.html.npz",
    "con.npz",
    "clip",
    "report.html",
    "review.json",
    "poses.npz",
    "cues.vtt",
    "index.html",
    "compare.html",
    "annotated.mp4",
    "done.json",
    ".posecoach.json",
    ".posecoach.lock",
    ".posecoach-journal.json",
    "openpose",
    "out",
    "k",
    ".posecoach-0123456789abcdef.part",
    ".x.0a1b2c3d.part",
    "all.json",
    "h.html",
    "caf�.npz",
    "features.csv",
    "mark",
    "new",
]
CONTENTS = (
    b"",
    b"mine",
    b"[]",
    b'{"schema": "mine/1"}',
    b"<!doctype html>",
    b"started,mine",
    b"posecoach.lock/1 mine",
)
PLACES = ("out", "k", ".", "k/out", "out/a", "a", "missing/out", "all.json")
FILES = (
    "all.json",
    "k/all.json",
    "a.npz",
    "b.npz",
    "out/review.json",
    "out/index.html",
    "out",
    "k/link",
    ".posecoach.json",
)


@st.composite
def trees(draw: st.DrawFn) -> dict[str, tuple[str, bytes]]:
    """Places in a folder, each with what is there: a file, a recording, a folder or a link."""
    found: dict[str, tuple[str, bytes]] = {}
    for _ in range(draw(st.integers(2, 9))):
        above = draw(st.sampled_from(("", "", "k/", "out/", "out/a/", "k/out/")))
        name = draw(st.sampled_from(NAMES))
        kind = draw(st.sampled_from(("file", "file", "folder", "link", "recording")))
        what = draw(st.sampled_from(CONTENTS))
        found[above + name] = ("recording" if name.endswith(".npz") and kind == "file" else kind, what)
    return found


@st.composite
def commands(draw: st.DrawFn) -> list[str]:
    """A command that writes."""
    if draw(st.integers(0, 4)) == 0:
        words = ["history"]
        for option in draw(st.sets(st.sampled_from(("--json", "--csv", "--html")), min_size=1)):
            words += [option, draw(st.sampled_from(FILES))]
        return words
    inputs = draw(
        st.lists(
            st.sampled_from(("a.npz", "b.npz", "...npz", "k", ".", "out/poses.npz", "caf\udce9.npz")),
            min_size=1,
            max_size=3,
        )
    )
    words = ["review", *inputs, "--no-video"]
    if draw(st.booleans()):
        words += ["--out", draw(st.sampled_from(PLACES))]
        words += ["--export", "csv,openpose"] if draw(st.booleans()) else []
    if draw(st.booleans()):
        words += ["--json", draw(st.sampled_from(FILES))]
    words += ["--compare"] if draw(st.integers(0, 5)) == 0 else []
    return words


def make(folder: Path, places: dict[str, tuple[str, bytes]], recording: Path) -> None:
    """Make a tree; what has no room because something else is in its place is left out."""
    for name, (kind, what) in {
        "a.npz": ("recording", b""),
        "b.npz": ("recording", b""),
    }.items() | places.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind == "folder":
                path.mkdir()
                (path / "diary.txt").write_bytes(b"mine")
            elif kind == "link":
                path.symlink_to(folder / "a.npz" if what else folder.parent / "beside.txt")
            elif kind == "recording":
                shutil.copy(recording, path)
            else:
                path.write_bytes(what)
        except OSError:
            continue


def of_posecoach(folder: Path) -> set[str]:
    """Return the places of files that posecoach made, as its manifests and the files themselves say."""
    found: set[str] = set()
    for place, _, names in os.walk(folder):
        here = Path(place)
        manifest = read_manifest(here)
        if manifest is not None:
            found |= {os.path.relpath(here / name, folder) for name in (".posecoach.json", *manifest.files)}
        for name in names:
            path = here / name
            if path.is_file() and not path.is_symlink() and is_own(path):
                found.add(os.path.relpath(path, folder))
    return found


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder where waiting for the disk is short, if there is one."""
    memory = Path("/dev/shm")  # noqa: S108 - in a folder of its own
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.safety import faulty

    monkeypatch.setattr("posecoach.review.many.run_tasks", faulty.one_after_another)


@pytest.fixture(autouse=True)
def something_to_export(data: Path) -> None:
    make_weeks(data, datetime.now(UTC))


@pytest.mark.slow
@settings(
    max_examples=TREES,
    deadline=None,
    database=None,
    suppress_health_check=[*HealthCheck],
)
@given(places=trees(), first=commands(), second=commands())
def test_nothing_of_the_users_is_touched(
    place: Path, small: Path, places: dict[str, tuple[str, bytes]], first: list[str], second: list[str]
) -> None:
    root = place / "tree"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    make(root, places, small)
    (place / "beside.txt").write_text("mine")
    for words in (first, second):
        before, own = tree(root), of_posecoach(root)
        with inside(root):
            assert command(*words) in (0, 2, 3, 4)
        assert changed(before, tree(root)) <= own
        assert not [name for name in tree(root).keys() - before.keys() if name.endswith((".part", ".new"))]
    assert sorted(path.name for path in place.iterdir()) == ["beside.txt", "tree"]
    assert (place / "beside.txt").read_text() == "mine"


@pytest.mark.slow
@settings(
    max_examples=TREES // 4,
    deadline=None,
    database=None,
    suppress_health_check=[*HealthCheck],
)
@given(places=trees(), words=commands())
def test_with_overwrite_only_files_in_the_place_of_results_are_replaced(
    place: Path, small: Path, places: dict[str, tuple[str, bytes]], words: list[str]
) -> None:
    root = place / "tree"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    make(root, places, small)
    before = tree(root)
    with inside(root):
        assert command(*words, "--overwrite") in (0, 2, 3, 4)
    touched = changed(before, tree(root))
    assert touched <= of_posecoach(root)
    assert not [name for name in touched if before[name] == "folder"]
    read = set(words[: words.index("--no-video")]) if "--no-video" in words else set()
    assert not touched & read
