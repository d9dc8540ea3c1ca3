"""Recordings of real people that lie beside the repository, not in it."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """Return the path of a file beside the repository, or skip the test, with one reason for all."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip("../shared, with more recordings of real people, is not here")
    return path
