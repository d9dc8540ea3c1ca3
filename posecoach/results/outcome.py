"""How the review of one recording among many ended."""

from __future__ import annotations

from typing import Literal

import msgspec

from posecoach.results.review import Review

Status = Literal["judged", "nothing", "unusable", "failed"]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How a recording ended.

    status: judged; nothing to judge in it; unusable as a file; failed here and now (a full disk, an aborted
    process), to be tried again next time. title: the exercise's name. review: without `failed` and `unusable`.
    """

    fingerprint: str
    status: Status
    message: str = ""
    title: str = ""
    duration_s: float = 0.0
    review: Review | None = None
