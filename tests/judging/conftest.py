"""A recorded session, as a fixture."""

from tests.reviewed import recorded

__all__ = ["recorded"]
