"""The moving figure in a page: valid SVG without a script, which holds what the figure on the screen holds."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from posecoach.coaching.demonstration import demonstration
from posecoach.exercises.loader import builtin_exercises
from posecoach.report.demonstration import animation

BUILT_IN = builtin_exercises()


@pytest.mark.parametrize("key", BUILT_IN)
def test_every_animation_has_a_value_for_each_of_its_times_and_no_script(key: str) -> None:
    shown = demonstration(BUILT_IN[key])
    assert shown is not None
    svg = ET.fromstring(animation(shown, "<A & B>"))  # noqa: S314  (our own)
    moves = list(svg.iter("animate"))
    assert moves
    for move in moves:
        times = [float(share) for share in move.attrib["keyTimes"].split(";")]
        assert len(times) == len(move.attrib["values"].split(";"))
        assert times == sorted(times)
        assert times[0] == 0.0
    assert svg.attrib["aria-label"] == "<A & B>"
    assert not list(svg.iter("script"))
    assert len(animation(shown, "")) < 40_000


def test_who_wants_no_motion_has_the_start_and_the_furthest_point() -> None:
    shown = demonstration(BUILT_IN["cat_cow"])
    assert shown is not None
    svg = ET.fromstring(animation(shown, "Cat-cow"))  # noqa: S314  (our own)
    still = next(part for part in svg.iter("g") if part.get("class") == "still")
    start, far = still.iter("path")
    assert start.get("d") != far.get("d")
    assert not list(still.iter("animate"))
