"""Reads a catalogue (.po) as translators write it, without a compiled copy beside it.

Compiled catalogues (.mo) would be binary files in the repository that go stale, and that two branches can't merge, or
would have to be built before a checkout runs. Reading the text takes a few milliseconds, and only where the language
is not English. What is read is handed to the standard library in the compiled form, so that plurals and contexts are
looked up by it (https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html).
"""

from __future__ import annotations

import ast
import io
import re
import struct
from collections.abc import Iterator
from gettext import GNUTranslations
from typing import Final

MAGIC: Final = 0x950412DE
_KEYWORD: Final = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? (".*")$')


def read_po(text: str) -> GNUTranslations:
    """Return the translations of a catalogue; entries that are marked as uncertain or left empty are passed over."""
    return GNUTranslations(io.BytesIO(_compiled(dict(_messages(text)))))


def _messages(text: str) -> Iterator[tuple[str, str]]:
    """Yield the entries as a compiled catalogue has them: context, text and plural in one key, all forms in one."""
    for block in re.split(r"\n\s*\n", text):
        entry, uncertain = _entry(block)
        forms = [value for name, value in entry.items() if name.startswith("msgstr")]
        if uncertain or "msgid" not in entry or not all(forms):
            continue
        key = "\x04".join(entry[name] for name in ("msgctxt", "msgid") if name in entry)
        if "msgid_plural" in entry:
            key = f"{key}\0{entry['msgid_plural']}"
        yield key, "\0".join(forms)


def _entry(block: str) -> tuple[dict[str, str], bool]:
    """Return the parts of an entry by their keyword, and whether it is marked as uncertain."""
    entry: dict[str, str] = {}
    name, uncertain = "", False
    for line in map(str.strip, block.splitlines()):
        found = _KEYWORD.match(line)
        if found:
            name = found[1] + (found[2] or "")
            entry[name] = ast.literal_eval(found[3])
        elif line.startswith('"') and name:
            entry[name] += ast.literal_eval(line)
        elif line.startswith("#,"):
            uncertain = "fuzzy" in line
    return entry, uncertain


def _compiled(messages: dict[str, str]) -> bytes:
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    count = len(pairs)
    tables_end = 28 + 16 * count
    texts, places = b"", []
    for column in (0, 1):
        for pair in pairs:
            places += [len(pair[column]), tables_end + len(texts)]
            texts += pair[column] + b"\0"
    head = (MAGIC, 0, count, 28, 28 + 8 * count, 0, tables_end)
    return struct.pack(f"<{len(head) + len(places)}I", *head, *places) + texts
