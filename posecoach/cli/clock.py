"""Time zones that are none: every command that knows the day would end with one."""

from __future__ import annotations

import os
from datetime import datetime

from posecoach.errors import InputError
from posecoach.words.phrase import filled


def check_time_zone() -> None:
    """Raise InputError where the time zone of this process lies a day or more from UTC."""
    try:
        datetime.now().astimezone()
    except ValueError as error:
        raise InputError(
            filled(
                "the time zone {zone!r} lies a day or more from UTC: correct TZ",
                zone=os.environ.get("TZ", ""),
            )
        ) from error
