"""The template that a new exercise file begins with: commented, and valid as it is."""

from __future__ import annotations

from importlib import resources
from typing import Final

from posecoach.exercises.loader import builtin_exercises
from posecoach.exercises.validation import RESERVED
from posecoach.words.names import in_words

TEMPLATE: Final = "template.toml"


def key_of(name: str, fallback: str) -> str:
    """Return a key made of a name, of the letters that keys have.

    fallback: what stands before one that begins with no letter, or is a word of the command line.
    """
    plain = "".join(one if one.isascii() and one.isalnum() else "_" for one in name.lower())
    key = "_".join(filter(None, plain.split("_")))
    return key if key[:1].isalpha() and key not in RESERVED else f"{fallback}_{key}".rstrip("_")


def template(name: str) -> str:
    """Return the text of a new exercise file; name: of the file, without its ending."""
    text = resources.files("posecoach.exercises").joinpath(TEMPLATE).read_text(encoding="utf-8")
    key = key_of(name, "my")
    if key in builtin_exercises():
        key = f"my_{key}"
    return text.replace('"KEY"', f'"{key}"').replace('"NAME"', f'"{in_words(key).capitalize()}"')
