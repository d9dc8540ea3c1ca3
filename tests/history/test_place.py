"""Nothing is left of a history that was deleted."""

from __future__ import annotations

from pathlib import Path

from posecoach.history.place import COMPANIONS, remove
from posecoach.history.store import open_history


def test_what_a_connection_leaves_of_a_deleted_history_goes_with_it(tmp_path: Path) -> None:
    """SQLite may write its log anew just when everything is deleted."""
    folder = tmp_path / "data"
    with open_history(folder) as history:
        remove(history.path)
        folder.mkdir(exist_ok=True)
        for suffix in COMPANIONS:
            history.path.with_name(history.path.name + suffix).write_bytes(b"left")
    assert not folder.exists()
