"""A recorded session and what a review finds in it, as fixtures."""

from tests.reviewed import evidence, recorded, results

__all__ = ["evidence", "recorded", "results"]
