"""An edge of the back that is partly somebody else's."""

from __future__ import annotations

import numpy as np
import pytest

from posecoach.features.back_edge import HEAD_STEPS, MEND_S, BackEdge, Edge, hidden_by_head
from posecoach.pose.outline import OUTLINE_POINTS


def back(height: float = 0.3) -> Edge:
    return np.full(OUTLINE_POINTS, height, np.float32)


def passed_by(edge: Edge, points: int = 10, by: float = 0.3) -> Edge:
    """Return the edge with somebody behind who sticks out over some points of it."""
    changed = edge.copy()
    changed[5 : 5 + points] += by
    return changed


def test_a_whole_edge_is_believed_as_it_is() -> None:
    edge = back()

    assert BackEdge().believed(0.0, edge) is edge


def test_the_part_that_leapt_goes_on_as_it_was_moved_with_the_rest() -> None:
    edges = BackEdge()
    edges.believed(0.0, back(0.30))

    mended = edges.believed(0.04, passed_by(back(0.31)))

    assert mended == pytest.approx(back(0.31), abs=1e-6)


def test_a_part_that_was_not_seen_goes_on_as_it_was() -> None:
    edges = BackEdge()
    edges.believed(0.0, back())
    hidden = back()
    hidden[:8] = np.nan

    assert edges.believed(0.04, hidden) == pytest.approx(back(), abs=1e-6)


def test_an_edge_that_is_mostly_something_else_is_not_believed() -> None:
    edges = BackEdge()
    edges.believed(0.0, back())

    assert edges.believed(0.04, passed_by(back(), points=20)) is None


def test_a_torn_edge_without_one_before_is_not_believed() -> None:
    assert BackEdge().believed(0.0, passed_by(back())) is None


def test_mending_ends_when_the_whole_back_has_not_been_seen_for_long() -> None:
    edges = BackEdge()
    edges.believed(0.0, back())

    assert edges.believed(MEND_S - 0.01, passed_by(back())) is not None
    assert edges.believed(MEND_S + 0.01, passed_by(back())) is None


def with_hair(edge: Edge, points: int = 10) -> Edge:
    """Return the edge with a raised head over its first points."""
    changed = edge.copy()
    changed[:points] += np.linspace(0.4, 0.1, points, dtype=np.float32)
    return changed


def test_a_back_goes_on_straight_under_a_raised_head() -> None:
    sloping = np.linspace(0.4, 0.2, OUTLINE_POINTS, dtype=np.float32)

    assert BackEdge().believed(0.0, with_hair(sloping)) == pytest.approx(sloping, abs=1e-3)


def test_a_raised_head_is_seen_through_for_as_long_as_it_is_raised() -> None:
    edges = BackEdge()
    seen = [edges.believed(0.1 * frame, with_hair(back())) for frame in range(50)]

    assert seen[-1] == pytest.approx(back(), abs=1e-3)


def test_mending_lasts_for_its_whole_time() -> None:
    edges = BackEdge()
    edges.believed(0.0, back())

    assert edges.believed(MEND_S, passed_by(back())) is not None


def test_a_point_that_moves_further_than_a_back_is_not_the_backs() -> None:
    edges = BackEdge()
    edges.believed(0.0, back())
    changed = passed_by(back())
    changed[30] += 0.06

    assert edges.believed(0.04, changed) == pytest.approx(back(), abs=1e-6)


def test_a_head_over_the_first_points_hides_them() -> None:
    raised = back()
    raised[:6] += 0.2

    assert hidden_by_head(raised) == 5 + HEAD_STEPS


def test_what_rises_over_the_middle_of_the_back_is_no_head() -> None:
    changed = back()
    changed[5:9] += 0.3

    assert hidden_by_head(changed) == 0
