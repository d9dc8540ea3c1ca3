"""What the person said about pain and effort, on the page of the history."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from posecoach.history.records import RatingRow, Session
from posecoach.report.history import history_page

NOW = datetime.fromisoformat("2026-11-09T12:00:00+01:00")


def session(day: int, **values: Any) -> Session:
    return Session("cat_cow", f"2026-11-0{day}T08:00:00+01:00", "done", 1.0, "1", **values)


def page(*sessions: Session) -> str:
    return history_page(sessions, {}, NOW, {})


def plotted(html: str) -> dict[str, Any]:
    found = re.search(r'"rated": ?({.*?}\]})', html)
    assert found is not None
    return json.loads(found[1])


def test_ratings_are_drawn_from_day_to_day() -> None:
    before, after = RatingRow("pain_before", 6), RatingRow("pain_after", 2)
    html = page(session(1, ratings=(before, after)), session(2, ratings=(RatingRow("pain_before", 4),)))
    assert 'id="rated"' in html
    assert plotted(html) == {
        "days": ["2026-11-01", "2026-11-02"],
        "lines": [
            {"title": "Pain before, 0 to 10", "values": [6.0, 4.0]},
            {"title": "Pain after, 0 to 10", "values": [2.0, None]},
        ],
    }


def test_a_session_shows_what_was_said_about_it() -> None:
    assert "pain before 6, effort 3" in page(
        session(1, ratings=(RatingRow("pain_before", 6), RatingRow("effort", 3)))
    )


def test_without_ratings_there_is_no_plot_of_them() -> None:
    assert 'id="rated"' not in page(session(1))
