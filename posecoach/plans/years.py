"""The years in which a plan may begin, and how long it may go on.

A module of its own, as the command line asks before anything is loaded.
"""

from __future__ import annotations

from typing import Final

YEARS: Final = range(2000, 2200)
"""Earlier or later ones are slips, and weeks are counted from there to today."""
MOST_WEEKS: Final = 999
"""What `plan new` asks for at most, almost twenty years; more is a slip, and the calendar has an end."""
