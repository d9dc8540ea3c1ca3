"""The model bundle: where it is, and one clear line when it is not what it should be."""

from __future__ import annotations

import hashlib
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from posecoach.errors import ModelError
from posecoach.pose.mediapipe import model
from posecoach.pose.mediapipe.model import BUNDLED_SHA256, MODEL_NAME, model_path, try_out, verify

BUNDLED = model_path()
OWN = "give a pose_landmarker .task file, or leave --model out to use the bundled one"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def bundle_of(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content)
    return path


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path at which a bundled model is looked for, in a place of the test's own."""
    monkeypatch.setattr(model, "_PLACES", (tmp_path / "_models", tmp_path / "models"))
    (tmp_path / "models").mkdir()
    return tmp_path / "models" / MODEL_NAME


def test_the_bundled_model_is_the_one_in_the_checksum_file() -> None:
    assert verify(BUNDLED) == BUNDLED_SHA256
    assert f"{BUNDLED_SHA256}  {MODEL_NAME}" in (BUNDLED.parent / "SHA256SUMS").read_text().splitlines()


def test_a_damaged_bundled_model_names_both_checksums(installed: Path) -> None:
    content = bytearray(BUNDLED.read_bytes())
    content[5_000_000] ^= 1
    installed.write_bytes(content)
    with pytest.raises(ModelError) as raised:
        verify(model_path())
    assert str(raised.value) == (
        f"model {installed} is damaged: expected SHA-256 {BUNDLED_SHA256}, found {sha256(installed)}: "
        "install posecoach again"
    )


def test_a_missing_bundled_model_is_named(installed: Path) -> None:
    expected = installed.parent.parent / "_models" / MODEL_NAME
    with pytest.raises(ModelError) as raised:
        verify(model_path())
    assert str(raised.value) == (
        f"model {expected} cannot be read (No such file or directory): install posecoach again"
    )


def test_a_model_of_ones_own_is_not_compared_with_the_checksum(tmp_path: Path) -> None:
    own = tmp_path / "own.task"
    shutil.copy(BUNDLED, own)
    with zipfile.ZipFile(own, "a") as bundle:
        bundle.comment = b"mine"
    assert model_path(str(own)) == own
    assert verify(own) == sha256(own) != BUNDLED_SHA256


def test_a_model_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "none.task"
    with pytest.raises(ModelError) as raised:
        verify(path)
    assert str(raised.value) == f"model {path} cannot be read (No such file or directory): {OWN}"


def test_a_file_that_is_no_bundle(tmp_path: Path) -> None:
    path = tmp_path / "text.task"
    path.write_text("hello")
    with pytest.raises(ModelError) as raised:
        verify(path)
    assert str(raised.value) == (
        f"model {path} is not a MediaPipe pose bundle (SHA-256 {sha256(path)}): {OWN}"
    )


def test_a_bundle_for_another_task(tmp_path: Path) -> None:
    path = bundle_of(tmp_path / "hand.task", {"hand_detector.tflite": b"....TFL3"})
    with pytest.raises(ModelError) as raised:
        verify(path)
    assert str(raised.value) == (f"model {path} lacks pose_detector.tflite (SHA-256 {sha256(path)}): {OWN}")


@pytest.mark.parametrize("place", [40, 2_000_000, 4_000_000])
def test_a_bundle_with_a_flipped_bit(tmp_path: Path, place: int) -> None:
    content = bytearray(BUNDLED.read_bytes())
    content[place + 60] ^= 4
    path = tmp_path / "flipped.task"
    path.write_bytes(content)
    part = "pose_detector.tflite" if place < 2_900_000 else "pose_landmarks_detector.tflite"
    with pytest.raises(ModelError) as raised:
        verify(path)
    assert str(raised.value) == f"model {path} is damaged in {part} (SHA-256 {sha256(path)}): {OWN}"


def test_a_bundle_of_something_else_than_networks(tmp_path: Path) -> None:
    parts = {"pose_detector.tflite": b"not a network", "pose_landmarks_detector.tflite": b"....TFL3"}
    path = bundle_of(tmp_path / "fake.task", parts)
    with pytest.raises(ModelError) as raised:
        verify(path)
    assert str(raised.value) == (
        f"model {path} is damaged in pose_detector.tflite (SHA-256 {sha256(path)}): {OWN}"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for the interpreter")
def test_a_model_that_ends_the_process_is_refused_and_this_process_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killer = tmp_path / "killer"  # damaged networks that do it are rare, and not the same on every machine
    killer.write_text("#!/bin/sh\nkill -SEGV $$\n")
    killer.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(killer))
    with pytest.raises(ModelError) as raised:
        try_out(tmp_path / "own.task", "0" * 64)
    assert str(raised.value) == (
        f"model {tmp_path / 'own.task'} ends the process that runs it (exit status -11): {OWN}"
    )


def test_a_model_of_ones_own_that_works_passes_its_trial(tmp_path: Path) -> None:
    own = tmp_path / "own.task"
    shutil.copy(BUNDLED, own)
    with zipfile.ZipFile(own, "a") as bundle:
        bundle.comment = b"mine"
    try_out(own, sha256(own))
