"""JSON that others may have written: nesting that nobody writes is an error of the text, not of the program."""

from __future__ import annotations

from typing import TypeVar

import msgspec

T = TypeVar("T")


def decoded_json(content: bytes | str, kind: type[T]) -> T:
    """Return what a text holds, checked against a type.

    Raises msgspec.DecodeError (or its subclass ValidationError), also for brackets inside each other beyond what
    Python's stack holds, which msgspec itself reports as a RecursionError.
    """
    try:
        return msgspec.json.decode(content, type=kind)
    except RecursionError as error:
        raise msgspec.DecodeError("JSON is malformed: too many brackets inside each other") from error
