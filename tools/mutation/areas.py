"""Which code is mutated, how much of it has to be noticed, and by which tests."""

from __future__ import annotations

from dataclasses import dataclass

TESTS = (
    "tests/judging",
    "tests/features",
    "tests/postures",
    "tests/exercises",
    "tests/coaching",
    "tests/results",
    "tests/review",
    "tests/recording",
    "tests/publishing",
    "tests/history",
    "tests/safety",
    "tests/guiding",
    "tests/pose",
    "tests/cli/test_cli_history.py",
    "tests/test_symmetry.py",
    "tests/test_events.py",
)
"""Whatever is near enough to the mutated code to notice; the whole suite would take hours longer and add little."""

STRONGEST = (
    "tests/features/test_stored_features.py",
    "tests/judging/test_stored_judgements.py",
    "tests/judging/test_stored_reviews.py",
)
"""These notice most in the least time."""

SLOW = (
    "tests/review/test_workers.py",
    "tests/review/test_many.py::test_every_recording_ends_once_and_is_not_repeated",
    "tests/review/test_many.py::test_only_what_is_missing_is_reviewed_again",
    "tests/review/test_many.py::test_workers_say_the_same_as_one_process",
)
"""Slow tests that run all the same, as no quick one starts processes; the others need models, minutes or a cluster."""


@dataclass(frozen=True, slots=True)
class Area:
    """Folders of the package, and the share of their mutants that the tests have to kill."""

    folders: tuple[str, ...]
    target: float


AREAS = {
    "judging": Area(("posecoach/judging",), 0.9),
    "features": Area(("posecoach/features",), 0.9),
    "review": Area(("posecoach/review",), 0.8),
    "recording": Area(("posecoach/recording", "posecoach/publishing"), 0.8),
    "history": Area(("posecoach/history",), 0.8),
}
