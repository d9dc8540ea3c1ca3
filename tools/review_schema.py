# noqa: INP001 - a script, not a package
"""Writes docs/review.schema.json and docs/review_json.md: what the JSON of a review holds.

    python tools/review_schema.py

Keys and types are read from the structs that the JSON is written from; WORDS says what a key means. A key without such
words, or words without a key, are an error.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from posecoach.results.review import SCHEMA, Review  # noqa: E402 - the checkout comes first

PAGE: Final = ROOT / "docs" / "review_json.md"
FILE: Final = ROOT / "docs" / "review.schema.json"

INTRODUCTION: Final = f"""\
# The JSON of a review

Made by `python tools/review_schema.py` from the program itself; do not edit it by hand.
[review.schema.json](review.schema.json) says the same as a [JSON Schema](https://json-schema.org).

`posecoach review VIDEO --json FILE` writes one object, an array of them for several videos; `--out FOLDER` writes the
same to `FOLDER/review.json`. In Python, `posecoach.review("me.mp4").to_json()` returns it.

- `schema` is `{SCHEMA}`. Keys may be added; none is renamed or removed.
- Times are media time in seconds from the start of the video, angles degrees, lengths *trunk lengths* (near shoulder to
  near hip in the picture).
- `side` is the person's own.
- The JSON is strict: what was not seen is `null`, never NaN. A rule that could not be judged is in
  `summary.cannot_judge` with the reason, and never a fault.
"""

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "Review": {
        "schema": "version of this format",
        "posecoach_version": "version of the program that judged",
        "model": "which landmark model saw the person",
        "video": "what was reviewed",
        "exercise": "key of the exercise; of several the one with most repetitions; null if none was recognised",
        "recognised": "whether an exercise was recognised; if not, the lists below are empty",
        "candidates": "exercises that were considered, the most likely first",
        "setup": "how the camera stood",
        "summary": "the review in numbers",
        "phases": "phases of movement, in order",
        "repetitions": "what was counted, in order",
        "faults": "spans in which a rule was broken, in order",
        "segments": "exercises one after another, where it was to be found out which they are",
        "features": "values of every frame by feature, with their times as `t_s`; only with `--features`",
    },
    "ModelInfo": {
        "name": "file name, `pose recording` for an .npz",
        "sha256": "checksum; empty if not known",
    },
    "VideoInfo": {
        "path": "the file as it was given, or the camera",
        "duration_s": "length",
        "frames": "frames that were judged",
        "size_wh": "width and height in pixels",
        "frames_with_person": "frames in which somebody was seen",
    },
    "Candidate": {"exercise": "key", "confidence": "how well it fits, 0 to 1"},
    "SetupInfo": {
        "view": "`side`, `front` or `back`; null if it could not be told",
        "yaw_deg": "how far the camera stood off the exact side, positive toward the head; null if not told",
        "advice": "what to change next time",
    },
    "Summary": {
        "repetitions": "how many",
        "score": "mean of those that have one, 0 to 100; null if that of all may be more than 3 points off",
        "faults": "spans by rule",
        "cannot_judge": "rules that could not be judged, or not for a while, with the main reason",
    },
    "PhaseSpan": {
        "phase": "name in the exercise's file",
        "side": "`left`, `right` or `both`; null where there is none",
        "start_s": "when its movement began",
        "end_s": "when the next phase began: a pause at its end belongs to it",
    },
    "Repetition": {
        "index": "from 1",
        "side": "`left`, `right` or `both`; null where there is none",
        "start_s": "start",
        "end_s": "end",
        "hold_s": "how long its hold lasted; null if it has none, or was too short to measure",
        "score": "0 to 100; null if too few frames a second were looked at to tell",
        "range": "how far each reported feature went, in its unit",
        "faults": "rules that were broken in it",
        "only_in_review": "true if only a second reading of the recording could tell of it; else absent",
    },
    "Fault": {
        "rule": "name in the exercise's file",
        "phase": "in which it was broken; null for a rule about all of them",
        "side": "`left`, `right` or `both`; null where there is none",
        "start_s": "start",
        "end_s": "end",
        "severity": "`stop`, `correct` or `info`",
        "value": "the worst that was seen, in `unit`",
        "limit": "what would have been kept, in `unit`",
        "unit": "`deg`, `s`, `trunk lengths`, or empty for a plain number",
        "cue": "what to do about it",
        "only_in_review": "as of a repetition",
    },
    "Segment": {
        "exercise": "key",
        "start_s": "start",
        "end_s": "end",
        "repetitions": "how many",
    },
}

TYPES: Final = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a review, with the words of every key."""
    made: dict[str, Any] = msgspec.json.schema(Review)
    for title, definition in made["$defs"].items():
        definition["description"] = inspect.cleandoc(definition["description"])  # as from Python 3.13 on
        _same(title, definition["properties"], WORDS.get(title, {}))
        for key, value in definition["properties"].items():
            value["description"] = WORDS[title][key]
    _same("structs", made["$defs"], WORDS)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def page() -> str:
    """Return the page."""
    definitions = schema()["$defs"]
    parts = [INTRODUCTION]
    for title in WORDS:
        definition = definitions[title]
        rows = [
            f"| `{key}` | {_type(value)}{_absent(key, definition)} | {value['description']} |"
            for key, value in definition["properties"].items()
        ]
        parts.append("\n".join([f"## {title}\n", "| key | is | meaning |", "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def _absent(key: str, definition: Mapping[str, Any]) -> str:
    """Say so if a key may be absent; one with a default is always written."""
    always = key in definition["required"] or "default" in definition["properties"][key]
    return "" if always else ", may be absent"


def _type(value: Mapping[str, Any]) -> str:
    """Return a type in words."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value or "enum" in value:
        return " or ".join(_alternatives(value))
    if value["type"] == "array":
        if "prefixItems" in value:
            return f"{value['minItems']} {_type(value['prefixItems'][0])}s"
        return f"list of {_type(value['items'])}"
    if value["type"] == "object":
        return f"table of {_type(value['additionalProperties'])}"
    return TYPES[value["type"]]


def _alternatives(value: Mapping[str, Any]) -> Iterator[str]:
    for one in value.get("anyOf", ()):
        yield "null" if one.get("type") == "null" else _type(one)
    for word in value.get("enum", ()):
        yield "null" if word is None else f"`{word}`"


def _same(title: str, there: Iterable[str], described: Iterable[str]) -> None:
    different = set(there) ^ set(described)
    if different:
        raise SystemExit(
            f"review_schema: {title}: {', '.join(sorted(different))} has words or a key, not both"
        )


def written() -> dict[Path, str]:
    """Return what stands in each file."""
    return {FILE: json.dumps(schema(), indent=2) + "\n", PAGE: page()}


def main() -> None:
    """Write the files."""
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
