"""Tables as CSV: with a decimal point for programs, or as spreadsheets expect it where numbers have a decimal comma."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from posecoach.plain_text import for_csv

CsvDialect = Literal["point", "comma"]
"""point: 1.5, fields apart by commas. comma: 1,5, fields apart by semicolons."""

CSV_DIALECTS: Final[tuple[CsvDialect, ...]] = ("point", "comma")
_DELIMITERS: Final[dict[CsvDialect, str]] = {"point": ",", "comma": ";"}


def csv_text(rows: Iterable[Sequence[object]], dialect: CsvDialect = "point") -> str:
    """Return rows as CSV: texts cannot be computed by a spreadsheet, None and NaN are empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=_DELIMITERS[dialect], lineterminator="\n")
    comma = dialect == "comma"
    for row in rows:
        writer.writerow([_cell(value, comma=comma) for value in row])
    return text.getvalue()


def _cell(value: object, *, comma: bool) -> object:
    if not isinstance(value, float):
        return for_csv(value)
    if value != value:  # NaN is not equal to itself
        return ""
    return str(value).replace(".", ",") if comma else value
