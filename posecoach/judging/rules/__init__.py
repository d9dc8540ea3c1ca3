"""The kinds of rules, one module each: how it is validated, watched, judged, worded and drawn. See kind.py."""

from posecoach.judging.rules import (  # noqa: F401 - importing registers the kinds
    alternate,
    duration,
    limit,
    movement_time,
    reach,
)
