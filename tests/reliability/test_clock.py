"""The computer's clock is put forward and back, again and again, while a session goes on."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import count, pairwise
from pathlib import Path

import pytest

from posecoach.cli.main import main
from tests.reliability.sessions import EXERCISE, accept_warning, events, sample, sessions

BEGAN = datetime(2026, 3, 29, 23, 59, 50, tzinfo=UTC)
LOOKS = 2
"""So often the clock is looked at until a session has begun: for what was done today, and for its own day."""


@pytest.fixture
def _jumping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the clock on the wall jump by years, to and fro, as soon as the session has begun."""
    real, looks, jumps = time.time, count(), count(1)

    class Wall(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Wall:
            shown = BEGAN if next(looks) < LOOKS else BEGAN + timedelta(days=500)
            return cls.fromtimestamp(shown.timestamp(), tz or UTC)

    monkeypatch.setattr("posecoach.cli.live_session.datetime", Wall)
    monkeypatch.setattr(time, "time", lambda: real() + 1e7 * (number := next(jumps)) * (-1.0) ** number)


@pytest.mark.slow
@pytest.mark.usefixtures("_jumping")
def test_a_session_is_of_the_day_on_which_it_began_and_its_times_are_those_of_the_media(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept_warning(data_folder)
    monkeypatch.setattr(sys, "stdin", None)
    words = ("live", EXERCISE, "--keep", "--no-window", "--no-voice", "--language", "en")
    assert main([*words, "--source", str(sample()), "--record", str(tmp_path / "recorded")]) == 0

    [session] = sessions(data_folder)
    assert datetime.fromisoformat(session.started) == BEGAN
    assert len(session.repetitions) == 4
    assert 5.0 < max(one.end_s for one in session.repetitions) <= session.duration_s < 60.0
    times_s = [event["t_s"] for event in events(tmp_path / "recorded")]
    assert all(0.0 <= before_s <= after_s for before_s, after_s in pairwise(times_s))
