"""What works on this machine, and how to fix what does not."""

from __future__ import annotations

import importlib.metadata
import operator
import os
import platform
import re
import shutil
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final, Literal

from posecoach import __version__
from posecoach.errors import PosecoachError
from posecoach.files import may_exist
from posecoach.words.catalogue import ENGLISH
from posecoach.words.phrase import N_, counted, filled, numeral

LIBRARIES: Final = ("mediapipe", "opencv-python", "numpy", "rich", "msgspec")
WRITE_CV2_TOO: Final = ("opencv-contrib-python", "opencv-contrib-python-headless", "opencv-python-headless")
"""The folder of opencv-python: which of them is loaded depends on what was installed last."""
_CLAUSE: Final = re.compile(r"(==|>=|<)\s*([\d.]+)")
_COMPARISONS: Final = {"==": operator.eq, ">=": operator.ge, "<": operator.lt}

PERSON_PICTURE: Final = "doctor_person.jpg"
"""A rendered person (CC0), so that the whole inference is tried and not only the search for somebody."""

WARM_UP_FRAMES: Final = 5
TIMED_FRAMES: Final = 20
SLOW_MS: Final = 50.0
"""A slower model leaves fewer than 20 frames a second: cues come in time, but quick movements look coarse."""

LEAST_FREE_MB: Final = 500
"""An hour of landmarks at 30 frames/s takes about 90 MB."""

REINSTALL: Final = N_("reinstall posecoach with pip")

State = Literal["works", "careful", "broken"]


@dataclass(frozen=True, slots=True)
class Checkup:
    """One thing that was looked at: what is so, and how to fix it.

    vital: without it nothing can be judged, live or recorded.
    """

    topic: str
    state: State
    text: str
    remedy: str = ""
    vital: bool = False


def examine(model: str | None, language: str = ENGLISH.language) -> Iterator[Checkup]:
    """Look at everything that the coach needs, one after another; what is broken does not stop the rest.

    model: the bundle that the user asked for, None = the bundled one. language: what the coach would speak.
    """
    checks: tuple[tuple[str, bool, Callable[[], Checkup]], ...] = (
        (N_("Program"), True, _program),
        (N_("Model"), True, lambda: _model(model)),
        (N_("Inference"), True, lambda: _inference(model)),
        (N_("Camera"), False, _camera),
        (N_("Window"), False, _window),
        (N_("Sound"), False, lambda: _sound(language)),
        (N_("Storage"), False, _storage),
        (N_("History"), False, _history),
    )
    for topic, vital, check in checks:
        try:
            yield check()
        except PosecoachError as error:
            yield Checkup(topic, "broken", error.args[0], vital=vital)
        except ImportError as error:
            yield Checkup(topic, "broken", str(error), REINSTALL, vital)


def _program() -> Checkup:
    system = filled(
        "{versions}; {system}, {cores} cores",
        versions=", ".join(_versions()),
        system=f"{platform.system()} {platform.machine()}",
        cores=os.cpu_count() or 0,
    )
    if missing := [library for library in LIBRARIES if not _installed(library)]:
        remedy = filled(
            "not installed: {libraries}; reinstall posecoach with pip", libraries=", ".join(missing)
        )
        return Checkup("Program", "broken", system, remedy, vital=True)
    if others := " ".join(library for library in WRITE_CV2_TOO if _installed(library)):
        remedy = filled(
            "{others} writes the same files as opencv-python; run 'pip uninstall {others}' and "
            "'pip install --force-reinstall opencv-python'",
            others=others,
        )
        return Checkup("Program", "careful", system, remedy)
    if unfit := ", ".join(_unfit(importlib.metadata.requires("posecoach") or ())):
        remedy = filled(
            "needs {libraries}, and other releases were not tried; reinstall posecoach with pip",
            libraries=unfit,
        )
        return Checkup("Program", "careful", system, remedy)
    return Checkup("Program", "works", system)


def _versions() -> Iterator[str]:
    yield f"posecoach {__version__}"
    yield f"Python {platform.python_version()}"
    for library in (*LIBRARIES, *WRITE_CV2_TOO):
        if version := _installed(library):
            yield f"{library} {version}"


def _installed(library: str) -> str:
    """Return the version of an installed library, or nothing."""
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _unfit(requirements: Iterable[str]) -> Iterator[str]:
    """Yield those of our requirements, such as `numpy<3,>=2.1`, that are installed in another version."""
    for requirement in requirements:
        named = re.match(r"[\w-]+", requirement)
        if named is None or "extra ==" in requirement or not (version := _installed(named[0])):
            continue
        have = _numbers(version)
        if not all(_COMPARISONS[sign](have, _numbers(bound)) for sign, bound in _CLAUSE.findall(requirement)):
            yield requirement


