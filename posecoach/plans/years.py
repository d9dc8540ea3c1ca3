"""The years in which a plan may begin: a module of its own, as the command line asks before anything is loaded."""

from __future__ import annotations

from typing import Final

YEARS: Final = range(2000, 2200)
"""Earlier or later ones are slips, and weeks are counted from there to today."""
