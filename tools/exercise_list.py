# noqa: INP001 - a script, not a package
"""Writes docs/exercises.md: every exercise by where it is done, what it is, the camera, and for whom it is not.

python tools/exercise_list.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from posecoach.exercises.conditions import CONDITIONS  # noqa: E402 - the checkout comes first
from posecoach.exercises.declaration import Exercise  # noqa: E402
from posecoach.exercises.loader import builtin_exercises  # noqa: E402
from posecoach.postures.table import POSTURES  # noqa: E402

PAGE: Final = ROOT / "docs" / "exercises.md"
CAMERA: Final = {"side": "to your side", "front": "in front of you"}
INTRODUCTION: Final = """\
# Exercises

Made by `python tools/exercise_list.py` from the exercise files; do not edit it by hand. Each name leads to {what}.
"""
BY_NAME: Final = """
\\* Coached when it is named. `auto` leaves it alone, because another exercise cannot safely be told from it.
"""


def exercise_list(leads: Callable[[str], str], what: str) -> str:
    """Return the page. leads: from the key of an exercise to the link behind its name; what: where that leads."""
    groups: dict[str, list[Exercise]] = {}
    for exercise in builtin_exercises().values():
        place = POSTURES[exercise.posture].place.split(",")[0]
        groups.setdefault(place, []).append(exercise)
    parts = [INTRODUCTION.format(what=what)]
    for place, exercises in groups.items():
        parts.append(f"## {place.capitalize()}\n")
        parts.append("| exercise, name to type | what is done | camera | not with |\n|---|---|---|---|")
        parts += [_row(one, leads(one.key)) for one in exercises]
        parts.append("")
    starred = any(one.by_name for one in builtin_exercises().values())
    return "\n".join(parts).rstrip() + "\n" + (BY_NAME if starred else "")


def _row(exercise: Exercise, link: str) -> str:
    star = "\\*" if exercise.by_name else ""
    against = ", ".join(CONDITIONS[key] for key in exercise.not_with)
    cells = (
        f"[{exercise.name}]({link}){star}<br>`{exercise.key}`",
        exercise.summary,
        CAMERA[exercise.view],
        against,
    )
    return f"| {' | '.join(cells)} |"


def in_the_repository() -> str:
    """Return the page as it stands in docs/: names lead to the exercises' files."""
    return exercise_list(lambda key: f"../posecoach/exercises/files/{key}.toml", "the file that it is")


if __name__ == "__main__":
    PAGE.write_text(in_the_repository(), encoding="utf-8")
