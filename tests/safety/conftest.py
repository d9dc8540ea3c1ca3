"""Recordings and a history of their own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reviewed import recorded
from tests.safety.commands import tiny

__all__ = ["recorded"]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of half a second."""
    return tiny(tmp_path_factory.mktemp("small") / "small.npz")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a history that nobody has begun."""
    folder = tmp_path / "data of posecoach"
    monkeypatch.setenv("POSECOACH_DATA", str(folder))
    return folder
