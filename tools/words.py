# noqa: INP001 - a script, not a package
"""Finds every text that a person can see, and brings the catalogues of the languages up to date (`make words`).

    python tools/words.py         update all catalogues; say what is still to be translated
    python tools/words.py it      the same, after beginning a catalogue of a new language

Babel reads code and templates; the texts of exercise and routine files, of features and of joints are asked of the
program. A catalogue is one file, posecoach/words/LANGUAGE.po, read as it is (posecoach/words/po.py says why nothing is
compiled). Texts whose English has changed are kept, marked `fuzzy`, and count as not translated until somebody has
looked at them.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from posecoach.exercises.loader import builtin_exercises  # noqa: E402 - the checkout comes first
from posecoach.exercises.routines import builtin_routines, routine_texts  # noqa: E402
from posecoach.exercises.wording import exercise_texts  # noqa: E402
from posecoach.features.extract import feature_names, get_feature  # noqa: E402
from posecoach.plans.declaration import plan_texts  # noqa: E402
from posecoach.plans.reading import builtin_plans  # noqa: E402
from posecoach.pose.landmarks import Landmark  # noqa: E402

PACKAGE: Final = ROOT / "posecoach"
FOLDER: Final = PACKAGE / "words"
SUFFIX: Final = ".po"
METHODS: Final = [("**.py", "python"), ("**/assets/**.html", "jinja2")]
KEYWORDS: Final[dict[str, Any]] = {
    "N_": None,
    "C_": ((1, "c"), 2),
    "filled": None,
    "counted": (1, 2),
    "words": None,
    "_words": None,
    "_": None,
}
"""The calls of posecoach/words/phrase.py, and those that look a text up (`_` in templates)."""
HEADER: Final = """\
# {name} translations of posecoach.
msgid ""
msgstr ""
"Project-Id-Version: posecoach\\n"
"Language: {code}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def catalogues() -> list[Path]:
    """Return the files of all languages."""
    return sorted(FOLDER.glob(f"*{SUFFIX}"))


def extracted() -> Catalog:
    """Return every text that a person can see."""
    found = Catalog(project="posecoach", fuzzy=False)
    # Babel warns of f-strings among the values that fill a text, too; a test looks for those that are one.
    with contextlib.redirect_stderr(io.StringIO()):
        messages = list(extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS))
    for name, _, message, comments, context in messages:
        place = (Path("posecoach", name).as_posix(), 1)
        found.add(message, locations=[place], auto_comments=comments, context=context)
    for place, text in declared():
        found.add(text, locations=[(place, 1)])
    return found


def declared() -> Iterator[tuple[str, str]]:
    """Yield (file, text) of what no call in the code marks."""
    exercises = builtin_exercises()
    for exercise in exercises.values():
        yield from (
            (f"posecoach/exercises/files/{exercise.key}.toml", one) for one in exercise_texts(exercise)
        )
    for routine in builtin_routines(exercises).values():
        yield from (
            (f"posecoach/exercises/routine_files/{routine.key}.toml", one) for one in routine_texts(routine)
        )
    for plan in builtin_plans(exercises).values():
        yield from ((f"posecoach/plans/files/{plan.key}.toml", one) for one in plan_texts(plan))
    for feature in map(get_feature, feature_names()):
        joints = map(joint, feature.landmarks)
        yield from (("posecoach/features", one) for one in (feature.label, feature.meaning, *joints))


def joint(landmark: Landmark) -> str:
    """Return what a landmark is called, whichever side it is on."""
    return landmark.name.lower().replace("left_", "").replace("right_", "").replace("_", " ")


def read(path: Path) -> Catalog:
    """Return a catalogue; babel complains of what is no catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def updated(catalogue: Catalog, found: Catalog) -> bytes:
    """Return a catalogue with exactly the texts that were found, as it is written."""
    catalogue.update(found)
    catalogue.obsolete.clear()
    written = io.BytesIO()
    # No dates, line numbers or wrapping: a change of one text is a change of its lines alone, and branches merge.
    write_po(written, catalogue, width=0, include_lineno=False, sort_by_file=True, omit_header=True)
    head = HEADER.format(
        name=catalogue.locale.english_name, code=catalogue.locale_identifier, plurals=catalogue.plural_forms
    )
    return head.encode() + written.getvalue()


def missing(catalogue: Catalog, found: Catalog) -> list[str]:
    """Return the texts that have no translation, or one that nobody has looked at since the English changed."""
    lacking = []
    for message in found:
        own = catalogue.get(message.id, message.context) if message.id else None
        forms = (
            own.string if own is not None and isinstance(own.string, (tuple, list)) else [own and own.string]
        )
        if message.id and (own is None or own.fuzzy or not all(forms)):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


MOST_NAMED: Final = 20
"""Texts without a translation that are named; a language just begun lacks them all."""


def main(begun: str | None = None) -> None:
    """Update every catalogue, and say what is still to be translated; the tests fail until nothing is."""
    found = extracted()
    if begun is not None:
        path = FOLDER / f"{Locale.parse(begun).language}{SUFFIX}"
        path.exists() or path.write_bytes(updated(Catalog(locale=path.stem, fuzzy=False), found))
    for path in catalogues():
        path.write_bytes(updated(read(path), found))
        lacking = missing(read(path), found)
        print(f"{path.relative_to(ROOT)}: {len(found)} texts, {len(lacking)} to be translated")
        for text in lacking[:MOST_NAMED]:
            print(f"  {text!r}")
        if lacking[MOST_NAMED:]:
            print(f"  and {len(lacking[MOST_NAMED:])} more")
        if lacking:
            print("  (empty, or marked '#, fuzzy', which is a guess: correct it and delete the mark)")


if __name__ == "__main__":
    main(*sys.argv[1:2])
