"""What estimates poses, and which model it does it with."""

from __future__ import annotations

import msgspec


class ModelInfo(msgspec.Struct, frozen=True):
    """Which landmark model saw the person: file name and SHA-256 of the bundle."""

    name: str
    sha256: str
