"""Fixtures of a reviewed recording, for what is said about one."""

from __future__ import annotations

from tests.reviewed import evidence, recorded, results  # noqa: F401
