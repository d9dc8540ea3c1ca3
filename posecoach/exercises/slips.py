"""What is meant where a file is no TOML: the commonest slips in plain words, with what to write instead.

tomllib says where it stopped; what stands there tells which slip it was. What is not among them is told as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from posecoach.words.phrase import N_, Phrase, filled

_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_CURLY: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b"
_CURLY_TEXT: Final = re.compile(f'[{_CURLY}]([^{_CURLY}"]*)[{_CURLY}"]?')
_DECIMAL_COMMA: Final = re.compile(r"(?<![\w.])(-?\d+),(\d+)\b")
_UNIT: Final = re.compile(r"=\s*(-?\d+(?:\.\d+)?)\s*([^\d\s.,;#\]}][^#,\]}]*)")
_BARE_POINT: Final = re.compile(r"=\s*(-?)(?:\.(\d+)|(\d+)\.(?!\d))")
_WORD: Final = re.compile(r"=\s*\[?\s*([A-Za-z_][\w -]*)")
_YES: Final = frozenset({"true", "yes", "on"})
_NO: Final = frozenset({"false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong in a line (from 1) of a text that is no TOML, and what to write instead."""

    line: int
    problem: Phrase


def slip_in(text: str, reason: str) -> Slip:
    """Return what is meant; reason: what tomllib says."""
    lines = text.splitlines() or [""]
    place = _PLACE.search(reason)
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (len(lines), len(lines[-1]) + 1)
    if reason.startswith(("Unclosed array", "Invalid initial character for a key part")) or (
        "inline table" in reason
    ):
        line = _last_with_content(lines, line, column)
    line = min(line, len(lines))
    told = reason[: place.start()] if place else reason
    return Slip(line, _problem(lines[line - 1], told, at_end=not (place and place[1])))


def _last_with_content(lines: list[str], line: int, column: int) -> int:
    """Return the line of what stands before a place, where the comma would be."""
    if line <= len(lines) and lines[line - 1][: column - 1].strip():
        return line
    before = [number for number in range(1, min(line, len(lines) + 1)) if _code(lines[number - 1])]
    return before[-1] if before else line


def _code(line: str) -> str:
    """Return a line without its comment and the spaces around it."""
    return re.sub(r"#.*", "", re.sub(r'"[^"]*"', '""', line)).strip()


def _problem(line: str, told: str, *, at_end: bool) -> Phrase:
    return (
        _quotes(line, told)
        or (_number(line) if not told.startswith("Unclosed inline") else _decimal_comma(line))
        or _bracket_or_comma(line, told, at_end=at_end)
        or _word(line, told)
        or filled("this cannot be read ({reason}); compare it with an example", reason=told)
    )


def _quotes(line: str, told: str) -> Phrase | None:
    """Return what is wrong with quotes, None if they are right."""
    outside = re.sub(r'"[^"]*"', "", line)
    curly = _CURLY_TEXT.search(outside) or (_CURLY_TEXT.search(line) if "Expected" in told else None)
    if curly and curly[1] and any(mark in outside for mark in _CURLY):
        return filled('curly quotes; write straight ones: "{text}"', text=curly[1])
    if told.startswith(("Illegal character", "Expected '\"'", 'Expected "\'"')):
        return filled('the text is not closed; write a quote (") at its end')
    if told.startswith("Unescaped '\\'"):
        return filled("a text with \\ in it; write / or \\\\ in its place")
    if re.search(r'"[^"]*"\s*[^\s,#\]}]', line) and told.startswith("Expected newline"):
        return filled('a quote (") is missing or one too many; a text stands between two of them')
    return None


def _number(line: str) -> Phrase | None:
    """Return what is wrong with a number, None if it is right."""
    code = _without_texts(line)
    point = _BARE_POINT.search(code)
    if point:
        number = f"{point[1]}{point[3] or 0}.{point[2] or 0}"
        return filled(
            "a digit is missing beside the point; write {number}",
            number=number,
        )
    unit = _UNIT.search(code)
    if unit:
        return filled("a number with something after it; write {number} alone", number=unit[1])
    return _decimal_comma(line)


def _decimal_comma(line: str) -> Phrase | None:
    """Return what is wrong with a number that has a comma, None where none has; in a list commas are right."""
    code = _without_texts(line)
    comma = _DECIMAL_COMMA.search(code)
    if comma and ("[" not in code[: comma.start()] or "{" in code[: comma.start()]):
        return filled("a decimal comma; write {number}", number=f"{comma[1]}.{comma[2]}")
    return None


def _without_texts(line: str) -> str:
    return re.sub(r'"[^"]*"', '""', line.partition("#")[0])


_STOPPED: Final[tuple[tuple[str, str], ...]] = (
    ("Expected ']' at the end of a table", N_("the bracket ] of the heading is missing")),
    ("Expected '='", N_("the sign = between key and value is missing")),
    ("Invalid initial character for a key", N_("a comma stands before the closing brace; remove it")),
    ("Cannot", N_("this key or heading stands twice; remove one, or write [[...]] for one of several")),
    ("Duplicate", N_("this key or heading stands twice; remove one, or write [[...]] for one of several")),
)
"""What tomllib says, by its beginning, and what is meant."""


def _bracket_or_comma(line: str, told: str, *, at_end: bool) -> Phrase | None:
    """Return which bracket, comma or sign is missing, None if none is."""
    code = _code(line)
    if told.startswith("Expected newline") and code.endswith((",", ";")):
        return filled("a value outside of a list ends with {sign}; remove it", sign=code[-1])
    if code.endswith("="):
        return filled("the value after = is missing")
    found = next((meant for begins, meant in _STOPPED if told.startswith(begins)), None)
    if found is not None:
        return Phrase(found, {})
    if at_end:
        return filled("a bracket is opened and never closed; write its other half")
    if told.startswith("Unclosed"):
        return filled("a comma is missing between two entries")
    return None


def _word(line: str, told: str) -> Phrase | None:
    """Return what is wrong with a word without quotes, None if there is none."""
    word = _WORD.search(_code(line))
    if not told.startswith("Invalid value") or word is None:
        return None
    text = word[1].strip()
    if text.lower() in _YES | _NO:
        return filled("write {value} in small letters", value="true" if text.lower() in _YES else "false")
    return filled('a text without quotes; write "{text}"', text=text)
