"""Reads plan files, those that come with posecoach and your own, and says where a mistake is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Final

from posecoach.errors import ExerciseFileError, UsageError
from posecoach.exercises.conditions import CONDITIONS
from posecoach.exercises.declaration import Exercise, Source
from posecoach.exercises.file_kinds import other_kind, taken_for_another
from posecoach.exercises.library import as_key
from posecoach.exercises.loader import SUFFIX, read_text
from posecoach.exercises.toml_tables import TomlLayout
from posecoach.exercises.validation import nearest
from posecoach.files import is_file
from posecoach.plans.checking import problems_of_plan
from posecoach.plans.declaration import (
    DAYS,
    SIDES,
    STOP_SIGNS,
    Plan,
    Prescription,
    Progression,
    StopRule,
    Unwatched,
)
from posecoach.words.phrase import Phrase, filled

_LAYOUT: Final = TomlLayout(
    Plan,
    {
        "exercises": Prescription,
        "progression": Progression,
        "sources": Source,
        "stop": StopRule,
        "unwatched": Unwatched,
    },
    {
        "conditions": CONDITIONS,
        "exercises.days": DAYS,
        "unwatched.days": DAYS,
        "exercises.side": SIDES,
        "stop.sign": STOP_SIGNS,
    },
)


def builtin_plans(exercises: Mapping[str, Exercise]) -> dict[str, Plan]:
    """Return the plans that come with posecoach, by key, in alphabetical order."""
    found = [
        read_plan(text, f"{key}{SUFFIX}", exercises) for key, text in sorted(builtin_plan_texts().items())
    ]
    return {plan.key: plan for plan in found}


def builtin_plan_texts() -> dict[str, str]:
    """Return the files of the plans that come with posecoach, by key."""
    folder = resources.files("posecoach.plans").joinpath("files")
    return {
        entry.name.removesuffix(SUFFIX): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(SUFFIX)
    }


def plan_text(name: str) -> tuple[str, str]:
    """Return (what to call it, text) of a plan that comes with posecoach, or of a file.

    Raises UsageError for what is neither, ExerciseFileError for a file that cannot be read.
    """
    texts = builtin_plan_texts()
    key = as_key(name)
    if key in texts:
        return f"{key}{SUFFIX}", texts[key]
    file = plan_file(name)
    if file is not None:
        return name, read_text(file)
    raise UsageError(
        filled("there is no plan {name!r}; {nearest}, or give a file", name=name, nearest=nearest(key, texts))
    )


def plan_file(name: str) -> Path | None:
    """Return the file that a name stands for; None for a plan that comes with posecoach, and for what is neither."""
    if as_key(name) in builtin_plan_texts():
        return None
    return Path(name) if name.endswith(SUFFIX) or os.sep in name or is_file(Path(name)) else None


def read_plan(text: str, name: str, exercises: Mapping[str, Exercise]) -> Plan:
    """Validate the text of a plan file; `name` is what to call it in messages.

    Raises ExerciseFileError naming file, line, problem and the nearest valid name.
    """
    try:
        return _LAYOUT.checked(text, name, lambda plan: problems_of_plan(plan, exercises))
    except ExerciseFileError as error:
        if kind := other_kind(text, "plan"):
            raise ExerciseFileError(taken_for_another(name, kind)) from error
        raise


def find_plan_problems(text: str, name: str, exercises: Mapping[str, Exercise]) -> list[Phrase]:
    """Return everything that is wrong with the text of a plan file, in the order of its lines; empty = valid."""
    problems = _LAYOUT.all_wrong(text, name, lambda plan: problems_of_plan(plan, exercises))
    kind = other_kind(text, "plan") if problems else None
    return [taken_for_another(name, kind)] if kind else problems
