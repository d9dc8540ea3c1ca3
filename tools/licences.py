# noqa: INP001 - a script, not a package
"""Writes docs/licences.md: every package that this project installs, directly or not, and its licence.

    python tools/licences.py          writes the page for what is installed here (make test's environment)

What a package says of itself is taken: its licence expression (PEP 639), else its classifiers, else its field.
"""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"

ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Python-2.0",
        "Zlib",
    }
)
"""Licences under which a package may be used by a program under the MIT licence without changing the program's own."""

SPDX = {
    "3-clause bsd": "BSD-3-Clause",
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 3-clause": "BSD-3-Clause",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mit": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
"""What packages wrote before there were expressions."""

IN_THE_SOURCES = {"fhir-core": "BSD-3-Clause", "fhir-resources": "BSD-3-Clause"}
"""Licences that stand in a package's source distribution, and not in its wheel."""

HEAD = """\
# Licences of the packages that posecoach installs

Written by `python tools/licences.py`; a test compares it with what is installed. "Used by" names what asks for a
package: `posecoach` itself, or one of its extras (`dev` is for those who work on it, and is never installed by users).

Allowed are {allowed}.

The code of posecoach is under the MIT licence, the pose model that comes with it under Apache-2.0 (`models/LICENSE`).
posecoach contains none of these packages; they are downloaded from PyPI when it is installed. The wheels of `av` and
`opencv-python` bring FFmpeg along: in opencv-python under the LGPL-2.1, in av together with the encoders x264 and x265,
which are under the GPL-2.0 or later. If you pass on a bundle that contains the wheel of `av`, you have to keep to that.

The documentation site carries mkdocs-material and iframe-worker (`tools/site_files`), both MIT.

| package | licence | used by |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A package, its licence as an SPDX expression, and what asks for it: posecoach, or extras."""

    name: str
    licence: str
    used_by: tuple[str, ...]

    def __str__(self) -> str:
        """Return a row of the table."""
        return f"| {self.name} | {self.licence} | {', '.join(self.used_by)} |"


def installed() -> list[Entry]:
    """Return what of the project's requirements, and theirs, is installed here, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"posecoach": project["dependencies"], **project["optional-dependencies"]}
    users: dict[str, list[str]] = {}
    for group, requirements in groups.items():
        for name in _closure(requirements):
            users.setdefault(name, []).append(group)
    return [
        Entry(name, licence_of(name), ("posecoach",) if "posecoach" in by else tuple(sorted(by)))
        for name, by in sorted(users.items())
    ]


def licence_of(name: str) -> str:
    """Return the licence of an installed package as an SPDX expression, or what it says if that is not known."""
    if name in IN_THE_SOURCES:
        return IN_THE_SOURCES[name]
    metadata = importlib.metadata.metadata(name)
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classifiers = [
        entry.rpartition(" :: ")[2]
        for entry in metadata.get_all("Classifier") or []
        if entry.startswith("License :: ") and not entry.endswith("OSI Approved")
    ]
    field = str(metadata.get("License") or "says nothing").splitlines()[0]
    said = [field] if field in ALLOWED else classifiers or [field]
    if {text.lower() for text in said} & {"bsd", "bsd license"}:
        return _which_bsd(name)
    return " OR ".join(sorted({SPDX.get(text.strip().lower(), text.strip()) for text in said}))


def _which_bsd(name: str) -> str:
    """Return which of the BSD licences a package has that does not say: the third clause forbids to use its name."""
    files = importlib.metadata.files(name) or []
    texts = [file.read_text(encoding="utf-8") for file in files if "LICENSE" in file.name.upper()]
    third = any(
        "neither the name" in text.lower() or "may not be used to endorse" in text.lower() for text in texts
    )
    return "BSD-3-Clause" if third else "BSD-2-Clause" if texts else "BSD"


def forbidden(licence: str) -> list[str]:
    """Return the parts of a licence expression that are not allowed; of two joined by OR one is enough."""
    parts = re.split(r"\s+AND\s+", licence.replace("(", " ").replace(")", " ").strip())
    return [
        part
        for part in parts
        if not any(one.split(" WITH ")[0] in ALLOWED for one in re.split(r"\s+OR\s+", part))
    ]


def page(entries: list[Entry]) -> str:
    """Return the page."""
    return HEAD.format(allowed=", ".join(sorted(ALLOWED))) + "".join(f"{entry}\n" for entry in entries)


def _closure(requirements: list[str]) -> Iterator[str]:
    """Yield the installed packages among requirements and theirs, each once, by normal name."""
    waiting = [Requirement(text) for text in requirements]
    seen: set[tuple[str, frozenset[str]]] = set()
    told: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        key = (name, frozenset(wanted.extras))
        if key in seen or not _applies(wanted, frozenset()):
            continue
        seen.add(key)
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        if name not in told:
            told.add(name)
            yield name
        needs = [Requirement(text) for text in distribution.requires or []]
        waiting += [Requirement(str(need).split(";")[0]) for need in needs if _applies(need, wanted.extras)]


def _applies(wanted: Requirement, extras: frozenset[str] | set[str]) -> bool:
    return wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras))


if __name__ == "__main__":
    PAGE.write_text(page(installed()), encoding="utf-8")
