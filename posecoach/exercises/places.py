"""Where in an exercise file a table or key stands, to tell somebody who has to mend it."""

from __future__ import annotations

import re


def line_of(text: str, place: str) -> int:
    """Return the line (from 1) where a place like `phases[2].enter[0].onset` stands, as near as can be told."""
    if not place:
        return 1
    lines = text.splitlines()
    row, table = 0, ""
    for part in place.split("."):
        name, *indices = part.replace("]", "").split("[")
        table = f"{table}.{name}".lstrip(".")
        header = re.compile(rf"\s*\[+\s*{re.escape(table)}\s*\]+\s*(#.*)?$")
        hits = [i for i in range(row, len(lines)) if header.match(lines[i])]
        wanted = int(indices[0]) if indices else 0
        if wanted < len(hits):
            row = hits[wanted]
            continue
        key = re.compile(rf"\s*{re.escape(name)}\s*=")
        row = next((i for i in range(row, len(lines)) if key.match(lines[i])), row)
        if indices:
            return _item_row(lines, row, wanted) + 1
    return row + 1


def _item_row(lines: list[str], row: int, index: int) -> int:
    """Return the row where an item (a table or list) of the list that begins in a row stands."""
    depth = 0
    for i in range(row, len(lines)):
        for bracket in re.findall(r"[\[\]{}]", lines[i]):
            depth += 1 if bracket in "[{" else -1
            if depth == 2 and bracket in "[{":
                if index == 0:
                    return i
                index -= 1
            elif depth == 0:
                return row
    return row
