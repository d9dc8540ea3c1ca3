"""The findings of `posecoach doctor` as JSON to add to a bug report: nothing in it tells whose computer it is."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec

from posecoach import __version__
from posecoach.doctor import Checkup, State
from posecoach.words.phrase import Phrase, fill

DoctorSchema = Literal["posecoach.doctor/1"]

LIBRARIES: Final = (
    "av",
    "jinja2",
    "mediapipe",
    "msgspec",
    "numpy",
    "opencv-contrib-python",
    "opencv-contrib-python-headless",
    "opencv-python",
    "opencv-python-headless",
    "platformdirs",
    "pyttsx3",
    "rich",
    "sounddevice",
)
"""What a bug may come from, what must not be installed beside the others included."""
HARMLESS: Final = frozenset(
    {
        *("cores", "count", "free", "language", "libraries", "ms", "needed", "others", "rate", "reason"),
        *("sha256", "system", "version", "versions"),
    }
)
"""Names in braces whose values are figures or words of a system. Any other may be a name or a place."""
_PATH: Final = re.compile(r"(?:[A-Za-z]:)?[\\/][^\s,;:)'\"]*")


class System(msgspec.Struct, frozen=True):
    """The computer. display: what windows are drawn by, as far as the environment tells."""

    name: str
    release: str
    machine: str
    cores: int
    display: Literal["wayland", "x11", "none", "unknown"]


class AnonymousCheckup(msgspec.Struct, frozen=True):
    """One thing that was looked at, in English; what may be a name or a place stands as <what it is>."""

    topic: str
    state: State
    text: str
    remedy: str


class DoctorDocument(msgspec.Struct, frozen=True):
    """All that a bug report needs. libraries: versions, null = not installed."""

    schema: DoctorSchema
    posecoach_version: str
    python: str
    system: System
    libraries: Mapping[str, str | None]
    checks: tuple[AnonymousCheckup, ...]


def doctor_json(findings: Sequence[Checkup]) -> bytes:
    """Return the findings as JSON without names, places and times; strict, indented, with a line end."""
    document = DoctorDocument(
        "posecoach.doctor/1",
        __version__,
        platform.python_version(),
        System(
            platform.system(),
            platform.release(),
            platform.machine(),
            os.cpu_count() or 0,
            _display(sys.platform),
        ),
        {name: _version(name) for name in LIBRARIES},
        tuple(
            AnonymousCheckup(str(one.topic), one.state, anonymous(one.text), anonymous(one.remedy))
            for one in findings
        ),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def anonymous(text: str) -> str:
    """Return a text in English in which what may be a name or a place is replaced by what it is."""
    if not isinstance(text, Phrase):
        return _PATH.sub("<path>", text)
    chosen = text.many if text.number is not None and text.number != 1 else text.template
    return fill(chosen, {name: _harmless(name, value) for name, value in text.values.items()})


def _harmless(name: str, value: object) -> str | float:
    if isinstance(value, Phrase):
        return anonymous(value)
    if isinstance(value, int | float):
        return value
    return _PATH.sub("<path>", str(value)) if name in HARMLESS else f"<{name}>"


def _display(system: str) -> Literal["wayland", "x11", "none", "unknown"]:
    if system != "linux":
        return "unknown"
    if os.environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "x11" if os.environ.get("DISPLAY") else "none"


def _version(library: str) -> str | None:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return None