def _numbers(version: str) -> list[int]:
    """Return the figures of a version without the zeros at its end: 2.1.0rc1 is [2, 1]."""
    leading = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in leading[0].split(".")] if leading else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return numbers


def _model(user_path: str | None) -> Checkup:
    from posecoach.pose.opening import check_model, model_path

    found = check_model(user_path, loads_next=True)
    text = filled("{path}, SHA-256 {sha256}…", path=str(model_path(user_path)), sha256=found.sha256[:12])
    return Checkup("Model", "works", text)


def _inference(user_path: str | None) -> Checkup:
    """Run the model on a real picture, as the coach would, with the outline of the back."""
    import numpy as np

    from posecoach.capture.frame import Frame
    from posecoach.capture.opencv import cv2
    from posecoach.pose.opening import open_estimator

    encoded = resources.files("posecoach").joinpath(PERSON_PICTURE).read_bytes()
    picture = np.asarray(cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    took_ms, seen = [], True
    with open_estimator(user_path, outline=True) as estimator:
        for index in range(WARM_UP_FRAMES + TIMED_FRAMES):
            start_s = time.perf_counter()
            seen &= estimator.estimate(Frame(picture, index / 30, index)).seen
            took_ms.append(1000 * (time.perf_counter() - start_s))
    if not seen:
        remedy = N_("nobody was found in the test image; leave out --model, or reinstall posecoach")
        return Checkup("Inference", "broken", N_("the model runs but sees nothing"), remedy, vital=True)
    median_ms = statistics.median(took_ms[WARM_UP_FRAMES:])
    text = filled(
        "finds the person in the test image, {ms} ms per frame ({rate} frames/s)",
        ms=round(median_ms),
        rate=round(1000 / median_ms),
    )
    if median_ms > SLOW_MS:
        return Checkup("Inference", "careful", text, N_("slow: close other programs"))
    return Checkup("Inference", "works", text)


def _camera() -> Checkup:
    from posecoach.capture.camera import joined, tried_devices

    devices = tried_devices()
    usable = [name for name, problem in devices if not problem]
    if usable:
        return Checkup("Camera", "works", filled("{cameras}", cameras=tuple(usable)))
    remedy = N_("connect a camera for the live coach, or play a video instead: posecoach live --source FILE")
    return Checkup("Camera", "careful", filled("none can be used ({tried})", tried=joined(devices)), remedy)


def _window() -> Checkup:
    from posecoach.live.window import check_window

    check_window()
    return Checkup("Window", "works", N_("a window can be opened"))


def _sound(language: str) -> Checkup:
    """Start what would speak; nothing is played but a hundredth of a second of silence."""
    from posecoach.voice.opening import find_speaker

    speaker, problem = find_speaker(language)
    if speaker is None:
        return Checkup("Sound", "careful", N_("the coach is silent"), problem)
    speaker.close()
    if problem:
        return Checkup("Sound", "careful", N_("tones only, no voice"), problem)
    return Checkup("Sound", "works", filled("{speaker}, a sound device can be opened", speaker=speaker.name))


def _storage() -> Checkup:
    """Look at the current folder, where results go that are asked for without naming another place."""
    folder = Path.cwd()
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    text = filled(
        "{folder}: {free} GB free; results are only saved where --out, --json or --record say",
        folder=str(folder),
        free=numeral(free_mb / 1000, ".1f"),
    )
    if not os.access(folder, os.W_OK):
        return Checkup(
            "Storage",
            "careful",
            filled("{folder} is not writable", folder=str(folder)),
            N_("start posecoach in a folder of your own"),
        )
    if free_mb < LEAST_FREE_MB:
        return Checkup("Storage", "careful", text, N_("little room for recordings: free some space"))
    return Checkup("Storage", "works", text)


def _history() -> Checkup:
    """Look at the history, if there is one; a doctor leaves nothing behind."""
    from posecoach.history.place import database_path
    from posecoach.history.store import read_history

    path = database_path()
    if not may_exist(path):
        return Checkup("History", "works", filled("nothing saved yet; it will be in {path}", path=str(path)))
    with read_history() as history:
        count = len(history.sessions())
    return Checkup(
        "History",
        "works",
        counted("{count} session in {path}", "{count} sessions in {path}", count, path=str(path)),
    )
