"""Text from outside on its way to a medium: one door for each, through which it comes out as text and nothing else.

Names of files and folders, exercise files and the rows of a database can hold any character. In HTML the templates
escape by themselves (report/page.py); everything else goes through here.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_TURNING: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""What turns the direction of writing, so that a name looks like another one."""
_STEERING: Final = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff{_TURNING}]")
_UNPRINTABLE: Final = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff{_TURNING}]")
_STEERING_IN_JSON: Final = re.compile(f"[\x7f-\x9f\u2028\u2029\ufeff{_TURNING}]")
"""Outside of its texts JSON holds none of these, and in them it has its own escapes for the rest."""
_RUNS: Final = tuple("=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20")
"""What a cell begins with that a spreadsheet computes (owasp.org, CSV Injection), the wide forms included."""
_RUNS_LATER: Final = re.compile(f'([,;\t\n][\\s"]*)(?=[{re.escape("".join(_RUNS))}])')
"""What would begin a cell where a table is read with another sign between its cells."""
_TAG: Final = re.compile("<(?=[A-Za-z/!?])")
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def as_unicode(text: str) -> str:
    """Return a text without the bytes that were no text: what UTF-8 cannot encode becomes a replacement mark."""
    return _SURROGATES.sub(REPLACEMENT, text)


def for_terminal(text: str) -> str:
    """Return a text as one line in which nothing steers the terminal."""
    return _STEERING.sub(REPLACEMENT, " ".join(as_unicode(text).split()))


def for_lines(text: str) -> str:
    """Return a text for the terminal that keeps its line breaks."""
    return _UNPRINTABLE.sub(REPLACEMENT, as_unicode(text)).replace("\t", " ")


def for_page(text: str) -> str:
    """Return a text for a page, still to be escaped: without control characters and what turns the writing."""
    return _UNPRINTABLE.sub(REPLACEMENT, as_unicode(text))


def for_subtitle(text: str) -> str:
    """Return a text as one line of a subtitle: an empty line would end it and "-->" start another."""
    return for_terminal(text).replace("-->", "→")


def for_srt(text: str) -> str:
    """Return a line of SubRip without what players take for tags; the format knows no escaping."""
    return _TAG.sub("\u2039", for_subtitle(text)).replace("{\\", "(\\")


def for_vtt(text: str) -> str:
    """Return a line of WebVTT, escaped."""
    return for_subtitle(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def for_json(text: str) -> str:
    """Return a JSON document that says the same, with what steers a terminal as escapes."""
    return _STEERING_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def for_csv(value: object) -> object:
    """Return a cell of a table: a text that a spreadsheet would compute begins with an apostrophe.

    So does what comes after a comma, semicolon, tab or line break in it: a spreadsheet may split there.
    """
    if not isinstance(value, str):
        return value
    text = _RUNS_LATER.sub(r"\1'", for_page(value))
    start = unicodedata.normalize("NFKC", text[:1])
    return f"'{text}" if text.startswith(_RUNS) or start.startswith(_RUNS) else text


def relative_url(parts: Iterable[str]) -> str:
    """Return a link to a place below a page: quoted, and never a scheme, a host or a step up.

    Raises ValueError for parts that lead elsewhere.
    """
    quoted = []
    for part in parts:
        if part in ("", ".", "..") or "/" in part:
            raise ValueError(f"{part!r} is no name of a file or folder")
        quoted.append(quote(os.fsencode(part), safe=""))
    return "/".join(quoted)
