"""All exercises and routines that can be asked for by name: those of posecoach, then your own, each file read once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from posecoach.errors import UsageError
from posecoach.exercises.declaration import Exercise
from posecoach.exercises.loader import own_files, with_own
from posecoach.exercises.routines import PlannedStep, Routine, plan, routines_with, single
from posecoach.exercises.validation import nearest
from posecoach.exercises.wording import with_translations
from posecoach.words.catalogue import Words
from posecoach.words.phrase import filled

AUTO: Final = "auto"
"""In place of an exercise's name: find out."""


@dataclass(frozen=True, slots=True)
class Library:
    """Exercises and routines by their keys."""

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]

    def steps(self, name: str) -> tuple[PlannedStep, ...]:
        """Return the steps of a routine, or the only one of an exercise.

        Raises UsageError for a name that is neither.
        """
        return find_steps(name, self.exercises, self.routines)


def open_library(own: str | os.PathLike[str] | None = None) -> Library:
    """Read all exercises and routines. own: your own file, or folder of files.

    Raises ExerciseFileError for a file that is invalid, and for a key that exists already, naming both files.
    """
    files = own_files(own)
    exercises = with_own(files)
    return Library(exercises, routines_with(files, exercises))


def find_exercise(name: str, exercises: Mapping[str, Exercise]) -> Exercise:
    """Return an exercise by its key; spaces and hyphens are taken for underscores.

    Raises UsageError for a name that is no exercise.
    """
    key = as_key(name)
    if key not in exercises:
        raise UsageError(
            filled("there is no exercise {name!r}; {nearest}", name=name, nearest=nearest(key, exercises))
        )
    return exercises[key]


def find_steps(
    name: str, exercises: Mapping[str, Exercise], routines: Mapping[str, Routine]
) -> tuple[PlannedStep, ...]:
    """Return the steps of a routine, or the only one of an exercise, by its key.

    Raises UsageError for a name that is neither.
    """
    key = as_key(name)
    if key in routines:
        return plan(routines[key], exercises)
    if key in exercises:
        return single(exercises[key])
    known = nearest(key, [*exercises, *routines])
    raise UsageError(filled("there is no exercise or routine {name!r}; {nearest}", name=name, nearest=known))


def as_key(name: str) -> str:
    """Return the key that a name means; spaces and hyphens are taken for underscores."""
    return name.lower().replace("-", "_").replace(" ", "_")


def own_words(words: Words, library: Library) -> Words:
    """Return words that know the translations which the files of a library carry for their language."""
    return with_translations(words, [*library.exercises.values(), *library.routines.values()])
