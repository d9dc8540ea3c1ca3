"""Names of recordings as names of folders: safe on every system, and no two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

LONGEST_BYTES: Final = 120
"""Of a name: half of what most file systems take, so that paths stay within Windows' 260 characters."""
TAKEN: Final = ("index.html", "compare.html")
"""Names of files that lie beside the folders."""
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""Devices of Windows (learn.microsoft.com, Naming Files, Paths, and Namespaces)."""
_UNFIT: Final = set('<>:"/\\|?*')
_STEERING: Final = {"Cc", "Cs", "Zl", "Zp", "Cn"}
_TURNING: Final = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of writing, so that a name can look like another."""


def safe_name(text: str) -> str:
    """Return a name for a folder or file that leads nowhere else and that every system takes; the same for the same."""
    kept = "".join(
        "_" if _is_unfit(character) else character for character in unicodedata.normalize("NFC", text)
    )
    name = kept.strip(" ").rstrip(". ")
    if name.startswith("."):
        name = "_" + name[1:]
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    if len(name.encode()) > LONGEST_BYTES:
        mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        name = name.encode()[: LONGEST_BYTES - 9].decode("utf-8", "ignore").rstrip(". ") + f"~{mark}"
    return name or "recording"


def distinct(names: Sequence[str], others: Sequence[str] | None = None) -> list[str]:
    """Return safe names, no two of which mean the same folder on a system that ignores case.

    others: a longer name for each, to be taken where the short ones are alike; a number follows where they are too.
    """
    short = [safe_name(name) for name in names]
    longer = short if others is None else [safe_name(name) for name in others]
    keys = [folded(name) for name in short]
    beside = {folded(name) for name in TAKEN}
    free = [key not in beside and not again for key, again in zip(keys, _alike(keys), strict=True)]
    taken = beside | {key for key, alone in zip(keys, free, strict=True) if alone}
    found = []
    for name, alone, other in zip(short, free, longer, strict=True):
        chosen = name if alone else _free(other, taken)
        taken.add(folded(chosen))
        found.append(chosen)
    return found


def folded(name: str) -> str:
    """Return what two names have in common that a system without case would take for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def below(path: Path, root: Path | None) -> Path:
    """Return a path below a folder, or only its name where it is not below it."""
    return path.relative_to(root) if root is not None and path.is_relative_to(root) else Path(path.name)


def _is_unfit(character: str) -> bool:
    return character in _UNFIT or character in _TURNING or unicodedata.category(character) in _STEERING


def _alike(keys: Sequence[str]) -> list[bool]:
    seen: set[str] = set()
    twice: set[str] = set()
    for key in keys:
        (twice if key in seen else seen).add(key)
    return [key in twice for key in keys]


def _free(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken: itself, or with a number."""
    if folded(name) not in taken:
        return name
    number = 2
    while folded(numbered := safe_name(f"{name}-{number}")) in taken:
        number += 1
    return numbered
