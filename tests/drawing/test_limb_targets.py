"""Where a part of the body should go: what is drawn, and that it can be told from a limb."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posecoach.coaching.linkage import bow
from posecoach.drawing.colours import YELLOW
from posecoach.drawing.layout import Layout
from posecoach.drawing.limb_targets import draw_corrections, placed, scaled
from posecoach.drawing.overlay import Overlay
from posecoach.state import Correction
from tests.drawing.scenes import ARM, CANVAS_WH, fault, picture, pose, snapshot


def swung(end: tuple[float, float], turn_deg: float, joint: tuple[float, float] = (200, 100)) -> Correction:
    """Return a bone that turns round its joint."""
    way = bow(joint, end, turn_deg)
    return Correction((joint, way[-1]), way)


def yellow(*corrections: Correction, unit: float = 4.0) -> np.ndarray:
    canvas = picture((400, 400))
    draw_corrections(canvas, corrections, unit)
    return (canvas == YELLOW).all(axis=-1)


def test_it_is_dashed_between_the_joint_and_where_the_end_should_be() -> None:
    along = yellow(swung((350, 100), 90.0))[100:240, 200]
    gaps = np.count_nonzero(np.diff(along.astype(int)) == 1)
    assert 0.4 < along.mean() < 0.8
    assert gaps >= 4


def test_an_arrow_leads_from_where_it_is_to_where_it_should_be() -> None:
    """Its bow is on the way of the limb's end; both ends stay clear of the marks there."""
    mark = yellow(swung((350, 100), 90.0))
    on_the_way = [
        mark[round(100 + 150 * math.sin(math.radians(turn))), round(200 + 150 * math.cos(math.radians(turn)))]
        for turn in range(90)
    ]
    assert not any(on_the_way[:3])
    assert all(on_the_way[6:84])
    assert not mark[100:106, 340:360].any()


def test_a_short_way_has_an_arrow_too_which_begins_behind_the_part() -> None:
    """Twelve pixels up: the arrow's shaft is below, its tip above where the part is."""
    mark = yellow(Correction(((100, 188), (300, 188)), ((200, 200), (200, 188))))
    assert mark[200:206, 200].all()
    assert mark[192:200, 200].any()
    assert not mark[:170].any()


def test_where_nothing_is_wrong_nothing_is_drawn() -> None:
    assert not yellow().any()


def test_a_long_line_is_dashed_along_all_its_stretches() -> None:
    mark = yellow(Correction(((50, 50), (200, 50), (200, 300)), ((260, 300), (200, 300))))
    assert mark[48:53, 60:190].any()
    assert mark[60:280, 198:203].any()


def test_on_the_screen_it_is_mirrored_with_the_picture() -> None:
    (found,) = placed([Correction(((0, 0), (9, 4)), ((3, 1), (9, 4)))], (10, 5), (20, 10))
    assert found.line == (pytest.approx((18.5, 0.5)), pytest.approx((0.5, 8.5)))
    assert found.way[0] == pytest.approx((12.5, 2.5))


def test_what_is_far_outside_of_the_screen_is_left_out() -> None:
    assert placed([Correction(((0, 0), (1e6, 0)), ((0, 0), (5, 0)))], (10, 5), (20, 10)) == []


def test_a_part_of_the_picture_shows_it_where_that_part_is() -> None:
    (found,) = scaled([Correction(((10, 10), (20, 30)), ((10, 10), (20, 30)))], 10.0, 20.0, 0.5)
    assert found == Correction(((0.0, -5.0), (5.0, 5.0)), ((0.0, -5.0), (5.0, 5.0)))


def test_the_overlay_draws_it_over_the_mirrored_picture() -> None:
    """The forearm hangs at a right angle to the left; straightened it is below the elbow."""
    correction = swung((300.0, 200.0), 90.0, (200.0, 200.0))
    seen = snapshot(fault(corrections=(correction,)), pose(ARM))
    canvas = Overlay(CANVAS_WH).draw(picture(), seen)
    rows, columns = np.nonzero((canvas == YELLOW).all(axis=-1))
    without = Overlay(CANVAS_WH).draw(picture(), snapshot(fault(), pose(ARM)))
    scale = 561 / 480
    left = Layout.of(CANVAS_WH, (640, 480)).picture.left
    assert not (without == YELLOW).all(axis=-1).any()
    assert rows.max() == pytest.approx(300 * scale, abs=14)
    assert columns[rows > rows.max() - 4].mean() == pytest.approx(left + (640 - 200) * scale, abs=6)
