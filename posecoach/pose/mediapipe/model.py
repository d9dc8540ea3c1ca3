"""The pose model: where it is, and whether it is intact.

A bundle of 9 MB is read and hashed once: its checksum is remembered for as long as the file is the same, its bytes
until the first network has been made of them.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Final

from posecoach.errors import ModelError, reason
from posecoach.files import read_file, real_path
from posecoach.words.phrase import Phrase, filled

MODEL_NAME: Final = "pose_landmarker_full.task"
BUNDLED_SHA256: Final = (
    "5f413fc70734b3b737315c2503f324548b68c78b40306213cc32ed3de440840c"  # models/SHA256SUMS
)
_PARTS: Final = ("pose_detector.tflite", "pose_landmarks_detector.tflite")
_UNPACKED_BYTES: Final = 200 * 2**20  # heavy, the largest that there is, has 30 MB
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_TRIAL_S: Final = 120.0  # it takes one; a machine may be slow
_tried: set[str] = set()
_FileState = tuple[int, int, int, int]
_checked: dict[_FileState, str] = {}
_waiting: dict[_FileState, bytes] = {}
_PACKAGE: Final = Path(__file__).resolve().parents[2]
_PLACES: Final = (_PACKAGE / "_models", _PACKAGE.parent / "models")  # installed wheel, then a checkout


def model_path(user_path: str | os.PathLike[str] | None = None) -> Path:
    """Return the path of the model to use: the one asked for, else the bundled one."""
    if user_path is not None:
        return Path(user_path)
    return next(
        (path for place in _PLACES if (path := place / MODEL_NAME).is_file()), _PLACES[0] / MODEL_NAME
    )


def verify(path: Path, *, loads_next: bool = False) -> str:
    """Return the SHA-256 of a model that can be used.

    The bundled model must have its known checksum; any other must be a whole bundle with detector and
    landmark network (lite, full and heavy have the same form). loads_next: this process makes a network of it now, so
    its bytes are kept for that. Raises ModelError.
    """
    try:
        state = _state(path)
        if (known := _checked.get(state)) is not None:
            return known
        content = read_file(path)
    except OSError as error:
        raise ModelError(
            filled(
                "model {path} cannot be read ({reason}): {remedy}",
                path=path,
                reason=reason(error),
                remedy=_remedy(path),
            )
        ) from error
    found = _checksum(path, content)
    _checked[state] = found
    if loads_next:
        _waiting[state] = content
    return found


def content(path: Path) -> bytes:
    """Return the bytes of a model for a network: those that `verify` has kept, else those of the file.

    Raises OSError.
    """
    kept = _waiting.pop(_state(path), None)
    return read_file(path) if kept is None else kept


def _state(path: Path) -> _FileState:
    """Return what changes when a file does."""
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _checksum(path: Path, content: bytes) -> str:
    found = hashlib.sha256(content).hexdigest()
    if is_bundled(path) and found != BUNDLED_SHA256:
        raise ModelError(
            filled(
                "model {path} is damaged: expected SHA-256 {expected}, found {found}: {remedy}",
                path=path,
                expected=BUNDLED_SHA256,
                found=found,
                remedy=_remedy(path),
            )
        )
    if not is_bundled(path) and (flaw := _flaw(content)):
        raise ModelError(
            filled(
                "model {path} {flaw} (SHA-256 {found}): {remedy}",
                path=path,
                flaw=flaw,
                found=found,
                remedy=_remedy(path),
            )
        )
    return found


def try_out(path: Path, sha256: str) -> None:
    """Run a model that did not come with posecoach in a process of its own first, once for each checksum.

    Raises ModelError if the process ends by itself, as damaged networks make it do.
    """
    if sha256 == BUNDLED_SHA256 or sha256 in _tried:
        return
    command = [sys.executable, "-P", "-m", "posecoach.pose.mediapipe.trial_run", str(path.absolute())]
    places = [str(_PACKAGE.parent), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, places))}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TRIAL_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ModelError(
            filled(
                "model {path} did not answer within {limit_s:g} s: {remedy}",
                path=path,
                limit_s=_TRIAL_S,
                remedy=_remedy(path),
            )
        ) from error
    if done.returncode:
        raise ModelError(
            filled(
                "model {path} ends the process that runs it (exit status {status}): {remedy}",
                path=path,
                status=done.returncode,
                remedy=_remedy(path),
            )
        )
    _tried.add(sha256)


def is_bundled(path: Path) -> bool:
    """Whether this is the path of the model that came with posecoach."""
    return real_path(path) in {real_path(place / MODEL_NAME) for place in _PLACES}


def _flaw(content: bytes) -> Phrase | None:
    """Say what keeps a file from being a bundle, or None. All checksums in the zip are verified."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            if sum(entry.file_size for entry in bundle.infolist()) > _UNPACKED_BYTES:
                return filled("unpacks to more than {size} MB", size=_UNPACKED_BYTES >> 20)
            for part in _PARTS:
                if part not in bundle.namelist():
                    return filled("lacks {part}", part=part)
                if not _is_network(bundle, part):
                    return filled("is damaged in {part}", part=part)
    except (OSError, ValueError, *_DAMAGE):
        return filled("is not a MediaPipe pose bundle")
    return None


def _is_network(bundle: zipfile.ZipFile, part: str) -> bool:
    try:
        with bundle.open(part) as network:
            start, size = network.read(8), 8
            while chunk := network.read(2**20):
                size += len(chunk)
                if size > _UNPACKED_BYTES:  # whatever the list of contents says
                    return False
        return start[4:8] == b"TFL3"  # the identifier of a TensorFlow Lite file
    except _DAMAGE:
        return False


def _remedy(path: Path) -> Phrase:
    if is_bundled(path):
        return filled("install posecoach again")
    return filled("give a pose_landmarker .task file, or leave --model out to use the bundled one")
