"""What is installed beside our own code: exactly what was tried, under licences that fit, and without network code."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.reliability.feeding import ROOT
from tools.licences import PAGE, Entry, forbidden, installed

LOCK = (ROOT / "requirements" / "ci.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HASHES = r"((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;]+)( ; [^\\]+)? \\\n" + HASHES, re.MULTILINE)


def pins() -> dict[str, str]:
    return {name: version for name, version, *_ in PINNED.findall(LOCK)}


def test_the_lock_holds_nothing_but_exact_versions_with_checksums() -> None:
    assert PINNED.sub("", LOCK) == ""
    assert len(pins()) > 50


def test_the_lock_names_no_place_to_download_from() -> None:
    assert "://" not in LOCK
    assert "index" not in LOCK


def test_what_makes_the_site_is_locked_in_the_same_way() -> None:
    site = (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8")
    assert PINNED.sub("", site) == ""
    wanted = (ROOT / "requirements" / "site.in").read_text(encoding="utf-8").splitlines()[-1]
    assert site.partition(wanted)[1] == wanted


@pytest.mark.parametrize("group", ["dependencies", "dev", "render"])
def test_what_the_project_asks_for_is_in_the_lock(group: str) -> None:
    wanted = PROJECT["dependencies"] if group == "dependencies" else PROJECT["optional-dependencies"][group]
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pins()[requirement.name.lower()]), requirement


def test_mediapipe_is_pinned_to_the_release_that_was_examined() -> None:
    assert pins()["mediapipe"] == importlib.metadata.version("mediapipe") == "0.10.31"
    assert "mediapipe==0.10.31" in PROJECT["dependencies"]


# As they stand in a table of a library's imported names. 0.10.35 has all but the last two, and curl inside.
CALLS = (b"socket", b"connect", b"getaddrinfo", b"gethostbyname", b"send", b"recv", b"sendto", b"WSAStartup")
WORDS = (b"curl_easy", b"curl_url", b"clearcut", b"https://play.goo", b"SSL_connect")


def network_code(content: bytes) -> list[str]:
    """Return what in a compiled library opens connections."""
    found = [word for word in WORDS if word in content]
    found += [call for call in CALLS if re.search(rb"\0_?" + call + rb"(@[\w.]+)?\0", content)]
    return [name.decode() for name in found]


def test_network_code_would_be_found() -> None:
    assert network_code(b"\0free\0getaddrinfo\0malloc\0") == ["getaddrinfo"]
    assert network_code(b"\0_connect\0_free\0") == ["connect"]
    assert network_code(b"curl_easy_perform\0") == ["curl_easy"]
    assert network_code(b"\0reconnecting\0type.googleapis.com/\0") == []


@pytest.mark.skipif(sys.platform != "linux", reason="how a library names what it imports is Linux's")
def test_network_code_is_found_in_a_library_that_has_it() -> None:
    sockets = Path(getattr(importlib.import_module("_socket"), "__file__", None) or "")
    if sockets.suffix != ".so":
        pytest.skip("this Python has its sockets built in")
    assert {"socket", "connect", "getaddrinfo"} <= set(network_code(sockets.read_bytes()))


def of_mediapipe(*suffixes: str) -> list[Path]:
    """Return the files of the package with one of these suffixes; its own list names some that are not there."""
    files = [Path(str(file.locate())) for file in importlib.metadata.files("mediapipe") or []]
    return [path for path in files if path.suffix in suffixes and path.is_file()]


def test_mediapipe_has_no_network_code() -> None:
    """From 0.10.35 on it uploads usage logs (google-ai-edge/mediapipe issue 6291)."""
    libraries = of_mediapipe(".so", ".dylib", ".dll", ".pyd")
    assert libraries
    for library in libraries:
        assert network_code(library.read_bytes()) == [], library.name


def test_mediapipes_python_part_imports_nothing_that_connects() -> None:
    connecting = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|urllib|http|requests|aiohttp)\b", re.MULTILINE
    )
    sources = of_mediapipe(".py")
    assert len(sources) > 20
    assert [path.name for path in sources if connecting.search(path.read_text(encoding="utf-8"))] == []


def test_our_own_code_imports_nothing_that_connects() -> None:
    """The cluster may, which connects to a scheduler that the user names; quoting a link connects to nothing."""
    connecting = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|urllib(?!\.parse\b)|http|requests|aiohttp|asyncio)\b",
        re.MULTILINE,
    )
    sources = sorted((ROOT / "posecoach").rglob("*.py"))
    assert [path.name for path in sources if connecting.search(path.read_text(encoding="utf-8"))] == [
        "cluster.py"
    ]


def test_every_licence_is_allowed() -> None:
    assert [str(entry) for entry in installed() if forbidden(entry.licence)] == []


@pytest.mark.parametrize(
    ("licence", "parts"),
    [
        ("MIT", []),
        ("Apache-2.0 OR GPL-3.0-only", []),
        ("(MIT AND GPL-2.0-or-later)", ["GPL-2.0-or-later"]),
        ("AGPL-3.0-only", ["AGPL-3.0-only"]),
        ("Apache-2.0 WITH LLVM-exception", []),
        ("Proprietary", ["Proprietary"]),
        ("says nothing", ["says nothing"]),
    ],
)
def test_a_licence_that_does_not_fit_is_found(licence: str, parts: list[str]) -> None:
    assert forbidden(licence) == parts


@pytest.mark.skipif(sys.platform != "linux", reason="the page lists what is installed on Linux")
def test_the_page_lists_every_package_with_its_licence() -> None:
    rows = set(re.findall(r"^\| (\S+) \| (.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    entries: list[Entry] = installed()
    assert [str(entry) for entry in entries if (entry.name, entry.licence) not in rows] == [], (
        "run python tools/licences.py"
    )
