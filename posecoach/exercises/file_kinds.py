"""Which of the three kinds a file is: an exercise, a routine or a plan; each is easily taken for another."""

from __future__ import annotations

from typing import Final, Literal

from posecoach.errors import ExerciseFileError
from posecoach.exercises.toml_tables import parse
from posecoach.words.phrase import N_, Phrase, filled

FileKind = Literal["exercise", "routine", "plan"]
KINDS: Final[tuple[FileKind, ...]] = ("exercise", "routine", "plan")
KEYS: Final[dict[FileKind, frozenset[str]]] = {
    "exercise": frozenset({"posture", "phases", "neutral", "rules"}),
    "plan": frozenset({"exercises", "unwatched", "weeks", "stop"}),
}
"""Keys that tell a file without a schema; all of a routine's are those of an exercise too."""
_TOLD: Final[dict[FileKind, str]] = {
    "exercise": N_("{name} is an exercise, which is checked with: posecoach exercises --check {name}"),
    "routine": N_("{name} is a routine, which is checked with: posecoach exercises --check {name}"),
    "plan": N_("{name} is a plan, which is checked with: posecoach plan check {name}"),
}


def kind_of_file(text: str) -> FileKind | None:
    """Return what a file says that it is, by its schema or else its keys; None if nothing, or if it is no TOML."""
    try:
        tables = parse(text, "")
    except ExerciseFileError:
        return None
    schema = str(tables.get("schema", ""))
    for kind in KINDS:
        if schema.startswith(f"posecoach.{kind}/"):
            return kind
    if "schema" in tables:
        return None
    return next((kind for kind, keys in KEYS.items() if keys & tables.keys()), None)


def other_kind(text: str, wanted: FileKind) -> FileKind | None:
    """Return the kind of a file that is another than wanted; None if it is not known to be."""
    kind = kind_of_file(text)
    return None if kind == wanted else kind


def taken_for_another(name: str, kind: FileKind) -> Phrase:
    """Return what a file is and what checks it."""
    return filled(_TOLD[kind], name=name)
